"""Weekly accounts: each Monday residents are told what helpers and clerks did for them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from services.actors import SYSTEM, Actor
from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.deeds import Deed
from services.looked import Told, gathered, tell_all, who
from services.notices import Kind, notify_all
from services.sessions import owner_key
from services.storage import Database
from services.storage.accounts import Account
from services.storage.trail import TrailEntry, TrailLine
from services.words import Day, Money, Words, words

WEEK = timedelta(days=7)
# Weeks that a worker which stood still makes up for.
LATE = 4
# Before and after what is done; told on the page of everything, and here if nothing was done.
_AROUND = (Deed.ACTING_BEGUN, Deed.ACTING_ENDED)
LISTED = 60
# More than anybody does in a week; the page of everything has the rest.
MOST_LINES = 500
# Residents in one transaction, and how long the others may then work, as a multiple of the
# processor's time it took: small and far apart, for pages (docs/decisions/0033).
TOGETHER = 10
REST = 4.0


@dataclass(frozen=True)
class WeekAccount:
    """What others did for a resident in the week that began on the Monday `week`."""

    week: date
    told: Sequence[Told]

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.week + timedelta(days=6)

    @property
    def done(self) -> list[Told]:
        """What was changed."""
        return [each for each in self.told if not each.look and each.deed not in _AROUND]

    @property
    def looks(self) -> list[Told]:
        """What was only looked at."""
        return [each for each in self.told if each.look]

    @property
    def by_hand(self) -> list[Words]:
        """Sentences for each helper and clerk: how much they did, paid, and looked."""
        hands: dict[Actor, list[Told]] = {}
        for each in self.told:
            hands.setdefault(each.line.entry.actor, []).append(each)
        return [said for actor, told in hands.items() for said in _sums(actor, told)]


class Weekly:
    """Makes the accounts, and finds them again."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def of(self, person_id: int) -> list[Account]:
        """The weeks of which this resident has an account, the newest first."""
        with self._db.read() as work:
            return work.accounts.of(person_id, LISTED)

    def find(self, person_id: int, week: date) -> WeekAccount | None:
        """The account of the week of this Monday, if one was made."""
        with self._db.read() as work:
            if person_id not in work.accounts.made(week, [person_id]):
                return None
            lines = work.trail.touched([person_id], *bounds(week))
            return WeekAccount(week, tell_all(work, _without_doubles(lines[-MOST_LINES:])))

    def make(self, rest: Callable[[float], object] = time.sleep) -> int:
        """Make what is not made yet of the last weeks; how many. Raises StorageUnavailable.

        Stopped anywhere and called again, it goes on: nobody gets two of one week. `rest` waits
        for some seconds, in which the pages have the database for themselves.
        """
        monday = monday_of(self._clock.now())
        made = 0
        for weeks_ago in range(LATE, 0, -1):
            week = monday - weeks_ago * WEEK
            waiting = self._waiting(week)
            for first in range(0, len(waiting), TOGETHER):
                began = time.thread_time()
                made += self._give(week, waiting[first : first + TOGETHER])
                rest(REST * (time.thread_time() - began))
        return made

    def _waiting(self, week: date) -> list[int]:
        with self._db.read() as work:
            made = work.accounts.made(week)
            return [each for each in work.trail.helped(*bounds(week)) if each not in made]

    def _give(self, week: date, people: Sequence[int]) -> int:
        with self._db.read() as work:
            lines: dict[int | None, list[TrailLine]] = {}
            for line in work.trail.touched(people, *bounds(week)):
                lines.setdefault(line.entry.subject, []).append(line)
        said = {
            each: in_short(WeekAccount(week, gathered(_without_doubles(lines[each]))))
            for each in people
        }
        now, page = self._clock.now(), f"/accounts/{week.isoformat()}/"
        with self._db.write() as work:
            new = work.accounts.add(people, week, now)
            letters = [(owner_key(each), each, said[each]) for each in sorted(new)]
            notify_all(work, letters, now, Kind.ACCOUNT, page)
            for person in new:
                work.trail.add(TrailEntry(SYSTEM, Deed.ACCOUNT_MADE, person), now)
        return len(new)


def monday_of(moment: datetime) -> date:
    """The Monday of the district's week in which a moment lies."""
    day = moment.astimezone(DISTRICT_TIME).date()
    return day - timedelta(days=day.weekday())


def bounds(week: date) -> tuple[datetime, datetime]:
    """The first moment of the week of a Monday in the district, and the first one after it."""
    first = datetime(week.year, week.month, week.day, tzinfo=DISTRICT_TIME)
    return first.astimezone(UTC), (first + WEEK).astimezone(UTC)


def in_short(account: WeekAccount) -> Words:
    """An account in some sentences, for the inbox and the post."""
    said = words(
        "这是您一个星期的账，从 %(first)s，到 %(last)s。",
        first=Day(account.week),
        last=Day(account.last),
    )
    for sentence in account.by_hand:
        said = _after(said, sentence)
    return _after(said, words("有不是您同意的，请打 12345，或者在“请人帮忙”里停掉。"))


def _after(first: Words, then: Words) -> Words:
    """Two whole sentences, one after the other."""
    return words("%(first)s%(then)s", first=first, then=then)


def _sums(actor: Actor, told: Sequence[Told]) -> Iterator[Words]:
    done = sum(not each.look and each.deed not in _AROUND for each in told)
    seen = sum(each.times for each in told if each.look)
    paid = Money(sum(each.paid.fen for each in told if each.paid))
    named = who(actor)
    if done and paid.fen:
        yield words(
            "%(who)s：替您办了 %(done)s 件事，一共交了 %(paid)s。", who=named, done=done, paid=paid
        )
    elif done:
        yield words("%(who)s：替您办了 %(done)s 件事。", who=named, done=done)
    if seen:
        yield words("%(who)s：看了 %(seen)s 次您的资料。", who=named, seen=seen)
    if not (done or seen):
        yield words("%(who)s：来替您办事，什么也没有办。", who=named)


def _without_doubles(lines: Sequence[TrailLine]) -> list[TrailLine]:
    """Without the opening of what was paid after it: to pay a bill is one thing."""
    paid = {line.entry.about for line in lines if line.entry.deed is Deed.CASE_PAID}
    return [
        line
        for line in lines
        if line.entry.deed is not Deed.CASE_OPENED or line.entry.about not in paid
    ]
