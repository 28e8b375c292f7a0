import pytest

from tests.unit.test_sections import FIRST, SECOND, THIRD, TITLE, sections


@pytest.mark.parametrize(
    "line",
    [
        "صور من الميناء بعد فتحه",
        "ميناء    سفن    أرصفة",
        "19:58 إغلاق الطريق الساحلي أمام الشاحنات",
        "منذ 3 ساعات",
        "0 مشاركة | 312 مشاهدة",
        "harbour@example.org",
    ],
)
def test_short_line_without_a_stop_below_the_last_paragraph_is_furniture(line: str) -> None:
    assert sections(TITLE, FIRST, SECOND, line)[-1] == "boilerplate"


def test_everything_below_the_comments_is_furniture() -> None:
    assert sections(TITLE, FIRST, SECOND, "تعليقات (2)", "سالم", THIRD)[3:] == ["boilerplate"] * 3


def test_long_paragraph_below_read_also_goes_on() -> None:
    long = THIRD + " " + SECOND
    assert sections(TITLE, FIRST, "اقرأ أيضا", "سفينة جديدة تصل", long)[2:] == ["boilerplate", "boilerplate", "body"]


def test_summary_of_another_story_below_read_also_does_not() -> None:
    assert sections(TITLE, FIRST, "اقرأ أيضا", "سفينة جديدة تصل", THIRD[:100] + ".")[2:] == ["boilerplate"] * 3


def test_verses_at_the_end_stay() -> None:
    assert sections(TITLE, FIRST, SECOND, "يا بحرُ مَن ذا", "سارت السفن..", "وعاد الصيف،")[3:] == ["body"] * 3


def test_entries_of_a_list_at_the_end_stay() -> None:
    entries = [
        f"الرصيف {number}: سفينة واحدة"
        for number in ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع")
    ]
    assert sections(TITLE, FIRST, SECOND, *entries)[3:] == ["body"] * 7


def test_questions_within_an_open_quotation_are_no_teasers() -> None:
    said = 'وتساءل البحار: "هل تعود السفن إلى الأرصفة؟'
    asked = ["هل تفتح الأرصفة الجنوبية قريبا؟", 'وهل تبقى الرسوم على حالها؟"']
    assert sections(TITLE, FIRST, said, *asked, SECOND) == ["title", "body", "body", "body", "body", "body"]


def test_short_line_in_quotes_above_a_paragraph_is_a_sub_headline() -> None:
    parts = sections(TITLE, FIRST, "وصول سفينة إلى الرصيف", '"الميناء لنا جميعا"', SECOND)
    assert parts[3] == "body"


def test_line_that_sends_the_reader_on_is_a_teaser() -> None:
    assert sections(TITLE, FIRST, "للمزيد: وصول سفينة جديدة", SECOND)[2] == "boilerplate"
