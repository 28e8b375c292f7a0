"""The lines of raw texts, each with its place and with what its wording alone tells of its part in the page.

What depends on where a line stands among the others is for `sections`.
"""

import functools
import re

import polars as pl

from orchestration.news.date_phrases import scan_pattern
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_text, lower_case, raw_spans
from orchestration.news.outlets import names_only_outlets

_LINE_ENDS = ["\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"]
_EDGES = " \t:|/\\-–•·*#.،,؛…!»«\"'()[]{}<>›‹→←▪●■►▼▶+=_~"
_SENTENCE_END = r"[.!؟?][\"')\]]*$"
_BREADCRUMB = r"^(?:الرئيسيه|الصفحه الرئيسيه|home)\s*[/>»›\\|\"-]"
_LETTER = r"\p{L}"
# An address alone, or behind a word or two ("lil-tawasul: name@host").
_ADDRESS = r"^(?:\S+[\s:/-]+){0,3}<?(?:[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|www\.)\S+)>?\W*$"
# What stands beside a printed date: "5 shawwal 1436 h, al-muwafiq ..., al-saa 10:30 bi-tawqit ghrinitsh".
_CLOCK_WORDS = r"الموافق|الساعه|بتوقيت|غرين[ي]?تش|جرينتش|مكه المكرمه|صباحا|مساء|اخر تحديث|تاريخ|النشر|نشر"
_SEPARATOR = r"\s[|•·»›>:/]+\s|[|•»›]|\t|\s{2,}"
# Clocks, ages and counters: "11:26 am", "19:58 <a ticker's headline>", "3 hours ago", "0 shares | 312 views".
_UNITS = "ثاني|ثوان|دقيق|دقائق|ساع|يوم|ايام|اسبوع|اسابيع|شهر|اشهر|شهور|سن|عام|اعوام"
_METER = (
    r"^\W*\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m|[صمت][.\s]*م?)\b.{0,20}|\s*|\s+[^.!؟]{4,}[^.!؟])$"
    rf"|^(?:منذ|قبل)\s+(?:\d+\s+)?(?:{_UNITS})\S*(?:\s+و?\s*\d+.*)?$"
    r"|^(?:\d[\d,.]*\s*(?:مشارك|مشاهد|تعليق|قراء|اعجاب|زيار|صوت|like|share|comment|view)\S*[\s|,]*)+$"
)
_LONGEST_NOTICE_CHARS = 260
_FOREIGN_CHARS = 200  # of a line, which tell whether it is in another script
_OTHER_SCRIPT = "[A-Za-z\u0370-\u05ff\u0900-\u0dff\u3040-\u9fff\uac00-\ud7a3]{3}"
_LONGEST_LABEL_CHARS = 120
_MOST_BYLINE_WORDS = 7


def is_breadcrumb(folded: pl.Expr) -> pl.Expr:
    """True for the path of sections that leads to a page: «الرئيسية / أخبار ليبيا / ...»."""
    return folded.str.contains(_BREADCRUMB)


def split_lines(raw_texts: pl.Series) -> pl.DataFrame:
    """Cut raw texts into their non-blank lines.

    Returns: `row` (index into the raw texts), `line` (among the non-blank ones), `text` without outer white
    space, `start_char`, `end_char`, and the features of `_features`; a line that ends in a link or tag list
    ("raabit al-khabar: ...") is two, the second one with `is_cut`.
    """
    texts = raw_texts.str.replace_many(_LINE_ENDS, ["\n"] * len(_LINE_ENDS))
    size = pl.col("line").str.len_chars()
    indented = size - pl.col("line").str.strip_chars_start().str.len_chars()
    lines = (
        texts.to_frame("line")
        .with_row_index("row")
        .with_columns(pl.col("line").str.split("\n"))
        .explode("line")
        .with_columns(start_char=((size + 1).cum_sum() - size - 1).over("row").cast(pl.Int64) + indented)
        .with_columns(text=pl.col("line").str.strip_chars())
        .filter(pl.col("text") != "")
        .select("row", "start_char", "text", folded=fold(pl.col("text")))
    )
    place = pl.int_range(pl.len()).over("row")
    return _features(_cut_links(lines)).with_columns(line=place)


def _cut_links(lines: pl.DataFrame) -> pl.DataFrame:
    """Part a line from the buttons that a page sets in front of it, and from the link or tag list behind it."""
    return _cut(_cut(lines.with_columns(is_cut=pl.lit(value=False)), _button_pattern(), 0), _link_pattern(), 1)


def _cut(lines: pl.DataFrame, pattern: str, furniture: int) -> pl.DataFrame:
    """Part lines behind what group 1 of a pattern matches; `furniture` says which half is cut off, 0 or 1."""
    numbered = lines.with_row_index("at")
    kept = pl.when(~pl.col("is_cut")).then("folded").str.extract(pattern, 1)
    found = numbered.with_columns(kept=kept).drop_nulls("kept")
    if found.is_empty():
        return lines
    ends = pl.DataFrame({"row": range(found.height), "start_byte": 0, "end_byte": found["kept"].str.len_bytes()})
    found = found.drop("kept").with_columns(cut=raw_spans(found["text"], ends)["end_char"])
    rest = pl.col("text").str.slice("cut")
    indented = rest.str.len_chars() - rest.str.strip_chars_start().str.len_chars()
    halves = pl.concat(
        [
            found.with_columns(text=pl.col("text").str.slice(0, "cut"), is_cut=pl.lit(furniture == 0)),
            found.with_columns(
                text=rest.str.strip_chars_start(),
                start_char=pl.col("start_char") + pl.col("cut") + indented,
                is_cut=pl.lit(furniture == 1),
            ),
        ]
    )
    parted = (
        halves.with_columns(text=pl.col("text").str.strip_chars_end())
        .filter(pl.col("text") != "")
        .with_columns(folded=fold(pl.col("text")))
    )
    others = numbered.join(found, on="at", how="anti")
    return pl.concat([others, parted.select(others.columns)]).sort("at", "start_char").drop("at")


def _features(lines: pl.DataFrame) -> pl.DataFrame:
    """Describe each line by its own wording: sizes, how it ends, and the phrases that name its part.

    Rules: only a line of up to 260 characters is looked at closely (`short`, `key`, `words`); a longer one is
    text, whatever it says.
    """
    chars, short, end = pl.col("chars"), pl.col("short"), pl.col("folded").str.slice(-6)
    has_date = has_full_date(pl.when(chars <= _LONGEST_LABEL_CHARS).then(short)).fill_null(value=False)
    # An empty text, not null, elsewhere: the engine also works through what lies behind nulls.
    undated = pl.when("has_date").then(short).otherwise(pl.lit("")).str.replace_all(scan_pattern(), " ")
    undated = undated.str.replace_all(_CLOCK_WORDS, " ")
    start = pl.col("folded").str.slice(0, _FOREIGN_CHARS)
    mixed = pl.when((chars >= 30) & start.str.contains(_OTHER_SCRIPT)).then(start)
    is_foreign = mixed.str.count_matches("[\u0621-\u064a]") * 10 < 3 * pl.min_horizontal("chars", _FOREIGN_CHARS)
    return (
        lines.with_columns(chars=pl.col("text").str.len_chars().cast(pl.Int64), lower=lower_case(pl.col("folded")))
        .with_columns(
            end_char=pl.col("start_char") + chars,
            short=pl.when(chars <= _LONGEST_NOTICE_CHARS).then("lower"),
        )
        .with_columns(
            key=_key(short),
            ends_sentence=end.str.contains(_SENTENCE_END) & ~end.str.contains(r"(?:\.\.|…)[\"')\]]*$"),
            ends_stop=end.str.contains(r"\.[\"')\]]*$"),
            has_sentences=short.str.contains(r"[^.\s]\.\s+\S").fill_null(value=True),
            has_date=has_date,
            is_foreign=is_foreign.fill_null(value=False),
        )
        .with_columns(
            words=_count_words(pl.col("key")).fill_null(_LONGEST_NOTICE_CHARS).cast(pl.Int64),
            is_date=pl.col("has_date") & ~pl.col("ends_sentence") & (undated.str.count_matches(_LETTER) <= 12),
            is_outlet=names_only_outlets(pl.when(chars <= 60).then(pl.col("key"))),
        )
        .pipe(_find_menus)
        .with_columns(pl.col("is_date").fill_null(value=False), kind=_kind())
    )


def key_of(text: pl.Expr) -> pl.Expr:
    """What lines are compared by: folded, in lower case, single spaces, without punctuation at the edges."""
    return _key(fold(text).str.to_lowercase())


def _key(folded: pl.Expr) -> pl.Expr:
    # A single blank, as most are, stays as it is: to replace it by itself takes three times as long.
    return folded.str.replace_all(r"\s{2,}|[^\S ]", " ").str.strip_chars(_EDGES)


def _count_words(key: pl.Expr) -> pl.Expr:
    return key.str.count_matches(" ", literal=True) + (key != "")


def _kind() -> pl.Expr:
    """The part that a line's own wording names: tail|end|share|notice|navigation|label|byline|..."""
    short = pl.col("short")
    # An empty text, not null, elsewhere: the engine also works through what lies behind nulls.
    label = pl.when(pl.col("chars") <= _LONGEST_LABEL_CHARS).then(short).otherwise(pl.lit(""))
    may_measure = label.str.contains("[0-9@]|www|http|قبل|منذ") & ~pl.col("ends_stop")
    loose = pl.when(may_measure).then(short).otherwise(pl.lit(""))
    # The first case that holds decides.
    cases = [
        ("label", pl.col("is_cut") | ~short.str.contains(_LETTER) | loose.str.contains(rf"{_ADDRESS}|{_METER}")),
        ("notice", short.str.contains_any(_phrases("notice", "anywhere"))),
        ("published", short.str.contains(_starts("published")) & short.str.contains("[0-9]")),
        ("navigation", _is_phrase("navigation") | is_breadcrumb(short) | pl.col("is_menu")),
        ("end", _is_phrase("end") | label.str.contains(_starts("end"))),
        ("share", _is_phrase("share") | label.str.contains(_starts("share"))),
        (
            "tail",
            _is_phrase("tail") | pl.col("folded").str.contains(rf"^\W*(?:{'|'.join(_phrases('tail', 'prefix'))})"),
        ),
        ("teaser", short.str.contains(_starts("tail"))),
        ("label", _is_phrase("label") | label.str.contains(_starts("label"))),
        ("byline", (pl.col("words") <= _MOST_BYLINE_WORDS) & label.str.contains(_starts("byline"))),
        ("source_line", label.str.contains(_starts("source_line")) | _is_phrase("source_line")),
    ]
    return pl.coalesce(*(pl.when(case).then(pl.lit(kind)) for kind, case in cases))


def _find_menus(lines: pl.DataFrame) -> pl.DataFrame:
    """Add `is_menu`: names of departments in a row ("siyasa iqtisad riyada"), or entries of up to four words each."""
    words = pl.col("key").str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars(" ").str.split(" ")
    departments = words.list.eval(pl.element().str.strip_prefix("و").is_in(_departments())).list.sum()
    share = departments / words.list.len()
    bars = pl.col("short").str.count_matches(r"\s[|›•·]+\s")
    separators = pl.col("short").str.strip_chars().str.count_matches(_SEPARATOR)
    is_separated = (separators >= 2) & (pl.col("words") <= 4 * (separators + 1)) & (departments >= 1)
    is_separated |= (bars >= 2) & (pl.col("words") >= 6)
    is_menu = ((pl.col("words") >= 2) & (share >= 0.6)) | ((pl.col("words") >= 6) & (share >= 0.4)) | is_separated
    # Most lines are sentences: only the others are looked at.
    numbered = lines.with_row_index("at")
    found = numbered.filter(pl.col("key").is_not_null() & ~pl.col("ends_sentence")).select("at", is_menu=is_menu)
    return numbered.join(found, on="at", how="left", maintain_order="left").drop("at")


@functools.cache
def _departments() -> list[str]:
    words = [word.removeprefix("ال") for word in _phrases("navigation", "word")]
    return sorted({*words, *(f"ال{word}" for word in words)})


def _is_phrase(kind: str) -> pl.Expr:
    return pl.col("key").is_in([phrase.strip(_EDGES) for phrase in _phrases(kind, "line")])


@functools.cache
def _starts(kind: str) -> str:
    """A pattern of the phrases that open a line; a word must end where the phrase ends."""
    phrases = "|".join(
        re.sub(r"(?:\\ )*(\\?[:/-])$", r"\\s*\1", re.escape(phrase)) for phrase in _phrases(kind, "start")
    )
    return rf"^[\s>»*•\-\"(]*(?:{phrases})(?:$|[^\p{{L}}])"


@functools.cache
def _button_pattern() -> str:
    """Two buttons or more in front of a text on the same line ("Next Previous", "tuwitar faysbuk uktub rayak")."""
    phrases = sorted({*_phrases("share", "line"), *_phrases("inline", "start")}, key=len, reverse=True)
    button = "|".join(map(re.escape, phrases))
    return rf"(?i)^((?:(?:{button})[\s|/:·•-]+){{2,}})[^\s]"


@functools.cache
def _link_pattern() -> str:
    phrases = sorted(map(re.escape, _phrases("inline", "end")), key=len, reverse=True)
    glued = "|".join(map(re.escape, _phrases("tail", "prefix")))
    link = rf"(?:{'|'.join(phrases)})(?:[^\p{{L}}][^.!؟?]{{0,250}})?"
    return rf"(?i)^(.*?(?:[.!؟?\"')\]…]\s*|\s\s+))(?:{link}|(?:{glued}).*)$"


def has_full_date(folded: pl.Expr) -> pl.Expr:
    """A printed date: a day of a named month with its year, or digits alone (2016-05-03, 3/5/2016)."""
    months = "|".join(sorted({fold_text(name) for name in read_lexicon("months")["name_ar"]}, key=len, reverse=True))
    named = rf"\d{{1,2}}[\s/-]*(?:{months}|[a-z]{{3,9}})[\s./,()\p{{L}}-]{{1,24}}(?:19|20|14)\d\d"
    digits = r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19|20)\d\d"
    named_first = rf"(?:{months})\s+\d{{1,2}}\s*[,،]?\s+(?:19|20)\d\d"
    return folded.str.contains(rf"{named}|{named_first}|{digits}|[a-z]{{3,9}} \d{{1,2}},? (?:19|20)\d\d")


@functools.cache
def _phrases(kind: str, match: str) -> list[str]:
    """The folded phrases of one kind that are matched one way (line, start, end, anywhere)."""
    rows = read_lexicon("boilerplate_phrases").filter(kind=kind, match=match)
    return sorted({fold_text(phrase).lower() for phrase in rows["phrase"]}, key=lambda phrase: (-len(phrase), phrase))
