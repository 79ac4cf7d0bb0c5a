"""The list of addresses, read: who may use each, and an address to ask it at."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from flask import Flask

from services.staff.roles import Permission
from tests.inventory.tree import ROOT

LIST = ROOT / "tests" / "inventory" / "routes.toml"
GUARDS = {"everyone", "owner", "resident", "token", "door", "signature", "machine"}
ANY_CLERK = "any_clerk"
SAMPLES = {"slug": "water-bill", "kind": "senior-card"}
_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True)
class Route:
    """One method of one address, as the list has it.

    ``guard`` is one of GUARDS, a Permission, or ANY_CLERK.
    """

    method: str
    rule: str
    guard: str
    while_acting: bool

    @property
    def line(self) -> str:
        """As it stands in the list."""
        return f"{self.method} {self.rule}"

    @property
    def for_clerks(self) -> bool:
        """Whether it lies behind the desk's door."""
        return self.guard not in GUARDS

    @property
    def address(self) -> str:
        """The address: of a service or a card there is, but with no number that any record has."""
        return _PART.sub(self._sample, self.rule)

    def _sample(self, part: re.Match[str]) -> str:
        if part["kind"] == "int":
            return "987654"
        # The editions of a guide are made slowly, and are for everyone.
        return "nothing" if self.guard == "everyone" else SAMPLES.get(part["name"], "nothing")


def listed_routes() -> list[Route]:
    """Every line of the list. Raises AssertionError for a guard nobody knows."""
    table = tomllib.loads(LIST.read_text("utf-8"))
    clerk = table.pop("clerk")
    while_acting = set(table.pop("helper"))
    assert set(table) == GUARDS, f"guards are {sorted(GUARDS)}"
    known = {*Permission, ANY_CLERK}
    assert set(clerk) <= known, f"no permission: {set(clerk) - known}"
    routes = [
        Route(*_split(line), guard, line in while_acting)
        for guard, lines in (table | clerk).items()
        for line in lines
    ]
    lines = [route.line for route in routes]
    assert len(lines) == len(set(lines)), "an address is listed twice"
    open_to_residents = {r.line for r in routes if r.guard in ("owner", "resident", "token")}
    assert while_acting <= open_to_residents, while_acting - open_to_residents
    return routes


def _split(line: str) -> tuple[str, str]:
    method, _, rule = line.partition(" ")
    return method, rule


def routes_of(app: Flask) -> set[str]:
    """What the site really answers, in the form of the list."""
    return {
        f"{method} {rule.rule}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
