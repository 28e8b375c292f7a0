"""Sentences for the tests of meetings: names in curly brackets become mentions.

`{p:رامي سالم}` is a person, o an organization, c a country, l a place; the id is the name with underscores.
"""

import re
from typing import Any

from orchestration.news.clauses import Token, read_sentence

_KINDS = {"p": "person", "o": "organization", "c": "country", "l": "place"}
_MARKED = re.compile(r"\{([pocl]):([^}]*)\}")


def unmark(marked: str, article_id: str = "a1") -> tuple[str, list[dict[str, Any]]]:
    text, mentions, position = "", [], 0
    for hit in _MARKED.finditer(marked):
        text += marked[position : hit.start()]
        start, name, kind = len(text), hit[2], _KINDS[hit[1]]
        text += name
        position = hit.end()
        key = name.replace(" ", "_")
        mentions.append(
            {
                "mention_id": f"m{len(mentions)}",
                "article_id": article_id,
                "mention_type": kind,
                "actor_id": None if kind == "place" else key,
                "location_id": key if kind in {"place", "country"} else None,
                "surface": name,
                "start_char": start,
                "end_char": len(text),
            }
        )
    return text + marked[position:], mentions


def tokens_of(marked: str) -> list[Token]:
    text, mentions = unmark(marked)
    return read_sentence(text, 0, len(text), mentions)


def trigger_at(tokens: list[Token], number: int = 0) -> int:
    places = [at for at, token in enumerate(tokens) if token.trigger and token.trigger.kind != "light"]
    return places[number]
