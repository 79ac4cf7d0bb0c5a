"""Services made of their guides: each kind of field, filled, wrong and kept; sent and told."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from services.catalogue import load_catalogue
from services.requests.journey import request_journey
from services.words import words
from tests.page_forms import File, Given
from tests.residents import Resident, first_answers
from tests.states.state import Heading, Reach, State, asks

CHECK = words("请看一遍，对不对")
SENT = words("已经送出，正在办")
_CATALOGUE = load_catalogue()


def _photo() -> File:
    out = BytesIO()
    Image.new("RGB", (320, 240), "darkgreen").save(out, "JPEG")
    return File("水表.jpg", out.getvalue())


def _until(resident: Resident, service: str, question: str) -> Resident:
    """Answer page after page until one asks ``question``."""
    resident.starts(service)
    while question not in {node.get("name") for node in resident.client.form().controls()}:
        assert not resident.at_check, f"{service} never asks {question!r}"
        resident.answers_page()
    return resident


def _at(service: str, question: str, signed_in: str = "") -> Reach:
    def reach(resident: Resident) -> None:
        _until(resident.signs_in(signed_in) if signed_in else resident, service, question)

    return reach


def _answering(service: str, question: str, given: Given) -> Reach:
    def reach(resident: Resident) -> None:
        _until(resident, service, question).client.submit({question: given})

    return reach


def _photo_kept(resident: Resident) -> None:
    _answering("power-outage", "photo", _photo())(resident)
    resident.client.get("/services/power-outage/apply/photo")


def _far_off(resident: Resident) -> None:
    _until(resident.signs_in("elder"), "meter-reading", "reading")
    resident.client.submit({**first_answers(resident.client), "reading": "3"})


def _at_check(resident: Resident) -> None:
    resident.signs_in("elder").starts("gas-safety-check").takes_what_is_offered()


def _sent(resident: Resident) -> None:
    _at_check(resident)
    resident.sends()


def _asks(service: str, *questions: str) -> tuple[Heading, ...]:
    entry = _CATALOGUE.entry(service)
    assert entry is not None
    return asks(request_journey(entry), *questions)


STATES = (
    State("request-choices", _at("meal-delivery", "diet"), _asks("meal-delivery", "diet")),
    State(
        "request-known",
        _at("senior-card", "id-number", "elder"),
        _asks("senior-card", "id-number"),
    ),
    State(
        "request-wrong-number",
        _answering("senior-card", "id-number", "110101480312000"),
        _asks("senior-card", "id-number"),
    ),
    State(
        "request-lunar-birthday",
        _answering("day-care", "birth-date", "农历三月初三"),
        _asks("day-care", "birth-date"),
    ),
    State(
        "request-past-day",
        _answering("gas-safety-check", "day", "2026-11-1"),
        _asks("gas-safety-check", "day"),
    ),
    State(
        "request-long-text",
        _answering("water-fault", "notes", "水管在漏。" * 120),
        _asks("water-fault", "notes"),
    ),
    State("request-photo-kept", _photo_kept, _asks("power-outage", "photo")),
    State(
        "request-no-photo",
        _answering("power-outage", "photo", File("水表.jpg", b"%PDF-1.7")),
        _asks("power-outage", "photo"),
    ),
    State("request-reading-far-off", _far_off, _asks("meter-reading", "reading-sure")),
    State("request-check", _at_check, (CHECK,)),
    State("request-sent", _sent, (SENT,)),
)
