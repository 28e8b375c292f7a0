import polars as pl

from orchestration.news.lines import key_of, split_lines
from orchestration.news.sections import classify_lines, part_datelines

TITLE = "عودة الملاحة إلى ميناء المدينة"
FIRST = "قال مدير الميناء إن السفن عادت إلى الأرصفة بعد ثلاثة أسابيع من الإغلاق الذي فرضته العاصفة على الساحل."
SECOND = "وأضاف أن العمال باشروا تفريغ الحاويات في الأرصفة الشمالية، وأن الأرصفة الجنوبية تفتح بعد صيانة الرافعات."
THIRD = "وكانت شركات الشحن قد حولت سفنها إلى موانئ مجاورة، ثم أعلنت أنها تعود إلى خطوطها المعتادة من دون رسوم."


def classify(*texts: str, sidecar_title: str | None = None) -> pl.DataFrame:
    titles = pl.DataFrame({"title": [sidecar_title]}, schema={"title": pl.String}).select(key_of(pl.col("title")))
    return classify_lines(split_lines(pl.Series(["\n".join(texts)])), titles["title"])


def sections(*texts: str, sidecar_title: str | None = None) -> list[str]:
    return classify(*texts, sidecar_title=sidecar_title)["section"].to_list()


def test_first_line_above_the_paragraphs_is_the_title() -> None:
    assert sections(TITLE, FIRST, SECOND) == ["title", "body", "body"]


def test_site_header_stands_before_the_title() -> None:
    header = ["الثلاثاء , 22 يونيو 2021", f"الرئيسية / مقالات / {TITLE}"]
    assert sections(*header, TITLE, FIRST) == ["boilerplate", "boilerplate", "title", "body"]


def test_menu_words_are_not_the_title() -> None:
    assert sections("أخبار الميناء", "رياضة", TITLE, FIRST)[2] == "title"


def test_title_that_stands_twice_is_one_title() -> None:
    assert sections(TITLE, TITLE, FIRST) == ["title", "boilerplate", "body"]


def test_title_with_the_name_of_the_site_gives_way_to_the_headline() -> None:
    assert sections(f"{TITLE} - بوابة الميناء", TITLE, FIRST) == ["boilerplate", "title", "body"]


def test_title_of_the_sidecar_wins() -> None:
    other = "الميناء يفتح أبوابه من جديد"
    assert sections(TITLE, other, FIRST, sidecar_title=other) == ["boilerplate", "title", "body"]


def test_text_that_opens_with_a_paragraph_has_no_title() -> None:
    assert sections(FIRST, SECOND) == ["body", "body"]


def test_text_of_one_line_has_no_title() -> None:
    assert sections(TITLE) == ["body"]


def test_credits_are_neither_body_nor_boilerplate() -> None:
    assert sections(TITLE, "كتب : سالم الميناوي", FIRST, "المصدر : رويترز") == [
        "title", "byline", "body", "source_line",
    ]  # fmt: skip


def test_last_line_that_is_an_outlet_is_a_source_line() -> None:
    assert sections(TITLE, FIRST, "فرانس 24/ رويترز")[-1] == "source_line"


def test_line_with_an_agency_in_brackets_is_a_caption() -> None:
    assert sections(TITLE, "سفن أمام رصيف الميناء صباحا بعد فتحه (رويترز)", FIRST)[1] == "caption"


def test_what_follows_read_also_is_boilerplate() -> None:
    teaser = "وصول حاويات إلى الرصيف الغربي ظهر هذا اليوم بعد تأخير دام أياما بسبب العاصفة الأخيرة على الساحل …"
    assert sections(TITLE, FIRST, "شاهد أيضاً", "سفينة جديدة", teaser)[2:] == ["boilerplate"] * 3


def test_body_goes_on_after_read_also_between_paragraphs() -> None:
    assert sections(TITLE, FIRST, "اقرأ أيضا", "سفينة جديدة تصل", SECOND, THIRD) == [
        "title", "body", "boilerplate", "boilerplate", "body", "body",
    ]  # fmt: skip


def test_read_also_with_its_link_on_one_line_ends_nothing() -> None:
    assert sections(TITLE, FIRST, "اقرأ أيضا: سفينة جديدة تصل", SECOND)[2:] == ["boilerplate", "body"]


def test_share_buttons_under_the_title_end_nothing() -> None:
    assert sections(TITLE, "WhatsApp", "Telegram", FIRST)[1:] == ["boilerplate", "boilerplate", "body"]


def test_headlines_in_a_row_between_paragraphs_are_teasers() -> None:
    links = ["سفينة جديدة تصل إلى الرصيف", "العمال يعودون إلى الأرصفة"]
    assert sections(TITLE, FIRST, *links, SECOND)[2:] == ["boilerplate", "boilerplate", "body"]


def test_one_headline_between_paragraphs_is_a_sub_headline() -> None:
    assert sections(TITLE, FIRST, "العمال يعودون إلى الأرصفة", SECOND)[2] == "body"


def test_list_after_a_colon_is_body() -> None:
    items = ["رصيف السفن الكبيرة شمالا", "رصيف السفن الصغيرة جنوبا"]
    assert sections(TITLE, FIRST, "وفي الميناء رصيفان هما:", *items, SECOND)[3:5] == ["body", "body"]


def test_dateline_is_cut_off_the_first_paragraph() -> None:
    parts = part_datelines(classify(TITLE, f"القاهرة - أ ف ب: {FIRST}")).select("section", "text").rows()
    assert parts[1:] == [("dateline", "القاهرة - أ ف ب:"), ("body", FIRST)]


def test_speaker_before_a_colon_is_no_dateline() -> None:
    parts = part_datelines(classify(TITLE, f"مدير الميناء: {FIRST}"))["section"].to_list()
    assert parts == ["title", "body"]


def test_dateline_keeps_exact_offsets_around_tatweel() -> None:
    raw = f"{TITLE}\nالقاهـــرة – {FIRST}"
    parts = part_datelines(classify(raw)).select("start_char", "end_char").rows()
    assert [raw[start:end] for start, end in parts[1:]] == ["القاهـــرة –", FIRST]


def test_text_in_another_script_beside_the_arabic_one_is_no_body() -> None:
    english = [
        f"The port opened its {number} quay to ships this morning after the storm had passed." for number in "123"
    ]
    assert (
        sections(TITLE, FIRST, SECOND, *english, "Officials said that fees would stay as they were for now.")[3:]
        == ["boilerplate"] * 4
    )


def test_caption_in_another_script_is_kept() -> None:
    caption = "Ships at the northern quay after the storm, May 5, 2016. Photo by the port authority of the city."
    assert sections(TITLE, caption, FIRST, SECOND)[1] == "caption"


def test_text_of_numbers_is_in_no_script() -> None:
    assert sections(TITLE, FIRST, "15,000 - 17,500 - 19,250 - 21,000 - 23,400", SECOND)[2] != "caption"


def test_paragraph_wholly_in_quotes_is_a_quote() -> None:
    assert (
        sections(TITLE, FIRST, "«الأرصفة لنا جميعا، ولن نغلقها بعد اليوم في وجه أحد من البحارة».", SECOND)[2] == "quote"
    )


def test_paragraph_of_two_quotations_is_body() -> None:
    assert (
        sections(TITLE, FIRST, "«الأرصفة لنا جميعا» هكذا قال البحارة في الميناء، ثم «لن نغلقها».", SECOND)[2] == "body"
    )
