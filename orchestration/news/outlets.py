"""Outlets and agencies: which source a name, an address or a line of credit stands for."""

import functools
import hashlib
import re

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_text


def names_only_outlets(key: pl.Expr) -> pl.Expr:
    """True where a folded line is nothing but names of outlets or agencies ("reuters / afp")."""
    return (
        _parts(key).list.eval(pl.element().is_in([*source_aliases(), *_AGENCIES_AT_LARGE])).list.all()
        & key.is_not_null()
    )


def named_outlet(text: pl.Expr, *, agency: bool) -> pl.Expr:
    """The first outlet (or agency) that is named in a short credit line, as its source_id."""
    known = _agency_names() if agency else _plain_names()
    found = _parts(fold(text).str.to_lowercase()).list.eval(_look_up(pl.element(), known))
    return found.list.drop_nulls().list.first()


def ends_with_agency() -> str:
    """A pattern of a folded line that closes with an agency's name ("Riyadh 5 May 2014 SPA")."""
    names = map(re.escape, sorted(_agency_names(), key=len, reverse=True))
    return rf"(?:^|[\s(])(?:{'|'.join(names)})[\s).]*$"


_AGENCIES_AT_LARGE = ("وكالات", "الوكالات", "مواقع", "مواقع التواصل", "مواقع التواصل الاجتماعي", "متابعات", "صحف")


def opens_with_outlet(key: pl.Expr) -> pl.Expr:
    """True where a folded line is a masthead: an outlet's name and a motto behind a dash or bar."""
    name = key.str.extract(r"^(?:[a-z .]+ )?(.*?)(?:\s*[|/«]|\s-+\s|\s\s|$)", 1).str.strip_chars(" ")
    return name.is_in(list(source_aliases())).fill_null(value=False)


def names_places(text: pl.Expr) -> pl.Expr:
    """True where a part of a short credit line is a country or city ("Riyadh - Khalid al-Harbi")."""
    parts = _parts(fold(text).str.to_lowercase())
    return parts.list.eval(pl.element().str.strip_prefix("من ").is_in(list(places()))).list.any()


def outlet_in_notice(text: pl.Expr) -> pl.Expr:
    """The outlet that a notice names within its words ("all rights reserved to the gate of al-Wasat")."""
    words = fold(text).str.to_lowercase().str.replace_all(r"[^\p{L}\p{N}]+", " ")
    known = _names_in_notices()
    return _look_up(pl.format(" {} ", words).str.extract_many(list(known), leftmost=True).list.first(), known)


@functools.cache
def _names_in_notices() -> dict[str, str]:
    """Unmistakable names of outlets between blanks, also behind the preposition ل; words of the language are none."""
    common = {fold_text(word) for word in [*read_lexicon("common_words")["word"], *read_lexicon("nisbas")["nisba"]]}
    plain = {
        name: source_id
        for name, source_id in _plain_names().items()
        if name not in common and name.removeprefix("ال") not in common and re.search(r"[^\W\d_]{3}", name)
    }
    fused = {f"لل{name.removeprefix('ال')}": source_id for name, source_id in plain.items() if name.startswith("ال")}
    joined = {f"ل{name}": source_id for name, source_id in plain.items() if not name.startswith("ال")}
    return {f" {name} ": source_id for name, source_id in (joined | fused | plain).items()}


def _parts(key: pl.Expr) -> pl.Expr:
    parts = key.str.replace_all(r"\s*(?:[/,،|+()\"':\[\]]|--?)\s*", "/").str.strip_chars("/ .").str.split("/")
    return parts.list.eval(compact_initials(pl.element().str.strip_chars(" .")))


def compact_initials(key: pl.Expr) -> pl.Expr:
    """An agency's initials in one spelling: "a. f. b", "d b a" -> "afb", "dba"."""
    return pl.when(key.str.contains(_INITIALS)).then(key.str.replace_all(r"[.\s]", "")).otherwise(key)


_INITIALS_RE = r"^[^\W\d_]{1,2}(?:[.\s]+[^\W\d_]){1,3}$"
_INITIALS = r"^\p{L}{1,2}(?:[.\s]+\p{L}){1,3}$"


@functools.cache
def source_aliases() -> dict[str, str]:
    """Each folded name of a source with its source_id."""
    rows = read_lexicon("source_aliases").select("alias", "source_id").rows()
    names = {fold_text(alias).lower().strip(): source_id for alias, source_id in rows}
    initials = {re.sub(r"[.\s]", "", name): value for name, value in names.items() if re.match(_INITIALS_RE, name)}
    return initials | names


@functools.cache
def _agency_names() -> dict[str, str]:
    return {name: source_id for name, source_id in source_aliases().items() if source_id in agencies()}


@functools.cache
def _plain_names() -> dict[str, str]:
    """The names that are no place's too: the paper Al-Riyadh is not meant by the dateline Al-Riyadh."""
    return {name: source_id for name, source_id in source_aliases().items() if name not in places()}


@functools.cache
def places() -> frozenset[str]:
    """Folded names of countries and cities."""
    names = [*read_lexicon("country_aliases")["alias"], *read_lexicon("cities")["name_ar"].drop_nulls()]
    return frozenset(fold_text(name).lower() for name in names)


@functools.cache
def agencies() -> frozenset[str]:
    """The sources that are news agencies."""
    return frozenset(read_lexicon("sources").filter(kind="agency")["source_id"])


def stated_source(name: pl.Expr, url: pl.Expr) -> pl.Expr:
    """The source that a sidecar states: its known name, its address, or an unknown name as a source of its own."""
    folded = fold(name).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    unknown = folded.map_batches(_new_ids, return_dtype=pl.String)
    return pl.coalesce(_look_up(folded, source_aliases()), source_of_url(url), unknown)


def _new_ids(names: pl.Series) -> pl.Series:
    """A hash in Python, for the few distinct names of a batch: Polars has no SHA-256."""
    ids = {name: f"src_{hashlib.sha256(name.encode()).hexdigest()[:12]}" for name in names.unique().drop_nulls()}
    return names.replace_strict(list(ids), list(ids.values()), default=None, return_dtype=pl.String)


def source_of_url(url: pl.Expr) -> pl.Expr:
    """The source whose domain an address belongs to, subdomains included."""
    rows = read_lexicon("sources").drop_nulls("domain").select(pl.col("domain").str.to_lowercase(), "source_id").rows()
    domains = {alias: source_id for alias, source_id in source_aliases().items() if "." in alias} | dict(rows)
    host = url.str.to_lowercase().str.extract(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#]+)", 1)
    hosts = [host, *(host.str.replace(rf"^(?:[^.]+\.){{{labels}}}", "") for labels in (1, 2))]
    return pl.coalesce(_look_up(each, domains) for each in hosts)


def _look_up(key: pl.Expr, table: dict[str, str]) -> pl.Expr:
    return key.replace_strict(list(table), list(table.values()), default=None, return_dtype=pl.String)


def source_name(source_id: pl.Expr) -> pl.Expr:
    """The Arabic name of a known source."""
    rows = read_lexicon("sources").select("source_id", "name_ar")
    return source_id.replace_strict(rows["source_id"], rows["name_ar"], default=None, return_dtype=pl.String)
