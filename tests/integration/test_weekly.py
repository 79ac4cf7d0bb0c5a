"""Each Monday residents are told what others did for them: everybody once, whatever happens."""

from datetime import date, timedelta

import pytest

from services.actors import Actor, ActorKind
from services.clock import FixedClock
from services.deeds import Deed
from services.sessions import owner_key
from services.storage import Database
from services.storage.people import NewPerson
from services.storage.trail import TrailEntry, Wanted
from services.weekly import TOGETHER, Weekly
from services.words import Money, words
from tests.killing import killed_at
from tests.street import MORNING
from webapp.locales import LOCALES, say

WEEK = date(2026, 11, 16)
IN_IT = MORNING - timedelta(days=4)
# The morning after it.
MONDAY = MORNING + timedelta(days=1)
HELPER = Actor(ActorKind.HELPER, 900, "张伟")
CLERK = Actor(ActorKind.CLERK, 2, "李静 0102")


def residents(database: Database, number: int) -> list[int]:
    """Residents for each of whom a helper paid 86 yuan last week, and at whom a clerk looked."""
    people = []
    with database.write() as work:
        for each in range(number):
            person = work.people.find_or_add(NewPerson(f"199{each:08}"), MORNING)
            people.append(person.id)
            reference = f"E20261118{each:06}"
            paid = words("一共 %(amount)s", amount=Money(8600))
            work.trail.add(TrailEntry(HELPER, Deed.CASE_OPENED, person.id, reference), IN_IT)
            work.trail.add(TrailEntry(HELPER, Deed.CASE_PAID, person.id, reference, paid), IN_IT)
            work.trail.add(TrailEntry(CLERK, Deed.CASE_SEEN, person.id, reference), IN_IT)
            work.trail.add(TrailEntry(CLERK, Deed.CASE_SEEN, person.id, reference), IN_IT)
    return people


def weekly(database: Database) -> Weekly:
    return Weekly(database, FixedClock(MONDAY))


def letters(database: Database, person: int) -> list[str]:
    with database.read() as work:
        found = work.notices.of(owner_key(person), 9)
    return [say(letter.said, LOCALES["zh-Hans"]) for letter in found]


def no_rest(_seconds: float) -> None:
    """Tests do not wait."""


def test_an_account_names_each_hand_what_it_did_and_what_it_cost(database: Database) -> None:
    (person,) = residents(database, 1)
    assert weekly(database).make(no_rest) == 1
    (letter,) = letters(database, person)
    assert "从 11 月 16 日 星期一，到 11 月 22 日 星期日。" in letter
    assert "帮手 张伟：替您办了 1 件事，一共交了 86.00 元。" in letter
    assert "工作人员 李静 0102：看了 2 次您的资料。" in letter
    account = weekly(database).find(person, WEEK)
    assert account is not None
    assert [(told.deed, told.times, told.paid) for told in account.told] == [
        (Deed.CASE_PAID, 1, Money(8600)),
        (Deed.CASE_SEEN, 2, None),
    ]


def test_nobody_gets_two_of_one_week_nor_one_of_a_week_without_anything(
    database: Database,
) -> None:
    first, second = residents(database, 2)
    assert weekly(database).make(no_rest) == 2
    assert weekly(database).make(no_rest) == 0
    assert len(letters(database, first)) == len(letters(database, second)) == 1
    assert weekly(database).find(first, WEEK - timedelta(days=7)) is None
    with database.read() as work:
        lines = work.trail.page(Wanted(subject=first), 1)
    assert lines[0].entry.deed is Deed.ACCOUNT_MADE


def test_what_oneself_did_makes_no_account(database: Database) -> None:
    with database.write() as work:
        own = Actor(ActorKind.RESIDENT, 5)
        work.trail.add(TrailEntry(own, Deed.CASE_OPENED, 5), IN_IT)
    assert weekly(database).make(no_rest) == 0


def test_a_worker_that_stood_still_makes_up_for_it(database: Database) -> None:
    (person,) = residents(database, 1)
    late = Weekly(database, FixedClock(MONDAY + timedelta(days=20)))
    assert late.make(no_rest) == 1
    assert late.find(person, WEEK) is not None


@pytest.mark.parametrize("moment", [3, 9, 14, 20])
def test_killed_anywhere_it_goes_on_where_it_stopped(
    database: Database, database_url: str, moment: int
) -> None:
    people = residents(database, 2 * TOGETHER + 1)

    def play(there: Database) -> None:
        weekly(there).make(no_rest)

    killed_at(moment, database_url, database.keys, play)
    weekly(database).make(no_rest)
    assert [len(letters(database, person)) for person in people] == [1] * len(people)
    with database.read() as work:
        assert work.outbox.waiting() == len(people)
