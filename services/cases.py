"""Cases: what a resident has sent in, found again by its reference or in the list of mine."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from services.clock import Clock
from services.journey import Applicant, Submission
from services.numbers import clean_typed
from services.storage import Database, Work
from services.storage.cases import Case, CaseState, NewCase

DISTRICT_TIME = ZoneInfo("Asia/Shanghai")
LISTED = 50
JUST_NOW = timedelta(minutes=30)
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
) -> Case:
    """Keep a new case in the caller's transaction. Raises Conflict if it was just opened.

    The details also keep the language in which its resident is written to.
    """
    reference = new_reference(letter, now)
    while work.cases.reference_exists(reference):
        reference = new_reference(letter, now)
    applicant = submission.applicant
    once = once_mark(service, applicant.owner, submission.once)
    kept = {**details, "locale": submission.locale}
    new = NewCase(reference, service, applicant.owner, applicant.person_id, once, state, kept)
    return work.cases.add(new, now)


def is_mine(case: Case, applicant: Applicant) -> bool:
    """Whether the case belongs to this browser or this signed-in person."""
    if applicant.person_id is not None and case.person_id == applicant.person_id:
        return True
    return case.owner == applicant.owner


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

    def sent_by(self, owner: bytes, service: str, once: str | None) -> Case | None:
        """The live case that a press of the button opened.

        Without `once`, the newest case of that owner and service, if it is not older than JUST_NOW.
        """
        with self._db.read() as work:
            if once:
                return work.cases.by_once(once_mark(service, owner, once))
            recent = work.cases.of(owner, None, LISTED)
        since = self._clock.now() - JUST_NOW
        return next((c for c in recent if c.service == service and c.opened_at >= since), None)

    def count(self) -> int:
        """How many cases there are."""
        with self._db.read() as work:
            return work.cases.count()
