"""What the report tells, read from the published warehouse in one go: plain rows in a fixed order.

Does not belong here: words, links and pages; nothing here knows what a page looks like.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import duckdb

Row = dict[str, Any]
Groups = dict[str, list[Row]]


class Facts(NamedTuple):
    """The rows behind the pages; groups are by the id that their name ends with."""

    run: Row
    checks: list[Row]
    totals: Row
    outlet_months: list[Row]
    sources: dict[str, Row]
    locations: dict[str, Row]
    actors: dict[str, Row]
    aliases_of_actor: Groups
    roles_of_actor: Groups
    meetings: list[Row]
    actors_of_meeting: Groups
    reports_of_meeting: Groups
    disputes_of_meeting: Groups
    history_of_meeting: Groups
    links_of_meeting: Groups
    actors_of_report: Groups
    evidence_of_report: Groups
    texts: dict[str, str]


def read_facts(connection: duckdb.DuckDBPyConnection) -> Facts:
    """Read everything that the report tells.

    Returns: meetings from new to old by the day that they are known by, the undated last; actors by the meetings and
    names that they have.
    """

    def rows(query: str) -> list[Row]:
        result = connection.execute(query)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    return Facts(
        run=(rows(_RUN) or [{}])[0],
        checks=rows(_CHECKS),
        totals=rows(_TOTALS)[0],
        outlet_months=rows(_OUTLET_MONTHS),
        sources=_by("source_id", rows("from marts.dim_sources order by source_id")),
        locations=_by("location_id", rows("from marts.dim_locations order by location_id")),
        actors=_by("actor_id", rows(_ACTORS)),
        aliases_of_actor=_groups("actor_id", rows(_ALIASES)),
        roles_of_actor=_groups("actor_id", rows(_ROLES)),
        meetings=rows(_MEETINGS),
        actors_of_meeting=_groups("meeting_id", rows(_MEETING_ACTORS)),
        reports_of_meeting=_groups("meeting_id", rows(_REPORTS)),
        disputes_of_meeting=_groups("meeting_id", rows(_DISPUTES)),
        history_of_meeting=_groups("meeting_id", rows(_HISTORY)),
        links_of_meeting=_groups("meeting_id", rows(_LINKS)),
        actors_of_report=_groups("report_id", rows(_REPORT_ACTORS)),
        evidence_of_report=_groups("report_id", rows(_EVIDENCE)),
        texts={row["article_id"]: row["raw_text"] for row in rows(_TEXTS)},
    )


def _by(key: str, rows: Iterable[Row]) -> dict[str, Row]:
    return {row[key]: row for row in rows}


def _groups(key: str, rows: Iterable[Row]) -> Groups:
    groups: Groups = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


_RUN = "from marts.fct_runs where outcome = 'published' order by started_at desc limit 1"

_CHECKS = """
    select check_name, asset, severity, passed, failed_rows, checked_rows
    from marts.fct_quality_results
    where run_id = (select run_id from marts.fct_runs where outcome = 'published' order by started_at desc limit 1)
    order by passed, asset, check_name
"""

_TOTALS = """
    select
        (select count(*) from marts.fct_articles) as articles,
        (select count(published_at) from marts.fct_articles) as dated_articles,
        (select count(*) from marts.fct_articles
            where published_at is null and published_from is not null and published_to is not null
        ) as bounded_articles,
        (select count(source_id) from marts.fct_articles) as articles_with_outlet,
        (select count(distinct source_id) from marts.fct_articles) as outlets,
        (select count(*) from marts.fct_articles where not is_cluster_head) as copies,
        (select count(*) from marts.fct_mentions) as mentions,
        (select count(*) from marts.fct_mentions where actor_id is not null or location_id is not null) as linked,
        (select count(*) from marts.fct_meeting_reports) as reports,
        (select count(*) from marts.fct_meetings) as meetings,
        (select count(date_from) from marts.fct_meetings) as dated_meetings,
        (select count(location_id) from marts.fct_meetings) as placed_meetings,
        (select count(*) from marts.fct_meetings where is_disputed) as disputed,
        (select count(distinct actor_id) from marts.bridge_meetings_x_actors) as participants
"""

# Articles without a day of publication have no month: `basis` says whether it is bounded at least.
_OUTLET_MONTHS = """
    select source_id, date_trunc('month', published_at)::date as month,
        case when published_at is not null then 'day' when published_from is not null and published_to is not null
            then 'bounded' else 'unknown' end as basis,
        count(*) as articles, count(*) filter (not is_cluster_head) as copies,
        sum(meeting_reports_count)::bigint as reports
    from marts.fct_articles
    group by all order by source_id nulls last, month nulls last, basis
"""

# Of the many actors whom articles name, those that some page shows.
_ACTORS = """
    with shown as (
        select actor_id from marts.bridge_meetings_x_actors
        union select actor_id from marts.bridge_meeting_reports_x_actors
        union select attributed_to_actor_id from marts.fct_meeting_reports
        union select organization_actor_id from marts.dim_actor_roles
        union select actor_id from marts.dim_actors where kind = 'country'
    )
    select actors.actor_id, kind, name_ar, name_en, country_iso3, sector, is_curated, first_mentioned_at,
        last_mentioned_at, mentions_count, articles_count, coalesce(meetings, 0) as meetings
    from marts.dim_actors as actors
    left join (
        select actor_id, count(*) as meetings from marts.bridge_meetings_x_actors group by actor_id
    ) using (actor_id)
    where actors.actor_id in (select actor_id from shown)
    order by meetings desc, mentions_count desc, actors.actor_id
"""

_ALIASES = """
    from marts.dim_actor_aliases
    where actor_id in (select actor_id from marts.bridge_meetings_x_actors)
    order by actor_id, attested_count desc, alias
"""

_ROLES = """
    select actor_id, role_ar, role_en, organization_actor_id, country_iso3, valid_from, valid_to, is_curated, is_former,
        first_used_on, last_used_on, articles_count, sources_count
    from marts.dim_actor_roles
    where actor_id in (select actor_id from marts.bridge_meetings_x_actors)
    order by actor_id, is_curated desc, valid_from nulls last, articles_count desc, actor_role_id
"""

# A meeting of a day or a few is known by it, any other by the first day of publication that is known to the day.
_MEETINGS = """
    with published as (
        select meeting_id, min(published_at)::date as first_published, max(published_at)::date as last_published
        from marts.fct_meeting_reports
        join marts.fct_articles using (article_id)
        group by meeting_id
    )
    select meetings.*, first_published, last_published,
        case when date_to - date_from <= 6 then date_from else first_published end as known_by
    from marts.fct_meetings as meetings
    left join published using (meeting_id)
    order by known_by desc nulls last, reports_count desc, meetings.meeting_id
"""

_MEETING_ACTORS = """
    select bridge.*
    from marts.bridge_meetings_x_actors as bridge
    join marts.dim_actors as actors using (actor_id)
    order by meeting_id, reports_count desc, actors.mentions_count desc, actor_id
"""

_REPORTS = """
    select reports.* exclude (version), articles.source_id, articles.agency_source_id, articles.title, articles.url,
        articles.file_path, articles.published_at, articles.published_from, articles.published_to,
        articles.is_cluster_head
    from marts.fct_meeting_reports as reports
    join marts.fct_articles as articles using (article_id)
    order by meeting_id, coalesce(articles.published_at, articles.published_from::timestamp) nulls last, report_id
"""

_DISPUTES = """
    from marts.fct_meeting_disputes order by meeting_id, field, value, source_id nulls last, report_id
"""

_HISTORY = """
    select history.*, source_id, published_at::date as published_on
    from marts.fct_meeting_status_history as history
    join marts.fct_meeting_reports using (report_id)
    join marts.fct_articles using (article_id)
    order by history.meeting_id, sequence
"""

_LINKS = "from marts.fct_meeting_links order by meeting_id, report_id, other_report_id"

_REPORT_ACTORS = """
    select report_id, actor_id, role, resolution from marts.bridge_meeting_reports_x_actors
    order by report_id, actor_id
"""

_EVIDENCE = """
    select report_id, kind, start_char, end_char, text from marts.fct_report_evidence
    order by report_id, start_char, end_char, kind
"""

_TEXTS = """
    select article_id, raw_text from marts.fct_article_texts
    where article_id in (select article_id from marts.fct_meeting_reports)
"""
