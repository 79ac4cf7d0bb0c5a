"""Applications reach their office once: many workers, kills; and not at all when withdrawn."""

import threading
from dataclasses import dataclass

import pytest

from services.applications import ApplicationDesk
from services.catalogue import load_catalogue
from services.clock import FixedClock
from services.contact import BY, HELPER, LETTERS, keep_contact
from services.day_word import DayWords
from services.journey import Applicant, Journey, Submission, SubmissionRefused
from services.messages import quiet_hours
from services.notices import Teller
from services.offices import HandOver
from services.outbox import Courier
from services.progress import ACCEPTED
from services.providers.office import Application, OfficeError
from services.providers.office_demo import DemoOffice
from services.providers.sms_screen import ScreenSms
from services.storage import Database
from services.storage.cases import Case, CaseState
from services.storage.outbox import Task
from services.storage.people import NewPerson
from services.words import Words, words
from tests.killing import killed_at
from tests.street import MORNING, press

ENTRY = load_catalogue().entry("water-fault")
PHONE = "19900000001"
# More than sending and handing over have statements and commits.
MOST = 80


def _plain(said: Words, locale: str) -> str:
    shown = {
        name: _plain(value, locale) if isinstance(value, Words) else value
        for name, value in said.values
    }
    return said.msgid % shown if shown else said.msgid


@dataclass
class Hall:
    """Everyone who works on an application, on one database and one clock."""

    db: Database
    clock: FixedClock

    def __post_init__(self) -> None:
        self.desk = ApplicationDesk(self.db, self.clock)
        self.office = DemoOffice(self.db, self.clock)
        sms = ScreenSms(self.db, self.clock)
        word = DayWords(b"k" * 32, self.clock)
        teller = Teller(self.db, self.clock, sms, _plain, word, quiet_hours(""))
        self.courier = Courier(
            self.db,
            self.clock,
            {
                Task.HAND_OVER: HandOver(self.db, self.clock, self.office).deliver,
                Task.TELL: teller.deliver,
            },
        )

    def sends(self, submission: Submission | None = None) -> str:
        """Somebody sends an application; its reference."""
        given = submission or press()
        assert ENTRY is not None
        return self.desk.send(ENTRY, Journey(()), None, {}, given).reference

    def case(self, reference: str) -> Case:
        """The case as it stands."""
        with self.db.read() as work:
            found = work.cases.by_reference(reference)
        assert found is not None
        return found

    def said(self, reference: str) -> list[str]:
        """Its timeline, untranslated."""
        with self.db.read() as work:
            return [event.said.msgid for event in work.events.of(self.case(reference).id)]

    def received(self) -> int:
        """How many applications the office was given."""
        with self.db.read() as work:
            return work.demo_offices.received()


@pytest.fixture
def hall(database: Database) -> Hall:
    return Hall(database, FixedClock(MORNING))


def _wang(database: Database) -> Applicant:
    with database.write() as work:
        person = work.people.find_or_add(NewPerson(PHONE, "王秀兰"), MORNING)
    return Applicant(b"w" * 32, person.id)


def test_it_is_handed_over_when_it_can_no_longer_be_taken_back(hall: Hall) -> None:
    reference = hall.sends()
    hall.clock.advance(minutes=9)
    hall.courier.drain()
    assert hall.received() == 0
    hall.clock.advance(minutes=1)
    hall.courier.drain()
    assert hall.received() == 1
    assert hall.case(reference).note == ACCEPTED
    with pytest.raises(SubmissionRefused) as late:
        hall.desk.withdraw(hall.case(reference), press().applicant)
    assert "不能撤回" in late.value.words.msgid


def test_what_is_taken_back_never_reaches_the_office(hall: Hall) -> None:
    reference = hall.sends()
    hall.desk.withdraw(hall.case(reference), press().applicant)
    hall.desk.withdraw(hall.case(reference), press().applicant)
    hall.clock.advance(minutes=30)
    hall.courier.drain()
    assert hall.received() == 0
    assert hall.case(reference).state is CaseState.WITHDRAWN
    assert hall.said(reference)[1:] == ["您撤回了，不办了。"]


def test_many_workers_hand_each_over_once_and_tell_once(hall: Hall) -> None:
    wang = _wang(hall.db)
    references = [hall.sends(press(wang, once=str(n))) for n in range(4)]
    hall.clock.advance(minutes=10)
    gate = threading.Barrier(6)
    done: list[int] = []

    def drain() -> None:
        gate.wait()
        done.append(hall.courier.drain())

    workers = [threading.Thread(target=drain) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    hall.courier.drain()
    assert hall.received() == 4
    for reference in references:
        assert len(hall.said(reference)) == 2
    with hall.db.read() as work:
        assert len(work.notices.of(wang.owner, 50)) == 4
        assert len(work.messages.newest(PHONE, 50)) == 4


def test_a_worker_that_was_too_slow_changes_nothing(hall: Hall) -> None:
    """Its claim ran out and another worker has handed the application over."""
    reference = hall.sends()
    hall.clock.advance(minutes=10)
    with hall.db.write() as work:
        (row,) = work.outbox.claim_due(hall.clock.now(), hall.clock.now(), 1)
    hall.courier.drain()
    HandOver(hall.db, hall.clock, hall.office).deliver(row)
    assert hall.received() == 1
    assert len(hall.said(reference)) == 2


def test_an_office_out_of_reach_is_asked_again(hall: Hall) -> None:
    class Away(DemoOffice):
        def accept(self, application: Application) -> Words:
            raise OfficeError("away")

    reference = hall.sends()
    hall.clock.advance(minutes=10)
    away = HandOver(hall.db, hall.clock, Away(hall.db, hall.clock))
    assert Courier(hall.db, hall.clock, {Task.HAND_OVER: away.deliver}).drain() == 0
    assert hall.case(reference).note == ""
    hall.clock.advance(minutes=1)
    hall.courier.drain()
    assert hall.case(reference).note == ACCEPTED


def test_the_office_is_told_whom_to_call(hall: Hall) -> None:
    given: list[Application] = []

    class Listening(DemoOffice):
        def accept(self, application: Application) -> Words:
            given.append(application)
            return super().accept(application)

    ways = {BY: "helper", HELPER: "19900000005", LETTERS: "large"}
    with hall.db.write() as work:
        keep_contact(work, press().applicant, ways, MORNING)
    hall.sends()
    hall.clock.advance(minutes=10)
    office = HandOver(hall.db, hall.clock, Listening(hall.db, hall.clock))
    assert Courier(hall.db, hall.clock, {Task.HAND_OVER: office.deliver}).drain() == 1
    assert (words("帮手的电话"), "19900000005") in given[0].contact


def test_without_an_office_it_waits_for_a_clerk(hall: Hall) -> None:
    reference = hall.sends()
    hall.clock.advance(minutes=11)
    desk = HandOver(hall.db, hall.clock, None)
    assert Courier(hall.db, hall.clock, {Task.HAND_OVER: desk.deliver}).drain() == 1
    receipt = hall.desk.receipt(hall.case(reference))
    assert receipt.next == words("%(holder)s会来看这件事。", holder=words("水电气公司"))
    assert receipt.undo_until is None


def test_killed_anywhere_it_is_handed_over_once(database: Database, database_url: str) -> None:
    wang = _wang(database)
    for moment in range(1, MOST + 1):
        submission = press(wang, once=f"press {moment}")

        def play(opened: Database, submission: Submission = submission) -> None:
            hall = Hall(opened, FixedClock(MORNING))
            hall.sends(submission)
            hall.clock.advance(minutes=10)
            hall.courier.drain()

        killed = killed_at(moment, database_url, database.keys, play)
        hall = Hall(database, FixedClock(MORNING))
        reference = hall.sends(submission)  # pressed again: it finds the first one's case
        for _ in range(3):
            hall.clock.advance(minutes=10)
            hall.courier.drain()
        assert hall.received() == moment
        assert len(hall.said(reference)) == 2
        assert hall.courier.waiting() == 0
        if not killed:
            break
    else:
        pytest.fail("handing over has more steps: raise MOST")
    assert moment > 15
    with database.read() as work:
        assert len(work.notices.of(wang.owner, MOST)) == moment
