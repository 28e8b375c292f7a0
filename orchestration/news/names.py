"""Names that no list holds, told by the words around them.

A person: a given name and what follows, or unknown words behind a title («المبعوث الأممي كوبلر»).
An organization: a head noun and the definite words that modify it («وزارة الدفاع الليبية»).
A place: a head noun and the name behind it («مطار معيتيقة»).
"""

import functools
import hashlib

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold
from orchestration.news.spelling_keys import spelling_key

_SPACE = 1  # bytes between two words of one name
_COMMA = 3  # «، » between a title and the name in apposition
_LONGEST_NAME = 4  # words
_LONGEST_TITLE = 6


def find_names(tokens: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Find candidate names by grammar.

    Takes: tokens of `tokenise` with article_id; the known names that were matched, in bytes of the folded text.
    Returns: row, article_id, start_byte, end_byte, mention_type, actor_id, folded, method, confidence,
    is_standalone; candidates may overlap.
    """
    words = classify(tokens)
    return pl.concat(
        [_find_persons(words), _find_organizations(words), _extend_heads(words, known)], how="diagonal"
    ).with_columns(method=pl.lit("discovered"), is_standalone=True)


@functools.cache
def _vocabulary() -> pl.DataFrame:
    """One row per word of the lexicons, with a flag per role that it can play."""
    names = read_lexicon("actor_aliases").join(read_lexicon("actors").filter(kind="person"), on="actor_id")
    places = pl.concat(
        [
            read_lexicon(name).filter(pl.col("is_ambiguous") != "true").select(word="alias")
            for name in ("country_aliases", "city_aliases")
        ]
    )
    heads = read_lexicon("org_heads")
    given, surnames = read_lexicon("given_names"), read_lexicon("surnames")
    roles = {
        "is_function": read_lexicon("function_words")["word"],
        "is_title": _with_article(read_lexicon("titles")["title"].str.split(" ").list.first()),
        "is_nisba": _with_article(read_lexicon("nisbas")["nisba"]),
        "is_head": _with_article(heads.filter(takes_complement="true")["head"]),
        "is_adjective_head": "ال" + heads.filter(pl.col("takes_nisba").is_in(["true", "feminine"]))["head"],
        "is_ministry": "ال" + heads.filter(takes_nisba="feminine")["head"],
        "is_classifier": heads.filter(pl.col("head_kind").is_in(_CLASSIFIERS))["head"],
        "is_modifier": "ال" + _feminine(read_lexicon("org_modifiers")["modifier"]),
        "is_place_head": read_lexicon("place_heads").filter(is_part_of_name="true")["head"],
        "is_given": given.filter(is_ambiguous="false")["name_folded"],
        "is_maybe_given": given.filter(is_ambiguous="true")["name_folded"],
        "is_surname": pl.concat(
            [surnames.filter(is_ambiguous="false")["name_folded"], names["alias"].str.split(" ").list.last()]
        ),
        "is_particle": read_lexicon("name_particles")["particle"],
        "opens_name": read_lexicon("name_particles").filter(opens_name="true")["particle"],
        "is_common": read_lexicon("common_words")["word"],
        "is_place": places["word"],
    }
    rows = pl.concat(
        [words.rename("word").drop_nulls().to_frame().with_columns(role=pl.lit(role)) for role, words in roles.items()]
    )
    return (
        rows.with_columns(fold(pl.col("word")))
        .unique()
        .with_columns(flag=pl.lit(value=True))
        .pivot("role", on_columns=list(roles), index="word", values="flag", aggregate_function="first")
        .with_columns(pl.exclude("word").fill_null(value=False))
        # Nouns such as وزارة are listed as words that are no name; here they open one.
        .with_columns(is_function=pl.col("is_function") & ~pl.any_horizontal("is_head", "is_place_head"))
    )


# Heads that say what kind of thing a name is («صحيفة», «حركة»): the longer form is the same actor.
_CLASSIFIERS = ["MED", "REB", "PTY", "BUS", "NGO"]


def _with_article(words: pl.Series) -> pl.Series:
    """Each word as it is and with ال: رئيس and الرئيس; الرئيس stays one word."""
    bare = words.filter(~words.str.starts_with("ال"))
    return pl.concat([words, "ال" + bare])


def _feminine(adjectives: pl.Series) -> pl.Series:
    return pl.concat([adjectives, adjectives + "ة"])


def classify(tokens: pl.DataFrame) -> pl.DataFrame:
    """Give each token its word (particles cut off where that makes a known word) and the word's roles."""
    types = tokens.select(pl.col("token").unique())
    whole, rest, last = pl.col("token"), pl.col("token").str.slice(1), pl.col("token").str.slice(2)
    first, second = pl.col("token").str.slice(0, 1), pl.col("token").str.slice(1, 1)
    conjunction, preposition = first.is_in(["و", "ف"]), first.is_in(["ب", "ل", "ك"])
    readings = pl.concat(
        [
            types.select("token", word=whole, clitic=0, order=0),
            types.filter(whole.str.starts_with("لل")).select("token", word="ال" + last, clitic=0, order=1),
            types.filter(conjunction | preposition).select("token", word=rest, clitic=2, order=2),
            types.filter(conjunction & second.is_in(["ب", "ل", "ك"])).select("token", word=last, clitic=4, order=3),
        ]
    )
    known = (
        readings.join(_vocabulary(), on="word")
        .sort("token", "order")
        .unique("token", keep="first", maintain_order=True)
    )
    return (
        tokens.join(known.drop("order"), on="token", how="left", maintain_order="left")
        .with_columns(
            pl.col("word").fill_null(pl.col("token")),
            pl.col("clitic").fill_null(0),
            pl.selectors.boolean().fill_null(value=False),
            is_known=pl.col("word").is_not_null(),
        )
        .with_columns(
            is_definite=pl.col("word").str.starts_with("ال"),
            is_adjacent=(pl.col("gap") == _SPACE).fill_null(value=False),
            is_unknown=~pl.col("is_known")
            & (pl.col("word").str.len_chars() >= 3)
            & pl.col("word").str.contains("^[\u0621-\u064a]+$")
            & ~pl.col("word").str.contains("^(?:و|وال|بال|كال|فال|لل)"),
        )
    )


def _find_persons(words: pl.DataFrame) -> pl.DataFrame:
    """A given name and its followers; behind a title also names that no list holds."""
    is_given = pl.any_horizontal("is_given", "is_maybe_given")
    marked = words.with_columns(
        goes_on=(pl.col("clitic") == 0)
        & ~pl.any_horizontal("is_function", "is_title")
        & (
            pl.any_horizontal("is_given", "is_surname", "is_particle")
            | (pl.col("is_maybe_given") & ~pl.col("is_common"))
            | (pl.col("is_unknown") & (~pl.col("is_definite") | is_given.shift(1)))
        ),
        is_blocked=pl.any_horizontal(
            "is_function", "is_title", "is_nisba", "is_head", "is_adjective_head", "is_place", "is_place_head"
        ),
        is_after_title=pl.col("is_title").shift(1) & pl.col("is_adjacent").shift(1),
        is_behind_title=_is_behind_title(),
    )
    opens = ~pl.col("is_blocked") & (
        pl.col("is_given")
        | pl.col("opens_name")
        | (pl.col("is_behind_title") & pl.any_horizontal("is_maybe_given", "is_surname", "is_unknown"))
        | (pl.col("is_maybe_given") & pl.col("is_surname").shift(-1) & ~pl.col("is_common").shift(-1))
    )
    stands_alone = (
        pl.col("is_after_title")
        & ~pl.any_horizontal("is_common", "is_given", "is_maybe_given", "is_particle")
        & (pl.col("is_surname") | (pl.col("is_unknown") & ~pl.col("is_definite")))
    )
    return (
        _runs(marked.with_columns(stands_alone=stands_alone), opens, _LONGEST_NAME, trailing="is_particle")
        .filter((pl.col("words") > 1) | pl.col("stands_alone"))
        # «عبد العزيز» is one given name, cut out of a longer name or too little to tell anybody.
        .filter(pl.col("is_behind_title") | ~pl.col("folded").str.contains("^عبد [^ ]+$"))
        .select(*_CANDIDATE, mention_type=pl.lit("person"), actor_id=_ids("p"), confidence=pl.lit(0.7))
    )


def _is_behind_title() -> pl.Expr:
    """A title stands before, with only its complements between: «وزير الخارجية الروسي سيرغي»."""
    is_title, reaches = pl.col("is_title"), pl.col("is_title")
    bridges = pl.any_horizontal("is_definite", "is_nisba", "is_head", "is_modifier", "is_place") & ~pl.col(
        "is_function"
    )
    for _ in range(_LONGEST_TITLE):
        reaches = is_title | (bridges & reaches.shift(1) & pl.col("is_adjacent").shift(1))
    near = pl.col("gap").shift(1).is_in([_SPACE, _COMMA])
    return (reaches.shift(1) & near).fill_null(value=False)


def _find_organizations(words: pl.DataFrame) -> pl.DataFrame:
    """A head noun with its definite modifiers: «مجلس النواب الليبي», «السفارة الروسية»; not «مجلس في ليبيا».

    Rules: an adjective agrees with its head; where the head stands for a ministry it is feminine («الدفاع
    الروسية»), so that «وزير الدفاع الروسي» holds no body «الدفاع الروسي».
    """
    plain = ~pl.any_horizontal("is_function", "is_title") & (pl.col("clitic") == 0) & pl.col("is_definite")
    modifies = plain & pl.any_horizontal("is_nisba", "is_modifier")
    complements = plain & ~pl.any_horizontal("is_given", "is_place", "is_nisba")
    behind_bare_head = pl.col("is_head").shift(1) & ~pl.col("is_definite").shift(1)
    is_feminine = pl.col("word").str.ends_with("ه")
    is_ministry = pl.col("is_ministry").shift(1) & ~(pl.col("is_head").shift(2) & pl.col("is_adjacent").shift(2))
    agrees = is_feminine == (is_feminine.shift(1) | is_ministry)
    marked = words.with_columns(
        goes_on=(modifies & (agrees | ~pl.col("is_adjective_head").shift(1))) | (complements & behind_bare_head)
    )
    opens = ~pl.col("is_function") & (
        (pl.col("is_head") & ~pl.col("is_definite")) | (pl.col("is_adjective_head") & pl.col("is_nisba").shift(-1))
    )
    return (
        _runs(marked, opens, _LONGEST_NAME)
        .filter(pl.col("words") > 1)
        .select(*_CANDIDATE, mention_type=pl.lit("organization"), actor_id=_ids("o"), confidence=pl.lit(0.6))
    )


def _extend_heads(words: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """A head noun before a known name: «وكالة رويترز» (the same actor), «سفارة فرنسا», «مطار طرابلس» (others)."""
    names = known.filter(pl.col("is_standalone") & (pl.col("clitic") == 0)).select(
        "row",
        "mention_type",
        "actor_id",
        name="folded",
        name_start="start_byte",
        end_byte="end_byte",
    )
    heads = words.filter(pl.any_horizontal("is_head", "is_place_head") & ~pl.col("is_definite") & pl.col("is_adjacent"))
    joined = (
        heads.with_columns(name_start=pl.col("end_byte") + _SPACE, start_byte=pl.col("start_byte") + pl.col("clitic"))
        .drop("end_byte")
        .join(names, on=["row", "name_start"])
        .with_columns(folded=pl.col("word") + " " + pl.col("name"))
    )
    organizations = joined.filter("is_head")
    same = organizations.filter("is_classifier", mention_type="organization")
    other = organizations.filter(
        ~pl.col("is_classifier") | pl.col("mention_type").is_in(["country", "place"])
    ).with_columns(actor_id=_ids("o"))
    places = joined.filter("is_place_head", pl.col("mention_type").is_in(["country", "place"]))
    return pl.concat(
        [
            pl.concat([same, other]).select(*_CANDIDATE, "actor_id", mention_type=pl.lit("organization")),
            places.select(*_CANDIDATE, mention_type=pl.lit("place")),
        ],
        how="diagonal",
    ).with_columns(confidence=0.65)


_CANDIDATE = ["row", "article_id", "start_byte", "end_byte", "folded"]


def _runs(words: pl.DataFrame, opens: pl.Expr, longest: int, trailing: str | None = None) -> pl.DataFrame:
    """Stretch each opening word over the words that go on behind it, one space apart.

    Returns: the opening words with `words` (how many), and `start_byte`, `end_byte`, `folded` of the stretch;
    a stretch never ends in a word that has the flag `trailing`.
    """
    reach = pl.lit(value=True)
    length = pl.lit(1, pl.Int64)
    for ahead in range(1, longest):
        reach = reach & pl.col("goes_on").shift(-ahead) & pl.col("is_adjacent").shift(1 - ahead)
        is_end = pl.lit(value=True) if trailing is None else ~pl.col(trailing).shift(-ahead)
        length = pl.when(reach & is_end).then(ahead + 1).otherwise(length)
    ahead_of = [pl.col("word").shift(-ahead) for ahead in range(longest)]
    ends = [pl.col("end_byte").shift(-ahead) for ahead in range(longest)]
    index = pl.col("words")
    end_byte, folded = ends[0], ahead_of[0]
    for ahead in range(1, longest):
        end_byte = pl.when(index == ahead + 1).then(ends[ahead]).otherwise(end_byte)
        folded = pl.when(index == ahead + 1).then(pl.concat_str(ahead_of[: ahead + 1], separator=" ")).otherwise(folded)
    return (
        words.with_columns(words=length, opens=opens)
        .with_columns(start_byte=pl.col("start_byte") + pl.col("clitic"), end_byte=end_byte, folded=folded)
        .filter("opens")
    )


def _ids(prefix: str) -> pl.Expr:
    """An id that is a function of the name alone, the same in every spelling, article and run."""
    return spelling_key(pl.col("folded")).map_batches(
        # One hash per distinct name: few, and the only stable hash there is lies in the standard library.
        lambda names: names.replace_strict(
            {name: f"{prefix}_{hashlib.sha256(name.encode()).hexdigest()[:12]}" for name in names.unique()},
            return_dtype=pl.String,
        ),
        return_dtype=pl.String,
    )
