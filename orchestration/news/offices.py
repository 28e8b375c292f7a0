"""Offices: the role that an article gives a person beside the name («وزير الخارجية الروسي سيرغي لافروف»).

Belongs here: which role belongs to which name.
Does not belong here: where words that can be a role begin and end (office_phrases.py), what body, country and sector
they tell (office_terms.py), when it was held (dbt).
"""

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, raw_spans
from orchestration.news.office_phrases import read_phrases
from orchestration.news.office_terms import describe
from orchestration.news.office_words import COMMA
from orchestration.news.schemas import ROLE
from orchestration.news.sentences import slice_sentences

# «نائب الرئيس فلان» is the deputy; behind other titles the president may be the one who is named.
_DEPUTIES = ("نائب", "نائبه", "ولي")
# Of a text longer than any article the sentences are read in stretches, so that memory is bounded.
_LONGEST_STRETCH_CHARS = 1_000_000


def find_roles(articles: pl.DataFrame, sentences: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Find the roles that stand in apposition with the names of persons.

    Takes: `articles` with article_id and raw_text; `sentences` of schema SENTENCE; `mentions` of schema MENTION.
    Returns: schema ROLE, in text order; a name with two offices has two rows.
    Units: code points of raw_text, end exclusive.
    Rules: a role opens with a title and goes on with its complements; it stands right before the name, ranks between
    them or not, right behind it, or on the other side of a comma. «مستشار فلان» is somebody else's role, and of
    «استقبل الرئيس وزير الخارجية فلان» only the latter is the name's own.
    """
    numbered = mentions.with_row_index("number")
    people = numbered.filter(mention_type="person")
    named = sentences.join(people, on=["article_id", "sentence_number"], how="semi", maintain_order="left")
    stretches = named.group_by(pl.col("start_char") // _LONGEST_STRETCH_CHARS, maintain_order=True)
    found = [_find_in_stretch(slice_sentences(articles, stretch), numbered, people) for _, stretch in stretches]
    return pl.concat([pl.DataFrame(schema=ROLE), *found])


def _find_in_stretch(texts: pl.DataFrame, numbered: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    phrases = read_phrases(texts, numbered)
    segments = phrases.segments.join(people.select("number", "actor_id", "surface"), on="number")
    before = _before_names(segments.filter(side="before"))
    chosen = pl.concat([before, _behind_names(segments.filter(side="after"), before)]).sort("number", "first_at")
    return _as_rows(chosen.with_row_index("role"), phrases.words, texts, people, numbered)


def _before_names(segments: pl.DataFrame) -> pl.DataFrame:
    """Keep the last role before a name, ranks behind it or not, and those before it where no verb stands in front.

    «قال نائب رئيس الوزراء وزير الدفاع اللواء سالم»: two roles and a rank.
    """
    order = pl.col("segment")
    is_style = ((pl.col("kind") == "rank") & ~pl.col("is_object")) | (
        pl.col("is_safe") & pl.col("is_one_word") & (order > 1)
    )
    marked = segments.with_columns(is_style=is_style.fill_null(value=False)).with_columns(
        last=order.filter(~pl.col("is_style")).max().over("pair")
    )
    is_office = (pl.col("kind") == "role").fill_null(value=False)
    ends_in_office = is_office.filter(order == pl.col("last")).first().over("pair")
    is_earlier = (order < pl.col("last")) & pl.col("is_safe") & ~pl.col("is_one_word")
    return (
        marked.filter(ends_in_office, is_office, "is_closed", (order == pl.col("last")) | is_earlier)
        .filter(~(pl.col("is_namesake") & pl.col("is_one_word")))
        .join(_rulers(), on=["actor_id", "ruler"], how="left")
        .filter(~_is_of_the_ruler())
        .select(*_CHOSEN)
    )


_CHOSEN = [
    "row",
    "number",
    "run",
    "pair",
    "segment",
    "first_at",
    "start_byte",
    "end_byte",
    "title_sector",
    "is_generic",
]


def _is_of_the_ruler() -> pl.Expr:
    """«مستشار الرئيس سالم»: a name of one word, of one who is known to rule, or beside another name is the ruler's."""
    is_short = ~pl.col("surface").str.contains(" ") & pl.col("ruler").str.starts_with("ال")
    is_ruler = is_short | pl.col("is_ruler").fill_null(value=False) | pl.col("meets_name")
    is_deputy = pl.col("words").list.first().is_in(list(_DEPUTIES))
    return pl.col("ruler").is_not_null() & (pl.col("is_contested") | (is_ruler & ~is_deputy))


def _rulers() -> pl.DataFrame:
    """Who ever held an office of that name: `actor_id`, `ruler`, `is_ruler`."""
    office = fold(pl.col("role_ar")).str.split(" ").list.first().str.strip_prefix("ال")
    held = read_lexicon("actor_roles").select("actor_id", ruler=office, is_ruler=pl.lit(value=True))
    return pl.concat([held, held.with_columns(ruler="ال" + pl.col("ruler"))]).unique()


def _behind_names(segments: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Keep the roles behind a name, up to what is none.

    Rules: without a comma only where no verb before the name has persons for objects, and no «الرئيس المصري», which
    may be its object; what touches the next name only where it tells of that one («سالم مستشار الرئيس رامي»).
    """
    is_apposition = (pl.col("gap") == COMMA) | ~(pl.col("is_object") | pl.col("is_nation_only"))
    is_own = ~pl.col("is_contested") | pl.col("ruler").is_not_null()
    known = pl.col("kind").is_in(["role", "rank"]).fill_null(value=False)
    return (
        segments.filter(known.cum_min().over("pair"), is_apposition.first().over("pair"), is_own)
        .filter(pl.col("kind") == "role", "is_closed", ~pl.col("is_one_word"))
        .join(before, on="run", how="anti")
        .select(*_CHOSEN)
    )


def _as_rows(
    chosen: pl.DataFrame, words: pl.DataFrame, texts: pl.DataFrame, people: pl.DataFrame, mentions: pl.DataFrame
) -> pl.DataFrame:
    """Roles with what their words tell, in code points of the raw text."""
    spans = (
        raw_spans(texts["text"], chosen)
        .join(texts.select("row", "text", sentence_start="start_char"), on="row", maintain_order="left")
        .join(people.select("number", "mention_id", "article_id", "actor_id"), on="number", maintain_order="left")
    )
    own = spans.select("role", "actor_id", "pair", "segment")
    spoken = words.rename({"spoken": "token"}).join(own, on=["pair", "segment"], maintain_order="left")
    told = describe(spoken, mentions)
    text = pl.col("text").str.slice("start_char", pl.col("end_char") - pl.col("start_char"))
    # «رئيس الجمعية», «المبعوث الخاص للأمم المتحدة»: the body tells the sector, the title alone does not.
    is_of_body = (pl.col("is_generic") & pl.col("role_key").str.contains(" ")) | (
        pl.col("organization_sector") == "IGO"
    ).fill_null(value=False)
    # «للرئيس» is written with the article's alef left out.
    role_ar = text.str.replace_all('["«»“”„]', "").str.replace_all(r"\s+", " ").str.replace("^لل", "ال")
    return (
        spans.join(told.drop("actor_id"), on="role", maintain_order="left")
        .with_columns(
            text=text,
            role_ar=role_ar,
            sector=pl.when(is_of_body)
            .then("organization_sector")
            .otherwise(pl.coalesce("title_sector", "organization_sector")),
            start_char=pl.col("start_char") + pl.col("sentence_start"),
            end_char=pl.col("end_char") + pl.col("sentence_start"),
        )
        # Folding makes one word of «آمر» (commander) and «أمر» (matter, ordered), «نائبة» (deputy) and «نائبه» (his),
        # «والي» (governor) and «والى» (and to).
        .filter(~pl.col("role_key").str.contains("^امر( |$)") | pl.col("role_ar").str.contains("^(?:ال)?آمر"))
        .filter(~pl.col("role_ar").str.contains("^(?:[^ ]+ه|والى)(?: |$)"))
        .sort("number", "start_char")
        .with_columns(role_number=pl.int_range(1, pl.len() + 1).over("mention_id"))
        .select(pl.col(name).cast(dtype) for name, dtype in ROLE.items())
    )
