"""Nobody reaches another's case, paper, photo, grant, account or post by its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image

from services.desk import todos
from services.desk.todos import Queue
from services.staff.roles import Role
from services.storage.todos import Chosen
from services.words import words
from tests.board import posts
from tests.desk import case_of, promise
from tests.helpers import grant_of
from tests.inventory.addresses import Route, listed_routes
from tests.inventory.walkers import HELPER, NOBODY, RESIDENT, Walker, walker
from tests.page_client import PageClient
from tests.page_forms import File
from tests.readings import reports
from tests.residents import Resident
from webapp.wiring import parts

# What lies behind these is for whoever holds the address itself, as one holds a slip.
BY_HAND = ("/resume/<token>", "/talk/<code>", "/cashier/demo/<token>")
REFUSED = {303, 403, 404}
STRANGERS = (NOBODY, RESIDENT, HELPER, *(role.value for role in Role))
FILES = (".pdf", ".mp3", ".epub", ".brf")
_PART = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Things:
    """What 王秀兰 has here: the names of her things, by the part of an address they stand in."""

    owner: PageClient
    names: dict[str, str]

    def address(self, route: Route) -> str | None:
        """The address of a thing of hers; None where a route leads to none."""
        part = _PART.search(route.rule)
        if part is None or route.rule in BY_HAND or route.for_clerks:
            return None
        room = route.rule.split("/")[1]
        name = self.names.get(f"{room}/{part[1]}")
        return _PART.sub(name, route.rule, count=1) if name else None


@pytest.fixture
def backend() -> str:
    """Whose something is does not depend on the database."""
    return "sqlite"


@pytest.fixture
def things(app: Flask) -> Things:
    """She has paid a bill, added a photo, written in private, and lets her son help."""
    elder = Resident(PageClient(app.test_client())).signs_in("elder")
    picture = _adds_a_photo(elder)
    reference = elder.finishes("water-bill").case_reference.replace(" ", "")
    payment = parts(app).payments.of_case(case_of(app, reference))
    assert payment is not None
    names = {
        "cases/reference": reference,
        "payments/order_key": payment.order_key,
        "photos/key": picture.rsplit("/", 1)[1],
        "delegations/number": str(grant_of(app).id),
        "board/number": str(posts(elder, seen_by="only-me")),
        "readings/number": str(reports(elder.client, "多少")),
    }
    return Things(elder.client, names)


def _adds_a_photo(elder: Resident) -> str:
    """To something half done; the picture's address."""
    elder.starts("power-outage")
    while not elder.page.root.select('input[type="file"]'):
        elder.answers_page()
    page, picture = elder.page.address, BytesIO()
    Image.new("RGB", (400, 300), "navy").save(picture, "JPEG")
    elder.answers(photo=File("水表.jpg", picture.getvalue()))
    elder.client.get(page)
    return str(elder.page.root.one(".kept-photo img")["src"])


def hers(things: Things, method: str) -> list[tuple[Route, str]]:
    """The routes to a thing of hers, with its address."""
    found = [(route, things.address(route)) for route in listed_routes() if route.method == method]
    return [(route, address) for route, address in found if address is not None]


def test_her_things_are_there_for_her(things: Things) -> None:
    reached = {
        route.rule: things.owner.http.get(address).status_code
        for route, address in hers(things, "GET")
        if not address.endswith(FILES)
    }
    shown = {rule.split("/")[1] for rule, status in reached.items() if status == 200}
    assert {"cases", "photos", "delegations", "board", "readings"} <= shown, reached


def test_her_things_are_for_nobody_else(app: Flask, things: Things) -> None:
    before = _state(app, things)
    for kind in STRANGERS:
        stranger = walker(app, kind)
        open_ones = [
            f"GET {address}: {status}"
            for _, address in hers(things, "GET")
            if (status := stranger.http.get(address).status_code) not in REFUSED
        ]
        open_ones += [
            f"POST {address}: {status}"
            for _, address in hers(things, "POST")
            if (status := _press(stranger, address)) not in REFUSED
        ]
        assert not _beyond_the_grant(kind, open_ones), kind
        assert _state(app, things) == before, kind


def test_a_clerk_takes_from_a_queue_only_what_stands_in_it(app: Flask, things: Things) -> None:
    promise(app, Queue.BOARD, things.names["board/number"], words("回答"), None)
    with parts(app).db.read() as work:
        todo = todos.page(work, Queue.BOARD, 1, Chosen()).rows[0]
    clerk = walker(app, "reviewer")
    data = {"form_token": clerk.own_token, "id": str(todo.id), "do": "take"}
    assert clerk.http.post("/desk/queues/board/", data=data).status_code == 403
    clerk.http.post("/desk/queues/cases/", data=data)
    with parts(app).db.read() as work:
        after = work.todos.by_id(todo.id)
    assert after is not None
    assert after.holder is None


def _beyond_the_grant(kind: str, open_ones: list[str]) -> list[str]:
    """What was open and should not be: her son may see the bill that he may pay."""
    if kind != HELPER:
        return open_ones
    return [line for line in open_ones if not line.startswith("GET /cases/")]


def _press(stranger: Walker, address: str) -> int:
    data = {"form_token": stranger.token, "stars": "1"}
    return stranger.http.post(address, data=data).status_code


def _state(app: Flask, things: Things) -> tuple[object, ...]:
    """Her case, her grant and her post as they are kept."""
    names = things.names
    with parts(app).db.read() as work:
        return (
            work.cases.by_reference(names["cases/reference"]),
            work.grants.find(int(names["delegations/number"])),
            work.board.find(int(names["board/number"])),
        )
