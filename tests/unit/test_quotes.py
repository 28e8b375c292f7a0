import polars as pl
import pytest
from sentences_with_names import unmark

from orchestration.news.quotes import find_quotes
from orchestration.news.schemas import MENTION, QUOTE, SENTENCE
from orchestration.news.sentences import split_sentences


def _found(marked: str, section: str = "body") -> tuple[pl.DataFrame, str]:
    """The quotations of one article; each line is a paragraph, «# » before the first makes it the headline."""
    headline, _, body = marked.partition("\n") if marked.startswith("# ") else ("", "", marked)
    text, mentions = unmark((headline.removeprefix("# ") + "\n" if headline else "") + body)
    lines, start = [], 0
    for number, line in enumerate(text.split("\n")):
        lines.append((line, start, "title" if headline and number == 0 else section))
        start += len(line) + 1
    fragments = pl.DataFrame(lines, ["text", "start_char", "section"], orient="row")
    sentences = split_sentences(fragments.with_columns(article_id=pl.lit("a1"))).with_row_index("sentence_number", 1)
    articles = pl.DataFrame({"article_id": ["a1"], "raw_text": [text]})
    rows = [{name: mention.get(name) for name in MENTION} for mention in mentions]
    found = find_quotes(
        articles,
        sentences.select(pl.col(name).cast(kind) for name, kind in SENTENCE.items()),
        pl.DataFrame(rows, MENTION),
    )
    return found, text


def _speakers(marked: str) -> list[str | None]:
    return _found(marked)[0]["speaker_actor_id"].to_list()


def _words(marked: str) -> list[str]:
    return _found(marked)[0]["text"].to_list()


def test_frame_follows_its_schema() -> None:
    found, _ = _found('قال {p:رامي} إن "الطريق طويل وشاق جدا".')
    assert dict(found.schema) == QUOTE
    assert found.height == 1


def test_article_without_marks_gives_an_empty_frame() -> None:
    found, _ = _found("قال {p:رامي} إن الطريق طويل.")
    assert dict(found.schema) == QUOTE
    assert found.height == 0


def test_quotation_is_cut_from_the_raw_text_inside_its_marks() -> None:
    found, text = _found("قالَ {p:رامي}: « الطَّريقُ طويلٌ وشاقٌّ جدًّا ».")
    row = found.row(0, named=True)
    assert row["text"] == "الطَّريقُ طويلٌ وشاقٌّ جدًّا" == text[row["start_char"] : row["end_char"]]


@pytest.mark.parametrize("marks", ['""', "“”", "”“", "«»", "»«", "‹›", ("''", "''"), ("‘‘", "’’")])
def test_marks_of_all_kinds_hold_speech(marks: str) -> None:
    assert _words(f"قال {{p:رامي}} إن {marks[0]}الطريق طويل وشاق جدا{marks[1]}.") == ["الطريق طويل وشاق جدا"]


def test_quotations_are_numbered_in_text_order_with_their_sentences() -> None:
    found, _ = _found('قال {p:رامي} "نحن هنا منذ الصباح". وأضاف "لن نغادر قبل المساء".')
    assert found.select("quote_number", "sentence_number").rows() == [(1, 1), (2, 2)]


@pytest.mark.parametrize(
    "marked",
    [
        'تابعت القناة المعروفة باسم "الجزيرة الخضراء" الحدث.',  # a short name
        'قال {p:رامي} إن "الرابطة" ستجتمع غدا.',  # a name behind «إن» that goes on
        'قال {p:رامي} إن {p:هند} قرأت كتاب "الطريق الطويل إلى الجبل".',  # a title
        'وفي كتابها الجديد "الطريق الطويل إلى الجبل" تصف الرحلة.',
        'قال {p:رامي} في بيان إن "{o:رابطة أصدقاء الجبل والبحر}" لم تدع.',  # a known name
        'قال {p:رامي} إنه ينتمي إلى "حركة أبناء الجبل الأخضر".',  # opens with the head of a body
        'انتشرت فكرة "العودة إلى الجبل الأخضر" بين الناس.',  # a few words that nobody speaks
    ],
)
def test_names_and_titles_are_no_speech(marked: str) -> None:
    assert _words(marked) == []


@pytest.mark.parametrize(
    "marked", ['قال {p:رامي}: "لا".', 'قال {p:رامي} إنها "كارثة".', 'وقال {p:رامي} إن "الوضع خطير".']
)
def test_words_that_are_introduced_may_be_few(marked: str) -> None:
    assert len(_words(marked)) == 1


def test_second_title_of_a_list_is_no_speech() -> None:
    assert _words('قال {p:رامي} إنه كتب روايتي "الطريق إلى الجبل البعيد" و"البيت فوق التل القديم".') == []


def test_many_words_are_speech_without_a_speaker() -> None:
    found, _ = _found('ونص القانون على معاقبة "كل من دخل الموقع عمدا أو بقي فيه بعد طلب الخروج منه".')
    assert found.select("speaker_actor_id", "speaker_resolution", "cue").row(0) == (None, None, None)


def test_quotation_runs_over_the_sentences_of_a_paragraph() -> None:
    assert _words('قال {p:رامي}: "وصلنا صباحا. كان الجو باردا. ثم عدنا".') == ["وصلنا صباحا. كان الجو باردا. ثم عدنا"]


def test_quotation_goes_on_in_a_paragraph_that_opens_with_a_mark() -> None:
    words = _words("قال {p:رامي}: «وصلنا إلى الجبل صباحا.\n«ثم عدنا في المساء».")
    assert words == ["وصلنا إلى الجبل صباحا.\n«ثم عدنا في المساء"]


def test_mark_that_is_never_closed_holds_nothing() -> None:
    assert _words('قال {p:رامي}: "وصلنا إلى الجبل صباحا.\nوكان الجو باردا جدا.') == []


@pytest.mark.parametrize(
    "marked",
    [
        'وقال {p:رامي} في مؤتمر صحفي مع نظيره {p:فادي} "نحن متفقون على كل شيء".',
        'وقال {p:رامي}، الذي زار {l:أوسلو} أمس: "نحن متفقون على كل شيء".',
        'وقال وزير الخارجية النرويجي {p:رامي} إن بلاده "متفقة على كل شيء تقريبا".',
        'وكان {p:رامي} قد قال إن البلدين "متفقان على كل شيء تقريبا".',
        'استقبل {p:رامي} الوزير {p:فادي} وقال "نحن متفقون على كل شيء".',
        'وقال {p:رامي} إنه يعتقد أن "البلدين متفقان على كل شيء".',
        'ورد {p:رامي} على الصحفيين قائلا "نحن متفقون على كل شيء".',
        'ونقلت {o:وكالة الساحل} عن {p:رامي} قوله "نحن متفقون على كل شيء".',
        'وقال المتحدث باسم {o:الرابطة} {p:رامي} "نحن متفقون على كل شيء".',
        'وقال المتحدث باسم الرئيس {p:فادي}، {p:رامي} "نحن متفقون على كل شيء".',
        'لكن {p:رامي} اتهم {p:فادي} بأنه "غير متفق مع أحد هنا".',
        'وبحسب {p:رامي} فإن البلدين "متفقان على كل شيء تقريبا".',
        '"نحن متفقون على كل شيء"، قال {p:رامي}.',
        '"نحن متفقون على كل شيء" كما أعلن {p:رامي} أمس.',
        '"نحن متفقون على كل شيء"، بحسب ما أعلنه {p:رامي}.',
        'ووقع البلدان اتفاقا "شاملا لا يستثني أي شيء"، وفقا لوزير الخارجية {p:رامي}.',
        'ورفض {p:رامي} لقاء "من لا يريدون أي اتفاق" على حد قوله.',
        '{p:رامي}: "نحن متفقون على كل شيء"',
        'وقال {p:رامي}:\n"نحن متفقون على كل شيء".',
    ],
)
def test_speaker_is_the_subject_of_the_word_of_saying(marked: str) -> None:
    found, _ = _found(marked)
    assert found.select("speaker_actor_id", "speaker_resolution").rows() == [("رامي", "named")]


def test_speaker_is_the_mention_in_that_place() -> None:
    found, _ = _found('{p:رامي} في {l:أوسلو}. وقال {p:رامي} "نحن متفقون على كل شيء".')
    assert found["speaker_mention_id"].to_list() == ["m2"]


def test_body_speaks_where_nobody_is_named() -> None:
    assert _speakers('وقالت صحيفة {o:الساحل} في افتتاحيتها "البلدان متفقان على كل شيء".') == ["الساحل"]


@pytest.mark.parametrize(
    "marked",
    [
        'وقال مسؤول في {o:وزارة النقل} "نحن متفقون على كل شيء".',
        'وقال مصدر مقرب من {p:رامي} "نحن متفقون على كل شيء".',
        'وقال محامي {p:رامي} "نحن متفقون على كل شيء".',
        'وقال المتحدث باسم الرئيس {p:رامي} "نحن متفقون على كل شيء".',
        'وقال {p:رامي} و{p:فادي} في بيان "نحن متفقون على كل شيء".',
        'وقال متظاهرون أمام منزل {p:رامي} "نحن متفقون على كل شيء".',
        'ونقلت {o:وكالة الساحل} عن مصدر قوله "نحن متفقون على كل شيء".',
    ],
)
def test_speaker_is_open_where_it_is_doubtful(marked: str) -> None:
    found, _ = _found(marked)
    assert found.select("speaker_actor_id", "speaker_resolution").rows() == [(None, None)]


def test_cue_is_written_without_its_conjunction() -> None:
    found, _ = _found('وقالَ {p:رامي} "نحن متفقون على كل شيء".')
    assert found["cue"].to_list() == ["قالَ"]


def test_two_quotations_of_one_clause_have_one_speaker() -> None:
    found, _ = _found('وقال {p:رامي} إن البلدين "متفقان على كل شيء تقريبا" و"ماضيان في الطريق نفسه معا".')
    assert found.select("speaker_actor_id", "speaker_resolution", "cue").rows() == [("رامي", "named", "قال")] * 2


@pytest.mark.parametrize(
    "goes_on",
    [
        'وأضاف "لن نغادر قبل المساء".',
        'وأضاف في المؤتمر نفسه: "لن نغادر قبل المساء".',
        'وتابع الوزير "لن نغادر قبل المساء".',
        'وبدأت الأمطار بعد ذلك. ثم قال "لن نغادر قبل المساء".',
    ],
)
def test_without_a_new_subject_the_last_speaker_goes_on(goes_on: str) -> None:
    found, _ = _found(f"وقال الوزير {{p:رامي}} إن الطريق طويل. {goes_on}")
    assert found.select("speaker_actor_id", "speaker_resolution").rows() == [("رامي", "continued")]


@pytest.mark.parametrize(
    "goes_on",
    [
        'وأضافت "لن نغادر قبل المساء".',  # of another gender
        'وأضاف السفير "لن نغادر قبل المساء".',  # of another title
        'وقال شاهد إن الطريق مغلق. وأضاف "لن نغادر قبل المساء".',
        'وبحسب {o:الرابطة} "كل شيء هنا على ما يرام". وقال "لن نغادر قبل المساء".',
        'ووصل {p:فادي} إلى {l:أوسلو}. وقال "لن نغادر قبل المساء".',  # either of two
    ],
)
def test_last_speaker_does_not_go_on_where_it_may_be_another(goes_on: str) -> None:
    assert _speakers(f"وقال الوزير {{p:رامي}} إن الطريق طويل. {goes_on}")[-1] is None


def test_speaker_of_the_headline_does_not_go_on_in_the_body() -> None:
    assert _speakers('# {p:رامي} يقول إن الطريق طويل\nوأضاف "لن نغادر قبل المساء".') == [None]


def test_speaker_far_back_does_not_go_on() -> None:
    between = "هطل المطر. " * 8
    assert _speakers(f'وقال {{p:رامي}} إن الطريق طويل. {between}وأضاف "لن نغادر قبل المساء".') == [None]
