"""The commands behind the Makefile: each is one call into the module that does it."""

import argparse
import atexit
import gc
import os
import shutil
import sys
from pathlib import Path
from typing import Any

from orchestration import summary
from orchestration.run_lock import run_in_progress
from orchestration.settings import ROOT, Settings, export_settings, read_settings
from orchestration.terminal import escape_lines
from orchestration.workers import stop_workers


def main() -> int:
    """Run one command; returns the exit code."""
    parser = argparse.ArgumentParser(prog="marsad", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="load the inbox and publish the warehouse")
    run.add_argument("--folder", help="take the files of this folder of the inbox alone")
    run.add_argument(
        "--limit", type=_above_zero, metavar="N", help="read at most so many new files, and leave the rest"
    )
    run.add_argument("--force", action="store_true", help="read files again that look unchanged")
    commands.add_parser("rebuild", help="read and make everything anew beside the published file, then publish it")
    reextract = commands.add_parser("reextract", help="make the output of stages anew for every article, and publish")
    reextract.add_argument("stages", nargs="*", metavar="STAGE", help="articles, mentions ... (default: all)")
    commands.add_parser("ui", help="the Dagster UI on 127.0.0.1:3000")
    commands.add_parser("sql", help="a read-only SQL shell on the published warehouse")
    explain = commands.add_parser("explain", help="what one article became, or how one report was read")
    subject = explain.add_mutually_exclusive_group(required=True)
    subject.add_argument("file", nargs="?", help="a path, as it stands in the inbox or anywhere")
    subject.add_argument("--report", metavar="ID", help="a report_id of fct_meeting_reports")
    commands.add_parser("quarantine", help="the files that were not loaded")
    commands.add_parser("verify", help="rebuild beside the published file and print what differs")
    export = commands.add_parser("export", help="dyads as Parquet, in the columns of GDELT and POLECAT")
    export.add_argument("folder", nargs="?", type=Path, help="where to (default: exports, in the warehouse's folder)")
    report = commands.add_parser("report", help="the published warehouse as static pages that need no network")
    report.add_argument("folder", nargs="?", type=Path, help="where to (default: report, in the warehouse's folder)")
    release = commands.add_parser("release", help="freeze the published snapshot as Parquet, to cite and hand on")
    release.add_argument("name", help="letters, digits, dots, dashes and underscores")
    release.add_argument("--with-texts", action="store_true", help="whole texts too: for your own use, not to hand on")
    release.add_argument("--accuracy", type=Path, metavar="FILE", help="figures measured with the same rules")
    commands.add_parser("docs", help="dbt's page of models and lineage, as one file")
    commands.add_parser("dictionary", help="write the README's dictionary from the descriptions of tables and columns")
    notebook = commands.add_parser("notebook", help="ten questions with charts, in a browser on 127.0.0.1")
    notebook.add_argument("copy", nargs="?", type=Path, help="edit this file, a copy of them (default: look at them)")
    learn = commands.add_parser("learn-words", help="count the common words of real articles into a lexicon")
    learn.add_argument("folder", nargs="+", type=Path)
    chrome = commands.add_parser("learn-chrome", help="propose phrases of page furniture from lines that repeat")
    chrome.add_argument("--articles", type=int, default=5, help="in how many articles of a source (default: 5)")
    chrome.add_argument("--percent", type=float, default=2, help="in which share of them (default: 2)")
    _add_review(commands.add_parser("review", help="the actors that no lexicon holds, and what to do with them"))
    arguments = parser.parse_args()
    try:
        return _COMMANDS[arguments.command](read_settings(), arguments)
    except BrokenPipeError:
        return 0
    except (OSError, ValueError, RuntimeError) as error:
        print(f"marsad: {escape_lines(str(error), '  ')}", file=sys.stderr)
        return 2


def _add_review(review: argparse.ArgumentParser) -> None:
    review.add_argument("--kind", choices=["person", "organization"], help="list these alone")
    review.add_argument("--limit", type=int, default=20, help="how many to list (default: 20)")
    decision = review.add_mutually_exclusive_group()
    decision.add_argument("--accept", metavar="ID", help="take this one into the registry: --slug or --same-as")
    decision.add_argument("--reject", metavar="ID", help="these words name nobody")
    goal = review.add_mutually_exclusive_group()
    goal.add_argument("--slug", help="the new actor's id in the registry")
    goal.add_argument("--same-as", metavar="SLUG", help="an actor of the registry who goes by these forms too")
    review.add_argument("--name-en", help="the new actor's name in English")
    review.add_argument("--country", metavar="ISO3", help="the country that it belongs to")
    review.add_argument("--sector", help="its sector in PLOVER's terms, such as GOV")


def _run(settings: Settings, arguments: argparse.Namespace) -> int:
    asked = {name: getattr(arguments, name) for name in ("folder", "limit", "force")}
    return _run_job(settings, "load_news", {name: value for name, value in asked.items() if value})


def _rebuild(settings: Settings, _: argparse.Namespace) -> int:
    return _run_job(settings, "rebuild", {"from_scratch": True})


def _reextract(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.stages import STAGES  # noqa: PLC0415 - loads the core

    return _run_job(settings, "reextract", {"stages": arguments.stages or [stage.name for stage in STAGES]})


def _run_job(settings: Settings, name: str, config: dict[str, Any]) -> int:
    if not settings.inbox.is_dir():
        raise NotADirectoryError(f"the inbox {settings.inbox} is no folder: set MARSAD_INBOX or make it")
    prepare_dagster_home(settings)
    running = run_in_progress(settings)
    if running:
        where = escape_lines(str(settings.build_file))
        print(f"marsad: {running} is writing to {where}; run again when it has ended", file=sys.stderr)
        return 1
    from orchestration.warm_up import warm_up_for_first_load  # noqa: PLC0415 - loads the core

    warm_up_for_first_load(settings)
    atexit.register(gc.freeze)  # else the interpreter looks through all of Dagster once more: a second
    gc.disable()  # nothing of what is imported is garbage, and looking costs half a second
    try:
        from orchestration.job import run_job  # noqa: PLC0415 - Dagster takes seconds to import
    except Exception as error:  # whatever Dagster finds wrong with the schedule or the graph
        stop_workers()
        raise ValueError(f"the definitions do not load: {error}") from error
    finally:
        gc.enable()

    failure = run_job(settings, name, config)
    if failure:
        print(f"\nThe run failed; what was published before stays.\n{escape_lines(failure, '  ')}", file=sys.stderr)
        return 1
    print(summary.describe(settings))
    return 0


def _above_zero(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _ui(settings: Settings, _: argparse.Namespace) -> int:
    prepare_dagster_home(settings)
    dagster = str(Path(sys.executable).parent / "dagster")
    os.chdir(ROOT)
    os.execv(dagster, [dagster, "dev", "-w", "workspace.yaml", "-h", "127.0.0.1", "-p", "3000"])  # noqa: S606


def _sql(settings: Settings, _: argparse.Namespace) -> int:
    from orchestration.shell import run_shell  # noqa: PLC0415 - only this command needs it

    return run_shell(settings)


def _explain(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.explain import explain_file  # noqa: PLC0415 - loads the lexicons
    from orchestration.explain_report import explain_report  # noqa: PLC0415 - loads the lexicons

    colour = sys.stdout.isatty()
    if arguments.report is not None:
        print(explain_report(settings, arguments.report, colour=colour))
    else:
        print(explain_file(settings, arguments.file, colour=colour))
    return 0


def _quarantine(settings: Settings, _: argparse.Namespace) -> int:
    print(summary.list_quarantine(settings))
    return 0


def _verify(settings: Settings, _: argparse.Namespace) -> int:
    from orchestration.verify import compare_with_rebuild  # noqa: PLC0415 - runs the whole job

    differences = compare_with_rebuild(settings)
    print(differences.text)
    return 1 if differences.rows else 0


def _review(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration import registry, review  # noqa: PLC0415 - loads the lexicons

    details = (arguments.name_en, arguments.country, arguments.sector)
    if (any(details) and not arguments.slug) or ((arguments.slug or arguments.same_as) and not arguments.accept):
        raise ValueError("--name-en, --country and --sector go with --slug, and --slug and --same-as with --accept")
    if arguments.reject:
        print(registry.reject(settings, arguments.reject))
    elif not arguments.accept:
        print(review.list_discovered(settings, arguments.kind, arguments.limit))
    elif arguments.same_as:
        print(registry.accept_as_same(settings, arguments.accept, arguments.same_as))
    elif arguments.slug and arguments.name_en:
        entry = registry.Entry(arguments.slug, arguments.name_en, arguments.country, arguments.sector)
        print(registry.accept_as_new(settings, arguments.accept, entry))
    else:
        raise ValueError("--accept needs --slug and --name-en, or --same-as")
    return 0


def _export(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.exports import export_events  # noqa: PLC0415 - only this command needs it

    for file, rows in export_events(settings, arguments.folder or settings.warehouse / "exports").items():
        print(f"{rows:>9,} rows  {escape_lines(str(file))}")
    return 0


def _report(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.report.site import write_report  # noqa: PLC0415 - only this command needs it

    written = write_report(settings, arguments.folder)
    where = escape_lines(str(written.folder / "index.html"))
    print(f"{written.pages:,} pages, {written.size_bytes / 1e6:,.1f} MB: open {where}")
    return 0


def _release(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.releases import freeze  # noqa: PLC0415 - loads the core

    release = freeze(settings, arguments.name, with_texts=arguments.with_texts, accuracy=arguments.accuracy)
    print(f"{release.rows:,} rows, {release.size_bytes / 1e6:,.1f} MB  {escape_lines(str(release.folder))}")
    return 0


def _docs(settings: Settings, _: argparse.Namespace) -> int:
    from orchestration.dbt_docs import write_docs  # noqa: PLC0415 - only this command needs it

    print(f"open {escape_lines(str(write_docs(settings)))}")
    return 0


def _dictionary(_: Settings, __: argparse.Namespace) -> int:
    from orchestration.dictionary import write_dictionary  # noqa: PLC0415 - only this command needs it

    print(f"written {escape_lines(str(write_dictionary()))}")
    return 0


def _notebook(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.notebook import open_notebook  # noqa: PLC0415 - only this command needs it

    open_notebook(settings, arguments.copy)
    return 0


def _learn_words(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.learn import learn_common_words  # noqa: PLC0415 - loads the lexicons

    print(f"{learn_common_words(arguments.folder, settings.max_bytes)} words in common_words.csv")
    return 0


def _learn_chrome(settings: Settings, arguments: argparse.Namespace) -> int:
    from orchestration.proposals import propose_chrome  # noqa: PLC0415 - loads the lexicons

    print(propose_chrome(settings, least_articles=arguments.articles, least_percent=arguments.percent))
    return 0


_COMMANDS = {
    "run": _run,
    "rebuild": _rebuild,
    "reextract": _reextract,
    "ui": _ui,
    "sql": _sql,
    "explain": _explain,
    "quarantine": _quarantine,
    "verify": _verify,
    "review": _review,
    "export": _export,
    "report": _report,
    "release": _release,
    "docs": _docs,
    "dictionary": _dictionary,
    "notebook": _notebook,
    "learn-words": _learn_words,
    "learn-chrome": _learn_chrome,
}


def prepare_dagster_home(settings: Settings) -> None:
    """Give Dagster a home below the warehouse folder, and the processes that it starts the same settings."""
    try:
        settings.dagster_home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OSError(f"nothing can be written below {settings.warehouse} (MARSAD_WAREHOUSE): {error}") from error
    home_config = settings.dagster_home / "dagster.yaml"
    if not home_config.exists():
        shutil.copyfile(ROOT / "orchestration" / "dagster.yaml", home_config)
    export_settings(settings)


if __name__ == "__main__":
    sys.exit(main())
