import pytest

from orchestration.report.name_keys import plain, skeleton


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("السَّرّاج", "السراج"),
        ("أحمد  الجربا", "احمد الجربا"),
        ("Ghassan Salamé", "ghassan salame"),
        ("al-Sarraj", "al sarraj"),
        ("Erdoğan", "erdogan"),
        ("رؤوف", "رؤوف"),
    ],
)
def test_plain_name_is_folded_without_accents_and_dashes(text: str, key: str) -> None:
    assert plain(text) == key
    assert plain(key) == key


@pytest.mark.parametrize(
    "spellings",
    [
        ("السراج", "سراج", "Sarraj", "al-Sarraj", "Serraj", "as-Sarraj", "alsarraj"),
        ("خليفة", "Khalifa", "Khalifah"),
        ("القذافي", "Gaddafi", "Qaddafi", "al-Kadhafi"),
        ("جمال", "Gamal", "Jamal"),
        ("شكري", "Shukri", "Choukri", "Shoukry"),
        ("أردوغان", "Erdogan", "Erdoğan"),
        ("ماكرون", "Macron"),
        ("فرنسيس", "Francis"),
    ],
)
def test_spellings_of_one_name_have_one_skeleton(spellings: tuple[str, ...]) -> None:
    assert len({tuple(skeleton(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize("spelling", ["عبد الفتاح", "عبدالفتاح", "Abdel Fattah", "Abdelfattah", "Abd al-Fattah"])
def test_name_written_as_one_word_or_two_has_one_joined_skeleton(spelling: str) -> None:
    assert "".join(skeleton(spelling)) == "BDFT"


@pytest.mark.parametrize(("one", "other"), [("السراج", "سليمان"), ("Ali", "Adel"), ("Macron", "Merkel")])
def test_different_names_have_different_skeletons(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize("text", ["", "ال", "al-", "عوى", "!؟"])
def test_name_without_consonants_has_no_skeleton(text: str) -> None:
    assert skeleton(text) == []
