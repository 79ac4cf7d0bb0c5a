"""What a helper sees and does: whom they help, saying who that is, and beginning to act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.cleaning.names import read_name
from services.clock import Clock
from services.delegation.giving import LISTED
from services.delegation.sittings import Sittings, helper_actor
from services.journey import AnswerProblem
from services.limits import Limits, Rule
from services.people import TooOften
from services.phones import masked_phone
from services.storage import Database, Work
from services.storage.grants import Grant
from services.storage.people import Person
from services.words import words

# A wrong phone number may have made a stranger somebody's helper: names must not be guessed.
NAME_RULE = Rule("grant-names", times=5, minutes=60)


@dataclass(frozen=True)
class Helped:
    """Somebody who asked for help, and the grant. ``known`` once the helper has said who it is."""

    grant: Grant
    person: Person

    @property
    def known(self) -> bool:
        """Whether the helper may see the whole name."""
        return self.grant.accepted_at is not None or not self.person.name

    @property
    def shown(self) -> str:
        """The name, or only its first sign: 王**; a masked phone number where none is known."""
        name = self.person.name or masked_phone(self.person.phone)
        return name if self.known else f"{name[:1]}**"


class HelperDesk:
    """A helper's people; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock, limits: Limits, sittings: Sittings) -> None:
        """Join records, time, the counter of attempts, and where helpers sit down."""
        self._db = db
        self._clock = clock
        self._limits = limits
        self._sittings = sittings

    def helped_by(self, helper_id: int) -> Sequence[Helped]:
        """Whom this person may help today, the newest first."""
        with self._db.read() as work:
            found = (self._helped(work, each) for each in work.grants.held_by(helper_id, LISTED))
            return [each for each in found if each is not None]

    def helps_somebody(self, helper_id: int) -> bool:
        """Whether this person may help anybody today."""
        with self._db.read() as work:
            return work.grants.helps_somebody(helper_id, self._sittings.today())

    def begin(self, grant_id: int, helper: Person, typed_name: str = "") -> str | None:
        """Sit down to act; returns the token of the sitting, or None when the grant does not hold.

        The first time the helper says the full name of whoever it is for. Raises AnswerProblem
        for another name, TooOften.
        """
        with self._db.write() as work:
            grant = work.grants.held(grant_id)
            if grant is None or grant.helper_id != helper.id:
                return None
            helped = self._helped(work, grant)
            if helped is None:
                return None
            if not helped.known:
                self._accept(work, helped, helper, typed_name)
            actor = helper_actor(helper, grant.helper_name)
            why = words("照您同意的约定")
            return self._sittings.begin(work, actor, helped.person.id, why, grant.id)

    def _helped(self, work: Work, grant: Grant) -> Helped | None:
        person = work.people.find(grant.person_id)
        if person is None or not grant.holds(self._sittings.today()):
            return None
        return Helped(grant, person)

    def _accept(self, work: Work, helped: Helped, helper: Person, typed_name: str) -> None:
        minutes = self._limits.minutes_to_wait(NAME_RULE, f"{helper.id} {helped.grant.id}")
        if minutes:
            raise TooOften(minutes)
        if read_name(typed_name) != helped.person.name:
            raise AnswerProblem(words("名字对不上。请照身份证写他的全名，再试一次。"))
        work.grants.accept(helped.grant.id, self._clock.now())
