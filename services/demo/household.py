"""Invented households: names, addresses, and how much each uses in a month."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from services.demo.residents import RESIDENTS
from services.providers.utility import Utility
from services.words import Month

SEED = "暖窗"
HOUSEHOLDS = 300
_FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = (
    "秀英",
    "桂兰",
    "建华",
    "志强",
    "玉珍",
    "海燕",
    "晓东",
    "丽萍",
    "国强",
    "春梅",
    "永福",
    "静",
)
_STREETS = ("暖阳路", "向晴路", "和风路", "枫桥东路", "梧桐里路")
# Share of a typical month by calendar month: heating and cooling, hot water.
_SEASON = {
    Utility.ELECTRICITY: (13, 12, 9, 7, 7, 9, 15, 16, 11, 7, 7, 11),
    Utility.WATER: (9, 9, 9, 10, 10, 11, 12, 12, 11, 10, 9, 9),
    Utility.GAS: (15, 15, 13, 10, 9, 7, 6, 6, 7, 9, 11, 14),
}
# Lowest and highest typical monthly use, in kWh and m³.
_TYPICAL = {
    Utility.ELECTRICITY: (90, 480),
    Utility.WATER: (6, 26),
    Utility.GAS: (8, 48),
}


@dataclass(frozen=True)
class Household:
    """One household; `index` counts from 1, and the first ones are the demo residents."""

    index: int
    holder: str
    address: str


def households() -> list[Household]:
    """All households, the same every time."""
    dice = Random(SEED)  # noqa: S311 - invented data, nothing to guess
    made = []
    for index in range(1, HOUSEHOLDS + 1):
        name = dice.choice(_FAMILY) + dice.choice(_GIVEN)
        if index <= len(RESIDENTS):
            name = RESIDENTS[index - 1].name
        address = (
            f"{dice.choice(_STREETS)} {dice.randint(2, 980)} 弄 {dice.randint(1, 60)} 号"
            f" {dice.randint(1, 6)}0{dice.randint(1, 4)} 室"
        )
        made.append(Household(index, name, address))
    return made


def monthly_use(household: int, utility: Utility, month: Month) -> Decimal:
    """What a household used in one month, in whole units; the same every time."""
    low, high = _TYPICAL[utility]
    typical = Random(f"{SEED} {household} {utility}").uniform(low, high)  # noqa: S311
    moment = Random(f"{SEED} {household} {utility} {month.year} {month.month}")  # noqa: S311
    share = _SEASON[utility][month.month - 1] / 10
    return Decimal(max(1, round(typical * share * moment.uniform(0.85, 1.15))))
