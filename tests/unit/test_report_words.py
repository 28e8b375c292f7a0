import datetime as dt

import pytest

from orchestration.report import words
from orchestration.report.words import Label, name_days


@pytest.mark.parametrize(
    ("first", "last", "named"),
    [
        (dt.date(2017, 7, 25), dt.date(2017, 7, 25), Label("25 يوليو 2017", "25 Jul 2017")),
        (dt.date(2017, 2, 1), dt.date(2017, 2, 28), Label("فبراير 2017", "Feb 2017")),
        (dt.date(2017, 1, 1), dt.date(2017, 12, 31), Label("عام 2017", "2017")),
        (
            dt.date(2017, 12, 31),
            dt.date(2018, 1, 2),
            Label("من 31 ديسمبر 2017 إلى 2 يناير 2018", "31 Dec 2017 to 2 Jan 2018"),
        ),
        (None, None, words.NO_DAY),
    ],
)
def test_days_are_named_in_as_few_words_as_they_can_be(first: dt.date, last: dt.date, named: Label) -> None:
    assert name_days(first, last) == named
