"""A promise that was not kept: its supervisor has it the day after, and the resident is told."""

from __future__ import annotations

import pytest
from flask import Flask

from services.clock import FixedClock
from services.desk.escalation import Escalation
from services.desk.todos import Queue
from tests.clerks import clerk_browser
from tests.desk import handed_over, trail_of
from tests.integration.test_desk_cases import DECIDE
from tests.residents import Resident
from webapp.wiring import parts

MISSED = "/desk/queues/missed/"


@pytest.fixture
def backend() -> str:
    """How late rows are found is tested on both databases elsewhere."""
    return "sqlite"


def escalate(app: Flask, reference: str) -> bool:
    """The worker's hour; whether the supervisor has this case then."""
    joined = parts(app)
    Escalation(joined.db, joined.clock).run()
    with joined.db.read() as work:
        return work.todos.find(Queue.MISSED, f"cases:{reference}") is not None


def test_a_missed_day_goes_to_the_supervisor_and_is_told(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clock.advance(minutes=60 * 24 * 5)
    assert not escalate(app, reference), "on the day itself there is still time"
    clock.advance(minutes=60 * 24)
    assert escalate(app, reference)
    assert escalate(app, reference)
    told = [line for line in trail_of(app, reference) if line == ("system", "promise.missed")]
    assert len(told) == 1, "the resident hears it once"
    resident.signs_in("elder").client.get(f"/cases/{reference}/")
    resident.sees("对不起：说好 2026 年 11 月 27 日以前给您办的事", "主管已经知道了", "11 月 30 日")
    clerk = clerk_browser(app, "supervisor")
    clerk.get(MISSED)
    assert "“等着办的事”里说好 2026 年 11 月 27 日办的，没有办" in clerk.page.text
    assert "2026 年 11 月 30 日" in clerk.page.text


def test_it_is_over_for_the_supervisor_once_it_is_done(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clock.advance(minutes=60 * 24 * 6)
    assert escalate(app, reference)
    clerk = clerk_browser(app, "reviewer")
    clerk.get(f"/desk/cases/{reference}/")
    clerk.submit({"move": "finish", "said": ""}, form=DECIDE)
    assert not escalate(app, reference)


def test_what_waits_for_the_resident_is_nobody_s_fault(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = clerk_browser(app, "reviewer")
    clerk.get(f"/desk/cases/{reference}/")
    clerk.submit({"move": "more", "said": "请补一张照片。"}, form=DECIDE)
    clock.advance(minutes=60 * 24 * 30)
    assert not escalate(app, reference)
