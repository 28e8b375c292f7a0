"""Who sits with whom, told without a verb: «رامي وهند مجتمعان مع سعاد، والوزير مع أمين».

The participle tells of a meeting under way; a clause behind a comma that has no verb of its own repeats it.
Does not belong here: what a trigger tells (drafts.py).
"""

from orchestration.news.clauses import Token
from orchestration.news.cues import Status
from orchestration.news.drafts import Told, evidence_span
from orchestration.news.noun_phrases import Sides
from orchestration.news.participants import plain_parties, read_right
from orchestration.news.side_actors import name_parties
from orchestration.news.told import Draft

_LONGEST_SUBJECT = 8
_BREAKS = frozenset({"stop", "boundary", "relative", "verb", "say"})


def draft_participles(told: Told) -> list[Draft]:
    """Draft the encounters that a participle tells, and the clauses behind it: one each that names two sides."""
    tokens = told.tokens
    places = range(len(tokens) - 1)
    at = next((at for at in places if "meeting" in tokens[at].roles and "with" in tokens[at + 1].roles), None)
    if at is None:
        return []
    start = next((here + 1 for here in range(at - 1, -1, -1) if tokens[here].roles & (_BREAKS | {"comma"})), 0)
    drafts, subject, marker = [], tokens[start:at], at + 1
    while marker:
        comma, following = _next_clause(tokens, marker)
        drafts += _draft(told, tokens[at], subject, tokens[marker : comma or len(tokens)])
        subject, marker = tokens[comma + 1 : following], following
    return drafts


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


def _draft(told: Told, participle: Token, subject: list[Token], others: list[Token]) -> list[Draft]:
    sides = Sides(tuple(plain_parties(subject)), tuple(read_right([participle, *others], 0)))
    participants = name_parties(sides, told.titles, "with")
    if len(participants) < 2:
        return []
    draft = Draft(
        sentences=frozenset({told.sentence["sentence_number"]}),
        section=told.sentence["section"],
        meeting_type="meeting",
        mode="in_person",
        status=Status("ongoing", "asserted", 1, participle),
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
