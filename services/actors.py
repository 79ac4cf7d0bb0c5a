"""Who does something: a resident, a helper, a clerk, or the system by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from services.words import Words, words


class ActorKind(StrEnum):
    """The kinds of actors."""

    RESIDENT = "resident"
    HELPER = "helper"
    CLERK = "clerk"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """`id` is that of the person or the clerk, None for the system or an unknown browser.

    `name` is how residents read it: a helper's name, a clerk's name and number.
    """

    kind: ActorKind
    id: int | None = None
    name: str = ""


SYSTEM = Actor(ActorKind.SYSTEM)


@dataclass(frozen=True)
class Deputy:
    """Who acts in a resident's place: a helper by a grant, or a clerk at a counter.

    `services` are the slugs that this covers; None: all of them.
    """

    actor: Actor
    grant_id: int | None = None
    services: frozenset[str] | None = None

    def covers(self, service: str) -> bool:
        """Whether this one may act in this service."""
        return self.services is None or service in self.services

    @property
    def label(self) -> Words:
        """How receipts, timelines and ledgers name it."""
        if self.actor.kind is ActorKind.CLERK:
            return words("窗口的%(name)s替您办的", name=self.actor.name)
        return words("%(name)s替您办的", name=self.actor.name)
