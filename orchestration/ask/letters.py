"""Macros that are tables of letters, written out from Python's own tables and the lexicon `name_letters`.

`ask.fold` does what `news.normalise.fold` does, letter by letter; `ask.latin` writes Arabic letters as Latin ones, and
`ask.sounds` makes Latin letters the consonants that newsrooms tell apart.
"""

from orchestration.news import normalise
from orchestration.news.lexicon import read_lexicon

# Letters of everyday text: where no rarer one stands, so few are replaced in a tenth of the time.
_EVERYDAY = "أإآىةـًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩«»“”\u00a0"


def macros_of_letters() -> tuple[str, ...]:
    """The statements that create them."""
    becomes: dict[str, dict[str, str]] = {"latin": {}, "sound": {}}
    for kind, letters, others in read_lexicon("name_letters").select("kind", "letters", "becomes").iter_rows():
        becomes[kind][letters] = others
    macros = {
        "fold(words)": _folded("words"),
        "latin(plain)": _replaced("plain", becomes["latin"]),
        "sounds(latin)": _replaced("latin", becomes["sound"]),
    }
    return tuple(f"create or replace macro ask.{name} as {expression};\n" for name, expression in macros.items())


def _folded(text: str) -> str:
    """What `normalise.fold` does, as an SQL expression of a text."""
    rules = normalise.folding_rules()
    everyday = {raw: folded for raw, folded in rules.items() if raw in _EVERYDAY}
    rare = quote("[" + "".join(raw for raw in rules if raw not in everyday) + "]")
    single = {raw: folded for raw, folded in rules.items() if len(folded) < 2 and raw != normalise.JOINER}
    spread = {raw: folded for raw, folded in rules.items() if len(folded) > 1}  # presentation forms of several letters
    dashed = f"regexp_replace({text}, {quote(f'([{normalise.BLANKS}])ـ')}, '\\1-', 'g')"
    loose = quote(f"(^|[^{normalise.JOINED_EMOJI}]){normalise.JOINER}+")
    whole = f"regexp_replace({dashed}, {loose}, '\\1', 'g')"
    return f"""case
        when not regexp_matches({text}, {rare}) then {_translated(dashed, everyday)}
        when not regexp_matches({text}, {quote("[" + "".join(spread) + "]")}) then {_translated(whole, single)}
        else {_translated(_spread(whole, spread), single)}
    end"""


def _spread(text: str, forms: dict[str, str]) -> str:
    """An SQL expression that replaces single letters by several, looked up in one constant string."""
    letters = quote("".join(forms))
    table = quote("".join(f"{raw}{folded}|" for raw, folded in forms.items()))
    found = f"split_part(split_part({table}, letter, 2), '|', 1)"
    each = f"lambda letter: case when contains({letters}, letter) then {found} else letter end"
    return f"array_to_string(list_transform(str_split({text}, ''), {each}), '')"


def _replaced(text: str, letters: dict[str, str]) -> str:
    """An SQL expression that replaces letters by others: several at once before each alone."""
    single = {raw: other for raw, other in letters.items() if len(raw) == len(other) == 1}
    for raw in sorted(letters.keys() - single.keys(), key=lambda raw: (-len(raw), raw)):
        text = f"replace({text}, {quote(raw)}, {quote(letters[raw])})"
    return _translated(text, single)


def _translated(text: str, letters: dict[str, str]) -> str:
    """An SQL expression that replaces single letters by one or none."""
    kept = {raw: letter for raw, letter in letters.items() if letter}
    dropped = "".join(raw for raw in letters if raw not in kept)
    return f"translate({text}, {quote(''.join(kept) + dropped)}, {quote(''.join(kept.values()))})"


def quote(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
