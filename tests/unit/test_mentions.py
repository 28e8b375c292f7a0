import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.news.articles import build_articles
from orchestration.news.mentions import find_mentions
from orchestration.news.normalise import fold_text
from orchestration.news.schemas import MENTION, RAW_ARTICLE, SENTENCE
from tests.unit.mentions_in import mentions_of, named


def test_mentions_have_the_declared_schema_also_where_there_are_none() -> None:
    assert dict(mentions_of("لا شيء هنا").schema) == MENTION


def test_a_registered_actor_is_found_in_any_folded_spelling() -> None:
    assert named("وصل سيرغي لافــروف")[0][2] == "sergei_lavrov"


@pytest.mark.parametrize("particles", ["و", "ف", "ب", "ل", "ك", "وب", "ول"])
def test_attached_particles_stay_outside_the_name(particles: str) -> None:
    assert named(f"قال إن {particles}ليبيا كثيرا") == [("ليبيا", "country", "libya")]


def test_a_preposition_melted_with_the_article_is_part_of_the_surface() -> None:
    assert named("في مقر للأمم المتحدة")[0] == ("للأمم المتحدة", "organization", "united_nations")


def test_a_name_inside_another_word_is_no_mention() -> None:
    assert named("هذه مصرفية قديمة") == []


def test_the_longest_name_wins() -> None:
    assert ("ليبيا", "country", "libya") not in named("أعلن مصرف ليبيا المركزي ذلك")


def test_a_surname_is_linked_to_the_full_name_of_the_same_article() -> None:
    found = mentions_of("قال عقيلة صالح ذلك", "ثم غادر صالح القاعة").select("surface", "actor_id", "link_method").rows()
    assert found == [("عقيلة صالح", "aguila_saleh", "registry"), ("صالح", "aguila_saleh", "surname")]


def test_a_surname_alone_that_is_an_ordinary_word_is_no_mention() -> None:
    assert named("هذا قرار صالح للجميع") == []


def test_a_surname_that_two_people_of_the_article_share_stays_unlinked_with_a_reason() -> None:
    last = mentions_of("زار علي عبد الله صالح عدن", "ورأى عقيلة صالح ذلك", "وقال صالح إنه سيعود").filter(surface="صالح")
    assert last["actor_id"].to_list() == [None]
    assert last["unresolved_reason"].to_list() == ["several actors of this name in the article"]


def test_a_country_that_is_an_ordinary_word_needs_a_word_for_a_place_before_it() -> None:
    assert named("دعم مالي كبير") == []
    assert ("مالي", "country", "mali") in named("في دولة مالي أمس")


def test_spans_slice_to_their_surface_with_marks_and_tatweel_inside() -> None:
    text = "قال فائز السّرّاج إنّ طرابُلس آمنة"
    found = mentions_of(text)
    assert found["surface"].to_list() == [
        text[start:end] for start, end in found.select("start_char", "end_char").rows()
    ]
    assert "السّرّاج" in found["surface"][0]


def test_one_article_never_changes_what_another_becomes() -> None:
    sentence = "غادر صالح القاعة"
    frames = {"article_id": ["a1", "a2"], "raw_text": ["قال عقيلة صالح ذلك", sentence]}
    sentences = pl.DataFrame(
        [("a1", 0, "body", 0, 18), ("a2", 0, "body", 0, len(sentence))], schema=SENTENCE, orient="row"
    )
    assert find_mentions(pl.DataFrame(frames), sentences).filter(article_id="a2").is_empty()


def test_a_definite_word_for_a_place_makes_no_name_of_the_word_behind_it() -> None:
    assert named("عاد إلى المدينة ليل الاثنين") == []


def test_each_mention_carries_the_form_of_the_name_that_stands_there() -> None:
    found = mentions_of("وصل فايز السّراج", "ثم غادر السراج", "وبقي محمد الزواوي وحده").select(
        "alias", "discovered_name"
    )
    assert found.rows() == [("فايز السراج", None), ("السراج", None), ("محمد الزواوي", "محمد الزواوي")]


def test_a_known_full_name_takes_no_unknown_word_behind_it() -> None:
    assert named("وصل فايز السراج يتوسطهما")[0] == ("فايز السراج", "person", "fayez_al_sarraj")


def test_a_text_longer_than_any_article_is_read_in_stretches_with_the_offsets_of_the_whole() -> None:
    filler = ["وصل الوفد ثم غادر. " * 10_000] * 6
    starts = mentions_of("وصل إلى ليبيا", *filler, "وصل إلى ليبيا")["start_char"].to_list()
    assert starts == [8, 14 + 6 * (len(filler[0]) + 1) + 8]


@pytest.mark.parametrize(
    ("surface", "actor_id"),
    [
        ("المحكمةالجنائيةالدولية", "icc"),
        ("للمحكمةالجنائية الدولية", "icc"),
        ("مجلس التعاونالخليجي", "gcc"),
    ],
)
def test_a_name_that_lost_a_blank_is_found_with_the_characters_that_stand_there(surface: str, actor_id: str) -> None:
    found = mentions_of(f"أعلنت {surface} ذلك").select("surface", "actor_id").rows()
    assert found == [(surface, actor_id)]


def test_a_name_that_lost_a_blank_has_the_alias_that_is_listed() -> None:
    assert mentions_of("أعلنت المحكمةالجنائيةالدولية ذلك")["alias"].to_list() == ["المحكمة الجنائية الدولية"]


# A name, its actor or place, and what its listed form folds to.
NAMES = [
    ("فائز السراج", "fayez_al_sarraj"),
    ("سيرغي لافروف", "sergei_lavrov"),
    ("الأمم المتحدة", "united_nations"),
    ("جامعة الدول العربية", "arab_league"),
    ("ليبيا", "libya"),
]
# What may stand behind a letter of a name without changing it: marks, tatweel, zero-width characters.
SPRINKLED = st.text(
    st.sampled_from("\u064b\u064e\u0650\u0651\u0652\u0670ـ\u200b\u200c\u200d\u200f\u2060\ufeff\u00ad"), max_size=3
)


@st.composite
def sprinkled_names(draw: st.DrawFn) -> tuple[str, str, str]:
    """A known name as a page may spell it, its id, and the name as it is listed."""
    name, key = draw(st.sampled_from(NAMES))
    letters = []
    for letter in name[:-1]:
        blank = draw(st.sampled_from(" \u00a0\u2009\u202f"))
        letters.append(blank if letter == " " else letter + draw(SPRINKLED))
    last = name[-1] + draw(st.text(st.sampled_from("\u064b\u064e\u0651"), max_size=2))
    return "".join([*letters, last]), key, name


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(sprinkled_names(), st.sampled_from(["", "و", "ب"])), min_size=8, max_size=8))
def test_a_name_is_found_at_its_raw_characters_whatever_is_sprinkled_into_it(
    spelled: list[tuple[tuple[str, str, str], str]],
) -> None:
    raw_text, expected = "بيان\n\n", []
    for (surface, key, name), particle in spelled:
        start = len(raw_text) + len("قال المتحدث إن ") + len(particle)
        expected.append((start, start + len(surface), key, surface, fold_text(name)))
        raw_text += f"قال المتحدث إن {particle}{surface} هو أول ما ذكر في البيان الطويل الذي صدر مساء أمس بعد ساعات.\n"
    empty = dict.fromkeys(RAW_ARTICLE)
    raw = pl.DataFrame([empty | {"article_id": "a1", "raw_text": raw_text}], schema=RAW_ARTICLE)
    _, _, sentences = build_articles(raw)
    found = find_mentions(raw, sentences).with_columns(key=pl.coalesce("actor_id", "location_id"))
    rows = found.select("start_char", "end_char", "key", "surface", "alias").rows()
    assert [(*row[:4], fold_text(row[4])) for row in rows] == expected
    assert [raw_text[start:end] for start, end, *_ in rows] == [row[3] for row in rows]
    assert [fold_text(row[3]) for row in rows] == [fold_text(row[4]) for row in rows]


def test_a_portfolio_in_a_minister_s_title_is_no_ministry() -> None:
    texts = ("قالت وزارة الخارجية الإيرانية ذلك", "وصل وزير الخارجية أمس", "وقالت الخارجية إنها")
    assert [name for name, kind, _ in named(*texts) if kind == "organization"] == [
        "وزارة الخارجية الإيرانية",
        "الخارجية",
    ]


def test_what_an_article_becomes_is_the_same_each_time() -> None:
    given, family = ("محمد", "خالد", "سالم", "ناصر", "كريم"), ("الزواوي", "الفيروزي", "الزمردي", "الياقوتي")
    texts = [f"وصل {first} {last} أمس، ثم غادر {last} اليوم" for first in given for last in family]
    once = mentions_of(*texts)
    assert once.height == 2 * len(texts)
    assert all(mentions_of(*texts).equals(once) for _ in range(8))


def test_the_title_that_a_king_is_listed_with_is_no_part_of_his_name() -> None:
    assert named("وصلت الملكة إليزابيث الثانية إلى القصر") == [("إليزابيث الثانية", "person", "queen_elizabeth_ii")]
