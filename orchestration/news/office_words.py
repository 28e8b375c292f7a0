"""Words beside names, and which of them go on with what the one before may be part of.

Belongs here: the grammar of a role's words, one by one.
Does not belong here: where a role begins and ends (office_phrases.py).
"""

import functools

import polars as pl

from orchestration.news.date_phrases import WEEKDAYS
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, folded_spans
from orchestration.news.office_terms import listed_words, opening_words
from orchestration.news.tokens import tokenise
from orchestration.news.triggers import trigger_forms
from orchestration.news.word_classes import classify

SPACE, COMMA = 1, 3  # bytes between two words: « », «، »
_TWO_BYTES = 2  # «د. سالم», «حزب "النخيل"», two blanks
_PREPOSITIONS = ("باسم", "الي", "لدي", "في")
# Verbs with persons for objects, beside those of encounters: «هنأ سالم رئيس الوزراء», «دعا سالم رئيس الوزراء إلى».
_TAKE_PERSONS = (
    "دعا", "دعو", "وصف", "صف", "انتقد", "نتقد", "حذر", "طالب", "اتهم", "تهم", "ابلغ", "بلغ", "هنا", "حث", "هدد", "شكر",
    "خاطب", "اخبر", "خبر", "سال", "ناشد", "كلف", "عين", "اقال", "قيل", "خلف", "رافق", "ودع", "كرم", "اعتقل", "عتقل",
    "قتل", "هزم", "رشح", "انتخب", "نتخب", "اختار", "ختار", "سمي", "ايد", "ؤيد", "دعم", "استدعي", "ستدعي", "التقي",
    "زار", "زور", "قابل", "استقبل", "ستقبل",
)  # fmt: skip

# What a word has to know of the one before.
_PAST = ["row", "token", "word", "gap", "number", "head", "is_open", "is_stop", "is_preposition", "is_tail", "reaches"]


def link_words(texts: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Read the words of these sentences and link those that may be one role.

    Takes: the sentences of `slice_sentences`; mentions with `number`.
    Returns: one row per word, numbered `at`, with the mention (`number`, `mention_type`) that it is part of, `head` (a
    title), `is_open` (wants a complement), `is_governed` (by «ل», «ب»), `is_joined` (by «و»), `is_safe` (no verb in
    front), `is_object` (a verb with persons for objects in front), and the `run` of words that it is linked with.
    """
    return _link(_read_words(texts, _place(mentions, texts)))


def _place(mentions: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Where each mention stands in the folded text of its sentence: `row`, `number`, `kind`, its bytes."""
    starts = texts.select("article_id", "sentence_number", "row", sentence_start="start_char")
    placed = mentions.join(starts, on=["article_id", "sentence_number"]).select(
        "row",
        "number",
        mention_type="mention_type",
        start_char=pl.col("start_char") - pl.col("sentence_start"),
        end_char=pl.col("end_char") - pl.col("sentence_start"),
    )
    return folded_spans(texts["text"], placed).sort("row", "start_byte")


def _read_words(texts: pl.DataFrame, placed: pl.DataFrame) -> pl.DataFrame:
    """The words of the sentences, numbered `at`, each with the mention (`number`) that it is part of."""
    names = placed.select(
        "row", "number", "mention_type", last_byte="start_byte", first_byte="start_byte", name_end="end_byte"
    )
    is_inside = pl.col("start_byte") < pl.col("name_end")
    return (
        classify(_mark_spaced(tokenise(texts["folded_words"]), texts))
        .rename({"is_head": "is_org_head"}).with_columns(is_body_head=pl.any_horizontal("is_org_head", "is_place_head"))
        .select(
            "row", "token", "word", "clitic", "start_byte", "end_byte", "gap",
            "is_nisba", "is_org_head", "is_body_head", "is_unknown", "is_spaced",
        )
        .with_columns(last_byte=pl.col("end_byte") - 1)
        .join_asof(names, on="last_byte", by="row", check_sortedness=False)
        .with_columns(
            pl.when(is_inside).then("number"),
            pl.when(is_inside).then("mention_type"),
            prefix=pl.max_horizontal("clitic", pl.when(is_inside).then(pl.col("first_byte") - pl.col("start_byte"))),
            at=pl.int_range(pl.len()),
        )
    )  # fmt: skip


def _mark_spaced(tokens: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Tell which words have two blanks behind them, or a quotation mark there or before the next one: `is_spaced`."""
    marks = (
        texts.select("row", end_byte=pl.col("folded_words").str.find_many(['"', "  "]))
        .explode("end_byte")
        .drop_nulls()
        .with_columns(pl.col("end_byte").cast(pl.Int64))
    )
    ends = pl.concat([marks, marks.with_columns(pl.col("end_byte") - 1)]).unique().with_columns(is_spaced=True)
    return tokens.join(ends, on=["row", "end_byte"], how="left", maintain_order="left").with_columns(
        pl.col("is_spaced").fill_null(value=False)
    )


def _link(words: pl.DataFrame) -> pl.DataFrame:
    """Tell which words go on with what the word before may be part of, and number the `run`s of such words.

    Rules: a bare noun wants a complement («رئيس» the definite «الوزراء»), which may be bare again («رئيس مجلس»);
    behind a definite word or a name go on adjectives, what «ل», «ب», «إلى», «لدى», «في» or «باسم» govern, nouns
    joined by «و» («النفط والغاز») and the next title.
    """
    token, word = pl.col("token"), pl.col("word")
    particle = pl.when((pl.col("prefix") > 0) | token.str.starts_with("لل")).then(token.str.slice(0, 1)).fill_null("")
    is_name = pl.col("number").is_not_null()
    is_preposition = token.is_in(list(_PREPOSITIONS)) & ~is_name
    is_stop = (token.is_in(list(_stop_words())) | word.is_in(list(_stop_words()))) & ~is_name
    is_former = token.is_in(listed_words("former"))
    is_head = word.is_in(list(opening_words())) & ~(is_name | is_stop | is_former)  # «أمام» is no imam
    # «لكرة القدم», whose noun no list holds alone; not «لقاء», «لجنة», «لواء».
    is_for = token.str.contains("^ل...") & ~token.is_in(list(_nouns())) & ~pl.col("is_org_head")
    marked = words.with_columns(
        head=is_head,
        is_name=is_name,
        is_stop=is_stop | (pl.col("mention_type") == "person").fill_null(value=False),
        is_preposition=is_preposition,
        is_joined=particle.is_in(["و", "ف", "ك"]) | (token.str.starts_with("وال") & (word == token)),
        is_governed=particle.is_in(["ل", "ب"]) | is_for | (token.str.contains("^بال") & (word == token)),
        is_definite=~is_preposition & (word.str.starts_with("ال") | token.str.contains("^(?:لل|بال|وال)")),
        is_tail=token.is_in(listed_words("after_rank")),
        is_former=is_former,
        reaches=(pl.col("gap") == SPACE)
        | ((pl.col("gap") == _TWO_BYTES) & ((token.str.len_chars() == 1) | pl.col("is_spaced"))),
    )
    # «رئيس حزب كديما»: a word that no list holds, behind the head of a body, is its name.
    is_proper = pl.col("is_unknown") & pl.col("is_body_head").shift(1) & (pl.col("row") == pl.col("row").shift(1))
    marked = marked.with_columns(
        is_open=~pl.any_horizontal("is_name", "is_definite", "is_stop", "is_tail", "is_former", is_proper)
    )
    past = marked.select(pl.col(_PAST).shift(1).name.prefix("past_"))
    is_next_title = pl.col("head") & ~pl.col("is_joined")
    is_joined_noun = pl.col("is_definite") & ~pl.col("is_name") & ~(pl.col("is_joined") & pl.col("head"))
    goes_on = (
        pl.when("past_is_open")
        .then(~pl.col("is_joined") & ~pl.all_horizontal("past_is_preposition", "is_preposition"))
        .otherwise(
            pl.any_horizontal(is_next_title, is_joined_noun, "is_governed", "is_preposition", "is_former")
            | (pl.col("is_tail") & pl.any_horizontal("past_head", "past_is_tail"))
        )
    )
    linked = (
        (pl.col("row") == pl.col("past_row"))
        & pl.col("past_reaches")
        & ~pl.any_horizontal("is_stop", "past_is_stop")
        & (goes_on | (pl.col("number") == pl.col("past_number")).fill_null(value=False))
    ).fill_null(value=False)
    is_safe = (
        (pl.col("row") != pl.col("past_row"))
        | (pl.col("past_gap") != SPACE)
        | (particle != "")
        | pl.col("past_token").is_in(list(_harmless_words()))
    ).fill_null(value=True)
    is_object = ~is_safe & pl.col("past_token").is_in(list(_transitive_words()))
    return (
        pl.concat([marked, past], how="horizontal")
        .with_columns(is_linked=linked, is_safe=is_safe, is_object=is_object)
        .with_columns(run=(~pl.col("is_linked")).cum_sum())
        .drop(f"past_{name}" for name in _PAST if name not in {"word", "is_open"})
    )


@functools.cache
def _stop_words() -> frozenset[str]:
    """Words that no role goes on with: particles, adverbs, verbs, days of the week."""
    listed = read_lexicon("function_words").filter(~pl.col("kind").is_in(["noun", "numeral"]))["word"]
    return frozenset([*listed, *WEEKDAYS]) - {*_PREPOSITIONS, *listed_words("former")}


@functools.cache
def _nouns() -> frozenset[str]:
    return frozenset(read_lexicon("function_words").filter(kind="noun")["word"])


@functools.cache
def _harmless_words() -> frozenset[str]:
    """Words whose object a title behind them is not: prepositions, particles, verbs of saying."""
    words = read_lexicon("function_words").filter(~pl.col("kind").is_in(["noun", "verb"]))["word"]
    cues = read_lexicon("speech_cues").filter(pl.col("kind").is_in(["verb", "noun", "preposition"]))
    said = cues.select(fold(pl.col("cue")))["cue"]
    return frozenset([*words, *said, *("و" + words), *("و" + said)]) - _transitive_words()


@functools.cache
def _transitive_words() -> frozenset[str]:
    """Verbs that have a person for their object, and nouns of encounters («لقاء سالم رئيس الوزراء»)."""
    verbs = [start + verb + end for verb in _TAKE_PERSONS for start in ("", "ي", "ت", "سي", "ست") for end in ("", "ت")]
    met = [form for form, trigger in trigger_forms().items() if trigger.frame in {"object", "receive", "noun"}]
    return frozenset([*verbs, *("و" + verb for verb in verbs), *met])
