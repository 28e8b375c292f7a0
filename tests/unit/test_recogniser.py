import random
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import pycrfsuite
import pytest

from orchestration.news.normalise import fold_words
from orchestration.news.recogniser import Model, _spans, label_tokens, recognise, unpack_model
from orchestration.news.tokens import tokenise
from orchestration.news.word_features import WordTables
from orchestration.training.fields import compile_model, make_tables, sentences_for_crfsuite, train
from orchestration.training.labelled import Labelled

PEOPLE = ["خليفة حفتر", "فايز السراج", "سامي عبد الرحمن", "ليلى", "كوبلر"]
TOWNS = ["تل أبيب", "طبرق", "بنغازي", "روما", "سبها"]
BODIES = ["مجلس النواب", "الأمم المتحدة", "وزارة الخارجية الإيطالية"]
FRAMES = [
    "التقى {p} في {t} {p}، وغادر إلى {t}.",
    "قال {p}: إن {b} يدعم الحوار",
    "أعلن {b} أن {p} وصل إلى {t}",
    "وصل وفد من {b} إلى {t} (2018)",
    "لم يحضر أحد",
]


def sentences(*texts: str) -> pl.DataFrame:
    return tokenise(pl.DataFrame({"text": texts}).select(fold_words(pl.col("text"))).to_series())


def names(text: str) -> list[tuple[str, str]]:
    folded = pl.DataFrame({"text": [text]}).select(fold_words(pl.col("text"))).item()
    found = recognise(sentences(text)).select("start_byte", "end_byte", "label").iter_rows()
    return [(folded.encode()[start:end].decode(), label) for start, end, label in found]


def write_sentences(count: int, seed: int) -> Labelled:
    chance = random.Random(seed)
    tokens, labels = [], []
    for row in range(count):
        parts: list[tuple[str, str]] = []
        for piece in chance.choice(FRAMES).replace("{", " {").split():
            mark = piece[:3]
            kind = {"{p}": "PER", "{t}": "LOC", "{b}": "ORG"}.get(mark)
            if kind is None:
                parts.append((piece, "O"))
                continue
            name = chance.choice({"PER": PEOPLE, "LOC": TOWNS, "ORG": BODIES}[kind]).split()
            parts += [(word, f"{'I' if at else 'B'}-{kind}") for at, word in enumerate(name)]
            parts[-1] = (parts[-1][0] + piece[3:], parts[-1][1])
        tokens.append(sentences(" ".join(word for word, _ in parts)).with_columns(row=pl.lit(row, pl.Int64)))
        labels += [label for _, label in parts]
    return Labelled(pl.concat(tokens), labels)


def random_sentences(count: int, seed: int) -> pl.DataFrame:
    """Any words in any order, known, foreign, of one letter, and long."""
    chance = random.Random(seed)
    words = " ".join([*PEOPLE, *TOWNS, *BODIES, *FRAMES]).translate(str.maketrans("", "", "{}ptb")).split()
    letters = "ابتجدرسعفقكلمنهويABC0123"
    words += ["".join(chance.choices(letters, k=chance.randint(1, 14))) for _ in range(400)]
    return sentences(
        *(
            "".join(chance.choice(words) + chance.choice([" ", " ", "، ", ". ", " - "]) for _ in range(size))
            for size in (chance.choice([1, 2, 3, 8, 20, 60]) for _ in range(count))
        )
    )


class Field(NamedTuple):
    file: Path
    tables: WordTables
    model: Model


@pytest.fixture(scope="module")
def field(tmp_path_factory: pytest.TempPathFactory) -> Field:
    labelled = write_sentences(300, seed=1)
    rng = np.random.default_rng(2)
    types = labelled.tokens["token"].unique().sort()
    columns = pl.DataFrame({"token": types, "a": rng.integers(0, 9, len(types)), "b": rng.integers(0, 2, len(types))})
    tables = make_tables(columns, labelled)
    file = tmp_path_factory.mktemp("field") / "field.crfsuite"
    train(labelled, tables, file, c1=0.05, c2=0.1, max_iterations=40)
    return Field(file, tables, unpack_model(compile_model(file, tables, types.head(10))))


def test_labels_are_those_of_crfsuite(field: Field) -> None:
    file, tables, model = field
    tokens = random_sentences(4_000, seed=3)
    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    expected = [label for sentence in sentences_for_crfsuite(tokens, tables) for label in tagger.tag(sentence)]
    numbers, _ = label_tokens(tokens, model)
    assert [model.labels[number] for number in numbers] == expected
    assert len(set(expected)) == 7


def test_a_ready_row_labels_as_a_row_built_anew(field: Field) -> None:
    file, tables, model = field
    tokens = random_sentences(200, seed=4)
    every_word = unpack_model(compile_model(file, tables, tokens["token"].unique()))
    assert (label_tokens(tokens, model)[0] == label_tokens(tokens, every_word)[0]).all()


def test_sentences_do_not_depend_on_their_neighbours(field: Field) -> None:
    _, _, model = field
    tokens = random_sentences(50, seed=5)
    together, _ = label_tokens(tokens, model)
    alone = [label_tokens(part, model)[0] for _, part in tokens.group_by("row", maintain_order=True)]
    assert (together == np.concatenate(alone)).all()


def test_a_sentence_of_many_thousand_words_is_labelled_as_crfsuite_does(field: Field) -> None:
    file, tables, model = field
    tokens = sentences("وصل كوبلر إلى روما", *([" ".join(random_sentences(800, seed=6)["token"])] * 2))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(file))
    expected = [label for sentence in sentences_for_crfsuite(tokens, tables) for label in tagger.tag(sentence)]
    assert [model.labels[number] for number in label_tokens(tokens, model)[0]] == expected


def test_a_person_and_a_place_are_recognised() -> None:
    found = names("وقال الوزير محمد حسن إن الوفد غادر مدينة بنغازي إلى القاهرة")
    assert ("محمد حسن", "person") in found
    assert ("بنغازي", "place") in found
    assert ("القاهره", "place") in found


def test_a_person_that_no_list_holds_is_recognised_behind_a_title() -> None:
    assert ("كرستوف دوبلان", "person") in names("والتقى الرئيس الفرنسي كرستوف دوبلان أمس في باريس")


def test_an_organization_is_recognised() -> None:
    assert ("الامم المتحده", "organization") in names("وطالبت الأمم المتحدة بوقف القتال")


def test_a_sentence_without_names_has_none() -> None:
    assert names("ارتفعت الأسعار هذا العام في كل الأسواق") == []


def test_names_come_in_reading_order_and_lie_on_words() -> None:
    tokens = sentences("وصل محمد حسن إلى روما", "", "قال علي زيدان في لندن إن أحمد سالم في باريس")
    found = recognise(tokens)
    assert found["row"].unique(maintain_order=True).to_list() == [0, 2]
    assert found.equals(found.sort("row", "start_byte"))
    assert found.join(tokens, on=["row", "start_byte"], how="anti").is_empty()
    assert found.join(tokens, on=["row", "end_byte"], how="anti").is_empty()
    assert found["confidence"].is_between(0, 1).all()


def test_a_name_ends_at_a_comma_and_at_its_sentence() -> None:
    tokens = sentences("حضر أحمد حسن، سامي", "علي زيدان")
    kinds = ["O", "B-PER", "I-PER"]
    found = _spans(tokens, np.array([0, 1, 2, 2, 2, 2]), np.ones(6, np.float32), kinds)
    assert found.select("row", "start_byte").rows() == [(0, 7), (0, 25), (1, 0)]


def test_no_words_have_no_names() -> None:
    found = recognise(sentences("", " - "))
    assert found.is_empty()
    assert found.columns == ["row", "first", "last", "start_byte", "end_byte", "label", "confidence"]
