"""A character that stands alone is read by what is around it: 得交 is děi, 看得见 is de."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .general import HANZI, table

_REACH = 8  # characters that are looked at before it
_LABELS = (
    "姓名|名字|户主|申请人|代办人|委托人|受托人|联系人|收款人|付款人|持卡人|帮办人|经办人|监护人|"
    "患者|病人|签名|签字"
)
_TITLES = (
    "先生|女士|小姐|大夫|师傅|律师|警官|阿姨|叔叔|伯伯|伯母|大爷|大妈|大娘|大叔|大姐|大哥|奶奶|爷爷|"
    "老太|老伯|主任|科长|处长|局长|经理|同志|某|老师|医生|护士"
)
# 查医生 and 解老师 may be something done; with these titles it is a person.
_SURE_TITLES = "先生|女士|小姐|阿姨|叔叔|伯伯|大爷|大妈|大娘|奶奶|爷爷|某"
_VERBS = "查盖解过折相都"
_GIVEN = (
    "秀兰英华建国明丽芳军伟敏静强磊洋艳勇娟涛超霞平刚桂玉红梅凤萍文志海春燕婷雪琳鑫佳欣宇浩轩梓涵晨阳怡雨诗"
    "美珍莲爱淑德福贵荣庆林峰辉鹏飞龙斌波健亮俊杰东根宝祥宏立新民永世芬香琴云翠慧颖洁莉娜丹倩晓小大仁忠良栋贤"
)


@dataclass(frozen=True)
class _Case:
    """``reading`` holds where ``before`` ends and ``after`` begins what surrounds the character."""

    reading: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, text: str, at: int) -> bool:
        left = text[max(0, at - _REACH) : at]
        if self.before and not self.before.search(left):
            return False
        return not self.after or self.after.match(text, at + 1) is not None


def read_alone(text: str, at: int) -> str | None:
    """Reading of the character ``text[at]`` by its surroundings; None: the usual one."""
    return next((case.reading for case in _cases().get(text[at], ()) if case.fits(text, at)), None)


@cache
def _cases() -> dict[str, list[_Case]]:
    found = {
        char: _surname(reading, _SURE_TITLES if char in _VERBS else _TITLES)
        for char, reading in table()["surnames"].items()
    }
    for row in table()["context"]:
        before = re.compile(f"(?:{row['before']})$") if "before" in row else None
        after = re.compile(row["after"]) if "after" in row else None
        found.setdefault(row["char"], []).append(_Case(row["reading"], before, after))
    return found


def _surname(reading: str, titles: str) -> list[_Case]:
    """After 姓 or the label of a name, before a title, or before a given name."""
    start = re.compile(rf"(?:^|[^{HANZI}]|[和与找请给跟把让由是叫为替帮小老]|{_LABELS})$")
    return [
        _Case(reading, re.compile(r"姓$"), None),
        _Case(
            reading,
            re.compile(rf"(?:{_LABELS})(?:[：:，、 ]|是|叫|为)$"),
            re.compile(rf"[{HANZI}]{{1,2}}(?![{HANZI}])|某"),
        ),
        _Case(
            reading,
            re.compile(rf"(?:^|[^{HANZI}]|[和与请给跟让是叫她他您你我们])[老小]$"),
            re.compile(rf"[^{HANZI}]|$|[和都也来的]"),
        ),
        _Case(reading, start, re.compile(rf"[{_GIVEN}]{{0,2}}(?:{titles})")),
        _Case(reading, start, re.compile(rf"[{_GIVEN}]{{2}}(?:[^{HANZI}]|$|[的和是来在您])")),
    ]
