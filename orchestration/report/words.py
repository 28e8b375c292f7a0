"""What the report calls things: vocabularies and dates in Arabic, with English beside."""

import datetime as dt
import functools
from typing import NamedTuple

from orchestration.news import lexicon


class Label(NamedTuple):
    """One thing in both languages."""

    ar: str
    en: str


STATUS = {
    "held": Label("عُقد", "held"),
    "ongoing": Label("جارٍ", "ongoing"),
    "planned": Label("مقرر", "planned"),
    "proposed": Label("مقترح", "proposed"),
    "postponed": Label("مؤجل", "postponed"),
    "cancelled": Label("ملغى", "cancelled"),
    "refused": Label("مرفوض", "refused"),
    "denied": Label("منفي", "denied"),
}
KIND = {
    "meeting": Label("لقاء", "meeting"),
    "visit": Label("زيارة", "visit"),
    "call": Label("اتصال", "call"),
    "conference": Label("مؤتمر", "conference"),
}
MODE = {
    "in_person": Label("حضوريًا", "in person"),
    "phone": Label("هاتفيًا", "by phone"),
    "video": Label("بالفيديو", "by video"),
    "indirect": Label("بصورة غير مباشرة", "indirectly"),
    "unknown": Label("طريقة غير معروفة", "mode unknown"),
}
CERTAINTY = {
    "asserted": Label("مجزوم به", "asserted"),
    "attributed": Label("منسوب إلى مصدر", "attributed"),
    "rumoured": Label("متداول", "rumoured"),
    "conditional": Label("مشروط", "conditional"),
}
ROLE = {
    "participant": Label("مشارك", "participant"),
    "host": Label("مضيف", "host"),
    "visitor": Label("زائر", "visitor"),
    "mediator": Label("وسيط", "mediator"),
    "guarantor": Label("ضامن", "guarantor"),
    "observer": Label("مراقب", "observer"),
    "convener": Label("داعٍ إليه", "convener"),
    "invited": Label("مدعو", "invited"),
}
EVIDENCE = {
    "trigger": Label("اللقاء", "encounter"),
    "status": Label("الحالة", "status"),
    "place": Label("المكان", "place"),
    "date": Label("الزمن", "date"),
    "mode": Label("الطريقة", "mode"),
    "attribution": Label("المصدر", "attribution"),
}
FIELD = {
    "date": Label("التاريخ", "date"),
    "place": Label("المكان", "place"),
    "participants": Label("المشاركون", "participants"),
    "status": Label("الحالة", "status"),
}
ACTOR_KIND = {
    "person": Label("شخص", "person"),
    "organization": Label("جهة", "organization"),
    "country": Label("دولة", "country"),
}
ACTOR_KINDS = {
    "person": Label("أشخاص", "persons"),
    "organization": Label("جهات", "organizations"),
    "country": Label("دول", "countries"),
}
LINK_RULE = {
    "correction": Label("تصحيح بشري", "a human's correction"),
    "same_actors_same_day": Label("الأطراف نفسها في اليوم نفسه", "same actors, same day"),
    "shared_actors_near_days": Label("أطراف مشتركة في أيام متقاربة", "shared actors, near days"),
    "shared_actors_open_day": Label("أطراف مشتركة، ويوم غير محدد", "shared actors, open day"),
    "moved_date": Label("موعد تغيّر", "moved date"),
    "told_twice": Label("ذُكر مرتين في مقال واحد", "told twice in one article"),
}
POINTS = {
    "participants_points": Label("الأطراف", "participants"),
    "date_points": Label("التاريخ", "date"),
    "place_points": Label("المكان", "place"),
    "type_points": Label("النوع", "kind"),
    "copy_points": Label("النسخ", "copy"),
    "status_points": Label("الحالة", "status"),
}
OFFICE_BASIS = {
    "curated": Label("من السجل", "registry"),
    "reported": Label("من مقالات اللقاء", "its own articles"),
    "attested": Label("من مقالات أخرى", "other articles"),
}
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_DAY = Label("بلا تاريخ", "undated")


def name_day(day: dt.date) -> Label:
    """A day, such as 25 يوليو 2017."""
    return Label(f"{day.day} {_month_ar(day.month)} {day.year}", f"{day.day} {_MONTHS_EN[day.month - 1]} {day.year}")


def name_month(month: dt.date) -> Label:
    """The month of a day."""
    return Label(f"{_month_ar(month.month)} {month.year}", f"{_MONTHS_EN[month.month - 1]} {month.year}")


def name_days(first: dt.date | None, last: dt.date | None) -> Label:
    """A span of days, in as few words as it can be told; a whole month or year by its name."""
    if first is None or last is None:
        return NO_DAY
    if first == last:
        return name_day(first)
    if first.day == 1 and last + dt.timedelta(1) == _next_month(last):
        if (first.year, first.month) == (last.year, last.month):
            return name_month(first)
        if (first.month, last.month, first.year) == (1, 12, last.year):
            return Label(f"عام {first.year}", str(first.year))
    one, other = name_day(first), name_day(last)
    return Label(f"من {one.ar} إلى {other.ar}", f"{one.en} to {other.en}")


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(32)).replace(day=1)


@functools.cache
def _month_ar(month: int) -> str:
    names = lexicon.read_lexicon("month_names")
    return str(dict(zip(names["month"].cast(int), names["month_name_ar"], strict=True))[month])
