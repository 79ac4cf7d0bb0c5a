"""What residents are told on their phones: all text messages in one table, and when they come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from services.cases import DISTRICT_TIME
from services.storage.notices import Kind
from services.words import Value, Words, words

__all__ = ["MESSAGES", "Kind", "Message", "QuietHours", "message", "quiet_hours"]

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Message:
    """``text`` with its places empty; ``at_night``: comes in the quiet hours too.

    ``on_paper``: also goes by post to whoever asked for letters.
    """

    text: Words
    at_night: bool = False
    on_paper: bool = False


# Anybody may see the screen of a phone: but for what was asked to be said there, no message names
# what it is about.
MESSAGES: Mapping[Kind, Message] = {
    Kind.CODE: Message(
        words("【暖窗】验证码 %(code)s，%(minutes)s 分钟内有效。请不要告诉别人。"), at_night=True
    ),
    Kind.FAMILY_CODE: Message(
        words(
            "【暖窗】%(name)s要用您的手机登录，验证码 %(code)s，%(minutes)s 分钟内有效。"
            "人不在您身边的话，请不要告诉任何人。"
        ),
        at_night=True,
    ),
    Kind.STEP: Message(
        words("【暖窗】您办的事有新进展，凭证号 %(reference)s。请登录暖窗，看“我办的事”。"),
        on_paper=True,
    ),
    Kind.REMINDER: Message(words("【暖窗】%(said)s")),
    Kind.SAFETY: Message(words("【暖窗】%(said)s"), at_night=True),
    Kind.ACCOUNT: Message(
        words("【暖窗】您一个星期的账写好了。请登录暖窗，看“每周的账”。"), on_paper=True
    ),
    Kind.NEWS: Message(
        words("【暖窗】有一条给您的新消息。请登录暖窗，看“给我的消息”。"), on_paper=True
    ),
}


def message(kind: Kind, **values: Value) -> Words:
    """A text message with its places filled; values that it has no place for are left out."""
    text = MESSAGES[kind].text
    held = {name: value for name, value in values.items() if f"%({name})s" in text.msgid}
    return Words(text.msgid, tuple(sorted(held.items())))


@dataclass(frozen=True)
class QuietHours:
    """The part of the day, in the district, in which no phone rings but for what can't wait."""

    begin: time
    end: time

    def over(self, now: datetime) -> datetime | None:
        """When the quiet ends that reigns ``now``; None where none does."""
        here = now.astimezone(DISTRICT_TIME)
        clock = here.time()
        if self.begin <= self.end:
            quiet, late = self.begin <= clock < self.end, False
        else:
            late = clock >= self.begin
            quiet = late or clock < self.end
        if not quiet:
            return None
        day = here.date() + timedelta(days=1 if late else 0)
        return datetime.combine(day, self.end, DISTRICT_TIME)


def quiet_hours(text: str) -> QuietHours:
    """Hours written as ``21:00-08:00``; empty: none. Raises ValueError for anything else."""
    if not text:
        return QuietHours(time(0), time(0))
    found = _HOURS.fullmatch(text)
    if found is None:
        raise ValueError("quiet hours are written like 21:00-08:00")
    begin_hour, begin, end_hour, end = map(int, found.groups())
    return QuietHours(time(begin_hour, begin), time(end_hour, end))
