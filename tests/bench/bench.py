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
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pycrfsuite
from crfsuite_field import write_field
from pyarabic import araby

from orchestration.news.articles import build_articles
from orchestration.news.files import list_files, read_files
from orchestration.news.meetings import find_meetings
from orchestration.news.mentions import find_mentions
from orchestration.news.normalise import fold, fold_text
from orchestration.news.offices import find_roles
from orchestration.news.quotes import find_quotes
from orchestration.news.recogniser import label_tokens, read_model
from orchestration.news.schemas import RAW_ARTICLE
from orchestration.news.sentences import slice_sentences, slice_spans
from orchestration.news.tokens import tokenise
from orchestration.training.fields import sentences_for_crfsuite
from orchestration.workers import map_ahead, stop_workers

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus" / "ant_bbc_france24.tar.gz"
LIMIT = 20_000_000
BATCH = 1_000  # about what the stages take at once
CRFSUITE_SENTENCES = 10_000  # of the first batch; their features are lists of strings


def main() -> int:
    if len(sys.argv) < 2 and not CORPUS.exists():
        print(f"skipped: {CORPUS.name} is not here, its texts belong to their outlets; say make bench CORPUS=folder")
        return 0
    with tempfile.TemporaryDirectory(prefix="marsad-bench-") as folder:
        if len(sys.argv) > 1:
            inboxes = [Path(sys.argv[1]).resolve()]
        else:
            archives = [CORPUS, *sorted(set(CORPUS.parent.glob("*.tar.gz")) - {CORPUS})]
            inboxes = [unpack(archive, Path(folder) / "inbox") for archive in archives]
        inbox = inboxes[0]
        print(f"{'what':<44}{'articles/s':>12}{'seconds':>10}  notes")
        for row in (*bench_stages(inbox), *bench_normalisation(inbox), *bench_job(inbox, Path(folder) / "warehouse")):
            print(row, flush=True)
        if len(inboxes) > 1:
            print(bench_whole_job(inboxes[0].parent, Path(folder) / "all"), flush=True)
        for row in bench_ask(Path(folder) / ("all" if len(inboxes) > 1 else "warehouse")):
            print(row, flush=True)
        row, misplaced = bench_spans(inboxes)
        print(row)
    return int(misplaced > 0)


def unpack(archive: Path, folder: Path) -> Path:
    inbox = folder / archive.name.removesuffix(".tar.gz")
    with tarfile.open(archive) as members:
        members.extractall(inbox, filter="data")
    return inbox


def bench_stages(inbox: Path) -> Iterator[str]:
    """The pure core, stage by stage, in batches of about a thousand articles."""
    listing = list_files(inbox, LIMIT)
    yield from bench_pages(inbox, listing)
    read, seconds = timed(lambda: [read_files(inbox, part, LIMIT) for part in listing.iter_slices(BATCH)])
    yield line("files: list, read, hash, decode", listing.height, seconds)
    raw = [to_articles(part) for part in read]
    count = sum(part.height for part in raw)
    built, seconds = timed(lambda: [build_articles(part) for part in raw])
    yield line("articles: sections, dates, sentences, sketches", count, seconds)
    _, once = timed(lambda: find_mentions(raw[0], built[0].sentences.head(20)))
    yield f"{'names: lexicons and model made ready, once':<44}{'':>12}{once:>10.1f}"
    sentences = [pages.sentences for pages in built]
    found, seconds = in_workers(find_mentions, list(zip(raw, sentences, strict=True)))
    yield line("names with the recogniser, in the job's workers", count, seconds, f"{height(found):,} mentions")
    yield from bench_recogniser(list(zip(raw, sentences, strict=True)))
    named = list(zip(raw, sentences, found, strict=True))
    roles, seconds = in_workers(find_roles, named)
    yield line("roles: offices beside the names, in the workers", count, seconds, f"{height(roles):,} roles")
    quoted, seconds = in_workers(find_quotes, named)
    yield line("quotes: speech with its speaker, in the workers", count, seconds, f"{height(quoted):,} quotations")
    dated = [
        (r.select("article_id", "raw_text").join(b.articles, on="article_id", maintain_order="left"), b.sentences, m)
        for r, b, m in zip(raw, built, found, strict=True)
    ]
    reported, seconds = in_workers(find_meetings, dated)
    reports = height(made.reports for made in reported)
    yield line("meetings: reports with evidence, in the workers", count, seconds, f"{reports:,} reports")
    stop_workers()


def in_workers(work: Callable[..., Any], batches: list[tuple[pl.DataFrame, ...]]) -> tuple[list[Any], float]:
    """Do the work of a stage in the worker processes, as the job does; returns its results and the seconds."""
    few = [tuple(frame.head(20) for frame in batch) for batch in batches[:1] * 4]
    list(map_ahead(work, few, tuple))  # each worker reads the lexicons once
    return timed(lambda: [result for _, result in map_ahead(work, batches, tuple)])


def height(frames: Iterable[pl.DataFrame]) -> int:
    return sum(frame.height for frame in frames)


def to_articles(files: pl.DataFrame) -> pl.DataFrame:
    return files.filter(state="loaded").select(*RAW_ARTICLE).unique("article_id", maintain_order=True)


def bench_recogniser(batches: list[tuple[pl.DataFrame, pl.DataFrame]]) -> Iterator[str]:
    """The recogniser alone, and crfsuite's own tagger with the same field on some of the same sentences."""
    model = read_model()
    texts = [slice_sentences(articles, sentences)["folded_words"] for articles, sentences in batches]
    tokens = [tokenise(folded) for folded in texts]
    labels, seconds = timed(lambda: [label_tokens(words, model)[0] for words in tokens])
    count, rate = sum(articles.height for articles, _ in batches), sum(words.height for words in tokens) / seconds
    yield line("recogniser alone, on words", count, seconds, f"{rate:,.0f} words/s")
    some = tokens[0].filter(pl.col("row") < CRFSUITE_SENTENCES)
    share = some["row"].n_unique() / tokens[0]["row"].n_unique()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "field.crfsuite"
        write_field(model, file)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(file))
        written, writing = timed(lambda: sentences_for_crfsuite(some, model.words))
        tagged, tagging = timed(lambda: [label for sentence in written for label in tagger.tag(sentence)])
    differing = sum(model.labels[ours] != theirs for ours, theirs in zip(labels[0], tagged, strict=False))
    slower = rate * (writing + tagging) / some.height
    yield line(
        "the same field by crfsuite's own tagger",
        round(batches[0][0].height * share),
        writing + tagging,
        f"{some.height / (writing + tagging):,.0f} words/s, features written in Python; the recogniser is "
        f"{slower:.0f} times faster, and {rate * tagging / some.height:.0f} times than the tagger alone; "
        f"{differing} of {some.height:,} labels differ",
    )


def bench_spans(inboxes: list[Path]) -> tuple[str, int]:
    """From files to mentions, and of how many the characters at their place are not their surface."""
    mentions = misplaced = 0
    start = time.perf_counter()
    listings = [(inbox, list_files(inbox, LIMIT)) for inbox in inboxes]
    for inbox, listing in listings:
        for part in listing.iter_slices(BATCH):
            raw = to_articles(read_files(inbox, part, LIMIT))
            found = find_mentions(raw, build_articles(raw).sentences)
            mentions += found.height
            misplaced += int((slice_spans(raw, found, "article_id") != found["surface"]).sum())
    notes = f"{misplaced} of {mentions:,} are not the characters at their place"
    files = sum(listing.height for _, listing in listings)
    return line("every mention against its raw text", files, time.perf_counter() - start, notes), misplaced


def bench_pages(inbox: Path, listing: pl.DataFrame) -> Iterator[str]:
    """From files to clean articles as the job does it, two batches at once, beside the ceiling of any such program.

    The ceiling is to read the files and fold their text once.
    """
    megabytes = listing["size_bytes"].sum() / 1e6
    parts = list(listing.iter_slices(BATCH))

    def clean(part: pl.DataFrame) -> int:
        return build_articles(to_articles(read_files(inbox, part, LIMIT))).articles.height

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
    seconds = run_job(inbox, warehouse)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield line("whole job: files to published warehouse", files, seconds, f"{peak:,.0f} MB peak of the largest process")
    again = run_job(inbox, warehouse)
    yield line("whole job again, nothing new", files, again, f"{again / seconds:.2f} of the first load")
    yield bench_definitions()


def bench_definitions() -> str:
    """What the UI and the daemon wait for: the definitions, in a fresh process, beside Dagster's own import."""
    loading, alone = (
        min(timed(lambda: subprocess.run([sys.executable, "-c", program], check=True))[1] for _ in range(3))  # noqa: B023
        for program in ("import orchestration.definitions", "import dagster")
    )
    notes = f"{loading / alone:.1f} times `import dagster` ({alone:.1f})"
    return f"{'definitions load':<44}{'':>12}{loading:>10.1f}  {notes}"


def bench_whole_job(inbox: Path, warehouse: Path) -> str:
    """The whole job over all corpora."""
    files = list_files(inbox, LIMIT).height
    seconds = run_job(inbox, warehouse)
    return line(f"whole job over {files:,} files", files, seconds)


ASKED = (
    "ask.actor('Haftar')",
    "ask.meetings('Haftar')",
    "ask.meetings('Netanyahu', 'ترامب')",
    "ask.who_met('محمد بن سلمان')",
    "ask.timeline('Sarraj')",
    "ask.evidence((select max_by(meeting_id, reports_count) from marts.fct_meetings))",
    "ask.participants((select max_by(meeting_id, reports_count) from marts.fct_meetings))",
    "ask.disputed()",
    "ask.status_changes()",
    "ask.overdue()",
    "ask.silence()",
    "ask.quotes('Trump')",
    "ask.co_mentions('Saudi Arabia')",
    "ask.search('مجلس الوزراء السعودية')",
    "ask.help()",
)


def bench_ask(warehouse: Path) -> Iterator[str]:
    """Each macro of the schema ask, the best of five, beside a plain count of the mentions of one actor."""
    with duckdb.connect(str(warehouse / "current" / "warehouse.duckdb"), read_only=True) as connection:

        def best_of_five(source: str) -> float:
            return min(timed(lambda: connection.execute(f"from {source}").fetchall())[1] for _ in range(5))

        listed = {macro.partition("(")[0] for (macro,) in connection.execute("select macro from ask.help").fetchall()}
        if left_out := listed - {source.partition("(")[0].removeprefix("ask.") for source in ASKED}:
            raise SystemExit(f"not measured: {left_out}")
        plain = best_of_five("(select count(*) from marts.fct_mentions where actor_id = 'saudi_arabia')")
        for source in ASKED:
            seconds = best_of_five(source)
            yield f"{source.partition('((')[0]:<56}{seconds:>10.3f}  {seconds / plain:.0f} times a plain count"


def run_job(inbox: Path, warehouse: Path) -> float:
    """Run the job in a process of its own; returns the seconds that it took, from its start to its end."""
    environment = os.environ | {"MARSAD_INBOX": str(inbox), "MARSAD_WAREHOUSE": str(warehouse)}
    command = [sys.executable, "-m", "orchestration.cli", "run"]
    os.sync()  # what was written before is no part of this run
    result, seconds = timed(
        lambda: subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    )
    if result.returncode:
        raise SystemExit(result.stderr)
    return float(seconds)


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.perf_counter()
    return work(), time.perf_counter() - start


def line(what: str, count: int, seconds: float, notes: str = "") -> str:
    return f"{what:<44}{count / seconds:>12,.0f}{seconds:>10.1f}  {notes}"


if __name__ == "__main__":
    sys.exit(main())
