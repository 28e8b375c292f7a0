"""What the pages of the Dagster UI show of the tables: small Markdown tables, and how articles lie in time."""

import re
from collections.abc import Iterable

from orchestration.plots import plot_over_time
from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_build

# Asset -> what its page shows: the label, and the query whose rows stand under it.
_QUERIES = {
    "landing_files": {
        "files_by_state": """
            select state, reason, is_current as "in the inbox", count(*) as files, sum(size_bytes)::bigint as bytes
            from landing.files group by all order by is_current desc, files desc, state limit 20
        """,
        "newest_quarantined": """
            select file_path, reason, size_bytes as bytes from landing.files
            where is_current and state = 'quarantined' order by first_seen_at desc, file_path limit 8
        """,
    },
    "landing_articles": {
        "newest_articles": """
            select published_at::date::varchar as published, title, source_name as source
            from landing.articles order by published_at desc nulls last, article_id limit 8
        """,
        "how_they_are_dated": """
            select published_method as method, published_precision as precision, count(*) as articles
            from landing.articles group by all order by articles desc, method, precision limit 12
        """,
    },
    "landing_mentions": {
        "top_actors": """
            select mode(surface) as name, actor_id, count(*) as mentions, count(distinct article_id) as articles
            from landing.mentions where actor_id is not null
            group by actor_id order by mentions desc, actor_id limit 12
        """,
        "how_they_are_linked": """
            select mention_type as kind, link_method as method, count(*) as mentions,
                count(*) filter (actor_id is null and location_id is null) as unresolved
            from landing.mentions group by all order by mentions desc, kind, method limit 16
        """,
    },
    "landing_roles": {
        "top_roles": """
            select mode(role_ar) as role, actor_id, country_iso3 as country, count(*) as mentions
            from landing.roles group by role_key, actor_id, country_iso3, organization_actor_id
            order by mentions desc, role_key, actor_id limit 12
        """,
    },
    "landing_quotes": {
        "some_quotations": """
            select mentions.surface as speaker, quotes.cue, left(quotes.text, 90) as words
            from landing.quotes
            left join landing.mentions on mentions.mention_id = quotes.speaker_mention_id
            order by quotes.article_id, quotes.quote_number limit 8
        """,
    },
    "landing_meetings": {
        "newest_reports": """
            select date_from::varchar as day, status, left(evidence, 90) as evidence
            from landing.reports order by date_from desc nulls last, report_id limit 8
        """,
        "by_status": """
            select status, meeting_type as kind, count(*) as reports
            from landing.reports group by all order by reports desc, status, kind limit 16
        """,
    },
    "published_warehouse": {
        "newest_meetings": """
            select meetings.date_from::varchar as day, meetings.status,
                string_agg(distinct actors.name_ar, '، ' order by actors.name_ar) as participants,
                places.name_ar as place
            from marts.fct_meetings as meetings
            join marts.bridge_meetings_x_actors as bridge using (meeting_id)
            join marts.dim_actors as actors using (actor_id)
            left join marts.dim_locations as places on places.location_id = meetings.location_id
            group by meetings.meeting_id, meetings.date_from, meetings.status, places.name_ar
            order by meetings.date_from desc nulls last, meetings.meeting_id limit 8
        """,
        "top_actors": """
            select name_ar, name_en, mentions_count as mentions, articles_count as articles
            from marts.dim_actors order by mentions_count desc, actor_id limit 12
        """,
        "rows_of_each_table": """
            select table_name as mart, estimated_size as rows from duckdb_tables()
            where schema_name = 'marts' order by table_name
        """,
    },
}
_PLOTS = {
    "landing_articles": {
        "articles_published": """
            select published_at::date, count(*) from landing.articles where published_at is not null group by all
        """,
    },
}


def inbox_figures(settings: Settings) -> dict[str, int]:
    """How many files lie in the inbox, how many of them load, and their bytes."""
    with open_build(settings) as connection:
        files, loaded, size = connection.execute(_INBOX).fetchone() or (0, 0, 0)
    return {"files": files, "loaded": loaded, "bytes": int(size)}


_INBOX = """
    select count(*), count(*) filter (state = 'loaded'), coalesce(sum(size_bytes), 0)
    from landing.files where is_current and state in ('loaded', 'quarantined')
"""


def shown_of(settings: Settings, asset: str) -> dict[str, str]:
    """What an asset's page shows: plots and tables as Markdown, by their labels, from queries on the build file."""
    shown = {}
    with open_build(settings) as connection:
        for label, query in _PLOTS.get(asset, {}).items():
            shown[label] = plot_over_time(connection.execute(query).fetchall(), label.replace("_", " "))
        for label, query in _QUERIES[asset].items():
            result = connection.execute(query)
            names = [column[0] for column in result.description or []]
            rows = result.fetchall()
            shown[label] = table_of(names, rows)
            while len(shown[label]) >= _SHOWN_IN_PLACE and "limit" in query:  # a list of some has fewer then
                rows.pop()
                shown[label] = table_of(names, rows)
    return shown


_SHOWN_IN_PLACE = 1_000  # characters of Markdown; Dagster hides longer ones behind a click


def table_of(names: list[str], rows: Iterable[Iterable[object]]) -> str:
    """Render rows as a Markdown table in which texts stay texts, whatever they hold."""
    lines = [names, ["---"] * len(names), *[[cell_of(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def cell_of(value: object) -> str:
    """One cell: a text stands in a code span, where Markdown knows no HTML, link, image, address or emphasis."""
    if value is None or isinstance(value, (bool, int, float)):
        return "" if value is None else str(value)
    # Only a backtick ends the span and only a pipe the cell; neither can be escaped inside a span with certainty.
    text = escape(" ".join(str(value).split())).translate(_SPAN_ENDS)
    if _ARABIC.search(text):
        text = f"\u2068{text}\u2069"  # read from the right as a whole: a number or full stop stays on its side
    return f"`{text}`" if text else ""


_SPAN_ENDS = {ord("`"): "'", ord("|"): "\u00a6"}
_ARABIC = re.compile("[\u0621-\u064a]")  # the letters from hamza to yeh
