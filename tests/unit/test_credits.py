import polars as pl
import pytest

from orchestration.news.credits import opens_with_given_name, people_of_credit
from tests.unit.test_sections import FIRST, SECOND, TITLE, classify, sections


@pytest.mark.parametrize(
    ("credit", "people"),
    [
        ("الرياض - خالد الحربي", "خالد الحربي"),
        ("خالد الحربي (الرياض)", "خالد الحربي"),
        (" خالد الحربي ،سالم المالكي (أبها)", "خالد الحربي، سالم المالكي"),
        ("حوار - خالد الحربي:", "خالد الحربي"),
        ("القاهرة&nbsp;- خالد الحربي", "خالد الحربي"),
        ("رويترز - نيويورك", None),
        ("د ب أ", None),
        ("من بريدة", None),
        ("وكالات", None),
        ("1 -", None),
    ],
)
def test_people_of_a_credit_are_what_is_no_place_source_or_rubric(credit: str, people: str | None) -> None:
    assert pl.DataFrame({"x": [credit]}).select(people_of_credit(pl.col("x"))).item() == people


@pytest.mark.parametrize(
    ("key", "is_person"), [("خالد الحربي", True), ("كتب خالد الحربي", True), ("الميناء القديم", False)]
)
def test_given_name_opens_a_byline(key: str, *, is_person: bool) -> None:
    assert pl.DataFrame({"x": [key]}).select(opens_with_given_name(pl.col("x"))).item() == is_person


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("خالد الحربي", "byline"),
        ("الرياض - خالد الحربي", "dateline"),
        ("خالد الحربي - عكاظ", "byline"),
        ("كتب خالد الحربي وسالم المالكي", "byline"),
        ("سفن أمام الرصيف صباحا (أرشيفية)", "caption"),
        ("© رويترز", "caption"),
    ],
)
def test_credit_line_above_the_text_is_told_by_its_parts(line: str, section: str) -> None:
    assert sections(TITLE, line, FIRST, SECOND)[1] == section


def test_signature_below_the_last_paragraph_is_a_byline() -> None:
    assert sections(TITLE, FIRST, SECOND, "خالد الحربي - الرياض")[-1] == "byline"


def test_agency_s_full_name_with_its_short_one_behind_it_is_no_picture_credit() -> None:
    text = "وفُتح الميناء صباح اليوم أمام السفن، بحسب وكالة الأنباء السورية الرسمية (سانا)."
    assert sections(TITLE, FIRST, text, SECOND)[2] == "body"


def test_credits_keep_the_order_of_lines() -> None:
    lines = classify(TITLE, "خالد الحربي", FIRST, "تصوير: سالم", SECOND)
    assert lines["line"].to_list() == [0, 1, 2, 3, 4]


def test_person_in_a_caption_does_not_sign_the_article() -> None:
    assert sections(TITLE, "خالد الحربي مغادرا رصيف الميناء صباحا (رويترز)", FIRST, SECOND)[1] == "caption"


def test_person_with_a_preposition_behind_is_a_headline() -> None:
    assert sections("خالد الحربي في الرباط", FIRST, SECOND)[0] == "title"


def test_agency_behind_a_place_is_a_dateline() -> None:
    assert sections(TITLE, "الرياض (رويترز)", FIRST, SECOND)[1] == "dateline"
