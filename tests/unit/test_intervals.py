import datetime as dt

import pytest

from orchestration.news.intervals import ENDLESS, Term, narrow


def term(actor: str, first: str, last: str | None, sentence: int = 1) -> Term:
    end = dt.date.fromisoformat(last) if last else ENDLESS
    return Term(actor, dt.date.fromisoformat(first), end, f"الرئيس {actor}", sentence)


def days(*terms: Term, earliest: str | None = None, latest: str | None = None) -> tuple[str | None, str | None]:
    said = (dt.date.fromisoformat(earliest), "منذ ذلك اليوم") if earliest else None
    found = narrow(said, dt.date.fromisoformat(latest) if latest else None, terms)
    return found.first and found.first.isoformat(), found.last and found.last.isoformat()


def test_text_that_nothing_bounds_has_no_days() -> None:
    assert days() == (None, None)


def test_term_has_a_month_before_and_ninety_days_behind() -> None:
    assert days(term("a", "2010-01-31", "2012-01-01")) == ("2010-01-01", "2012-03-31")


def test_two_terms_leave_the_days_that_they_share() -> None:
    assert days(term("a", "2010-01-31", "2014-01-01"), term("b", "2012-01-31", None)) == ("2012-01-01", "2014-04-01")


def test_day_that_the_text_names_begins_the_interval() -> None:
    assert days(term("a", "2010-01-31", "2014-01-01"), earliest="2013-05-05") == ("2013-05-05", "2014-04-01")


def test_former_holder_is_left_out_where_the_text_names_a_later_day() -> None:
    assert days(term("a", "2001-01-01", "2009-01-01"), earliest="2013-05-05") == ("2013-05-05", None)


def test_day_of_crawling_ends_the_interval() -> None:
    assert days(term("a", "2010-01-31", None), latest="2015-01-01") == ("2010-01-01", "2015-01-01")


def test_one_recalled_holder_among_three_does_not_count() -> None:
    now = (term("a", "2010-01-31", "2014-01-01"), term("b", "2009-01-31", "2014-01-01"))
    assert days(*now, term("old", "1990-01-01", "1995-01-01")) == ("2010-01-01", "2014-04-01")


def test_holders_who_disagree_say_nothing() -> None:
    assert days(term("a", "1990-01-31", "1995-01-01"), term("b", "2010-01-31", "2014-01-01")) == (None, None)


@pytest.mark.parametrize(("sentence", "first"), [(3, "2010-01-01"), (4, None)])
def test_person_alone_counts_in_the_lead_only(sentence: int, first: str | None) -> None:
    assert days(term("a", "2010-01-31", "2014-01-01", sentence))[0] == first


def test_terms_that_nearly_touch_are_one() -> None:
    again = (term("a", "2014-08-29", "2015-08-28"), term("a", "2015-10-24", "2023-06-03"))
    assert days(*again, earliest="2015-01-01") == ("2015-01-01", "2023-09-01")


def test_of_two_times_far_apart_the_first_after_the_named_day_is_meant() -> None:
    twice = (term("a", "2017-01-31", "2021-01-01"), term("a", "2025-01-31", None))
    assert days(*twice, earliest="2018-01-01") == ("2018-01-01", "2021-04-01")


def test_two_times_without_a_named_day_are_taken_with_what_lies_between() -> None:
    assert days(term("a", "2017-01-31", "2021-01-01"), term("a", "2025-01-31", None)) == ("2017-01-01", None)


def test_evidence_quotes_what_sets_each_end() -> None:
    found = narrow((dt.date(2013, 5, 5), "منذ مايو 2013"), None, [term("a", "2010-01-31", "2014-01-01")])
    assert found.evidence == "منذ مايو 2013 | الرئيس a"
