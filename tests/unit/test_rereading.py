import datetime as dt
from typing import Any

from sentences_with_names import unmark

from orchestration.rereading import Reading, read_again


def reread(marked: str, word: str, section: str = "body") -> Reading:
    raw, mentions = unmark(marked)
    article: dict[str, Any] = {"article_id": "a1", "raw_text": raw}
    article |= {"published_from": dt.date(2020, 3, 5), "published_to": dt.date(2020, 3, 5)}
    span = {"start_char": raw.index(word)}
    return read_again({"evidence_start_char": 0, "evidence_end_char": len(raw)}, article, mentions, span, section)


def test_each_noun_phrase_has_its_slot_and_actor() -> None:
    reading = reread("لقاء بين {p:رامي سالم} و{p:هند ناصر}", "لقاء")
    assert [(side.slot, side.actor_id) for side in reading.sides] == [
        ("between", "رامي_سالم"),
        ("between", "هند_ناصر"),
    ]


def test_title_that_nobody_has_is_a_side_without_an_actor() -> None:
    reading = reread("التقى {p:رامي سالم} وزير المالية", "التقى")
    assert [(side.text, side.is_named, side.actor_id) for side in reading.sides if not side.actor_id] == [
        ("وزير المالية", False, None)
    ]


def test_side_before_the_trigger_is_told_by_its_place() -> None:
    reading = reread("{p:رامي سالم} التقى {p:هند ناصر}", "التقى")
    assert [side.is_before for side in reading.sides] == [True, False]


def test_date_phrase_is_read_with_the_word_in_front_that_it_needs() -> None:
    (date,) = reread("التقى {p:رامي سالم} الوزيرة {p:هند ناصر} في عام 2017", "التقى").dates
    assert date.phrase is not None
    assert date.row["date_from"] == dt.date(2017, 1, 1)


def test_relative_day_is_counted_from_the_publication() -> None:
    (date,) = reread("التقى {p:رامي سالم} الوزيرة {p:هند ناصر} أمس", "التقى").dates
    assert date.row["date_from"] == dt.date(2020, 3, 4)


def test_cue_is_known_by_its_place() -> None:
    reading = reread("رفض {p:رامي سالم} لقاء {p:هند ناصر}", "لقاء")
    assert reading.cues[0, 3].status == "refused"
    assert reading.draft is not None
    assert reading.draft.status.status == "refused"


def test_sentence_without_its_trigger_has_no_frame() -> None:
    reading = reread("سافر {p:رامي سالم}", "رامي")
    assert reading.trigger is None
    assert reading.sides == ()


def test_caption_in_english_is_said_to_be_one() -> None:
    reading = reread("{p:Rami} meets with {p:Hind} in {l:Oslo}", "meets")
    assert "English caption" in reading.told_by
    assert reading.draft is not None
    assert [person.actor_id for person in reading.draft.participants] == ["Rami", "Hind"]


def test_participle_is_said_to_be_one_with_the_sides_of_every_clause() -> None:
    reading = reread("{p:رامي} و{p:هند} مجتمعان مع {p:سعاد}، والوزير {p:أمين} مع {p:ناصر}", "مجتمعان")
    assert "participle" in reading.told_by
    assert reading.draft is not None
    assert len(reading.draft.participants) == 5
