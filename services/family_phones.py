"""Phones of people a resident trusts: registered by the resident or a clerk, ended at any time."""

from collections.abc import Sequence

from services.actors import Actor, ActorKind
from services.clock import Clock
from services.deeds import Deed
from services.messages import Kind
from services.notices import notify
from services.numbers import clean_typed
from services.people import SignInProblem, read_phone
from services.phones import masked_phone
from services.sessions import owner_key
from services.storage import Database
from services.storage.family_phones import FamilyPhone
from services.storage.people import Person
from services.storage.trail import TrailEntry
from services.words import words

# Whoever holds one of them can sign in as the resident: a few close people, not a crowd.
MOST_PHONES = 3
LONGEST_NAME = 40


class WrongName(SignInProblem):
    """The name of the phone's owner is missing or too long."""


class FamilyPhones:
    """Who may hold a code for whom."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join records and time."""
        self._db = db
        self._clock = clock

    def of(self, person: Person) -> Sequence[FamilyPhone]:
        """Return the phones that a person trusts now."""
        with self._db.read() as work:
            return work.family_phones.of(person.id)

    def register(self, person: Person, typed_name: str, typed_phone: str, by: Actor) -> None:
        """Trust a phone of somebody called so, from now on; again is as good as once.

        `by` is the resident, or the clerk who saw resident and helper together. The resident is
        told. Raises SignInProblem, of which WrongName.
        """
        name = clean_typed(typed_name)
        if not 0 < len(name) <= LONGEST_NAME:
            raise WrongName(words("请填写这部手机是谁的，比如“张伟”。"))
        phone = read_phone(typed_phone)
        if phone == person.phone:
            raise SignInProblem(words("这是您自己的手机号，不用登记，直接用它登录就行。"))
        now = self._clock.now()
        with self._db.write() as work:
            known = work.family_phones.of(person.id)
            if phone in {each.phone for each in known}:
                return
            if len(known) >= MOST_PHONES:
                raise SignInProblem(
                    words("最多登记 %(most)s 部手机。请先停用一部，再登记新的。", most=MOST_PHONES)
                )
            work.family_phones.add(person.id, phone, name, by, now)
            work.trail.add(TrailEntry(by, Deed.FAMILY_PHONE_ADDED, person.id, name), now)
            if by.kind is not ActorKind.RESIDENT:
                said = words(
                    "窗口的%(clerk)s登记了：%(name)s的手机 %(phone)s 可以替您收登录验证码。"
                    "不是您同意的话，请打 12345。",
                    clerk=by.name,
                    name=name,
                    phone=masked_phone(phone),
                )
                notify(work, owner_key(person.id), person.id, None, said, now, kind=Kind.SAFETY)

    def end(self, person: Person, phone_id: int, by: Actor) -> bool:
        """Trust a phone no longer, from the next request on. False when it was not theirs."""
        now = self._clock.now()
        with self._db.write() as work:
            ended = work.family_phones.end(person.id, phone_id, now)
            if ended:
                work.trail.add(TrailEntry(by, Deed.FAMILY_PHONE_ENDED, person.id), now)
        return ended
