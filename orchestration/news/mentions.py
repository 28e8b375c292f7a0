"""Names in their places: every person, organization, country and place that one article names.

Two roads lead here. The registry and the gazetteers hold known names, matched all at once; `names.py` finds
names that no list holds, by the words around them. Where spans overlap the longest wins, and a short form
(a surname alone) is linked to the full name that the same article gives.
"""

import datetime as dt

import polars as pl

from orchestration.news.aliases import known_aliases, name_parts
from orchestration.news.corrections import apply_corrections
from orchestration.news.country_evidence import count_countries
from orchestration.news.homonyms import find_namesakes, tell_apart
from orchestration.news.incumbents import find_named_holders
from orchestration.news.known_names import match_known
from orchestration.news.linking import SPAN, TIES, find_again, find_surnames, identify_bodies, link_short_forms
from orchestration.news.names import find_names
from orchestration.news.normalise import fold, raw_spans
from orchestration.news.offices import find_roles
from orchestration.news.place_context import accept_in_context
from orchestration.news.schemas import ARTICLE, MENTION
from orchestration.news.sentences import slice_sentences
from orchestration.news.tokens import tokenise
from orchestration.news.word_classes import SPACE, classify

# U+064C, U+064D: «مصرٌّ على رأيه» is no Egypt; a place's name takes neither.
_NUNATION = "[\u064c\u064d]"
_TWO_FIT = 0.7  # the confidence in a link where another listed name would fit the words too
_METHOD_RANK = {"registry": 0, "gazetteer": 1, "surname": 2, "discovered": 3, "model": 4}


# A text longer than any article is read in stretches of this length, each as if it stood alone, so that the memory
# for all its possible names is bounded. The longest of 11,000 articles has 21,156.
_LONGEST_STRETCH_CHARS = 1_000_000
_LONGEST_TEXT_BYTES = 1 << 32


def find_mentions(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Find and link the names in the sentences of each article.

    Takes: `articles` with article_id and raw_text; `sentences` of schema SENTENCE.
    Returns: schema MENTION, in reading order; spans of one article never overlap.
    """
    stretches = sentences.group_by(pl.col("start_char") // _LONGEST_STRETCH_CHARS, maintain_order=True)
    found = [_find_in_stretch(articles, stretch) for _, stretch in stretches]
    return apply_corrections(pl.concat(found)) if found else pl.DataFrame(schema=MENTION)


def _find_in_stretch(articles: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    texts = _set_apart(slice_sentences(articles, sentences).with_columns(folded=fold(pl.col("text"))))
    tokens = tokenise(texts["folded_words"]).join(texts.select("row", "article_id"), on="row", maintain_order="left")
    words = classify(tokens)
    known = match_known(texts, tokens)
    evidence = count_countries(words, known)
    known = _with_named_holders(known, words, texts, _days(articles))
    accepted = accept_in_context(known.filter("is_standalone"), words, evidence)
    accepted = _not_a_fathers_name(accepted, words).with_columns(runner_up_id=pl.lit(None, pl.String))
    found = pl.concat([accepted, _not_after_full_names(find_names(texts, words, accepted), accepted)], how="diagonal")
    full = _drop_overlaps(found.filter(pl.col("is_standalone")))
    short = pl.concat([_not_in_titles(known, words), find_surnames(full, tokens)], how="diagonal")
    again = find_again(full, tokens)
    linked = _drop_overlaps(pl.concat([full, link_short_forms(short, full, evidence), again], how="diagonal"))
    named = identify_bodies(linked, evidence).sort(*SPAN).with_row_index("number")
    mentions, namesakes = _as_mentions(_without_honours(named), texts), find_namesakes(named, short, full, words)
    if not namesakes.is_empty():
        doubtful = mentions.filter(pl.col("number").is_in(namesakes["number"].implode()))
        beside = sentences.join(doubtful, on=["article_id", "sentence_number"], how="semi", maintain_order="left")
        roles = find_roles(articles, beside, mentions.drop("number"))
        mentions = tell_apart(mentions, namesakes, roles, evidence, _days(articles))
    return mentions.drop("number")


def _set_apart(texts: pl.DataFrame) -> pl.DataFrame:
    """Put a sentence of words that are nothing behind each article.

    Rules that look at the words before and behind one thus see no other article, whichever it was read with.
    """
    articles = texts.select("article_id").unique(maintain_order=True).with_row_index("order")
    ends = articles.with_columns(pl.lit("0 0 0").alias(name) for name in ("text", "folded", "folded_words"))
    ordered = texts.drop("row").join(articles, on="article_id", maintain_order="left")
    return (
        pl.concat([ordered, ends], how="diagonal")
        .sort("order", maintain_order=True)
        .drop("order")
        .with_row_index("row")
        .with_columns(pl.col("row").cast(pl.Int64))
    )


def _with_named_holders(
    known: pl.DataFrame, words: pl.DataFrame, texts: pl.DataFrame, days: pl.DataFrame
) -> pl.DataFrame:
    """Let a short form stand by itself where an office tells whose it is: «الرئيس اليمني هادي» is no other Hadi.

    Rules: not that of one who comes into office after the article's last possible day.
    """
    is_short = ~pl.col("is_standalone") & (pl.col("mention_type") == "person")
    behind_nisba = words.filter("is_nisba", "is_adjacent").select("row", start_byte=pl.col("end_byte") + SPACE)
    possible = known.filter(is_short).join(behind_nisba, on=["row", "start_byte"], how="semi")
    holders = find_named_holders(texts.join(possible, on="row", how="semi", maintain_order="left"))
    told = holders.with_columns(pl.col("row").cast(known.schema["row"]))
    until = days.select("article_id", until=pl.col("published_to").cast(pl.Date))
    is_told = (pl.col("since") <= pl.col("until").fill_null(dt.date.max)).fill_null(value=False)
    return (
        known.join(told, on=[*SPAN, "actor_id"], how="left", maintain_order="left")
        .join(until, on="article_id", how="left", maintain_order="left")
        .with_columns(is_standalone=pl.col("is_standalone") | (is_short & is_told))
        .drop("since", "until")
    )


def _days(articles: pl.DataFrame) -> pl.DataFrame:
    """Between which days each article was written, where both are known."""
    undated = pl.DataFrame(schema={name: ARTICLE[name] for name in ("article_id", "published_from", "published_to")})
    known = [name for name in undated.columns if name in articles.columns]
    return pl.concat([undated, articles.select(known)], how="diagonal")


def _not_in_titles(known: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """The short forms, but for a portfolio that is part of a title: «وزير الخارجية» names no ministry."""
    portfolios = words.filter(
        (pl.col("is_portfolio") & pl.col("is_title").shift(1) & pl.col("is_adjacent").shift(1)).fill_null(value=False)
    ).select("row", "start_byte")
    return known.filter(~pl.col("is_standalone")).join(
        portfolios, on=["row", "start_byte"], how="anti", maintain_order="left"
    )


def _not_a_fathers_name(accepted: pl.DataFrame, words: pl.DataFrame) -> pl.DataFrame:
    """Whoever stands behind «بن» is the father of somebody else: «فيصل بن سلمان بن عبدالعزيز» is no Salman."""
    fathers = words.filter(pl.col("word").is_in(["بن", "ابن", "بنت"]) & pl.col("is_adjacent")).select(
        "row", start_byte=pl.col("end_byte") + SPACE, mention_type=pl.lit("person")
    )
    return accepted.join(fathers, on=["row", "start_byte", "mention_type"], how="anti", maintain_order="left")


def _not_after_full_names(discovered: pl.DataFrame, accepted: pl.DataFrame) -> pl.DataFrame:
    """A known full name goes no further: in «فايز السراج يتوسط» the verb is no third name.

    Rules: one that ends in the father's name goes on to the family's («محمد بن نايف آل سعود» is the same man) or to
    a grandfather's and another family's («محمد بن نايف بن علي الحربي» is not).
    """
    full_names = (
        accepted.filter(mention_type="person")
        .filter(pl.col("folded").str.contains(" "))
        .sort("row", "start_byte", "end_byte")
        .select(
            "row", "start_byte", known_id="actor_id", known="folded", name_end=pl.col("end_byte").cum_max().over("row")
        )
        .unique(["row", "start_byte"], keep="last", maintain_order=True)
    )
    rest = pl.col("folded").str.slice(pl.col("known").str.len_chars())
    further = (
        discovered.filter(mention_type="person")
        .sort("row", "start_byte")
        .join_asof(full_names, on="start_byte", by="row", check_sortedness=False, coalesce=False)
        .filter(pl.col("start_byte") < pl.col("name_end"))
        .with_columns(
            names_on=(pl.col("start_byte") == pl.col("start_byte_right"))
            & pl.col("known").str.contains(" بن [^ ]+$")
            & rest.str.contains("^ (?:بن|ال) [^ ]")
        )
        .with_columns(actor_id=pl.when(rest.str.contains(" ال [^ ]+$")).then("known_id").otherwise("actor_id"))
    )
    named_on = further.filter("names_on").select(discovered.columns)
    others = discovered.join(further, on=SPAN, how="anti", maintain_order="left")
    return pl.concat([others, named_on])


def _drop_overlaps(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep the longest of overlapping spans; of equal ones the better method, then the stronger kind."""
    length = pl.col("end_byte") - pl.col("start_byte")
    # Places in all the texts, one behind another, so that one sentence's spans never meet another's.
    start, end = (pl.col("row") * _LONGEST_TEXT_BYTES + pl.col(name) for name in ("start_byte", "end_byte"))
    kept = (
        _one_of_equal_spans(spans)
        .sort("row", "start_byte", -length)
        .with_columns(start=start, end=end)
        .filter((pl.col("end") > pl.col("end").cum_max().shift(1)).fill_null(value=True))
    )
    # What is left overlaps in part only: of a pair the longer stays, and a pass decides only where no
    # neighbour is in doubt, so chains take a few passes.
    while True:
        with_previous = (pl.col("start") < pl.col("end").shift(1)).fill_null(value=False)
        with_next = (pl.col("end") > pl.col("start").shift(-1)).fill_null(value=False)
        shorter_than_previous = with_previous & (length <= length.shift(1))
        shorter_than_next = with_next & (length < length.shift(-1))
        drop = kept.select(drop=shorter_than_previous | shorter_than_next)["drop"]
        if not drop.any():
            return kept.drop("start", "end")
        kept = kept.filter(~drop)


def _one_of_equal_spans(spans: pl.DataFrame) -> pl.DataFrame:
    """Keep the strongest candidate of each span; the next listed one, where that is another, is its runner-up."""
    shared = pl.struct(SPAN).is_duplicated()
    strongest_first = (
        spans.filter(shared)
        .with_columns(rank=pl.col("method").replace_strict(_METHOD_RANK, return_dtype=pl.Int8))
        .sort(
            *SPAN, "rank", -pl.col("support").fill_null(0), "needs_place_context", "mention_type",
            -pl.col("population").fill_null(0), *TIES, nulls_last=True,
        )
        .drop("rank")
    )  # fmt: skip
    known = pl.coalesce("actor_id", "location_id")
    same_span = pl.all_horizontal([pl.col(name) == pl.col(name).shift(-1) for name in SPAN])
    is_listed = pl.col("method").shift(-1).is_in(["registry", "gazetteer"])
    other = pl.when(same_span & is_listed & (known != known.shift(-1))).then(known.shift(-1))
    chosen = (
        strongest_first.with_columns(runner_up_id=pl.coalesce("runner_up_id", other))
        .with_columns(confidence=pl.when(pl.col("runner_up_id").is_null()).then("confidence").otherwise(_TWO_FIT))
        .unique(SPAN, keep="first", maintain_order=True)
    )
    return pl.concat([spans.filter(~shared), chosen])


def _without_honours(named: pl.DataFrame) -> pl.DataFrame:
    """«الملك سالم» is listed with the title that tells him from others, which is no part of his name."""
    honours = "|".join(honour.removeprefix("ال") for honour in name_parts("honour"))
    title = pl.when(mention_type="person").then(
        pl.col("folded").str.extract(f"^((?:ال|لل)(?:{honours}) )").str.len_bytes()
    )
    return named.with_columns(start_byte=pl.col("start_byte") + title.cast(pl.Int64).fill_null(0))


def _as_mentions(linked: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Back to the raw text; a short form has its own alias, not that of the full name it was linked by."""
    meant = ["actor_id", "location_id", "folded"]
    listed = (
        known_aliases()
        .join(linked.select("folded"), on="folded", how="semi", maintain_order="left")
        .select(*meant, known_alias="alias")
        .unique(meant, keep="first", maintain_order=True)
    )
    named = linked.join(listed, on=meant, how="left", nulls_equal=True, maintain_order="left")
    spans = raw_spans(texts["text"], named).join(
        texts.select("row", "sentence_number", "section", "text", sentence_start="start_char"),
        on="row",
        maintain_order="left",
    )
    return (
        spans.with_columns(
            surface=pl.col("text").str.slice(pl.col("start_char"), pl.col("end_char") - pl.col("start_char")),
            start_char=pl.col("start_char") + pl.col("sentence_start"),
            end_char=pl.col("end_char") + pl.col("sentence_start"),
            link_method=pl.col("method"),
            alias=pl.coalesce("known_alias", "folded"),
        )
        .filter(~pl.col("mention_type").is_in(["country", "place"]) | ~pl.col("surface").str.contains(_NUNATION))
        .with_columns(discovered_name=pl.when(pl.col("method").is_in(["discovered", "model"])).then("surface"))
        .with_columns(
            unresolved_reason=pl.when(pl.col("mention_type") == "place", pl.col("location_id").is_null())
            .then(pl.lit("a place that no gazetteer holds"))
            .otherwise("unresolved_reason")
        )
        .with_columns(mention_id=pl.format("{}-m{}", "article_id", "start_char"))
        .select("number", *(pl.col(name).cast(dtype) for name, dtype in MENTION.items()))
    )
