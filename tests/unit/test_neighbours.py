"""What is read out of an article does not depend on the articles that are read with it."""

import itertools

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tests.conftest import needs_shared
from tests.corpora import corpus
from tests.unit.landed import land, raw_articles

_EVERY = 6  # article of the corpus, for time
_TOGETHER = 100


def tables_of(raw: pl.DataFrame) -> dict[str, pl.DataFrame]:
    return {name: frame for _, made in land(raw) for name, frame in made.items()}


@pytest.mark.parametrize(
    ("text", "neighbour"),
    [
        pytest.param(
            "وقال الناشط محمد عيدان إن سفينة النبي نوح رست قرب الجبل قبل زمن طويل.",
            "وقال أحمد النبي للصحفيين إن الاجتماع تأجل إلى موعد آخر بعد التشاور.",
            id="a word that is a surname in the other",
        ),
        pytest.param(
            "والبغدادي ظهر مرة واحدة أمام الكاميرا قبل أعوام طويلة.",
            "وقال إنه غادر",
            id="a name as the first word",
        ),
    ],
)
def test_an_article_is_read_alike_alone_and_beside_another(text: str, neighbour: str) -> None:
    alone = tables_of(raw_articles({"a": text}))
    for texts in ({"a": text, "b": neighbour}, {"0": neighbour, "a": text}):
        together = tables_of(raw_articles(texts))
        for name, frame in alone.items():
            assert_frame_equal(together[name].filter(article_id="a"), frame)


@needs_shared("corpus")
def test_real_articles_are_read_alike_in_batches_of_any_size() -> None:
    chosen = itertools.islice(corpus(), 0, None, _EVERY)
    raw = raw_articles({f"{number:04}": text for number, (text, _) in enumerate(chosen)})
    batches = [tables_of(batch) for batch in raw.iter_slices(_TOGETHER)]
    for name, whole in tables_of(raw).items():
        assert_frame_equal(pl.concat([batch[name] for batch in batches]), whole)
