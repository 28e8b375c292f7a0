"""Office-holders named with their office, which tell between which days a text was written.

"The American president Donald Trump" is written while he holds the office; of a former one Arabic says so between
the two ("al-rais al-amriki al-sabiq ..."), so that the office and the name do not touch.
"""

import functools

import polars as pl

from orchestration.news.aliases import known_aliases
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, raw_spans
from orchestration.news.tokens import clitic_bytes, tokenise

_LONGEST_NAME = 4  # words
_COUNTERPARTS = ("نظيره", "نظيرها", "نظيرته", "نظيرتها")
_SPACE = 1  # bytes between two words of one phrase
# "The era of president ...", "the assassination of president ...": the office is told of as past.
_PAST = ("عهد", "زمن", "حكم", "ايام", "نظام", "سقوط", "اغتيال", "مقتل", "رحيل", "وفاه", "عزل", "تنحي", "سلفه", "خلفا",
         "الراحل", "السابق", "الاسبق", "المخلوع", "اعدام", "تنصيب", "انتخاب")  # fmt: skip
# One office under two names.
_SAME_OFFICE = {"رئيس الحكومه": "رئيس الوزراء", "الوزير الاول": "رئيس الوزراء", "رئيسه الحكومه": "رئيسه الوزراء"}
_HOLDER: dict[str, pl.DataType] = {
    "row": pl.UInt32(),
    "start_byte": pl.Int64(),
    "end_byte": pl.Int64(),
    "actor_id": pl.String(),
    "since": pl.Date(),
}
_FOUND: dict[str, pl.DataType] = {
    "row": pl.UInt32(),
    "actor_id": pl.String(),
    "valid_from": pl.Date(),
    "valid_to": pl.Date(),
    "text": pl.String(),
    "sentence_number": pl.Int64(),
}


def find_incumbents(sentences: pl.DataFrame) -> pl.DataFrame:
    """Find persons that are named together with an office that the registry dates.

    Takes: sentences with `row`, `sentence_number` and `text`.
    Returns: one row per row, person and term: `row`, `actor_id`, `valid_from`, `valid_to` (null: to this day), `text`
    (the first words that say so, raw) and their `sentence_number`, in order.
    Rules: the office stands right before the name, its country between them or not, or right behind it; where two
    persons fit, none is meant.
    """
    folded = sentences.select("row", "sentence_number", "text", folded=fold(pl.col("text")))
    offices = _match_offices(folded, _titles())
    kept = offices.select("row", "sentence_number", "text", "folded")
    if kept.is_empty():
        return pl.DataFrame(schema=_FOUND)
    words = _words(kept["folded"])
    beside = _names_beside(_find_offices(offices.select("office", "start_byte"), words), words)
    found = (
        beside.join(_of_names(_offices(), beside), on=["office", "name"])
        .filter(pl.col("nisba_country").is_null() | (pl.col("nisba_country") == pl.col("country_iso3")))
        .filter(pl.col("actor_id").n_unique().over("row", "start_byte") == 1)
        .sort("row", "start_byte", "end_byte", "valid_from")
    )
    rows = kept.with_row_index("at").select(pl.col("at").cast(pl.Int64), "row", "text", "sentence_number")
    return (
        raw_spans(kept["text"], found)
        .rename({"row": "at"})
        .join(rows, on="at", maintain_order="left")
        .with_columns(pl.col("text").str.slice("start_char", pl.col("end_char") - pl.col("start_char")))
        .unique(["row", "actor_id", "valid_from"], keep="first", maintain_order=True)
        .select(*_FOUND)
        .cast(pl.Schema(_FOUND))
    )


def find_named_holders(sentences: pl.DataFrame) -> pl.DataFrame:
    """Find the names that an office with its country tells, however short they are: «الرئيس اليمني هادي».

    Takes: sentences with `row`, `sentence_number`, `text` and `folded`.
    Returns: one row per name: `row`, `start_byte`, `end_byte` (of the folded text), `actor_id` and `since`, the first
    day of such an office.
    Rules: those of `find_incumbents`, of the office right before the name with its country between them; whoever held
    any office may be a counterpart («نظيره الإيراني روحاني»).
    """
    held = pl.concat([_offices(), _counterparts()])
    offices = _match_offices(sentences, pl.concat([_titles(), pl.Series("office", _COUNTERPARTS)]))
    if offices.is_empty():
        return pl.DataFrame(schema=_HOLDER)
    words = _words(offices["folded"])
    rows = offices.with_row_index("at").select("row", at=pl.col("at").cast(pl.Int64))
    beside = _names_beside(_find_offices(offices.select("office", "start_byte"), words), words)
    beside = beside.drop_nulls("nisba_country")
    return (
        beside.join(_of_names(held, beside), on=["office", "name"])
        .filter(pl.col("nisba_country") == pl.col("country_iso3"))
        .filter(pl.col("actor_id").n_unique().over("row", "start_byte") == 1)
        .with_columns(start_byte=pl.col("end_byte") - pl.col("name").str.len_bytes())
        .group_by("start_byte", "end_byte", "actor_id", at="row", maintain_order=True)
        .agg(since=pl.col("valid_from").min())
        .join(rows, on="at", maintain_order="left")
        .sort("row", "start_byte", "end_byte")
        .select(*_HOLDER)
        .cast(pl.Schema(_HOLDER))
    )


def _of_names(held: pl.DataFrame, beside: pl.DataFrame) -> pl.DataFrame:
    """What was held by those whose names stand beside an office: a join would hash a million rows for a few."""
    return held.filter(pl.col("name").is_in(beside["name"].implode()))


def _words(folded: pl.Series) -> pl.DataFrame:
    """The words of each text, numbered: `row`, `word`, `token`, its bytes, and whether it `touches` the next one."""
    return tokenise(folded).with_columns(
        word=pl.int_range(pl.len()).over("row"), touches=(pl.col("gap") == _SPACE).fill_null(value=False)
    )


def _match_offices(sentences: pl.DataFrame, titles: pl.Series) -> pl.DataFrame:
    """Keep the sentences that hold the words of an office: adds `office` and `start_byte`, a list each."""
    patterns = titles.implode()
    return sentences.with_columns(
        office=pl.col("folded").str.extract_many(patterns, overlapping=True),
        start_byte=pl.col("folded").str.find_many(patterns, overlapping=True),
    ).filter(pl.col("office").list.len() > 0)


def _find_offices(offices: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Each office in a text: `row`, `office`, `start_byte`, `end_byte`, `first` and `last` (numbers of its words)."""
    hits = (
        offices.with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
        .explode("office", "start_byte")
        .drop_nulls("office")
        .with_columns(pl.col("start_byte").cast(pl.Int64))
        .with_columns(end_byte=pl.col("start_byte") + pl.col("office").str.len_bytes())
    )
    starts = words.select("row", "token", word_byte="start_byte", start_byte="start_byte", first="word")
    clitic = pl.col("start_byte") - pl.col("word_byte")
    before = words.select("row", first=pl.col("word") + 1, before="token")
    is_past = pl.any_horizontal(pl.col("token").shift(-step).over("row").is_in(list(_PAST)) for step in (1, 2, 3))
    after = words.select("row", last="word", is_told_as_past=is_past.fill_null(value=False))
    return (
        hits.sort("row", "start_byte")
        .join_asof(starts, by="row", on="start_byte", check_sortedness=False)
        .with_columns(clitic=clitic)
        .filter(clitic_bytes(pl.col("token")).list.contains(pl.col("clitic")))
        .drop("token", "word_byte")
        .join(words.select("row", "end_byte", last="word"), on=["row", "end_byte"])
        .join(before, on=["row", "first"], how="left")
        .filter(~pl.col("before").is_in(list(_PAST)).fill_null(value=False))
        .join(after, on=["row", "last"], how="left")
        .drop("before")
    )


def _names_beside(offices: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Each office with each run of words that touches it: adds `name` and `nisba_country`, widens the bytes."""
    words = _around(offices, words)
    nations = words.filter("touches").join(_nisbas(), on="token").select("row", "nisba_country", last="word")
    skipped = offices.with_columns(last=pl.col("last") + 1).join(nations, on=["row", "last"])
    touching = words.filter("touches").select("row", "word")
    behind = pl.concat([offices, skipped], how="diagonal").join(touching.rename({"word": "last"}), on=["row", "last"])
    runs = _runs(words)
    key = ["row", "office", "nisba_country", "name", "start_byte", "end_byte"]
    return pl.concat(
        [
            behind.drop("end_byte")
            .with_columns(run_first=pl.col("last") + 1)
            .join(runs.drop("start_byte"), on=["row", "run_first"])
            .select(key),
            offices.filter((pl.col("clitic") == 0) & ~pl.col("is_told_as_past"))
            .drop("start_byte")
            .with_columns(run_last=pl.col("first") - 1, nisba_country=pl.lit(None, dtype=pl.String))
            .join(touching.rename({"word": "run_last"}), on=["row", "run_last"])
            .join(runs.drop("end_byte").filter(~pl.col("follows_son")), on=["row", "run_last"])
            .select(key),
        ]
    )


def _around(offices: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """The words that can be part of a name beside an office: four in front of it, five behind."""
    places = pl.concat(
        [
            offices.select("row", word=pl.int_ranges(pl.col("first") - _LONGEST_NAME - 1, pl.col("first"))),
            offices.select("row", word=pl.int_ranges(pl.col("last"), pl.col("last") + _LONGEST_NAME + 2)),
        ]
    )
    return words.join(places.explode("word").unique(), on=["row", "word"], how="semi")


def _runs(words: pl.DataFrame) -> pl.DataFrame:
    """Every run of up to four words: `row`, `run_first`, `run_last`, its bytes, `name`, and if it `follows_son`."""
    follows_son = pl.col("token").shift(1).over("row").is_in(["بن", "ابن", "بنت"]).fill_null(value=False)
    name, is_joined, runs = pl.col("token"), pl.lit(value=True), []
    for length in range(_LONGEST_NAME):
        end = pl.col("end_byte").shift(-length).over("row")
        runs.append(
            words.select(
                "row", "start_byte", run_first="word", run_last=pl.col("word") + length, end_byte=end,
                follows_son=follows_son, name=pl.when(is_joined).then(name),
            ).drop_nulls("name")
        )  # fmt: skip
        follows = pl.col("word").shift(-length - 1).over("row") == pl.col("word") + length + 1
        is_joined = is_joined & follows & pl.col("touches").shift(-length).over("row")
        name = name + " " + pl.col("token").shift(-length - 1).over("row")
    return pl.concat(runs)


@functools.cache
def _nisbas() -> pl.DataFrame:
    """What names a country between an office and a name, in one word: `token` (folded), `nisba_country`."""
    nisbas = read_lexicon("nisbas").select(
        token=fold("ال" + pl.col("nisba").str.strip_prefix("ال")), nisba_country="country_iso3"
    )
    countries = read_lexicon("country_aliases").select(token=fold(pl.col("alias")), nisba_country="country_iso3")
    return pl.concat([nisbas, countries]).unique().filter(pl.len().over("token") == 1)


@functools.cache
def _offices() -> pl.DataFrame:
    """One row per office, form of the holder's name, and term."""
    nisbas = _nisbas()["token"].implode()
    office = fold(pl.col("role_ar"))
    last = office.str.extract(r" (\S+)$", 1)
    bare = pl.when(last.is_in(nisbas)).then(office.str.replace(r" \S+$", "")).otherwise(office)
    roles = (
        read_lexicon("actor_roles")
        .select(
            "actor_id",
            "country_iso3",
            office=bare,
            valid_from=pl.col("valid_from").str.to_date(strict=False),
            valid_to=pl.col("valid_to").str.to_date(strict=False),
        )
        .drop_nulls("valid_from")
    )
    renamed = roles.with_columns(pl.col("office").replace({new: old for old, new in _SAME_OFFICE.items()}))
    # "Wazir al-kharijiya al-rusi" is "wazir kharijiyat rusiya" too, and a long title is cut to its first three words.
    words = pl.col("office").str.split(" ")
    construct = roles.filter(words.list.len() <= 2).with_columns(pl.col("office").str.replace_all(r"(^| )ال", "${1}"))
    cut = roles.filter(words.list.len() > 3).with_columns(words.list.head(3).list.join(" "))
    # "Bi-riasat ..." (headed by), "bi-qiyadat ..." (led by).
    headed = pl.concat(
        roles.filter(pl.col("office").str.contains(rf"^(?:ال)?{head}")).with_columns(office=pl.lit(noun))
        for head, noun in (("رئيس", "رئاسه"), ("قائد", "قياده"))
    )
    places = pl.concat(
        [read_lexicon(name).select(fold(pl.col("alias"))) for name in ("country_aliases", "city_aliases")]
    )
    names = (
        known_aliases()
        .filter(pl.col("origin") != "joined", mention_type="person")
        .select("actor_id", name=fold(pl.col("alias")))
        .filter(~pl.col("name").is_in(places["alias"].implode()))
    )
    return pl.concat([roles, renamed, construct, cut, headed]).unique().join(names, on="actor_id").unique()


@functools.cache
def _titles() -> pl.Series:
    """The words of every office, once each."""
    return _offices()["office"].unique()


@functools.cache
def _counterparts() -> pl.DataFrame:
    """Every holder of an office under the words for a counterpart, as `_offices` gives them."""
    holders = _offices().unique(["actor_id", "country_iso3", "name"], maintain_order=True).drop("office")
    return holders.join(pl.DataFrame({"office": list(_COUNTERPARTS)}), how="cross").select(_offices().columns)
