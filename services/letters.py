"""Letters by post, for whoever asked for them: what is new is gathered for a day, then posted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from services.clock import Clock
from services.contact import Contact, contact_of
from services.day_word import DayWords
from services.messages import MESSAGES
from services.providers.letter import Letter, LetterShop
from services.sessions import owner_key
from services.storage import Database
from services.storage.notices import Notice
from services.storage.outbox import OutboxRow
from services.storage.people import Person

# What is older was told by other ways long ago.
OLDEST = timedelta(days=14)
ON_PAPER = tuple(kind for kind, message in MESSAGES.items() if message.on_paper)


@dataclass(frozen=True)
class Draft:
    """What is to stand in a letter, not yet in the form its reader wants.

    ``form`` is a value of services.contact.FORMS, ``locale`` the tag of a language, ``word`` the
    district's word of ``day`` and ``own`` the reader's own one, empty where nobody is known.
    """

    name: str
    day: date
    word: str
    own: str
    form: str
    locale: str
    notices: tuple[Notice, ...]


# Makes the file of a letter: its bytes and their MIME type. What it raises puts the letter off.
Compose = Callable[[Draft], tuple[bytes, str]]


class Letters:
    """Posts the letters that are due."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        shop: LetterShop | None,
        compose: Compose,
        day_words: DayWords,
    ) -> None:
        """Without a shop nothing goes by post; the inbox on the site has it all."""
        self._db = db
        self._clock = clock
        self._shop = shop
        self._compose = compose
        self._day_words = day_words

    def deliver(self, row: OutboxRow) -> None:
        """Post what is new to one resident. Raises LetterRefused, and what composing raises."""
        person_id = int(row.order_key.partition("-")[0])
        owner = owner_key(person_id)
        now = self._clock.now()
        with self._db.read() as work:
            person, contact = work.people.find(person_id), contact_of(work, owner)
            notices = tuple(work.notices.to_post(owner, ON_PAPER, now - OLDEST))
        posted: list[int] = []
        if self._shop is not None and person and contact and contact.post and notices:
            content, mimetype = self._compose(self._draft(person, contact, notices))
            letter = Letter(row.order_key, person.name, contact.post, content, mimetype)
            self._shop.post(letter)
            posted = [notice.id for notice in notices]
        with self._db.write() as work:
            # Whoever marks the row goes on: a worker whose claim ran out comes too late here.
            if work.outbox.done(row.id) and posted:
                work.notices.mark_posted(posted, self._clock.now())

    def _draft(self, person: Person, contact: Contact, notices: tuple[Notice, ...]) -> Draft:
        day = self._day_words.today()
        word, own = self._day_words.of(day), self._day_words.own(person.id, day)
        return Draft(person.name, day, word, own, contact.letters, notices[-1].locale, notices)
