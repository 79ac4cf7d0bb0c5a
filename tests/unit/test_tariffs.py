"""What a use costs."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.providers.utility import Utility
from services.utilities.tariffs import (
    TARIFFS,
    NoTariff,
    Tariff,
    charge,
    tariff_note,
    tariff_on,
)

DAY = date(2026, 10, 1)
USES = st.decimals(min_value=0, max_value=6000, places=1)


@pytest.mark.parametrize(
    ("utility", "before", "usage", "fen"),
    [
        (Utility.ELECTRICITY, "0", "0", 0),
        (Utility.ELECTRICITY, "0", "3120", 192504),
        (Utility.ELECTRICITY, "0", "3121", 192571),
        (Utility.ELECTRICITY, "3119", "2", 128),
        (Utility.ELECTRICITY, "3120", "1680", 112056),
        (Utility.ELECTRICITY, "4799", "2", 158),
        (Utility.ELECTRICITY, "4800", "100", 9170),
        (Utility.ELECTRICITY, "3000", "2000", 7404 + 112056 + 18340),
        (Utility.WATER, "0", "220", 75900),
        (Utility.WATER, "219", "2", 828),
        (Utility.WATER, "220", "80", 38640),
        (Utility.WATER, "299.5", "1", 533),
        (Utility.GAS, "0", "310", 93000),
        (Utility.GAS, "310", "210", 69300),
        (Utility.GAS, "519", "2", 750),
    ],
)
def test_each_unit_is_priced_by_its_own_tier(
    utility: Utility, before: str, usage: str, fen: int
) -> None:
    assert charge(tariff_on(utility, DAY), Decimal(before), Decimal(usage)).total_fen == fen


@given(st.sampled_from(TARIFFS), USES, USES, USES)
def test_more_use_never_costs_less(
    tariff: Tariff, before: Decimal, usage: Decimal, more: Decimal
) -> None:
    less = charge(tariff, before, usage).total_fen
    assert charge(tariff, before, usage + more).total_fen >= less


@given(st.sampled_from(TARIFFS), USES, USES)
def test_the_parts_make_the_whole(tariff: Tariff, before: Decimal, usage: Decimal) -> None:
    whole = charge(tariff, before, usage)
    assert sum((part.usage for part in whole.parts), Decimal(0)) == usage
    exact = sum((part.usage * part.price for part in whole.parts), Decimal(0)) * 100
    assert abs(whole.total_fen - exact) <= Decimal("0.5")
    assert all(part.amount_fen >= 0 for part in whole.parts)


@given(st.sampled_from(TARIFFS), USES, USES, USES)
def test_two_bills_cost_what_one_would(
    tariff: Tariff, before: Decimal, first: Decimal, second: Decimal
) -> None:
    apart = charge(tariff, before, first).total_fen
    apart += charge(tariff, before + first, second).total_fen
    assert abs(apart - charge(tariff, before, first + second).total_fen) <= 1


def test_an_unchecked_price_says_so() -> None:
    for utility in (Utility.WATER, Utility.GAS):
        note = tariff_note(tariff_on(utility, DAY))
        assert note is not None
        assert "以当地公布为准" in note.msgid


def test_no_price_before_the_first_tariff() -> None:
    with pytest.raises(NoTariff):
        tariff_on(Utility.WATER, date(2013, 7, 31))


def test_use_is_never_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        charge(TARIFFS[0], Decimal(0), Decimal(-1))
