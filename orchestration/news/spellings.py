"""Spellings of names by rule: a listed name in one spelling is known in the others that newsrooms use.

A word that came into Arabic by ear (غوتيريش) is spelled in as many ways as letters stand for its sounds; an Arabic
word (قاسم) has one spelling, but for the seat of its hamza and its article. Rules on a name (عبد الله, عبدالله) hold
for both. `spelling_rules` lists them: the likelier first; `is_sure` ones may change a name of one word, and two that
are `is_paired` may change one word.
"""

import functools

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold

MOST_PER_FORM = 60
_FORMS_AT_ONCE = 2_000
_RANK_OF_TWO = 1_000  # two changes are less likely than any one
_MOST_PER_WORD = 10  # spellings of one word that pair with those of another
_LEAST_CHARS, _LEAST_CHARS_OF_SHORT_FORM = 5, 4  # of a single word
_LEAST_CHARS_WITHOUT_VOWEL = 6  # of a single word that lost one
_LEAST_CHARS_OF_TWO_RULES = 6
# Source: the members of the League of Arab States.
_ARAB = ("ARE", "BHR", "COM", "DJI", "DZA", "EGY", "IRQ", "JOR", "KWT", "LBN", "LBY",
         "MAR", "MRT", "OMN", "PSE", "QAT", "SAU", "SDN", "SOM", "SYR", "TUN", "YEM")  # fmt: skip
_NOT_BY_EAR = "^لل|^ال|[حعصضظ]"  # such a word never came by ear: حسين, الحكومة; غوتيريش did
_ONE_SOUND = dict(zip("غجقتثصزشذوف", "كككططسسسسبب", strict=True))
_CARRIERS = "[اأإآعهيىئء]"


def spell(forms: pl.DataFrame) -> pl.DataFrame:
    """Spell listed names in further ways.

    Takes: forms with alias, folded, mention_type, actor_id, country_iso3, is_standalone.
    Returns: alias, folded, mention_type, actor_id, is_standalone of each spelling that no list holds.
    Rules: up to two words change, each by up to two rules; a name of one word changes by one. What stands for a word
    in another form of its actor stands for it here. A spelling is never a form that is listed or that two actors have,
    nor, as a single word, a word of the lexicons. At most `MOST_PER_FORM` of a form.
    """
    names = forms.filter(pl.col("mention_type").is_in(["person", "organization"])).with_row_index("form")
    bases = _respelled_names(names)
    exchanges = _exchanges(_words(bases))
    # Forms by the thousand, as two changes in each of them make millions that are soon dropped.
    parts = bases.group_by(pl.col("form") // _FORMS_AT_ONCE, maintain_order=True)
    spellings = pl.concat([_respell(part, exchanges) for _, part in parts]).join(
        names.select("form", "actor_id", "mention_type", "is_standalone"), on="form", maintain_order="left"
    )
    return (
        _safe(spellings, forms)
        .unique(["folded", "is_standalone"], keep="first", maintain_order=True)
        .select("alias", "folded", "mention_type", "actor_id", "is_standalone")
    )


def _respell(bases: pl.DataFrame, exchanges: pl.DataFrame) -> pl.DataFrame:
    """The likeliest spellings of each form: form, alias, folded, rank."""
    made = _with_words_changed(_words(bases), exchanges)
    return (
        pl.concat([bases.filter(pl.col("rank") > 0).select("form", "alias", "rank"), made])
        .with_columns(folded=fold(pl.col("alias")))
        .sort("form", "rank", "alias")
        .unique(["form", "folded"], keep="first", maintain_order=True)
        .filter(pl.int_range(pl.len()).over("form") < MOST_PER_FORM)
    )


def _respelled_names(names: pl.DataFrame) -> pl.DataFrame:
    """Each name (rank 0) and what the rules on names make of it (rank 1)."""
    alias = pl.col("alias")
    made = pl.concat_list(alias.str.replace_all(pattern, to) for pattern, to, *_ in _rules("name"))
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
    titles, common = pl.concat([titles, "ال" + titles]).implode(), read_lexicon("common_words")["word"].implode()
    folded = fold(pl.col("word"))
    is_name = ~folded.is_in(titles) & ((pl.col("mention_type") == "person") | ~folded.is_in(common))
    words = (
        bases.with_columns(word=split, place=pl.int_ranges(split.list.len()))
        .explode("word", "place")
        .with_columns(names_count=is_name)
        .with_columns(pl.col("names_count").sum().over("base"))
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
    others = several.select("actor_id", "before", "behind", "word", "is_arab", sound=_first_sound())
    given = read_lexicon("given_names")["name_folded"].implode()
    by_list = (
        others.join(others.rename({"word": "other"}), on=["actor_id", "before", "behind", "sound"])
        .filter(pl.col("word") != pl.col("other"))
        # One name in two spellings, not two names: محمد and محمود are names of their own.
        .filter(~pl.col("is_arab") | ~fold(pl.col("other")).is_in(given))
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


def _first_sound() -> pl.Expr:
    """The first consonant of a word, with those that are taken for one another as one."""
    first = pl.col("word").str.replace("^ال", "").str.replace_all(_CARRIERS, "").str.slice(0, 1)
    return first.replace(_ONE_SOUND)


def _respelled_words(words: pl.DataFrame) -> pl.DataFrame:
    """What the rules make of each word: adds other, rank, is_sure (one that may change a name of one word)."""
    folded, other = fold(pl.col("word")), fold(pl.col("other"))
    ordinary = _ordinary_words().implode()
    of_arabs = words.filter("is_arab").select(folded)["word"]
    arabic = pl.concat([_words_of("common_words", "function_words", "nisbas"), of_arabs])
    yes = pl.lit(value=True)
    plain = words.unique(maintain_order=True).with_columns(other="word", rank=pl.lit(0), is_sure=yes, is_paired=yes)
    by_ear = plain.filter(
        ~pl.col("is_arab"),
        ~folded.is_in(of_arabs.implode()),
        # The most frequent words hold some foreign first names (سيرغي), but no name of a firm.
        (pl.col("mention_type") == "person") | ~folded.is_in(arabic.implode()),
        ~pl.col("word").str.contains(_NOT_BY_EAR),
    )
    sounds, vowels = _replaced(by_ear, "sound"), _replaced(by_ear, "vowel")
    once = pl.concat([sounds, vowels]).filter("is_paired", pl.col("word").str.len_chars() >= _LEAST_CHARS_OF_TWO_RULES)
    twice = pl.concat([_replaced(once, "sound"), _replaced(once, "vowel")]).filter("is_paired")
    persons = plain.filter(mention_type="person")
    arabs = persons.filter("is_arab")
    given = read_lexicon("given_names")["name_folded"].implode()
    keeps_vowels = other.str.len_chars() >= _LEAST_CHARS_WITHOUT_VOWEL
    changed = [
        vowels.with_columns(pl.col("is_sure") & keeps_vowels).filter(pl.col("is_paired") | ~other.is_in(ordinary)),
        twice.with_columns(is_sure=pl.lit(value=False)).filter(~other.is_in(ordinary)),
        _replaced(arabs.filter(~folded.is_in(given)), "article").filter(~other.is_in(ordinary)),
    ]
    respelled = pl.concat(changed).filter(pl.col("other") != pl.col("word"), ~other.is_in(arabic.implode()))
    heard = sounds.filter(~other.is_in(of_arabs.implode()))
    return pl.concat([heard, respelled, _replaced(persons, "hamza"), _replaced(arabs, "arabic")])


def _replaced(words: pl.DataFrame, kind: str) -> pl.DataFrame:
    """What each rule of a kind makes of `other`; the ranks add up."""
    return pl.concat(
        words.with_columns(
            pl.col("rank") + rank,
            pl.col("is_sure") & is_sure,
            pl.col("is_paired") & is_paired,
            made=pl.col("other").str.replace_all(pattern, to),
        )
        .filter(pl.col("made") != pl.col("other"))
        .with_columns(other="made")
        .drop("made")
        for pattern, to, is_sure, is_paired, rank in _rules(kind)
    )


def _rules(kind: str) -> list[tuple[str, str, bool, bool, int]]:
    """The rules of a kind, in order: pattern, replacement, is_sure, is_paired, rank."""
    rules = read_lexicon("spelling_rules").filter(kind=kind).with_row_index("rank", 1)
    return (
        rules.select(
            "pattern",
            pl.col("replacement").fill_null(""),
            pl.col("is_sure") == "true",
            pl.col("is_paired") == "true",
            pl.col("rank").cast(pl.Int32),
        )
    ).rows()


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
                pl.col("rank") + pl.col("rank_2") + _RANK_OF_TWO,
            ),
        ]
    )


def _safe(spellings: pl.DataFrame, forms: pl.DataFrame) -> pl.DataFrame:
    """Leave out what another name or a word is, with a particle in front or without."""
    folded = pl.col("folded")
    taken = pl.concat([_ordinary_words(), forms["folded"]]).unique()
    is_word = folded.str.replace("^[وفبلك]", "").is_in(taken.implode()) | pl.any_horizontal(
        (particle + folded).is_in(taken.implode()) for particle in "وفبلك"
    )
    least = pl.when("is_standalone").then(_LEAST_CHARS).otherwise(_LEAST_CHARS_OF_SHORT_FORM)
    is_long = folded.str.contains(" ", literal=True)
    new = spellings.join(taken.to_frame("folded"), on="folded", how="anti", maintain_order="left")
    words = new.filter(~is_long, folded.str.len_chars() >= least, ~is_word)
    return (
        pl.concat([new.filter(is_long), words])
        .filter(pl.col("actor_id").n_unique().over("folded") == 1)
        .sort("form", "rank", "alias")
    )


@functools.cache
def _ordinary_words() -> pl.Series:
    return _words_of("common_words", "function_words", "given_names", "surnames", "nisbas")


def _words_of(*lexicons: str) -> pl.Series:
    """The entries of lexicons, folded: each has them in its first column."""
    return pl.concat(read_lexicon(name).select(word=fold(pl.nth(0))) for name in lexicons)["word"].unique()
