import pytest
from sentences_with_names import tokens_of, trigger_at

from orchestration.news.sides import read_sides


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("التقى {p:رامي سالم} الوزير {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("{p:رامي سالم} يلتقي {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("استقبلت {c:النرويج} {p:رامي سالم}", ["النرويج", "رامي سالم"]),
        ("أجرى {p:رامي سالم} محادثات مع {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("اجتماع بين {c:النرويج} و{c:السويد}", ["النرويج", "السويد"]),
        ("{p:رامي سالم} يرفض لقاء {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("{p:رامي سالم} و{p:هند ناصر} سيعقدان محادثات", ["رامي سالم", "هند ناصر"]),
        ("زيارة {p:رامي سالم} إلى {c:النرويج}", ["رامي سالم"]),
        ("{p:رامي سالم} يزور {c:النرويج}", ["رامي سالم"]),
        ("خلال استقبال {p:رامي سالم} للوزيرة {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("وصف {p:رامي سالم} خلال استقباله الوزيرة {p:هند ناصر} الاتفاق", ["رامي سالم", "هند ناصر"]),
        ("وكان في استقباله {p:هند ناصر}", ["هند ناصر"]),
        ("لقاء بين زعماء القوى، وهم {p:رامي سالم} والوزيرة {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("بعد التقاء {p:رامي سالم} و{p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("الزيارة الناجحة للرئيس {p:رامي سالم} إلى {l:أوسلو}", ["رامي سالم"]),
        ("بعد زيارة من المتوقع أن يقوم بها {p:رامي سالم}", ["رامي سالم"]),
        ("وفي زيارة لـ{l:أوسلو} قال الوزير {p:رامي سالم} ذلك", ["رامي سالم"]),
        ("وبعد توقف لحضور اجتماع ل{o:الحلف} وصل {p:رامي سالم} إلى {l:أوسلو}", ["رامي سالم", "الحلف"]),
        ("عقد {p:رامي سالم} اليوم اجتماعا ضم الوزيرة {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("ومساء الثلاثاء اجتمع {p:رامي سالم} مع {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("دعا {p:سعاد أمين} الوزير {p:رامي سالم} إلى لقاء مع {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("زيارة وفد {o:الحزب} برئاسة {p:رامي سالم} إلى {c:السويد}", ["رامي سالم"]),
        ("زار {p:رامي سالم} برفقة {p:هند ناصر} {l:أوسلو}", ["رامي سالم", "هند ناصر"]),
        ("يبحث {p:رامي سالم} و{p:هند ناصر} في {l:أوسلو} الوضع", ["رامي سالم", "هند ناصر"]),
        ("اتفق {p:رامي سالم} و{p:هند ناصر} خلال قمة ثنائية على الحل", ["رامي سالم", "هند ناصر"]),
        ("شدد {p:رامي سالم} لدى استقباله الوزيرة {p:هند ناصر} على الحل", ["رامي سالم", "هند ناصر"]),
        ("شارك {p:رامي سالم} و{p:هند ناصر} في مؤتمر {l:أوسلو}", ["رامي سالم", "هند ناصر"]),
        ("جمعت القمة الثنائية في {l:أوسلو} {p:رامي سالم} و{p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("تجمع قمة {c:النرويج} {p:رامي سالم} و{p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("هذا اللقاء هو الأول بين {p:رامي سالم} و{p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("محادثات غير رسمية بين {c:النرويج} و{c:السويد}", ["النرويج", "السويد"]),
        ("دعا {p:رامي سالم} {c:النرويج} و{c:السويد} إلى محادثات", ["النرويج", "السويد"]),
        ("دعا {p:رامي سالم} الوزيرة {p:هند ناصر} إلى لقاء في {l:أوسلو}", ["رامي سالم", "هند ناصر"]),
        ("كان في استقبال {p:رامي سالم} لدى وصوله إلى المطار {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
        ("سيكون {p:هند ناصر} في استقبال {p:رامي سالم} في {l:أوسلو}", ["رامي سالم", "هند ناصر"]),
        ("شكر {p:رامي سالم}، لدى استقبال الوزيرة {p:هند ناصر} له أمس، بلادها", ["هند ناصر", "رامي سالم"]),
        ("وصل {p:رامي سالم} إلى {l:أوسلو} ضمن وفد الرئيسة {p:هند ناصر}", ["رامي سالم", "هند ناصر"]),
    ],
)
def test_sides_are_read_from_the_frame(marked: str, names: list[str]) -> None:
    tokens = tokens_of(marked)
    sides = read_sides(tokens, trigger_at(tokens))
    assert [party.name.text for party in (*sides.left, *sides.right) if party.name] == names


@pytest.mark.parametrize(
    "marked",
    [
        "قال {p:رامي سالم} إن اجتماع {o:الحكومة} طويل",
        "{p:رامي سالم} يناقش قرار {p:هند ناصر}",
        "{p:رامي سالم} سمع بالذين وصلوا إلى {c:النرويج}",
        "مقابلة أجرتها {p:هند ناصر}",
        "تناول {p:رامي سالم} و{p:هند ناصر} الغداء",
        "تناولت الصحف الأزمة بين {c:النرويج} و{c:السويد}",
        "شكر {p:رامي سالم} {p:هند ناصر} خلال القمة الثنائية",
    ],
)
def test_other_frames_have_no_sides(marked: str) -> None:
    tokens = tokens_of(marked)
    sides = read_sides(tokens, trigger_at(tokens))
    assert len([party for party in (*sides.left, *sides.right) if party.name]) < 2 or not sides.right


@pytest.mark.parametrize(
    "marked",
    [
        "حث {p:رامي سالم} الأطراف على بدء محادثات مع {o:الحكومة}",
        "وسوف يناقش زعماء الحلف علاقاته مع {c:النرويج}",
        "أثناء زيارة إلى {c:النرويج} مرافقا الأمير {p:رامي سالم}",
        "عقدت {o:اللجنة} اجتماعها الأول برئاسة {p:رامي سالم}",
        "قلق {p:رامي سالم} فيما يتعلق بمفاوضات التجارة مع المزارعين",
    ],
)
def test_words_that_only_stand_near_are_no_sides(marked: str) -> None:
    tokens = tokens_of(marked)
    sides = read_sides(tokens, trigger_at(tokens))
    assert [party for party in (*sides.left, *sides.right) if party.name] == []


def test_name_behind_a_verb_that_goes_on_is_its_object() -> None:
    tokens = tokens_of("أعلن {p:رامي سالم} أنه سيتوجه إلى {l:أوسلو}، حيث سيلتقي الوزيرة {p:هند ناصر}.")
    sides = read_sides(tokens, trigger_at(tokens, 1))
    assert [party.name.text for party in (*sides.left, *sides.right) if party.name] == ["رامي سالم", "هند ناصر"]


def test_journey_told_within_does_not_part_the_sides() -> None:
    tokens = tokens_of("التقى {p:رامي سالم} في زيارة مفاجئة ل{l:أوسلو}، مع الوزيرة {p:هند ناصر}")
    sides = read_sides(tokens, trigger_at(tokens))
    assert [party.name.text for party in (*sides.left, *sides.right) if party.name] == ["رامي سالم", "هند ناصر"]


def test_official_of_a_body_is_the_body() -> None:
    tokens = tokens_of("غادر {p:رامي سالم} دون أن يلتقي بأي مسؤول من {o:الحزب}")
    sides = read_sides(tokens, trigger_at(tokens, 1))
    assert "الحزب" in [party.name.text for party in (*sides.left, *sides.right) if party.name]


def test_two_titles_behind_a_verb_are_two_sides() -> None:
    tokens = tokens_of("كما يلتقي الوزير النرويجي أمير البلاد الشيخ {p:رامي سالم}")
    sides = read_sides(tokens, trigger_at(tokens))
    assert [party.name.text if party.name else None for party in sides.right] == [None, "رامي سالم"]


def test_relative_in_the_dual_points_at_both() -> None:
    tokens = tokens_of("{p:رامي سالم} و{p:هند ناصر} اللذان التقيا بالوزير {p:أمين نور}")
    sides = read_sides(tokens, trigger_at(tokens))
    names = [party.name.text for party in (*sides.left, *sides.right) if party.name]
    assert names == ["رامي سالم", "هند ناصر", "امين نور"]


@pytest.mark.parametrize(
    ("marked", "number", "names"),
    [
        ("يصل {p:رامي} إلى {l:أوسلو} للقاء {p:هند} و{p:سعاد}", 1, ["رامي", "هند", "سعاد"]),
        ("وصل {p:رامي} إلى {l:أوسلو} في زيارة يلتقي خلالها {p:هند} و{p:سعاد}", 2, ["رامي", "هند", "سعاد"]),
        ("قالت {c:النرويج} إن {p:رامي} سيصل بعد أن استقبلت في وقت سابق الوزيرة {p:هند}.", 1, ["النرويج", "هند"]),
    ],
)
def test_whoever_travels_or_speaks_is_a_side_of_the_next_verb(marked: str, number: int, names: list[str]) -> None:
    tokens = tokens_of(marked)
    sides = read_sides(tokens, trigger_at(tokens, number))
    assert [party.name.text for party in (*sides.left, *sides.right) if party.name] == names
