"""Who walks the addresses: a browser for each kind of person, and what each gets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.staff.roles import GRANTED, Permission, Role
from tests.clerks import clerk_id, is_let_in
from tests.helpers import acts
from tests.inventory.addresses import ANY_CLERK, Route
from tests.page_client import PageClient
from tests.residents import Resident

NOBODY, RESIDENT, HELPER = "nobody", "resident", "helper"
WALKERS = (NOBODY, RESIDENT, HELPER, *(role.value for role in Role))
# These end what the walk would go on with: a session, or acting for somebody.
ENDING = re.compile(r"/(sign-out|stop|over|myself|leave|end)\b")
_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


@dataclass(frozen=True)
class Walker:
    """A browser, who is at it, and the tokens its forms carry: for oneself, and for whom one acts.

    Where somebody signs in, and at the desk, nobody acts for another.
    """

    kind: str
    http: FlaskClient
    own_token: str
    token: str

    def asks(self, route: Route) -> TestResponse:
        """Ask for an address as a page of this site would."""
        if route.method == "GET":
            return self.http.get(route.address)
        own = route.rule.startswith(("/desk/", "/sign-in/", "/sign-out/"))
        token = self.own_token if own else self.token
        return self.http.post(route.address, data={"form_token": token})


def walker(app: Flask, kind: str) -> Walker:
    """Somebody of this kind, at a browser of their own."""
    client = PageClient(app.test_client())
    if kind == RESIDENT:
        Resident(client).signs_in("deaf")
    elif kind == HELPER:
        acts(Resident(client).signs_in("helper"))
    elif kind != NOBODY:
        is_let_in(client, clerk_id(app, kind))
    tokens = [_TOKEN.search(_html(client, page)) for page in ("/desk/sign-in/", "/settings/")]
    own, acting = (found[1] if found else "" for found in tokens)
    assert all((own, acting)), "both pages have forms"
    return Walker(kind, client.http, own, acting)


def _html(client: PageClient, address: str) -> str:
    return client.http.get(address).get_data(as_text=True)


def expected(route: Route, kind: str) -> str:
    """What this kind of person gets there: "open", "refused", "desk door" or "door"."""
    if route.for_clerks:
        return _at_desk(route, kind)
    if kind == HELPER and route.guard in ("owner", "resident", "token"):
        return "open" if route.while_acting else "refused"
    if route.guard == "resident" and kind != RESIDENT:
        return "door"
    return "open"


def got(route: Route, response: TestResponse) -> str:
    """What an answer amounts to, in the same words."""
    to = response.headers.get("Location", "")
    if response.status_code == 303 and to.startswith("/desk/sign-in/?"):
        return "desk door"
    if response.status_code == 303 and to.startswith("/sign-in/?"):
        return "door"
    if response.status_code == 403:
        return "refused"
    return "open" if response.status_code < 500 else f"broken: {response.status_code}"


def _at_desk(route: Route, kind: str) -> str:
    if kind not in set(Role):
        return "desk door"
    if route.guard == ANY_CLERK or Permission(route.guard) in GRANTED[Role(kind)]:
        return "open"
    return "refused"
