"""What can be expected of landed rows: a Great Expectations class with its arguments, and the same in words."""

from typing import Any, NamedTuple


class Expectation(NamedTuple):
    """One thing that must hold: the class that checks it, what people read, and whether a failure stops the run."""

    kind: str
    arguments: dict[str, Any]
    words: str
    is_blocking: bool = True


class Suite(NamedTuple):
    """What must hold of one landed table.

    The query gives slim columns and, first, the keys by which a row that fails is found again.
    """

    name: str
    asset: str
    table: str
    description: str
    query: str
    keys: tuple[str, ...]
    expectations: tuple[Expectation, ...]


def is_one_of(column: str, values: str) -> Expectation:
    """A value of the vocabulary, or none."""
    allowed = values.split("|")
    words = f"{column} is one of {', '.join(allowed)}"
    return Expectation("ExpectColumnValuesToBeInSet", {"column": column, "value_set": allowed}, words)


def is_true(column: str, words: str) -> Expectation:
    """What the query itself compared holds in every row."""
    return Expectation("ExpectColumnValuesToBeInSet", {"column": column, "value_set": [True]}, words)


def is_there(column: str) -> Expectation:
    """No row lacks it."""
    return Expectation("ExpectColumnValuesToNotBeNull", {"column": column}, f"{column} is there")


def is_between(column: str, low: float, high: float | None = None) -> Expectation:
    """A number within bounds, or none."""
    bounds = f"is {low}" if low == high else f"is {low} or more" if high is None else f"lies between {low} and {high}"
    arguments = {"column": column, "min_value": low, "max_value": high}
    return Expectation("ExpectColumnValuesToBeBetween", arguments, f"{column} {bounds}")


def is_mostly_above(column: str, low: float, share: float) -> Expectation:
    """A number above a bound in most rows; fewer are a warning."""
    arguments = {"column": column, "min_value": low, "mostly": share}
    words = f"{column} is {low} or more in {share:.0%} of the rows"
    return Expectation("ExpectColumnValuesToBeBetween", arguments, words, is_blocking=False)


def is_in_order(lower: str, upper: str) -> Expectation:
    """Where both are there, the one is not above the other."""
    arguments = {"column_A": upper, "column_B": lower, "or_equal": True, "ignore_row_if": "either_value_is_missing"}
    return Expectation("ExpectColumnPairValuesAToBeGreaterThanB", arguments, f"{lower} is not after {upper}")


def is_equal(one: str, other: str) -> Expectation:
    """Two numbers of a row agree."""
    arguments = {"column_A": one, "column_B": other}
    return Expectation("ExpectColumnPairValuesToBeEqual", arguments, f"{one} equals {other}")


def matches(column: str, regex: str, words: str) -> Expectation:
    """A text of this shape, or none."""
    return Expectation("ExpectColumnValuesToMatchRegex", {"column": column, "regex": regex}, f"{column} is {words}")
