"""`make report`: writes the pages. An asset's body is one call of `write_report`."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

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
from orchestration.report.views import Views, make_views
from orchestration.settings import Settings
from orchestration.warehouse import open_published

_STATIC = Path(__file__).parent / "static"
_NAVIGATION = [
    {"href": "index.html", "label": words.Label("نظرة عامة", "Overview")},
    {"href": "meetings.html", "label": words.Label("اللقاءات", "Meetings")},
    {"href": "actors.html", "label": words.Label("الأسماء", "Names")},
    {"href": "places.html", "label": words.Label("الأماكن", "Places")},
    {"href": "matrix.html", "label": words.Label("من التقى من", "Who met whom")},
    {"href": "outlets.html", "label": words.Label("المنافذ", "Outlets")},
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

    def page(template: str, href: str, content: dict[str, Any], section: str = "") -> tuple[str, str]:
        root = "../" * href.count("/")
        html = environment.get_template(template).render(content, root=root, here=section or href, here_exactly=href)
        return href, re.sub(r"\n\s*\n+", "\n", html)

    yield page("overview.html", "index.html", describe_overview(facts, views))
    years = list_years(views)
    newest = list(views.meetings.values())[:_NEWEST]
    groups = [{"label": words.Label("أحدثها", "Newest"), "meetings": newest}] if newest else []
    heading = words.Label("اللقاءات", "Meetings")
    yield page(
        "meetings.html", "meetings.html", {"heading": heading, "years": years, "groups": groups, "note": _BY_DAY}
    )
    for year in years:
        heading = words.Label(f"اللقاءات: {year['label'].ar}", f"Meetings: {year['label'].en}")
        content = {"heading": heading, "years": years, "groups": year["groups"], "note": _BY_DAY}
        yield page("meetings.html", year["href"], content, "meetings.html")
    disputed = [meeting for meeting in views.meetings.values() if meeting["is_disputed"]]
    groups = (
        [{"label": words.Label("لقاءات مختلف فيها", "Disputed meetings"), "meetings": disputed}] if disputed else []
    )
    heading = words.Label("ما اختلفت فيه المنافذ", "Where outlets differ")
    yield page("meetings.html", "disputed.html", {"heading": heading, "years": [], "groups": groups, "note": _DISPUTED})
    yield page("actors.html", "actors.html", _list_actors(views))
    yield page("places.html", "places.html", describe_places(facts, views))
    yield page("matrix.html", "matrix.html", describe_matrix(views))
    yield page("outlets.html", "outlets.html", describe_exposure(facts, views))
    for actor in views.actors.values():
        if actor["href"]:
            yield page("actor.html", actor["href"], describe_actor(facts, views, actor["id"]), "actors.html")
    for meeting in views.meetings.values():
        yield page("meeting.html", meeting["href"], describe_meeting(facts, views, meeting["id"]), "meetings.html")


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
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean(value: Any) -> Any:
    """A text with a replacement character for each that a page may not hold; anything else as it is."""
    return _UNSAFE.sub("\ufffd", value) if type(value) is str and _UNSAFE.search(value) else value


def _list_actors(views: Views) -> dict[str, Any]:
    with_page = sorted((actor for actor in views.actors.values() if actor["href"]), key=lambda actor: str(actor["ar"]))
    groups = [
        {"id": id_, "label": label, "actors": [actor for actor in with_page if actor["kind_id"] == id_]}
        for id_, label in words.ACTOR_KIND.items()
    ]
    rest = sum(1 for id_ in views.meetings_of_actor if not views.actors[id_]["href"])
    note = words.Label(
        f"الأكثر لقاءً، وعدد لقاءات كل منهم. {rest:,} اسمًا غيرهم يجده البحث، ويقود إلى أحدث لقاء له.",
        f"Those with most meetings. The search finds {rest:,} others and leads to the newest meeting of each.",
    )
    return {"note": note, "groups": [group for group in groups if group["actors"]]}


_NEWEST = 100
_BY_DAY = words.Label(
    "باليوم الذي عُقد فيه اللقاء أو يُنتظر، وإلا فبيوم أول خبر عنه.",
    "By the day of the meeting, else of its first report.",
)
_DISPUTED = words.Label(
    "اختلفت المنافذ في تاريخ هذه اللقاءات أو مكانها أو أطرافها أو في انعقادها.",
    "Outlets differ on the date, the place, the participants or the status of these.",
)
