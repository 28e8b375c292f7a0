import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.news.files import list_files, read_files, show_path
from tests.bad_files import FILES, LIMIT, NAMES, SIDECARS, TEXT, WITHOUT_POWERS, Bad, link_to, make_inbox, put
from tests.conftest import ROOT

YEAR_2099 = 4_070_908_800


def put_or_skip(path: Path, bad: Bad) -> None:
    try:
        put(path, bad)
    except PermissionError:
        pytest.skip("this user may not make a device")


def load(inbox: Path, limit: int = LIMIT) -> pl.DataFrame:
    return read_files(inbox, list_files(inbox, limit), limit)


def loaded_of(inbox: Path, path: str) -> dict[str, object]:
    rows = {row["file_path"]: row for row in load(inbox).iter_rows(named=True)}
    assert rows["folder/good.txt"]["state"] == "loaded"
    return rows[path]


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock runs ahead, so that files just written are old."""
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() + 60_000_000_000)


@pytest.mark.parametrize("name", FILES)
def test_each_file_ends_in_its_state_with_a_reason_and_a_message(name: str, tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path)
    put_or_skip(inbox / "bad.txt", FILES[name])
    row = loaded_of(inbox, "bad.txt")
    assert (row["state"], row["reason"]) == ("quarantined" if FILES[name].reason else "loaded", FILES[name].reason)
    assert FILES[name].told in (row["detail"] or "")
    assert (row["raw_text"] is None) == (row["article_id"] is None) == (row["state"] == "quarantined")


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("name", FILES)
def test_each_file_is_known_again_unless_it_could_not_be_reached(name: str, tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path)
    put_or_skip(inbox / "bad.txt", FILES[name])
    first, second = (list_files(inbox, LIMIT)["fingerprint"].to_list() for _ in range(2))
    assert first == second
    assert (first[0] is None) == (FILES[name].reason == "unreadable")
    assert load(inbox)["fingerprint"].to_list() == first


@pytest.mark.parametrize("name", SIDECARS)
def test_an_article_loads_whatever_its_sidecar_is_and_says_what_was_left_out(name: str, tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path)
    put_or_skip(inbox / "folder" / "good.json", SIDECARS[name])
    assert SIDECARS[name].told in loaded_of(inbox, "folder/good.txt")["detail"]


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("name", SIDECARS)
def test_a_sidecar_that_is_left_out_is_known_again(name: str, tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path)
    bare = list_files(inbox, LIMIT)["fingerprint"].to_list()
    put_or_skip(inbox / "folder" / "good.json", SIDECARS[name])
    first, second = (list_files(inbox, LIMIT)["fingerprint"].to_list() for _ in range(2))
    assert first == second != bare
    assert load(inbox)["fingerprint"].to_list() == first


@pytest.mark.parametrize("name", NAMES)
def test_a_file_of_any_name_loads_in_a_folder_of_any_name(name: bytes, tmp_path: Path) -> None:
    inbox = os.path.join(os.fsencode(tmp_path), name)
    folder = os.path.join(inbox, name)
    os.makedirs(folder)
    with open(os.path.join(folder, name), "wb") as file:
        file.write(TEXT.encode())
    (row,) = load(Path(os.fsdecode(inbox))).iter_rows(named=True)
    assert row["state"] == "loaded"
    assert pl.Series([row["path_bytes_base64"]]).str.decode("base64").item() == os.path.join(name, name)
    row["file_path"].encode()  # raises on what no column holds


@given(st.binary(max_size=30) | st.text("\\xe3", max_size=12).map(str.encode))
def test_show_path_loses_nothing(path: bytes) -> None:
    shown = show_path(path).encode()
    meant = re.sub(rb"\\(?:\\|x([0-9a-f]{2}))", lambda hit: bytes.fromhex(hit[1].decode()) if hit[1] else b"\\", shown)
    assert meant == path


def test_list_files_finds_texts_in_every_folder_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a" / "b.txt").mkdir(parents=True)
    for name in ("x.txt", "a/b.txt/y.TXT", "x.json", "a/readme.md", ".hidden.txt"):
        (tmp_path / name).write_text(TEXT)
    for name in ("circle", "notes"):  # links that are neither texts nor folders
        (tmp_path / name).symlink_to("circle")
    assert list_files(tmp_path, LIMIT)["file_path"].to_list() == ["a/b.txt/y.TXT", "x.txt"]


def test_list_files_lists_a_link_to_a_folder_of_any_name_and_does_not_enter_it(tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path)
    (inbox / "linked").symlink_to("folder")
    (inbox / "abroad").symlink_to(tmp_path)
    reasons = dict(list_files(inbox, LIMIT).select("file_path", "reason").rows())
    assert reasons == {"abroad": "escapes_inbox", "folder/good.txt": None, "linked": "not_regular_file"}


def test_list_files_goes_as_deep_as_the_system_does(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    subprocess.run(["mkdir", "-p", inbox / "/".join("a" * 1_200)], check=True)
    (inbox / "/".join("a" * 1_200) / "x.txt").write_text(TEXT)
    try:
        assert load(inbox)["state"].to_list() == ["loaded"]
    finally:
        subprocess.run(["rm", "-rf", inbox], check=True)  # deeper than Python removes


def test_list_files_fails_where_there_is_no_inbox(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list_files(tmp_path / "nowhere", LIMIT)


def test_a_hard_link_and_a_link_are_paths_of_one_article(tmp_path: Path) -> None:
    inbox = make_inbox(tmp_path)
    (inbox / "hard.txt").hardlink_to(inbox / "folder" / "good.txt")
    (inbox / "soft.txt").symlink_to("folder/good.txt")
    assert load(inbox)["article_id"].n_unique() == 1


def test_list_files_distrusts_the_fingerprint_of_a_file_just_written(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    assert list_files(tmp_path, LIMIT)["fingerprint"].to_list() == [None]


@pytest.mark.usefixtures("settled")
def test_list_files_distrusts_no_file_for_its_own_date(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    os.utime(tmp_path / "x.txt", (YEAR_2099, YEAR_2099))
    assert list_files(tmp_path, LIMIT)["fingerprint"].null_count() == 0


def test_list_files_trusts_a_file_after_the_clock_was_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    an_hour_ago = time.time_ns() - 3_600_000_000_000
    monkeypatch.setattr(time, "time_ns", lambda: an_hour_ago)
    assert list_files(tmp_path, LIMIT)["fingerprint"].null_count() == 0


@pytest.mark.usefixtures("settled")
def test_list_files_knows_a_file_that_is_too_large_until_the_limit_is_raised(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    first, second, third = (list_files(tmp_path, limit)["fingerprint"].item() for limit in (10, 20, LIMIT))
    assert len({first, second, third}) == 3
    assert first.startswith("too_large|10|")


def test_read_files_follows_the_article_id_rule_of_content_with_url_else_source(tmp_path: Path) -> None:
    for name, sidecar in (("a", None), ("b", {"source": "س"}), ("c", {"source": "س", "url": "https://o.example"})):
        (tmp_path / f"{name}.txt").write_text(TEXT)
        if sidecar:
            (tmp_path / f"{name}.json").write_text(json.dumps(sidecar))
    content = hashlib.sha256(TEXT.encode()).hexdigest()
    expected = [
        hashlib.sha256(f"{content}|{origin}".encode()).hexdigest()[:16] for origin in ("", "س", "https://o.example")
    ]
    assert load(tmp_path)["article_id"].to_list() == expected


def test_read_files_takes_the_sidecar_and_keeps_unknown_keys(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    stated = {"url": "https://outlet.example/1", "published_at": "2020-01-02", "desk": "سياسة"}
    (tmp_path / "x.json").write_text(json.dumps(stated))
    (row,) = load(tmp_path).iter_rows(named=True)
    assert (row["sidecar_url"], row["sidecar_published_at"]) == ("https://outlet.example/1", "2020-01-02")
    assert json.loads(row["sidecar_extra"]) == {"desk": "سياسة"}


def test_read_files_tells_of_the_text_and_of_the_sidecar(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_bytes((TEXT * 40).encode() + b"\xff")
    (tmp_path / "x.json").write_text("{broken")
    (detail,) = load(tmp_path)["detail"]
    assert "U+FFFD; the sidecar was left out" in detail


def replace(path: Path, bad: Bad) -> None:
    path.unlink()
    put(path, bad)


LINK_FROM_BELOW = Bad(link_to("../../outside.txt"), "escapes_inbox", "")
RACES = {
    "deleted": (lambda path: path.unlink(), "unreadable", "was there when the folder was listed, and is gone"),
    "a pipe now": (lambda path: replace(path, FILES["a pipe"]), "not_regular_file", "a pipe"),
    "a socket now": (lambda path: replace(path, FILES["a socket"]), "unreadable", "the next run tries again"),
    "a folder now": (lambda path: (path.unlink(), path.mkdir()), "not_regular_file", "folder"),
    "a link out now": (lambda path: replace(path, LINK_FROM_BELOW), "escapes_inbox", "leads out of the inbox"),
    "a link round now": (lambda path: replace(path, FILES["a link to itself"]), "unreadable", "round in a circle"),
    "too large now": (lambda path: replace(path, FILES["100 MB"]), "too_large", "100,000,000 bytes"),
    "below a link out now": (
        lambda path: (path.parent.rename(path.parents[2] / "moved"), path.parent.symlink_to("../moved")),
        "escapes_inbox",
        "leads out of the inbox",
    ),
    "another file now": (lambda path: replace(path, Bad(TEXT.encode() * 2, None, "")), None, ""),
}


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("name", RACES)
def test_read_files_takes_nothing_else_for_what_was_listed(name: str, tmp_path: Path) -> None:
    change, reason, told = RACES[name]
    inbox = make_inbox(tmp_path)
    (inbox / "changing").mkdir()
    (inbox / "changing" / "bad.txt").write_text(TEXT)
    (inbox / "outside.txt").write_text(TEXT)
    listing = list_files(inbox, LIMIT).filter(pl.col("file_path") == "changing/bad.txt")
    change(inbox / "changing" / "bad.txt")
    (row,) = read_files(inbox, listing, LIMIT).iter_rows(named=True)
    assert row["reason"] == reason
    assert told in (row["detail"] or "")
    # What could not be read is tried again by its reason; what has changed is not what was listed.
    is_listed = reason in {None, "unreadable"}
    assert row["fingerprint"] == (listing["fingerprint"].item() if is_listed else None)


def test_read_files_loads_an_article_whose_sidecar_was_deleted_since_the_listing(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    (tmp_path / "x.json").write_text('{"source": "س"}')
    listing = list_files(tmp_path, LIMIT)
    (tmp_path / "x.json").unlink()
    (row,) = read_files(tmp_path, listing, LIMIT).iter_rows(named=True)
    assert (row["state"], row["sidecar_source"], row["detail"]) == ("loaded", None, None)


def test_read_files_takes_no_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    path, limit = tmp_path / "x.txt", 1_000_000_000
    path.write_bytes(TEXT.encode() * 200_000)
    listing, is_over = list_files(tmp_path, limit), threading.Event()

    def append() -> None:
        with path.open("ab", buffering=0) as file:
            while not is_over.is_set():
                file.write(TEXT.encode())
                time.sleep(0.001)

    writer = threading.Thread(target=append)
    writer.start()
    try:
        # Whether an append falls into a reading is chance; each lasts several times as long as one takes.
        reasons = {read_files(tmp_path, listing, limit)["reason"].item() for _ in range(10)}
    finally:
        is_over.set()
        writer.join()
    assert "changed_while_read" in reasons


LOAD = """
import sys, json, pathlib
from orchestration.news.files import list_files, read_files
inbox = pathlib.Path(sys.argv[1])
rows = read_files(inbox, list_files(inbox, 1000), 1000)
print(json.dumps(rows.select("file_path", "reason", "detail", "fingerprint").rows()))
"""


def load_as_ordinary_user(inbox: Path) -> dict[str, tuple[str | None, str | None, str | None]]:
    """Load in a process for which the bits of permission count: root's powers over them are laid down."""
    command = [sys.executable, "-c", LOAD, str(inbox)]
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None or subprocess.run([*WITHOUT_POWERS, "true"], check=False).returncode:
            pytest.skip("root cannot lay down its powers here, and reads what nobody may read")
        command = [*WITHOUT_POWERS, *command]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {path: tuple(rest) for path, *rest in json.loads(answer.stdout)}


@pytest.fixture
def forbidden(tmp_path: Path) -> Path:
    """A file, a folder and a sidecar that nobody may read, beside a good file."""
    inbox = make_inbox(tmp_path)
    for name in ("closed.txt", "noted.txt", "noted.json", "shut/below.txt"):
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).write_text(TEXT)
    closed = [inbox / "closed.txt", inbox / "noted.json", inbox / "shut"]
    for path in closed:
        path.chmod(0)
    yield inbox
    for path in closed:
        path.chmod(0o700)


def test_what_may_not_be_read_is_told_and_tried_again(forbidden: Path) -> None:
    rows = load_as_ordinary_user(forbidden)
    may_not = "this user may not read it; allow it with chmod or chown"
    assert rows.pop("folder/good.txt")[:2] == (None, None)
    assert rows == {
        "closed.txt": ("unreadable", may_not, None),
        "shut": ("unreadable", f"the folder cannot be opened: {may_not}", None),
        "noted.txt": (None, f"the sidecar was left out: {may_not}", None),
    }
