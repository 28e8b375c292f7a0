"""The names that the search of the pages looks through, as scripts: a page opened from a disk may not fetch a file."""

import json
from typing import Any

from orchestration.ask.name_keys import page_rules
from orchestration.report.facts import Facts
from orchestration.report.views import View, Views


def write_index(facts: Facts, views: Views) -> dict[str, str]:
    """The rules of the keys and the names, by the name of the script that holds them.

    Rules: a name leads to its actor's page; to the newest meeting where the actor has none.
    """
    entries = [_entry(facts, views, id_, meetings) for id_, meetings in views.meetings_of_actor.items()]
    entries.sort(key=lambda entry: (-entry[4], entry[0], entry[1]))
    return {
        "keys.js": f"marsad.rules = {script_json(page_rules())};\n",
        "names.js": f"marsad.names = {script_json(entries)};\n",
    }


def script_json(value: object) -> str:
    """JSON that no text in it can end, also inside a page: without <, &, and the line ends that only scripts know."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "backslashreplace").decode()  # a lone surrogate has no UTF-8


def _entry(facts: Facts, views: Views, id_: str, meetings: list[View]) -> list[Any]:
    """Where to, the Arabic and the English name, what it is, its meetings, and its other forms."""
    actor = views.actors[id_]
    forms = {alias["alias"] for alias in facts.aliases_of_actor.get(id_, [])} - {actor["ar"], actor["en"]}
    href = actor["href"] or meetings[0]["href"]
    return [href, actor["ar"], actor["en"] or "", actor["kind"].ar, actor["meetings"], *sorted(forms)]
