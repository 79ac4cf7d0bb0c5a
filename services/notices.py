"""Tells residents what is new: a letter in the inbox on the site, and a text message that says so.

About a case, the text message names nothing but its reference: anybody may see the screen of a
phone. A reminder says what it was asked to say.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from services.clock import Clock
from services.people import is_mobile
from services.providers.sms import SmsSender, SmsSwitchedOff
from services.storage import Database, Work
from services.storage.cases import Case
from services.storage.notices import Notice
from services.storage.outbox import OutboxRow, Task
from services.words import Words, words

__all__ = ["Inbox", "Notice", "Teller", "notify", "tell"]

SOURCE_LOCALE = "zh-Hans"
LISTED = 50
# Puts words into the language of a locale's tag.
Render = Callable[[Words, str], str]


def tell(work: Work, case: Case, said: Words, now: datetime) -> None:
    """Tell the owner of a case what is new about it, in the caller's transaction."""
    locale = case.details.get("locale", SOURCE_LOCALE)
    notify(work, case.owner, case.person_id, None, said, now, locale, case.reference)


def notify(
    work: Work,
    owner: bytes,
    person_id: int | None,
    phone: str | None,
    said: Words,
    now: datetime,
    locale: str = SOURCE_LOCALE,
    reference: str = "",
) -> None:
    """Put a letter into an inbox, and a text message about it into the outbox.

    The message goes to ``phone``, if that is a mobile, else to the person's own; with neither
    there is only the letter.
    """
    number = work.notices.add(owner, person_id, phone, said, reference, locale, now)
    if phone is not None or person_id is not None:
        work.outbox.add(Task.TELL, str(number), now)


class Inbox:
    """What a resident finds under 消息."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def of(self, owner: bytes) -> list[Notice]:
        """The newest letters, LISTED at most."""
        with self._db.read() as work:
            return work.notices.of(owner, LISTED)

    def unread(self, owner: bytes) -> int:
        """How many were not read yet."""
        with self._db.read() as work:
            return work.notices.unread(owner)

    def mark_read(self, owner: bytes) -> None:
        """All of them were read."""
        with self._db.write() as work:
            work.notices.mark_read(owner, self._clock.now())


class Teller:
    """Sends the text message about a letter; the outbox asks again until the sender takes it."""

    def __init__(self, db: Database, sms: SmsSender, render: Render) -> None:
        self._db = db
        self._sms = sms
        self._render = render

    def deliver(self, row: OutboxRow) -> None:
        """Send it. Raises SmsRefused: then it is tried again later.

        Killed between sending and noting it, the same message is sent again: better than never.
        """
        with self._db.read() as work:
            notice = work.notices.find(int(row.order_key))
            phone = None if notice is None else self._phone(work, notice)
        if notice is not None and phone is not None and is_mobile(phone):
            # Where messages are switched off, the letter on the site is all there is.
            with suppress(SmsSwitchedOff):
                self._sms.send(phone, self._render(_message(notice), notice.locale))
        with self._db.write() as work:
            work.outbox.done(row.id)

    @staticmethod
    def _phone(work: Work, notice: Notice) -> str | None:
        if notice.phone is not None or notice.person_id is None:
            return notice.phone
        person = work.people.find(notice.person_id)
        return person.phone if person else None


def _message(notice: Notice) -> Words:
    if not notice.reference:
        # A reminder: it was asked for, to be read on this phone.
        return words("【暖窗】%(said)s", said=notice.said)
    return words(
        "【暖窗】您办的事有新进展，凭证号 %(reference)s。请登录暖窗，看“我办的事”。",
        reference=notice.reference,
    )
