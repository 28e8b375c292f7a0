import hashlib
import json
import os
from pathlib import Path

import polars as pl
import pytest

from orchestration.news.files import list_files, read_files

TEXT = "التقى الوزير نظيره في العاصمة يوم الثلاثاء."
LIMIT = 10_000


def load(inbox: Path, limit: int = LIMIT) -> pl.DataFrame:
    return read_files(inbox, list_files(inbox, limit), limit)


def states(inbox: Path) -> dict[str, str]:
    return {path: reason or state for path, state, reason in load(inbox).select("file_path", "state", "reason").rows()}


def test_list_files_finds_texts_in_every_folder_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    for name in ("x.txt", "a/b/y.TXT", "x.json", "a/readme.md", ".hidden.txt"):
        (tmp_path / name).write_text(TEXT)
    assert list_files(tmp_path, LIMIT)["file_path"].to_list() == ["a/b/y.TXT", "x.txt"]


def test_list_files_keeps_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = b"\xe3\xd5\xd1.txt"
    with open(os.path.join(os.fsencode(tmp_path), name), "wb") as file:
        file.write(TEXT.encode())
    (row,) = load(tmp_path).iter_rows(named=True)
    assert row["state"] == "loaded"
    assert row["path_bytes_base64"] == "49XRLnR4dA=="
    assert "\\xe3" in row["file_path"]


def test_list_files_distrusts_the_fingerprint_of_a_file_just_written(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    assert list_files(tmp_path, LIMIT)["fingerprint"].to_list() == [None]


def test_list_files_fails_where_there_is_no_inbox(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list_files(tmp_path / "nowhere", LIMIT)


def test_read_files_gives_each_bad_file_its_reason(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text(TEXT)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "good.txt").write_text(TEXT)
    (inbox / "empty.txt").touch()
    (inbox / "pdf.txt").write_bytes(b"%PDF-1.4\n\x00")
    (inbox / "english.txt").write_text("The minister met his counterpart in the capital on Tuesday.")
    (inbox / "persian.txt").write_text("رئیس جمهور گفت که دیدار در پایتخت برگزار شد و گفتگوها پیش رفت")
    (inbox / "big.txt").write_text(TEXT * 1000)
    (inbox / "leak.txt").symlink_to(outside)
    (inbox / "dangling.txt").symlink_to(inbox / "gone.txt")
    os.mkfifo(inbox / "pipe.txt")
    assert states(inbox) == {
        "big.txt": "too_large",
        "dangling.txt": "unreadable",
        "empty.txt": "empty",
        "english.txt": "not_arabic",
        "good.txt": "loaded",
        "leak.txt": "escapes_inbox",
        "pdf.txt": "not_text",
        "persian.txt": "not_arabic",
        "pipe.txt": "not_regular_file",
    }


def test_read_files_explains_each_refusal(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text(TEXT * 1000)
    (tmp_path / "english.txt").write_text("The minister met his counterpart. لقاء")
    details = dict(load(tmp_path).select("file_path", "detail").rows())
    assert "MARSAD_MAX_BYTES is 10,000" in details["big.txt"]
    assert details["english.txt"].startswith("12 % of its letters are Arabic")


def test_read_files_follows_a_link_that_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    (tmp_path / "y.txt").symlink_to(tmp_path / "x.txt")
    assert set(states(tmp_path).values()) == {"loaded"}


def test_read_files_takes_the_sidecar_and_keeps_unknown_keys(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    stated = {"url": "https://outlet.example/1", "published_at": "2020-01-02", "desk": "سياسة"}
    (tmp_path / "x.json").write_text(json.dumps(stated))
    (row,) = load(tmp_path).iter_rows(named=True)
    assert (row["sidecar_url"], row["sidecar_published_at"]) == ("https://outlet.example/1", "2020-01-02")
    assert json.loads(row["sidecar_extra"]) == {"desk": "سياسة"}


@pytest.mark.parametrize("content", ["{broken", "[1, 2]", "\xff"])
def test_read_files_loads_an_article_whose_sidecar_is_broken_and_says_so(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.txt").write_text(TEXT)
    (tmp_path / "x.json").write_bytes(content.encode("latin-1"))
    (row,) = load(tmp_path).iter_rows(named=True)
    assert row["state"] == "loaded"
    assert "sidecar" in row["detail"]


def test_article_id_is_the_content_with_the_url_else_the_source(tmp_path: Path) -> None:
    for name, sidecar in (("a", None), ("b", {"source": "س"}), ("c", {"source": "س", "url": "https://o.example"})):
        (tmp_path / f"{name}.txt").write_text(TEXT)
        if sidecar:
            (tmp_path / f"{name}.json").write_text(json.dumps(sidecar))
    content = hashlib.sha256(TEXT.encode()).hexdigest()
    expected = [
        hashlib.sha256(f"{content}|{origin}".encode()).hexdigest()[:16] for origin in ("", "س", "https://o.example")
    ]
    assert load(tmp_path)["article_id"].to_list() == expected
