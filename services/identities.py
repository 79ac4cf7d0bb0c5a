"""Signing in through an identity provider: the way there and back, and whom it means."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from services.clock import Clock
from services.deeds import Deed
from services.people import SignInProblem
from services.providers.oidc import IdentityProvider, Shown
from services.sessions import Arrival, Sessions, SignedIn, Way, resident
from services.storage import Database, Work
from services.storage.oidc_trips import Trip
from services.storage.people import NewPerson, Person
from services.storage.trail import TrailEntry
from services.words import words

# How long somebody may stay at the provider: there they may have to find a phone or a card first.
TRIP = timedelta(minutes=20)


class TripLost(Exception):
    """No such trip began in this browser, or it was too long ago, or it is over already."""


class SomebodyElse(SignInProblem):
    """The provider means another person than the records or the session do; nobody signs in."""

    def __init__(self) -> None:
        """Say so without telling whose the records are."""
        super().__init__(
            words(
                "那边给出的人，和我们记的对不上。为了安全，没有登录。"
                "请用手机号登录，或者带身份证到窗口，工作人员帮您核对。"
            )
        )


class NoPhone(SignInProblem):
    """The provider has told neither a phone nor an ID number of somebody who is new here."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(words("那边没有给出您的手机号和证件号，我们认不出您。请用手机号登录。"))


class Trips:
    """The way to one provider and back, for residents or for clerks; each trip counts once."""

    def __init__(self, db: Database, clock: Clock, provider: IdentityProvider) -> None:
        """Join records, time and the provider."""
        self._db = db
        self._clock = clock
        self._provider = provider

    def depart(self, owner: bytes, back: str, wanted: str, *, again: bool = False) -> str:
        """Return the address to send a browser to; `owner` is its key, `back` our own address.

        Raises IdentityDown, StorageUnavailable.
        """
        leaving = self._provider.depart(back, again=again)
        trip = Trip(leaving.nonce, leaving.verifier, wanted, again)
        until = self._clock.now() + TRIP
        with self._db.write() as work:
            work.oidc_trips.begin(leaving.state, owner, self._provider.issuer, trip, until)
        return leaving.address

    def take(self, owner: bytes, state: str) -> Trip:
        """Return the trip that a browser comes back from. Raises TripLost."""
        with self._db.write() as work:
            trip = work.oidc_trips.take(state, owner, self._provider.issuer, self._clock.now())
        if trip is None:
            raise TripLost
        return trip

    def arrive(self, trip: Trip, back: str, answer: Mapping[str, str]) -> Shown:
        """Return whom the provider means. Raises IdentityDown, IdentityRefused."""
        return self._provider.arrive(back, answer, trip.nonce, trip.verifier, again=trip.again)


@dataclass(frozen=True)
class Identities:
    """Which resident a provider means."""

    db: Database
    clock: Clock
    sessions: Sessions

    def sign_in(self, shown: Shown, arrival: Arrival, current: Person | None) -> SignedIn:
        """Sign in whom the provider means; with `current` nobody but this person.

        Raises SomebodyElse, NoPhone, StorageUnavailable.
        """
        now = self.clock.now()
        with self.db.write() as work:
            person = work.identities.person(shown.issuer, shown.subject)
            if person is None:
                person = self._matched(work, shown)
                if work.identities.has(shown.issuer, person.id):
                    # Another subject of the same provider is this person already.
                    raise SomebodyElse
                work.identities.add(shown.issuer, shown.subject, person.id, now)
                line = TrailEntry(resident(person), Deed.IDENTITY_LINKED, person.id)
                work.trail.add(line, now)
            _refuse_contradiction(shown, person)
            if current is not None and current.id != person.id:
                raise SomebodyElse
            self._learn(work, shown, person)
            return self.sessions.start(work, person, Way.OIDC, arrival)

    def _matched(self, work: Work, shown: Shown) -> Person:
        """Who is meant by a subject not seen before: by ID number first, else by phone."""
        found = work.people.by_id_number(shown.id_number) if shown.id_number else None
        if found is not None:
            return found
        if not shown.phone and not shown.id_number:
            raise NoPhone
        # Mobile numbers change hands: somebody with another ID number had this one before.
        held = work.people.by_phone(shown.phone) if shown.phone else None
        if held is not None and shown.id_number and held.id_number is not None:
            raise SomebodyElse
        new = NewPerson(shown.phone, shown.name, shown.id_number or None, shown.birth_date)
        return work.people.find_or_add(new, self.clock.now())

    @staticmethod
    def _learn(work: Work, shown: Shown, person: Person) -> None:
        if person.id_number is not None or not shown.id_number or shown.birth_date is None:
            return
        if work.people.by_id_number(shown.id_number) is not None:
            raise SomebodyElse
        name = shown.name or person.name
        work.people.learn(person.id, name, shown.id_number, shown.birth_date)


def _refuse_contradiction(shown: Shown, person: Person) -> None:
    """Raise SomebodyElse where the provider says another ID number than the records do."""
    if shown.id_number and person.id_number and shown.id_number != person.id_number:
        raise SomebodyElse
