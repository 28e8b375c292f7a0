"""Files as they should not be, with what must become of each: for the tests of reading and of the whole job."""

import codecs
import gzip
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

TEXT = "التقى الوزير نظيره في العاصمة يوم الثلاثاء."
ENGLISH = "The minister met his counterpart. "
PERSIAN = "وزیر با سفیر دیدار کرد و گفت که این دیدار خوب بود."
LIMIT = 100_000


class Bad(NamedTuple):
    """A file as it stands on disk, and what must become of it."""

    make: bytes | Callable[[Path], None]  # its content, or what puts something else at its path
    reason: str | None  # null: it loads
    told: str  # a part of the message


def link_to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


def node(kind: int) -> Callable[[Path], None]:
    return lambda path: os.mknod(path, kind | 0o600, os.makedev(1, 3))


def sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def make_circle(path: Path) -> None:
    (path.parent / "folder" / path.stem).symlink_to(f"../{path.name}")
    path.symlink_to(f"folder/{path.stem}")


def link_round(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(f"../{path.parent.name}/{target}")


FILES = {
    "nothing in it": Bad(b"", "empty", "0 bytes"),
    "white space": Bad(b" \r\n\t", "empty", "white space"),
    "a byte-order mark alone": Bad(codecs.BOM_UTF8, "empty", "invisible signs"),
    "marks of direction alone": Bad("\u202e\u200f\u2066\u200b\n".encode(), "empty", "invisible signs"),
    "a PDF": Bad(b"%PDF-1.4\n\x00", "not_text", "the file is a PDF, not text; save the text in it as a .txt file"),
    "a PNG": Bad(b"\x89PNG\r\n\x1a\n", "not_text", "a PNG picture"),
    "a ZIP": Bad(b"PK\x03\x04", "not_text", "a ZIP archive"),
    "a gzip": Bad(gzip.compress(TEXT.encode()), "not_text", "a gzip archive"),
    "NUL bytes": Bad(TEXT.encode() + b"\x00", "not_text", "save it as UTF-8"),
    "UTF-16 with a mark": Bad(TEXT.encode("utf-16"), None, ""),
    "UTF-16 without a mark": Bad((TEXT + "\n").encode("utf-16-le"), None, ""),
    "UTF-16 of odd length": Bad(TEXT.encode("utf-16")[:-1], "undecodable", "first bytes say UTF-16-LE"),
    "UTF-16 with half a pair": Bad((TEXT * 40).encode("utf-16") + b"\x00\xd8", None, "1 damaged characters"),
    "UTF-32 with a mark": Bad(TEXT.encode("utf-32"), None, ""),
    "Windows-1256": Bad(TEXT.encode("cp1256"), None, ""),
    "ISO 8859-6": Bad(TEXT.encode("iso8859-6"), None, ""),
    "few bad bytes": Bad((TEXT * 40).encode() + b"\xff", None, "1 damaged characters stand in the text as U+FFFD"),
    "many bad bytes": Bad(TEXT.encode() + b"\xff", "undecodable", "2.27% of it is damaged or no text, and 0.1%"),
    "a mark in the middle": Bad(f"{TEXT}\ufeff{TEXT}".encode(), None, ""),
    "a direction overridden": Bad(f"\u202e{TEXT}\u202c\u200d".encode(), None, ""),
    "both scripts": Bad(f"{TEXT} The minister met him.".encode(), None, ""),
    "English": Bad(ENGLISH.encode(), "not_arabic", "0 % of its letters are Arabic, and 20 %"),
    "mostly English": Bad(f"{ENGLISH}لقاء".encode(), "not_arabic", "12 % of its letters are"),
    "Persian": Bad("رئیس جمهور گفت که گفتگوها پیش رفت".encode(), "not_arabic", "Persian or Urdu"),
    "Persian on an Arabic keyboard": Bad(
        "او از سفر باز آمد و با وزير ديدار كرد".encode(), "not_arabic", "Persian or Urdu"
    ),
    "an article below much English": Bad((ENGLISH * 200 + TEXT * 10).encode(), None, ""),
    "an article with a Persian half": Bad(f"{TEXT}\n{PERSIAN}".encode(), None, ""),
    "an article with an English half": Bad(f"{ENGLISH}\n{TEXT}".encode(), None, ""),
    "English with an Arabic menu": Bad(
        ("الرئيسية\nالأخبار\n" + ENGLISH * 9).encode(), "not_arabic", "5 % of its letters"
    ),
    "digits": Bad("2020 ١٢٣٤".encode(), "not_arabic", "holds no letters"),
    "signs": Bad("...، ؟!".encode(), "not_arabic", "holds no letters"),
    "emoji": Bad("🙂🙃".encode(), "not_arabic", "holds no letters"),
    "one byte too many": Bad(b"a" * (LIMIT + 1), "too_large", "100,001 bytes; the limit MARSAD_MAX_BYTES is 100,000"),
    "100 MB": Bad(sparse(100_000_000), "too_large", "split the file, or raise the limit"),
    "a pipe": Bad(node(stat.S_IFIFO), "not_regular_file", "a pipe, not a file"),
    "a socket": Bad(node(stat.S_IFSOCK), "not_regular_file", "a socket, not a file"),
    "a device": Bad(node(stat.S_IFCHR), "not_regular_file", "a device, not a file"),
    "a link to a folder": Bad(link_to("folder"), "not_regular_file", "move the folder itself into the inbox"),
    "a link to a pipe": Bad(link_to("folder/pipe"), "not_regular_file", "a pipe"),
    "a link to its own folder": Bad(link_to("."), "escapes_inbox", "leads out of the inbox"),
    "a link out": Bad(link_to("../outside.txt"), "escapes_inbox", "copy the file itself into the inbox"),
    "a link to a device": Bad(link_to("/dev/zero"), "escapes_inbox", "leads out of the inbox"),
    "a link out to nothing": Bad(link_to("../gone.txt"), "escapes_inbox", "leads out of the inbox"),
    "a link to nothing": Bad(link_to("gone.txt"), "unreadable", "the link leads to no file; remove it"),
    "a link to itself": Bad(
        lambda path: path.symlink_to(path.name), "unreadable", "leads round in a circle; remove it"
    ),
    "a circle of links": Bad(make_circle, "unreadable", "leads round in a circle"),
    "a link inside": Bad(link_to("folder/good.txt"), None, ""),
    "a link out and in again": Bad(link_round("folder/good.txt"), None, ""),
    "a hard link": Bad(lambda path: path.hardlink_to(path.parent / "folder" / "good.txt"), None, ""),
}
SIDECARS = {
    "no JSON": Bad(b"{broken", None, "the sidecar was left out: it is no JSON"),
    "no object": Bad(b"[1]", None, "no JSON object"),
    "no text": Bad(b"\xff\xfe\x00", None, "the sidecar was left out: as a text it fails"),
    "nested deeply": Bad(b"[" * 99_999, None, "nested too deeply"),
    "a source that is no text": Bad(b'{"source": 17}', None, "the sidecar's source is a number, not text"),
    "a date that is none": Bad(b'{"published_at": "soon"}', None, "published_at is no date: 'soon'"),
    "too large": Bad(sparse(5_000_000), None, "it has 5,000,000 bytes; at most 4,000,000 are read"),
    "a pipe": Bad(node(stat.S_IFIFO), None, "the sidecar was left out: it is a pipe"),
    "a folder": Bad(Path.mkdir, None, "it is a folder"),
    "a device": Bad(node(stat.S_IFCHR), None, "it is a device"),
    "a link": Bad(link_to("folder/good.txt"), None, "it is a link"),
    "a link to nothing": Bad(link_to("nowhere"), None, "it is a link"),
}


def make_inbox(folder: Path, name: str = "inbox") -> Path:
    """An inbox with a good file, and with things that links may lead to."""
    inbox = folder / name
    (inbox / "folder").mkdir(parents=True)
    (inbox / "folder" / "good.txt").write_text(TEXT)
    os.mkfifo(inbox / "folder" / "pipe")
    (folder / "outside.txt").write_text(TEXT)
    return inbox


def put(path: Path, bad: Bad) -> None:
    """Make it as it is on disk; raises PermissionError for a device where this user may make none."""
    if isinstance(bad.make, bytes):
        path.write_bytes(bad.make)
    else:
        bad.make(path)


# Names of files that something behind the listing may take for something else.
NAMES = [
    b"\xe3\xd5\xd1.txt",
    rb"\xe3\xd5\xd1.txt",
    "لقاء الوزيرين.txt".encode(),
    b"a\nb\r\tc.txt",
    b"'single' \"double\" `back`.txt",
    b"{{ 1 | 0 }} {% raw %} ${HOME} $(id).txt",
    b"'; drop table files; --.txt",
    b"-rf *.txt",
    "\u202etxt.صورة\u200b.TXT".encode(),
    b" .txt",
    ("م" * 125 + "a.txt").encode(),
    b"a" * 251 + b".txt",
]

# A prefix for root: the bits of permission count for what it runs.
WITHOUT_POWERS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
