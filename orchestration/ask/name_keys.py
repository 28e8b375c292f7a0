r"""Keys on which a name is found in any spelling: one list of rules, run by SQL and by the script of the pages.

`ask.plain` leaves out what spellings of one script differ in, `ask.romanised` writes what is Arabic of it in Latin
letters, and `ask.sound` keeps the consonants, those made one that newsrooms confuse: السراج, "al-Sarraj" and "Serraj"
are SRK. The rules are regular expressions that look neither ahead nor back, so that any engine runs them alike.
"""

import functools
from typing import Any, TypeAlias

from orchestration.news import normalise
from orchestration.news.lexicon import read_lexicon

# A pattern with what takes its place (`\1` is its first group), or single letters with what each becomes.
Rule: TypeAlias = tuple[str, str] | dict[str, str]

# A doubled Latin consonant is one: Sissi and Sisi.
UNDOUBLED: tuple[Rule, ...] = (
    ("b(b)|d(d)|f(f)|j(j)|k(k)|l(l)|m(m)|n(n)|r(r)", r"\1\2\3\4\5\6\7\8\9"),
    ("dh(dh)|s(s)|t(t)|z(z)|p(p)|c(c)|g(g)|h(h)|v(v)", r"\1\2\3\4\5\6\7\8\9"),
)
_OTHER_LETTERS = "[^0-9a-zà-ʯͰ-ԯء-يٮ-ۓ]+"
_BETWEEN_BLANKS = ("^ *(.*?) *$", r" \1 ")
_TRIMMED = ("^ +| +$", "")

# Of a folded name in lower case, without accents: hyphens, the article and doubled letters go.
_PLAIN: tuple[Rule, ...] = (
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ς": "σ", "ئ": "ي", "ؤ": "و", "'": "", "`": "", "ʿ": "", "ʾ": ""},
    *UNDOUBLED,
    ("عبدال", "عبد ال"),
    (_OTHER_LETTERS, " "),
    _BETWEEN_BLANKS,
    (" (?:[aeu]l|a[dnrstz]|ash|adh|ath|e[dnrstz]|ال) ", " "),
    (r" ال([^ ])", r" \1"),
    _TRIMMED,
)


@functools.cache
def key_rules() -> dict[str, tuple[Rule, ...]]:
    """The rules of each key, in their order; the first works on a folded name, each other on the one before."""
    return {
        "plain": _PLAIN,
        "romanised": (
            _BETWEEN_BLANKS,
            (" له ", " لا "),
            (" و", " w"),
            (" ي", " y"),
            ("([^ ][^ ])ه ", r"\1ا "),
            *_letters("latin"),
        ),
        "sound": (
            (" abd(?:[aeiou](la)h |[aeiou]l? ?)?", r" 0 \1 "),
            ("c([eiy])", r"s\1"),
            ("([a-z])h ", r"\1 "),
            (" (?:ou([aei])|w)", r" W\1"),
            (" (?:y|i([aou]))", r" Y\1"),
            *_letters("sound"),
            ("[^A-Z0-9 ]+", ""),
            (" +", " "),
            _TRIMMED,
        ),
    }


def _letters(kind: str) -> tuple[Rule, ...]:
    """A table of the lexicon `name_letters`: several letters go before each alone."""
    rows = read_lexicon("name_letters").filter(kind=kind).select("letters", "becomes").rows()
    several = sorted((row for row in rows if len(row[0]) + len(row[1]) > 2), key=lambda row: (-len(row[0]), row[0]))
    return (*several, dict(row for row in rows if row not in several))


def page_rules() -> dict[str, Any]:
    """What the page's script needs: folding by character and by pair of characters, and the rules of each key."""
    return {"fold": normalise.folding_rules(), "pairs": normalise.rules_by_place(), **key_rules()}
