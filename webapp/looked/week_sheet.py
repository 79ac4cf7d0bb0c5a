"""A week's account as a sheet of plain facts, which its page and every edition show."""

from __future__ import annotations

from collections.abc import Iterable

from a11y.formats.sheet import Section, Sheet
from services.cases import shown_reference
from services.looked import Told
from services.weekly import WeekAccount
from services.words import Day
from webapp.addresses import absolute
from webapp.formatting import district_time
from webapp.locales import _, say
from webapp.looked.words import service_words


def week_sheet(account: WeekAccount) -> Sheet:
    """Who did how much; then each thing done, each look, and what to do about it."""
    sections = (
        (_("一共"), [say(each) for each in account.by_hand]),
        (_("替您办的"), map(_line, account.done)),
        (_("看过的"), map(_line, account.looks)),
        (_("不是您同意的，怎么办"), _advice()),
    )
    filled = (Section(heading, tuple(points)) for heading, points in sections)
    return Sheet(
        _("一个星期的账"),
        _("从 %(first)s，到 %(last)s。", first=Day(account.week), last=Day(account.last)),
        tuple(section for section in filled if section.points),
        absolute(f"/accounts/{account.week.isoformat()}/"),
    )


def _line(told: Told) -> str:
    day, service = Day(district_time(told.line.at).date()), service_words(told)
    if told.paid and service:
        return _(
            "%(day)s，%(who)s：办了“%(service)s”，付了 %(paid)s。",
            day=day, who=told.who, service=service, paid=told.paid,
        )  # fmt: skip
    if service and told.reference:
        return _(
            "%(day)s，%(who)s：%(what)s，“%(service)s”，凭证号 %(reference)s。%(times)s",
            day=day, who=told.who, what=told.what, service=service,
            reference=shown_reference(told.reference), times=_times(told),
        )  # fmt: skip
    return _(
        "%(day)s，%(who)s：%(what)s。%(times)s",
        day=day, who=told.who, what=told.what, times=_times(told),
    )  # fmt: skip


def _times(told: Told) -> str:
    return _("一共 %(times)s 次。", times=told.times) if told.times > 1 else ""


def _advice() -> Iterable[str]:
    yield _("打 12345，说您要查是谁看了您的资料。")
    yield _("在“请人帮忙”里，按一下就能停掉一位帮手。")
    yield _("每一次都写在“谁看过我的资料”里，谁也改不了。")
