import codecs
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.news.sidecars import parse_sidecar


def test_parse_sidecar_takes_the_known_keys_and_keeps_the_others() -> None:
    found = parse_sidecar(json.dumps({"url": " https://o.example/1 ", "title": None, "desk": "سياسة"}).encode())
    assert (found["sidecar_url"], found["sidecar_title"], found["detail"]) == ("https://o.example/1", None, None)
    assert json.loads(found["sidecar_extra"]) == {"desk": "سياسة"}


@pytest.mark.parametrize(
    "content",
    [
        '{"source": "س"}'.encode(),
        codecs.BOM_UTF8 + '{"source": "س"}'.encode(),
        '{"source": "س"}'.encode("utf-16"),
        '{"source": "س"}'.encode("utf-16-be"),
        '{"source": "س"}'.encode("utf-32"),
        b'{"source": "\\u0633"}',
        '{"source": "س", "title": "لقاء في العاصمة"}'.encode("cp1256"),
    ],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "utf-16-be", "utf-32", "escaped", "windows-1256"],
)
def test_parse_sidecar_reads_every_encoding(content: bytes) -> None:
    found = parse_sidecar(content)
    assert (found["sidecar_source"], found["detail"]) == ("س", None)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "it is no JSON"),
        (b"{broken", "it is no JSON"),
        (b"\xff\xfe\x00", "as a text it fails"),
        (b"[1, 2]", "no JSON object"),
        (b"17", "no JSON object"),
        (b"NaN", "no JSON object"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}", None),
    ],
)
def test_parse_sidecar_leaves_out_what_is_no_object_and_says_so(content: bytes, told: str | None) -> None:
    found = parse_sidecar(content)
    assert found["detail"] is None if told is None else told in found["detail"]


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("source", "17", "a number"),
        ("source", "1" * 5_000, "a number"),
        ("source", "1e999", "a number"),
        ("source", "NaN", "a number"),
        ("source", '["a"]', "a list"),
        ("source", '{"name": "a"}', "an object"),
        ("url", "true", "true or false"),
        ("title", "3.5", "a number"),
        ("author", '["a", "b"]', "a list"),
        ("published_at", "1514764800", "a number"),
    ],
)
def test_parse_sidecar_takes_text_alone_for_a_known_key(key: str, value: str, told: str) -> None:
    found = parse_sidecar(f'{{"{key}": {value}}}'.encode())
    assert found[f"sidecar_{key}"] is None
    assert found["detail"] == f"the sidecar's {key} is {told}, not text, and was left out"
    assert key in json.loads(found["sidecar_extra"])


@pytest.mark.parametrize("key", ["published_at", "retrieved_at"])
@pytest.mark.parametrize(
    "value",
    ["yesterday", "2020-02-31", "0001-01-01", "0001-01-01T00:00:00+14:00", "1899-12-31", "2101-01-01", "9" * 99],
)
def test_parse_sidecar_reports_a_date_that_is_none(key: str, value: str) -> None:
    found = parse_sidecar(json.dumps({key: value}).encode())
    assert found[f"sidecar_{key}"] is None
    assert found["detail"].startswith(f"the sidecar's {key} is no date: '{value[:40]}")
    assert len(found["detail"]) < 120
    assert json.loads(found["sidecar_extra"]) == {key: value}


@pytest.mark.parametrize("value", ["2020-01-02", "2020-01-02T03:04:05+02:00", "1900-01-01", "2100-12-31 23:59"])
@pytest.mark.parametrize("key", ["published_at", "retrieved_at"])
def test_parse_sidecar_keeps_a_date_as_it_is_stated(key: str, value: str) -> None:
    found = parse_sidecar(json.dumps({key: value}).encode())
    assert (found[f"sidecar_{key}"], found["detail"]) == (value, None)


@pytest.mark.parametrize(
    "content",
    [
        b'{"title": "a\\ud800b", "desk": "c"}',
        b'{"title": "a\\u0000b", "desk": "c"}',
        b'{"title": "a", "\\udfff": "c"}',
        b'{"title": "a", "desk": ["\\ud800", {"\\udc00": "\\ud800\\u0000"}]}',
    ],
)
def test_parse_sidecar_states_nothing_that_a_column_refuses(content: bytes) -> None:
    found = parse_sidecar(content)
    stated = (found["sidecar_title"] + found["sidecar_extra"]).encode()  # raises on half a surrogate pair
    assert b"\x00" not in stated
    assert json.loads(found["sidecar_extra"])


def test_parse_sidecar_says_that_a_key_is_stated_twice() -> None:
    found = parse_sidecar(b'{"url": "https://o.example/1", "url": "https://o.example/2"}')
    assert found["sidecar_url"] == "https://o.example/2"
    assert "more than once" in found["detail"]


def test_parse_sidecar_writes_what_it_keeps_as_json_that_others_can_read() -> None:
    found = parse_sidecar(b'{"a": NaN, "b": -Infinity, "c": 1e999, "d": 1' + b"0" * 5_000 + b', "e": 12, "f": 0.5}')
    kept = json.loads(found["sidecar_extra"], parse_constant=pytest.fail)
    assert (kept["a"], kept["b"], kept["c"], kept["e"], kept["f"]) == ("NaN", "-Infinity", "1e999", 12, 0.5)


def test_parse_sidecar_takes_a_megabyte_of_text() -> None:
    text = "م" * 500_000
    assert parse_sidecar(json.dumps({"title": text}).encode())["sidecar_title"] == text


@given(st.binary(max_size=200) | st.recursive(st.text() | st.floats(), lambda inner: st.dictionaries(st.text(), inner)))
def test_parse_sidecar_never_raises(content: object) -> None:
    found = parse_sidecar(content if isinstance(content, bytes) else json.dumps(content).encode())
    "".join(value for value in found.values() if value).encode()
