"""The facts as the rules see them, one variable each."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.subsidies.facts import RECEIVED, Facts
from services.subsidies.rules.base import given

# Nobody alive was born then: stands for a birth date that this rule does not ask.
NEVER = date(1, 1, 1)

_RECEIVES = {name: f"receives_{name.replace('-', '_')}" for name in RECEIVED}

INPUTS = (
    given("born", date, NEVER),
    given("shanghai", bool),
    given("certificate", bool),
    given("kind", str),
    given("grade", int),
    given("household", str),
    *(given(name, bool) for name in _RECEIVES.values()),
)


def values(facts: Facts) -> dict[str, Any]:
    """What to put into each input."""
    return {
        "born": facts.born or NEVER,
        "shanghai": facts.shanghai,
        "certificate": facts.certificate,
        "kind": facts.kind,
        "grade": facts.grade,
        "household": facts.household,
        **{name: received in facts.receives for received, name in _RECEIVES.items()},
    }
