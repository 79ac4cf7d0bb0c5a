"""What the trail tells of: every change, and every look at a resident's record, by its kind."""

from __future__ import annotations

from enum import StrEnum

from services.words import Words, words


class Deed(StrEnum):
    """The kinds of lines in the trail; the part before the dot is the room it happened in."""

    CASE_OPENED = "case.opened"
    CASE_SEEN = "case.seen"


# How a resident reads each of them under 谁看过我的资料.
SAID: dict[Deed, Words] = {
    Deed.CASE_OPENED: words("送出了一件事"),
    Deed.CASE_SEEN: words("看了您办的事"),
}
