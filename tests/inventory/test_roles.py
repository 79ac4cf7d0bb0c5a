"""All addresses by all roles: each gets what the list and the table of permissions promise."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.inventory.addresses import Route, listed_routes
from tests.inventory.walkers import ENDING, WALKERS, Walker, expected, got, walker
from webapp.editions.making import MAKERS, Made


@pytest.fixture
def backend() -> str:
    """Who may enter does not depend on the database."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _nothing_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets a file matters here; printing and saying it takes longer than all the rest."""
    for file in MAKERS:
        monkeypatch.setitem(MAKERS, file, lambda subject, size: Made(b"", "text/plain", "file"))


@pytest.mark.parametrize("kind", WALKERS)
def test_everyone_enters_what_is_theirs_and_nothing_else(app: Flask, kind: str) -> None:
    walking, wrong = walker(app, kind), []
    # Signing out ends a person's sessions in every browser: what stands at the doors comes last.
    for route in sorted(listed_routes(), key=lambda route: route.guard == "door"):
        ends = route.method == "POST" and ENDING.search(route.rule)
        wrong += _wrong(walker(app, kind) if ends else walking, route)
    assert not wrong, "\n".join(wrong)


def _wrong(walking: Walker, route: Route) -> list[str]:
    """What is wrong about an answer, in a line; none where it is right."""
    response = walking.asks(route)
    if response.status_code == 303 and response.headers["Location"].endswith("?again=1"):
        # What was typed is kept, and the page itself says who may see it.
        response = walking.http.get(response.headers["Location"])
    seen, right = got(route, response), expected(route, walking.kind)
    return [] if seen == right else [f"{route.line}: {seen}, not {right}"]


def test_a_post_without_a_token_changes_nothing_at_the_desk(app: Flask) -> None:
    for kind in ("operator", "hall"):
        walking = walker(app, kind)
        forged = Walker(kind, walking.http, "", "")
        for route in listed_routes():
            if route.method == "POST" and route.for_clerks:
                response = forged.asks(route)
                assert response.status_code == 303, route.line
                assert response.headers["Location"].endswith("?again=1"), route.line


def test_a_page_from_elsewhere_can_press_nothing(app: Flask) -> None:
    walking = walker(app, "operator")
    for route in listed_routes():
        if route.method == "POST" and route.guard != "signature":
            response = walking.http.post(
                route.address,
                data={"form_token": walking.own_token},
                headers={"Sec-Fetch-Site": "cross-site"},
            )
            assert response.status_code in (403, 404), route.line
