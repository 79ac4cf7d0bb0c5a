"""Tells residents what is new: in the inbox on the site, by a text message, by post on request."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from typing import Any

from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.day_word import DayWords
from services.messages import MESSAGES, Kind, QuietHours, message
from services.outbox import NotYet
from services.phones import is_mobile
from services.providers.sms import SmsSender, SmsSwitchedOff
from services.storage import Database, Work
from services.storage.cases import Case
from services.storage.notices import Notice
from services.storage.outbox import OutboxRow, Task
from services.words import Words

__all__ = ["Inbox", "Kind", "Notice", "Teller", "notify", "tell"]

SOURCE_LOCALE = "zh-Hans"
LISTED = 50
# When the day's letters go to be printed: in time for the last collection of a post office.
COLLECTED = time(16)
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
    kind: Kind | None = None,
    page: str = "",
) -> None:
    """Put a letter into an inbox, and a text message about it into the outbox.

    The message goes to ``phone``, if that is a mobile, else to the person's own; with neither
    there is only the letter. Without a ``kind`` it is about the case ``reference``, or, with none
    of these, a reminder. ``page`` is the path of a page on this site with more about it.
    """
    kind = kind or (Kind.STEP if reference else Kind.REMINDER)
    number = work.notices.add(owner, person_id, phone, said, reference, locale, now, kind, page)
    if phone is not None or person_id is not None:
        work.outbox.add(Task.TELL, str(number), now)
    if person_id is not None and MESSAGES[kind].on_paper:
        _post_later(work, work.contacts.of(owner), person_id, now)


def notify_all(
    work: Work,
    letters: Sequence[tuple[bytes, int, Words]],
    now: datetime,
    kind: Kind,
    page: str,
) -> None:
    """The same for many known residents, by owner's key and person: each costs far less."""
    people = {owner: person for owner, person, _ in letters}
    numbers = work.notices.add_all(letters, SOURCE_LOCALE, now, kind, page)
    work.outbox.add_new(Task.TELL, map(str, numbers), now)
    if MESSAGES[kind].on_paper:
        for owner, wished in work.contacts.of_all(people).items():
            _post_later(work, wished, people[owner], now)


def _post_later(
    work: Work, wished: Mapping[str, Any] | None, person_id: int, now: datetime
) -> None:
    """See to it that what is new also goes by post with the next letters, if so wished."""
    if not wished or not wished.get("post"):
        return
    here = now.astimezone(DISTRICT_TIME)
    day = here.date() + timedelta(days=1 if here.time() >= COLLECTED else 0)
    due = datetime.combine(day, COLLECTED, DISTRICT_TIME)
    # One row a day, however much is new.
    work.outbox.add(Task.LETTER, f"{person_id}-{day.isoformat()}", due)


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

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sms: SmsSender,
        render: Render,
        day_words: DayWords,
        quiet: QuietHours,
    ) -> None:
        self._db = db
        self._clock = clock
        self._sms = sms
        self._render = render
        self._day_words = day_words
        self._quiet = quiet

    def deliver(self, row: OutboxRow) -> None:
        """Send it. Raises SmsRefused: then it is tried again; NotYet in the quiet hours.

        Killed between sending and noting it, the same message is sent again: better than never.
        """
        with self._db.read() as work:
            notice = work.notices.find(int(row.order_key))
            phone = None if notice is None else self._phone(work, notice)
        if notice is not None and phone is not None and is_mobile(phone):
            self._let_sleep(notice)
            # Where messages are switched off, the letter on the site is all there is.
            with suppress(SmsSwitchedOff):
                self._sms.send(phone, self._text(notice))
        with self._db.write() as work:
            work.outbox.done(row.id)

    def _let_sleep(self, notice: Notice) -> None:
        over = self._quiet.over(self._clock.now())
        if over is not None and not MESSAGES[notice.kind].at_night:
            raise NotYet(over)

    def _text(self, notice: Notice) -> str:
        said = message(notice.kind, said=notice.said, reference=notice.reference)
        return self._render(self._day_words.signed(said), notice.locale)

    @staticmethod
    def _phone(work: Work, notice: Notice) -> str | None:
        if notice.phone is not None or notice.person_id is None:
            return notice.phone
        person = work.people.find(notice.person_id)
        return person.phone if person else None
