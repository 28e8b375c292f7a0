"""Outlets and agencies: which source a name, an address or a line of credit stands for."""

import functools
import hashlib
import re

import polars as pl

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold, fold_text


def names_only_outlets(key: pl.Expr) -> pl.Expr:
    """True where a folded line is nothing but names of outlets or agencies ("reuters / afp")."""
    return _parts(key).list.eval(pl.element().is_in(list(_aliases()))).list.all() & key.is_not_null()


def named_outlet(text: pl.Expr, *, agency: bool) -> pl.Expr:
    """The first outlet (or agency) that is named in a short credit line, as its source_id."""
    known = _agency_names() if agency else _plain_names()
    found = _parts(fold(text).str.to_lowercase()).list.eval(_look_up(pl.element(), known))
    return found.list.drop_nulls().list.first()


def ends_with_agency() -> str:
    """A pattern of a folded line that closes with an agency's name ("Riyadh 5 May 2014 SPA")."""
    names = map(re.escape, sorted(_agency_names(), key=len, reverse=True))
    return rf"(?:^|[\s(])(?:{'|'.join(names)})[\s).]*$"


def _parts(key: pl.Expr) -> pl.Expr:
    parts = key.str.replace_all(r"\s*(?:[/,،|+()\"':\[\]]|--?)\s*", "/").str.strip_chars("/ .").str.split("/")
    return parts.list.eval(pl.element().str.strip_chars(" ."))


@functools.cache
def _aliases() -> dict[str, str]:
    rows = read_lexicon("source_aliases").select("alias", "source_id").rows()
    return {fold_text(alias).lower().strip(): source_id for alias, source_id in rows}


@functools.cache
def _agency_names() -> dict[str, str]:
    return {name: source_id for name, source_id in _aliases().items() if source_id in agencies()}


@functools.cache
def _plain_names() -> dict[str, str]:
    """The names that are no place's too: the paper Al-Riyadh is not meant by the dateline Al-Riyadh."""
    return {name: source_id for name, source_id in _aliases().items() if name not in places()}


@functools.cache
def places() -> frozenset[str]:
    """Folded names of countries and cities."""
    names = [*read_lexicon("country_aliases")["alias"], *read_lexicon("cities")["name_ar"].drop_nulls()]
    return frozenset(fold_text(name).lower() for name in names)


@functools.cache
def agencies() -> frozenset[str]:
    """The sources that are news agencies."""
    return frozenset(read_lexicon("sources").filter(kind="agency")["source_id"])


def source_of_name(name: pl.Expr) -> pl.Expr:
    """The source that a sidecar names; an unknown name becomes a source of its own."""
    folded = fold(name).str.to_lowercase().str.replace_all(r"\s+", " ").str.strip_chars()
    return pl.coalesce(_look_up(folded, _aliases()), folded.map_batches(_new_ids, return_dtype=pl.String))


def _new_ids(names: pl.Series) -> pl.Series:
    """A hash in Python, for the few distinct names of a batch: Polars has no SHA-256."""
    ids = {name: f"src_{hashlib.sha256(name.encode()).hexdigest()[:12]}" for name in names.unique().drop_nulls()}
    return names.replace_strict(list(ids), list(ids.values()), default=None, return_dtype=pl.String)


def source_of_url(url: pl.Expr) -> pl.Expr:
    """The source whose domain an address belongs to, subdomains included."""
    rows = read_lexicon("sources").drop_nulls("domain").select(pl.col("domain").str.to_lowercase(), "source_id").rows()
    domains = {alias: source_id for alias, source_id in _aliases().items() if "." in alias} | dict(rows)
    host = url.str.to_lowercase().str.extract(r"^(?:[a-z]+://)?(?:www\.)?([^/:?#]+)", 1)
    hosts = [host, *(host.str.replace(rf"^(?:[^.]+\.){{{labels}}}", "") for labels in (1, 2))]
    return pl.coalesce(_look_up(each, domains) for each in hosts)


def _look_up(key: pl.Expr, table: dict[str, str]) -> pl.Expr:
    return key.replace_strict(list(table), list(table.values()), default=None, return_dtype=pl.String)


def source_name(source_id: pl.Expr) -> pl.Expr:
    """The Arabic name of a known source."""
    rows = read_lexicon("sources").select("source_id", "name_ar")
    return source_id.replace_strict(rows["source_id"], rows["name_ar"], default=None, return_dtype=pl.String)
