"""What holds of every allowance, whoever asks: reasons are said, and more need never gets less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as some

from services.subsidies.calculation import Answer
from services.subsidies.decisions import ALLOWANCES, Verdict, decide
from services.subsidies.facts import HOUSEHOLDS, KINDS, RECEIVED, Facts
from services.subsidies.reasons import SOURCES
from tests.unit.test_allowance_rules import LIVING, NURSING, SENIOR, TODAY, yuan

FACTS = some.builds(
    Facts,
    born=some.dates(date(1900, 1, 1), TODAY),
    shanghai=some.booleans(),
    certificate=some.booleans(),
    kind=some.sampled_from(KINDS),
    grade=some.integers(1, 4),
    household=some.sampled_from(HOUSEHOLDS),
    receives=some.lists(some.sampled_from(RECEIVED), unique=True, max_size=2).map(tuple),
)


@settings(max_examples=40, deadline=None)
@given(facts=FACTS, allowance=some.sampled_from(ALLOWANCES))
def test_every_decision_says_why_and_a_refusal_what_would_change_it(
    facts: Facts, allowance: str
) -> None:
    decision = decide(allowance, facts, TODAY)
    assert decision.reasons
    assert all(reason.source in {"", *SOURCES} for reason in decision.reasons)
    assert (decision.verdict is Verdict.REFUSED) == bool(decision.nearest)
    if decision.verdict is Verdict.GRANTED:
        assert decision.amount is not None
        assert decision.amount.fen > 0
        assert all(reason.answer is not Answer.NO for reason in decision.reasons)


@settings(max_examples=40, deadline=None)
@given(facts=FACTS)
def test_more_need_never_lowers_the_sum(facts: Facts) -> None:
    classes = [yuan(LIVING, replace(facts, household=h)) for h in ("none", "margin", "severe")]
    grades = [yuan(NURSING, replace(facts, grade=grade)) for grade in (4, 3, 2, 1)]
    for sums in (classes, grades):
        settled = [each for each in sums if each is not None]
        assert settled == sorted(settled)
    assert yuan(LIVING, replace(facts, household="severe")) == yuan(
        LIVING, replace(facts, household="dibao")
    )


@settings(max_examples=40, deadline=None)
@given(facts=FACTS, older=some.integers(1, 40_000))
def test_older_never_gets_less(facts: Facts, older: int) -> None:
    assert facts.born is not None
    elder = replace(facts, born=date.fromordinal(max(1, facts.born.toordinal() - older)))
    assert (yuan(SENIOR, elder) or 0) >= (yuan(SENIOR, facts) or 0)
