"""Reminders: one of each thing, told once, and handed over with everything else at sign-in."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest

from services.clock import FixedClock
from services.reminders import Reminder, Reminders, forget, remind
from services.storage import Database
from services.storage.base import metadata
from services.words import words
from tests.site import NOW

OWNER, OTHER = b"o" * 32, b"p" * 32
SAID = words("明天上午 9 点，请到服务大厅。")


def reminder(at: datetime = NOW, owner: bytes = OWNER, about: str = "booking:1") -> Reminder:
    """A reminder to a phone."""
    return Reminder(at, owner, about, SAID, phone="19900000009")


def keep(database: Database, *kept: Reminder) -> None:
    """Put them into the records."""
    with database.write() as work:
        for each in kept:
            remind(work, each)


def waiting(database: Database, owner: bytes = OWNER) -> list[Reminder]:
    """What an owner waits for."""
    with database.read() as work:
        return work.reminders.of(owner)


def test_what_is_kept_is_found_as_it_was(database: Database) -> None:
    keep(database, reminder())
    assert waiting(database) == [reminder()]


def test_a_new_one_about_the_same_thing_takes_its_place(database: Database) -> None:
    later = reminder(NOW + timedelta(days=1))
    keep(database, reminder(), later)
    assert waiting(database) == [later]


def test_one_that_will_not_happen_is_forgotten(database: Database) -> None:
    keep(database, reminder(), reminder(about="booking:2"))
    with database.write() as work:
        forget(work, OWNER, "booking:1")
    assert [each.about for each in waiting(database)] == ["booking:2"]


def test_only_the_due_ones_are_told_and_only_once(database: Database) -> None:
    clock = FixedClock(NOW)
    keep(database, reminder(), reminder(NOW + timedelta(minutes=1), about="booking:2"))
    desk = Reminders(database, clock)
    assert desk.send_due() == 1
    assert desk.send_due() == 0
    clock.advance(minutes=1)
    assert desk.send_due() == 1
    with database.read() as work:
        assert len(work.notices.of(OWNER, 10)) == 2


def test_two_workers_tell_each_reminder_once(database: Database) -> None:
    keep(database, *(reminder(about=f"booking:{number}") for number in range(20)))
    told: list[int] = []
    begin = Barrier(2)

    def work_on() -> None:
        begin.wait()
        desk = Reminders(database, FixedClock(NOW))
        while sent := desk.send_due(3):
            told.append(sent)

    workers = [Thread(target=work_on) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()
    assert sum(told) == 20


def test_signing_in_brings_them_along(database: Database) -> None:
    mine = reminder(NOW + timedelta(days=2), OTHER)
    keep(database, reminder(), reminder(about="booking:2"), mine)
    with database.write() as work:
        work.reminders.adopt(OWNER, OTHER, 7)
    assert waiting(database) == []
    assert {each.about: each.at for each in waiting(database, OTHER)} == {
        "booking:1": mine.at,
        "booking:2": NOW,
    }


@pytest.mark.parametrize("private", ["19900000009", "服务大厅"])
def test_nobody_can_read_it_in_the_records(database: Database, private: str) -> None:
    keep(database, reminder())
    with database.read() as work:
        rows = work.conn.execute(metadata.tables["reminders"].select()).all()
    kept = b"".join(value for row in rows for value in row if isinstance(value, bytes))
    assert kept
    assert private.encode() not in kept
    assert json.dumps(private)[1:-1].encode() not in kept
