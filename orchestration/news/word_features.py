"""What is known of a word by itself: its spelling, its lists, and the company it keeps in raw news.

The features of a word are numbers into one table of weights. They are the same when the recogniser is trained and
when it runs, as both read them here.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

Numbers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]

_BASE, _MIXER = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
_BASE_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_CONJUNCTIONS, _PREPOSITIONS = [ord(letter) for letter in "وف"], [ord(letter) for letter in "بلك"]
_ALEF, _LAM = ord("ا"), ord("ل")
_LEAST_STEM_CHARS = 3
_LONGEST_AFFIX_CHARS = 4


class WordTables(NamedTuple):
    """What is frozen of words when the recogniser is trained; features are numbered spellings first, then columns."""

    known_keys: Keys  # of the words with columns, sorted
    known_columns: npt.NDArray[np.uint16]  # a row per known word, then one of zeros; zero is no feature
    column_starts: Numbers  # the feature that value 0 of each column would be
    spelling_keys: Keys  # of the whole words and parts of words that are features, sorted
    features_count: int  # also the number of "no feature"


def number_features(words: pl.Series, tables: WordTables) -> npt.NDArray[np.int32]:
    """Give the features of each word: a row per word, a column per kind of feature, padded with `features_count`."""
    keys, stems = hash_words(words)
    spelling = _find(keys, tables.spelling_keys, missing=tables.features_count)
    unknown = len(tables.known_keys)
    rows = np.full(len(words), unknown)
    for stem in stems:
        found = _find(stem, tables.known_keys, missing=unknown)
        rows = np.where(rows == unknown, found, rows)
    values = tables.known_columns[rows].astype(np.int64)
    columns = np.where(values > 0, tables.column_starts + values, tables.features_count)
    return np.concatenate([spelling, columns], axis=1).astype(np.int32)


def hash_words(words: pl.Series) -> tuple[Keys, list[Keys]]:
    """Hash words and their parts to 64 bits.

    Returns: a row per word with a key per part (the word, its core without particles and article, its first and last
    letters, its shape); and the keys under which its columns may stand: the word, and the word without one and two
    particles («وبليبيا» -> «بليبيا», «ليبيا»; «للجيش» -> «الجيش»).
    """
    codes = np.frombuffer("".join(words.to_list()).encode("utf-32-le"), np.uint32).astype(np.uint64)
    ends = np.cumsum(words.str.len_chars().to_numpy().astype(np.int64))
    starts = ends - words.str.len_chars().to_numpy().astype(np.int64)
    powers = np.cumprod(np.concatenate([[np.uint64(1)], np.full(len(codes), _BASE)]))
    inverses = np.cumprod(np.concatenate([[np.uint64(1)], np.full(len(codes), _BASE_INVERSE)]))
    sums = np.concatenate([[np.uint64(0)], np.cumsum(codes * powers[:-1], dtype=np.uint64)])

    def between(first: Numbers, last: Numbers) -> Keys:
        """Hash the letters from `first` to `last` of each word: a polynomial in `_BASE`."""
        key: Keys = (sums[last] - sums[first]) * inverses[first]
        return key

    padded = np.concatenate([codes, np.zeros(4, np.uint64)]).astype(np.int64)
    is_conjunction = np.isin(padded[starts], _CONJUNCTIONS)
    after = starts + is_conjunction
    is_preposition = np.isin(padded[after], _PREPOSITIONS)
    is_melted = (padded[after] == _LAM) & (padded[after + 1] == _LAM)
    is_long = ends - after - is_preposition >= _LEAST_STEM_CHARS
    core = np.where(is_long, after + is_preposition, np.minimum(after, ends))
    has_article = (padded[core] == _ALEF) & (padded[core + 1] == _LAM) & (ends - core > _LEAST_STEM_CHARS)
    bare = np.minimum(core + 2 * has_article + (is_melted & is_long), ends)
    # «لل» stands for «ل» and «ال»: the alef goes before what follows the first lam.
    with_article = np.uint64(_ALEF) + _BASE * between(np.minimum(after + 1, ends), ends)
    whole = between(starts, ends)
    without_one = np.where(is_conjunction & (ends - after >= _LEAST_STEM_CHARS), between(after, ends), whole)
    without_two = np.where(is_long, np.where(is_melted, with_article, between(core, ends)), without_one)

    parts = [whole, between(bare, ends)]
    for size in range(1, _LONGEST_AFFIX_CHARS + 1):
        is_longer = ends - starts > size
        parts += [
            np.where(is_longer, between(starts, np.minimum(starts + size, ends)), 0),
            np.where(is_longer, between(np.maximum(ends - size, starts), ends), 0),
        ]
    parts.append(_shapes(padded, starts, ends))
    keyed = [_mix(part, kind) for kind, part in enumerate(parts, 1)]
    return np.stack(keyed, axis=1), [_mix(key, 0) for key in (whole, without_one, without_two)]


def _shapes(padded: Numbers, starts: Numbers, ends: Numbers) -> Keys:
    """Digits, foreign or Arabic letters, and how many: «2018», «BBC», «في»."""
    first, sizes = padded[starts], ends - starts
    script = np.where(first < 0x3A, 1, np.where(first < 0x600, 2, 3))
    shapes: Keys = (script * 16 + np.minimum(sizes, 12)).astype(np.uint64)
    return shapes


def _mix(keys: Keys, kind: int) -> Keys:
    """Spread the bits, and keep kinds of parts apart."""
    mixed = (keys + np.uint64(kind)) * _MIXER
    mixed = (mixed ^ (mixed >> np.uint64(32))) * _BASE
    result: Keys = mixed ^ (mixed >> np.uint64(29)) ^ np.uint64(kind)
    return result


def _find(keys: Keys, among: Keys, missing: int) -> Numbers:
    if not len(among):
        return np.full(keys.shape, missing)
    places = np.minimum(np.searchsorted(among, keys), len(among) - 1)
    return np.where(among[places] == keys, places, missing)
