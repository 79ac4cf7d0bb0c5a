"""Ages as the law counts them: whole years, reached on the birthday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def birthday(born: date, age: int) -> date:
    """The day on which somebody reaches an age.

    Who was born on 29 February reaches it on 28 February in other years: a term of years ends on
    the day of the same number, and where there is none on the last of the month (Civil Code of the
    People's Republic of China, article 202). Raises ValueError beyond the year 9999.
    """
    return _in_month(born.year + age, born.month, born.day)


def month_before(day: date) -> date:
    """The day of the same number one month earlier, or the last of that month."""
    if day.month == 1:
        return date(day.year - 1, 12, day.day)
    return _in_month(day.year, day.month - 1, day.day)


def age_on(born: date, day: date) -> int:
    """Whole years on a day; 0 before the first birthday."""
    age = day.year - born.year
    return max(0, age if day >= birthday(born, age) else age - 1)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
