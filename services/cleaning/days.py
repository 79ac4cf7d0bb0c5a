"""Days as people write them: 1948-3-12, 19480312, 1948年3月12日, 一九四八年三月十二日."""

import re
from calendar import month_abbr, month_name, monthrange
from datetime import MAXYEAR, date, timedelta

from services.journey import AnswerProblem
from services.numbers import LONGEST_TYPED, clean_typed
from services.words import Month, words

OLDEST_YEARS = 130
_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
# 1 to 39 as they are written in dates: 三, 十二, 二十, 三十一.
_COUNTED = {
    ("" if tens == 0 else "十" if tens == 1 else f"{'〇一二三'[tens]}十")
    + ("" if ones == 0 else "〇一二三四五六七八九"[ones]): str(tens * 10 + ones)
    for tens in range(4)
    for ones in range(10)
    if tens or ones
}
_NUMERAL = re.compile("[〇零一二三四五六七八九十]+")
_FULL = re.compile(r"(\d{4})[-/.年、,。·](\d{1,2})[-/.月、,。·](\d{1,2})[日号]?")
_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SHORT_YEAR = re.compile(r"\d{2}[-/.年、,。·]\d{1,2}[-/.月、,。·]\d{1,2}[日号]?|\d{6}")
_NO_YEAR = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?")
_LUNAR = re.compile(
    "农历|阴历|旧历|夏历|正月|冬月|腊月|闰|初[一二三四五六七八九十]|廿|大年|除夕"
    "|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]"
)
_SAID = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3, "today": 0, "tomorrow": 1}
# 12 March 1948 and March 12, 1948, as this site itself writes days in English.
_ENGLISH = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?P<name>[a-z]{3,9})[,，]?(?P<year>\d{4})"
    r"|(?P<name2>[a-z]{3,9})(?P<day2>\d{1,2})(?:st|nd|rd|th)?[,，]?(?P<year2>\d{4})"
)
# "3-12" said in November means next March; said on 20 March it is a slip.
_LONG_OVER = timedelta(days=180)
_PREFIX = re.compile("^(公历|阳历|新历|西历|公元)")


def read_birth_date(typed: str, today: date) -> date:
    """The day somebody was born. Raises AnswerProblem."""
    text = _plain(typed)
    if not text:
        raise AnswerProblem(words("请填生日，照身份证上的填，例如 1948 年 3 月 12 日。"))
    if _LUNAR.search(text):
        raise AnswerProblem(
            words(
                "这像是农历生日。请填公历（阳历）的：看身份证正面“出生”那一行，"
                "例如 1948 年 3 月 12 日。"
            )
        )
    if "民国" in text:
        raise AnswerProblem(
            words("请写公历的年份：看身份证正面“出生”那一行，例如 1948 年 3 月 12 日。")
        )
    day = _day(text)
    if day is None:
        raise _unreadable(text)
    if day > today:
        raise AnswerProblem(words("这一天还没有到，不会是生日。请看看年份有没有写错。"))
    if today.year - day.year > OLDEST_YEARS:
        raise AnswerProblem(
            words("照这样算，已经过了 %(years)s 岁。请看看年份有没有写错。", years=OLDEST_YEARS)
        )
    return day


def read_coming_day(typed: str, today: date, first: date, last: date) -> date:
    """A day from ``first`` to ``last``; the year may be left out. Raises AnswerProblem."""
    day = read_any_day(typed, today)
    if day < today:
        raise AnswerProblem(words("%(day)s已经过去了。请填以后的一天。", day=day))
    if day < first:
        raise AnswerProblem(
            words("%(day)s来不及了。请填 %(first)s或以后的一天。", day=day, first=first)
        )
    if day > last:
        raise AnswerProblem(
            words("%(day)s太远了，还排不到。请填 %(last)s或以前的一天。", day=day, last=last)
        )
    return day


def read_any_day(typed: str, today: date) -> date:
    """A day of somebody's life or soon; the year may be left out. Raises AnswerProblem."""
    text = _plain(typed)
    if not text:
        raise AnswerProblem(words("请填哪一天，例如 %(day)s。", day=today))
    if _LUNAR.search(text):
        raise AnswerProblem(
            words("这像是农历的日子。请写公历（阳历）的，例如 %(day)s。", day=today)
        )
    day = _day(text) or _soon(text, today)
    if day is None:
        raise _unreadable(text)
    if abs(today.year - day.year) > OLDEST_YEARS:
        raise AnswerProblem(words("这一天离现在太远了。请看看年份有没有写错。"))
    return day


def _plain(typed: str) -> str:
    """Half-width, without spaces, Chinese numerals as digits."""
    text = "".join(clean_typed(typed[:LONGEST_TYPED]).split())
    text = _PREFIX.sub("", text).replace("—", "-").replace("–", "-").replace("−", "-")
    if _LUNAR.search(text):
        return text
    return _NUMERAL.sub(lambda found: _numeral(found.group()), text)


def _numeral(numeral: str) -> str:
    if numeral in _COUNTED:
        return _COUNTED[numeral]
    return "".join(_DIGITS.get(sign, sign) for sign in numeral)


def _day(text: str) -> date | None:
    """The day a full date means, or None where it is not one. Raises AnswerProblem."""
    found = _FULL.fullmatch(text) or _TOGETHER.fullmatch(text)
    if found is None:
        return _day_in_english(text.lower())
    return _existing(*(int(part) for part in found.groups()))


def _day_in_english(text: str) -> date | None:
    found = _ENGLISH.fullmatch(text)
    if found is None:
        return None
    day, name, year = (found[key] or found[f"{key}2"] for key in ("day", "name", "year"))
    for month in range(1, 13):
        if name in (month_name[month].lower(), month_abbr[month].lower()):
            return _existing(int(year), month, int(day))
    return None


def _soon(text: str, today: date) -> date | None:
    """明天, or a month and a day: in this year, or in the next when it is long over."""
    if text.lower() in _SAID:
        return today + timedelta(days=_SAID[text.lower()])
    found = _NO_YEAR.fullmatch(text)
    if found is None:
        return None
    month, day = (int(part) for part in found.groups())
    this_year = _existing(today.year, month, day)
    if today - this_year < _LONG_OVER:
        return this_year
    return _existing(today.year + 1, month, day)


def _existing(year: int, month: int, day: int) -> date:
    if not 1 <= year < MAXYEAR:
        raise AnswerProblem(words("没有这个年份。请看看年份有没有写错。"))
    if not 1 <= month <= 12:
        raise AnswerProblem(words("一年只有 12 个月，没有 %(month)s 月。请再看一看。", month=month))
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise AnswerProblem(
            words(
                "%(month)s只有 %(days)s 天，没有 %(day)s 日。请再看一看。",
                month=Month(year, month),
                days=days,
                day=day,
            )
        )
    return date(year, month, day)


def _unreadable(text: str) -> AnswerProblem:
    if _SHORT_YEAR.fullmatch(text):
        return AnswerProblem(words("年份请写全 4 位数字，例如 1948，不要只写 48。"))
    if _NO_YEAR.fullmatch(text):
        return AnswerProblem(words("请把年份也写上，例如 1948 年 3 月 12 日。"))
    return AnswerProblem(
        words("这里看不懂是哪一天。请这样写：先写年，再写月，再写日，例如 1948 年 3 月 12 日。")
    )
