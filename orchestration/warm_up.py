"""Workers that are ready when the first batch is: they read lexicons and model while Dagster is still being imported.

That import takes one core for some seconds, and the other one has nothing to do.
"""

import itertools

import polars as pl

from orchestration.news import articles, meetings, mentions, offices, quotes
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.settings import Settings
from orchestration.workers import start_each

_MANY_FILES = 8_000  # below, the stages' few batches gain less than two more processes cost
_ARTICLE = (
    "عنوان\n\nالتقى وزير الخارجية المصري سامح شكري الاثنين في القاهرة نظيره الروسي سيرغي لافروف. "
    'وقال شكري إن "العلاقات بين البلدين قديمة وراسخة".\n'
)


def warm_up_for_first_load(settings: Settings) -> None:
    """Start the workers now if this is a first load of many files: what is new to a later one is not known yet."""
    if settings.build_file.exists() or settings.current.exists():
        return
    if next(itertools.islice(settings.inbox.rglob("*.txt"), _MANY_FILES, None), None):
        start_each(read_one_article)


def read_one_article() -> None:
    """Take a made-up article through every stage: all that they read once is then at hand."""
    given = pl.DataFrame({"article_id": ["warm-up"], "raw_text": [_ARTICLE]})
    raw = pl.concat([pl.DataFrame(schema=RAW_ARTICLE), given], how="diagonal")
    built = articles.build_articles(raw)
    named = (raw, built.sentences, mentions.find_mentions(raw, built.sentences))
    offices.find_roles(*named)
    quotes.find_quotes(*named)
    dated = given.join(built.articles, on="article_id")
    meetings.find_meetings(dated, *named[1:])
