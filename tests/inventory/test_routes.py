"""Every address is listed with who may use it: none appears unguarded, none vanishes silently."""

from __future__ import annotations

import tomllib

import pytest
from flask import Flask

from tests.inventory.tree import ROOT

LIST = ROOT / "tests" / "inventory" / "routes.toml"
GUARDS = {"everyone", "owner", "token", "clerk", "signature", "machine"}


@pytest.fixture
def backend() -> str:
    """Addresses do not depend on the database."""
    return "sqlite"


def test_every_address_has_a_guard(app: Flask) -> None:
    listed = tomllib.loads(LIST.read_text("utf-8"))
    assert set(listed) <= GUARDS, f"guards are {sorted(GUARDS)}"
    known = [line for lines in listed.values() for line in lines]
    assert len(known) == len(set(known)), "an address is listed twice"
    there = {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert there >= set(known), f"gone; redirect them or unlist them: {set(known) - there}"
    assert there <= set(known), (
        f"new; list them with their guard in {LIST.name}: {there - set(known)}"
    )
