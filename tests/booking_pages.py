"""How residents of tests book at a hall, page by page, and how a hall fills up."""

from __future__ import annotations

from flask import Flask

from services.appointments.service import AppointmentService
from services.journey import Submission
from services.storage import Database
from tests.residents import Resident, first_answers
from tests.street import resident as browser
from webapp.wiring import parts

TUESDAY = "2026-11-24"
NINE_THIRTY = f"fengqiao-hall.window.{TUESDAY}.0930"


def answers_all(resident: Resident, **given: str) -> Resident:
    """Answer page after page as given, else with what is offered, up to the check page."""
    wanted = {name.replace("_", "-"): value for name, value in given.items()}
    while not resident.at_check:
        asked = {node.get("name") for node in resident.client.form().controls()}
        mine = {name: value for name, value in wanted.items() if name in asked}
        if "day" in mine:
            resident.client.get(f"{resident.page.address}?day={_week(mine['day'])}")
        if "time" in mine:
            part = "morning" if mine["time"][-4:] < "1200" else "afternoon"
            resident.client.get(f"{resident.page.address}?time={part}")
        resident.client.submit({**first_answers(resident.client), **mine})
        assert "error-summary" not in resident.page.ids, resident.page.text[:600]
    return resident


def comes_to(resident: Resident, question: str) -> Resident:
    """Take what is offered until a page asks this question."""
    while question not in {node.get("name") for node in resident.client.form().controls()}:
        resident.answers_page()
    return resident


def _week(day: str) -> str:
    return "2026-W48" if day < "2026-11-30" else "2026-W49"


def books_hall(resident: Resident, **given: str) -> str:
    """Book at the hall in Fengqiao Road; returns the address of the receipt."""
    chosen = {"place": "fengqiao-hall", "who": "other", "day": TUESDAY, "time": NINE_THIRTY}
    answers_all(resident.starts("hall-appointment"), **{**chosen, **given}).sends()
    return resident.page.address.split("?")[0]


def fill(app: Flask, key: str) -> None:
    """Other residents take every seat of a slot in Fengqiao Road."""
    service = parts(app).services["hall-appointment"]
    assert isinstance(service, AppointmentService)
    for number in range(4):
        who = browser(f"other {number} {key}")
        answers = {
            "matter": "other", "place": "fengqiao-hall", "who": "elder", "day": key.split(".")[2],
            "time": key, "name": f"某人{number}", "phone": f"1990000100{number}", "needs": "",
            "contact-by": "text", "contact-letters": "ordinary",
        }  # fmt: skip
        submission = Submission(f"{number}{key}", who, "standard", "zh-Hans")
        service.submit(service.context(who), answers, submission)


def seats_held(db: Database, key: str = NINE_THIRTY) -> int:
    with db.read() as work:
        return len(work.bookings.seats(key))
