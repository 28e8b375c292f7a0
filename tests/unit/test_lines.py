import polars as pl
import pytest

from orchestration.news.lines import key_of, split_lines


def kinds(*texts: str) -> list[str | None]:
    return split_lines(pl.Series(["\n".join(texts)]))["kind"].to_list()


def test_line_offsets_count_code_points_without_outer_white_space() -> None:
    raw = "\u00a0أول \r\n\r\n\tثان"
    spans = split_lines(pl.Series([raw])).select("start_char", "end_char").rows()
    assert [raw[start:end] for start, end in spans] == ["أول", "ثان"]


def test_blank_text_has_no_lines() -> None:
    assert split_lines(pl.Series([" \n\u00a0\n"])).is_empty()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("شاهد أيضاً", "tail"),
        ("إقرأ أيضا :", "tail"),
        ("... المزيد", "tail"),
        ("اقرأ أيضا: عودة الملاحة إلى الميناء", "teaser"),
        ("WhatsApp", "share"),
        ("شارك على فيسبوك", "share"),
        ("You need to enable JavaScript", "notice"),
        ("جميع الحقوق محفوظة لصحيفة الميناء", "notice"),
        ("الرئيسية / مقالات / عودة الملاحة", "navigation"),
        ("-----", "label"),
        ("كتب : سالم الميناوي", "byline"),
        ("بقلم سالم الميناوي", "byline"),
        ("المصدر : رويترز", "source_line"),
        ("تاريخ النشر: 5 مايو 2016", "published"),
    ],
)
def test_wording_of_page_furniture_names_its_part(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "كتب الوزير رسالة إلى نظيره",
        "شارك الوزير في الاجتماع الذي عقد في الميناء",
        "المصدر الأمني قال إن الميناء مفتوح",
        "تقرير: عودة الملاحة إلى ميناء المدينة بعد ثلاثة أسابيع من الإغلاق",
        "شاهد أيضا سفنا كثيرة في عرض البحر وقال إن " + "الملاحة عادت " * 30,
    ],
)
def test_wording_of_an_article_names_no_part(text: str) -> None:
    assert kinds(text) == [None]


def test_link_behind_the_last_sentence_is_a_line_of_its_own() -> None:
    lines = split_lines(pl.Series(["فُتح الميناء أمام السفن. رابط الخبر بصحيفة الميناء: فتح الميناء"]))
    assert lines.select("text", "is_cut").rows() == [
        ("فُتح الميناء أمام السفن.", False),
        ("رابط الخبر بصحيفة الميناء: فتح الميناء", True),
    ]


def test_link_word_inside_a_sentence_does_not_cut_it() -> None:
    assert split_lines(pl.Series(["من سمات الميناء اتساعه. وفيه سفن."])).height == 1


@pytest.mark.parametrize("text", ["الثلاثاء , 22 يونيو 2021", "2016-05-03 10:30", "5 شوال 1436 هـ"])
def test_printed_date_is_a_date_line(text: str) -> None:
    assert split_lines(pl.Series([text]))["is_date"].to_list() == [True]


def test_sentence_with_a_date_is_no_date_line() -> None:
    assert split_lines(pl.Series(["فُتح الميناء في 22 يونيو 2021 بعد إغلاق طويل"]))["is_date"].to_list() == [False]


def test_key_forgets_spelling_and_edges() -> None:
    keys = pl.DataFrame({"a": ["« إقرأ  أيضاً » :"], "b": ["اقرا ايضا"]}).select(key_of(pl.all())).row(0)
    assert keys[0] == keys[1]
