"""Decides an allowance and says why, rule by rule; the engine is loaded by the first to ask."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.subsidies.becoming import Becoming, becoming
from services.subsidies.calculation import Answer, Calculation, NoRule, Step
from services.subsidies.facts import Facts
from services.subsidies.reasons import SAID, Told, spoken
from services.words import Money, Month, Words, words

ALLOWANCES = (
    "senior-allowance",
    "disability-living-allowance",
    "disability-nursing-allowance",
    "disability-transport-allowance",
    "utility-relief",
    "assistive-device-subsidy",
    "home-adaptation-subsidy",
)
# Paid from the month of application on (国发〔2015〕52号).
_FROM_MONTH_OF_APPLICATION = ("disability-living-allowance", "disability-nursing-allowance")
# The rule that says no to whoever receives it already.
_HAS_IT = "not_yet"


class Verdict(StrEnum):
    """What the rules can say; PERSON where they leave it to somebody."""

    GRANTED = "granted"
    REFUSED = "refused"
    PERSON = "person"


_VERDICTS = {
    Answer.YES: Verdict.GRANTED,
    Answer.NO: Verdict.REFUSED,
    Answer.PERSON: Verdict.PERSON,
}


@dataclass(frozen=True)
class Reason:
    """One rule's sentence. ``source`` is a mark of SOURCES, or empty for the resident's word."""

    said: Words
    answer: Answer
    source: str
    verified: bool


@dataclass(frozen=True)
class Decision:
    """What the rules say of one person on one day.

    ``amount`` is for each month, ``from_month`` the first one paid where a rule names it.
    ``nearest`` lists what would have to change for a yes: all of it. ``version`` is the release of
    the parameters. ``unverified`` when no official document was read for what decided.
    """

    allowance: str
    on: date
    verdict: Verdict
    amount: Money | None
    from_month: Month | None
    reasons: tuple[Reason, ...]
    nearest: tuple[Words, ...]
    becomes: Becoming | None
    version: str
    unverified: bool


def decide(allowance: str, facts: Facts, on: date, version: str | None = None) -> Decision:
    """Decide for a day, by the newest release of the parameters or by an older one.

    Raises KeyError for no allowance of ours, LookupError for no release of ours.
    """
    from services.subsidies.rules import engine

    release = version or engine.newest()
    try:
        found = engine.calculate(allowance, facts, on, release)
    except NoRule:
        return _nothing_known(allowance, on, release)
    told = Told(facts, on, found.parameters)
    reasons = tuple(_reasons(found, told))
    granted = found.answer is Answer.YES
    return Decision(
        allowance=allowance,
        on=on,
        verdict=_VERDICTS[found.answer],
        amount=None if found.yuan is None else Money(found.yuan * 100),
        from_month=_first_month(allowance, on) if granted else None,
        reasons=reasons,
        nearest=tuple(_nearest(found.steps, told)) if found.answer is Answer.NO else (),
        becomes=becoming(allowance, told),
        version=release,
        unverified=not _verified(found),
    )


def _nothing_known(allowance: str, on: date, version: str) -> Decision:
    """No value is known for that day: a person looks it up."""
    reason = Reason(words("这一天的标准没有查到，请工作人员核对。"), Answer.PERSON, "", False)
    return Decision(
        allowance, on, Verdict.PERSON, None, None, (reason,), (), None, version, unverified=True
    )


def _reasons(found: Calculation, told: Told) -> Iterable[Reason]:
    for step in found.steps:
        if step.name not in SAID:
            continue
        answer = Answer(step.value)
        said = spoken(SAID[step.name].of(answer), told)
        if said is not None:
            mark = step.sources[0].mark if step.sources else ""
            yield Reason(said, answer, mark, all(source.verified for source in step.sources))


def _nearest(steps: Iterable[Step], told: Told) -> Iterable[Words]:
    """What would have to change. Who has it already needs nothing else changed."""
    against = [step for step in steps if step.name in SAID and step.value == Answer.NO]
    has_it = [step for step in against if step.name == _HAS_IT]
    for step in has_it or against:
        said = spoken(SAID[step.name].nearest, told)
        if said is not None:
            yield said


def _verified(found: Calculation) -> bool:
    """Whether official documents stand behind what decided: the sum, or each no."""
    if found.yuan is not None:
        deciding = [step for step in found.steps if step.name.endswith("_amount")]
    else:
        said = [step for step in found.steps if step.name in SAID]
        deciding = [step for step in said if step.value == found.answer]
    return all(step.sources and _official(step) for step in deciding)


def _official(step: Step) -> bool:
    return all(source.verified for source in step.sources)


def _first_month(allowance: str, on: date) -> Month | None:
    paid = allowance in _FROM_MONTH_OF_APPLICATION
    return Month(on.year, on.month) if paid else None
