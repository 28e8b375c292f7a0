"""`make report`: writes the pages. An asset's body is one call of `write_report`."""

import json
import re
import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from orchestration.news.normalise import fold_text
from orchestration.report import words
from orchestration.report.actor_pages import describe_actor
from orchestration.report.exposure import describe_exposure
from orchestration.report.facts import Facts, read_facts
from orchestration.report.folder_swap import replacing
from orchestration.report.matrix import describe_matrix
from orchestration.report.meeting_pages import describe_meeting
from orchestration.report.overview import describe_overview, list_years
from orchestration.report.places import describe_places
from orchestration.report.search_index import write_index
from orchestration.report.views import View, Views, make_views
from orchestration.settings import Settings
from orchestration.warehouse import open_published

_STATIC = Path(__file__).parent / "static"
_NAVIGATION = [
    {"href": "index.html", "label": words.Label("نظرة عامة", "Overview")},
    {"href": "meetings.html", "label": words.Label("اللقاءات", "Meetings")},
    {"href": "actors.html", "label": words.Label("الأسماء", "Names")},
    {"href": "places.html", "label": words.Label("الأماكن", "Places")},
    {"href": "matrix.html", "label": words.Label("من التقى من", "Who met whom")},
    {"href": "outlets.html", "label": words.Label("وسائل الإعلام", "Outlets")},
]


class Written(NamedTuple):
    """What was written."""

    folder: Path
    pages: int
    size_bytes: int


def write_report(settings: Settings, folder: Path | None = None, actor_pages: int = 500) -> Written:
    """Write the report of the published warehouse into a folder, in place of the one that is there.

    Takes: the folder (default: report, in the warehouse's folder); how many actors get a page, those of most meetings.
    Rules: a function of the published warehouse alone, byte for byte.

    Raises:
        FileNotFoundError: nothing has been published yet.
        FileExistsError: the folder holds something else than a report.
    """
    with open_published(settings) as connection:
        facts = read_facts(connection)
    views = make_views(facts, actor_pages)
    target = folder or settings.warehouse / "report"
    pages = 0
    with replacing(target) as partial:
        for name in ("static", "actors", "meetings"):
            (partial / name).mkdir()
        for href, html in _render(facts, views):
            (partial / href).write_text(html, encoding="utf-8", errors="replace")
            pages += 1
        for file in sorted(_STATIC.iterdir()):
            shutil.copyfile(file, partial / "static" / file.name)
        for script, text in write_index(facts, views).items():
            (partial / "static" / script).write_text(text, encoding="utf-8")
        marker = {"run_id": facts.run.get("run_id"), "pages": pages}
        (partial / "report.json").write_text(json.dumps(marker) + "\n")
    return Written(target, pages, sum(file.stat().st_size for file in target.rglob("*") if file.is_file()))


def _render(facts: Facts, views: Views) -> Iterator[tuple[str, str]]:
    """Each page's place in the folder and its text."""
    environment = make_environment(facts)
    for page in chain(_list_pages(facts, views), _list_pages_of_meetings(views), _list_pages_of_rows(facts, views)):
        html = environment.get_template(page.template).render(
            page.content, root="../" * page.href.count("/"), here=page.section or page.href, here_exactly=page.href
        )
        yield page.href, re.sub(r"\n\s*\n+", "\n", html)


class _Page(NamedTuple):
    template: str
    href: str
    content: dict[str, Any]
    section: str = ""  # the page of the navigation that it belongs to, where it is another


def _list_pages(facts: Facts, views: Views) -> Iterator[_Page]:
    yield _Page("overview.html", "index.html", describe_overview(facts, views))
    yield _Page("actors.html", "actors.html", _list_actors(views))
    yield _Page("places.html", "places.html", describe_places(facts, views))
    yield _Page("matrix.html", "matrix.html", describe_matrix(views))
    yield _Page("outlets.html", "outlets.html", describe_exposure(facts, views))


def _list_pages_of_meetings(views: Views) -> Iterator[_Page]:
    """The newest, each year's, and those on which outlets differ."""
    meetings, years = list(views.meetings.values()), list_years(views)
    yield _meetings_page("meetings.html", words.Label("اللقاءات", "Meetings"), _group(_NEWEST, meetings[:100]), years)
    for year in years:
        heading = words.Label(f"اللقاءات: {year['label'].ar}", f"Meetings: {year['label'].en}")
        yield _meetings_page(year["href"], heading, year["groups"], years)
    disputed = [meeting for meeting in meetings if meeting["is_disputed"]]
    yield _meetings_page("disputed.html", _DISPUTED, _group(_DISPUTED_MEETINGS, disputed), [], _WHY_DISPUTED)


def _group(label: words.Label, meetings: list[View]) -> list[View]:
    return [{"label": label, "meetings": meetings}] if meetings else []


def _meetings_page(
    href: str, heading: words.Label, groups: list[View], years: list[View], note: words.Label | None = None
) -> _Page:
    content = {"heading": heading, "groups": groups, "years": years, "note": note or _BY_DAY}
    return _Page("meetings.html", href, content, "meetings.html")


def _list_pages_of_rows(facts: Facts, views: Views) -> Iterator[_Page]:
    for actor in views.actors.values():
        if actor["href"]:
            yield _Page("actor.html", actor["href"], describe_actor(facts, views, actor["id"]), "actors.html")
    for meeting in views.meetings.values():
        yield _Page("meeting.html", meeting["href"], describe_meeting(facts, views, meeting["id"]), "meetings.html")


def make_environment(facts: Facts) -> Environment:
    """The templates: whatever they are given is text, which is escaped and cleaned of what is no character."""
    environment = Environment(
        loader=PackageLoader("orchestration.report"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=clean,
    )
    ended = facts.run.get("ended_at")
    day = words.name_day(ended.date()) if ended else words.NO_DAY
    environment.globals |= {
        "navigation": _NAVIGATION,
        "status_labels": words.STATUS,
        "evidence_labels": words.EVIDENCE,
        "run_id": facts.run.get("run_id", ""),
        "footer": words.Label(f"من تحميل {day.ar}", f"from the load of {day.en}"),
    }
    return environment


# Control characters, lone surrogates and noncharacters, which no page may hold; and what would reorder a line:
# embeddings, overrides and isolates of direction. The marks U+200C-U+200F stay: Arabic is written with them.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(value: Any) -> Any:
    """A text with a replacement character for each that a page may not hold; anything else as it is."""
    return _UNSAFE.sub("\ufffd", value) if type(value) is str and _UNSAFE.search(value) else value


def _list_actors(views: Views) -> dict[str, Any]:
    with_page = sorted(
        (actor for actor in views.actors.values() if actor["href"]),
        key=lambda actor: (fold_text(actor["ar"]), actor["id"]),
    )
    groups = [
        {"id": id_, "label": label, "actors": [actor for actor in with_page if actor["kind_id"] == id_]}
        for id_, label in words.ACTOR_KINDS.items()
    ]
    rest = sum(1 for id_ in views.meetings_of_actor if not views.actors[id_]["href"])
    note = words.Label(
        f"الأكثر لقاءً، وعدد لقاءات كل منهم. {rest:,} اسمًا غيرهم يجده البحث، ويقود إلى أحدث لقاء له.",
        f"Those with most meetings. The search finds {rest:,} others and leads to the newest meeting of each.",
    )
    return {"note": note, "groups": [group for group in groups if group["actors"]]}


_NEWEST = words.Label("أحدثها", "Newest")
_BY_DAY = words.Label(
    "باليوم الذي عُقد فيه اللقاء أو يُنتظر، وإلا فبيوم أول خبر عنه.",
    "By the day of the meeting, else of its first report.",
)
_DISPUTED = words.Label("ما اختلفت فيه وسائل الإعلام", "Where outlets differ")
_DISPUTED_MEETINGS = words.Label("لقاءات مختلف فيها", "Disputed meetings")
_WHY_DISPUTED = words.Label(
    "اختلفت وسائل الإعلام في تاريخ هذه اللقاءات أو مكانها أو أطرافها أو في انعقادها.",
    "Outlets differ on the date, the place, the participants or the status of these.",
)
