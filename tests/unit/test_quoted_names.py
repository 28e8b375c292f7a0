from tests.unit.mentions_in import surfaces


def test_a_name_between_marks_behind_a_head_noun_is_an_organization() -> None:
    assert surfaces("organization", "قالت صحيفة «المنارة الخضراء» ذلك") == ["المنارة الخضراء"]


def test_a_name_that_was_quoted_behind_a_head_returns_between_marks_alone() -> None:
    texts = ("فازت قائمة «سنابل» أمس", 'وتلتها "سنابل" في الجنوب', "نمت سنابل القمح")
    assert surfaces("organization", *texts) == ["سنابل", "سنابل"]


def test_quoted_words_without_a_head_noun_are_none() -> None:
    assert surfaces("organization", "قال إنها «حرب اقتصادية» كبيرة") == []


def test_a_long_quotation_behind_a_head_is_no_name() -> None:
    assert surfaces("organization", "قالت صحيفة «إن الوضع في البلاد صعب جدا اليوم» ذلك") == []
