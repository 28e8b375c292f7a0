from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.clauses import read_word
from orchestration.news.drafts import draft_encounters
from orchestration.news.normalise import fold_text
from orchestration.news.references import read_titles
from orchestration.news.told import Draft, Told


def _drafts(marked: str, number: int = 0, before: list[Draft] | None = None, verb: str | None = None) -> list[Draft]:
    text, _ = unmark(marked)
    tokens = tokens_of(marked)
    people = [token for token in tokens if "person" in token.roles]
    sentence = {
        "sentence_number": 0,
        "section": "body",
        "start_char": 0,
        "end_char": len(text),
        "folded": fold_text(text),
    }
    is_sport = any("sport" in token.roles for token in tokens)
    told = Told(text, sentence, tokens, [], lambda: read_titles(text, people, None, None), is_sport)
    at = trigger_at(tokens, number) if verb is None else [token.text for token in tokens].index(verb)
    return draft_encounters(told, at, before or [])


def _actors(draft: Draft) -> list[str]:
    return [person.actor_id for person in draft.participants]


def test_meetings_in_the_plural_are_one_a_side() -> None:
    drafts = _drafts("أجرى {p:رامي} لقاءات مع {p:هند} و{p:سعاد}")
    assert [_actors(draft) for draft in drafts] == [["رامي", "هند"], ["رامي", "سعاد"]]


def test_leaders_stand_for_their_body_where_no_other_side_is_named() -> None:
    (draft,) = _drafts("أجرى {p:رامي} محادثات مع قادة {o:الحزب}")
    assert (_actors(draft), draft.unnamed) == (["رامي", "الحزب"], ("قادة الحزب",))


def test_ministers_of_a_league_do_not_stand_for_it() -> None:
    assert all("المجلس" not in _actors(draft) for draft in _drafts("أجرى {p:رامي} محادثات مع وزراء {o:المجلس}"))


def test_talks_of_two_are_no_conference_though_one_is_a_body() -> None:
    (draft,) = _drafts("مفاوضات بين {c:النرويج} و{o:الحركة} في {l:أوسلو}")
    assert draft.meeting_type == "meeting"


def test_company_that_a_clause_names_first_takes_part() -> None:
    (draft,) = _drafts("بحضور السفيرة {p:سعاد}، التقى {p:رامي} {p:هند}")
    assert _actors(draft) == ["رامي", "هند", "سعاد"]


def test_pronoun_of_attending_adds_to_what_was_spoken_of_last() -> None:
    (draft,) = _drafts("كما حضرها من الجانب النرويجي الوزير {p:رامي} والسفيرة {p:هند}", verb="حضرها")
    assert (draft.frame, _actors(draft)) == ("attendance", ["رامي", "هند"])


def test_pronoun_of_attending_that_stands_for_a_march_tells_no_meeting() -> None:
    assert _drafts("في مسيرة نظمتها جماعة وكان يحضرها {p:رامي} والسفيرة {p:هند}", verb="يحضرها") == []


def test_interview_is_no_meeting() -> None:
    assert _drafts("قال {p:رامي} في لقاء مع صحيفة {o:النهار}") == []


def test_match_of_two_teams_is_no_meeting() -> None:
    assert _drafts("لقاء {o:النور} مع {o:الأمل} في الدوري") == []


def test_call_is_by_phone() -> None:
    (draft,) = _drafts("تلقى {p:رامي} اتصالا هاتفيا من {p:هند}")
    assert (draft.meeting_type, draft.mode, draft.place) == ("call", "phone", None)


def test_visitor_and_host_have_their_roles() -> None:
    (draft,) = _drafts("استقبل {p:رامي} الوزيرة {p:هند}")
    assert draft.participants[0].role == "host"


def test_null_subject_is_who_was_spoken_of_last() -> None:
    first = _drafts("زار الوزير {p:رامي} {l:أوسلو}")
    (draft,) = _drafts("والتقى ب{p:هند}", before=first)
    assert [(person.actor_id, person.resolution) for person in draft.participants] == [
        ("رامي", "pronoun"),
        ("هند", "named"),
    ]


def test_pronoun_of_who_is_received_is_who_was_spoken_of_last() -> None:
    first = _drafts("زار الوزير {p:رامي} {l:أوسلو}")
    (draft,) = _drafts("واستقبلته الوزيرة {p:هند}", before=first)
    assert [(person.actor_id, person.role) for person in draft.participants] == [("رامي", "visitor"), ("هند", "host")]


def test_joint_pronoun_is_the_last_pair() -> None:
    first = _drafts("اجتمع {p:رامي} مع {p:هند}")
    (draft,) = _drafts("عقب لقائهما", before=first)
    assert _actors(draft) == ["رامي", "هند"]


def test_said_by_somebody_is_attributed() -> None:
    (draft,) = _drafts("أعلن {p:سعاد} أن {p:رامي} التقى {p:هند}")
    assert draft.status.certainty == "attributed"
    assert draft.speaker is not None


def test_word_without_names_drafts_nothing() -> None:
    assert read_word("لقاء").trigger is not None
    assert _drafts("كان لقاء طويل") == []


def test_dual_is_one_meeting_a_side() -> None:
    drafts = _drafts("عقد {p:رامي} لقاءين مع {p:هند} و{p:سعاد}")
    assert [_actors(draft) for draft in drafts] == [["رامي", "هند"], ["رامي", "سعاد"]]


def test_both_are_the_two_whom_the_sentence_joins() -> None:
    (draft,) = _drafts("أنهى الرئيسان {p:رامي} و{p:هند} أول قمة بينهما")
    assert _actors(draft) == ["رامي", "هند"]


def test_conversation_is_a_call_where_the_telephone_is_named() -> None:
    (draft,) = _drafts("تحدث {p:رامي} هاتفيا مع {p:هند}")
    assert (draft.meeting_type, draft.mode) == ("call", "phone")


def test_conversation_without_a_telephone_is_no_encounter() -> None:
    assert _drafts("تحدث {p:رامي} مع {p:هند}") == []


def test_sitting_behind_a_desk_is_no_encounter() -> None:
    assert _drafts("جلس {p:رامي} و{p:هند} وراء المنصة") == []


def test_inviter_convenes_the_meeting() -> None:
    (draft,) = _drafts("اجتمع {p:رامي} و{p:هند} بدعوة من الرئيسة {p:سعاد}")
    assert [(person.actor_id, person.role) for person in draft.participants][-1] == ("سعاد", "convener")


def test_who_takes_part_attends_the_meeting_spoken_of() -> None:
    (draft,) = _drafts("وشاركت الوزيرة {p:هند} في الاجتماع")
    assert (draft.frame, _actors(draft)) == ("attendance", ["هند"])


def test_meeting_said_not_to_have_been_is_the_one_spoken_of() -> None:
    (draft,) = _drafts("لم يحصل أي لقاء مباشر")
    assert (draft.frame, draft.status.status, draft.status.weight) == ("anaphor", "denied", 1)


def test_condition_does_not_deny_the_meeting_spoken_of() -> None:
    (draft,) = _drafts("الاجتماع لن يعقد ما لم تتوقف الحرب")
    assert draft.status.weight == 0


def test_head_of_a_delegation_takes_part() -> None:
    (draft,) = _drafts("ويرأس وفد {c:السويد} إلى الاجتماع وزير الخارجية {p:رامي}", verb="ويراس")
    assert (draft.frame, _actors(draft)) == ("delegation", ["رامي"])


def test_head_of_a_government_takes_part_in_nothing() -> None:
    assert _drafts("ويرأس {p:رامي} الحكومة", verb="ويراس") == []


def test_companion_travels_too() -> None:
    (draft,) = _drafts("ويرافق الوزيرة خلال الزيارة وفد يضم {p:رامي}")
    assert [(person.actor_id, person.role) for person in draft.participants] == [("رامي", "visitor")]


def test_clause_behind_a_summit_names_who_attended() -> None:
    (draft,) = _drafts("قمة عقدت في {l:أوسلو} قبل أيام، وشارك فيها {p:رامي} و{p:هند} بحضور {p:سعاد}")
    assert (draft.meeting_type, _actors(draft)) == ("conference", ["رامي", "هند", "سعاد"])


def test_who_is_to_take_part_may_stand_before_the_verb() -> None:
    (draft,) = _drafts("إن {p:رامي} و{p:هند} سيشاركان في القمة")
    assert (draft.frame, draft.status.status, _actors(draft)) == ("attendance", "planned", ["رامي", "هند"])


def test_guests_at_a_reception_are_told_apart() -> None:
    (draft,) = _drafts("حضر الاستقبال الأمير {p:رامي}")
    assert draft.frame == "guests"


def test_country_that_receives_is_visited() -> None:
    (draft,) = _drafts("استقبلت {c:النرويج} {p:رامي}")
    assert draft.meeting_type == "visit"


def test_talks_of_three_countries_are_a_conference() -> None:
    (draft,) = _drafts("المحادثات الأخيرة بين {c:النرويج} و{c:السويد} و{c:الدنمارك}")
    assert draft.meeting_type == "conference"


def test_adjectives_do_not_part_talks_from_their_sides() -> None:
    (draft,) = _drafts("أشاد بالمباحثات الإيجابية والفعالة التي تمت بين {p:رامي} و{p:هند}")
    assert _actors(draft) == ["رامي", "هند"]


def test_talks_of_countries_without_a_place_have_no_mode() -> None:
    (draft,) = _drafts("مفاوضات بين {c:النرويج} و{c:السويد}")
    assert draft.mode == "unknown"


def test_summit_of_a_body_is_a_conference() -> None:
    (draft,) = _drafts("قبل حضور {p:رامي} قمة {o:الحلف}")
    assert draft.meeting_type == "conference"


def test_title_that_is_somebody_is_not_unnamed() -> None:
    (draft,) = _drafts("التقى الوزير النرويجي {p:رامي} نظيرته السويدية {p:هند}")
    assert draft.unnamed == ()


def test_ministers_are_named_by_their_countries_and_take_part_once() -> None:
    told = "بعد كلمة الرئيس النرويجي {p:رامي}، اجتمع رؤساء {c:النرويج} و{c:السويد} و{c:النرويج} في القصر"
    (draft,) = _drafts(told, verb="اجتمع")
    assert _actors(draft) == ["رامي", "السويد"]


def test_patron_that_stands_behind_under_takes_part_as_mediator() -> None:
    (draft,) = _drafts("محادثات بين {p:رامي} و{p:هند} تحت رعاية {c:النرويج}")
    assert [(person.actor_id, person.role) for person in draft.participants][-1] == ("النرويج", "mediator")


def test_talks_of_which_only_the_patrons_are_named_are_those_spoken_of() -> None:
    (draft,) = _drafts("تعقد المحادثات اليوم في {l:أوسلو} برعاية {c:النرويج} و{c:السويد}")
    assert (draft.frame, _actors(draft)) == ("anaphor", ["النرويج", "السويد"])


def test_person_who_hosts_a_meeting_of_others_takes_part_as_host() -> None:
    (draft,) = _drafts("أعلن القصر أن {p:سالم} سيستضيف غدا لقاء بين {p:رامي} و{p:هند} في {l:أوسلو}", 1)
    assert [(person.actor_id, person.role) for person in draft.participants][-1] == ("سالم", "host")


def test_who_hosts_another_is_no_host_of_whom_they_meet_later() -> None:
    drafts = _drafts("استضاف {p:سالم} {p:رامي} وعقدا لقاء مع {p:هند}", 1)
    assert all("سالم" not in _actors(draft) for draft in drafts)
