"""Arabic letters: one spelling to match on, and the exact way from it to the raw characters and back.

`fold` is a table of characters, so a folded text maps to its raw text position by position: a character is kept,
replaced, expanded (a ligature) or removed (a mark). Two look at the character before: a tatweel behind a blank is
a dash («القاهرة ـ رويترز»), and the joiner of an emoji stays. Rules on words belong elsewhere.
"""

import functools
import re
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
BLANKS = "".join(map(chr, [0x20, *range(0x09, 0x0E), 0x85, 0x2028, 0x2029, *_SPACES]))
# What a zero-width joiner makes one emoji with: people, animals, hearts and flags, and the mark of colour.
JOINED_EMOJI = "".join(
    map(
        chr,
        [
            *[0xFE0F, 0x2764, 0x26D3, 0x1F344, 0x1F34B, 0x1F575, 0x1F642, 0x1F926, 0x1FAF1],
            *range(0x1F3C3, 0x1F3CD),
            *range(0x1F3F3, 0x1F48A),
            *range(0x1F62E, 0x1F650),
            *range(0x1F6A3, 0x1F6B7),
            *range(0x1F930, 0x1F93F),
            *range(0x1F9B8, 0x1F9E0),
        ],
    )
)
JOINER = "\u200d"


@functools.cache
def folding_rules() -> dict[str, str]:
    """Each character that `fold` changes, with what it becomes.

    Changes: marks and tatweel inside words (removed), hamza on alef, alef maqsura, ta marbuta, Farsi and Urdu letters,
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
    rules = rules_by_place() | folding_rules()
    return text.str.replace_many(list(rules), list(rules.values()), leftmost=True)


@functools.cache
def rules_by_place() -> dict[str, str]:
    """The pairs of characters whose second one folds otherwise than alone; they go before `folding_rules`."""
    rules = folding_rules()
    dashes = {blank + araby.TATWEEL: rules.get(blank, blank) + "-" for blank in BLANKS}
    return dashes | {emoji + JOINER: emoji + JOINER for emoji in JOINED_EMOJI}


def lower_case(folded: pl.Expr) -> pl.Expr:
    """Folded text in lower case; only what has a capital letter is visited character by character."""
    return pl.coalesce(
        pl.when(folded.str.contains(r"\p{Changes_When_Lowercased}")).then(folded).str.to_lowercase(), folded
    )


# U+0639 U+0644 U+0649 as a whole word: على and وعلى change; علي and الأعلى are left alone.
_PREPOSITION_ALA = r"(\b[وف]?)على\b"


def fold_words(text: pl.Expr) -> pl.Expr:
    """Fold for rules on words: the preposition على becomes علا, so that it is not the name علي.

    Offsets are those of `fold`.
    """
    return fold(text.str.replace_all(_PREPOSITION_ALA, "${1}علا"))


def fold_text(text: str) -> str:
    """Fold one string by the same rules, for the few that are handled alone."""
    if araby.TATWEEL in text:
        text = _dashes().sub("-", text)
    if JOINER in text:
        text = _loose_joiners().sub("", text)
    return text.translate(_translation())


@functools.cache
def _dashes() -> re.Pattern[str]:
    return re.compile(f"(?<=[{BLANKS}]){araby.TATWEEL}")


@functools.cache
def _loose_joiners() -> re.Pattern[str]:
    return re.compile(f"(?<![{JOINED_EMOJI}]){JOINER}")


@functools.cache
def _translation() -> dict[int, str]:
    return str.maketrans({raw: folded for raw, folded in folding_rules().items() if raw != JOINER})


def raw_spans(raw_texts: pl.Series, spans: pl.DataFrame) -> pl.DataFrame:
    """Map spans on folded texts back to spans on the raw texts.

    Takes: the raw texts; spans with `row` (index into the raw texts), `start_byte` and `end_byte` on the
    folded text of that row.
    Returns: the same rows and order, the byte columns replaced by `start_char` and `end_char`.
    Rules: a span takes in the marks that sit on its last letter, and nothing else that folding removes.
    """
    codes, text_starts = _codes(raw_texts)
    ends_of_chars = np.cumsum(_folded_byte_widths(codes, text_starts), dtype=np.int64)
    byte_starts = np.concatenate([[0], ends_of_chars])[text_starts]
    rows = spans["row"].to_numpy()
    starts = np.searchsorted(ends_of_chars, byte_starts[rows] + spans["start_byte"].to_numpy(), "right")
    ends = np.searchsorted(ends_of_chars, byte_starts[rows] + spans["end_byte"].to_numpy() - 1, "right") + 1
    padded = np.append(_marks()[codes], False)
    limits = text_starts[rows + 1]
    while (more := padded[ends] & (ends < limits)).any():
        ends = ends + more
    return spans.drop("start_byte", "end_byte").with_columns(
        start_char=pl.Series(starts - text_starts[rows]), end_char=pl.Series(ends - text_starts[rows])
    )


def folded_spans(raw_texts: pl.Series, spans: pl.DataFrame) -> pl.DataFrame:
    """Map spans on raw texts to spans on the folded texts: the way there to which `raw_spans` is the way back.

    Takes: the raw texts; spans with `row`, `start_char` and `end_char`.
    Returns: the same rows and order, the character columns replaced by `start_byte` and `end_byte`.
    """
    codes, text_starts = _codes(raw_texts)
    bytes_before = np.concatenate([[0], np.cumsum(_folded_byte_widths(codes, text_starts), dtype=np.int64)])
    row_starts = text_starts[spans["row"].to_numpy()]
    starts, ends = (bytes_before[row_starts + spans[name].to_numpy()] for name in ("start_char", "end_char"))
    return spans.drop("start_char", "end_char").with_columns(
        start_byte=pl.Series(starts - bytes_before[row_starts]), end_byte=pl.Series(ends - bytes_before[row_starts])
    )


def _codes(raw_texts: pl.Series) -> tuple[np.ndarray, np.ndarray]:
    """The code points of all texts in one array, and where each text starts in it (and the last one ends)."""
    codes = np.frombuffer("".join(raw_texts.to_list()).encode("utf-32-le", "surrogatepass"), np.uint32)
    return codes, np.concatenate([[0], np.cumsum(raw_texts.str.len_chars().to_numpy())]).astype(np.int64)


def _folded_byte_widths(codes: np.ndarray, text_starts: np.ndarray) -> np.ndarray:
    """UTF-8 bytes that each character takes up in the folded text."""
    widths: np.ndarray = _widths_alone()[codes]
    # Few characters depend on the one before them: only those are looked at.
    for before, character, width in ((BLANKS, araby.TATWEEL, 1), (JOINED_EMOJI, JOINER, 3)):
        places = np.flatnonzero(codes == ord(character))
        places = np.setdiff1d(places, text_starts)
        widths[places[np.isin(codes[places - 1], [ord(one) for one in before])]] = width
    return widths


@functools.cache
def _widths_alone() -> np.ndarray:
    """UTF-8 bytes that each code point takes up in the folded text, whatever stands before it."""
    widths = np.ones(0x110000, np.int8)
    for limit, width in ((0x80, 2), (0x800, 3), (0x10000, 4)):
        widths[limit:] = width
    for raw, folded in folding_rules().items():
        widths[ord(raw)] = len(folded.encode())
    return widths


@functools.cache
def _marks() -> np.ndarray:
    flags = np.zeros(0x110000, bool)
    flags[[*_MARKS, *map(ord, araby.TASHKEEL)]] = True
    return flags
