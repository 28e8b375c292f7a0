from typing import Any

import polars as pl
import pytest

from orchestration.news.articles import build_articles
from orchestration.news.schemas import ARTICLE, RAW_ARTICLE, SECTION, SENTENCE

TITLE = "عودة الملاحة إلى ميناء المدينة"
FIRST = "قال مدير الميناء إن السفن عادت إلى الأرصفة بعد ثلاثة أسابيع من الإغلاق الذي فرضته العاصفة على الساحل."
SECOND = "وأضاف أن العمال باشروا تفريغ الحاويات. وتفتح الأرصفة الجنوبية بعد صيانة الرافعات على الرصيف."
PAGES = [
    f"{TITLE}\n\nكتب : سالم الميناوي\nالقاهرة - أ ف ب: {FIRST}\n{SECOND}\n\nWhatsApp\nعاجل\nسفينة تصل",
    f"الثلاثاء , 22 يونيو 2021\nالرئيسية / {TITLE}\n{TITLE}\n{FIRST}\nالمصدر : رويترز",
    f"{TITLE}\nاليوم الخميس 5 مايو 2016\n{FIRST} رابط الخبر: {TITLE}",
    "English text without any Arabic in it, which no reader of this paper asked for at all today.",
    "",
]


def raw(*texts: str, **sidecar: str) -> pl.DataFrame:
    columns = {f"sidecar_{name}": value for name, value in sidecar.items()}
    rows = [
        dict.fromkeys(RAW_ARTICLE) | {"article_id": f"a{number}", "raw_text": text} | columns
        for number, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=pl.Schema(RAW_ARTICLE))


def article(text: str, **sidecar: str) -> dict[str, Any]:
    return build_articles(raw(text, **sidecar)).articles.row(0, named=True)


def test_frames_have_their_declared_schemas() -> None:
    frames = build_articles(raw(*PAGES))
    assert [frame.schema for frame in frames] == [pl.Schema(each) for each in (ARTICLE, SECTION, SENTENCE)]


def test_batch_without_articles_gives_empty_frames() -> None:
    assert [frame.height for frame in build_articles(raw())] == [0, 0, 0]


def test_every_article_has_one_row_in_order() -> None:
    assert build_articles(raw(*PAGES)).articles["article_id"].to_list() == ["a0", "a1", "a2", "a3", "a4"]


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_article_is_the_same_alone_and_in_a_batch(number: int) -> None:
    together, batch = build_articles(raw(*PAGES)), raw(*PAGES)
    alone = build_articles(batch[number])
    for frame, other in zip(together, alone, strict=True):
        assert frame.filter(article_id=f"a{number}").equals(other)


@pytest.mark.parametrize("text", PAGES)
def test_sections_cover_every_word_and_nothing_twice(text: str) -> None:
    spans = build_articles(raw(text)).sections.select("start_char", "end_char").rows()
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("text", PAGES)
def test_sentences_are_exact_slices_without_outer_white_space(text: str) -> None:
    spans = build_articles(raw(text)).sentences.select("start_char", "end_char").rows()
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


def test_body_is_the_article_without_title_credits_and_furniture() -> None:
    assert article(PAGES[0])["body"] == f"القاهرة - أ ف ب: {FIRST}\n{SECOND}"


def test_link_behind_the_last_sentence_stays_out_of_the_body() -> None:
    assert article(PAGES[2])["body"] == FIRST


def test_title_is_the_slice_of_the_text() -> None:
    assert article(f"  {TITLE}\u0640 \n{FIRST}")["title"] == f"{TITLE}\u0640"


def test_title_of_the_sidecar_serves_where_the_text_has_none() -> None:
    assert article(f"{FIRST}\n{SECOND}", title="الميناء")["title"] == "الميناء"


def test_byline_names_the_author() -> None:
    assert article(PAGES[0])["author"] == "سالم الميناوي"


def test_agency_in_a_byline_is_no_author() -> None:
    assert article(f"{TITLE}\nكتب : وكالات\n{FIRST}")["author"] is None


def test_agency_of_the_dateline_is_kept_apart_from_the_source() -> None:
    found = article(PAGES[0], source="BBC")
    assert (found["source_id"], found["agency_source_id"]) == ("bbc_arabic", "afp")


def test_source_of_the_sidecar_keeps_its_name_when_unknown() -> None:
    assert article(FIRST, source="بوابة الميناء")["source_name"] == "بوابة الميناء"


def test_source_comes_from_the_address_without_a_name() -> None:
    assert article(FIRST, url="https://www.bbc.co.uk/arabic")["source_id"] == "bbc_arabic"


@pytest.mark.parametrize(("text", "language"), [(FIRST, "ar"), (PAGES[3], "other"), ("", "other")])
def test_language_is_arabic_where_most_letters_are(text: str, language: str) -> None:
    assert article(text)["language"] == language


def test_surrogates_and_marks_do_not_shift_offsets() -> None:
    text = f"\u202b{TITLE}\n\U0001f6a2 {FIRST}"
    row = build_articles(raw(text)).sentences.row(-1, named=True)
    assert text[row["start_char"] : row["end_char"]] == f"\U0001f6a2 {FIRST}"


@pytest.mark.parametrize(
    ("lines", "source_id"),
    [
        ((TITLE, FIRST, SECOND, "المصدر: الجزيرة نت", "جميع الحقوق محفوظة لبوابة الوسط"), "al_jazeera"),
        ((TITLE, FIRST, SECOND, "جميع الحقوق محفوظة لبوابة الوسط"), "al_wasat_libya"),
        ((TITLE, FIRST, SECOND, "الرابط: https://www.bbc.com/arabic/1"), "bbc_arabic"),
        (("بوابة الوسط | صوت ليبيا الدولي", TITLE, FIRST, SECOND), "al_wasat_libya"),
        ((TITLE, FIRST, SECOND), None),
    ],
)
def test_outlet_is_told_by_credit_notice_address_and_masthead_in_that_order(
    lines: tuple[str, ...], source_id: str | None
) -> None:
    assert article("\n".join(lines))["source_id"] == source_id


def test_agency_and_person_of_the_sidecar_s_author_are_told_apart() -> None:
    found = article(f"{TITLE}\n{FIRST}\n{SECOND}", author="الرياض - خالد الحربي، واس")
    assert (found["author"], found["agency_source_id"]) == ("خالد الحربي", "spa")


def test_author_that_is_an_agency_alone_is_no_person() -> None:
    found = article(f"{TITLE}\n{FIRST}\n{SECOND}", author="د ب أ")
    assert (found["author"], found["agency_source_id"]) == (None, "dpa")


def test_outlet_is_no_section_that_a_breadcrumb_names() -> None:
    head = f"{TITLE}\n{FIRST}\n{SECOND}"
    assert article(f"أخبار ليبيا\n{head}")["source_id"] == "akhbar_libya"
    assert article(f"الرئيسية / أخبار ليبيا / {TITLE}\n{head}")["source_id"] is None
