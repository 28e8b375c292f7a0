"""Cues of speech: which written words tell that somebody speaks, and in which form.

The lexicon `speech_cues` adds to the verbs of saying in `grammar_words`. Its kinds: `verb`; `addition`, a verb that
goes on («أضاف»); `relay`, whose speaker stands behind عن («نقل»); `noun`, whose subject stands before it («قائلا»);
`preposition` («بحسب»); `aide`, who speaks for the one named behind («محامي»); `work`, whose title may follow
in quotation marks («كتابه الجديد»); `title`, right before a name in such marks («بعنوان»); `aside`, that may stand
between a verb and its subject («من جهته»); `none`, a word of `grammar_words` that tells no speech.

Belongs here: the inflection of the lexicon's verbs and nouns, as tables from folded form to cue.
Does not belong here: who speaks (speakers.py).
"""

import functools
import re
from typing import NamedTuple

from orchestration.news.clauses import Token, read_word
from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

_FINITE = frozenset({"verb", "addition", "relay"})
_CUES = _FINITE | {"noun", "preposition"}
_CONJUNCTIONS, _PARTICLES = ("", "و", "ف"), ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")
# A hollow verb of form IV, whose ending ه is that of its noun: «أضاف», «إضافة»; left alone: «أعلن», «قال».
_FORM_FOUR = re.compile(r"ا\wا\w$")
_NEGATIONS, _THAT = frozenset({"لم", "لن"}), frozenset({"ان", "بان", "لان"})
_PRONOUNS, _OBJECTS = ("ه", "ها", "هم", "هما"), ("ه", "ها", "هم")


class Cue(NamedTuple):
    """One written form: verb «قال», relay «نقل» (عن), noun «قائلا», preposition «بحسب»."""

    form: str  # folded, without a conjunction
    words: tuple[str, ...]  # as `read_word` gives them
    kind: str
    gender: str  # m|f|p (dual and plural), "" where the form has none
    adds: bool  # goes on with what the same person said: «أضاف», «مضيفا»
    has_object: bool  # «سماه», «وصفها»: tells what somebody calls one thing


class _Form(NamedTuple):
    """One written form of a cue, without a conjunction."""

    text: str
    kind: str
    gender: str = ""
    has_object: bool = False


def find_cue(tokens: list[Token], here: int) -> Cue | None:
    """Find the cue that begins at a token.

    Rules: no verb behind a preposition («في كتب»), a negation («لم يقل»), another verb («قال طالب») or «أن» («أن رد
    فلان»; but «بعد أن رد»), nor in «تابع ل».
    """
    for cue in _cues().get(tokens[here].text, ()):
        if [token.text for token in tokens[here : here + len(cue.words)]] != list(cue.words):
            continue
        if cue.kind in {"verb", "relay"} and not _is_finite(tokens, here):
            continue
        return cue
    return None


def _is_finite(tokens: list[Token], here: int) -> bool:
    token = tokens[here]
    if token.name or token.preposition or (here + 1 < len(tokens) and _belongs_to(token, tokens[here + 1])):
        return False
    if here == 0 or token.is_joined:
        return True
    before = tokens[here - 1]
    is_behind_verb = any(cue.kind == "verb" for cue in _cues().get(before.text, ()))
    is_behind_noun = before.text in prepositions() and not before.text.endswith("ما")  # «في كتب»; «كما أضاف»
    is_noun = before.text in _THAT and token.text[:1] not in "يتس" and not _opens_time(tokens, here - 2)
    return not (is_behind_noun or before.text in _NEGATIONS or is_behind_verb or is_noun)


def _opens_time(tokens: list[Token], here: int) -> bool:
    """«بعد أن», «إلى أن»."""
    return here >= 0 and tokens[here].text in {"بعد", "منذ", "الي", "سبق"}


def _belongs_to(token: Token, after: Token) -> bool:
    return token.text == "تابع" and after.preposition == "ل" and after.name is None


@functools.cache
def _cues() -> dict[str, tuple[Cue, ...]]:
    """First word of each cue, as `read_word` gives it -> the cues that begin so, the longest first."""
    found: dict[str, list[Cue]] = {}
    for form in _forms():
        first, *rest = form.text.split()
        kind = "verb" if form.kind == "addition" else form.kind
        for particle in _CONJUNCTIONS:
            words = tuple(read_word(word).text for word in (particle + first, *rest))
            adds = form.kind in {"addition", "noun"}
            found.setdefault(words[0], []).append(Cue(form.text, words, kind, form.gender, adds, form.has_object))
    return {first: tuple(sorted(set(cues), key=lambda cue: (-len(cue.words), cue))) for first, cues in found.items()}


def _forms() -> list[_Form]:
    """Each written form of the lexicon's cues and of the grammar's verbs of saying."""
    listed = {fold_text(cue): kind for cue, kind in _lexicon() if kind in {*_CUES, "none"}}
    said = read_lexicon("grammar_words").filter(role="say")["word"]
    verbs = {fold_text(word): "verb" for word in said} | listed
    forms = [_Form(form, kind) for form, kind in listed.items() if kind == "preposition"]
    for form, kind in verbs.items():
        if kind == "noun":
            forms += _nominal(form)
        if kind in _FINITE and not _is_inflected(form, verbs):
            inflected = _imperfect(form, kind) if form.startswith("ي") else _perfect(form, kind)
            forms += [written for written in inflected if listed.get(written.text) != "none"]
    return forms


def _is_inflected(form: str, verbs: dict[str, str]) -> bool:
    """«قالت», «قالوا», «تقول», «دعت», where the lexicon holds the masculine."""
    if form.startswith("ت") and "ي" + form[1:] in verbs:
        return True
    stem = form[:-1]
    is_feminine = form.endswith("ت") and not verbs.keys().isdisjoint({stem, stem + "ي", stem + "ا"})
    return is_feminine or (form.endswith("وا") and form[:-2] in verbs)


def _perfect(form: str, kind: str) -> list[_Form]:
    """«وصف» -> وصفت، وصفا، وصفتا، وصفوا، وصفه، وصفتها; «دعا», «سمى» lose the last letter: دعت، سماه."""
    stem = form[:-1] if form.endswith(("ا", "ي")) else form
    dual = stem + "يا" if form.endswith("ي") else stem + "ا"
    bare = stem + "ا" if form.endswith("ي") else form
    forms = [_Form(form, kind, "m"), _Form(stem + "ت", kind, "f")]
    forms += [_Form(plural, kind, "p") for plural in (stem + "تا", stem + "وا", dual) if plural != form]
    objects = _OBJECTS[1:] if _FORM_FOUR.match(form) else _OBJECTS
    forms += [_Form(bare + pronoun, kind, "m", has_object=True) for pronoun in objects]
    return forms + [_Form(stem + "ت" + pronoun, kind, "f", has_object=True) for pronoun in _OBJECTS]


def _imperfect(form: str, kind: str) -> list[_Form]:
    """«يصف» -> تصف، يصفان، يصفون، يصفه, each with س of the future."""
    stem = form[:-1] if form.endswith(("ي", "و")) else form
    forms = [_Form(form + "ان", kind, "p"), _Form(stem + "ون", kind, "p")]
    for whole, gender in ((form, "m"), ("ت" + form[1:], "f")):
        forms += [_Form(whole, kind, gender)]
        forms += [_Form(whole + pronoun, kind, gender, has_object=True) for pronoun in _OBJECTS]
    return [written._replace(text=future + written.text) for future in ("", "س") for written in forms]


def _nominal(form: str) -> list[_Form]:
    """«قائلا» -> قائلة; «قوله» stays."""
    if form.endswith("ا") and not form.endswith(_PRONOUNS):
        return [_Form(form, "noun", "m"), _Form(form[:-1] + "ه", "noun", "f")]
    return [_Form(form, "noun", "p" if form.endswith("ين") else "")]


def _lexicon() -> list[tuple[str, str]]:
    return list(read_lexicon("speech_cues").select("cue", "kind").iter_rows())


@functools.cache
def prepositions() -> frozenset[str]:
    """List the folded words that open a phrase which is no subject."""
    words = read_lexicon("function_words").filter(kind="preposition")["word"]
    return frozenset(fold_text(word) for word in [*words, "على"])


@functools.cache
def verbs() -> frozenset[str]:
    """List the folded finite verbs of other kinds: «ضم», «زار»."""
    return frozenset(map(fold_text, read_lexicon("function_words").filter(kind="verb")["word"]))


def aside_at(tokens: list[Token], here: int) -> int:
    """Count the tokens of an aside that begins here: 2 of «من جهته»."""
    words = tuple(token.text for token in tokens[here : here + 3])
    return max((size for size in range(1, len(words) + 1) if words[:size] in _asides()), default=0)


@functools.cache
def _asides() -> frozenset[tuple[str, ...]]:
    listed = (cue for cue, kind in _lexicon() if kind == "aside")
    return frozenset(tuple(read_word(word).text for word in cue.split()) for cue in listed)


@functools.cache
def aides() -> frozenset[str]:
    """List the folded nouns that speak or act for the person named behind them: «محامي فلان», «مكتب فلان»."""
    return frozenset(read_word(cue).text for cue, kind in _lexicon() if kind == "aide")


@functools.cache
def heads() -> frozenset[str]:
    """List the folded nouns that open the name of a body or place: «منظمة», «مدينة»."""
    listed = [*read_lexicon("org_heads")["head"], *read_lexicon("place_heads")["head"]]
    return frozenset(fold_text(head) for head in listed if not head.startswith("ال"))


@functools.cache
def work_words() -> frozenset[str]:
    """List the folded words for works, whose title may stand in quotation marks: «كتابها الجديد "..."»."""
    return _with_particles({fold_text(cue) for cue, kind in _lexicon() if kind == "work"})


@functools.cache
def title_words() -> frozenset[str]:
    """List the folded words right behind which a name stands in quotation marks: «بعنوان "..."», «منظمة "..."»."""
    return _with_particles({fold_text(cue) for cue, kind in _lexicon() if kind == "title"} | heads())


def _with_particles(words: set[str] | frozenset[str]) -> frozenset[str]:
    """«رواية», «روايته», «وبرواية», as `read_word` gives them."""
    owned = {_bound(word) + pronoun for word in words for pronoun in _PRONOUNS}
    return frozenset(read_word(particle + word).text for word in words | owned for particle in _PARTICLES)


def _bound(word: str) -> str:
    """«رواية» before a pronoun: روايت."""
    return word[:-1] + "ت" if word.endswith("ه") else word
