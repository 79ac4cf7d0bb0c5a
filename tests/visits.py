"""Home visits in tests: a resident books one, a visitor takes it on and goes there."""

from __future__ import annotations

import secrets

from flask import Flask

from services.journey import Applicant, Submission
from services.people import People
from tests.booking_pages import answers_all
from tests.clerks import clerk_browser
from tests.page_client import PageClient
from tests.residents import Resident
from webapp.wiring import parts

# A Tuesday, two days after the Sunday on which the tests stand.
DAY = "2026-11-24"
NINE = f"fengqiao-visitors.visitors.{DAY}.0900"
LEDGER = f"/desk/visits/?day={DAY}"
BOOKED = {
    "matter": "senior-allowance",
    "place": "fengqiao-visitors",
    "who": "elder",
    "day": DAY,
    "time": NINE,
    "name": "王秀兰",
    "phone": "19900000001",
    "address": "枫桥路 12 弄 3 号 401 室",
}


REACHED = {"needs": ["wheelchair"], "contact-by": "phone", "contact-letters": "ordinary"}


def books_visit(resident: Resident, **given: str) -> str:
    """Book a home visit page by page; the address of its receipt."""
    answers_all(resident.starts("home-visit"), **{**BOOKED, **given}).sends()
    return resident.page.address.split("?")[0]


def has_booked(app: Flask, who: str = "elder", **given: str) -> str:
    """The same as the service keeps it, without the pages; the address of the receipt."""
    site = parts(app)
    with site.db.read() as work:
        person = work.people.by_demo_key(who)
    assert person is not None
    applicant = Applicant(People.owner_key(person.id), person.id)
    service = site.services["home-visit"]
    answers = {**BOOKED, **REACHED, **given}
    asked = Submission(secrets.token_hex(8), applicant, "standard", "zh-Hans")
    case = service.submit(service.context(applicant), answers, asked)
    return f"/cases/{case.reference}/"


def reference_of(receipt: str) -> str:
    """The reference of a case in the address of its receipt."""
    return receipt.strip("/").rsplit("/", 1)[1]


def visit_of(app: Flask, receipt: str) -> int:
    """The number of the visit of a case, by the address of its receipt."""
    row = parts(app).visits.row_about(reference_of(receipt))
    assert row is not None
    return row.visit.id


def at_door(app: Flask, number: int, clerk: PageClient | None = None) -> PageClient:
    """A visitor who has taken a visit on, with its page on the screen."""
    clerk = clerk or clerk_browser(app, "visitor")
    clerk.get(f"/desk/visits/{number}/")
    clerk.submit(form="form[data-take]")
    return clerk


def reports(clerk: PageClient, outcome: str, consent: str = "spoken", **more: str) -> PageClient:
    """Write down what came of the visit on the screen."""
    clerk.submit({"outcome": outcome, "consent": consent, **more}, form="form[data-report]")
    return clerk
