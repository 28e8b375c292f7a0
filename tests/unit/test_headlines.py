import polars as pl
import pytest

from tests.unit.test_sections import FIRST, SECOND, classify

TITLE = "السفن تعود إلى أرصفة الميناء بعد إغلاق فرضته العاصفة"


def headline(*texts: str) -> str | None:
    lines = classify(*texts)
    found = lines.filter(pl.col("section") == "title")["text"].to_list()
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    "above",
    [
        "الرئيسية سياسة اقتصاد رياضة ثقافة منوعات",
        "أخبار | اقتصاد | رياضة | ثقافة",
        "تجاوز إلى المحتوى الرئيسي",
        "صحيفة مستقلة تصدر كل صباح من مدينتنا",
        "عاجل  ›  هطول أمطار على الجبال  ›  فوز الفريق الأزرق  ›  افتتاح المعرض",
        "فوز الفريق الأزرق بالكأس للمرة الثانية",
        "بوابة الوسط | صوت ليبيا الدولي",
        "صيادون على الشاطئ القريب (رويترز)",
    ],
)
def test_line_of_a_page_s_head_whose_words_do_not_return_is_not_the_headline(above: str) -> None:
    assert headline(above, "إغلاق", TITLE, FIRST, SECOND) == TITLE


def test_headline_is_the_first_of_two_lines_whose_words_return() -> None:
    deck = "السفن عادت إلى الأرصفة بعد ثلاثة أسابيع من الإغلاق"
    assert headline("مدير الميناء: السفن عادت إلى الأرصفة", deck, FIRST) == "مدير الميناء: السفن عادت إلى الأرصفة"


def test_breadcrumb_that_ends_in_the_headline_gives_way_to_it() -> None:
    assert headline(f"الميناء > أخبار البحر > {TITLE}", TITLE, FIRST) == TITLE


def test_long_headline_without_a_stop_is_no_paragraph() -> None:
    long = "مدير الميناء يعلن عودة السفن إلى الأرصفة الشمالية والجنوبية بعد إغلاق ثلاثة أسابيع فرضته العاصفة على الساحل"
    assert len(long) > 100
    assert headline("القائمة", long, "5 مايو 2016", FIRST, SECOND) == long


def test_page_whose_head_has_no_word_of_its_text_has_no_headline() -> None:
    assert headline("القائمة", "هطول أمطار", "طقس الغد", "نسخة للجوال", "خدمة الرسائل", FIRST, SECOND) is None


def test_headline_without_a_word_of_the_text_right_above_it_stays() -> None:
    assert headline("القائمة", "بشرى لأهل البحر والصيد", FIRST, SECOND) == "بشرى لأهل البحر والصيد"
