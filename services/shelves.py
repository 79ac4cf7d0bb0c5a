"""How services stand together: categories by kind, life events by what has happened at home."""

from __future__ import annotations

from dataclasses import dataclass

from services.words import Words, words

CATEGORIES: dict[str, Words] = {
    "bills": words("生活缴费"),
    "allowances": words("补贴和减免"),
    "appointments": words("预约"),
    "cards": words("证件和帮手"),
    "reports": words("报修和变更"),
    "care": words("照护和陪伴"),
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
