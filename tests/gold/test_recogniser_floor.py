"""The recogniser on labelled sentences that it was not trained on: floors that only rise."""

import pytest

from orchestration.news.recogniser import label_tokens, read_model
from orchestration.training.labelled import read_labelled
from orchestration.training.scores import score_names
from tests.conftest import SHARED, needs_shared

HELD_OUT = SHARED / "ner" / "anercorp" / "ANERCorp_CamelLab_test.txt"
FLOORS = {"PER": 0.69, "LOC": 0.86, "ORG": 0.57, "all": 0.73}

pytestmark = [pytest.mark.gold, needs_shared("ner")]


@pytest.mark.parametrize("kind", FLOORS)
def test_recogniser_reaches_its_floor(kind: str) -> None:
    labelled = read_labelled(HELD_OUT, restore_preposition=False)
    model = read_model()
    found = [model.labels[number] for number in label_tokens(labelled.tokens, model)[0]]
    assert score_names(labelled, found)[kind].f1 >= FLOORS[kind]
