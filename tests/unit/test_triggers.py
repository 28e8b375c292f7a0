import pytest

from orchestration.news.triggers import trigger_forms


@pytest.mark.parametrize(
    ("form", "lemma", "tense"),
    [
        ("التقي", "التقى", "perfect"),
        ("يلتقي", "التقى", "imperfect"),
        ("وسيلتقيان", "التقى", "future"),
        ("يلتق", "التقى", "imperfect"),
        ("اجتمعا", "اجتمع", "perfect"),
        ("ستستقبل", "استقبل", "future"),
        ("يزور", "زار", "imperfect"),
        ("لقاءهما", "لقاء", "noun"),
        ("بزيارته", "زيارة", "noun"),
        ("للاجتماع", "اجتماع", "noun"),
    ],
)
def test_form_is_read_as_its_trigger_and_tense(form: str, lemma: str, tense: str) -> None:
    reading = trigger_forms()[form]
    assert (reading.lemma, reading.tense) == (lemma, tense)


@pytest.mark.parametrize("word", ["اجتماعي", "استقبالا حافلا", "اصل", "اللقاح", "مشاركه"])
def test_look_alike_is_no_trigger(word: str) -> None:
    assert word not in trigger_forms()


def test_dual_verb_is_marked() -> None:
    assert trigger_forms()["يبحثان"].is_dual
    assert not trigger_forms()["يبحث"].is_dual


def test_joint_pronoun_is_told_from_a_single_one() -> None:
    assert trigger_forms()["لقائهما"].pronoun == "joint"
    assert trigger_forms()["لقائه"].pronoun == "single"


def test_definite_noun_is_marked() -> None:
    assert trigger_forms()["والمحادثات"].is_definite
    assert not trigger_forms()["ومحادثات"].is_definite


def test_plural_is_marked_only_where_the_lexicon_has_the_singular() -> None:
    assert trigger_forms()["لقاءات"].is_plural
    assert not trigger_forms()["محادثات"].is_plural


def test_dual_noun_counts_as_several() -> None:
    assert trigger_forms()["لقاءين"].is_plural
    assert not trigger_forms()["لقاء"].is_plural
