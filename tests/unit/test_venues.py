import pytest
from sentences_with_names import tokens_of, trigger_at, unmark

from orchestration.news.circumstances import Place
from orchestration.news.venues import read_place


def place_of(marked: str, number: int = 0) -> Place | None:
    tokens = tokens_of(marked)
    return read_place(tokens, trigger_at(tokens, number))


def place_text(marked: str, number: int = 0) -> str | None:
    found = place_of(marked, number)
    return unmark(marked)[0][found.start : found.end] if found else None


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("التقى {p:رامي سالم} {p:هند ناصر} في {l:أوسلو}", "أوسلو"),
        ("التقى {p:رامي سالم} {p:هند ناصر} ب{l:أوسلو}", "أوسلو"),
        ("قال {p:رامي سالم} من {l:أوسلو} حيث يقوم بزيارة إنه يرفض", "أوسلو"),
        ("زيارة مسؤول سويدي هو {p:رامي سالم} ل{c:النرويج}", "النرويج"),
        ("وصل {p:رامي سالم} إلى العاصمة النرويجية {l:أوسلو}", "أوسلو"),
        ("سيصل {p:رامي سالم} {l:أوسلو} غدا", "أوسلو"),
        ("تزور الرئيسة {p:هند ناصر} {o:البيت الأبيض} غدا", "البيت الأبيض"),
        ("زار {p:رامي سالم} {l:أوسلو}", "أوسلو"),
        ("زار {p:رامي سالم} مرارا {l:أوسلو}", "أوسلو"),
        ("زار {p:رامي سالم} قبل نحو أسبوعين كلا من {l:أوسلو} و{l:برلين}", "أوسلو"),
        ("التقى المبعوث النرويجي الخاص إلى {c:السويد} {p:رامي سالم} {p:هند ناصر} في {l:أوسلو}", "أوسلو"),
        ("زار وزير الخارجية {l:أوسلو}", "أوسلو"),
        ("زار {p:رامي سالم} مدينة {l:أوسلو}", "مدينة أوسلو"),
        ("بدأ {p:رامي سالم} جولة أوروبية تشمل {c:النرويج} و{c:السويد}", "النرويج"),
        ("زيارة {p:رامي سالم} ل{l:أوسلو}", "أوسلو"),
        ("اجتمع {p:رامي سالم} مع {p:هند ناصر} في العاصمة النرويجية", "العاصمة النرويجية"),
        ("زار {p:رامي سالم} الشمال النرويجي", "الشمال النرويجي"),
        ("التقى {p:رامي سالم} {p:هند ناصر} في {o:البيت الأبيض}", "البيت الأبيض"),
        ("لقاء بين {p:رامي سالم} و{p:هند ناصر} في {l:أوسلو}", "أوسلو"),
        ("وصل {p:رامي سالم} إلى {l:أوسلو}", "أوسلو"),
        ("التقى {p:رامي سالم} {p:هند ناصر} خلال زيارة إلى {l:أوسلو}", "أوسلو"),
        ("يعقد {p:رامي سالم} خلال زيارته الرسمية ل{l:أوسلو} اجتماعا مع {p:هند ناصر}", "أوسلو"),
        ("كان في {l:أوسلو} حيث التقى {p:رامي سالم} {p:هند ناصر}", "أوسلو"),
        ("عقدت في {l:أوسلو} محادثات بين {p:رامي سالم} و{p:هند ناصر} لدعم السلم في {c:السودان}", "أوسلو"),
        ("لقاء {p:رامي سالم} مع {p:هند ناصر} الذي كان مقررا في {l:أوسلو}", "أوسلو"),
        ("اجتماع {l:أوسلو} بين {p:رامي سالم} و{p:هند ناصر}", "أوسلو"),
    ],
)
def test_place_is_found(marked: str, place: str) -> None:
    number = 1 if "زيارته الرسمية" in marked else 0
    assert place_text(marked, number) == place


@pytest.mark.parametrize(
    "marked",
    [
        "تحتضن {l:أوسلو} يوم الاثنين الاجتماع بين {p:رامي سالم} و{p:هند ناصر}",
        "احتضنت العاصمة النرويجية {l:أوسلو} لقاء {p:رامي سالم} و{p:هند ناصر}",
        "لقاء {p:رامي سالم} و{p:هند ناصر} الذي احتضنته {l:أوسلو}",
    ],
)
def test_host_is_the_place(marked: str) -> None:
    assert place_text(marked) == "أوسلو"


@pytest.mark.parametrize(
    "marked",
    [
        "استقبل {p:رامي سالم} اليوم {p:هند ناصر} التي تزور {l:أوسلو} حاليا",
        "استقبل {p:رامي سالم} {p:هند ناصر} التي وصلت إلى {l:أوسلو}",
        "استقبل {p:رامي سالم} {p:هند ناصر} التي تقوم بزيارة إلى {l:أوسلو}",
        "زار {p:رامي سالم} {l:أوسلو} للقاء {p:هند ناصر}",
    ],
)
def test_meeting_is_where_a_side_travels(marked: str) -> None:
    tokens = tokens_of(marked)
    number = 1 if "للقاء" in marked else 0
    assert place_text(marked, number) == "أوسلو"
    assert tokens[trigger_at(tokens, number)].trigger


def test_journey_that_is_over_is_no_place() -> None:
    assert place_text("استقبل {p:رامي سالم} {p:هند ناصر} التي زارت {l:أوسلو}") is None


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("استقبل {p:رامي سالم} {p:هند ناصر} في مكتبه أمس", "مكتبه"),
        ("استقبل {p:رامي سالم} {p:هند ناصر} بمقر الوزارة اليوم", "مقر الوزارة"),
        ("اجتمع {p:رامي سالم} مع {p:هند ناصر} في منزل {p:سعاد علي}", "منزل سعاد علي"),
        ("أمام الفندق الذي عقد فيه {p:رامي سالم} اجتماعا مع {p:هند ناصر}", "الفندق"),
        ("استقبل {p:رامي سالم} {p:هند ناصر} في مقر ضيافة الإمارة", "مقر ضيافة الإمارة"),
    ],
)
def test_building_without_a_name_is_a_place(marked: str, place: str) -> None:
    assert place_text(marked) == place


def test_named_place_comes_before_a_building() -> None:
    assert place_text("استقبل {p:رامي سالم} {p:هند ناصر} بمقر الوزارة في {l:أوسلو}") == "أوسلو"


def test_country_of_a_title_is_no_place() -> None:
    assert place_of("التقى {p:رامي سالم} رئيس {c:النرويج}") is None


def test_country_of_an_embassy_is_no_place() -> None:
    assert place_of("التقى {p:رامي سالم} سفير {l:أوسلو} في {c:السويد}") is None


def test_cities_that_stand_for_their_rulers_are_no_place() -> None:
    assert place_of("لقاء {l:أوسلو} و{l:ستوكهولم}") is None


@pytest.mark.parametrize(
    "marked",
    [
        "بعدما اجتمع {p:رامي سالم} و{p:هند ناصر} عقب لقاء أول في {l:أوسلو}",
        "قالت {p:هند ناصر} في {l:أوسلو} إن {p:رامي سالم} التقى {p:سعاد علي}",
        "التقى {p:رامي سالم} {p:هند ناصر} لبحث الأوضاع في {c:السودان}",
        "التقى {p:رامي سالم} {p:هند ناصر} دعما للتسوية السلمية في {c:السودان}",
        "التقى {p:رامي سالم} {p:هند ناصر} التي تعمل في {l:أوسلو}",
        "التقى {p:رامي سالم} {p:هند ناصر} بعد إقرار القانون في {l:أوسلو}",
        "التقى {p:رامي سالم} {p:هند ناصر} حول الأزمة في {c:السودان}",
        "عرفناهم في {l:أوسلو}، وقد التقى {p:رامي سالم} {p:هند ناصر}",
        "كان في {l:أوسلو} الوزير الذي التقى {p:هند ناصر}",
        "كانوا في {l:أوسلو} (يقصد هند ناصر وقد رفضت قبل عام كامل لقاء {p:رامي سالم} و{p:سعاد علي})",
        "زيارة {p:رامي سالم} لاستعادة {l:أوسلو}",
        'قال الباحث في {l:أوسلو} "منذ عام كامل تريد البلاد لقاء {p:رامي سالم} و{p:هند ناصر} من جديد"',
        'اتفقا على "جولة جديدة تجري قريبا في {l:أوسلو}"، وذلك خلال محادثة بين {p:رامي سالم} و{p:هند ناصر}',
        "وصف أوضاع الناس في {l:أوسلو}، خلال زيارته لهم {p:رامي سالم}",
    ],
)
def test_place_of_something_else_is_left_out(marked: str) -> None:
    tokens = tokens_of(marked)
    last = sum(token.trigger is not None and token.trigger.kind != "light" for token in tokens) - 1
    assert read_place(tokens, trigger_at(tokens, 0 if "لقاء أول" in marked else last)) is None


def test_place_of_a_clause_that_points_back_is_kept() -> None:
    assert place_text("وصل إلى {l:أوسلو} التي التقى فيها {p:رامي سالم} {p:هند ناصر}", 1) == "أوسلو"


def test_capital_is_the_place_of_its_country() -> None:
    found = place_of("اجتمع {p:رامي سالم} مع {p:هند ناصر} في العاصمة المصرية")
    assert found is not None
    assert found.location_id == "cairo"


def test_meeting_joined_to_a_visit_is_where_the_visit_goes() -> None:
    assert place_text("يعتزم {p:رامي سالم} زيارة {l:أوسلو} ولقاء {p:هند ناصر}", 1) == "أوسلو"
