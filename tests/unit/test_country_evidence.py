import polars as pl

from orchestration.news.country_evidence import count_countries
from orchestration.news.normalise import fold_words
from orchestration.news.tokens import tokenise
from orchestration.news.word_classes import classify

KNOWN = pl.DataFrame(
    {
        "article_id": ["a1", "a1", "a1"],
        "location_id": ["poland", "warsaw", "mali"],
        "actor_id": ["poland", None, "mali"],
        "is_standalone": [True, True, True],
        "needs_place_context": [False, False, True],
    }
)


def test_names_nisbas_and_cities_count_and_doubtful_forms_do_not() -> None:
    tokens = tokenise(fold_words(pl.Series(["قال الوزير البولندي لنظيرته النرويجية"])))
    words = classify(tokens.with_columns(article_id=pl.lit("a1")))
    counted = count_countries(words, KNOWN).sort("country_iso3")
    assert counted.rows() == [("a1", "NOR", 1, 0.25), ("a1", "POL", 3, 0.75)]
