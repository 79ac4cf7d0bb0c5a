"""Cases: what a resident has sent in, found again by its reference or in the list of mine."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from services.actors import Actor, ActorKind, Deputy
from services.clock import Clock
from services.deeds import Deed
from services.delegation.allowed import refuse_unless_granted
from services.journey import Applicant, Submission
from services.numbers import clean_typed
from services.storage import Database, Work
from services.storage.cases import Case, CaseState, NewCase
from services.storage.trail import TrailEntry
from services.words import Words

DISTRICT_TIME = ZoneInfo("Asia/Shanghai")
LISTED = 50
JUST_NOW = timedelta(minutes=30)
# In a case's details: who opened it in its resident's place; not there for their own.
DEPUTY = "deputy"
_RANDOM_DIGITS = 6
_REFERENCE = re.compile(r"[A-Z]\d{14}")


def new_reference(letter: str, now: datetime) -> str:
    """A reference that tells kind and day and is otherwise drawn at random: W20261122048317."""
    day = now.astimezone(DISTRICT_TIME).strftime("%Y%m%d")
    return f"{letter}{day}{secrets.randbelow(10**_RANDOM_DIGITS):0{_RANDOM_DIGITS}d}"


def shown_reference(reference: str) -> str:
    """A reference in groups for the eye and the ear: W20261122 048317."""
    return f"{reference[:9]} {reference[9:]}"


def read_reference(typed: str) -> str | None:
    """The reference meant by what was typed, or None if it cannot be one."""
    plain = re.sub(r"[\s-]", "", clean_typed(typed)).upper()
    return plain if _REFERENCE.fullmatch(plain) else None


def once_mark(service: str, owner: bytes, once: str) -> bytes:
    """What makes a second press of the same button find the first one's case."""
    return sha256(f"{service}\0{owner.hex()}\0{once}".encode()).digest()


def open_case(
    work: Work,
    now: datetime,
    letter: str,
    service: str,
    submission: Submission,
    state: CaseState,
    details: Mapping[str, Any],
    amount_fen: int = 0,
) -> Case:
    """Keep a new case in the caller's transaction. Raises Conflict if it was just opened.

    The details also keep the language in which its resident is written to, and who opened it in
    the resident's place. ``amount_fen`` is what it pays. Raises SubmissionRefused when a deputy
    may not do this, or no longer.
    """
    deputy = submission.applicant.deputy
    if deputy is not None:
        here = now.astimezone(DISTRICT_TIME)
        refuse_unless_granted(work, deputy, service, amount_fen, here)
    reference = new_reference(letter, now)
    while work.cases.reference_exists(reference):
        reference = new_reference(letter, now)
    applicant = submission.applicant
    once = once_mark(service, applicant.owner, submission.once)
    kept = {**details, "locale": submission.locale, **_as_kept(deputy)}
    new = NewCase(reference, service, applicant.owner, applicant.person_id, once, state, kept)
    case = work.cases.add(new, now)
    trace(work, applicant.actor, Deed.CASE_OPENED, case, now)
    if deputy is not None:
        work.events.add(case.id, now, deputy.label)
        if deputy.grant_id is not None:
            work.grant_uses.add(deputy.grant_id, case.id, amount_fen, now)
    return case


def trace(
    work: Work, actor: Actor, deed: Deed, case: Case, now: datetime, why: Words | None = None
) -> None:
    """Write into the trail what somebody did with a case, or that they looked at it."""
    work.trail.add(TrailEntry(actor, deed, case.person_id, case.reference, why), now)


def _as_kept(deputy: Deputy | None) -> dict[str, Any]:
    if deputy is None:
        return {}
    actor = deputy.actor
    return {DEPUTY: {"kind": actor.kind.value, "id": actor.id, "name": actor.name}}


def deputy_of(case: Case) -> Deputy | None:
    """Who opened the case in its resident's place, if somebody did."""
    kept = case.details.get(DEPUTY)
    if kept is None:
        return None
    return Deputy(Actor(ActorKind(kept["kind"]), kept["id"], kept["name"]))


def opener_of(case: Case) -> Actor:
    """Who opened the case: its resident, or whoever did so in the resident's place."""
    deputy = deputy_of(case)
    return Actor(ActorKind.RESIDENT, case.person_id) if deputy is None else deputy.actor


def is_mine(case: Case, applicant: Applicant) -> bool:
    """Whether the case belongs to this browser or this signed-in person.

    For a helper who acts for that person: only what this helper opened, as far as it is granted.
    """
    if applicant.deputy is not None and not _may_see(case, applicant.deputy):
        return False
    if applicant.person_id is not None and case.person_id == applicant.person_id:
        return True
    return case.owner == applicant.owner


def _may_see(case: Case, deputy: Deputy) -> bool:
    if deputy.actor.kind is ActorKind.CLERK:
        return True
    opener = deputy_of(case)
    if opener is None or opener.actor.kind is not ActorKind.HELPER:
        return False
    return opener.actor.id == deputy.actor.id and deputy.covers(case.service)


class CaseDesk:
    """Where residents find their cases again."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def find(self, reference: str, applicant: Applicant) -> Case | None:
        """My case with this reference; None also for somebody else's, so that nothing leaks."""
        plain = read_reference(reference)
        if plain is None:
            return None
        with self._db.read() as work:
            case = work.cases.by_reference(plain)
        return case if case is not None and is_mine(case, applicant) else None

    def sent_by(self, applicant: Applicant, service: str, once: str | None) -> Case | None:
        """The live case that a press of the button opened.

        Without `once`, the newest case of that owner and service, if it is not older than JUST_NOW.
        """
        owner = applicant.owner
        with self._db.read() as work:
            if once:
                return work.cases.by_once(once_mark(service, owner, once))
            recent = work.cases.of(owner, None, LISTED)
        since = self._clock.now() - JUST_NOW
        late = (c for c in recent if c.service == service and c.opened_at >= since)
        return next((case for case in late if is_mine(case, applicant)), None)

    def count(self) -> int:
        """How many cases there are."""
        with self._db.read() as work:
            return work.cases.count()
