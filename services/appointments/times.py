"""Which day, which time: plain choices that say day, time, place and how many seats are left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.appointments.calendar import day_off, is_announced
from services.appointments.context import AppointmentContext, Opening
from services.appointments.slots import Slot
from services.appointments.wording import WORDING
from services.journey import AnswerProblem, Answers, Group, Kind, Option, Question
from services.words import Day, Words, words

# More times than this on one day are shown in two pieces.
_TOGETHER = 6
_NOON = 12
_NEAREST = 2
_MORNING, _AFTERNOON = Group("morning", words("上午")), Group("afternoon", words("中午和下午"))


@dataclass(frozen=True)
class SlotsPanel:
    """What stands around the choice: remarks above it, and what to do without a time below it.

    ``full_days`` is for how many days ahead every seat is taken; None while there are any.
    """

    notes: tuple[Words, ...]
    come: Words
    full_days: int | None


def nearest(context: AppointmentContext, answers: Answers) -> Words:
    """The next free times in a sentence, for whoever has just lost one."""
    free = context.openings(answers)[:_NEAREST]
    if len(free) == _NEAREST:
        return words(
            "最近还空的：%(first)s，%(second)s。", first=free[0].slot.when, second=free[1].slot.when
        )
    if free:
        return words("最近还空的：%(first)s。", first=free[0].slot.when)
    return words("往后 %(days)s 天都约满了。", days=context.places.days_ahead)


def _by_day(openings: Sequence[Opening]) -> Iterator[tuple[date, list[Opening]]]:
    for day, found in groupby(openings, key=lambda one: one.slot.day):
        yield day, list(found)


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _day_options(context: AppointmentContext, answers: Answers) -> Sequence[Option]:
    days = list(_by_day(context.openings(answers)))
    options = []
    for week, found in groupby(days, key=lambda one: _week(one[0])):
        members = list(found)
        first, last = Day(members[0][0]), Day(members[-1][0])
        label = words("%(first)s到 %(last)s", first=first, last=last)
        if first == last:
            label = words("%(day)s", day=first)
        for day, openings in members:
            left = sum(one.left for one in openings)
            said = words("%(day)s", day=Day(day))
            detail = _how_many(left, _about(day))
            options.append(Option(day.isoformat(), said, detail, group=Group(week, label)))
    return options


def _how_many(left: int, about: Words | None) -> Words:
    if about is None:
        return words("还有 %(left)s 个位子", left=left)
    return words("还有 %(left)s 个位子 · %(about)s", left=left, about=about)


def _about(day: date) -> Words | None:
    """What is unusual about a day."""
    off = day_off(day)
    weekend = day.weekday() >= 5
    if off is None and weekend:
        return words("调休上班，和平常一样开")
    if off is not None and off.holiday:
        return words("放假，这一天也有人")
    return words("周末值班") if off is not None else None


def _clean_day(raw: list[str], context: AppointmentContext, answers: Answers) -> str:
    value = raw[0] if raw else ""
    if value in {one.slot.day.isoformat() for one in context.openings(answers)}:
        return value
    if not value:
        raise AnswerProblem(words("请选一天。"))
    raise AnswerProblem(
        words("这一天刚刚约满了。%(nearest)s请换一天。", nearest=nearest(context, answers))
    )


def _on_day(context: AppointmentContext, answers: Answers) -> list[Opening]:
    day = answers.get("day")
    return [one for one in context.openings(answers) if one.slot.day.isoformat() == day]


def _time_options(context: AppointmentContext, answers: Answers) -> Sequence[Option]:
    openings = _on_day(context, answers)
    apart = len(openings) > _TOGETHER
    return [
        Option(
            one.slot.key,
            one.slot.when,
            words("%(place)s · %(left)s", place=one.slot.place.said, left=_left(one)),
            group=_part(one.slot) if apart else None,
        )
        for one in openings
    ]


def _left(one: Opening) -> Words:
    return _how_many(one.left, _hours(one.slot))


def _part(slot: Slot) -> Group:
    return _MORNING if slot.starts_at.hour < _NOON else _AFTERNOON


def _hours(slot: Slot) -> Words | None:
    if slot.extra:
        return words("延时办，别处下班了这里还开着")
    noon = slot.starts_at.hour <= _NOON < slot.ends_at.hour
    return words("中午不休息") if noon else None


def _clean_time(raw: list[str], context: AppointmentContext, answers: Answers) -> str:
    value = raw[0] if raw else ""
    if value in {one.slot.key for one in _on_day(context, answers)}:
        return value
    slot = context.slot(value)
    if slot is None:
        raise AnswerProblem(words("请选一个时间。"))
    if slot.starts_at <= context.now:
        raise AnswerProblem(words("这个时间已经过了。请选晚一点的。"))
    raise AnswerProblem(
        words("这个时间刚刚约满了。%(nearest)s请再选一个。", nearest=nearest(context, answers))
    )


def _show_time(value: str, context: AppointmentContext, answers: Answers) -> list[Words]:
    slot = context.slot(value)
    if slot is None:
        return [words("这个时间不再开放")]
    return [words("%(time)s", time=slot.starts_at.time())]


def _around_times(context: AppointmentContext, answers: Answers) -> SlotsPanel:
    return SlotsPanel((), WORDING[context.service].come, None)


def _around_days(context: AppointmentContext, answers: Answers) -> SlotsPanel:
    openings = context.openings(answers)
    notes = []
    if any(desk.priority for _, desk in context.chosen_desks(answers)):
        notes.append(words("有几个位子先留给老人和残疾人，到前一天还空着，谁都能约。"))
    if any(not is_announced(one.slot.day.year) for one in openings):
        notes.append(words("明年的放假安排还没公布，公布后时间可能会变。来之前请再看一眼。"))
    full_days = None if openings else context.places.days_ahead
    return SlotsPanel(tuple(notes), WORDING[context.service].come, full_days)


DAY = Question(
    slug="day",
    section="day",
    kind=Kind.CHOICE,
    label=words("约哪一天？"),
    name=words("哪一天"),
    options=_day_options,
    clean=_clean_day,
    show=lambda value, context, answers: [words("%(day)s", day=Day(date.fromisoformat(value)))],
    depends_on=("variety", "place", "who"),
    panel="journeys/panels/slots.html",
    panel_data=_around_days,
)
TIME = Question(
    slug="time",
    section="time",
    kind=Kind.CHOICE,
    label=words("约几点？"),
    name=words("几点"),
    options=_time_options,
    clean=_clean_time,
    show=_show_time,
    depends_on=("day",),
    panel="journeys/panels/slots.html",
    panel_data=_around_times,
)
