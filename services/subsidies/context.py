"""What the questions of an allowance look things up in: one visitor, one allowance, one request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.cleaning.identity import birth_date_of
from services.contact import Contact
from services.journey import Answers
from services.providers.records import Certificate
from services.storage.people import Person
from services.subsidies.decisions import Decision, Verdict, decide
from services.subsidies.facts import Facts

YES, NO, NONE = "yes", "no", "none"
SHANGHAI = "shanghai"
# What decides each allowance: the slugs of its questions. "born" stands for the birth date, asked
# for itself or read from the ID number.
DECIDING: Mapping[str, tuple[str, ...]] = {
    "senior-allowance": ("born", "hukou", "receives"),
    "disability-living-allowance": ("certificate", "household", "hukou", "receives"),
    "disability-nursing-allowance": ("certificate", "kind", "grade", "hukou", "receives"),
    "disability-transport-allowance": ("certificate", "hukou", "receives"),
    "utility-relief": ("household", "certificate", "receives"),
    "assistive-device-subsidy": ("certificate",),
    "home-adaptation-subsidy": ("born", "certificate"),
}


@dataclass(frozen=True)
class Known:
    """What the registers say of whoever is signed in."""

    certificate: Certificate | None = None
    receives: frozenset[str] = frozenset()


class AllowanceContext:
    """Each decision is computed once a request at most.

    ``checking`` is the question "can I get it", asked of nobody in particular: then the birth date
    is asked for, where an application reads it from the ID number.
    """

    def __init__(
        self,
        allowance: str,
        today: date,
        person: Person | None = None,
        contact: Contact | None = None,
        known: Known | None = None,
        *,
        checking: bool = False,
    ) -> None:
        self.allowance = allowance
        self.today = today
        self.person = person
        self.contact = contact
        self.known = known or Known()
        self.checking = checking
        self._decided: dict[Facts, Decision] = {}

    def decision(self, answers: Answers) -> Decision | None:
        """What the rules say of these answers; None while one that decides is missing."""
        facts = facts_of(self.allowance, answers)
        if facts is None:
            return None
        if facts not in self._decided:
            self._decided[facts] = decide(self.allowance, facts, self.today)
        return self._decided[facts]

    def refused(self, answers: Answers) -> bool:
        """Whether the rules say no to these answers."""
        decision = self.decision(answers)
        return decision is not None and decision.verdict is Verdict.REFUSED


def facts_of(allowance: str, answers: Answers) -> Facts | None:
    """The facts in these answers; None while one that decides is missing."""
    said: dict[str, Any] = {}
    for slug in DECIDING[allowance]:
        if slug == "born":
            said["born"] = _born(answers)
        elif slug in answers:
            said |= _fact(slug, answers[slug])
        elif slug not in ("kind", "grade") or answers.get("certificate") != NO:
            return None
    return None if said.get("born", date.min) is None else Facts(**said)


def _born(answers: Answers) -> date | None:
    if "id-number" in answers:
        return birth_date_of(answers["id-number"])
    return date.fromisoformat(answers["birth-date"]) if "birth-date" in answers else None


def _fact(slug: str, value: Any) -> dict[str, Any]:
    match slug:
        case "certificate":
            return {"certificate": value == YES}
        case "grade":
            return {"grade": int(value)}
        case "hukou":
            return {"shanghai": value == SHANGHAI}
        case "receives":
            received = [value] if isinstance(value, str) else value
            return {"receives": tuple(each for each in received if each != NONE)}
    return {slug: value}
