"""The schema `ask`: what people ask of the published file, in any client, by any spelling, with anything in it."""

import contextlib
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.ask.schema import write_ask
from tests.conftest import ROOT, ask_shell, query

pytestmark = pytest.mark.integration

README = ROOT / "README.md"
DUCKDB = str(Path(sys.executable).parent / "duckdb")  # its command line, of the same release
EXAMPLE = re.compile(r"```sql\n(.+?)\n```\n\n```\n(.*?)```\n", re.DOTALL)
# What an SQL text, a pattern or an expression could make of a name.
HOSTILE = [
    "'",
    "''; drop table marts.fct_articles; --",
    "%",
    "_",
    "\\",
    "[(*",
    "xyzzy' or 'x'='x",
    "\x00",
    "",
    " ",
    "😀",
]
CALLS = [
    "ask.actor($text)",
    "ask.meetings($text)",
    "ask.meetings($text, $text)",
    "ask.who_met($text)",
    "ask.timeline($text)",
    "ask.participants($text)",
    "ask.evidence($text)",
    "ask.quotes($text)",
    "ask.co_mentions($text)",
    "ask.search($text)",
]


@pytest.fixture(scope="module")
def published(sample_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(sample_warehouse / "current" / "warehouse.duckdb"), read_only=True) as connection:
        yield connection


def column(connection: duckdb.DuckDBPyConnection, sql: str, *parameters: object) -> list[Any]:
    return [row[0] for row in connection.execute(sql, list(parameters)).fetchall()]


@pytest.mark.parametrize(
    "name", ["حفتر", "Haftar", "hafter", "al-Haftar", "HAFTAR", "خليفة حَفْتَر", "Khalifa Haftar", "khalifa_haftar"]
)
def test_an_actor_is_found_by_any_spelling(published: duckdb.DuckDBPyConnection, name: str) -> None:
    assert column(published, "from ask.actor(?) limit 1", name) == ["khalifa_haftar"]


@pytest.mark.parametrize(
    "name", ["Sarraj", "al-Sarraj", "Serraj", "El Sarraj", "as-Sarraj", "ASSARRAJ", "السرّاج", "سراج"]
)
def test_the_article_vowels_and_doubled_letters_of_a_romanisation_do_not_matter(
    published: duckdb.DuckDBPyConnection, name: str
) -> None:
    assert column(published, "from ask.actor(?) limit 1", name) == ["fayez_al_sarraj"]


def test_an_actor_without_an_english_name_is_found_by_latin_letters(published: duckdb.DuckDBPyConnection) -> None:
    assert published.execute("select name_ar, name_en from ask.actor('Yemani Gabr')").fetchone() == ("يماني جبر", None)


def test_an_exact_name_goes_before_a_part_of_one(published: duckdb.DuckDBPyConnection) -> None:
    found = published.execute("select name_en, matched_by from ask.actor('Russia')").fetchall()
    assert found[0] == ("Russia", "name")
    assert {matched_by for _, matched_by in found[1:]} == {"words", "start"}


def test_meetings_of_two_are_those_of_both_in_either_order(published: duckdb.DuckDBPyConnection) -> None:
    both = set(column(published, "from ask.meetings('Haftar', 'السراج')"))
    assert both == set(column(published, "from ask.meetings('Serraj', 'حفتر')"))
    assert both == set(column(published, "from ask.meetings('Haftar')")) & set(
        column(published, "from ask.meetings('Sarraj')")
    )
    assert both


def test_evidence_is_what_stands_at_its_place(published: duckdb.DuckDBPyConnection) -> None:
    rows = published.execute(
        """
        select quote, raw_text[start_char + 1 : end_char]
        from (select distinct meeting_id from marts.fct_meeting_reports) as meetings, ask.evidence(meetings.meeting_id)
        inner join marts.fct_article_texts using (article_id)
        """
    ).fetchall()
    assert len(rows) == 64
    assert all(quote == found for quote, found in rows)


def test_a_word_is_found_with_article_conjunction_and_ending(published: duckdb.DuckDBPyConnection) -> None:
    plain, dressed = (column(published, "from ask.search(?, most := 100)", word) for word in ("قمة", "والقمّة"))
    assert plain == dressed
    expected = "select count(distinct duplicate_cluster_id) from marts.fct_articles where regexp_matches(body, 'قمة')"
    assert len(plain) >= column(published, expected)[0] > 3


def test_articles_with_all_words_go_before_those_with_some(published: duckdb.DuckDBPyConnection) -> None:
    found = column(published, "select words_found from ask.search('لقاء موسكو حفتر', most := 100)")
    assert found == sorted(found, reverse=True)
    assert found[0] == 3
    assert found[-1] == 1


def test_a_name_in_latin_letters_is_searched_for_in_arabic(published: duckdb.DuckDBPyConnection) -> None:
    latin, arabic = (column(published, "from ask.search(?)", words) for words in ("Haftar Moscow", "حفتر موسكو"))
    assert latin == arabic
    assert arabic


def test_a_sentence_that_was_searched_for_stands_at_its_place(published: duckdb.DuckDBPyConnection) -> None:
    rows = published.execute(
        """
        select quote, raw_text[start_char + 1 : end_char]
        from ask.search('موسكو') inner join marts.fct_article_texts using (article_id)
        """
    ).fetchall()
    assert rows
    assert all(quote == found and "موسكو" in quote for quote, found in rows)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("call", CALLS)
def test_a_hostile_text_is_a_name_of_nobody(published: duckdb.DuckDBPyConnection, call: str, text: str) -> None:
    assert published.execute(f"from {call}", {"text": text}).fetchall() == []
    quoted = "'" + text.replace("'", "''") + "'"
    if "\x00" not in text:  # which no statement can hold
        assert published.execute(f"from {call.replace('$text', quoted)}").fetchall() == []


def test_the_article_alone_is_a_name_of_nobody(published: duckdb.DuckDBPyConnection) -> None:
    assert column(published, "from ask.actor('ال')") == []


def test_every_table_view_and_column_is_described(published: duckdb.DuckDBPyConnection) -> None:
    bare = published.execute(
        """
        select schema_name, table_name, null as column_name from duckdb_tables() where coalesce(comment, '') = ''
        union all
        select schema_name, view_name, null from duckdb_views() where not internal and coalesce(comment, '') = ''
        union all
        select schema_name, table_name, column_name from duckdb_columns()
        where not internal and coalesce(comment, '') = ''
        """
    ).fetchall()
    assert bare == []


def test_help_lists_every_macro_that_answers_and_its_examples_answer(published: duckdb.DuckDBPyConnection) -> None:
    listed = {macro.partition("(")[0] for macro in column(published, "from ask.help()")}
    described = "select function_name from duckdb_functions() where schema_name = 'ask' and comment is not null"
    assert set(column(published, described)) == listed
    for example in column(published, "select example from ask.help()"):
        assert published.execute(example).fetchall(), example


def answers_of(connection: duckdb.DuckDBPyConnection) -> list[list[tuple[Any, ...]]]:
    return [connection.execute(example).fetchall() for example in column(connection, "select example from ask.help()")]


@pytest.mark.parametrize("use", ["use w", "use w.marts", "use w.ask"])
def test_an_attached_file_answers_as_an_opened_one(
    sample_warehouse: Path, published: duckdb.DuckDBPyConnection, use: str
) -> None:
    with duckdb.connect() as own:
        own.execute(f"attach '{sample_warehouse / 'current' / 'warehouse.duckdb'}' as w (read_only)")
        own.execute(use)
        assert answers_of(own) == answers_of(published)


def test_tables_and_views_of_an_attached_file_answer_without_use(sample_warehouse: Path) -> None:
    with duckdb.connect() as own:
        own.execute(f"attach '{sample_warehouse / 'current' / 'warehouse.duckdb'}' as w (read_only)")
        for name in ("every_meeting", "names", "disputed", "status_changes", "overdue", "silence", "help"):
            assert own.execute(f"from w.ask.{name}").fetchall(), name
        with pytest.raises(duckdb.CatalogException):
            own.execute("from w.ask.actor('Haftar')")


def test_the_command_line_of_duckdb_answers(sample_warehouse: Path, published: duckdb.DuckDBPyConnection) -> None:
    file = sample_warehouse / "current" / "warehouse.duckdb"
    examples = "; ".join(column(published, "select example from ask.help()"))
    for opening in ([f"-readonly {file}", examples], ["", f"attach '{file}' as w (read_only); use w; {examples}"]):
        answer = subprocess.run(
            [DUCKDB, *opening[0].split(), "-c", opening[1]], capture_output=True, text=True, check=False
        )
        assert answer.returncode == 0, answer.stderr
        assert "khalifa_haftar" in answer.stdout


def test_the_index_follows_the_articles_and_equals_one_made_at_once(sample_warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse / "current" / "warehouse.duckdb", file)
    words = (
        "select article_id, word, uses from ask.article_words inner join ask.documents using (document) order by all"
    )
    gone, edited = "df74d2ee14a7c3e5", "f80416f8d9a516f3"
    with duckdb.connect(str(file)) as connection:
        before = connection.execute(words).fetchall()
        connection.execute("delete from marts.fct_articles where article_id = ?", [gone])
        connection.execute(
            "update marts.fct_articles set body = 'زرافة', title = null, version = 'new' where article_id = ?", [edited]
        )
        write_ask(connection)
        after = connection.execute(words).fetchall()
        assert {row for row in after if row[0] == edited} == {(edited, "زراف", 1)}
        assert [row for row in after if row[0] != edited] == [row for row in before if row[0] not in {gone, edited}]
        connection.execute("drop schema ask cascade")
        write_ask(connection)
        assert connection.execute(words).fetchall() == after


def test_the_index_holds_every_word_of_every_article(published: duckdb.DuckDBPyConnection) -> None:
    indexed = "select article_id, word, uses from ask.article_words inner join ask.documents using (document)"
    counted = """
        select article_id, word, least(count(*), 255)
        from (select article_id, unnest(ask.words(concat_ws(' ', title, body))) as word from marts.fct_articles)
        group by all
    """
    assert published.execute(f"from ({counted}) except from ({indexed})").fetchall() == []
    assert published.execute(f"from ({indexed}) except from ({counted})").fetchall() == []


def test_names_and_meetings_made_twice_are_the_same(sample_warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "warehouse.duckdb"
    shutil.copyfile(sample_warehouse / "current" / "warehouse.duckdb", file)
    with duckdb.connect(str(file)) as connection:
        queries = (
            "from ask.names order by all",
            "from ask.spellings order by all",
            "from ask.every_meeting order by all",
        )
        before = [connection.execute(query).fetchall() for query in queries]
        connection.execute("drop schema ask cascade")
        write_ask(connection)
        assert [connection.execute(query).fetchall() for query in queries] == before


def test_the_examples_of_the_readme_answer_what_it_shows(sample_warehouse: Path) -> None:
    text = README.read_text("utf-8")
    shown = EXAMPLE.findall(text)
    assert len(shown) > 10
    for statement, box in shown:
        told = ask_shell(sample_warehouse, statement)
        assert told.returncode == 0, told.stderr
        if os.environ.get("MARSAD_WRITE_README"):  # after a rule has changed what the sample gives
            text = text.replace(
                f"{statement}\n```\n\n```\n{box}```", f"{statement}\n```\n\n```\n{told.stdout.rstrip()}\n```"
            )
            README.write_text(text, "utf-8")
        else:
            assert told.stdout.rstrip() == box.rstrip(), statement


def test_cells_in_arabic_are_kept_in_their_order_by_marks_without_width(sample_warehouse: Path) -> None:
    answer = ask_shell(sample_warehouse, "select 'نعم' as a, 'لا' as b, 'x' as c")
    assert "\u200e│\u200e نعم     \u200e│\u200e لا      \u200e│\u200e x       \u200e│" in answer.stdout


def test_the_shell_says_which_statement_failed_and_how_many_were_not_run(sample_warehouse: Path) -> None:
    told = ask_shell(sample_warehouse, "select 1 as one; select nothing; select 3 as three; select 4 as four;")
    assert told.returncode == 1
    assert "one" in told.stdout
    assert "three" not in told.stdout
    assert "Statement 2 of 4 failed; 2 behind it not run." in told.stderr


@pytest.mark.parametrize("word", [".help", "help;", ".tables", "\\d", "?"])
def test_a_word_that_is_no_statement_shows_help_and_spoils_nothing(sample_warehouse: Path, word: str) -> None:
    told = converse(sample_warehouse, word, "select 41 + 1 as answer;", "quit")
    assert "from ask.help(); lists the rest" in told.split(word, 1)[1]
    assert "42" in told
    assert "rror" not in told


def converse(warehouse: Path, *lines: str) -> str:
    """Type lines into the shell on a terminal of its own; returns what that shows."""
    terminal, its_end = pty.openpty()
    shell = subprocess.Popen(
        [sys.executable, "-m", "orchestration.cli", "sql"],
        env=os.environ | {"MARSAD_WAREHOUSE": str(warehouse), "TERM": "dumb"},
        cwd=ROOT,
        stdin=its_end,
        stdout=its_end,
        stderr=its_end,
    )
    os.close(its_end)
    os.write(terminal, "".join(f"{line}\n" for line in lines).encode())
    shown = b""
    with contextlib.suppress(OSError):  # the terminal's end
        while part := os.read(terminal, 65536):
            shown += part
    os.close(terminal)
    assert shell.wait(30) == 0
    return shown.decode()


def test_a_snapshot_of_an_older_release_says_why_it_has_no_macros(sample_warehouse: Path, tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    with duckdb.connect(str(tmp_path / "current" / "warehouse.duckdb")) as connection:
        connection.execute("create schema marts")
    answer = ask_shell(tmp_path, "from ask.actor('Haftar')")
    assert answer.returncode == 1
    assert "older release" in answer.stderr
    assert query(sample_warehouse, "from ask.actor('Haftar')").height
