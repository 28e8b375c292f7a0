"""What became of published ids that are functions of membership: meetings, clusters of copies, discovered actors.

An id is followed through what it held: the same report, article or mention where that still stands, else the
like of it in the article that took the old one's place.
"""

import duckdb

from orchestration.settings import Settings
from orchestration.warehouse import transaction


def follow_ids(connection: duckdb.DuckDBPyConnection, settings: Settings, run_id: str) -> None:
    """Add a redirect for each published id that the build file no longer has; does nothing before the first publish."""
    if not settings.published_file.exists():
        return
    path = str(settings.published_file.resolve()).replace("'", "''")  # the one value that cannot be bound
    connection.execute(f"attach '{path}' as published (read_only)")
    try:
        with transaction(connection):
            for kind, query in _FOLLOWED.items():
                connection.execute(_INSERT.format(followed=query), {"kind": kind, "run_id": run_id})
    finally:
        connection.execute("detach published")


# An id that lost some of what it held has gone where the rest went; only one that lost all went nowhere (null).
_INSERT = """
    insert into landing.id_redirects by name
    with successors as (
        select previous_article_id as article_id, article_id as next_article_id from landing.article_versions
        where previous_article_id is not null and previous_article_id <> article_id
    ),
    followed as ({followed}),
    redirects as (
        select distinct old_id, new_id from followed
        qualify new_id is not null or count(new_id) over (partition by old_id) = 0
    )
    select old_id, new_id, $kind as kind, $run_id as since_run_id from redirects
    where not exists (
        select 1 from landing.id_redirects as known
        where known.old_id = redirects.old_id and known.new_id is not distinct from redirects.new_id
    )
"""

_MEETINGS = """
    with gone as (
        select report_id, meeting_id, article_id from published.marts.fct_meeting_reports
        anti join marts.fct_meetings using (meeting_id)
    ),
    -- Of an edited article's new reports the one that shares most participants with the old report.
    alike as (
        select gone.report_id, reports.meeting_id as new_id
        from gone
        join successors using (article_id)
        join published.marts.bridge_meeting_reports_x_actors as before using (report_id)
        join marts.fct_meeting_reports as reports on reports.article_id = successors.next_article_id
        join marts.bridge_meeting_reports_x_actors as after
            on after.report_id = reports.report_id and after.actor_id = before.actor_id
        group by gone.report_id, reports.report_id, reports.meeting_id
        qualify row_number() over (partition by gone.report_id order by count(*) desc, reports.report_id) = 1
    )
    select gone.meeting_id as old_id, coalesce(reports.meeting_id, alike.new_id) as new_id
    from gone
    left join marts.fct_meeting_reports as reports using (report_id)
    left join alike using (report_id)
"""

_CLUSTERS = """
    with gone as (
        select article_id, duplicate_cluster_id from published.marts.fct_articles
        where duplicate_cluster_id not in (select duplicate_cluster_id from marts.fct_articles)
    )
    select gone.duplicate_cluster_id as old_id,
        coalesce(articles.duplicate_cluster_id, following.duplicate_cluster_id) as new_id
    from gone
    left join marts.fct_articles as articles using (article_id)
    left join successors using (article_id)
    left join marts.fct_articles as following on following.article_id = successors.next_article_id
"""

_ACTORS = """
    with gone as (
        select actor_id from published.marts.dim_actors
        anti join marts.dim_actors using (actor_id)
        where not is_curated
    )
    select gone.actor_id as old_id, mentions.actor_id as new_id
    from gone
    join published.marts.fct_mentions as before using (actor_id)
    left join marts.fct_mentions as mentions using (mention_id)
"""

_FOLLOWED = {"meeting": _MEETINGS, "duplicate_cluster": _CLUSTERS, "actor": _ACTORS}
