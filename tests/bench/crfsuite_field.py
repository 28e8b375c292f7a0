"""The shipped recogniser as a model file of crfsuite, so that crfsuite's own tagger can be run beside it."""

from pathlib import Path

import numpy as np
import pycrfsuite

from orchestration.news.recogniser import LAST_GAP, WINDOW, Model
from orchestration.training.fields import _CHUNK, _FEATURE, _HEADER, _TRANSITION


def write_field(model: Model, file: Path) -> None:
    """Write the model as crfsuite would have left it.

    crfsuite takes no weights from outside: it is made to train a field with the same features for one step, and the
    weights in the file that it leaves are replaced.
    """
    weights = _weights_by_attribute(model)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"feature.possible_states": 1, "feature.possible_transitions": 1, "max_iterations": 1})
    # Attributes and labels are numbered as they come: all attributes on the first word, a label on each.
    trainer.append([list(weights), *([[]] * (len(model.labels) - 1))], model.labels)
    trainer.train(str(file))
    content = bytearray(file.read_bytes())
    at = _HEADER.unpack_from(content)[7]
    _, _, count = _CHUNK.unpack_from(content, at)
    features = np.frombuffer(content, _FEATURE, count, at + _CHUNK.size)
    states = np.stack(list(weights.values()))
    if count != states.size + model.transitions.size:
        raise ValueError("crfsuite left out features")
    is_transition = features["kind"] == _TRANSITION
    source, target = features["source"], features["target"]
    features["weight"][is_transition] = model.transitions[source[is_transition], target[is_transition]]
    features["weight"][~is_transition] = states[source[~is_transition], target[~is_transition]]
    file.write_bytes(content)


def _weights_by_attribute(model: Model) -> dict[str, np.ndarray]:
    """The label weights of each attribute that has any, by its name in `sentences_for_crfsuite`."""
    numbers, places = np.nonzero(model.weights.any(axis=2))
    named = {
        f"{place - WINDOW}:{number}": model.weights[number, place]
        for number, place in zip(numbers, places, strict=True)
    }
    for place in range(2 * WINDOW + 1):
        named |= {f"{place - WINDOW}:gap{kind}": model.gaps[place, kind] for kind in range(LAST_GAP + 1)}
        named[f"{place - WINDOW}:edge"] = model.edges[place]
    return named
