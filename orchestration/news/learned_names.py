"""Names by the trained recogniser: it adds what the grammar misses, and confirms what the grammar guesses."""

import polars as pl

from orchestration.news.aliases import name_parts
from orchestration.news.lexicon import read_lexicon
from orchestration.news.recogniser import recognise
from orchestration.news.word_classes import SPACE
from orchestration.news.word_runs import CANDIDATE, name_ids

# Sound plurals of participles and of verbs («منتقدون», «يؤكدون»), and what is too short to tell anybody.
_NO_NAME_ALONE = "^(?:م.{2,}|ت.*|ي.*)(?:ون|ين|وا|وه)$|^..?$"
# Added to a word's score for opening a person's name where the grammar guesses that it does.
_GUESS_SCORE = 2.0
_LONGEST_CUT = 2  # words
_LEAST_CHARS = 4  # of what is left behind a particle: «كلامي» is no Lami
GIVEN_NAME_ALONE = "a given name alone"
# Of organizations it tells fewer, and less well, than the grammar.
_LEAST_CONFIDENCE = {"person": 0.5, "place": 0.95}
_LEAST_OVER_PLACE = 0.8


def with_learned(candidates: pl.DataFrame, accepted: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add the recogniser's names to candidates, and hold the grammar's guesses against them.

    Takes: candidates as in names.py, where `is_guess` says that a person's name has words that no list holds; the
    known names that were accepted; words of `classify`.
    Rules: a guess of the grammar is kept as far as the recogniser sees a person in it («دوتيرتي» of «دوتيرتي استعمل»),
    which the guess makes likelier. A name that the recogniser alone sees is added, with `method` model, where no other
    is; a person's full name also where a word of it is a place («هايكو كازنوفيتش»).
    Returns: candidates as in names.py.
    """
    is_guess = pl.col("is_guess").fill_null(value=False)
    guesses, told = candidates.filter(is_guess), candidates.filter(~is_guess)
    learned = _find_learned(words, guesses)
    persons = learned.filter(mention_type="person")
    confirmed = _within(persons, guesses)
    is_word_of_place = pl.col("mention_type").is_in(["country", "place"]) & ~pl.col("folded").str.contains(" ")
    is_full = (pl.col("confidence") >= _LEAST_OVER_PLACE) & pl.col("folded").str.contains(" ")
    is_full = is_full & (pl.col("mention_type") == "person")
    sure, span = learned.filter("is_sure"), ["row", "start_byte", "end_byte"]
    taken = pl.concat([frame.select(span) for frame in (told, accepted.filter(~is_word_of_place), confirmed)])
    all_taken = pl.concat([taken, accepted.filter(is_word_of_place).select(span)])
    new = pl.concat([_apart_from(sure.filter(is_full), taken), _apart_from(sure.filter(~is_full), all_taken)])
    new = new.with_columns(method=pl.lit("model"))
    confirmed = confirmed.with_columns(method=pl.lit("discovered"))
    return pl.concat([told, confirmed, new], how="diagonal").drop("is_guess", "is_sure", strict=False)


def _find_learned(words: pl.DataFrame, guesses: pl.DataFrame) -> pl.DataFrame:
    """Find persons and places by the recogniser, particles cut off, an ordinary word alone left out."""
    guessed = guesses.select("row", "start_byte").unique().with_columns(opens_person=pl.lit(_GUESS_SCORE))
    tokens = words.select(
        "row", "token", "start_byte", "end_byte", "gap", name_start=pl.col("start_byte") + pl.col("clitic")
    ).join(guessed, left_on=["row", "name_start"], right_on=["row", "start_byte"], how="left", maintain_order="left")
    spans = recognise(tokens).filter(pl.col("label").is_in(list(_LEAST_CONFIDENCE)))
    words = words.with_columns(clitic=pl.when(_is_whole()).then(0).otherwise("clitic"), may_open=_may_open())
    is_ordinary = pl.any_horizontal("is_nisba", "is_title", "is_function", "is_head", "is_construct", "is_fused")
    spans = _cut_ordinary(spans, words.with_columns(is_ordinary=is_ordinary & ~pl.col("may_open")))
    starts = words.select(
        "row", "article_id", "start_byte", "token", "is_unknown", "clitic",
        "is_given", "is_maybe_given", "is_common", "is_particle", "may_open",
        is_ordinary=is_ordinary,
        first_end="end_byte",
        is_headed=pl.col("is_place_head").shift(1) & pl.col("is_adjacent").shift(1) & ~pl.col("is_definite").shift(1),
        head_start=pl.col("start_byte").shift(1) + pl.col("clitic").shift(1),
        head=pl.col("word").shift(1),
    )  # fmt: skip
    beginnings = starts[spans["first"]]
    cut = _cut_particles(pl.concat([spans.drop("row", "start_byte"), beginnings], how="horizontal"), words)
    headed = pl.col("is_headed").fill_null(value=False) & (pl.col("label") == "place") & (pl.col("clitic") == 0)
    least = pl.col("label").replace_strict(_LEAST_CONFIDENCE, return_dtype=pl.Float64)
    named = _with_words(cut, words).with_columns(
        start_byte=pl.when(headed).then("head_start").otherwise("start_byte"),
        folded=pl.when(headed).then(pl.format("{} {}", "head", "folded")).otherwise("folded"),
        is_alone=pl.col("first_end") == pl.col("end_byte"),
    )
    is_opened = ~pl.col("is_ordinary") | (pl.col("may_open") & ~pl.col("is_alone") & (pl.col("label") == "person"))
    named = named.with_columns(is_sure=(pl.col("confidence") >= least) & is_opened)
    is_no_name = ~pl.col("is_given") & pl.col("folded").str.contains(_NO_NAME_ALONE)
    is_no_name = is_no_name | pl.col("folded").is_in(name_parts("second_half"))
    named_after_god = rf"\b(?:{'|'.join(name_parts('before_god'))}) الله$"  # «نصر الله»; not «رحمه الله»
    is_wish = pl.col("folded").str.contains(" الله$") & ~pl.col("folded").str.contains(named_after_god)
    is_first_name = (pl.col("label") == "person") & pl.col("is_given") & pl.col("is_alone")
    return named.select(
        *CANDIDATE,
        "confidence",
        # «قرار صالح»: a name that is another word too is told by more than one word.
        is_sure=pl.col("is_sure")
        & ~is_wish
        & ~(pl.col("is_alone") & (pl.any_horizontal("is_maybe_given", "is_common", "is_particle") | is_no_name)),
        mention_type="label",
        # A given name alone is a person's, and too many have it to tell whose.
        actor_id=pl.when(pl.col("label") == "person", ~is_first_name).then(name_ids("p")),
        unresolved_reason=pl.when(is_first_name).then(pl.lit(GIVEN_NAME_ALONE)),
    )


def _is_whole() -> pl.Expr:
    """Where a name follows, «فان» is no «ف» with «أن», and «بروس» no «ب» with «روس»."""
    is_particle = pl.col("token").is_in(read_lexicon("name_particles")["particle"].implode())
    # Of a nation's words only the indefinite ones are names, and not before an adjective («نيجيري المولد»).
    is_definite = pl.col("is_definite") | pl.col("is_definite").shift(-1, fill_value=False)
    return is_particle | (pl.col("is_nisba") & ~is_definite & ~pl.col("token").str.contains("^[وف]"))


def _may_open() -> pl.Expr:
    """Ordinary words that open a name of several: «تركي», «روس كازنوفيتش», «فان»."""
    return _is_whole() | (pl.any_horizontal("is_given", "is_maybe_given") & (pl.col("clitic") == 0))


def _cut_ordinary(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Cut off the first word of a person's name where it is an ordinary one and others follow («بأن كازنوفيتش»)."""
    words = words.select("is_ordinary", "is_adjacent", first_end="end_byte")
    goes_on = pl.col("is_adjacent") & (pl.col("first_end") < pl.col("end_byte"))
    is_cut = (pl.col("label") == "person") & pl.col("is_ordinary") & goes_on
    for _ in range(_LONGEST_CUT):
        told = pl.concat([spans, words[spans["first"]]], how="horizontal")
        spans = spans.with_columns(first=told.select(pl.col("first") + is_cut.cast(pl.Int64))["first"])
    return spans


def _cut_particles(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Cut off a particle where the lexicons do, or where the article has the word without it («لكازنبول»).

    Rules: «و» before a consonant is «and» («وسواريز»): the few foreign names in «و» that go on so are listed.
    """
    is_joined = pl.col("token").str.contains("^و[^اويل].{3,}")
    is_long = pl.col("token").str.len_chars() > _LEAST_CHARS
    first = pl.col("token").str.slice(0, 1)
    cut = spans.with_columns(bare=pl.when(first.is_in(list("وبل")) & is_long).then(pl.col("token").str.slice(1)))
    bare = cut["bare"].drop_nulls().unique().implode()
    seen = words.filter(pl.col("token").is_in(bare)).select("article_id", bare="token").unique()
    return (
        cut.join(
            seen.with_columns(is_seen=pl.lit(value=True)), on=["article_id", "bare"], how="left", maintain_order="left"
        )
        .with_columns(
            clitic=pl.when(pl.col("is_unknown") & (pl.col("is_seen") | is_joined)).then(2).otherwise("clitic")
        )
        .with_columns(start_byte=pl.col("start_byte") + pl.col("clitic"))
    )


def _with_words(spans: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Add the words of each span, one space apart, as `folded`."""
    inside = spans.select("first", "clitic", at=pl.int_ranges("first", pl.col("last") + 1)).explode("at")
    uncut = pl.col("token").str.slice(pl.when(pl.col("at") == pl.col("first")).then(pl.col("clitic") // 2).otherwise(0))
    folded = (
        inside.with_columns(token=words["token"].gather(inside["at"]))
        .group_by("first", maintain_order=True)
        .agg(folded=uncut.str.join(" "))
    )
    return spans.with_columns(folded["folded"])


def _within(learned: pl.DataFrame, guesses: pl.DataFrame) -> pl.DataFrame:
    """The guesses as far as the recogniser sees a person in them: from their own first word to its last one.

    The grammar knows where a name begins (behind a title, with a given name), and takes too much behind it.
    """
    around = (
        guesses.sort("row", "start_byte", "end_byte")
        .unique(["row", "start_byte"], keep="last", maintain_order=True)
        .select("row", guess_start="start_byte", guess_end="end_byte", guess="folded", seen_from="start_byte")
    )
    seen = (
        learned.sort("row", "start_byte")
        .join_asof(around, left_on="start_byte", right_on="seen_from", by="row", check_sortedness=False)
        .filter(pl.col("start_byte") < pl.col("guess_end"), pl.col("end_byte") <= pl.col("guess_end"))
    )
    upto = pl.col("guess").cast(pl.Binary).bin.slice(0, pl.col("end_byte") - pl.col("guess_start")).cast(pl.String)
    return (
        seen.with_columns(folded=upto, start_byte="guess_start")
        .with_columns(actor_id=name_ids("p"), unresolved_reason=pl.lit(None, pl.String))
        .sort("row", "start_byte", "end_byte")
        .unique(["row", "start_byte"], keep="last", maintain_order=True)
        .select(learned.columns)
    )


def _apart_from(spans: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    """The spans that overlap none of those that are taken."""
    before = taken.sort("row", "start_byte").select(
        "row", last_byte="start_byte", taken_end=pl.col("end_byte").cum_max().over("row")
    )
    return (
        spans.with_columns(last_byte=pl.col("end_byte") - SPACE)
        .sort("row", "last_byte")
        .join_asof(before, on="last_byte", by="row", check_sortedness=False)
        .filter((pl.col("taken_end") <= pl.col("start_byte")).fill_null(value=True))
        .drop("last_byte", "taken_end")
    )
