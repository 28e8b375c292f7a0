import pytest
from sentences_with_names import tokens_of

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text
from orchestration.news.speech_cues import aides, find_cue, prepositions, title_words, work_words


def _cue(sentence: str, at: int = 0) -> tuple[str, str, str] | None:
    cue = find_cue(tokens_of(sentence), at)
    return (cue.form, cue.kind, cue.gender) if cue else None


@pytest.mark.parametrize(
    ("word", "cue"),
    [
        ("قال", ("قال", "verb", "m")),
        ("وقالت", ("قالت", "verb", "f")),
        ("فقالوا", ("قالوا", "verb", "p")),
        ("سيقول", ("سيقول", "verb", "m")),
        ("يقولون", ("يقولون", "verb", "p")),
        ("ودعت", ("دعت", "verb", "f")),
        ("وصفها", ("وصفها", "verb", "m")),
        ("سمّاه", ("سماه", "verb", "m")),
        ("وكتب", ("كتب", "verb", "m")),
        ("فكتبت", ("كتبت", "verb", "f")),
        ("مضيفة", ("مضيفه", "noun", "f")),
        ("قائلًا", ("قائلا", "noun", "m")),
        ("قولها", ("قولها", "noun", "")),
        ("ونقلت", ("نقلت", "relay", "f")),
        ("ووفق", ("وفق", "preposition", "")),
        ("على حد تعبيره", ("علي حد تعبيره", "preposition", "")),
    ],
)
def test_written_forms_are_cues(word: str, cue: tuple[str, str, str]) -> None:
    assert _cue(word) == cue


@pytest.mark.parametrize(
    ("sentence", "at"),
    [
        ("بين الطرفين", 0),
        ("وقع الاتفاق", 0),
        ("ردا على السؤال", 0),
        ("في كتب قديمة", 1),
        ("لم يقل شيئا", 1),
        ("قال طالب في المدرسة", 1),
        ("مكتب تابع للوزارة", 1),
        ("على الطاولة", 0),
        ("أكد أن رد الوزير", 2),
        ("إضافة إلى ذلك", 0),
        ("تابعة للوزارة", 0),
    ],
)
def test_other_words_are_no_cues(sentence: str, at: int) -> None:
    assert _cue(sentence, at) is None


def test_verb_behind_a_word_of_time_is_a_cue() -> None:
    assert _cue("بعد أن رد الوزير", 2) == ("رد", "verb", "m")


@pytest.mark.parametrize(("word", "adds"), [("وأضاف", True), ("وتابعت", True), ("مضيفا", True), ("وقال", False)])
def test_some_cues_go_on_with_what_was_said(word: str, adds: bool) -> None:  # noqa: FBT001
    cue = find_cue(tokens_of(word), 0)
    assert cue is not None
    assert cue.adds is adds


@pytest.mark.parametrize("word", ["كتابها", "وبعنوان", "رواية", "بروايته", "منظمة", "لحركة"])
def test_titles_follow_these_words(word: str) -> None:
    assert tokens_of(word)[0].text in title_words() | work_words()


@pytest.mark.parametrize("word", ["الكتاب", "الحركة", "قال"])
def test_titles_do_not_follow_these(word: str) -> None:
    assert tokens_of(word)[0].text not in title_words() | work_words()


def test_aides_are_found_as_tokens_have_them() -> None:
    assert {token.text for token in tokens_of("والدة محامي")} <= aides()


def test_prepositions_are_folded_as_words_are() -> None:
    assert {fold_text(word) for word in ("على", "إلى", "في")} <= prepositions()


def test_lexicon_does_not_repeat_the_verbs_of_the_grammar() -> None:
    said = {fold_text(word) for word in read_lexicon("grammar_words").filter(role="say")["word"]}
    verbs = {fold_text(word) for word in read_lexicon("speech_cues").filter(kind="verb")["cue"]}
    assert not verbs & said


def test_each_cue_is_of_one_kind() -> None:
    lexicon = read_lexicon("speech_cues")
    clauses = lexicon.filter(~lexicon["kind"].is_in(["aide", "title"]))
    assert clauses["cue"].is_unique().all()
