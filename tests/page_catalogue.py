"""Every page in every state, seen in every view and language: collected from tests/states."""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module

import tests.states
from tests.residents import LANGUAGES, VIEWS, Resident
from tests.states.state import State


@dataclass(frozen=True)
class Visit:
    """One state as it is seen in one view and one language."""

    state: State
    view: str
    language: str

    @property
    def name(self) -> str:
        """A name for the test's list."""
        return f"{self.state.name}-{self.view}-{self.language}"

    def make(self, resident: Resident) -> Resident:
        """Put the page on the screen. Raises AssertionError when another one comes instead."""
        resident.in_view(self.view, self.language)
        self.state.reach(resident)
        assert resident.page.h1 in self.state.expected(self.language), (
            f"{self.name} shows {resident.page.h1!r} at {resident.page.address}, "
            f"not {self.state.expected(self.language)}"
        )
        return resident


def _collected() -> tuple[State, ...]:
    rooms = sorted(module.name for module in pkgutil.iter_modules(tests.states.__path__))
    modules = [import_module(f"tests.states.{room}") for room in rooms if room != "state"]
    return tuple(state for module in modules for state in module.STATES)


STATES = _collected()


def pairwise() -> list[Visit]:
    """Each state in each view and in each language; views and languages meet, turn by turn."""
    return [
        Visit(state, view, LANGUAGES[(place + turn) % len(LANGUAGES)])
        for turn, state in enumerate(STATES)
        for place, view in enumerate(VIEWS)
    ]


def in_turn() -> list[Visit]:
    """Each state once; views and languages take turns, so that each kind of page meets them all."""
    return [
        Visit(state, VIEWS[turn % len(VIEWS)], LANGUAGES[turn // len(VIEWS) % len(LANGUAGES)])
        for turn, state in enumerate(STATES)
    ]


def everything() -> list[Visit]:
    """The full product of states, views and languages."""
    return [Visit(s, view, language) for s in STATES for view in VIEWS for language in LANGUAGES]
