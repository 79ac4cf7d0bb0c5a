"""Puts a visit into the ledger with the case that asks for it, moves it, and takes it out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from services.appointments.places import Place, load_places
from services.cases import DISTRICT_TIME
from services.desk import todos
from services.desk.todos import Queue
from services.journey import Answers, SubmissionRefused
from services.storage import Work
from services.storage.cases import Case
from services.storage.visits import NewVisit, Visit, VisitState
from services.words import Day, Words, words

# Whose desks say which subdistricts there are.
BOOKED = "home-visit"
_DISTRICT = words("区里")
_SUBDISTRICT = "街道"


@dataclass(frozen=True)
class Part:
    """A part of a day that a resident may ask for, as the question about it names the hours."""

    opens: time
    closes: time
    said: Words


PARTS: Mapping[str, Part] = {
    "morning": Part(time(8, 30), time(11, 30), words("上午")),
    "afternoon": Part(time(13, 30), time(17), words("下午")),
    "any": Part(time(8, 30), time(17), words("一天里都可以")),
}


def plan(work: Work, case: Case, new: NewVisit, now: datetime) -> None:
    """Keep a visit and promise it, in the caller's transaction."""
    work.visits.plan(new)
    promise_going(work, case, when(new), new.starts_at, now)


def plan_asked(work: Work, case: Case, answers: Answers, now: datetime) -> None:
    """The same for a day and a part of it that somebody wished for."""
    starts_at, ends_at = hours_of(date.fromisoformat(answers["day"]), answers["part-of-day"])
    ward = ward_of(answers["address"])
    plan(work, case, NewVisit(case.id, case.service, ward, starts_at, ends_at, exact=False), now)


def cancel(work: Work, case: Case, now: datetime) -> None:
    """Take a visit back. Raises SubmissionRefused when somebody has been there."""
    visit = work.visits.of_case(case.id)
    if visit is None or visit.state is VisitState.CANCELLED:
        return
    if visit.state is not VisitState.PLANNED:
        raise SubmissionRefused(words("来的人已经到过您家了，这里不能再撤。要改要停，请打 12345。"))
    work.visits.change(visit.id, VisitState.CANCELLED)
    todos.settle(work, Queue.VISITS, case.reference, now)


def promise_going(work: Work, case: Case, said: Words, starts_at: datetime, now: datetime) -> None:
    """The next step is to go there, by the end of that day."""
    day = starts_at.astimezone(DISTRICT_TIME).date()
    step = words("到家里去：%(when)s", when=said)
    todos.put(work, Queue.VISITS, case.reference, step, day, now, case.person_id)


def hours_of(day: date, part: str) -> tuple[datetime, datetime]:
    """From when until when a part of a day goes. Raises KeyError for another part."""
    hours = PARTS[part]
    return (
        datetime.combine(day, hours.opens, DISTRICT_TIME),
        datetime.combine(day, hours.closes, DISTRICT_TIME),
    )


def when(visit: Visit | NewVisit) -> Words:
    """「11 月 24 日 星期二 上午 9 点」, or the day and its half where no hour was promised."""
    starts, ends = (at.astimezone(DISTRICT_TIME) for at in (visit.starts_at, visit.ends_at))
    day = Day(starts.date())
    if visit.exact:
        return words("%(day)s %(time)s", day=day, time=starts.time())
    hours = (starts.time(), ends.time())
    # Hours that were kept when the parts of a day were others are some time of that day.
    known = (one for one in PARTS.values() if (one.opens, one.closes) == hours)
    part = next(known, PARTS["any"])
    return words("%(day)s %(part)s", day=day, part=part.said)


def wards() -> list[Place]:
    """The subdistricts from which visitors are sent."""
    return [place for place, _ in load_places().desks_of(BOOKED)]


def ward_of(address: str) -> str:
    """The subdistrict whose name stands in an address; empty where none does."""
    found = (place for place in wards() if place.name.removesuffix(_SUBDISTRICT) in address)
    return next((place.slug for place in found), "")


def ward_name(slug: str) -> Words:
    """How a subdistrict is called."""
    place = load_places().place(slug)
    return place.said if place else _DISTRICT
