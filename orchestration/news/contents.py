"""The bytes of one file of the inbox, or why they cannot be taken.

Belongs here: what is asked of the system about one path, and what its answers mean to a person. The inbox
belongs to others: between any two questions a file may vanish, grow, or become a pipe or a link.
"""

import errno
import os
import stat

# Opening must neither hang nor take over the terminal, should a pipe or device have taken the file's place.
_OPEN = os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC

_ADVICE = {
    errno.EACCES: "this user may not read it; allow it with chmod or chown",
    errno.EPERM: "this user may not read it; allow it with chmod or chown",
    errno.ENOENT: "the file was there when the folder was listed, and is gone",
    errno.ELOOP: "the link leads round in a circle; remove it",
    errno.ENAMETOOLONG: "its path is too long for the system; move it higher up",
}
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
}


class UnfitError(Exception):
    """What stands at a path cannot be taken: the reason that FILE holds, and a message for a person."""

    def __init__(self, reason: str, detail: str) -> None:
        """Keep both."""
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


def read_content(root: bytes, path: bytes, max_bytes: int) -> bytes:
    """Read one file below the root from end to end.

    Rules: what was opened is checked, not what was listed. A link that stays below the root is followed.

    Raises:
        UnfitError: it is gone, no file, outside, too large, or not the same before and after it was read.
    """
    try:
        opened = os.open(path, _OPEN)
        try:
            return _read_opened(opened, root, path, max_bytes)
        finally:
            os.close(opened)
    except OSError as error:
        raise UnfitError("unreadable", explain(error)) from error


def _read_opened(opened: int, root: bytes, path: bytes, max_bytes: int) -> bytes:
    before = os.fstat(opened)
    check_kind(before, max_bytes)
    is_still_there = os.path.samestat(os.lstat(check_place(root, path)), before)
    with os.fdopen(opened, "rb", closefd=False) as file:
        content = file.read(max_bytes + 1)
    after = os.fstat(opened)
    if not is_still_there or len(content) != after.st_size or mark(before) != mark(after):
        raise UnfitError("changed_while_read", "the file was being written; the next run reads it again")
    return content


def check_kind(status: os.stat_result, max_bytes: int) -> None:
    """Refuse what is no file and what is larger than is read."""
    if stat.S_ISDIR(status.st_mode):
        detail = "a link to a folder, which is not entered; move the folder itself into the inbox"
        raise UnfitError("not_regular_file", detail)
    if not stat.S_ISREG(status.st_mode):
        raise UnfitError("not_regular_file", f"{kind_of(status)}, not a file that holds a text; remove it")
    if status.st_size > max_bytes:
        detail = f"{status.st_size:,} bytes; the limit MARSAD_MAX_BYTES is {max_bytes:,}"
        raise UnfitError("too_large", f"{detail}: split the file, or raise the limit")


def check_place(root: bytes, path: bytes) -> bytes:
    """Refuse what leads out of the root; else return where it leads."""
    real = os.path.realpath(path)
    if not real.startswith(root.removesuffix(b"/") + b"/"):
        raise UnfitError("escapes_inbox", "the link leads out of the inbox; copy the file itself into the inbox")
    return real


def kind_of(status: os.stat_result) -> str:
    """What kind of thing stands at a path, in words."""
    return _KINDS.get(stat.S_IFMT(status.st_mode), "a file")


def mark(status: os.stat_result) -> str:
    """What tells one state of a file from another."""
    return f"{status.st_size}.{status.st_mtime_ns}.{status.st_ctime_ns}.{status.st_ino}"


def explain(error: OSError) -> str:
    """What the system's answer means, and what to do."""
    return _ADVICE.get(error.errno or 0, f"the system says: {error.strerror}; the next run tries again")
