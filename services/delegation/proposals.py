"""From a case of 请人帮办 to a grant: proposed when sent, witnessed when the desk has done it."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from services.actors import SYSTEM, Actor, ActorKind
from services.deeds import Deed
from services.delegation.terms import SLUG, TERMS
from services.phones import is_mobile
from services.storage import Work
from services.storage.cases import Case
from services.storage.grants import Consent, Grant, NewGrant
from services.storage.people import NewPerson, Person
from services.storage.trail import TrailEntry
from services.words import words

CODE_DIGITS = 8


def propose(work: Work, case: Case, now: datetime) -> int | None:
    """Keep the grant that a case asks for, if its resident is known; returns its id.

    Somebody signed in proposes for themselves only: an ID number of another person leaves it to
    a clerk, who sees the card.
    """
    given = case.details["given"]
    person = None if case.person_id is None else work.people.find(case.person_id)
    own = person is not None and person.id_number in (None, given["id-number"])
    return _add(work, case, person, given, now) if person is not None and own else None


def case_done(work: Work, case: Case, witness: Actor, now: datetime) -> None:
    """The desk has done it: what the case asks for is agreed to before a witness.

    A resident who never signed in is known by the ID number; nobody of that number, no grant.
    """
    if case.service != SLUG:
        return
    given = case.details["given"]
    grant = work.grants.of_case(case.id)
    if grant is None:
        person = work.people.by_id_number(given["id-number"])
        number = None if person is None else _add(work, case, person, given, now)
        grant = None if number is None else work.grants.find(number)
    if grant is not None:
        agree(work, grant, Consent.WITNESSED, witness, now)


def case_withdrawn(work: Work, case: Case, now: datetime) -> None:
    """The resident has taken it back, so nobody may do anything by it."""
    grant = work.grants.of_case(case.id)
    if grant is not None:
        end(work, grant, Actor(ActorKind.RESIDENT, case.person_id), now)


def agree(work: Work, grant: Grant, consent: Consent, by: Actor, now: datetime) -> None:
    """Note the consent; `by` is the resident who spoke, or the witness."""
    witness = by.name if consent is Consent.WITNESSED else ""
    work.grants.agree(grant.id, consent, witness, now)
    why = words("请%(name)s帮忙", name=grant.helper_name)
    work.trail.add(TrailEntry(by, Deed.GRANT_CONSENTED, grant.person_id, why=why), now)


def end(work: Work, grant: Grant, by: Actor, now: datetime) -> None:
    """End it for good; the helper's next request finds it so."""
    work.grants.end(grant.id, now)
    why = words("请%(name)s帮忙", name=grant.helper_name)
    work.trail.add(TrailEntry(by, Deed.GRANT_ENDED, grant.person_id, why=why), now)


def new_code(work: Work) -> str:
    """Digits of a slip that no other grant has."""
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        if not work.grants.code_exists(code):
            return code


def _add(
    work: Work, case: Case, person: Person, given: dict[str, Any], now: datetime
) -> int | None:
    phone, name, terms = given["helper-phone"], given["helper-name"], case.details[TERMS]
    # Helpers sign in by mobile phone; somebody with a landline comes to the desk.
    if not is_mobile(phone):
        return None
    helper = work.people.find_or_add(NewPerson(phone), now)
    if helper.id == person.id:
        return None
    new = NewGrant(
        person.id, helper.id, name, frozenset(terms["services"]), terms["cap_fen"],
        date.fromisoformat(terms["until"]), new_code(work), terms["most_uses"], case.id,
    )  # fmt: skip
    number = work.grants.add(new, now)
    why = words("请%(name)s帮忙", name=name)
    work.trail.add(TrailEntry(_opener(case), Deed.GRANT_PROPOSED, person.id, why=why), now)
    return number


def _opener(case: Case) -> Actor:
    return SYSTEM if case.person_id is None else Actor(ActorKind.RESIDENT, case.person_id)
