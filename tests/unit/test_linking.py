from tests.unit.mentions_in import mentions_of


def linked(*texts: str) -> list[tuple[str, str | None, str | None]]:
    found = mentions_of(*texts).filter(mention_type="organization")
    return found.select("surface", "actor_id", "unresolved_reason").rows()


def test_a_short_form_is_the_body_that_the_article_names_in_full() -> None:
    texts = ("اجتمع مجلس النواب الليبي", "ثم رفع مجلس النواب الجلسة")
    assert [actor for _, actor, _ in linked(*texts)] == ["house_of_representatives_libya"] * 2


def test_a_short_form_alone_is_the_body_of_the_country_that_the_article_is_about() -> None:
    assert linked("قالت مصر ذلك", "وأكدت مصر ذلك", "بيان وزارة الداخلية")[0][1] == "egyptian_interior_ministry"


def test_a_short_form_in_an_article_on_several_countries_alike_is_none_of_theirs() -> None:
    found = linked("قالت مصر وتونس والجزائر ذلك", "بيان وزارة الداخلية")
    assert [actor for _, actor, _ in found if actor and not actor.startswith("o_")] == []


def test_a_person_whom_the_words_around_one_name_tell_is_found_wherever_that_name_stands() -> None:
    found = mentions_of("وقال كازنوفيتش إن الوضع صعب", "ووجه رسالة لكازنوفيتش أمس").filter(mention_type="person")
    assert found["surface"].to_list() == ["كازنوفيتش", "كازنوفيتش"]
    assert found["actor_id"].n_unique() == 1
