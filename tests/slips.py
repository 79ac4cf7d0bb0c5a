"""What residents do with a slip: begin at one machine, read it, go on at another."""

from __future__ import annotations

from flask import Flask

from tests.page_client import PageClient
from tests.residents import Resident
from webapp.wiring import parts

SLIP = "/resume/slips/water-bill/"
FORM = "form[data-resume]"


def at_another_machine(app: Flask) -> Resident:
    return Resident(PageClient(app.test_client()))


def half_done(resident: Resident) -> Resident:
    """The account number is given, the rest is not."""
    return resident.starts("water-bill").answers_page()


def slip_code(resident: Resident) -> str:
    """The six digits as the slip shows them."""
    return resident.client.get(SLIP).root.one(".big-code strong").text


def slip_token(app: Flask, resident: Resident) -> str:
    """What the QR code of the slip leads to."""
    code = slip_code(resident).replace(" ", "")
    with parts(app).db.read() as work:
        slip = work.resume_slips.by_code(code, parts(app).clock.now())
    assert slip is not None
    return slip.token


def goes_on_by(resident: Resident, code: str) -> Resident:
    resident.client.get("/resume/")
    resident.client.submit({"code": code}, form=FORM)
    return resident


def key_of(app: Flask, resident: Resident) -> bytes:
    token = resident.client.cookie("visitor")
    assert token
    return parts(app).people.visitor_key(token)
