"""Arabic told from the languages that share its letters, and from those that do not.

Persian, Urdu, Kurdish, Pashto, Uyghur and Sindhi are written with the Arabic letters and a few more. No letter
decides alone: Arabic writes foreign names with گ or پ, Persian is typed with the Arabic ي and ك, and Arabic with
the Persian ی and ک. What decides is of which there are more: signs of Arabic (its article, its particles, words
with أ, إ or ة) or signs of the others.
"""

import polars as pl

_LETTER = r"\p{L}"
_SCRIPT = "[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08c7]"
# Where Arabic stands in most of a text, its article opens a word in every 25 characters; in Persian in every 400.
_MOST_CHARS_PER_ARTICLE, _LEAST_BEYOND_ASCII = 80, 0.5
_LEAST_SENTENCE_WORDS = 10
_LEAST_FOREIGN_SIGNS = 2

# Words that are Arabic and nothing else: with the article, begun with أ or إ, ended in ة, and particles. Left out
# are those that others write too: من is "I" in Persian, ما "we", او "he", بعد "after".
_PARTICLES = (
    "في|على|عن|الى|إلى|التي|الذي|الذين|هذا|هذه|ذلك|تلك|كان|كانت|وكان|لم|لن|قد|لقد|وقد|ثم|منذ|حيث|كما|لكن|ولكن|مع|ايضا|"
    "انه|انها|عليه|عليها|فيه|فيها|عند|عندما|قال|وقال|وفي|ومن|وهو|وهي|الله|اذا|هناك|سوف|ولا|ولم|وعلى"
)
_ARABIC_WORD = rf" (?:(?:[وف]?[بك]?[اٱ]ل|[وف]?لل)\p{{L}}{{3,}}|[وفبكل]?[أإ]\p{{L}}+|\p{{L}}{{2,}}ة|{_PARTICLES}) "
# Words of Persian, Urdu and Punjabi, Kurdish, Pashto, Uyghur, Sindhi and Malay that Arabic does not have.
_FOREIGN_WORDS = (
    "است|را|که|كه|از|در|با|این|برای|براي|می|شد|شده|شود|بود|های|هاي|ها|نیز|نيز|خود|یک|يك|آن|آنها|نیست|نيست|هستند|باشد|کرد|"
    "کرده|تا|اگر|دارد|کند|کنند|كنند|اند|باید|بايد|نمی|نمي|وی|هیچ|هيچ|هر|"
    "ہے|ہیں|کے|کی|کا|میں|اور|سے|کو|نے|پر|یہ|کہ|اس|ہو|تھا|تھے|تھی|بھی|نہیں|لیے|ایک|گیا|ھے|دے|دی|نوں|تے|وچ|"
    "لە|بە|کە|ئەو|ئەم|بۆ|لەو|لەم|هەر|یان|نە|"
    "چې|کې|کښې|ته|سره|"
    "ۋە|بىلەن|بۇ|ئۇ|بىر|"
    "آهي|آهن|"
    "يڠ|يغ|اونتوق|دڠن"
)
_FOREIGN_WORD = rf" (?:{_FOREIGN_WORDS}|ئ\p{{L}}+) "
# Letters that Arabic lacks. Not among them: ی ک ھ ہ ە, which stand in Arabic of other keyboards, and ڤ.
_FOREIGN_LETTER = (
    "[\u0672-\u06a3\u06a5-\u06a8\u06ab-\u06bd\u06bf\u06c0\u06c2-\u06cb\u06cd-\u06d3\u06ee-\u06ff"
    "\u0750-\u077f\u08a0-\u08c7]"
)
_OTHER_KEYBOARD = "[یک]"


def is_plainly_arabic(text: pl.Expr) -> pl.Expr:
    """Whether a text is Arabic at first sight: most of it is beyond ASCII, and the article ال stands often enough."""
    chars = text.str.len_chars().cast(pl.Int64)
    beyond_ascii = text.str.len_bytes().cast(pl.Int64) - chars
    articles = text.str.count_matches(" ال", literal=True).cast(pl.Int64)
    return (articles * _MOST_CHARS_PER_ARTICLE >= chars) & (beyond_ascii >= _LEAST_BEYOND_ASCII * chars)


def measure_arabic(texts: pl.Series) -> pl.DataFrame:
    """Measure how much of each text is Arabic.

    Returns: one row per text, in order: `letters`, `arabic_letters` (those in lines that read as Arabic),
    `sentence_words` (words in such lines of ten Arabic words or more), `is_foreign` (the signs of other languages
    with Arabic letters prevail).
    Rules: a line reads as the language of which it has more signs; one without any as the whole text does.
    """
    arabic, foreign = pl.col("arabic"), pl.col("foreign")
    total_arabic, total_foreign = arabic.sum().over("row"), foreign.sum().over("row")
    prevails = (pl.col("total_foreign") > pl.col("total_arabic")) & (pl.col("total_foreign") >= _LEAST_FOREIGN_SIGNS)
    is_foreign = (
        pl.when(foreign > arabic).then((foreign >= _LEAST_FOREIGN_SIGNS) | prevails).otherwise((arabic == 0) & prevails)
    )
    reads = pl.when(~is_foreign)
    return (
        _lines(texts)
        .with_columns(total_arabic=total_arabic, total_foreign=total_foreign)
        .group_by("row", maintain_order=True)
        .agg(
            pl.col("letters").sum(),
            arabic_letters=reads.then("script_letters").sum(),
            sentence_words=reads.then(
                pl.when(pl.col("script_words") >= _LEAST_SENTENCE_WORDS).then("script_words")
            ).sum(),
            is_foreign=prevails.first(),
        )
        .drop("row")
    )


def _lines(texts: pl.Series) -> pl.DataFrame:
    """The lines with what is counted in them; each word stands between two blanks of its own."""
    words = (
        pl.col("line").str.normalize("NFKC").str.replace_all(r"[\p{M}\u0640]+", "").str.replace_all(r"[^\p{L}]+", "  ")
    )
    return (
        texts.to_frame("line")
        .with_row_index("row")
        .with_columns(pl.col("line").str.split("\n"))
        .explode("line")
        .with_columns(line=pl.format(" {} ", words))
        .select(
            "row",
            letters=_count(_LETTER),
            script_letters=_count(_SCRIPT),
            script_words=_count(f"{_SCRIPT} "),
            arabic=_count(_ARABIC_WORD),
            foreign=_count(_FOREIGN_WORD) + _count(_FOREIGN_LETTER) + _count(_OTHER_KEYBOARD) // 4,
        )
    )


def _count(pattern: str) -> pl.Expr:
    return pl.col("line").str.count_matches(pattern).cast(pl.Int64)
