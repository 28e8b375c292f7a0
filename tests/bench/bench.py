"""`make bench`: articles per second by stage and for the whole job, beside a plain Python implementation.

Every figure of one table comes from one run on one machine; read the ratios rather than the seconds.
"""

import os
import resource
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl
from pyarabic import araby

from orchestration.news.articles import build_articles
from orchestration.news.files import list_files, read_files
from orchestration.news.meetings import find_meetings
from orchestration.news.mentions import find_mentions
from orchestration.news.normalise import fold, fold_text
from orchestration.news.quotes import find_quotes
from orchestration.news.schemas import RAW_ARTICLE

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "ant_bbc_france24.tar.gz"
LIMIT = 20_000_000
BATCH = 2_000  # about what the stages take at once


def main() -> int:
    if len(sys.argv) < 2 and not CORPUS.exists():
        print(f"skipped: {CORPUS.name} is not here, its texts belong to their outlets; say make bench CORPUS=folder")
        return 0
    with tempfile.TemporaryDirectory(prefix="marsad-bench-") as folder:
        inbox = Path(folder) / "inbox"
        if len(sys.argv) > 1:
            inbox = Path(sys.argv[1]).resolve()
        else:
            with tarfile.open(CORPUS) as archive:
                archive.extractall(inbox, filter="data")
        print(f"{'what':<44}{'articles/s':>12}{'seconds':>10}  notes")
        for row in (*bench_stages(inbox), *bench_normalisation(inbox), *bench_job(inbox, Path(folder) / "warehouse")):
            print(row, flush=True)
    return 0


def bench_stages(inbox: Path) -> Iterator[str]:
    """The pure core, stage by stage, in batches of two thousand articles, one at a time."""
    listing = list_files(inbox, LIMIT)
    yield from bench_pages(inbox, listing)
    read, seconds = timed(lambda: [read_files(inbox, part, LIMIT) for part in listing.iter_slices(BATCH)])
    yield line("files: list, read, hash, decode", listing.height, seconds)
    raw = [part.filter(state="loaded").select(*RAW_ARTICLE).unique("article_id", maintain_order=True) for part in read]
    count = sum(part.height for part in raw)
    built, seconds = timed(lambda: [build_articles(part) for part in raw])
    yield line("articles: sections, dates, sentences, sketches", count, seconds)
    found, seconds = timed(lambda: [find_mentions(r, b.sentences) for r, b in zip(raw, built, strict=True)])
    mentions = sum(part.height for part in found)
    yield line("mentions: registry, gazetteers, discovery", count, seconds, f"{mentions:,} mentions")
    quoted, seconds = timed(lambda: [find_quotes(r, b.sentences, m) for r, b, m in zip(raw, built, found, strict=True)])
    yield line(
        "quotes: direct speech with its speaker", count, seconds, f"{sum(q.height for q in quoted):,} quotations"
    )
    dated = [
        r.select("article_id", "raw_text").join(b.articles, on="article_id", maintain_order="left")
        for r, b in zip(raw, built, strict=True)
    ]
    reported, seconds = timed(
        lambda: [find_meetings(d, b.sentences, m) for d, b, m in zip(dated, built, found, strict=True)]
    )
    yield line(
        "meetings: reports with evidence", count, seconds, f"{sum(r.reports.height for r in reported):,} reports"
    )


def bench_pages(inbox: Path, listing: pl.DataFrame) -> Iterator[str]:
    """From files to clean articles as the job does it, two batches at once, beside the ceiling of any such program.

    The ceiling is to read the files and fold their text once.
    """
    megabytes = listing["size_bytes"].sum() / 1e6
    parts = list(listing.iter_slices(BATCH))

    def clean(part: pl.DataFrame) -> int:
        raw = read_files(inbox, part, LIMIT).filter(state="loaded").select(*RAW_ARTICLE)
        return build_articles(raw.unique("article_id", maintain_order=True)).articles.height

    def fold_only(part: pl.DataFrame) -> int:
        paths = (inbox / path.decode("utf-8", "surrogateescape") for path in part["path_bytes"])
        texts = pl.Series([path.read_text("utf-8", "replace") for path in paths])
        return texts.to_frame("text").select(fold(pl.col("text"))).height

    clean(parts[0])  # the lexicons are read once
    with ThreadPoolExecutor(2) as pool:
        count, seconds = timed(lambda: sum(pool.map(clean, parts)))
        _, ceiling = timed(lambda: sum(pool.map(fold_only, parts)))
    share = f"{ceiling / seconds:.0%} of the ceiling, {megabytes / ceiling:.0f} MB/s"
    yield line(
        "files to clean articles, two batches at once", count, seconds, f"{megabytes / seconds:.1f} MB/s; {share}"
    )


def bench_normalisation(inbox: Path) -> Iterator[str]:
    """One normalisation three ways: our expression, the same table in plain Python, pyarabic's functions."""
    listing = list_files(inbox, LIMIT).head(2_000)
    texts = read_files(inbox, listing, LIMIT)["raw_text"]
    megabytes = texts.str.len_bytes().sum() / 1e6
    ours, our_seconds = timed(lambda: texts.to_frame().select(fold(pl.col("raw_text"))).to_series())
    plain, plain_seconds = timed(lambda: [fold_text(text) for text in texts])
    _, pyarabic_seconds = timed(lambda: [normalise_with_pyarabic(text) for text in texts])
    assert ours.to_list() == plain
    yield line("normalise: Polars expression", texts.len(), our_seconds, f"{megabytes / our_seconds:.0f} MB/s")
    yield line(
        "normalise: the same table, str.translate",
        texts.len(),
        plain_seconds,
        f"{megabytes / plain_seconds:.0f} MB/s; the expression is {plain_seconds / our_seconds:.1f} times faster",
    )
    yield line(
        "normalise: pyarabic's functions",
        texts.len(),
        pyarabic_seconds,
        f"{megabytes / pyarabic_seconds:.0f} MB/s; the expression is {pyarabic_seconds / our_seconds:.1f} times faster",
    )


def normalise_with_pyarabic(text: str) -> str:
    """What the rules of `fold` do, as pyarabic has them ready-made."""
    plain = araby.strip_tatweel(araby.strip_tashkeel(text))
    return araby.normalize_teh(araby.normalize_alef(araby.normalize_ligature(plain))).replace("ى", "ي")


def bench_job(inbox: Path, warehouse: Path) -> Iterator[str]:
    """The whole job as `make run` runs it: raw files to a published warehouse, and again with nothing new."""
    files = list_files(inbox, LIMIT).height
    _, seconds = timed(lambda: run_job(inbox, warehouse))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield line("whole job: files to published warehouse", files, seconds, f"{peak:,.0f} MB peak of the largest process")
    _, again = timed(lambda: run_job(inbox, warehouse))
    yield line("whole job again, nothing new", files, again, f"{again / seconds:.2f} of the first load")
    _, loading = timed(lambda: subprocess.run([sys.executable, "-c", "import orchestration.definitions"], check=True))
    yield f"{'definitions load':<44}{'':>12}{loading:>10.1f}"


def run_job(inbox: Path, warehouse: Path) -> None:
    environment = os.environ | {"MARSAD_INBOX": str(inbox), "MARSAD_WAREHOUSE": str(warehouse)}
    command = [sys.executable, "-m", "orchestration.cli", "run"]
    result = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode:
        raise SystemExit(result.stderr)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def line(what: str, count: int, seconds: float, notes: str = "") -> str:
    return f"{what:<44}{count / seconds:>12,.0f}{seconds:>10.1f}  {notes}"


if __name__ == "__main__":
    sys.exit(main())
