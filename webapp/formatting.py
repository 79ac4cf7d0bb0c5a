"""Money, dates and times as each language writes them; pure, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Protocol
from zoneinfo import ZoneInfo

from services.words import Money, Month

DISTRICT_TIME = ZoneInfo("Asia/Shanghai")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# First hour of each part of the day as people say it; 中午 is kept to the one hour it names.
CHINESE_DAY_PARTS = ((18, "晚上"), (13, "下午"), (12, "中午"), (6, "上午"), (0, "凌晨"))


class Formats(Protocol):
    """What every language must be able to write."""

    def money(self, amount: Money) -> str: ...
    def month(self, month: Month) -> str: ...
    def day(self, day: date) -> str: ...
    def date(self, day: date) -> str: ...
    def clock(self, time: datetime | time) -> str: ...
    def moment(self, time: datetime) -> str: ...
    def number(self, value: int | Decimal) -> str: ...
    def listed(self, names: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class ChineseFormats:
    """How Chinese is written here: half-width digits, a space between them and the characters."""

    hour: str = "点"

    def money(self, amount: Money) -> str:
        """「31.05 元」."""
        return f"{_yuan(amount)} 元"

    def month(self, month: Month) -> str:
        """「2026 年 10 月」."""
        return f"{month.year} 年 {month.month} 月"

    def day(self, day: date) -> str:
        """「11 月 24 日 星期二」."""
        return f"{day.month} 月 {day.day} 日 星期{'一二三四五六日'[day.weekday()]}"

    def date(self, day: date) -> str:
        """「2026 年 11 月 22 日」."""
        return f"{day.year} 年 {day.month} 月 {day.day} 日"

    def clock(self, time: datetime | time) -> str:
        """「上午 9 点 12 分」, at the full hour 「上午 9 点」."""
        part = next(name for hour, name in CHINESE_DAY_PARTS if time.hour >= hour)
        hour = f"{part} {(time.hour - 1) % 12 + 1 if time.hour else 0} {self.hour}"
        return f"{hour} {time.minute} 分" if time.minute else hour

    def moment(self, time: datetime) -> str:
        """「11 月 22 日 上午 9 点 12 分」; where the year matters, write the date and the clock."""
        return f"{time.month} 月 {time.day} 日 {self.clock(time)}"

    def number(self, value: int | Decimal) -> str:
        """Digits without grouping: commas are read aloud as pauses."""
        return _plain(value)

    def listed(self, names: Sequence[str]) -> str:
        """「交水费、交电费」."""
        return "、".join(names)


@dataclass(frozen=True, slots=True)
class EnglishFormats:
    """How English is written here: day before month, twelve-hour clock."""

    def money(self, amount: Money) -> str:
        """ "¥31.05"."""
        sign = "-" if amount.fen < 0 else ""
        return f"{sign}¥{abs(amount.fen) // 100:,}.{abs(amount.fen) % 100:02}"

    def month(self, month: Month) -> str:
        """ "October 2026"."""
        return f"{MONTHS[month.month - 1]} {month.year}"

    def day(self, day: date) -> str:
        """ "Tuesday 24 November"."""
        return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"

    def date(self, day: date) -> str:
        """ "22 November 2026"."""
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"

    def clock(self, time: datetime | time) -> str:
        """ "9:12 am"."""
        return f"{(time.hour - 1) % 12 + 1}:{time.minute:02} {'am' if time.hour < 12 else 'pm'}"

    def moment(self, time: datetime) -> str:
        """ "22 November, 9:12 am"."""
        return f"{time.day} {MONTHS[time.month - 1]}, {self.clock(time)}"

    def number(self, value: int | Decimal) -> str:
        """Digits grouped by thousands."""
        return f"{Decimal(_plain(value)):,}"

    def listed(self, names: Sequence[str]) -> str:
        """ "water, electricity and gas"."""
        *most, last = names or ("",)
        return f"{', '.join(most)} and {last}" if most else last


def district_time(time: datetime) -> datetime:
    """The wall clock of the district. Raises ValueError for a time without a zone."""
    if time.tzinfo is None:
        raise ValueError("a shown time needs a zone; storage gives UTC")
    return time.astimezone(DISTRICT_TIME)


def _yuan(amount: Money) -> str:
    sign = "-" if amount.fen < 0 else ""
    return f"{sign}{abs(amount.fen) // 100}.{abs(amount.fen) % 100:02}"


def _plain(value: int | Decimal) -> str:
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
