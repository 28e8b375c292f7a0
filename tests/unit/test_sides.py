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
    ],
)
def test_other_frames_have_no_sides(marked: str) -> None:
    tokens = tokens_of(marked)
    sides = read_sides(tokens, trigger_at(tokens))
    assert len([party for party in (*sides.left, *sides.right) if party.name]) < 2 or not sides.right
