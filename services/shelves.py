"""How services stand together: categories by kind, life events by what has happened at home."""

from __future__ import annotations

from dataclasses import dataclass

from services.words import Words, words


@dataclass(frozen=True)
class Category:
    """A kind of service: what it is called, one line more, and its picture."""

    name: Words
    note: Words
    icon: str


# No more than six, and no more than six services in each: the elder and care views show them so.
CATEGORIES: dict[str, Category] = {
    "bills": Category(words("水、电、燃气费"), words("查用量、交费、减免"), "electricity"),
    "allowances": Category(words("领补贴"), words("先算一算能不能领"), "money"),
    "appointments": Category(words("预约和上门"), words("大厅、看病、上门、手语"), "calendar"),
    "cards": Category(words("办证和电子卡"), words("敬老卡、残疾人证、请人代办"), "card"),
    "reports": Category(words("报修和变更"), words("停水停电、抄表、过户"), "report"),
    "care": Category(words("照护和陪伴"), words("送饭、日托、康复、法律援助"), "care"),
}


@dataclass(frozen=True)
class LifeEvent:
    """Something that happens in a family and calls for several services at once (一件事)."""

    name: Words
    summary: Words


EVENTS: dict[str, LifeEvent] = {
    "turning-80": LifeEvent(
        words("家里老人满 80 岁了"),
        words("津贴升一档，可以请人上门、送饭，家里也可以装扶手。一件一件来，都在这里。"),
    ),
    "disability-certificate": LifeEvent(
        words("刚领到残疾人证"),
        words("有了证，可以领补贴、减水电气费、配辅具，出门也有人帮。"),
    ),
    "moving-house": LifeEvent(
        words("搬家了"),
        words("水、电、燃气换户主，抄一次表，请人查一查燃气安全。"),
    ),
    "home-from-hospital": LifeEvent(
        words("出院回家"),
        words("回家的车、家里的扶手和辅具、送饭、康复和复诊，一样一样安排好。"),
    ),
}
