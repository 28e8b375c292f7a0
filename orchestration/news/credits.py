"""Credits: who wrote a text or took a picture, where, and for whom, as short lines of a page name them."""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_text
from orchestration.news.outlets import compact_initials, named_outlet, names_places, places, source_aliases

_MOST_FOREIGN_LINES = 3  # that are captions; more are a text of their own
_MOST_CREDIT_WORDS, _LONGEST_CREDIT_CHARS, _LONGEST_CAPTION_CHARS = 8, 60, 260
_FEWEST_CAPTION_WORDS = 4  # "Paris (Reuters)" is a dateline
_BRACKETS = r"\s\((\S+(?: \S+)?)\)?$"  # a key has lost its last bracket
_PHOTO_WORDS = ["تصوير", "عدسه", "ارشيف", "photo"]
_PHOTO = (
    r"^\W*(?:تصوير|ب?عدسه|صوره ارشيفيه|ارشيف(?:يه)?\W*$|photo\b)"
    r"|\(\s*(?:صوره\s+)?(?:ارشيف(?:يه)?|من الارشيف)\s*\)\W*$"
)
# The agency of a sentence with its short name behind it ("bi-hasab wakalat al-anba ... (sana)"), no picture's credit.
_GLOSS = r"(?:وكال[هة]|حسب|وفق|نقل|لوكال[هة])[^()]{0,80}\([^()]*\)\s*\.?\s*$"


def find_credits(lines: pl.DataFrame) -> pl.DataFrame:
    """Describe lines as credits.

    Takes: lines with their features and `is_text`.
    Returns: the same rows with the flags `names_outlet` (a part of a short line is one), `is_dateline` ("Riyadh -
    Khalid al-Harbi"), `is_byline` (a person alone, or beside an outlet), `is_caption` (a picture's credit, also one in
    another script) and `is_translation` (a text in another script).
    """
    # Few lines are short enough or end in brackets: only those are looked at.
    is_short = (pl.col("words") <= _MOST_CREDIT_WORDS) & (pl.col("chars") <= _LONGEST_CREDIT_CHARS)
    opens, ends = pl.col("short").str.slice(0, 20), pl.col("short").str.slice(-3)
    may_be_caption = ends.str.contains(")", literal=True) | opens.str.contains_any(_PHOTO_WORDS)
    is_foreign = pl.col("is_foreign") & pl.col("is_text")
    foreign_lines = is_foreign.sum().over("row")
    numbered = lines.with_row_index("at")
    found = numbered.filter(pl.col("is_text") & (is_short | may_be_caption)).pipe(_describe)
    flags = pl.selectors.by_name("names_outlet", "is_dateline", "is_byline", "is_caption")
    return (
        numbered.join(found, on="at", how="left", maintain_order="left")
        .with_columns(flags.fill_null(value=False))
        .with_columns(is_caption=pl.col("is_caption") | (is_foreign & (foreign_lines <= _MOST_FOREIGN_LINES)))
        .with_columns(is_translation=is_foreign & ~pl.col("is_caption"))
        .drop("at")
    )


def _describe(lines: pl.DataFrame) -> pl.DataFrame:
    is_short = (pl.col("words") <= _MOST_CREDIT_WORDS) & (pl.col("chars") <= _LONGEST_CREDIT_CHARS)
    plain = pl.when(is_short).then("key").str.replace(r"\sمن\s", " - ").str.replace(r'\s"', " - ")
    is_place_in_brackets = names_places(plain.str.extract(_BRACKETS, 1)).fill_null(value=False)
    line = pl.when(is_place_in_brackets).then(plain.str.replace(_BRACKETS, " - ${1}")).otherwise(plain)
    is_plain = ~pl.col("is_outlet") & ~pl.col("short").str.contains(r"[.!؟?]$")
    is_pair = is_plain & pl.col("credit").str.contains(r"\S\s*(?:\s-+|-+\s|/)\s*\S")
    says_written = pl.col("key").str.contains(r"^كتبت?\s")
    # «سالم العامري في الرباط» is a headline.
    is_headline = pl.col("key").str.contains(r"\s(?:في|الي|مع|ضد|بعد|قبل|امام|بين)\s") & ~says_written
    is_name = (pl.col("words").is_between(2, 5) & ~is_headline) | (is_short & says_written)
    is_person = is_plain & is_name & ~pl.col("ends_sentence") & opens_with_given_name(pl.col("key"))
    bracket = pl.col("short").str.extract(r"\(([^()]*\p{L}[^()]*)\)[.\s]*$", 1)
    credits_source = named_outlet(pl.when(bracket.is_not_null()).then(bracket), agency=False).is_not_null()
    may_be_caption = (pl.col("chars") <= _LONGEST_CAPTION_CHARS) & (pl.col("words") >= _FEWEST_CAPTION_WORDS)
    is_caption = may_be_caption & ~pl.col("short").str.contains(_GLOSS) & credits_source
    is_photo = (pl.col("words") <= 12) & pl.col("short").str.contains(_PHOTO)
    return (
        lines.with_columns(credit=line)
        .with_columns(
            is_pair=is_pair.fill_null(value=False),
            names_place=names_places(pl.col("credit")).fill_null(value=False),
            names_outlet=named_outlet(pl.col("credit"), agency=False).is_not_null(),
            names_person=opens_with_given_name(people_of_credit(pl.when(is_pair).then("credit"))),
        )
        .select(
            "at",
            "names_outlet",
            is_dateline=pl.col("is_pair")
            & pl.col("names_place")
            & (pl.any_horizontal("names_outlet", "names_person") | pl.col("key").str.contains(r'"|خاص|وكالات')),
            is_byline=is_person
            | (pl.col("is_pair") & pl.col("names_person") & pl.any_horizontal("names_place", "names_outlet")),
            is_caption=(is_caption | is_photo).fill_null(value=False),
        )
    )


def opens_with_given_name(key: pl.Expr) -> pl.Expr:
    """True for a folded line that begins with a given name, "kataba" or "by" before it or not."""
    first = (key + " ").str.extract(r"^(?:كتبت?\s+|كتابه\s+|من\s+|by\s+|[اد]\.\s*|الدكتوره?\s+)?(\S+)\s", 1)
    return first.is_in(_given_names()).fill_null(value=False)


@functools.cache
def _given_names() -> list[str]:
    rows = read_lexicon("given_names").filter(is_ambiguous="false")
    return sorted({fold_text(name) for name in rows["name_folded"]})


# What stands in a credit beside a person and is no name: "interview - ...", "prepared by".
_RUBRICS = (
    "كتب|كتبت|كتبه|تقرير|تقارير|لقاء|حوار|تحقيق|متابعه|متابعات|ترجمه|اعداد|تحرير|تصوير|بقلم|خاص|مراسل|مراسلنا|مراسلتنا|"
    "بروفايل|كلمه|افتتاحيه|راي|مقال|الوكالات|وكالات|المحرر|التحرير|عواصم|from|by"
)


def people_of_credit(text: pl.Expr) -> pl.Expr:
    """The persons of a credit ("Riyadh - Khalid al-Harbi, SPA"): its parts that are no place, source or rubric."""
    plain = text.str.replace_all(r"&[a-z]+;|&#\d+;", " - ")
    parts = plain.str.replace_all(r"\s*[/,،|()\[\]:]\s*|\s+[-–—ـ]+\s*|[-–—ـ]+\s+", "\n").str.split("\n")
    key = fold(pl.element()).str.to_lowercase().str.strip_chars(" .-\"'")
    is_other = (
        key.is_in([*places(), *source_aliases()])
        | key.str.strip_prefix("من ").is_in(list(places()))
        | compact_initials(key).is_in(list(source_aliases()))
        | key.str.contains(rf"^(?:{_RUBRICS})?(?:\s.{{0,3}})?$|^[^\p{{L}}]*$")
    )
    people = parts.list.eval(pl.element().filter(~is_other).str.strip_chars(" .-–—"))
    return pl.when(people.list.len() > 0).then(people.list.join("، "))
