"""Spellings of names by rule: a listed name in one spelling is known in the others that newsrooms use.

A word that came into Arabic by ear (غوتيريش) is spelled in as many ways as letters stand for its sounds; an Arabic
word (قاسم) has one spelling, but for the seat of its hamza. Rules on a name (عبد الله, عبدالله) hold for both.
"""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold

MOST_PER_FORM = 40
WORD = r"[\p{L}\p{N}]+"
_MOST_PER_WORD = 10  # spellings of one word that pair with those of another
_LEAST_CHARS, _LEAST_CHARS_OF_SHORT_FORM = 5, 4  # of a single word
_LEAST_CHARS_OF_ONE_WORD = 6  # where a vowel changed
# Source: the members of the League of Arab States.
_ARAB = ("ARE", "BHR", "COM", "DJI", "DZA", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY",
         "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN", "SOM", "SYR", "TUN", "YEM")  # fmt: skip
# On words that came by ear, likeliest first: pattern, replacement, one word that changes, one that stays.
_SOUNDS = (
    ("غ", "ج", "غوتيريش", "بوتين"),
    ("ج", "غ", "سيرجي", "بوتين"),
    ("ت", "ط", "أنتونيو", "بوش"),
    ("ط", "ت", "أنطونيو", "بوش"),
    ("(ي)ي|(و)و|(ل)ل|(ن)ن|(ر)ر|(س)س|(ا)ا|(ت)ت", "${1}${2}${3}${4}${5}${6}${7}${8}", "ميللر", "ميلر"),
    ("ز", "س", "وليامز", "بوش"),
    ("^(.+)س", "${1}ز", "بيريس", "ستارمر"),
    ("غ", "ق", "غوتيريش", "بوتين"),
    ("غ", "ك", "غوتيريش", "بوتين"),
    ("ئ", "ي", "رافائيل", "بوش"),
    ("ؤ", "و", "راؤول", "بوش"),
    ("تش", "ش", "باتشيليه", "بوش"),
    ("تش", "ج", "كيليتشدار", "بوش"),
    ("تس", "ز", "شولتس", "بوش"),
    ("ث", "س", "غارثيا", "بوش"),
    ("ذ", "ز", "ماذرز", "بوش"),
    ("ق", "ك", "نيقولا", "بوش"),
)
# Vowels inside a word, which Arabic need not write, and at its end.
_VOWELS = (
    ("^(..*?)ي(.+)$", "${1}${2}", "بوتين", "يلتسين: يلتسن"),
    ("^(.+)ي(..*?)$", "${1}${2}", "غوتيريش", "كيري"),
    ("^(..*?)ا(.+)$", "${1}${2}", "ترامب", "أولمرت"),
    ("^(.+)ا(..*?)$", "${1}${2}", "نتانياهو", "أوباما"),
    ("^(..*?)و(.+)$", "${1}${2}", "كاميرون", "وين"),
    ("[هة]$", "ا", "أنغيلة", "ميركل"),
    ("ا$", "ه", "أنغيلا", "ميركل"),
    ("^(..*?)ا(.+)$", "${1}ي${2}", "دافيد", "أولند"),
    ("^(..*?)ا(.+)$", "${1}و${2}", "كامباوري", "أولند"),
    ("ه$", "ي", "موشه", "بوش"),
    ("(..)[هي]$", "${1}", "كومباوري", "كي"),
    ("[سز]$", "ش", "غوتيريس", "بوتين"),
    ("ش$", "س", "غوتيريش", "بوتين"),
    ("^(.+)ف", "${1}و", "كمالفندي", "فيدان"),
    ("^هو", "أو", "هولاند", "بوش"),
    ("ث", "ت", "جوناثان", "بوش"),
    ("^[إأا](.{4,})$", "${1}", "إيزنكوت", "أكار"),
)
_LEAST_CHARS_OF_TWO_RULES = 6
_SURE_VOWELS = 4  # so many of these may change a name of one word
_PAIRED = 7  # so many of either are tried two at a time
# On all words of persons' names, and on the Arabic ones.
_HAMZA = (
    ("(ا)ئ(.)", "${1}ي${2}", "فائز", "رئيس"),
    ("ؤ", "و", "فؤاد", "قاسم"),
)
_IN_ARABIC = (
    ("(.ا)ي([^اةهويى])", "${1}ئ${2}", "فايز", "عطايا"),
    ("رحمان$", "رحمن", "عبدالرحمان", "رمضان"),
    ("رحمن$", "رحمان", "عبدالرحمن", "رمضان"),
)
# Such a word never came by ear.
_NOT_BY_EAR = "^لل|^ال|[حعصضظ]"
# On names, word by word where not said otherwise.
_OF_NAMES = (
    (r"(^| )عبد ال", "${1}عبدال", "عبد الله صالح", "عبد ربه منصور"),
    (r"(^| )عبدال", "${1}عبد ال", "عبدالله صالح", "عبده صالح"),
    (r"-", " ", "لو-دريان", "لودريان"),
    (r"-", "", "لو-دريان", "لودريان"),
    (r"(^| )(لو|دي|دو|لا|فان|فون|ماك) ([^ ]{3,})", "${1}${2}${3}", "لو دريان", "لودريان"),
    (r"(^| )[اأ]بو ", "${1}بو ", "أبو شناف", "أبوظبي"),
    (r"(^| )[اأ]بو ", "${1}أبي ", "أبو الغيط", "أبوظبي"),
    (r"(^| )[اأ]بو ", "${1}أبا ", "أبو الغيط", "أبوظبي"),
    (r"(^| )([اأ]بو|بو) ([^ ]{3,})", "${1}${2}${3}", "أبو شناف", "شناف"),
    (r" بن ", " ابن ", "محمد بن سلمان", "محمد سلمان"),
    (r"^([^ ]+) بن ([^ ]+ [^ ]+)", "${1} ${2}", "محمد بن سلمان آل سعود", "محمد بن سلمان"),
)


def spell(forms: pl.DataFrame) -> pl.DataFrame:
    """Spell listed names in further ways.

    Takes: forms with alias, folded, mention_type, actor_id, country_iso3, is_standalone.
    Returns: alias, folded, mention_type, actor_id, is_standalone of each spelling that no list holds, and its
    spelled_word (folded): the longest word that a rule changed.
    Rules: up to two words change, each by up to two rules; a name of one word changes by one. What stands for a word
    in another form of its actor stands for it here. A spelling is never a form that is listed or that two actors have,
    nor, as a single word, a word of the lexicons. At most `MOST_PER_FORM` of a form.
    """
    names = forms.filter(pl.col("mention_type").is_in(["person", "organization"])).with_row_index("form")
    bases = _respelled_names(names)
    words = _words(bases)
    made = _with_words_changed(words, _exchanges(words))
    spellings = (
        pl.concat([bases.filter(pl.col("rank") > 0).select("form", "alias", "rank"), made])
        .with_columns(folded=fold(pl.col("alias")))
        .sort("form", "rank", "alias")
        .unique(["form", "folded"], keep="first", maintain_order=True)
        .join(
            names.select("form", "actor_id", "mention_type", "is_standalone", source="folded"),
            on="form",
            maintain_order="left",
        )
    )
    return (
        _safe(spellings, forms)
        .filter(pl.int_range(pl.len()).over("form") < MOST_PER_FORM)
        .unique(["folded", "is_standalone"], keep="first", maintain_order=True)
        .with_columns(spelled_word=_changed_word())
        .select("alias", "folded", "mention_type", "actor_id", "is_standalone", "spelled_word")
    )


def _respelled_names(names: pl.DataFrame) -> pl.DataFrame:
    """Each name (rank 0) and what the rules on names make of it (rank 1)."""
    alias = pl.col("alias")
    made = pl.concat_list(alias.str.replace_all(pattern, to) for pattern, to, _, _ in _OF_NAMES)
    respelled = (
        names.filter(mention_type="person")
        .with_columns(made=made.list.unique(maintain_order=True), rank=pl.lit(1))
        .explode("made")
        .filter(pl.col("made") != alias)
        .with_columns(alias="made")
        .drop("made")
    )
    return pl.concat([names.with_columns(rank=pl.lit(0)), respelled]).with_row_index("base")


def _words(bases: pl.DataFrame) -> pl.DataFrame:
    """The words of each name, numbered, with what stands before and behind each."""
    split = pl.col("alias").str.split(" ")
    titles = read_lexicon("titles").select(fold(pl.col("title")).str.split(" "))["title"].explode()
    titles = pl.concat([titles, "ال" + titles, read_lexicon("common_words")["word"]]).implode()
    words = (
        bases.with_columns(word=split, place=pl.int_ranges(split.list.len()))
        .explode("word", "place")
        .with_columns(names_count=(~fold(pl.col("word")).is_in(titles)).sum().over("base"))
    )
    length = pl.col("word").str.len_chars().cast(pl.Int64)
    start = (length + 1).cum_sum().over("base") - length - 1
    return words.with_columns(
        start=start,
        end=start + length,
        before=pl.col("alias").str.slice(0, start),
        behind=pl.col("alias").str.slice(start + length),
    )


def _exchanges(words: pl.DataFrame) -> pl.DataFrame:
    """What may stand for each word of an actor's names: actor_id, word, other, rank, is_sure, nth."""
    listed = words.filter(rank=0).with_columns(is_arab=pl.col("country_iso3").is_in(_ARAB))
    several = listed.filter(pl.col("names_count") > 1, mention_type="person")
    others = several.select("actor_id", "before", "behind", "word")
    by_list = (
        others.join(others.rename({"word": "other"}), on=["actor_id", "before", "behind"])
        .filter(pl.col("word") != pl.col("other"))
        .with_columns(rank=pl.lit(0), is_sure=pl.lit(value=False))
    )
    kind = ["word", "mention_type", "is_arab"]
    by_rule = listed.select("actor_id", *kind).unique().join(_respelled_words(listed.select(kind)), on=kind)
    columns = ["actor_id", "word", "other", "rank", "is_sure"]
    return (
        pl.concat([by_list.select(columns), by_rule.select(columns)])
        .sort("actor_id", "word", "rank", "other")
        .unique(["actor_id", "word", "other"], keep="first", maintain_order=True)
        .with_columns(nth=pl.int_range(pl.len()).over("actor_id", "word"))
    )


def _respelled_words(words: pl.DataFrame) -> pl.DataFrame:
    """What the rules make of each word: adds other, rank, is_sure (one that may change a name of one word)."""
    folded = fold(pl.col("word"))
    known = pl.concat([_ordinary_words(), words.filter("is_arab").select(folded)["word"]]).unique()
    plain = words.unique(maintain_order=True).with_columns(other="word", rank=pl.lit(0))
    by_ear = plain.filter(~pl.col("is_arab"), ~folded.is_in(known.implode()), ~pl.col("word").str.contains(_NOT_BY_EAR))
    sounds, vowels = _replaced(by_ear, _SOUNDS), _replaced(by_ear, _VOWELS)
    once = pl.concat([sounds.filter(pl.col("rank") <= _PAIRED), vowels.filter(pl.col("rank") <= _PAIRED)]).filter(
        pl.col("word").str.len_chars() >= _LEAST_CHARS_OF_TWO_RULES
    )
    twice = pl.concat(_replaced(once, rules[:_PAIRED]) for rules in (_SOUNDS, _VOWELS))
    persons = plain.filter(mention_type="person")
    sure = pl.concat([sounds, _replaced(persons, _HAMZA), _replaced(persons.filter("is_arab"), _IN_ARABIC)])
    others = fold(pl.col("other"))
    return (
        pl.concat([sure.with_columns(is_sure=pl.lit(value=True)), vowels.with_columns(
            is_sure=(pl.col("rank") <= _SURE_VOWELS) & (others.str.len_chars() >= _LEAST_CHARS_OF_ONE_WORD)
        ), twice.with_columns(is_sure=pl.lit(value=False))])
        .filter(pl.col("other") != pl.col("word"), ~others.is_in(_ordinary_words().implode()))
    )  # fmt: skip


def _replaced(words: pl.DataFrame, rules: tuple[tuple[str, str, str, str], ...]) -> pl.DataFrame:
    """What each rule makes of `other`; the ranks add up."""
    return pl.concat(
        words.with_columns(
            made=pl.col("other").str.replace_all(pattern, to),
            rank=pl.col("rank") + place + 1,
        )
        .filter(pl.col("made") != pl.col("other"))
        .with_columns(other="made")
        .drop("made")
        for place, (pattern, to, _, _) in enumerate(rules)
    )


def _with_words_changed(words: pl.DataFrame, exchanges: pl.DataFrame) -> pl.DataFrame:
    """Each name with one word exchanged, and with two: form, alias, rank."""
    changed = (
        words.rename({"rank": "base_rank"})
        .join(exchanges, on=["actor_id", "word"])
        .filter((pl.col("names_count") > 1) | "is_sure")
        .select("base", "form", "alias", "place", "start", "end", "before", "behind", "other", "nth",
                rank=pl.col("base_rank") + pl.col("rank"))
    )  # fmt: skip
    likely = changed.filter(pl.col("nth") < _MOST_PER_WORD)
    pairs = likely.join(likely, on="base", suffix="_2").filter(pl.col("place") < pl.col("place_2"))
    between = pl.col("alias").str.slice(pl.col("end"), pl.col("start_2") - pl.col("end"))
    return pl.concat(
        [
            changed.select("form", pl.concat_str("before", "other", "behind").alias("alias"), "rank"),
            pairs.select(
                "form",
                pl.concat_str("before", "other", between, "other_2", "behind_2").alias("alias"),
                pl.col("rank") + pl.col("rank_2") + 1,
            ),
        ]
    )


def _safe(spellings: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Leave out what another name or a word is, with a particle in front or without."""
    folded = pl.col("folded")
    taken = pl.concat([_ordinary_words(), forms["folded"]]).unique().implode()
    least = pl.when("is_standalone").then(_LEAST_CHARS).otherwise(_LEAST_CHARS_OF_SHORT_FORM)
    is_word = folded.str.replace("^[وفبلك]", "").is_in(taken) | pl.any_horizontal(
        (particle + folded).is_in(taken) for particle in "وفبلك"
    )
    is_new = ~folded.is_in(forms["folded"].implode()) & ~folded.is_in(_ordinary_words().implode())
    return (
        spellings.filter(is_new)
        .filter(folded.str.contains(" ", literal=True) | ((folded.str.len_chars() >= least) & ~is_word))
        .filter(pl.col("actor_id").n_unique().over("folded") == 1)
    )


def _changed_word() -> pl.Expr:
    words, before = (pl.col(name).str.extract_all(WORD) for name in ("folded", "source"))
    changed = words.list.set_difference(before)
    looked_at = pl.when(changed.list.len() > 0).then(changed).otherwise(words)
    return looked_at.list.eval(pl.element().sort_by(pl.element().str.len_chars(), pl.element())).list.last()


@functools.cache
def _ordinary_words() -> pl.Series:
    columns = {
        "common_words": "word",
        "function_words": "word",
        "given_names": "name_folded",
        "surnames": "name_folded",
        "nisbas": "nisba",
    }
    words = [read_lexicon(name).select(word=fold(pl.col(column))) for name, column in columns.items()]
    return pl.concat(words)["word"].unique()
