"""老年综合津贴: from 65, with the city's hukou, more with each band of age."""

from __future__ import annotations

from datetime import date
from typing import Any

from numpy import array, minimum, select, where

from services.subsidies.ages import age_on, birthday, month_before
from services.subsidies.calculation import Answer
from services.subsidies.rules.base import amount, rule

# The oldest band first, as the first that fits is taken.
BANDS = (100, 90, 80, 70, 65)


def _day(period: Any) -> date:
    return date(*period.start)


@rule
def senior_age(person: Any, period: Any, parameters: Any) -> Any:
    """Old enough, or so near to it that one may apply."""
    needed = parameters(period).senior.age
    early = parameters(period).senior.month_before
    day = _day(period)

    def may_apply(born: date) -> bool:
        from_day = birthday(born, needed)
        return day >= (month_before(from_day) if early else from_day)

    births = person("born", period).astype(object)
    return where([may_apply(born) for born in births], Answer.YES, Answer.NO)


@rule
def senior_hukou(person: Any, period: Any, parameters: Any) -> Any:
    """Registered in the city."""
    asked = parameters(period).senior.shanghai_hukou
    return where(person("shanghai", period) | (not asked), Answer.YES, Answer.NO)


@rule
def senior_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """All of these hold."""
    found = minimum(person("not_yet", period), person("senior_hukou", period))
    return minimum(found, person("senior_age", period))


@amount
def senior_amount(person: Any, period: Any, parameters: Any) -> Any:
    """By age; whoever applies early gets the first band."""
    paid = parameters(period).senior.amount
    day = _day(period)
    ages = array([age_on(born, day) for born in person("born", period).astype(object)])
    return select(
        [ages >= band for band in BANDS], [paid[f"from_{b}"] for b in BANDS], paid.from_65
    )


VARIABLES = (senior_age, senior_hukou, senior_verdict, senior_amount)
