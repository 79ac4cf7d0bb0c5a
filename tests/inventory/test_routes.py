"""Every address is listed with who may use it: none appears unguarded, none vanishes silently."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.inventory.addresses import LIST, listed_routes, routes_of


@pytest.fixture
def backend() -> str:
    """Addresses do not depend on the database."""
    return "sqlite"


def test_every_address_has_a_guard(app: Flask) -> None:
    known, there = {route.line for route in listed_routes()}, routes_of(app)
    assert there >= known, f"gone; redirect them or unlist them: {known - there}"
    assert there <= known, f"new; list them with their guard in {LIST.name}: {there - known}"


def test_what_lies_under_the_desk_is_for_clerks() -> None:
    desk = [route for route in listed_routes() if route.rule.startswith("/desk/")]
    loose = [route.line for route in desk if not route.for_clerks and route.guard != "door"]
    assert not loose, "a page of the desk asks for a permission, or is for any_clerk"
