"""Two windows at the same moment: one application is opened, and one is taken back, not two."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest

from services.applications import ApplicationDesk
from services.catalogue import load_catalogue
from services.clock import FixedClock
from services.journey import Journey, SubmissionRefused
from services.storage import Database, Work
from services.storage.cases import Case
from tests.street import MORNING, press

WINDOWS = 2
# Whoever waits for the other window does not come to the meeting point.
PATIENCE = 2.0


@pytest.fixture
def desk(database: Database) -> ApplicationDesk:
    return ApplicationDesk(database, FixedClock(MORNING))


def in_each_window(does: Callable[[int], object]) -> list[SubmissionRefused]:
    """Do it in each window at once; the refusals."""
    refused: list[SubmissionRefused] = []

    def window(number: int) -> None:
        try:
            does(number)
        except SubmissionRefused as no:
            refused.append(no)

    windows = [threading.Thread(target=window, args=(number,)) for number in range(WINDOWS)]
    for one in windows:
        one.start()
    for one in windows:
        one.join()
    return refused


def test_of_two_applications_at_once_one_is_refused(
    database: Database, desk: ApplicationDesk
) -> None:
    entry = load_catalogue().entry("day-care")
    assert entry is not None
    assert entry.particulars.one_at_a_time
    both_are_in = threading.Barrier(WINDOWS)

    def meet(work: Work, case: Case) -> None:
        with suppress(threading.BrokenBarrierError):
            both_are_in.wait(PATIENCE)

    def sends(number: int) -> object:
        return desk.send(entry, Journey(()), None, {}, press(once=str(number)), opening=meet)

    (refused,) = in_each_window(sends)
    assert "已经申请过了" in refused.words.msgid
    with database.read() as work:
        assert work.cases.count() == 1


def test_what_is_taken_back_in_two_windows_says_so_once(
    database: Database, desk: ApplicationDesk
) -> None:
    entry = load_catalogue().entry("day-care")
    assert entry is not None
    reference = desk.send(entry, Journey(()), None, {}, press(), to_office=False).reference
    with database.read() as work:
        case = work.cases.by_reference(reference)
    assert case is not None
    both_are_in = threading.Barrier(WINDOWS)

    def meet(work: Work, kept: Case) -> None:
        with suppress(threading.BrokenBarrierError):
            both_are_in.wait(PATIENCE)

    assert not in_each_window(lambda _: desk.withdraw(case, press().applicant, meet))
    with database.read() as work:
        assert len(work.events.of(case.id)) == 2
