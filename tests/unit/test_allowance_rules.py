"""The rules of the allowances: who gets what, why, and from when; each by the day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from services.subsidies.context import AllowanceContext
from services.subsidies.decisions import ALLOWANCES, Verdict, decide
from services.subsidies.facts import KINDS, Facts
from services.subsidies.journeys import application_journey, check_journey
from services.subsidies.reasons import SAID
from services.words import Money, Month

TODAY = date(2026, 11, 22)
SENIOR, LIVING, NURSING = ALLOWANCES[:3]
TRANSPORT, RELIEF, DEVICE, ADAPTATION = ALLOWANCES[3:]


def yuan(allowance: str, facts: Facts, on: date = TODAY) -> int | None:
    """The sum a month, 0 for a refusal, None where a person decides."""
    decision = decide(allowance, facts, on)
    if decision.verdict is Verdict.PERSON:
        return None
    return decision.amount.fen // 100 if decision.amount else 0


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        # 65 is reached on the birthday; one may apply from one month before it.
        (date(1961, 11, 22), 75),
        (date(1961, 12, 22), 75),
        (date(1961, 12, 23), 0),
        (date(1962, 11, 22), 0),
        # Each band begins on the birthday.
        (date(1956, 11, 23), 75),
        (date(1956, 11, 22), 150),
        (date(1946, 11, 23), 150),
        (date(1946, 11, 22), 180),
        (date(1936, 11, 23), 180),
        (date(1936, 11, 22), 350),
        (date(1926, 11, 23), 350),
        (date(1926, 11, 22), 600),
        (date(1910, 1, 1), 600),
        (TODAY, 0),
    ],
)
def test_the_senior_allowance_goes_by_age(born: date, expected: int) -> None:
    assert yuan(SENIOR, Facts(born=born)) == expected


@pytest.mark.parametrize("day", [date(2026, 11, 21), TODAY])
def test_ages_64_to_100_change_on_the_birthday_and_not_a_day_before(day: date) -> None:
    for age, before, after in ((70, 75, 150), (80, 150, 180), (90, 180, 350), (100, 350, 600)):
        born = date(TODAY.year - age, TODAY.month, TODAY.day)
        assert yuan(SENIOR, Facts(born=born), day) == (after if day == TODAY else before)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        # Born on 29 February 1960: 65 on 28 February 2025 (Civil Code art. 202); apply a month
        # before, and not a day earlier.
        (date(2025, 1, 27), 0),
        (date(2025, 1, 28), 75),
        (date(2025, 2, 28), 75),
        # 70 in 2030, again no leap year.
        (date(2030, 2, 27), 75),
        (date(2030, 2, 28), 150),
        # 80 in the leap year 2040: on the day itself.
        (date(2040, 2, 28), 150),
        (date(2040, 2, 29), 180),
    ],
)
def test_a_leap_day_birthday_comes_every_year(on: date, expected: int) -> None:
    assert yuan(SENIOR, Facts(born=date(1960, 2, 29)), on) == expected


def test_a_month_before_the_last_of_a_long_month_is_the_last_of_the_short_one() -> None:
    facts = Facts(born=date(1961, 3, 31))
    assert yuan(SENIOR, facts, date(2026, 2, 27)) == 0
    assert yuan(SENIOR, facts, date(2026, 2, 28)) == 75


def test_the_senior_allowance_asks_for_the_citys_hukou_and_is_given_once() -> None:
    old = Facts(born=date(1948, 3, 12))
    assert yuan(SENIOR, replace(old, shanghai=False)) == 0
    again = decide(SENIOR, replace(old, receives=("this",)), TODAY)
    assert again.verdict is Verdict.REFUSED
    assert "已经在领" in again.reasons[0].said.msgid
    assert [said.msgid for said in again.nearest] == ["要是没有收到钱，请打 12345，请人查一查。"]


def test_a_refusal_for_age_says_from_which_day_on() -> None:
    decision = decide(SENIOR, Facts(born=date(1962, 3, 3)), TODAY)
    assert decision.verdict is Verdict.REFUSED
    assert decision.becomes is not None
    assert decision.becomes.on == date(2027, 3, 3)
    assert decision.becomes.apply_from == date(2027, 2, 3)


def test_who_gets_it_hears_of_the_next_band() -> None:
    decision = decide(SENIOR, Facts(born=date(1948, 3, 12)), TODAY)
    assert decision.becomes is not None
    assert decision.becomes.on == date(2028, 3, 12)
    assert dict(decision.becomes.said.values)["amount"] == Money(18_000)
    assert decide(SENIOR, Facts(born=date(1926, 1, 1)), TODAY).becomes is None


def test_sums_without_an_official_document_are_marked() -> None:
    assert decide(SENIOR, Facts(born=date(1948, 3, 12)), TODAY).unverified
    disabled = Facts(certificate=True, grade=1, household="dibao")
    assert not decide(LIVING, disabled, TODAY).unverified
    assert not decide(NURSING, disabled, TODAY).unverified


# O1: 重残无业 and 低保 450, 低保边缘 320; everybody else nothing.
@pytest.mark.parametrize(
    ("household", "expected"),
    [("dibao", 450), ("severe", 450), ("margin", 320), ("none", 0), ("unsure", None)],
)
def test_the_living_allowance_goes_by_the_household(household: str, expected: int | None) -> None:
    assert yuan(LIVING, Facts(certificate=True, grade=4, household=household)) == expected


# O1: grade 1 350; grade 2 180; grade 3 only of mind and psyche 180.
@pytest.mark.parametrize(
    ("kind", "grade", "expected"),
    [
        *((kind, 1, 350) for kind in KINDS),
        *((kind, 2, 180) for kind in KINDS),
        ("intellect", 3, 180),
        ("mental", 3, 180),
        ("multiple", 3, None),
        ("sight", 3, 0),
        ("hearing", 3, 0),
        ("limb", 3, 0),
        *((kind, 4, 0) for kind in KINDS),
    ],
)
def test_the_nursing_allowance_goes_by_the_grade(
    kind: str, grade: int, expected: int | None
) -> None:
    assert yuan(NURSING, Facts(certificate=True, kind=kind, grade=grade)) == expected


def test_both_may_be_received_together() -> None:
    facts = Facts(certificate=True, grade=1, household="dibao")
    assert (yuan(LIVING, facts) or 0) + (yuan(NURSING, facts) or 0) == 800


@pytest.mark.parametrize("allowance", [LIVING, NURSING])
@pytest.mark.parametrize(
    ("received", "expected"),
    [("this", 0), ("support", 0), ("injury", 0), ("same-kind", None)],
)
def test_what_stands_against_both(allowance: str, received: str, expected: int | None) -> None:
    facts = Facts(certificate=True, grade=1, household="dibao", receives=(received,))
    assert yuan(allowance, facts) == expected


def test_an_orphan_gets_the_nursing_allowance_only() -> None:
    orphan = Facts(certificate=True, grade=1, household="dibao", receives=("orphan",))
    assert yuan(LIVING, orphan) == 0
    assert yuan(NURSING, orphan) == 350


@pytest.mark.parametrize("allowance", [LIVING, NURSING])
def test_another_hukou_goes_to_a_person_for_the_home_place(allowance: str) -> None:
    facts = Facts(certificate=True, grade=1, household="dibao", shanghai=False)
    assert yuan(allowance, facts) is None


@pytest.mark.parametrize("allowance", [LIVING, NURSING])
def test_the_month_of_application_is_the_first_one_paid(allowance: str) -> None:
    facts = Facts(certificate=True, grade=1, household="dibao")
    assert decide(allowance, facts, TODAY).from_month == Month(2026, 11)


def test_before_its_first_known_day_a_sum_is_not_made_up() -> None:
    facts = Facts(certificate=True, grade=1, household="dibao")
    assert yuan(LIVING, facts, date(2025, 7, 1)) == 450
    decision = decide(LIVING, facts, date(2025, 6, 30))
    assert decision.verdict is Verdict.PERSON
    assert decision.amount is None


@pytest.mark.parametrize(
    ("allowance", "facts", "verdict"),
    [
        (TRANSPORT, Facts(certificate=True), Verdict.PERSON),
        (TRANSPORT, Facts(), Verdict.REFUSED),
        (TRANSPORT, Facts(certificate=True, shanghai=False), Verdict.REFUSED),
        (TRANSPORT, Facts(certificate=True, receives=("this",)), Verdict.REFUSED),
        (RELIEF, Facts(household="dibao"), Verdict.PERSON),
        (RELIEF, Facts(household="unsure"), Verdict.PERSON),
        (RELIEF, Facts(household="none", certificate=True), Verdict.PERSON),
        (RELIEF, Facts(household="none"), Verdict.REFUSED),
        (DEVICE, Facts(certificate=True), Verdict.PERSON),
        (DEVICE, Facts(), Verdict.REFUSED),
        (ADAPTATION, Facts(born=date(1966, 11, 22)), Verdict.PERSON),
        (ADAPTATION, Facts(born=date(1966, 11, 23)), Verdict.REFUSED),
        (ADAPTATION, Facts(born=date(2020, 1, 1), certificate=True), Verdict.PERSON),
    ],
)
def test_no_sum_is_made_up_where_no_document_names_one(
    allowance: str, facts: Facts, verdict: Verdict
) -> None:
    decision = decide(allowance, facts, TODAY)
    assert decision.verdict is verdict
    assert decision.amount is None
    if verdict is Verdict.PERSON:
        assert any("以当地公布为准" in reason.said.msgid for reason in decision.reasons)


def test_every_rule_that_speaks_is_one_that_is_computed() -> None:
    from services.subsidies.rules import common, disabled, senior, unpriced

    computed = {
        variable.__name__
        for room in (common, disabled, senior, unpriced)
        for variable in room.VARIABLES
    }
    assert set(SAID) <= computed


def test_the_check_asks_with_the_very_questions_of_the_application() -> None:
    for allowance in ALLOWANCES:
        asked = application_journey(allowance).questions
        assert all(question in asked for question in check_journey(allowance).questions)


def test_no_question_offers_more_than_six_answers() -> None:
    for allowance in ALLOWANCES:
        context = AllowanceContext(allowance, TODAY)
        for question in application_journey(allowance).questions:
            assert len(question.options(context, {})) <= 6, question.slug


@pytest.mark.parametrize(
    ("allowance", "sums"),
    [(SENIOR, (75, 150, 180, 350, 600)), (LIVING, (450, 320)), (NURSING, (350, 180))],
)
def test_the_guide_names_the_same_sums(allowance: str, sums: tuple[int, ...]) -> None:
    for language in ("zh-Hans", "en"):
        guide = Path("services/guides", allowance, f"{language}.toml").read_text("utf-8")
        assert set(map(str, sums)) <= set(re.findall(r"\d+", guide)), language
