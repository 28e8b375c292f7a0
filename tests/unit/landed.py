"""What the stages make of texts, without a warehouse."""

from collections.abc import Iterator

import polars as pl

from orchestration.news.schemas import RAW_ARTICLE
from orchestration.stages import STAGES, Stage


def raw_articles(texts: dict[str, str]) -> pl.DataFrame:
    """Texts by article_id as the rows that the first stage reads."""
    rows = [dict.fromkeys(RAW_ARTICLE) | {"article_id": name, "raw_text": text} for name, text in texts.items()]
    return pl.DataFrame(rows, schema=pl.Schema(RAW_ARTICLE))


def land(raw: pl.DataFrame) -> Iterator[tuple[Stage, dict[str, pl.DataFrame]]]:
    """Run stage after stage; yields each with the frames that it made."""
    landed = {"raw": raw}
    for stage in STAGES:
        made = dict(zip(stage.tables, stage.build(**{name: landed[name] for name in stage.inputs}), strict=True))
        landed |= made
        if stage.name == "articles":
            dates = made["articles"].select("article_id", "published_at", "published_from", "published_to")
            landed["articles"] = raw.select("article_id", "raw_text").join(dates, on="article_id")
        yield stage, made
