import datetime as dt

from tests.unit.mentions_in import mentions_of

SPRING_2018 = dt.date(2018, 4, 1)


def people(*texts: str, day: dt.date | None = None) -> list[tuple[str, str | None]]:
    return mentions_of(*texts, day=day).filter(mention_type="person").select("surface", "actor_id").rows()


def test_a_surname_is_that_of_the_one_who_has_the_office_beside_it() -> None:
    assert people("قالت وزيرة الخارجية الأمريكية كلينتون ذلك")[-1] == ("كلينتون", "hillary_clinton")
    assert people("قال الرئيس الأمريكي كلينتون ذلك")[-1] == ("كلينتون", "bill_clinton")


def test_a_surname_without_an_office_is_that_of_the_one_whom_its_article_tells_by_office() -> None:
    texts = ("وصل الرئيس الأسد صباحا", "والتقى بشار الأسد وماهر الأسد هناك", "ثم غادر الأسد القاعة")
    assert people(*texts)[-1] == ("الأسد", "bashar_al_assad")


def test_of_two_whom_the_article_names_in_full_the_one_in_office_then_is_meant() -> None:
    texts = ("التقى فيدل كاسترو وراؤول كاسترو الضيف", "وقال كاسترو ذلك")
    assert people(*texts, day=SPRING_2018)[-1] == ("كاسترو", "raul_castro")


def test_who_is_in_office_is_not_meant_where_the_article_is_about_a_namesake() -> None:
    about = "وصل سمير كاسترو إلى القاعة"
    found = people("وصل سمير كاسترو مع راؤول كاسترو", about, about, about, "وقال كاسترو ذلك", day=SPRING_2018)
    assert found[-1][1] == found[0][1] != "raul_castro"


def test_of_two_whom_the_article_names_in_full_the_one_named_most_and_last_is_meant() -> None:
    texts = ("وصل سمير كازنوفيتش مع رامي كازنوفيتش", "وألقى رامي كازنوفيتش كلمة", "وأكد كازنوفيتش ذلك")
    found = mentions_of(*texts).filter(surface="كازنوفيتش")
    others = mentions_of(*texts).filter(surface="رامي كازنوفيتش")
    assert found["actor_id"].to_list() == others["actor_id"].unique().to_list()
    assert found["runner_up_id"].null_count() == 0


def test_of_two_who_are_named_alike_neither_is_meant_and_one_is_the_runner_up() -> None:
    found = mentions_of("وصل سمير كازنوفيتش", "ثم وصل رامي كازنوفيتش", "وأكد كازنوفيتش ذلك").filter(surface="كازنوفيتش")
    assert found.select("actor_id", "unresolved_reason").rows() == [
        (None, "several actors of this name in the article")
    ]
    assert found["runner_up_id"].null_count() == 0


def test_a_surname_behind_another_first_name_is_nobody_else() -> None:
    texts = ("التقى بشار الأسد وماهر الأسد الضيف", "وقالت أسماء الأسد ذلك")
    assert ("الأسد", "bashar_al_assad") not in people(*texts, day=SPRING_2018)


def test_a_familys_name_is_nobodys() -> None:
    texts = ("التقى فيدل كاسترو وراؤول كاسترو الضيف", "وانتهى حكم عائلة كاسترو")
    assert people(*texts, day=SPRING_2018)[-1] == ("كاسترو", None)


def test_a_surname_that_several_bear_is_nobodys_while_nothing_tells_them_apart() -> None:
    found = mentions_of("وقال المدرب وليامز إن اللاعب تعب").filter(mention_type="person")
    assert found.select("actor_id", "unresolved_reason").rows() == [
        (None, "a short form of a name that the article does not give in full")
    ]


def test_a_surname_alone_is_that_of_the_minister_of_the_country_that_the_article_is_about() -> None:
    texts = ("تراجعت الليرة في تركيا", "وقال البيرق إن تركيا تجاوزت الأزمة")
    assert people(*texts, day=dt.date(2019, 2, 1)) == [("البيرق", "berat_albayrak")]
    assert people(*texts, day=dt.date(2010, 2, 1)) == [("البيرق", None)]


def test_a_full_name_that_two_bear_is_told_by_the_office() -> None:
    assert people("وصل وزير الخارجية الليبي محمد عبد العزيز") == [("محمد عبد العزيز", "mohamed_abdelaziz_libya")]
    text = "وصل الأمين العام لجبهة البوليساريو محمد عبد العزيز"
    assert people(text) == [("محمد عبد العزيز", "mohamed_abdelaziz_polisario")]


def test_a_surname_goes_with_the_full_name_that_the_office_tells() -> None:
    texts = ("وصل مدير وكالة المخابرات المركزية الأمريكية جون برينان", "وقال برينان ذلك")
    assert [actor for _, actor in people(*texts)] == ["john_brennan"] * 2


def test_a_full_name_that_nothing_tells_keeps_an_identity_of_its_own_and_a_runner_up() -> None:
    found = mentions_of("فاز اللاعب محمد عبد العزيز بالسباق").filter(mention_type="person")
    assert found["actor_id"].str.starts_with("p_").to_list() == [True]
    assert found["runner_up_id"].str.starts_with("mohamed_abdelaziz").to_list() == [True]


def test_who_comes_into_office_later_is_not_meant() -> None:
    text = "وصل رئيس الوزراء الإسرائيلي بينيت إلى المطار"
    assert people(text, day=dt.date(2021, 9, 1)) == [("بينيت", "naftali_bennett")]
    assert people(text, day=dt.date(2012, 9, 1)) == [("بينيت", None)]
