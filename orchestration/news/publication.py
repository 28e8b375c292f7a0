"""When an article was published: as stated beside it or in it, else between which days."""

import datetime as dt

import polars as pl

from orchestration.news.date_resolution import parse_phrase, resolve_phrase
from orchestration.news.dates import find_dates
from orchestration.news.incumbents import find_incumbents
from orchestration.news.intervals import ENDLESS, Term, narrow
from orchestration.news.normalise import fold, fold_text
from orchestration.news.schemas import ARTICLE

PUBLICATION = {name: dtype for name, dtype in ARTICLE.items() if name.startswith("published_")}
_STATED_AT = {"row": pl.UInt32(), "rank": pl.Int64(), **PUBLICATION}
_INTERVAL = {
    name: _STATED_AT[name]
    for name in ("row", "published_from", "published_to", "published_evidence", "published_precision")
}
_PRECISIONS = {4: "year", 7: "month", 10: "day", 16: "minute"}
_URL_DAY = r"(?:^|\D)((?:19|20)\d\d)([/-]?)(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?:\D|$)"
_YESTERDAY = r"(?:^|\s)(?:ال)?امس(?:\s|$)"  # not al-khamis (the fifth), nor "ams al-awwal"
_FIRST_YEAR = 1990  # of news on the web: before it lie anniversaries
_INTRODUCTION = 12  # sentences in which a text introduces its persons with their offices
# Only a year makes a date absolute, or a month that is called running.
_MAY_BE_ABSOLUTE = r"(?:1[3-9]|20|١[٣-٩]|٢٠|۱[۳-۹]|۲۰)\p{Nd}\p{Nd}|الجاري|الحالي|الجارى|الحالى"
# A year alone is past where the sentence looks back ("since 2011", "it was in 2015").
_PAST = r"(?:^|\s)[وف]?(?:منذ|بعد|كان|كانت|عندما|عقب|اثر|ابان)(?:\s|$)"
# What is planned says nothing of the day it is said on: "by 2030", "the coming", "scheduled", "will visit".
_FUTURE = (
    r"بحلول|المقبل|القادم|المقرر|المزمع|المرتقب|المنتظر|سوف|رءيه|رؤيه|موعد|اعتبارا|بدءا|ابتداء|حتي|قبل نهايه"
    r"|(?:^|\s)و?س[يتن][\u0621-\u064A]{3,}|(?:^|\s)و?[يت](?:جر[يى]|بدا|نطلق|عقد|نتهي|دخل|قام|نظم|ستمر|توجه|ستضيف)(?:\s|$)"
)


def date_articles(raw: pl.DataFrame, lines: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """Date each article.

    Takes: raw articles; their classified lines and sentences, both with `row`, the index of the raw article.
    Returns: one row per article, in order, with the published_* columns of ARTICLE.
    Rules: the sidecar, then a date printed under the headline, a dateline's, one in the address, "today,
    Monday 5 May 2014" in the text; else the interval from the latest past date in the text to the day of
    retrieval. A date printed above the headline is the day of crawling: it only bounds the interval.
    """
    stated = _from_sidecars(raw)
    undated = raw.with_row_index("row").join(stated.filter(rank=0), on="row", how="anti")
    if undated.height:
        stated = pl.concat([stated, *_from_texts(undated, lines, sentences)])
    best = stated.sort("row", "rank", maintain_order=True).unique("row", keep="first", maintain_order=True)
    return (
        pl.DataFrame({"row": pl.int_range(raw.height, dtype=pl.UInt32, eager=True)})
        .join(best.drop("rank"), on="row", how="left")
        .with_columns(
            pl.col("published_method").fill_null("none"),
            pl.col("published_precision").fill_null("unknown"),
            pl.col("published_confidence").fill_null(0.0),
        )
        .sort("row")
        .select(*PUBLICATION)
    )


def _from_sidecars(raw: pl.DataFrame) -> pl.DataFrame:
    """What sidecars state. A loop over short texts: each may have a zone of its own, a column has one."""
    rows = []
    for row, text in enumerate(raw["sidecar_published_at"]):
        if text and (moment := parse_moment(text)):
            rows.append((row, 0, *moment, "sidecar", 1.0, text))
    schema = ["row", "rank", "published_at", "published_precision", "published_from", "published_to"]
    frame = pl.DataFrame(
        rows,
        schema={
            name: _STATED_AT[name]
            for name in (*schema, "published_method", "published_confidence", "published_evidence")
        },
        orient="row",
    )
    return frame.select(*_STATED_AT)


def parse_moment(text: str) -> tuple[dt.datetime | None, str, dt.date, dt.date] | None:
    """Read an ISO date or time: the moment in UTC (null when not known to the day), its precision, its days.

    Rules: a date without a time is never shifted by a zone; the days are those of the place that states them.
    """
    text = text.strip()
    precision = _PRECISIONS.get(len(text), "second")
    try:
        if precision in {"year", "month"}:
            start = dt.date.fromisoformat(f"{text}-01-01"[:10] if precision == "year" else f"{text}-01")
            following = (
                start.replace(day=28) + dt.timedelta(4) if precision == "month" else start.replace(year=start.year + 1)
            )
            return None, precision, start, following.replace(day=1) - dt.timedelta(1)
        moment = dt.datetime.fromisoformat(text)
        utc = moment.astimezone(dt.UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except (ValueError, OverflowError):  # a zone may shift the first day of the calendar out of it
        return None
    return utc, precision, moment.date(), moment.date()


def _from_texts(undated: pl.DataFrame, lines: pl.DataFrame, sentences: pl.DataFrame) -> list[pl.DataFrame]:
    """Stated days and intervals that the address and the text of articles without a dated sidecar give."""
    bounds = undated.select("row", limit=_day_of(pl.col("sidecar_retrieved_at")))
    printed, crawled = _printed_dates(undated, lines)
    bounds = bounds.join(crawled, on="row", how="left").select("row", limit=pl.min_horizontal("limit", "crawled"))
    own = undated.join(printed.select("row").unique(), on="row", how="anti").select("row")
    said = _absolute_dates(
        sentences.join(own, on="row", how="semi").filter(pl.col("text").str.contains(_MAY_BE_ABSOLUTE))
    )
    return [printed, _from_addresses(undated), _from_today(said), _intervals(said, bounds, sentences)]


def _day_of(moment: pl.Expr) -> pl.Expr:
    return moment.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)


def _printed_dates(undated: pl.DataFrame, lines: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Dates printed on lines of their own: the article's, ranked, and the page's day of crawling."""
    line, title, first = pl.col("line"), pl.col("title_line"), pl.col("first_paragraph").fill_null(1 << 30)
    is_updated = pl.col("folded").str.contains(r"تحديث|تعديل|updat")
    # A page prints the day of crawling above its menu; the day of an issue, and a clock, are the article's own.
    is_issue = pl.col("short").str.contains(r"\b(?:ال)?عدد\b|issue|\d{1,2}:\d\d")
    is_menu = pl.col("kind").is_in(["navigation", "share", "notice"])
    last_menu = line.filter(is_menu & (line < title)).max().over("row")
    stands_above_menu = (line < pl.col("last_menu")).fill_null(value=False)
    place = (
        pl.when((pl.col("kind") == "published") & (line < first))
        .then(pl.when(is_updated).then(3).otherwise(1))
        .when(pl.col("kind") == "published")
        .then(pl.when(is_updated).then(7).otherwise(5))
        .when((pl.col("section") == "dateline") & (line <= first))
        .then(4)
        .when((pl.col("section") == "source_line") & (line > title) & (line < first))
        .then(5)  # «المصدر: بوابة - وكالات 25/07/2017»
        .when(pl.col("is_date") & (line > title) & (line <= first + 2))
        .then(2)
        .when(pl.col("is_date") & (line < title) & (is_issue | ~stands_above_menu))
        .then(6)
        .when(pl.col("is_date") & title.is_null() & line.is_between(first - 3, first - 1) & (line > 0))
        .then(6)
        .when(pl.col("is_date") & (line < title.fill_null(1)))
        .then(99)
        .when(pl.col("is_date") & (line == pl.col("last_prose") + 1) & (line < pl.col("comments").fill_null(1 << 30)))
        .then(7)
    )
    dated = lines.with_columns(last_menu=last_menu).filter(pl.col("has_date") | (pl.col("kind") == "published"))
    dated = dated.with_columns(rank=place)
    dated = dated.join(undated.select("row"), on="row", how="semi").drop_nulls("rank")
    found = (
        _absolute_dates(dated.with_columns(sentence_number="line")).filter(date_precision="day").drop_nulls("date_from")
    )
    found = found.join(
        dated.select("row", "line", "rank"), left_on=["row", "sentence_number"], right_on=["row", "line"]
    )
    # A page that gives both calendars prints the same day twice; the later of two is the Gregorian by custom.
    is_common = pl.col("text").str.contains(r"(?:19|20|١٩|٢٠)\p{Nd}{2}")
    found = found.sort("row", "rank", is_common, maintain_order=True, descending=[False, False, True])
    method = pl.col("rank").replace_strict({4: "dateline", 5: "source_line", 7: "source_line"}, default="header")
    confidence = pl.when(pl.col("rank").is_in([3, 6, 7])).then(0.6).otherwise(0.9)
    own = found.filter(pl.col("rank") < 99).unique("row", keep="first", maintain_order=True)
    crawled = found.filter(pl.col("rank") == 99).unique("row", keep="first", maintain_order=True)
    return _stated(own, method, confidence), crawled.select("row", crawled="date_from")


def _from_addresses(undated: pl.DataFrame) -> pl.DataFrame:
    """The day that an outlet writes into its addresses (/2015/07/22/)."""
    parts = [pl.col("sidecar_url").str.extract(_URL_DAY, group) for group in (1, 3, 4)]
    day = pl.concat_str(parts, separator="-").str.to_date("%Y-%m-%d", strict=False)
    found = undated.with_columns(date_from=day, text="sidecar_url", rank=pl.lit(8, dtype=pl.Int64)).drop_nulls(
        "date_from"
    )
    return _stated(found, pl.lit("sidecar"), pl.lit(0.8))


def _from_today(said: pl.DataFrame) -> pl.DataFrame:
    """The day that the text calls today or yesterday while it dates it in full."""
    folded = fold(pl.col("text"))
    shift = pl.when(folded.str.contains(r"(?:^|\s)اليوم")).then(0).when(folded.str.contains(_YESTERDAY)).then(1)
    found = (
        said.filter(pl.col("date_precision") == "day")
        .with_columns(shift=shift, rank=pl.lit(9, dtype=pl.Int64))
        .drop_nulls(["shift", "date_from"])
        .with_columns(date_from=pl.col("date_from") + pl.duration(days="shift"))
        .unique("row", keep="first", maintain_order=True)
    )
    return _stated(found, pl.lit("body_relative"), pl.lit(0.85))


def _stated(found: pl.DataFrame, method: pl.Expr, confidence: pl.Expr) -> pl.DataFrame:
    """Put days that were found into the shape of statements."""
    return (
        found.select(
            "row",
            "rank",
            published_at=pl.col("date_from").cast(PUBLICATION["published_at"]),
            published_precision=pl.lit("day"),
            published_method=method,
            published_confidence=confidence,
            published_from="date_from",
            published_to="date_from",
            published_evidence="text",
        )
        .cast(pl.Schema(_STATED_AT))
        .select(*_STATED_AT)
    )


def _absolute_dates(sentences: pl.DataFrame) -> pl.DataFrame:
    """Dates whose words fix them without a publication day; the others keep null dates. With `row`."""
    keyed = sentences.with_columns(article_id=pl.col("row").cast(pl.String))
    unknown = pl.lit(None, dtype=pl.Date)
    articles = keyed.select("article_id", published_from=unknown, published_to=unknown).unique()
    key = ["article_id", "sentence_number"]
    found = find_dates(keyed, articles)
    folded = fold(pl.col("text"))
    # Once for each sentence, not for each date: a long one may hold hundreds.
    said = keyed.join(found, on=key, how="semi").select(
        *key, "row", says_past=folded.str.contains(_PAST), says_future=folded.str.contains(_FUTURE)
    )
    return found.join(said, on=key, how="left").sort("row", "sentence_number", "start_char")


def _intervals(said: pl.DataFrame, bounds: pl.DataFrame, sentences: pl.DataFrame) -> pl.DataFrame:
    """From the latest past date in a text to the day of retrieval, within the terms of those who hold office in it.

    The end of a month that the text calls running ends it too. A loop in Python, over the articles without a day.
    """
    looks_back = pl.col("date_precision").is_in(["day", "month"]) | pl.col("says_past")
    past = (
        said.drop_nulls("date_from")
        .filter(pl.col("date_precision") != "range")  # several days are as often announced as reported
        .filter(looks_back & ~pl.col("says_future"))
        .join(bounds, on="row", how="left")
        .filter((pl.col("date_from") <= pl.col("limit")).fill_null(value=True))
        .sort("row", "date_from", maintain_order=True)
        .unique("row", keep="last", maintain_order=True)
        .select("row", "date_from", "text", "date_precision")
    )
    months = dict(_running_months(said, past.filter(date_precision="day")).iter_rows())
    earliest = {row: (day, text) for row, day, text, _ in past.iter_rows()}
    terms: dict[int, list[Term]] = {}
    lead = sentences.filter(pl.col("sentence_number") <= _INTRODUCTION).join(bounds, on="row", how="semi")
    for row, actor_id, first, last, *words in find_incumbents(lead).iter_rows():
        terms.setdefault(row, []).append(Term(actor_id, first, last or ENDLESS, *words))
    rows = []
    for row, limit in bounds.iter_rows():
        month_end = months.get(row)
        if month_end and any(term.first > month_end for term in terms.get(row, ())):
            month_end = None  # an anniversary: "on 5 May 1988 ... on the fifth of this May"
        latest = min((day for day in (limit, month_end) if day), default=None)
        interval = narrow(earliest.get(row), latest, terms.get(row, ()))
        if interval.first or interval.last:
            is_month = bool(month_end and interval.last == month_end)
            rows.append((row, interval.first, interval.last, interval.evidence, "month" if is_month else "unknown"))
    found = pl.DataFrame(rows, schema=_INTERVAL, orient="row")
    is_narrow = pl.col("published_precision") == "month"
    is_closed = pl.col("published_from").is_not_null() & pl.col("published_to").is_not_null()
    return (
        found.select(
            pl.all(),
            rank=pl.lit(50),
            published_at=pl.lit(None),
            published_method=pl.lit("interval"),
            published_confidence=pl.when(is_narrow).then(0.7).when(is_closed).then(0.5).otherwise(0.3),
        )
        .select(*_STATED_AT)
        .cast(pl.Schema(_STATED_AT))
    )


def _running_months(said: pl.DataFrame, past: pl.DataFrame) -> pl.DataFrame:
    """The month that the text names and calls running, where the latest past date lies in it.

    A loop in Python: over the few named months with "al-jari" in articles without a date.
    """
    is_running = pl.col("date_from").is_null() & fold(pl.col("text")).str.contains("الجاري|الحالي")
    rows = []
    past = past.filter(pl.col("date_from").dt.year() >= _FIRST_YEAR)
    for row, text, latest in (
        said.filter(is_running).drop("date_from").join(past, on="row").select("row", "text", "date_from").rows()
    ):
        phrase = parse_phrase(fold_text(text))
        if phrase and "month" in phrase.parts:
            month = resolve_phrase(phrase, latest, latest)
            if (
                month.date_from
                and month.date_to
                and (month.date_from.year, month.date_from.month) == (latest.year, latest.month)
            ):
                rows.append((row, (latest.replace(day=28) + dt.timedelta(4)).replace(day=1) - dt.timedelta(1)))
    return pl.DataFrame(rows, schema={"row": pl.UInt32, "month_end": pl.Date}, orient="row").unique(
        "row", keep="first", maintain_order=True
    )
