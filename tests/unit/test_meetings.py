import datetime as dt

import polars as pl
from sentences_with_names import unmark

from orchestration.news.meetings import MeetingFrames, find_meetings
from orchestration.news.schemas import EVIDENCE, MENTION, PARTICIPANT, REPORT, SENTENCE


def _found(*marked: str) -> tuple[MeetingFrames, str]:
    text, mentions, spans = "", [], []
    for number, sentence in enumerate(marked):
        plain, own = unmark(sentence)
        spans.append(("a1", number, "body", len(text), len(text) + len(plain)))
        for mention in own:
            mention["start_char"] += len(text)
            mention["end_char"] += len(text)
            mention["mention_id"] = f"m{len(mentions)}"
            mentions.append({name: mention.get(name) for name in MENTION})
        text += plain + "\n"
    articles = pl.DataFrame(
        {
            "article_id": ["a1"],
            "raw_text": [text],
            "published_at": [None],
            "published_from": [None],
            "published_to": [None],
        },
        schema_overrides={"published_from": pl.Date, "published_to": pl.Date, "published_at": pl.Datetime("us")},
    )
    sentences = pl.DataFrame(spans, SENTENCE, orient="row")
    return find_meetings(articles, sentences, pl.DataFrame(mentions, MENTION)), text


def test_frames_follow_their_schemas() -> None:
    found, _ = _found("التقى {p:رامي} الوزيرة {p:هند}")
    assert [dict(frame.schema) for frame in found] == [REPORT, PARTICIPANT, EVIDENCE]


def test_article_without_encounters_gives_empty_frames() -> None:
    found, _ = _found("قال {p:رامي} كلاما")
    assert [frame.height for frame in found] == [0, 0, 0]
    assert dict(found.reports.schema) == REPORT


def test_two_sentences_on_one_encounter_are_one_report() -> None:
    found, _ = _found("التقى {p:رامي} الوزيرة {p:هند}.", "وجرى لقاء {p:رامي} و{p:هند} في {l:أوسلو}.")
    assert found.reports["place_text"].to_list() == ["أوسلو"]


def test_reports_are_numbered_in_text_order() -> None:
    found, _ = _found("زار الوزير {p:رامي} {l:أوسلو}.", "واجتمع {p:سعاد} مع {p:هند}.")
    assert found.reports["report_id"].to_list() == ["a1-r00", "a1-r01"]


def test_journey_of_a_person_without_office_is_no_encounter() -> None:
    found, _ = _found("زار {p:رامي} {l:أوسلو}.", "وسافر {p:رامي} و{p:هند} إلى {l:برلين}.", "وقال {p:رامي} إنه طالب.")
    assert found.reports.height == 0


def test_journey_of_who_has_a_title_anywhere_in_the_article_is_one() -> None:
    found, _ = _found("زار {p:رامي} {l:أوسلو}.", "وقال الوزير {p:رامي} إنه عائد.")
    assert found.reports["meeting_type"].to_list() == ["visit"]


def test_evidence_is_cut_from_the_raw_text() -> None:
    found, text = _found("التقى {p:رامي} الوزيرة {p:هند} في {l:أوسلو}.")
    assert all(text[row["start_char"] : row["end_char"]] == row["text"] for row in found.evidence.iter_rows(named=True))
    assert set(found.evidence["kind"]) == {"trigger", "place"}


def test_evidence_of_an_endless_sentence_is_short() -> None:
    found, _ = _found("التقى {p:رامي} الوزيرة {p:هند} " + "وقيل الكثير " * 100)
    assert len(found.reports["evidence"][0]) <= 600


def test_participant_points_at_its_mention() -> None:
    found, _ = _found("التقى {p:رامي} الوزيرة {p:هند}.")
    assert found.participants["mention_id"].to_list() == ["m0", "m1"]


def test_nobody_meets_himself() -> None:
    found, _ = _found("وصل {p:رامي} و{p:رامي} مساء ثم عقد لقاء بين الرجلين")
    assert found.reports.is_empty()


def test_a_text_longer_than_any_article_is_read_in_stretches_with_the_offsets_and_numbers_of_the_whole() -> None:
    told = "التقى {p:رامي} الوزيرة {p:هند}."
    found, text = _found(told, *["وصل الوفد."] * 12_000, told, told)
    assert len(text) > 100_000
    assert found.reports["report_id"].to_list() == ["a1-r00", "a1-r01"]
    assert found.reports["evidence"].to_list() == ["التقى رامي الوزيرة هند."] * 2
    spans = found.evidence.filter(kind="trigger").select("start_char", "end_char").rows()
    assert [text[start:end] for start, end in spans] == ["التقى"] * 2


def test_talk_that_was_held_is_face_to_face() -> None:
    found, _ = _found("بحث {p:رامي} مع {p:هند} العلاقات في {l:أوسلو}.")
    assert found.reports["mode"].to_list() == ["in_person"]


def test_refused_meeting_has_no_mode() -> None:
    found, _ = _found("رفض {p:رامي} لقاء {p:هند}.")
    assert found.reports.select("status", "mode").rows() == [("refused", "unknown")]


def test_last_meeting_is_background() -> None:
    found, _ = _found("جرى آخر لقاء بين {p:رامي} و{p:هند} في {l:أوسلو}.")
    assert found.reports["is_background"].to_list() == [True]


def test_delegation_is_read_in_a_sentence_of_its_own() -> None:
    found, _ = _found("اجتمع {p:رامي} مع {p:هند}.", "ويرأس الوفد السويدي {p:سعاد}.")
    assert found.participants["actor_id"].to_list() == ["رامي", "هند", "سعاد"]


def test_first_meeting_since_a_year_is_two_meetings() -> None:
    found, _ = _found("وهو اللقاء الأول بين {p:رامي} و{p:هند} منذ عام 2019.")
    assert found.reports.select("status", "is_background", "date_from").rows() == [
        ("held", False, None),
        ("held", True, dt.date(2019, 1, 1)),
    ]


def test_first_meeting_of_two_titles_since_a_year_is_one() -> None:
    found, _ = _found("التقى الرئيس {p:رامي} الرئيس {p:هند}، وهو اللقاء الأول بين الرئيسين منذ عام 2019.")
    assert found.reports.height == 1


def test_caption_in_english_tells_an_encounter() -> None:
    found, text = _found("{p:Rami Salem} meets with {p:Hind Nasser} in {l:Oslo}, February 1, 2017.")
    (report,) = found.reports.rows(named=True)
    assert (report["place_text"], report["date_from"]) == ("Oslo", dt.date(2017, 2, 1))
    assert text[slice(*found.evidence.filter(kind="trigger").select("start_char", "end_char").row(0))] == "meets"


def test_a_person_before_a_second_verb_is_the_subject_of_the_next_clause() -> None:
    found, _ = _found("{p:رامي} يستقبل {p:هند} في {l:أوسلو} و{p:سعاد} يجتمع ب{p:أمين}.")
    sides = found.participants.group_by("report_id").agg(pl.col("actor_id").sort()).sort("report_id")
    assert sides["actor_id"].to_list() == [["رامي", "هند"], ["أمين", "سعاد"]]


def test_what_is_put_off_in_one_clause_is_not_in_the_next() -> None:
    found, _ = _found("{c:العراق} يرجئ زيارة {p:رامي} و{p:هند} يجتمع ب{p:سعاد}.")
    assert found.reports["status"].to_list() == ["planned"]
    assert found.participants["actor_id"].to_list() == ["هند", "سعاد"]


def test_meeting_before_the_main_clause_has_its_subject_for_a_side() -> None:
    found, _ = _found("وبعد لقاءات في {l:أوسلو} مع قادة {o:الحزب}، زار {p:رامي} المدينة.")
    assert found.participants["actor_id"].to_list() == ["رامي", "الحزب"]
    assert found.reports["unnamed_participants"].to_list() == [["قادة الحزب"]]
