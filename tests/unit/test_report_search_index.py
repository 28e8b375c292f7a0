import json

import pytest

from orchestration.report.search_index import script_json
from orchestration.report.site import clean
from orchestration.report.views import file_name


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "a\u2028b", "&amp;", '"\\', "السراج"])
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    script = script_json([text])
    assert not set("<>&\u2028\u2029") & set(script)
    assert json.loads(script) == [text]


@pytest.mark.parametrize("text", ["a\x00b", "a\x1b[2J", "a\u202eb", "a\u2066b", "a\ud800b", "a\ufdd0b"])
def test_what_no_page_may_hold_becomes_a_replacement_character(text: str) -> None:
    assert clean(text)[1] == "\ufffd"


@pytest.mark.parametrize("text", ["می\u200cخواهم", "\u200fنص", "سطر\r\nسطر", "😀"])
def test_text_of_people_stays_as_it_is(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("id_", ["../../etc/passwd", "a/b", "", "A", "x" * 300, ".", "a b"])
def test_id_that_is_no_plain_name_leads_to_a_file_of_the_folder(id_: str) -> None:
    assert file_name(id_).isalnum()


def test_plain_id_names_its_file() -> None:
    assert file_name("fayez_al_sarraj") == "fayez_al_sarraj"
