"""Calls for help, talks in writing and looking together: what each side does at a browser."""

from __future__ import annotations

from flask import Flask

from tests.page_client import PageClient, browser_of
from tests.residents import Resident

CALL, OVER = "form[data-call]", "form[data-call-over]"
JOIN, CARDS, TYPED, END = (f"form[data-talk{name}]" for name in ("-join", "-cards", "", "-end"))
PHRASES = "form[data-talk-phrases]"
BEGIN, LET, STOP = (f"form[data-together{name}]" for name in ("", "-let", "-end"))
ASK, POINT, LEAVE = (f"form[data-look-{name}]" for name in ("join", "point", "leave"))
DESK_CALLS, LOOK = "/desk/calls/", "/together/look/"
HERE = {"hall": "nuanyang-hall", "spot": "东门里面的长椅", "need": "hear"}


def another(app: Flask) -> Resident:
    """Somebody else, at a browser of their own."""
    return Resident(browser_of(app))


def calls_over(resident: Resident) -> Resident:
    """Ask a clerk to come over."""
    resident.client.get("/help/call/")
    resident.client.submit(HERE, form=CALL)
    return resident


def finds_call(clerk: PageClient, spot: str = HERE["spot"]) -> int:
    """The number of the call from a spot, with the list of calls on the screen."""
    clerk.get(DESK_CALLS)
    rows = clerk.page.root.select("[data-call]")
    return int(next(row["data-call"] for row in rows if spot in row.text))


def goes_there(clerk: PageClient) -> int:
    """Press 「我过去」 at the call from HERE; its number."""
    number = finds_call(clerk)
    clerk.press(clerk.page.root.one(f"#take-{number}"))
    return number


def digits(client: PageClient) -> str:
    """The six digits on the screen."""
    return client.page.root.one(".big-code strong").text


def begins_talk(clerk: PageClient) -> str:
    """A new talk on the clerk's screen; its digits."""
    clerk.get("/desk/talk/")
    clerk.submit(form="form[data-talk-new]")
    return digits(clerk)


def joins_talk(resident: Resident, code: str) -> Resident:
    """Type the digits of a talk."""
    resident.client.get("/talk/")
    resident.client.submit({"code": code}, form=JOIN)
    return resident


def talking(clerk: PageClient, resident: Resident) -> None:
    """A clerk and a resident are in a talk."""
    joins_talk(resident, begins_talk(clerk))


def opens_together(resident: Resident) -> None:
    """Follow the link of a step to the page about looking together."""
    links = [link["href"] for link in resident.page.tagged("a")]
    resident.client.get(next(href for href in links if href.startswith("/together/?")))


def asks_to_look(resident: Resident, helper: Resident) -> None:
    """From the resident's step on: digits, and the signed-in helper has given them."""
    step = resident.page.address
    opens_together(resident)
    resident.client.submit(form=BEGIN)
    code = digits(resident.client)
    helper.client.get(LOOK)
    helper.client.submit({"code": code}, form=ASK)
    resident.client.get(step)


def look_together(resident: Resident, helper: Resident) -> None:
    """The same, and the resident has agreed; both have the step on the screen."""
    asks_to_look(resident, helper)
    resident.client.submit(form=LET)
    helper.client.get(LOOK)


def points_at(helper: Resident, part: str) -> None:
    """Press the button that points at a part: a question, or one of its options by number."""
    helper.client.get(LOOK)
    helper.client.press(helper.page.root.one(f"#point-{part}"))
