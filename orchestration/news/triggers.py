"""Trigger words: which written forms name an encounter, or carry a noun that does.

Belongs here: the inflection of the lexicon's verbs and nouns, as a table from folded form to reading.
Does not belong here: who meets whom (participants.py), and whether it took place (statuses.py).
"""

import functools
import itertools
from typing import NamedTuple

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

_PRONOUNS = ("ه", "ها", "هم", "هما", "هن", "نا")  # not ي: «اجتماعي» is an adjective
_JOINT_PRONOUNS = frozenset({"هم", "هما", "نا", "هن"})
# Suffixes of the perfect and of the imperfect (Ryding 2005 ch. 21); a defective verb loses its last letter.
_PERFECT = {
    "sound": ("", "ت", "ا", "تا", "وا", "نا"),
    "hollow": ("", "ت", "ا", "تا", "وا"),
    "defective": ("ي", "ا", "ت", "يا", "تا", "وا", "يت", "ينا"),
}
_IMPERFECT = ("", "ان", "ون", "ا", "وا")
_FUTURE = ("", "س")


class Trigger(NamedTuple):
    """One reading of one written form."""

    lemma: str
    kind: str  # verb|noun|light
    frame: str
    meeting_type: str
    mode: str
    tense: str  # perfect|imperfect|future|passive|noun
    pronoun: str  # "" | single | joint: who is meant stands elsewhere
    is_dual: bool
    is_definite: bool
    is_joined: bool  # opens with و or ف
    preposition: str  # ب ل ك written together with it
    is_plural: bool = False  # «لقاءات», «لقاءين», where the lexicon has the singular


@functools.cache
def trigger_forms() -> dict[str, Trigger]:
    """Every folded written form of the lexicon's triggers, with its reading.

    Rules: «وسيلتقيان» is التقى, future, dual, joined; «للقائهما» is لقاء behind ل with a joint pronoun.
    Where two triggers share a form, the lexicon's first one has it.
    """
    forms: dict[str, Trigger] = {}
    for row in read_lexicon("meeting_triggers").iter_rows(named=True):
        inflect = _noun_forms if row["trigger_kind"] == "noun" else _verb_forms
        for form, reading in inflect(row):
            forms.setdefault(form, reading)
    return forms


def _verb_forms(row: dict[str, str]) -> list[tuple[str, Trigger]]:
    forms = []
    for stem, tense, is_dual in itertools.chain(_perfects(row), _imperfects(row)):
        for joined, suffix in itertools.product(("", "و", "ف"), ("", *_PRONOUNS[:4])):
            base = stem[:-1] + "ا" if suffix and stem.endswith("ي") and tense == "perfect" else stem
            reading = _reading(row, tense, pronoun=_pronoun(suffix), is_dual=is_dual, is_joined=bool(joined))
            forms.append((joined + base + suffix, reading))
    return forms


def _perfects(row: dict[str, str]) -> list[tuple[str, str, bool]]:
    perfect, kind = fold_text(row["trigger"]), row["conjugation"]
    stem = perfect[:-1] if kind == "defective" else perfect
    return [(stem + suffix, "perfect", suffix in {"ا", "يا", "تا"} and stem + suffix != perfect)
            for suffix in _PERFECT[kind]]  # fmt: skip


def _imperfects(row: dict[str, str]) -> list[tuple[str, str, bool]]:
    stem, kind = fold_text(row["imperfect"]), row["conjugation"]
    short = stem[:-1] if kind == "defective" else stem[:-2] + stem[-1] if kind == "hollow" else stem
    stems = {stem + suffix for suffix in _IMPERFECT} | {short}
    return [
        (future + person + form, "future" if future else "imperfect", form.endswith("ان"))
        for future, person, form in itertools.product(_FUTURE, ("ي", "ت", "ن"), sorted(stems))
    ]


def _noun_forms(row: dict[str, str]) -> list[tuple[str, Trigger]]:
    noun = fold_text(row["trigger"])
    bound = noun[:-1] + "ت" if noun.endswith("ه") else noun
    duals = {bound + ending for ending in ("ين", "ان")}
    plain = {noun, noun + "ا", bound + "ا"} | duals
    plural = (noun.removesuffix("ه")) + "ات"
    plain |= set() if noun.endswith("ات") else {plural}
    owned = {bound[:-1] + seat if noun.endswith("اء") else bound for seat in ("ء", "ؤ", "ئ")}
    forms = []
    for joined, preposition in itertools.product(("", "و", "ف"), ("", "ب", "ل", "ك")):
        shared = functools.partial(_reading, row, "noun", is_joined=bool(joined), preposition=preposition)
        article = joined + ("لل" if preposition == "ل" else preposition + "ال")
        for form in plain:
            is_plural = form == plural or form in duals
            forms.append((joined + preposition + form, shared(is_plural=is_plural)))
            forms.append((article + form, shared(is_definite=True, is_plural=is_plural)))
        forms += [
            (joined + preposition + form + suffix, shared(pronoun=_pronoun(suffix)))
            for form, suffix in itertools.product(owned, _PRONOUNS)
        ]
    return forms


def _pronoun(suffix: str) -> str:
    return "joint" if suffix in _JOINT_PRONOUNS else "single" if suffix else ""


def _reading(  # noqa: PLR0913 - one argument a trait of the written form
    row: dict[str, str],
    tense: str,
    *,
    pronoun: str = "",
    is_dual: bool = False,
    is_definite: bool = False,
    is_joined: bool = False,
    preposition: str = "",
    is_plural: bool = False,
) -> Trigger:
    return Trigger(
        row["trigger"],
        row["trigger_kind"],
        row["frame"] or "",
        row["meeting_type"] or "",
        row["mode"] or "",
        tense,
        pronoun,
        is_dual,
        is_definite,
        is_joined,
        preposition,
        is_plural,
    )
