"""Dated tiered tariffs of water, electricity and gas, and what a use costs under them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.providers.utility import Utility
from services.words import Words, words


@dataclass(frozen=True)
class Tier:
    """One step: the price in yuan of each unit above `above` units since January.

    `source` is the mark of docs/sources.md; `verified` only if an official document was read.
    """

    above: Decimal
    price: Decimal
    source: str
    verified: bool


@dataclass(frozen=True)
class Tariff:
    """The tiers of one utility. `since` is None where the first day is not known."""

    utility: Utility
    unit: str
    since: date | None
    tiers: tuple[Tier, ...]

    @property
    def verified(self) -> bool:
        """Whether every price comes from an official document."""
        return all(tier.verified for tier in self.tiers)


@dataclass(frozen=True)
class Part:
    """The share of a use that fell into one tier (counted from 1); money in fen."""

    tier: int
    usage: Decimal
    price: Decimal
    amount_fen: int


@dataclass(frozen=True)
class Charge:
    """What a use costs: the parts, and their exact sum in fen."""

    parts: tuple[Part, ...]

    @property
    def total_fen(self) -> int:
        return sum(part.amount_fen for part in self.parts)


def _tier(above: str, price: str, source: str, verified: bool = False) -> Tier:
    return Tier(Decimal(above), Decimal(price), source, verified)


# Household, one meter a household, year from January to December. Marks: O official document,
# P secondary text, K general knowledge; only O counts as verified.
TARIFFS: tuple[Tariff, ...] = (
    # 沪发改价管(2012)020号; not split into peak and valley.
    Tariff(
        Utility.ELECTRICITY,
        "kWh",
        date(2012, 7, 1),
        (
            _tier("0", "0.617", "O19", verified=True),
            _tier("3120", "0.667", "K-h"),
            _tier("4800", "0.917", "K-h"),
        ),
    ),
    # Combined price of supply and sewage (on 90 % of the water). A later rise is believed to have
    # happened, so no tier is verified.
    Tariff(
        Utility.WATER,
        "m³",
        date(2013, 8, 1),
        (_tier("0", "3.45", "P3"), _tier("220", "4.83", "P3"), _tier("300", "5.83", "P3")),
    ),
    # Tier 1 as printed on a bill of 2025-06; the day it began is not known.
    Tariff(
        Utility.GAS,
        "m³",
        None,
        (_tier("0", "3.00", "P6"), _tier("310", "3.30", "K-m"), _tier("520", "4.20", "K-m")),
    ),
)


class NoTariff(LookupError):
    """No tariff of this utility was in force on that day."""


def tariff_on(utility: Utility, day: date, tariffs: Iterable[Tariff] = TARIFFS) -> Tariff:
    """The newest tariff that had begun by `day`. Raises NoTariff."""
    begun = [
        tariff
        for tariff in tariffs
        if tariff.utility is utility and (tariff.since is None or tariff.since <= day)
    ]
    if not begun:
        raise NoTariff(f"{utility} on {day}")
    return max(begun, key=lambda tariff: tariff.since or date.min)


def charge(tariff: Tariff, used_before: Decimal, usage: Decimal) -> Charge:
    """What `usage` units cost after `used_before` units since January.

    Each unit is priced by its own tier on the running year total. The parts are rounded so that
    they add up to the whole, rounded half up to the fen. Raises ValueError for negative use.
    """
    if usage < 0 or used_before < 0:
        raise ValueError("use is never negative")
    parts: list[Part] = []
    exact = Decimal(0)
    rounded = 0
    ends = [tier.above for tier in tariff.tiers[1:]] + [None]
    for number, (tier, end) in enumerate(zip(tariff.tiers, ends, strict=True), start=1):
        top = used_before + usage if end is None else min(end, used_before + usage)
        units = top - max(tier.above, used_before)
        if units <= 0:
            continue
        exact += units * tier.price
        so_far = int((exact * 100).quantize(Decimal(1), ROUND_HALF_UP))
        parts.append(Part(number, units, tier.price, so_far - rounded))
        rounded = so_far
    return Charge(tuple(parts))


def tariff_note(tariff: Tariff) -> Words | None:
    """What the bill page says about a price that was not checked against an official document."""
    if tariff.verified:
        return None
    return words("价格可能有变，以当地公布为准。")
