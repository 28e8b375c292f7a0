"""The wordings of Arabic dates: one pattern for a vectorised scan, and the named parts of each phrase.

Everything here is matched on folded text (`normalise.fold`): bare alef, ta marbuta as ha, plain digits.
What a phrase means on a given day is for `date_resolution`.
"""

import functools
import re
from collections.abc import Iterable

from orchestration.news.lexicon import read_lexicon
from orchestration.news.normalise import fold_text

LETTERS = r"\u0621-\u064A\u0671-\u06D3A-Za-z"
WEEKDAYS = {
    "الاثنين": 0, "الاتنين": 0, "الثلاثاء": 1, "الثلاثا": 1, "الاربعاء": 2, "الاربعا": 2,
    "الخميس": 3, "الجمعه": 4, "السبت": 5, "الاحد": 6,
}  # fmt: skip
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DAY_SHIFTS = {
    "اول من امس": -2, "اول امس": -2, "امس الاول": -2, "الامس": -1, "امس": -1, "البارحه": -1,
    "الليله الماضيه": -1,
    "بعد غدا": 2, "بعد غد": 2, "غدا": 1, "غد": 1, "هذا اليوم": 0, "هذه الليله": 0, "اليوم": 0,
}  # fmt: skip
SIDES = {"الماضي": -1, "المنصرم": -1, "الفائت": -1, "الفارط": -1, "المنقضي": -1, "الجاري": 0, "الحالي": 0,
         "المقبل": 1, "القادم": 1, "الاتي": 1}  # fmt: skip
UNITS = {
    "day": ("ايام", "يوما", "يومين", "يوم"),
    "week": ("اسابيع", "اسبوعين", "اسبوعا", "اسبوع"),
    "month": ("اشهر", "شهور", "شهرين", "شهرا", "شهر"),
    "year": ("اعوام", "عامين", "عاما", "عام", "سنوات", "سنتين", "سنه"),
}
# Parts of a month with how many days each but the last has: «النصف الثاني من مارس», «الأسبوع الأول من يونيو».
PARTS_OF_MONTH = {"النصف": 15, "الثلث": 10, "الاسبوع": 7}
LAST = "الاخير"
_ONES = ("حادي", "ثاني", "ثالث", "رابع", "خامس", "سادس", "سابع", "ثامن", "تاسع")
_COUNTS = ("ثلاث", "اربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر")
_YEAR = r"(?:1[3-9]\d\d|20\d\d)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_PARTS_OF_DAY = r"(?:(?:يوم|نهار|صباح|صبيحه|فجر|ظهر|عصر|مساء|ليل|ليله)\s+){0,2}"
_GAP = r"[\s،,()\"'-]{1,3}"  # between two words for one day: amsi (al-khamis)
_IN = r"في|منذ|خلال|بحلول|حتي|مطلع|اوائل|بدايه|منتصف|اواسط|نهايه|اواخر|اخر"


@functools.cache
def scan_pattern() -> str:
    """One pattern for Polars' engine: group 1 is what stands before a date phrase, group 2 the phrase.

    Rules: Polars' engine has neither look-around nor a fast word boundary, so the boundary in front is
    consumed, with the attached particles; the one behind is the caller's to check. Its digit is one of any script,
    which takes twice the time of the ten that folding leaves.
    """
    kinds = "|".join(f"(?:{re.sub('[(][?]P<[a-z0-9]+>', '(?:', pattern)})" for pattern in _patterns().values())
    kinds = kinds.replace(r"\d", "[0-9]")
    return rf"((?:^|[^{LETTERS}0-9])[وف]?[بلك]?(?:الموافق)?)({kinds})"


@functools.cache
def trigger_words() -> list[str]:
    """Words one of which every date phrase holds; a digit is one."""
    periods = ["الاسبوع", "الشهر", "العام", "السنه", "الايام", "الاسابيع", "الاشهر", "السنوات", "قبل", "منذ", "بعد"]
    return [*"0123456789", *WEEKDAYS, *month_numbers(), "امس", "غد", "اليوم", "البارحه", "الليله", *periods]


@functools.cache
def phrase_patterns() -> dict[str, re.Pattern[str]]:
    """Each kind's pattern with its named parts, in order of preference; `lead` is not part of the phrase."""
    return {kind: re.compile(pattern) for kind, pattern in _patterns().items()}


@functools.cache
def _patterns() -> dict[str, str]:
    """The pattern of each kind of date phrase.

    Rules, each with what it takes and leaves: numeric 3/5/2017, not 3.5; day "5 mayu", not "5 milyun"; month
    after a cue ("fi mars"), not "mars al-laeb" (practised); weekday "al-khamis", not "khamis"; shift
    "al-yawm", not "al-yawm al-sabi" (a newspaper) or "fi al-yawm" (a day); year "fi 2011", not a bare 2011.
    """
    return _noise() | _numeric_forms() | _month_forms() | _relative_forms() | _year_forms()


def _noise() -> dict[str, str]:
    """Phrases that only look like dates; they are taken first, and dropped."""
    numbered = _either([*list(ordinal_days())[:12], "السابع", "التالي", "نفسه", "ذاته", "العالمي", "الوطني",
                        "الدولي", "الواحد", "الاخير", "الذي", "نفسها"])  # fmt: skip
    before = rf"(?:قبل|منذ)\s+(?:\S+\s+)?(?:{_units()})\s+(?:من|علي)"
    names = _either(_names_with_day_words())
    return {
        "noise": rf"(?:{names})|(?:في|ذلك|نفس|ذات|كل)\s+اليوم|اليوم\s+(?:{numbered})|{before}",
    }


def _numeric_forms() -> dict[str, str]:
    weekday = rf"(?:(?P<weekday>{_either(WEEKDAYS)}){_GAP})?"
    english = "|".join(f"{name}|{name[:3]}\\.?" for name in ENGLISH_MONTHS)
    return {
        "iso": rf"{weekday}(?P<year>(?:19|20)\d\d)[-/.](?P<number>1[0-2]|0?[1-9])[-/.](?P<day>{_DAY})",
        "numeric": rf"{weekday}(?P<day>\d{{1,2}})\s?[-/.]\s?(?P<number>\d{{1,2}})\s?[-/.]\s?"
        r"(?P<year>(?:19|20)\d\d)",
        "english": rf"(?:(?P<day>{_DAY})\s+(?P<english>{english})|(?P<english2>{english})\s+(?P<day2>{_DAY}))"
        rf",?\s+(?P<year>{_YEAR})",
    }


def _month_forms() -> dict[str, str]:
    names = _either(month_numbers())
    month = rf"(?:من\s+)?(?:شهر\s+)?(?P<month>{names})(?:(?:\s*[/(-]\s*|\s+)(?:{names})(?:\s*\))?)?"
    tail = rf"(?:\s*[،,/-]?\s*(?:من\s+)?(?:(?:عام|سنه|العام)\s+)?(?P<year>{_YEAR})"
    tail += rf"|\s+(?:من\s+)?{_this_or_that_year()}"
    tail += rf"|\s+{_side('side')})"
    first = rf"(?P<first>{_DAY})\s+(?P<firstmonth>{names})(?:\s*[/(]\s*(?:{names})(?:\s*\))?)?"
    first += rf"(?:\s+(?P<firstyear>{_YEAR}))?"
    days = rf"(?P<days>{_DAY}(?:\s*[،,]\s*{_DAY}){{0,2}}(?:\s*(?:-|/|و|الي|حتي|او)\s*|\s\s+){_DAY})"
    weekday = rf"(?:(?P<weekday>{_either(WEEKDAYS)}){_GAP})?"
    shift = rf"(?:(?:{_either(DAY_SHIFTS)}){_GAP}(?:في\s+)?)?"
    number = rf"(?:ال)?{_DAY}|{_either(ordinal_days())}"
    day = rf"{_PARTS_OF_DAY}{shift}{weekday}(?:يوم\s+)?(?:الموافق\s+)?(?P<day>{number})"
    of_month = rf"من\s+(?:هذا الشهر|الشهر\s+{_side('monthside')})"
    part = rf"(?P<part>{_either(PARTS_OF_MONTH)})\s+(?P<nth>{_either([*list(ordinal_days())[:4], LAST])})"
    return {
        "part_of_month": rf"{part}\s+(?:{of_month}|{month}{tail}?)",
        "between": rf"(?:(?:من|بين)\s+)?{first}\s+(?:الي|حتي|و)\s*(?P<day>{_DAY})\s+{month}{tail}?",
        "days": rf"(?:(?:يومي|يوم|ايام|من|بين)\s+)?{days}\s+{month}{tail}?",
        "day": rf"{day}(?:\s+|\s*[/-]\s*){month}{tail}?",
        "numbers": rf"(?:(?:يومي|ايام|من|بين)\s+)?(?P<first>{number})(?:\s*[/-]\s*|\s+(?:و|الي|حتي)\s*)"
        rf"(?P<day>{number})\s+(?:{of_month}|{month}{tail}?)",
        "month_first": rf"{weekday}(?P<month>{names})\s+(?P<day>{_DAY})\s*[,،]?\s+(?P<year>{_YEAR})",
        "day_of_month": rf"{day}\s+{of_month}",
        "day_of_this": rf"(?:يوم\s+)?(?P<day>(?:ال)?{_DAY})\s+(?:من\s+)?(?:الجاري|الحالي)",
        "month": rf"(?:(?P<lead>(?:{_IN})\s+)|شهر\s+){month}{tail}?",
        "month_tail": rf"{month}{tail}",
    }


def _relative_forms() -> dict[str, str]:
    weekday, second = rf"(?P<weekday>{_either(WEEKDAYS)})", rf"(?P<second>{_either(WEEKDAYS)})"
    counts = _either(counting_words())
    about = "اكثر من|اقل من|نحو|حوالي|قرابه|بضعه|بضع|عده"
    counted = rf"(?:(?P<about>{about})\s+)?(?:(?P<count>\d{{1,3}}|{counts})\s+)?(?P<unit>{_units()})"
    vague = "الايام|الاسابيع|الاشهر|الشهور|السنوات|السنين|الاعوام|الساعات"
    return {
        "weekdays": rf"(?:(?:يومي|من|بين)\s+)?{weekday}\s+(?:و|الي|حتي)\s*{second}(?:\s+{_side('side')})?",
        "night": rf"(?:ليل|ليله)\s+{weekday}\s*[/-]?\s*{second}",
        "shifts": rf"(?P<shift>{_either(DAY_SHIFTS)})\s+و\s*(?P<nextshift>{_either(DAY_SHIFTS)})",
        "shift": rf"{_PARTS_OF_DAY}(?P<shift>{_either(DAY_SHIFTS)})(?:{_GAP}(?:يوم\s+)?{weekday})?",
        "weekday": rf"{_PARTS_OF_DAY}{weekday}(?:\s+{_side('side')})?",
        "this": r"(?:هذا|هذه)\s+(?P<period>الاسبوع|الشهر|العام|السنه)",
        "period": rf"(?P<period>الاسبوع|الشهر|العام|السنه)\s+{_side('side')}",
        "named_year": rf"(?P<lead>(?:(?:{_IN}|قبل|بعد)\s+)?)(?:عام|سنه|العام|السنه)\s+(?P<year>{_YEAR})",
        "vague": rf"(?:{vague})\s+(?:القليله\s+)?(?:{_side('side')}|الاخيره)",
        "ago": rf"(?:قبل|منذ)\s+{counted}",
        "after": rf"بعد\s+{counted}\s+(?:من|علي)",
    }


def _year_forms() -> dict[str, str]:
    return {
        "years": rf"(?:عامي|بين عامي|بين|من|من عام)\s+(?P<first>{_YEAR})\s+(?:و|الي|حتي)\s*(?P<year>{_YEAR})",
        "year": rf"(?P<lead>(?:{_IN})\s+)(?P<year>{_YEAR})",
    }


def _side(name: str) -> str:
    """Past, running or coming, in each gender and the dual: al-madi, al-madiya, al-madiyayn."""
    return rf"(?P<{name}>(?:{_either(SIDES)})(?:ه|ين)?)"


def _this_or_that_year() -> str:
    return rf"(?:(?P<thisyear>هذا العام|هذه السنه)|(?:العام|السنه)\s+{_side('yearside')})"


def _units() -> str:
    return _either(word for words in UNITS.values() for word in words)


def _either(words: Iterable[str]) -> str:
    """Alternatives, longest first: both engines take the first that fits."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda word: (-len(word), word))
    )


@functools.cache
def month_numbers() -> dict[str, tuple[str, int]]:
    """Each folded month name with its calendar and number."""
    rows = read_lexicon("months").select("name_ar", "calendar", "month").rows()
    return {fold_text(name): (calendar, int(number)) for name, calendar, number in rows}


@functools.cache
def ordinal_days() -> dict[str, int]:
    """The ordinals that count the days of a month: al-awwal ... al-hadi wal-thalathin."""
    days = {"الاول": 1} | {f"ال{one}": number for number, one in enumerate(_ONES, 1) if number > 1} | {"العاشر": 10}
    days |= {f"ال{one} عشر": 10 + number for number, one in enumerate(_ONES, 1)}
    for tens, value in (("العشرين", 20), ("العشرون", 20), ("الثلاثين", 30), ("الثلاثون", 30)):
        days |= {tens: value} | {f"ال{one} و{tens}": value + number for number, one in enumerate(_ONES, 1)}
    return {word: day for word, day in days.items() if day <= 31}


@functools.cache
def counting_words() -> dict[str, int]:
    """The counts three to ten, with and without ta marbuta."""
    return {word + ending: number for number, word in enumerate(_COUNTS, 3) for ending in ("", "ه")}


def _names_with_day_words() -> list[str]:
    """Outlets that have a day in their name (Al-Masry Al-Youm).

    Rules: one that begins with a place ("rusiya al-yawm") counts with its head noun alone ("qanat ..."): "in
    Russia today" has the same words.
    """
    names = {fold_text(name) for name in read_lexicon("source_aliases")["alias"]}
    places = {fold_text(name) for name in read_lexicon("country_aliases")["alias"]}
    places |= {fold_text(name) for name in read_lexicon("cities")["name_ar"].drop_nulls()}
    dated = (name for name in names if {*name.split()[1:]} & ({*WEEKDAYS} | {"اليوم"}))
    return [name for name in dated if " ".join(name.split()[:-1]) not in places]
