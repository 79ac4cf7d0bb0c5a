"""A clerk's account as the rest of the house knows it: who, in which roles, allowed what."""

from __future__ import annotations

from dataclasses import dataclass

from services.actors import Actor, ActorKind
from services.staff.roles import Permission, Role, permissions_of


@dataclass(frozen=True)
class Clerk:
    """Somebody who works at the desk. `number` is the staff number that residents may read.

    `id_number_hash` is the fingerprint of kind "id-number" of the clerk's own ID number, where
    the desk was told it: with it a clerk is kept from deciding a case of their own.
    """

    id: int
    name: str
    number: str
    roles: frozenset[Role]
    id_number_hash: bytes | None = None

    def may(self, permission: Permission) -> bool:
        """Whether one of the roles allows it."""
        return permission in permissions_of(self.roles)

    @property
    def label(self) -> str:
        """Name and number, as residents and colleagues read it."""
        return f"{self.name}（{self.number}）"

    @property
    def actor(self) -> Actor:
        """The clerk as the trail and residents name one who does something."""
        return Actor(ActorKind.CLERK, self.id, self.label)
