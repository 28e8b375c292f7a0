"""Who meets whom, told by a participle: «رامي وهند مجتمعان مع سعاد، وناصر مع أمين», «الأمير رامي مستقبلا الوزيرة هند».

«مجتمعان مع» tells of a meeting under way; a clause behind a comma that has no verb of its own repeats it. A participle
with an object is what stands under pictures, and tells of a meeting that was held.
Does not belong here: what a trigger tells (drafts.py), captions in English (captions.py).
"""

from orchestration.news.clauses import Token
from orchestration.news.cues import Status
from orchestration.news.drafts import evidence_span
from orchestration.news.noun_phrases import TITLES, Sides
from orchestration.news.participants import plain_parties, read_right
from orchestration.news.side_actors import name_parties
from orchestration.news.told import Draft, Told

PARTICIPLES = frozenset({"meeting", "welcoming"})
_LONGEST_SUBJECT = 8
_BREAKS = frozenset({"stop", "boundary", "relative", "verb", "say"})


def draft_participles(told: Told) -> list[Draft]:
    """Draft the encounters that participles tell: one each that names two sides."""
    tokens = told.tokens
    drafts: list[Draft] = []
    for at in range(1, len(tokens) - 1):
        if "meeting" in tokens[at].roles and "with" in tokens[at + 1].roles:
            return drafts + _draft_gathering(told, at)
        if _is_of_picture(tokens, at):
            drafts += _draft(told, tokens[at], tokens[:at], tokens[at + 1 :], "held")
    return drafts


def _is_of_picture(tokens: list[Token], at: int) -> bool:
    """«الأمير رامي مستقبلا الوزيرة هند»: titles and names stand before and behind; not «دعا رامي مستقبلا الوزيرة»."""
    if "welcoming" not in tokens[at].roles or not tokens[at + 1].roles & (TITLES | {"person"}):
        return False
    return all(token.name or token.roles & TITLES or token.text.startswith("ال") for token in tokens[:at])


def _draft_gathering(told: Told, at: int) -> list[Draft]:
    """Who is «مجتمع مع» others, and the clauses behind it."""
    tokens = told.tokens
    drafts, subject, marker = [], _subject(tokens, at), at + 1
    while marker:
        comma, following = _next_clause(tokens, marker)
        drafts += _draft(told, tokens[at], subject, tokens[marker : comma or len(tokens)], "ongoing")
        subject, marker = tokens[comma + 1 : following], following
    return drafts


def _subject(tokens: list[Token], at: int) -> list[Token]:
    """The words of the clause before a participle; none where a verb stands there."""
    start = next((here + 1 for here in range(at - 1, -1, -1) if tokens[here].roles & (_BREAKS | {"comma"})), 0)
    return tokens[start:at]


def _next_clause(tokens: list[Token], marker: int) -> tuple[int, int]:
    """Where the next clause of the kind «فلان مع فلان» begins, and its «مع»; noughts where none follows."""
    for comma in range(marker + 1, len(tokens)):
        if tokens[comma].roles & _BREAKS:
            return 0, 0
        if "comma" in tokens[comma].roles:
            for here in range(comma + 1, min(len(tokens), comma + 1 + _LONGEST_SUBJECT)):
                if "with" in tokens[here].roles and here > comma + 1:
                    return comma, here
                if tokens[here].roles & (_BREAKS | {"comma"}) or tokens[here].trigger:
                    break
    return 0, 0


def _draft(told: Told, participle: Token, subject: list[Token], others: list[Token], status: str) -> list[Draft]:
    sides = Sides(tuple(plain_parties(subject)), tuple(read_right([participle, *others], 0)))
    participants = name_parties(sides, told.titles, "with")
    if len(participants) < 2:
        return []
    draft = Draft(
        sentences=frozenset({told.sentence["sentence_number"]}),
        section=told.sentence["section"],
        meeting_type="meeting",
        mode="in_person",
        status=Status(status, "asserted", 1, participle),
        is_recalled=False,
        participants=participants,
        unnamed=(),
        place=None,
        day=None,
        trigger=(participle.start, participle.end),
        evidence=evidence_span(told.sentence, participle),
        mode_span=None,
        speaker=None,
        frame="noun",
    )
    return [draft]
