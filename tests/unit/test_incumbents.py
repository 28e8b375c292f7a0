import polars as pl
import pytest

from orchestration.news.incumbents import find_incumbents, find_named_holders
from orchestration.news.normalise import fold


def frame(*texts: str) -> pl.DataFrame:
    rows = {"row": [0] * len(texts), "sentence_number": list(range(1, len(texts) + 1)), "text": list(texts)}
    return pl.DataFrame(rows, schema_overrides={"row": pl.UInt32})


def holders(*texts: str) -> list[tuple[str, str]]:
    found = find_incumbents(frame(*texts))
    return list(dict.fromkeys(found.select("actor_id", "text").rows()))


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("قال الرئيس الروسي فلاديمير بوتين", "vladimir_putin", "الرئيس الروسي فلاديمير بوتين"),
        ("قال الرئيس بوتين", "vladimir_putin", "الرئيس بوتين"),
        ("وزير خارجية روسيا سيرغي لافروف", "sergei_lavrov", "وزير خارجية روسيا سيرغي لافروف"),
        ("التقى وزيرَ الخارجيّة الروسي سيرغي لافروف", "sergei_lavrov", "وزيرَ الخارجيّة الروسي سيرغي لافروف"),
        ("فائز السراج رئيس حكومة الوفاق الليبية", "fayez_al_sarraj", "فائز السراج رئيس حكومة الوفاق"),
        ("حكومة الوفاق برئاسة فايز السراج", "fayez_al_sarraj", "رئاسة فايز السراج"),
    ],
)
def test_person_beside_an_office_holds_it(text: str, actor: str, words: str) -> None:
    assert holders(text) == [(actor, words)]


@pytest.mark.parametrize(
    "text",
    [
        "قال الرئيس الروسي السابق فلاديمير بوتين",
        "فلاديمير بوتين الرئيس الروسي السابق",
        "في عهد الرئيس فلاديمير بوتين",
        "قال الرئيس الفرنسي فلاديمير بوتين",
        "قال فلاديمير بوتين",
        "قال الرئيس وقد حضر بوتين",
        "يطالب فلاديمير بوتين برئيس الوزراء",
    ],
)
def test_person_apart_from_the_office_or_told_of_as_past_does_not(text: str) -> None:
    assert holders(text) == []


def test_terms_of_one_person_are_one_row_each_with_the_first_words() -> None:
    frame = pl.DataFrame(
        {"row": [0, 0], "sentence_number": [1, 2], "text": ["الرئيس الأمريكي دونالد ترامب", "قال الرئيس ترامب"]},
        schema_overrides={"row": pl.UInt32},
    )
    found = find_incumbents(frame)
    assert found["valid_from"].is_unique().all()
    assert found.height == 2
    assert set(found["sentence_number"]) == {1}


def test_text_without_an_office_has_no_rows() -> None:
    assert find_incumbents(pl.DataFrame({"row": [0], "sentence_number": [1], "text": ["هبت ريح"]})).is_empty()


def test_office_with_its_country_tells_whose_a_short_name_is() -> None:
    text = "التقى الرئيس اليمني هادي نظيره الإيراني روحاني"
    told = find_named_holders(frame(text).with_columns(folded=fold(pl.col("text"))))
    assert told["actor_id"].to_list() == ["abdrabbuh_mansur_hadi", "hassan_rouhani"]


def test_office_without_its_country_tells_no_short_name() -> None:
    told = find_named_holders(frame("التقى الرئيس هادي في عدن").with_columns(folded=fold(pl.col("text"))))
    assert told.is_empty()
