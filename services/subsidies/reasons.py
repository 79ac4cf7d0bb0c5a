"""What each rule says to a resident: one plain sentence for each of its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.subsidies.ages import age_on, birthday
from services.subsidies.calculation import Answer
from services.subsidies.facts import Facts
from services.words import Words, words


@dataclass(frozen=True)
class Told:
    """What a sentence may name: the facts, the day, and the parameters that were read."""

    facts: Facts
    on: date
    parameters: Mapping[str, Any]

    @property
    def age(self) -> int:
        """Whole years on that day."""
        return age_on(self.facts.born or self.on, self.on)


Line = Words | Callable[[Told], Words] | None


@dataclass(frozen=True)
class Said:
    """The sentences of one rule by its answer; ``nearest`` is what would change a no."""

    yes: Line = None
    no: Line = None
    person: Line = None
    nearest: Line = None

    def of(self, answer: Answer) -> Line:
        """The sentence of an answer."""
        return {Answer.YES: self.yes, Answer.NO: self.no, Answer.PERSON: self.person}[answer]


def spoken(line: Line, told: Told) -> Words | None:
    """A line with its values."""
    return line(told) if callable(line) else line


def _old_enough(told: Told) -> Words:
    needed = told.parameters["senior.age"]
    if told.age >= needed:
        return words("您 %(age)s 岁，满 %(needed)s 岁了。", age=told.age, needed=needed)
    day = birthday(told.facts.born or told.on, needed)
    return words("您 %(day)s满 %(needed)s 岁，现在就可以申请。", day=day, needed=needed)


def _too_young(parameter: str) -> Callable[[Told], Words]:
    return lambda told: words(
        "您 %(age)s 岁，还没有满 %(needed)s 岁。",
        age=told.age,
        needed=told.parameters[parameter],
    )


def _household(told: Told) -> Words:
    return {
        "dibao": words("您家是低保家庭。"),
        "severe": words("您是认定过的重残无业人员。"),
        "margin": words("您家是低保边缘家庭。"),
    }[told.facts.household]


def _grade(told: Told) -> Words:
    if told.facts.grade == 3:
        return words("您的证是智力三级或精神三级，可以领护理补贴。")
    return words("您的证是 %(grade)s 级，可以领护理补贴。", grade=told.facts.grade)


def _light_grade(told: Told) -> Words:
    if not told.facts.certificate:
        return words("有了证，才知道等级够不够。")
    return words(
        "您的证是 %(grade)s 级。护理补贴给一级、二级，还有智力三级和精神三级。",
        grade=told.facts.grade,
    )


def _against(told: Told) -> Words:
    if "support" in told.facts.receives:
        return words("您在领特困人员供养。领了那一份，就不能再领这一份。")
    return words("您在领工伤保险的护理费。领了那一份，就不能再领这一份。")


_NOT_YET = Said(
    yes=words("您现在没有在领这一份。"),
    no=words("您已经在领了，不用再申请。"),
    nearest=words("要是没有收到钱，请打 12345，请人查一查。"),
)
_CERTIFICATE = Said(
    yes=words("您有残疾人证。"),
    no=words("您还没有残疾人证。"),
    nearest=words("先办残疾人证。有了证，就可以再来申请。"),
)
_HOME_PLACE = Said(
    yes=words("您的户口在上海。"),
    person=words("您的户口不在上海。可以在这里交，由户口所在的地方决定和发钱。"),
)
_NOTHING_AGAINST = Said(
    yes=words("您没有在领和它冲突的钱。"),
    no=_against,
    person=words("您在领同一类的补贴。两份里只能选高的一份，请工作人员比一比。"),
    nearest=words("哪一天不领那一份了，就可以来申请这一份。"),
)
# Only who gets it hears of it: few are orphans.
_ORPHAN = Said(
    no=words("您在领孤儿基本生活保障。领了那一份，就不能再领生活补贴，护理补贴可以领。"),
    nearest=_NOTHING_AGAINST.nearest,
)
_HUKOU = Said(
    yes=words("您的户口在上海。"),
    no=words("您的户口不在上海。这一份给上海户籍的人。"),
    nearest=words("请问一问户口所在的地方，那里有没有这样的补贴。"),
)

SAID: Mapping[str, Said] = {
    "not_yet": _NOT_YET,
    "disabled_certificate": _CERTIFICATE,
    "disabled_hukou": _HOME_PLACE,
    "disabled_against": _NOTHING_AGAINST,
    "living_orphan": _ORPHAN,
    "senior_age": Said(
        yes=_old_enough,
        no=_too_young("senior.age"),
        nearest=lambda told: words(
            "满 %(needed)s 岁就可以领，提前一个月就可以来申请。",
            needed=told.parameters["senior.age"],
        ),
    ),
    "senior_hukou": _HUKOU,
    "living_household": Said(
        yes=_household,
        no=words("您家不是低保家庭，也不是低保边缘家庭。您也没有被认定为重残无业。"),
        person=words("您家是哪一种还不清楚，工作人员会帮您查。"),
        nearest=words("家里评上低保或低保边缘，或者您被认定为重残无业，就可以领。请到街道问一问。"),
    ),
    "nursing_grade": Said(
        yes=_grade,
        no=_light_grade,
        person=words("您的证是多重残疾三级。里面有没有智力或精神残疾，请工作人员看一看。"),
        nearest=lambda told: (
            words("身体要是变了，可以申请重新评定。等级变了，就可以再来。")
            if told.facts.certificate
            else words("证上写的等级够了，就可以领。")
        ),
    ),
    "transport_certificate": _CERTIFICATE,
    "transport_hukou": _HUKOU,
    "sum_by_district": Said(
        person=words("给多少、怎么给，以当地公布为准，工作人员会告诉您。想先问，请打 12345。")
    ),
    "relief_household": Said(
        yes=words("您家是低保家庭，或者特困家庭。"),
        person=words("您家的情况能不能减，请工作人员核对。"),
        no=words("您家不是低保、特困家庭，也不是低保边缘家庭。"),
        nearest=words("家里评上低保，就可以来申请。请到街道问一问。"),
    ),
    "relief_certificate": Said(
        person=words("家里有人有残疾人证。有没有减免，由当地定。"),
        no=words("家里没有人有残疾人证。"),
        nearest=words("家里有人领到残疾人证，也可以来问。"),
    ),
    "device_certificate": _CERTIFICATE,
    "device_fitting": Said(person=words("用哪一种合适，先请人看一看、试一试。")),
    "adaptation_certificate": Said(
        yes=words("您有残疾人证，可以申请家庭无障碍改造。"),
        no=words("您没有残疾人证。有证，或者年纪到了，有一样就行。"),
        nearest=words("先办残疾人证。有了证，就可以再来申请。"),
    ),
    "adaptation_age": Said(
        yes=lambda told: words(
            "您 %(age)s 岁，满 %(needed)s 岁了，可以申请适老化改造。",
            age=told.age,
            needed=told.parameters["adaptation.age"],
        ),
        no=_too_young("adaptation.age"),
        nearest=lambda told: words(
            "满 %(needed)s 岁也可以申请。", needed=told.parameters["adaptation.age"]
        ),
    ),
}

# Documents by their marks in docs/sources.md, as residents read them.
SOURCES: Mapping[str, Words] = {
    "O1": words("上海市民政局的公告，2026 年 5 月"),
    "O3": words("国务院 2015 年第 52 号文件"),
    "O12": words("国家法律和条例"),
    "P1": words("办事大厅自助机上的说明"),
    "P8": words("养老补贴的介绍"),
    "P9": words("残疾人政策的介绍"),
    "K": words("一般做法"),
}
