"""The actors that articles introduce and no lexicon holds, shown for a person to decide on.

What is decided goes into the lexicons: how, is for `registry`.
"""

import re
from typing import Any

from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_published

_SNIPPET_CHARS = 60  # on either side of the name

_FOUND = """
    select actor_id, kind, name_ar, texts_count, sources_count, mentions_count, meeting_reports_count,
        commonest_roles, role_countries_count,
        example_1_mention_id, example_2_mention_id, example_3_mention_id, count(*) over () as all_count
    from marts.fct_discovered_actors where kind = coalesce($kind, kind)
    order by texts_count desc, mentions_count desc, actor_id limit $limit
"""
_EXAMPLES = """
    select mentions.actor_id, articles.file_path, mentions.start_char, mentions.end_char,
        substring(raw_text, greatest(1, start_char + 1 - $chars), least($chars, start_char)) as before,
        mentions.surface,
        substring(raw_text, end_char + 1, $chars) as after
    from marts.fct_mentions as mentions
    join marts.fct_article_texts using (article_id)
    join marts.fct_articles as articles using (article_id)
    where mention_id in (select unnest($mention_ids::varchar[]))
    order by mentions.actor_id, mention_id
"""
_HELP = """
One that the registry lacks:      make review ARGS="--accept ID --slug john_smith --name-en 'John Smith'"
One whom it has by another form:  make review ARGS="--accept ID --same-as SLUG"
Words that are no name at all:    make review ARGS="--reject ID"
Two people of one name:           a row each in dbt_project/seeds/corrections_links.csv, by article
"""


def list_discovered(settings: Settings, kind: str | None, limit: int) -> str:
    """The actors that no lexicon holds, those that stand in most texts first, each with up to three places.

    Raises:
        FileNotFoundError: nothing is published.
        ValueError: the limit is no number of actors.
    """
    if limit < 1:
        raise ValueError(f"the limit must be 1 or more, but it is {limit}")
    with open_published(settings) as connection:
        found = connection.execute(_FOUND, {"kind": kind, "limit": limit}).pl()
        examples = found.select(f"example_{number}_mention_id" for number in (1, 2, 3))
        wanted = [mention_id for row in examples.iter_rows() for mention_id in row if mention_id]
        places = connection.execute(_EXAMPLES, {"mention_ids": wanted, "chars": _SNIPPET_CHARS}).pl()
    if found.is_empty():
        return "No article names anybody whom the lexicons do not hold."
    of_actor = places.partition_by("actor_id", as_dict=True)
    lines = [f"Actors in no lexicon: {found['all_count'][0]:,}. Those that stand in most texts first:"]
    for row in found.iter_rows(named=True):
        lines += ["", _describe(row), *_roles(row), *map(_quote, of_actor[row["actor_id"],].iter_rows(named=True))]
    return "\n".join([*lines, _HELP])


def _describe(row: dict[str, Any]) -> str:
    """One actor; its Arabic name stands last, so that it shifts no column."""
    return (
        f"{row['actor_id']}  {row['kind']:<12}  {row['texts_count']:>5} texts  {row['sources_count']:>3} sources  "
        f"{row['mentions_count']:>5} names  {row['meeting_reports_count']:>4} reports  {escape(row['name_ar'])}"
    )


def _roles(row: dict[str, Any]) -> list[str]:
    """What articles say that it is; offices of several countries may be those of several people."""
    if row["commonest_roles"] is None:
        return []
    warning = "  (of several countries: is it one person?)" if row["role_countries_count"] > 1 else ""
    return [f"    as: {escape(row['commonest_roles'])}{warning}"]


def _quote(place: dict[str, Any]) -> str:
    """One place: the file, the characters, and the words around the name, which stands in brackets."""
    before, name, after = (escape(re.sub(r"\s+", " ", place[part])) for part in ("before", "surface", "after"))
    where = f"'{escape(place['file_path'])}' {place['start_char']}-{place['end_char']}"
    return f"    {where}: {before.lstrip()}[{name}]{after.rstrip()}"
