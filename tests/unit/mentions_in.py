"""Mentions in sentences that tests write."""

import datetime as dt

import polars as pl

from orchestration.news.mentions import find_mentions
from orchestration.news.schemas import SENTENCE


def mentions_of(*texts: str, day: dt.date | None = None) -> pl.DataFrame:
    """Each text is one sentence of one article, which was published on that day."""
    raw = "\n".join(texts)
    starts = [sum(len(earlier) + 1 for earlier in texts[:number]) for number in range(len(texts))]
    sentences = pl.DataFrame(
        [
            ("a1", number, "body", start, start + len(text))
            for number, (start, text) in enumerate(zip(starts, texts, strict=True))
        ],
        schema=SENTENCE,
        orient="row",
    )
    article = pl.DataFrame({"article_id": ["a1"], "raw_text": [raw]}).with_columns(published_from=day, published_to=day)
    return find_mentions(article, sentences)


def named(*texts: str) -> list[tuple[str, str, str | None]]:
    return mentions_of(*texts).select("surface", "mention_type", pl.coalesce("actor_id", "location_id")).rows()


def surfaces(kind: str, *texts: str) -> list[str]:
    """What of one kind is found, as it stands."""
    return mentions_of(*texts).filter(mention_type=kind)["surface"].to_list()
