"""Arabic letters: one spelling to match on, and the exact way back to the raw characters.

`fold` is a table of single characters, so a folded text maps back to its raw text position by position:
a character is kept, replaced, expanded (a ligature) or removed (a mark). Rules on words belong elsewhere.
"""

import functools
import itertools
import unicodedata

import numpy as np
import polars as pl
from pyarabic import araby

_FARSI_AND_URDU = {
    "ی": araby.YEH,  # U+06CC: ایران -> ايران
    "ې": araby.YEH,
    "ے": araby.YEH,
    "ک": araby.KAF,  # U+06A9
    "ڪ": araby.KAF,
    "گ": araby.KAF,
    "ھ": araby.HEH,  # U+06BE
    "ہ": araby.HEH,
    "ە": araby.HEH,
    "ۀ": araby.HEH,
    "ڤ": araby.FEH,  # U+06A4: ڤلاديمير -> فلاديمير
    "پ": araby.BEH,
    "چ": araby.JEEM,
    "ژ": araby.ZAIN,
}
_INVISIBLE = [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF, 0xAD, 0x61C]
_MARKS = [
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    *range(0x06DF, 0x06E9),
]
_SPACES = [0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x0B, 0x0C]
_PRESENTATION_FORMS = [*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD)]
_QUOTES = {"“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'"}
_DASHES = dict.fromkeys("‐‑‒–—―−", "-")


@functools.cache
def folding_rules() -> dict[str, str]:
    """Each character that `fold` changes, with what it becomes.

    Changes: marks and tatweel (removed), hamza on alef, alef maqsura, ta marbuta, Farsi and Urdu letters,
    Arabic-Indic digits, presentation forms, spaces, quotes, dashes, invisible characters (removed).
    Leaves alone: hamza on waw and ya (ؤ ئ are letters of their own in names), line ends, Latin letters.
    """
    rules = {letter: araby.ALEF for letter in (*araby.ALEFAT, "ٱ", "ٲ", "ٳ") if letter != araby.ALEF}
    rules |= {araby.ALEF_MAKSURA: araby.YEH, araby.TEH_MARBUTA: araby.HEH, araby.TATWEEL: ""}
    rules |= {chr(code): "" for code in (*_MARKS, *_INVISIBLE)} | dict.fromkeys(araby.TASHKEEL, "")
    rules |= _FARSI_AND_URDU | _QUOTES | _DASHES | {chr(code): " " for code in _SPACES}
    rules |= {digit: str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(row)}
    for code in _PRESENTATION_FORMS:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            rules[chr(code)] = "".join(rules.get(letter, letter) for letter in plain)
    return {raw: rules.get(folded, folded) for raw, folded in rules.items() if raw != folded}


def fold(text: pl.Expr) -> pl.Expr:
    """Fold letters to one spelling for matching; idempotent.

    Source: the rules of `folding_rules`, built on pyarabic's constants.
    """
    rules = folding_rules()
    return text.str.replace_many(list(rules), list(rules.values()))


# U+0639 U+0644 U+0649 as a whole word: على and وعلى change; علي and الأعلى are left alone.
_PREPOSITION_ALA = r"(\b[وف]?)على\b"


def fold_words(text: pl.Expr) -> pl.Expr:
    """Fold for rules on words: the preposition على becomes علا, so that it is not the name علي.

    Offsets are those of `fold`.
    """
    return fold(text.str.replace_all(_PREPOSITION_ALA, "${1}علا"))


def fold_text(text: str) -> str:
    """Fold one string by the same rules, for the few that are handled alone."""
    return text.translate(_translation())


@functools.cache
def _translation() -> dict[int, str]:
    return str.maketrans(folding_rules())


def raw_spans(raw_texts: pl.Series, spans: pl.DataFrame) -> pl.DataFrame:
    """Map spans on folded texts back to spans on the raw texts.

    Takes: the raw texts; spans with `row` (index into the raw texts), `start_byte` and `end_byte` on the
    folded text of that row.
    Returns: the same rows and order, the byte columns replaced by `start_char` and `end_char`.
    Rules: a span takes in the marks that sit on its last letter, and nothing else that folding removes.
    """
    codes = np.frombuffer("".join(raw_texts.to_list()).encode("utf-32-le", "surrogatepass"), np.uint32)
    widths, is_mark = _folded_byte_widths(), _marks()
    ends_of_chars = np.cumsum(widths[codes], dtype=np.int64)  # folded byte where each raw character ends
    text_starts = np.concatenate([[0], np.cumsum(raw_texts.str.len_chars().to_numpy())]).astype(np.int64)
    byte_starts = np.concatenate([[0], ends_of_chars])[text_starts]
    rows = spans["row"].to_numpy()
    starts = np.searchsorted(ends_of_chars, byte_starts[rows] + spans["start_byte"].to_numpy(), "right")
    ends = np.searchsorted(ends_of_chars, byte_starts[rows] + spans["end_byte"].to_numpy() - 1, "right") + 1
    padded = np.append(is_mark[codes], False)
    limits = text_starts[rows + 1]
    while (more := padded[ends] & (ends < limits)).any():
        ends = ends + more
    return spans.drop("start_byte", "end_byte").with_columns(
        start_char=pl.Series(starts - text_starts[rows]), end_char=pl.Series(ends - text_starts[rows])
    )


@functools.cache
def _folded_byte_widths() -> np.ndarray:
    """UTF-8 bytes that each code point takes up in the folded text."""
    widths = np.ones(0x110000, np.int8)
    for limit, width in ((0x80, 2), (0x800, 3), (0x10000, 4)):
        widths[limit:] = width
    for raw, folded in folding_rules().items():
        widths[ord(raw)] = len(folded.encode())
    return widths


@functools.cache
def _marks() -> np.ndarray:
    flags = np.zeros(0x110000, bool)
    flags[[*_MARKS, *map(ord, itertools.chain(araby.TASHKEEL))]] = True
    return flags
