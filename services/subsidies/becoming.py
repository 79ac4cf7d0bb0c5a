"""The birthday that will change a decision: when it is, and from when one may apply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.subsidies.ages import birthday, month_before
from services.subsidies.reasons import Told
from services.words import Money, Words, words


@dataclass(frozen=True)
class Becoming:
    """A birthday that changes the answer: the day, from when one may apply, and what to say."""

    on: date
    apply_from: date
    said: Words


def becoming(allowance: str, told: Told) -> Becoming | None:
    """The next birthday that matters, or None when none is to come or none is known."""
    if told.facts.born is None:
        return None
    if allowance == "senior-allowance" and told.facts.shanghai:
        return _senior_becomes(told, told.facts.born)
    if allowance == "home-adaptation-subsidy" and not told.facts.certificate:
        needed = told.parameters["adaptation.age"]
        if told.age < needed:
            day = birthday(told.facts.born, needed)
            said = words("从 %(day)s您满 %(age)s 岁起，可以申请家里的改造。", day=day, age=needed)
            return Becoming(day, day, said)
    return None


def _senior_becomes(told: Told, born: date) -> Becoming | None:
    """The 65th birthday, or later the next band's first day; the bands are in the parameters."""
    needed = told.parameters["senior.age"]
    day = birthday(born, needed)
    if told.on < month_before(day):
        early = month_before(day)
        said = words(
            "从 %(day)s您满 %(age)s 岁起可以领。%(early)s起就可以来申请。",
            day=day,
            age=needed,
            early=early,
        )
        return Becoming(day, early, said)
    return _next_band(told, born)


def _next_band(told: Told, born: date) -> Becoming | None:
    prefix = "senior.amount.from_"
    bands = {int(n.removeprefix(prefix)): v for n, v in told.parameters.items() if prefix in n}
    later = sorted(age for age in bands if age > max(told.age, told.parameters["senior.age"]))
    if not later:
        return None
    day = birthday(born, later[0])
    said = words(
        "从 %(day)s您满 %(age)s 岁起，每月 %(amount)s。",
        day=day,
        age=later[0],
        amount=Money(bands[later[0]] * 100),
    )
    return Becoming(day, day, said)
