"""Cases as the desk gets them: sent by a resident, too late to be taken back, and handed over."""

from __future__ import annotations

from datetime import date

from flask import Flask

from services.clock import FixedClock
from services.desk import todos
from services.desk.todos import Queue
from services.storage.cases import Case
from services.storage.trail import Wanted
from services.words import Words
from tests.page_client import browser_of
from tests.residents import Resident
from webapp.wiring import parts


def handed_over(app: Flask, clock: FixedClock, who: str, service: str) -> str:
    """Somebody has sent this, and the office has it; the case's reference."""
    resident = Resident(browser_of(app)).signs_in(who)
    resident.starts(service).takes_what_is_offered().sends()
    reference = resident.case_reference.replace(" ", "")
    clock.advance(minutes=11)
    with app.app_context():
        parts().outbox.drain()
    return reference


def case_of(app: Flask, reference: str) -> Case:
    """A case as it stands."""
    with parts(app).db.read() as work:
        case = work.cases.by_reference(reference)
    assert case is not None
    return case


def promise(app: Flask, queue: Queue, about: str, what: Words, due: date | None) -> None:
    """Put a row into a queue."""
    now = parts(app).clock.now()
    with parts(app).db.write() as work:
        todos.put(work, queue, about, what, due, now)


def trail_of(app: Flask, about: str) -> list[tuple[str, str]]:
    """Who did what about a thing, as the trail has it: kind of actor and deed, the oldest first."""
    with parts(app).db.read() as work:
        lines = work.trail.page(Wanted(), 1_000)[::-1]
    return [(line.entry.actor.kind, line.entry.deed) for line in lines if line.entry.about == about]
