"""What must not be shown to everybody is taken out of free text: ID, phone and card numbers."""

from __future__ import annotations

import re

MASK = "****"
# In any script's digits, in hanzi as people spell numbers out, with a sign or two between them.
_DIGIT = r"[\d〇零○幺一二三四五六七八九两壹贰叁肆伍陆柒捌玖]"
_BETWEEN = r"[ \u3000\-－‐‑‒–—―−_.·•*()（）]{0,2}"
# The shortest phone number without its area code has 7 digits; hotlines have 5 or 6.
_LAST_X = rf"(?:{_BETWEEN}[xXｘＸ×](?![a-zA-Z]))?"
_NUMBER = re.compile(rf"\+?(?:{_DIGIT}{_BETWEEN}){{6,}}{_DIGIT}{_LAST_X}")
# From eleven digits on it is no list of small numbers, whatever stands between them.
_ANYHOW = r"[\s\-－‐‑‒–—―−_.·•*()（）,，、/]{0,3}"
_LONG_NUMBER = re.compile(rf"\+?(?:{_DIGIT}{_ANYHOW}){{10,}}{_DIGIT}{_LAST_X}")
_DATE = re.compile(r"(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])")
_MAIL = re.compile(r"[A-Za-z0-9._%+\-]+[@＠][A-Za-z0-9.\-]+\.[A-Za-z]{2,}")
_ROOM = re.compile(rf"{_DIGIT}+(?=\s*室)")
# Of a clerk's answer, only what is a person's: an office's own telephone stays.
_MOBILE_OR_LONGER = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{15,19}[xX]?)(?!\d)")


def mask_private(text: str) -> str:
    """Text without numbers of people: MASK stands in place of each.

    A number is seven digits or more, however they are written; dates stay. E-mail addresses and
    the number of a room go too.
    """
    kept = _MAIL.sub(MASK, text)
    kept = _LONG_NUMBER.sub(lambda found: _masked_number(found.group()), kept)
    kept = _NUMBER.sub(lambda found: _masked_number(found.group()), kept)
    return _ROOM.sub(MASK, kept)


def mask_people(text: str) -> str:
    """An answer without mobile, ID and card numbers; telephones of offices stay."""
    return _MOBILE_OR_LONGER.sub(MASK, text)


def _masked_number(found: str) -> str:
    return found if _DATE.fullmatch(found.strip()) else MASK
