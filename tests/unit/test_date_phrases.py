import polars as pl
import pytest

from orchestration.news.date_phrases import ordinal_days, phrase_patterns, scan_pattern, trigger_words


def test_scan_pattern_keeps_particles_outside_the_phrase() -> None:
    groups = pl.DataFrame({"text": ["قال والاحد الماضي"]}).select(pl.col("text").str.extract_groups(scan_pattern()))
    assert [*groups["text"][0].values()] == [" و", "الاحد الماضي"]


@pytest.mark.parametrize(("word", "day"), [("الاول", 1), ("الحادي عشر", 11), ("الحادي والثلاثين", 31)])
def test_ordinal_names_a_day_of_the_month(word: str, day: int) -> None:
    assert ordinal_days()[word] == day


def test_ordinals_end_with_the_thirty_first() -> None:
    assert max(ordinal_days().values()) == 31


@pytest.mark.parametrize(
    ("phrase", "kind"),
    [("5 مايو", "day"), ("5 و6 مايو", "days"), ("في مايو", "month"), ("امس", "shift"), ("الاحد", "weekday")],
)
def test_phrase_is_of_one_kind(phrase: str, kind: str) -> None:
    assert next(kind for kind, pattern in phrase_patterns().items() if pattern.fullmatch(phrase)) == kind


@pytest.mark.parametrize("phrase", ["الاسبوع الماضي", "عام 2016", "البارحه", "بعد غد", "ايار"])
def test_every_phrase_holds_a_trigger_word(phrase: str) -> None:
    assert any(word in phrase for word in trigger_words())
