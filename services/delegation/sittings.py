"""Sitting down to act for somebody, and getting up again: for helpers and clerks alike."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

from services.actors import Actor, ActorKind, Deputy
from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.deeds import Deed
from services.phones import masked_phone
from services.storage import Database, Work
from services.storage.people import Person
from services.storage.sittings import Sitting
from services.storage.trail import TrailEntry
from services.words import Words


@dataclass(frozen=True)
class Acting:
    """Whom somebody acts for, and who it is that acts."""

    person: Person
    deputy: Deputy

    @property
    def shown(self) -> str:
        """How pages name whoever is helped: the name, else the masked phone number."""
        return self.person.name or masked_phone(self.person.phone)

    @property
    def key(self) -> bytes:
        """What owns half-done things of this deputy for this person: 32 bytes, nobody else's."""
        actor = self.deputy.actor
        return sha256(f"{actor.kind}:{actor.id} for person:{self.person.id}".encode()).digest()


class Over(StrEnum):
    """Why a sitting is over."""

    ENDED = "ended"  # the resident, a clerk or the deputy ended it
    EXPIRED = "expired"  # the last day of the grant has passed
    SIGNED_OUT = "signed-out"  # the deputy has to sign in again


@dataclass(frozen=True)
class SittingOver:
    """Somebody was acting for ``person`` and may not any more. ``key`` as in Acting."""

    person: Person
    key: bytes
    why: Over


class Sittings:
    """Who acts for whom; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join the records with the time."""
        self._db = db
        self._clock = clock

    def begin(
        self, work: Work, actor: Actor, person_id: int, why: Words, grant_id: int | None = None
    ) -> str:
        """Sit down, in the caller's transaction; returns the token for the browser's cookie.

        ``why`` is what the resident reads in the trail. The caller has made sure that this actor
        may act for this person: a helper by the grant ``grant_id``, a clerk by role.
        """
        now, token = self._clock.now(), secrets.token_urlsafe(24)
        work.sittings.start(token, actor, person_id, grant_id, now)
        work.trail.add(TrailEntry(actor, Deed.ACTING_BEGUN, person_id, why=why), now)
        return token

    def of(self, token: str, actors: Sequence[Actor]) -> Acting | SittingOver | None:
        """What this token says now to a browser where these are signed in; None: nothing."""
        with self._db.read() as work:
            sitting = work.sittings.find(token)
        if sitting is None:
            return None
        acting = Acting(sitting.person, Deputy(sitting.actor, sitting.grant_id, sitting.services))
        why = self._over(sitting, actors)
        return acting if why is None else SittingOver(sitting.person, acting.key, why)

    def _over(self, sitting: Sitting, actors: Sequence[Actor]) -> Over | None:
        if not sitting.live:
            return Over.ENDED
        if sitting.until is not None and self.today() > sitting.until:
            return Over.EXPIRED
        here = {(actor.kind, actor.id) for actor in actors}
        is_here = (sitting.actor.kind, sitting.actor.id) in here
        return None if is_here else Over.SIGNED_OUT

    def is_of(self, token: str, person: Person) -> bool:
        """Whether this person may go on acting in the sitting of this token."""
        return isinstance(self.of(token, (helper_actor(person),)), Acting)

    def end(self, token: str) -> None:
        """Get up; again is as good as once."""
        with self._db.write() as work:
            sitting = work.sittings.find(token)
            if sitting is None or not sitting.live:
                return
            now = self._clock.now()
            work.sittings.end(token, now)
            work.trail.add(TrailEntry(sitting.actor, Deed.ACTING_ENDED, sitting.person.id), now)

    def today(self) -> date:
        """The day in the district."""
        return self._clock.now().astimezone(DISTRICT_TIME).date()


def helper_actor(person: Person, called: str = "") -> Actor:
    """A signed-in person as one who may act for others, by the name the resident wrote."""
    return Actor(ActorKind.HELPER, person.id, called or person.name)
