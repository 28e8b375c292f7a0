"""Who speaks: the clause of saying before or behind a quotation, and its subject.

Belongs here: finding the clause, and a subject that stands in front of its verb or in the clause around it.
Does not belong here: the noun phrase behind a verb (subjects.py), and who goes on speaking (voices.py).
"""

from typing import NamedTuple

from orchestration.news.clauses import Token
from orchestration.news.participants import clause_start
from orchestration.news.speech_cues import Cue, aside_at, find_cue, prepositions
from orchestration.news.subjects import (
    ABSENT,
    DOUBTFUL,
    SKIPPED,
    TITLES,
    UNNAMED,
    Subject,
    end_of_subject,
    is_body,
    is_free,
    is_person,
    named,
    subject_behind,
)

_LONGEST_HEADING, _LONGEST_AFTERTHOUGHT, _LONGEST_EPITHET = 9, 14, 8
_MOST_CLAUSES = 3
_PRONOUNS = ("ه", "ها", "هم")
_WORDS_OF_HIS = frozenset(word + pronoun for word in ("قول", "تعبير", "وصف", "راي", "كلام") for pronoun in _PRONOUNS)


class Speech(NamedTuple):
    """A clause of saying: its cue, null in a heading, where that stands in the raw text, and its subject."""

    cue: Cue | None
    start: int
    end: int
    subject: Subject


def speech_before(tokens: list[Token]) -> Speech | None:
    """Find the last clause of saying before a quotation, in the same sentence; else the name that heads the line."""
    return _earlier_speech(tokens, len(tokens), 0) or _heading(tokens)


def first_speech(tokens: list[Token]) -> Speech | None:
    """Find the first clause of saying of a sentence: its main clause."""
    found = ((here, find_cue(tokens, here)) for here in range(len(tokens)))
    return next((_speech_at(tokens, here, cue, 0) for here, cue in found if cue and cue.kind != "preposition"), None)


def speech_after(tokens: list[Token]) -> Speech | None:
    """Find the clause of saying that follows a quotation: «"...", قال فلان», «"...", بحسب فلان».

    Rules: a verb right behind it that is not joined by و, which opens what follows; a preposition in the same clause.
    """
    opened = next((here for here, token in enumerate(tokens) if not token.roles & {"quote", "comma"}), len(tokens))
    for here in range(opened, min(len(tokens), opened + _LONGEST_AFTERTHOUGHT)):
        if tokens[here].roles & {"stop", "quote"}:
            return None
        cue = find_cue(tokens, here)
        if cue and (cue.kind == "preposition" or (cue.kind == "verb" and _follows_up(tokens, here, opened, cue))):
            return _speech_at(tokens, here, cue, 0)
        if cue and not tokens[here].is_joined:
            return None
    return None


def _follows_up(tokens: list[Token], here: int, opened: int, cue: Cue) -> bool:
    """«"...", قال فلان», «"..." يقول فلان», «"..." كما قال فلان»; not «"الأبطال" رفض المرسوم»."""
    if tokens[here].is_joined:
        return False
    if here == opened:
        return cue.form.startswith(("ي", "ت")) or any("comma" in token.roles for token in tokens[:opened])
    return here == opened + 1 and tokens[opened].text in {"كما", "هكذا"}


def _earlier_speech(tokens: list[Token], at: int, depth: int) -> Speech | None:
    """The last clause of saying before the token `at`, in the same sentence; a colon does not end it."""
    for here in range(at - 1, -1, -1):
        if ("stop" in tokens[here].roles and tokens[here].text != ":") or depth >= _MOST_CLAUSES:
            return None
        cue = find_cue(tokens, here)
        if cue and not (depth == 0 and cue.has_object and at - here > _LONGEST_EPITHET):
            return _speech_or_source(tokens, here, cue, depth + 1)
    return None


def _speech_or_source(tokens: list[Token], here: int, cue: Cue, depth: int) -> Speech:
    """«قال فلان، وفق ما نقلت الوكالة، إن»: a source between a verb and its words does not speak them."""
    back = 2 if here > 1 and tokens[here - 1].text == "ما" else 1
    source = find_cue(tokens, here - back) if here >= back else None
    if source and source.kind == "preposition":
        here, cue = here - back, source
    if cue.kind != "preposition" or tokens[here].is_joined:
        return _speech_at(tokens, here, cue, depth)
    earlier = _earlier_speech(tokens, here, depth)
    is_spoken = earlier and earlier.cue and earlier.cue.kind == "verb" and earlier.subject.state != "absent"
    return earlier if earlier and is_spoken else _speech_at(tokens, here, cue, depth)


def _speech_at(tokens: list[Token], here: int, cue: Cue, depth: int) -> Speech:
    end = here + len(cue.words)
    if cue.kind == "noun":  # «رد فلان قائلا», «نقلت الوكالة عن فلان قوله»
        earlier = _earlier_speech(tokens, here, depth)
        subject = earlier.subject if earlier else subject_before(tokens, here, depth)
    elif cue.kind == "relay":
        subject = _subject_of_relay(tokens, here)
    elif cue.kind == "preposition":
        subject = _subject_of_preposition(tokens, here, end, cue, depth)
    elif _is_behind_subject(tokens, here):
        subject = subject_before(tokens, here, depth)
    else:
        subject = subject_behind(tokens, end)
        if subject.name and not is_person(subject.name) and _is_told_of(tokens, here):
            subject = UNNAMED
        if subject.state in {"absent", "doubtful"}:
            before = subject_before(tokens, here, depth)
            subject = before if before.name or subject.state == "absent" else subject
    return Speech(cue, tokens[here].start, tokens[end - 1].end, subject)


def _is_told_of(tokens: list[Token], at: int) -> bool:
    """«قانون يعتبر النرويج»: an indefinite noun right before the verb is its subject, and the name its object.

    Not in «خطوة قالت النرويج إنها».
    """
    if at == 0 or tokens[at].is_joined or any(aside_at(tokens, at - size) == size for size in (1, 2, 3) if size <= at):
        return False
    token = tokens[at - 1]
    if token.text == "ما" or any("boundary" in behind.roles for behind in tokens[at + 1 : at + 4]):
        return False
    return not (token.roles or token.name or token.text.startswith("ال") or token.text in prepositions())


def _subject_of_relay(tokens: list[Token], at: int) -> Subject:
    """«نقلت الوكالة عن فلان»: whose words they are stands behind the last «عن»."""
    region = range(at + 1, end_of_subject(tokens, at + 1, len(tokens)))
    sources = [here for here in region if tokens[here].text in {"عن", "الي"}]
    return subject_behind(tokens, sources[-1] + 1) if sources else UNNAMED


def _subject_of_preposition(tokens: list[Token], at: int, start: int, cue: Cue, depth: int) -> Subject:
    """«بحسب فلان», «بحسب ما أعلنه فلان», «حسبما أعلن فلان»; «على حد قوله» goes back to who spoke."""
    behind = tokens[start] if start < len(tokens) else None
    if cue.form.endswith(_PRONOUNS) or (behind is not None and behind.text in _WORDS_OF_HIS):
        return subject_before(tokens, at, depth)
    if behind is not None and behind.text in {"ما", "لما"}:
        start += 2
    elif behind is not None and find_cue(tokens, start):
        start += 1
    elif behind is not None and behind.preposition == "ل":  # «وفقا لفلان»
        tokens = [*tokens[:start], behind._replace(preposition=""), *tokens[start + 1 :]]
    subject = subject_behind(tokens, start)
    return UNNAMED if subject.state == "absent" else subject


def _is_behind_subject(tokens: list[Token], at: int) -> bool:
    """«الوزير اتهم فلانا»: a noun phrase opens the clause, so that what follows the verb is its object."""
    before = tokens[clause_start(tokens, at) : at]
    opens = _opening(before)
    if opens is None or tokens[at].is_joined or any("relative" in token.roles for token in before):
        return False
    if opens.preposition or opens.text in prepositions():
        return False
    return opens.name is not None or opens.text.startswith("ال") or bool(opens.roles & TITLES)


def _opening(before: list[Token]) -> Token | None:
    return next((token for token in before if not token.roles & SKIPPED), None)


def subject_before(tokens: list[Token], at: int, depth: int = 0) -> Subject:
    """Read the subject in front of a verb: «فلان قال إن», «التقى فلان فلانا وقال إن», «قال فلان إنه يعتقد أن».

    Rules: of a joined verb that of the verb before it; else the person who leads the clause; in «وفي باريس قال» none.
    """
    earlier = _earlier_speech(tokens, at, depth) if at < len(tokens) and tokens[at].is_joined else None
    if earlier and earlier.cue and earlier.cue.kind != "preposition":
        return earlier.subject
    start = clause_start(tokens, at)
    before = tokens[start:at]
    opens = _opening(before)
    if any("relative" in token.roles for token in before):
        return _subject_of_relative(before)
    people = [here for here in range(start, at) if is_person(tokens[here]) and is_free(tokens, here, start)]
    if opens is None:
        return _subject_of_outer_clause(tokens, start, depth)
    if opens.text in prepositions() or opens.preposition:
        return DOUBTFUL if people else ABSENT
    if people:
        return named(tokens, start, people[0]) if _leads(tokens[start : people[0]]) else DOUBTFUL
    return _body_before(tokens, start, at)


def _subject_of_relative(before: list[Token]) -> Subject:
    """«فلان، الذي قال إن»: the person right before «الذي»."""
    relative = max(here for here, token in enumerate(before) if "relative" in token.roles)
    pointed = [token for token in before[max(0, relative - 2) : relative] if "comma" not in token.roles]
    return Subject("named", pointed[-1]) if pointed and is_person(pointed[-1]) else UNNAMED


def _subject_of_outer_clause(tokens: list[Token], start: int, depth: int) -> Subject:
    """«قال فلان إنه يعتقد أن»: the subject of the clause that this one completes."""
    if start == 0 or "boundary" not in tokens[start - 1].roles:
        return ABSENT
    outer = _earlier_speech(tokens, start - 1, depth)
    return outer.subject if outer else ABSENT


def _leads(before: list[Token]) -> bool:
    """Whether a person behind these words is the first noun phrase: one verb at most, then titles and nisbas."""
    known = TITLES | SKIPPED
    others = [token for token in before if not (token.name or token.roles & known or token.text.startswith("ال"))]
    return len(others) <= 1


def _body_before(tokens: list[Token], start: int, at: int) -> Subject:
    """«صحيفة المدينة قالت»; a lone verb has no subject: «ومضى يقول»."""
    body = next((here for here in range(start, at) if tokens[here].name), None)
    if body is not None and is_body(tokens, start, body):
        return named(tokens, start, body)
    return ABSENT if at - start == 1 and not tokens[start].text.startswith("ال") else UNNAMED


def _heading(tokens: list[Token]) -> Speech | None:
    """«فلان: "..."», «الوزير فلان: ...» at the head of a line."""
    colon = next((here for here, token in enumerate(tokens) if token.text == ":"), None)
    if colon is None or colon > _LONGEST_HEADING:
        return None
    names = [here for here in range(colon) if tokens[here].name]
    people = [here for here in names if is_person(tokens[here]) and is_free(tokens, here, 0)]
    if len(people) == 1 or (len(names) == 1 and not people and is_body(tokens, 0, names[0])):
        return Speech(None, 0, 0, named(tokens, 0, (people or names)[0]))
    return None
