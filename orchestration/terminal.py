"""Text of others made fit for a terminal: what a file says can neither move the cursor nor forge a line."""

import re

# Control characters (C0 and C1, so ANSI sequences and line ends too), the separators of lines and paragraphs,
# embeddings, overrides and isolates of direction (U+202A-U+202E, U+2066-U+2069), interlinear annotation, lone
# surrogates and tags. The marks U+200C-U+200F and U+061C stay: Arabic is written with them, and they act on
# their neighbours alone.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def escape(text: str) -> str:
    r"""Write out by its code what a terminal would obey, on one line: a bell becomes ``\x07``."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


def escape_lines(text: str, indent: str = "") -> str:
    """The same for a text of several lines; with an indent, no line after the first looks like a first one."""
    return f"\n{indent}".join(escape(line) for line in text.split("\n"))
