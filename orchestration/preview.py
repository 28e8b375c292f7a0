"""Small Markdown tables of the newest rows, for the pages of the Dagster UI."""

from collections.abc import Iterable

from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_build

# Asset -> the query whose rows its page shows.
QUERIES = {
    "landing_files": """
        select state, reason, count(*) as files, max(last_seen_at)::varchar as last_seen
        from landing.files where is_current group by all order by files desc limit 12
    """,
    "landing_articles": """
        select article_id, title, source_name, published_at::varchar as published_at, published_method, body_chars
        from landing.articles order by published_at desc nulls last, article_id limit 8
    """,
    "landing_mentions": """
        select mention_type, coalesce(actor_id, location_id) as id, any_value(surface) as surface, count(*) as mentions
        from landing.mentions group by all order by mentions desc, id limit 12
    """,
    "landing_roles": """
        select any_value(role_ar) as role, actor_id, country_iso3, organization_actor_id, count(*) as mentions
        from landing.roles group by role_key, actor_id, country_iso3, organization_actor_id
        order by mentions desc, role_key, actor_id limit 12
    """,
    "landing_quotes": """
        select quotes.speaker_resolution, mentions.surface as speaker, quotes.cue, left(quotes.text, 120) as text
        from landing.quotes
        left join landing.mentions on mentions.mention_id = quotes.speaker_mention_id
        order by quotes.article_id, quotes.quote_number limit 8
    """,
    "landing_meetings": """
        select status, meeting_type, date_from::varchar as date_from, place_text, left(evidence, 120) as evidence
        from landing.reports order by date_from desc nulls last, report_id limit 8
    """,
    "published_warehouse": """
        select meetings.status, meetings.meeting_type, meetings.date_from::varchar as date_from,
            string_agg(distinct actors.name_ar, '، ') as participants, meetings.reports_count
        from marts.fct_meetings as meetings
        join marts.bridge_meetings_x_actors as bridge using (meeting_id)
        join marts.dim_actors as actors using (actor_id)
        group by all order by date_from desc nulls last limit 8
    """,
}


def as_markdown(settings: Settings, query: str) -> str:
    """Run a query on the build file and render its rows as a Markdown table."""
    with open_build(settings) as connection:
        result = connection.execute(query)
        names = [column[0] for column in result.description or []]
        rows = result.fetchall()
    return table_of(names, rows)


def table_of(names: list[str], rows: Iterable[Iterable[object]]) -> str:
    """Render rows as a Markdown table in which texts stay texts, whatever they hold."""
    lines = [names, ["---"] * len(names), *[[_cell(value) for value in row] for row in rows]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(value: object) -> str:
    """One cell: a text stands in a code span, where Markdown knows no HTML, link, image, address or emphasis."""
    if value is None or isinstance(value, (bool, int, float)):
        return "" if value is None else str(value)
    # Only a backtick ends the span and only a pipe the cell; neither can be escaped inside a span with certainty.
    text = escape(" ".join(str(value).split())).translate(_SPAN_ENDS)
    return f"`{text}`" if text else ""


_SPAN_ENDS = {ord("`"): "'", ord("|"): "\u00a6"}
