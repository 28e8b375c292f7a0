"""What a person decides on discovered actors, written into the lexicons.

The forms come from the published warehouse, so that what is accepted is what was shown. A lexicon is replaced as a
whole or not at all, and keeps its order.
"""

import os
import re
import shutil
import unicodedata
from pathlib import Path
from typing import NamedTuple

import polars as pl

from orchestration.news import lexicon
from orchestration.news.normalise import fold, fold_text
from orchestration.settings import Settings
from orchestration.terminal import escape
from orchestration.warehouse import open_published

_SOURCE = "reviewed"
_SLUG = re.compile("[a-z0-9]+(_[a-z0-9]+)*")
_MADE_ID = re.compile("[po]_[0-9a-f]{12}")
_TATWEEL = "\u0640"


_Row = dict[str, str | None]


class Entry(NamedTuple):
    """What a person says of a new actor; its names in Arabic are those of the articles."""

    slug: str
    name_en: str
    country: str | None = None
    sector: str | None = None


class _Discovered(NamedTuple):
    """A discovered actor: its id, kind and names, and its full forms, the commonest first."""

    actor_id: str
    kind: str
    mentions_count: int
    forms: list[str]
    surfaces: list[str]


def accept_as_new(settings: Settings, actor_id: str, entry: Entry) -> str:
    """Take a discovered actor into the registry; returns what was done and what follows.

    Raises:
        FileNotFoundError: nothing is published.
        ValueError: the actor is not discovered, or what is given for it cannot be; nothing is written.
    """
    found = _read_discovered(settings, actor_id)
    actors = lexicon.read_lexicon("actors")
    _refuse_slug(entry.slug, actors)
    if not entry.name_en.strip() or not entry.name_en.isprintable():
        raise ValueError("--name-en must be the actor's name in English")
    if entry.country and entry.country not in lexicon.read_lexicon("countries")["country_iso3"]:
        raise ValueError(f"countries.csv has no {entry.country}: --country takes codes such as LBY")
    if entry.sector and entry.sector not in actors["sector"]:
        raise ValueError(
            f"no sector {entry.sector}; there are {', '.join(actors['sector'].drop_nulls().unique().sort())}"
        )
    _refuse_taken(found, entry.slug)
    row: _Row = {"actor_id": entry.slug, "kind": found.kind, "name_ar": found.forms[0], "source": _SOURCE}
    row |= {"name_en": entry.name_en.strip(), "country_iso3": entry.country, "sector": entry.sector}
    aliases = _aliases(entry.slug, found.forms)
    aliases[0]["alias_kind"] = "full"
    _insert("actors", [row], by=["kind", "actor_id"])
    _insert("actor_aliases", aliases, by=["actor_id", "alias"])
    return _tell(f"{entry.slug} is in actors.csv", found, entry.slug, found.forms)


def accept_as_same(settings: Settings, actor_id: str, slug: str) -> str:
    """Give the forms of a discovered actor to one of the registry; returns what was done and what follows.

    Raises:
        FileNotFoundError: nothing is published.
        ValueError: either is unknown, they are of two kinds, or there is no form to add; nothing is written.
    """
    found = _read_discovered(settings, actor_id)
    kinds = lexicon.read_lexicon("actors").filter(actor_id=slug)["kind"]
    if kinds.is_empty():
        raise ValueError(f"actors.csv has no {slug}")
    if kinds[0] != found.kind:
        raise ValueError(f"{slug} is of the kind {kinds[0]}, and {actor_id} of the kind {found.kind}")
    _refuse_taken(found, slug)
    known = _standalone_forms().filter(actor_id=slug)["folded"].to_list()
    new = [form for form in found.forms if fold_text(form) not in known]
    if not new:
        raise ValueError(f"{slug} has all forms of {actor_id}: they are in use from the next run on")
    _insert("actor_aliases", _aliases(slug, new), by=["actor_id", "alias"])
    return _tell(f"{slug} goes by {len(new)} more", found, slug, new)


def reject(settings: Settings, actor_id: str) -> str:
    """Write down that the words that made an actor name nobody; returns what was done and what follows.

    Raises:
        FileNotFoundError: nothing is published.
        ValueError: the actor is not discovered, or is rejected already; nothing is written.
    """
    found = _read_discovered(settings, actor_id)
    decided = lexicon.read_lexicon("corrections_links").filter(pl.col("article_id").is_null(), decision="is")
    new = [surface for surface in found.surfaces if surface not in decided["surface"].to_list()]
    if not new:
        raise ValueError(
            f"corrections_links.csv decides on all forms of {actor_id}: they are in use from the next run on"
        )
    rows: list[_Row] = [{"surface": surface, "decision": "is", "note": actor_id, "source": _SOURCE} for surface in new]
    _insert("corrections_links", rows, by=[])
    return _tell("corrections_links.csv says that they name nobody", found, None, new)


def _read_discovered(settings: Settings, actor_id: str) -> _Discovered:
    with open_published(settings) as connection:
        actor = connection.execute(_ACTOR, {"actor_id": actor_id}).fetchone()
        if actor is None:
            raise ValueError(f"nobody whom the articles introduce has the id {actor_id}: `make review` lists them")
        written = connection.execute(_WRITTEN, {"actor_id": actor_id}).fetchall()
    if not written:
        raise ValueError(f"no article gives the full name of {actor_id}")
    forms: dict[str, str] = {}
    for surface, alias in written:
        forms.setdefault(alias, _plain(surface, alias))
    kind, mentions_count = actor
    return _Discovered(
        actor_id, kind, mentions_count, list(forms.values()), sorted({surface for surface, _ in written})
    )


_ACTOR = "select kind, mentions_count from marts.fct_discovered_actors where actor_id = $actor_id"
# Full names only: a surname alone may be another's too. The commonest of each spelling stands first.
_WRITTEN = """
    select surface, alias from marts.fct_mentions
    where actor_id = $actor_id and link_method = 'discovered'
    group by all order by count(*) desc, surface
"""


def _plain(surface: str, folded: str) -> str:
    """A form as a lexicon has it, without marks and line ends; the folded one where a particle has melted into it."""
    letters = (letter for letter in " ".join(surface.split()) if unicodedata.category(letter) not in {"Cc", "Cf", "Mn"})
    plain = "".join(letters).replace(_TATWEEL, "")
    return plain if fold_text(plain) == folded else folded


def _refuse_slug(slug: str, actors: pl.DataFrame) -> None:
    if not _SLUG.fullmatch(slug) or _MADE_ID.fullmatch(slug):
        raise ValueError(f"--slug must be of small letters, digits and single _, such as john_smith, not {slug}")
    if slug in actors["actor_id"]:
        raise ValueError(f"{slug} is an actor already: say --same-as {slug}, or choose another slug")
    if slug in lexicon.read_lexicon("countries")["actor_id"]:
        raise ValueError(f"{slug} is a country")


def _refuse_taken(found: _Discovered, slug: str) -> None:
    """A form that stands alone must mean one actor."""
    taken = _standalone_forms().filter(pl.col("folded").is_in([fold_text(form) for form in found.forms]))
    for owner, form in taken.filter(pl.col("actor_id") != slug).select("actor_id", "alias").head(1).iter_rows():
        raise ValueError(f"{form} is a form of {owner} already")


def _standalone_forms() -> pl.DataFrame:
    return lexicon.read_lexicon("actor_aliases").filter(is_standalone="true").with_columns(folded=fold(pl.col("alias")))


def _aliases(slug: str, forms: list[str]) -> list[_Row]:
    common: _Row = {"actor_id": slug, "alias_kind": "variant", "is_standalone": "true", "source": _SOURCE}
    return [common | {"alias": form} for form in forms]


def _insert(name: str, rows: list[_Row], by: list[str]) -> None:
    """Put rows where they belong in a lexicon's order, at its end without one, and replace the file at once."""
    listed = lexicon.read_lexicon(name)
    for row in rows:
        key = [row[column] for column in by]
        # Few rows: the file's order is kept as it stands, also where somebody appended to it by hand.
        follow = [place for place, other in enumerate(listed.select(by).iter_rows()) if by and list(other) > key]
        at = follow[0] if follow else listed.height
        new = pl.DataFrame([row], schema=dict.fromkeys(listed.columns, pl.String))
        listed = pl.concat([listed[:at], new, listed[at:]])
    file = lexicon.FOLDER / f"{name}.csv"
    _replace(file, listed.write_csv())
    lexicon.read_lexicon.cache_clear()


def _replace(file: Path, text: str) -> None:
    partial = file.with_name(f".{file.name}.partial")
    with partial.open("w", encoding="utf-8", newline="") as target:
        target.write(text)
        target.flush()
        os.fsync(target.fileno())
    shutil.copymode(file, partial)
    partial.replace(file)


def _tell(done: str, found: _Discovered, slug: str | None, forms: list[str]) -> str:
    names = "its one name" if found.mentions_count == 1 else f"its {found.mentions_count} names"
    follows = f"{names} will mean {slug or 'nobody'}, and fct_id_redirects says what became of {found.actor_id}"
    return (
        f"{done}: {'، '.join(map(escape, forms))}.\n"
        f"The next `make run` reads the names of all articles anew: {follows}."
    )
