"""Macros of one text that are written out from Python's own tables: `ask.fold`, and the keys on which names are found.

`ask.fold` does what `news.normalise.fold` does, letter by letter; the keys are the rules of `name_keys`.
"""

from collections.abc import Iterable

from orchestration.ask.name_keys import UNDOUBLED, Rule, key_rules
from orchestration.news import normalise

# Letters of everyday text: where no rarer one stands, so few are replaced in a tenth of the time.
_EVERYDAY = "أإآىةـًٌٍَُِّْ٠١٢٣٤٥٦٧٨٩«»“”\u00a0"
_MEANT_BY_PATTERNS = set("\\^$[](){}?*+|.")


def macros_of_letters() -> tuple[str, ...]:
    """The statements that create them."""
    rules = key_rules()
    macros = {
        "fold(words)": _folded("words"),
        "undoubled(plain)": _ruled("plain", UNDOUBLED),
        "plain(name)": _ruled("lower(strip_accents(ask.fold(name)))", rules["plain"]),
        "romanised(plain)": _ruled("plain", rules["romanised"]),
        "sound(romanised)": _ruled("romanised", rules["sound"]),
    }
    return tuple(f"create or replace macro ask.{name} as {expression};\n" for name, expression in macros.items())


def _ruled(text: str, rules: Iterable[Rule]) -> str:
    """An SQL expression that does the rules one after the other."""
    for rule in rules:
        if isinstance(rule, dict):
            text = _translated(text, rule)
        elif _MEANT_BY_PATTERNS.isdisjoint(rule[0]):
            text = f"replace({text}, {quote(rule[0])}, {quote(rule[1])})"
        else:
            text = f"regexp_replace({text}, {quote(rule[0])}, {quote(rule[1])}, 'g')"
    return text


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


def _translated(text: str, letters: dict[str, str]) -> str:
    """An SQL expression that replaces single letters by one or none."""
    kept = {raw: letter for raw, letter in letters.items() if letter}
    dropped = "".join(raw for raw in letters if raw not in kept)
    return f"translate({text}, {quote(''.join(kept) + dropped)}, {quote(''.join(kept.values()))})"


def quote(text: str) -> str:
    """A text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"
