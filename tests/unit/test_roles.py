import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.roles import as_invited, as_observers, as_received, role_of, with_traveller
from orchestration.news.sides import read_sides
from orchestration.news.told import Participant


@pytest.mark.parametrize(
    ("marked", "roles"),
    [
        ("زار {p:رامي سالم} و{p:هند ناصر} {l:أوسلو}", ["visitor", "visitor"]),
        ("{p:رامي سالم} يزور {l:أوسلو}", ["visitor"]),
        ("دعا {p:رامي سالم} الوزيرة {p:هند ناصر} لزيارة {l:أوسلو}", ["visitor", "host"]),
        ("اجتمع {p:رامي سالم} و{p:هند ناصر} برعاية {p:سعاد علي}", ["participant", "participant", "mediator"]),
        ("اجتمع {p:رامي سالم} و{p:هند ناصر} بدعوة من {p:سعاد علي}", ["participant", "participant", "convener"]),
        ("اجتمع {p:رامي سالم} و{p:هند ناصر} بضمانة {c:النرويج} و{c:السويد}", ["participant"] * 2 + ["guarantor"] * 2),
        (
            "لقاء بين {p:رامي سالم} و{p:هند ناصر} بحضور الدول الضامنة {c:النرويج} و{c:السويد}",
            ["participant"] * 2 + ["guarantor"] * 2,
        ),
        ("اجتمعت الدول الضامنة {c:النرويج} و{c:السويد}", ["participant"] * 2),
        (
            "لقاء بين {p:رامي سالم} و{p:هند ناصر} بحضور مراقبين من {o:الأمم المتحدة}",
            ["participant", "participant", "observer"],
        ),
        (
            "لقاء بين {p:رامي سالم} و{p:هند ناصر} بحضور {c:النرويج} و{c:السويد} كمراقبين",
            ["participant"] * 2 + ["observer"] * 2,
        ),
        (
            "لقاء بين {p:رامي سالم} و{p:هند ناصر} بحضور {c:النرويج} و{c:السويد} بصفة مراقب",
            ["participant"] * 3 + ["observer"],
        ),
    ],
)
def test_each_side_has_its_part(marked: str, roles: list[str]) -> None:
    tokens = tokens_of(marked)
    at = trigger_at(tokens)
    sides, trigger = read_sides(tokens, at), tokens[at].trigger
    assert trigger is not None
    assert [role_of(party, sides, trigger.frame) for party in (*sides.left, *sides.right) if party.name] == roles


@pytest.mark.parametrize(
    ("marked", "roles"),
    [("استقبل {p:رامي سالم} {p:هند ناصر}", ["host", "visitor"]), ("ثم استقبلها {p:رامي سالم}", ["visitor", "host"])],
)
def test_whoever_receives_is_host(marked: str, roles: list[str]) -> None:
    tokens = tokens_of(marked)
    trigger = tokens[trigger_at(tokens)].trigger
    assert trigger is not None
    two = (Participant("a", "m0", "participant", "named"), Participant("b", "m1", "participant", "named"))
    assert [person.role for person in as_received(two, trigger, leaders=0)] == roles


def test_invited_guest_has_not_travelled() -> None:
    (guest,) = as_invited((Participant("a", "m0", "visitor", "named"),))
    assert guest.role == "invited"


def test_whoever_attends_to_look_on_is_observer() -> None:
    (guest,) = as_observers((Participant("a", "m0", "participant", "named"),))
    assert guest.role == "observer"


def test_journey_has_a_traveller() -> None:
    (person,) = with_traveller((Participant("a", "m0", "host", "named"),), "visit")
    assert person.role == "visitor"


def test_meeting_has_no_traveller() -> None:
    (person,) = with_traveller((Participant("a", "m0", "participant", "named"),), "noun")
    assert person.role == "participant"
