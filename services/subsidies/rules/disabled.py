"""残疾人两项补贴: the living allowance by the household's class, the nursing one by the grade."""

from __future__ import annotations

from typing import Any

from numpy import isin, minimum, select, where

from services.subsidies.calculation import Answer
from services.subsidies.rules.base import amount, required, rule

# The classes that get the living allowance; each has a sum of its own.
CLASSES = ("dibao", "severe", "margin")


disabled_certificate = required(
    "disabled_certificate", "certificate", "disabled", "certificate", Answer.NO
)
# The place of the hukou decides and pays: it must be told to.
disabled_hukou = required(
    "disabled_hukou", "shanghai", "disabled", "home_place_decides", Answer.PERSON
)


@rule
def disabled_against(person: Any, period: Any, parameters: Any) -> Any:
    """Receives nothing that rules both out; of two of one kind a person finds the higher."""
    against = parameters(period).disabled.against
    support = person("receives_support", period) & against.support
    injury = person("receives_injury", period) & against.injury
    same = person("receives_same_kind", period) & against.same_kind
    return select([support | injury, same], [Answer.NO, Answer.PERSON], Answer.YES)


@rule
def disabled_both(person: Any, period: Any, parameters: Any) -> Any:
    """What the two allowances ask alike."""
    found = minimum(person("not_yet", period), person("disabled_certificate", period))
    found = minimum(found, person("disabled_against", period))
    return minimum(found, person("disabled_hukou", period))


@rule
def living_household(person: Any, period: Any, parameters: Any) -> Any:
    """Of a class that gets it. Who is unsure is looked up by a person."""
    paid = parameters(period).living.amount
    household = person("household", period)
    fits = [(household == name) & (paid[name] > 0) for name in CLASSES]
    answers = [Answer.YES] * len(CLASSES) + [Answer.PERSON]
    return select([*fits, household == "unsure"], answers, Answer.NO)


@rule
def living_orphan(person: Any, period: Any, parameters: Any) -> Any:
    """A child with the allowance for orphans gets the nursing one only."""
    against = parameters(period).disabled.against.orphan
    return where(person("receives_orphan", period) & against, Answer.NO, Answer.YES)


@rule
def living_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """All of these hold."""
    found = minimum(person("disabled_both", period), person("living_household", period))
    return minimum(found, person("living_orphan", period))


@amount
def living_amount(person: Any, period: Any, parameters: Any) -> Any:
    """By the household's class."""
    paid = parameters(period).living.amount
    household = person("household", period)
    return select([household == name for name in CLASSES], [paid[name] for name in CLASSES], 0)


@rule
def nursing_grade(person: Any, period: Any, parameters: Any) -> Any:
    """Grade 1 or 2, or grade 3 of mind or psyche.

    With several kinds in grade 3, a person looks whether one of these is among them.
    """
    paid = parameters(period).nursing.amount
    grade, kind = person("grade", period), person("kind", period)
    heavy = ((grade == 1) & (paid.grade_1 > 0)) | ((grade == 2) & (paid.grade_2 > 0))
    third = (grade == 3) & (paid.grade_3_mind > 0)
    fits = heavy | (third & isin(kind, ("intellect", "mental")))
    return select([fits, third & (kind == "multiple")], [Answer.YES, Answer.PERSON], Answer.NO)


@rule
def nursing_verdict(person: Any, period: Any, parameters: Any) -> Any:
    """All of these hold."""
    return minimum(person("disabled_both", period), person("nursing_grade", period))


@amount
def nursing_amount(person: Any, period: Any, parameters: Any) -> Any:
    """By the grade; grade 3 counts for mind and psyche only, as the rule above sees to."""
    paid = parameters(period).nursing.amount
    grade = person("grade", period)
    grades = [grade == 1, grade == 2, grade == 3]
    return select(grades, [paid.grade_1, paid.grade_2, paid.grade_3_mind], 0)


VARIABLES = (
    disabled_certificate, disabled_hukou, disabled_against, disabled_both, living_household,
    living_orphan, living_verdict, living_amount, nursing_grade, nursing_verdict, nursing_amount,
)  # fmt: skip
