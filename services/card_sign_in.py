"""Signing in by one's ID card, at a kiosk or a counter that has a reader."""

from services.cases import DISTRICT_TIME
from services.cleaning.identity import birth_date_of, read_id_number
from services.clock import Clock
from services.journey import AnswerProblem
from services.people import SignInProblem
from services.providers.card_reader import CardReader, CardRefused, CardUnread, ReadCard
from services.sessions import Arrival, Sessions, SignedIn, Way
from services.storage import Database
from services.storage.people import NewPerson
from services.words import words


class CardSignIn:
    """Who lays an ID card on a reader is its holder; no picture of a face is taken or compared."""

    def __init__(self, db: Database, clock: Clock, sessions: Sessions, reader: CardReader) -> None:
        """Join records, time, sessions and the reader."""
        self._db = db
        self._clock = clock
        self._sessions = sessions
        self._reader = reader

    def sign_in_by_card(self, ticket: str, arrival: Arrival) -> SignedIn:
        """Sign in the holder of the card that was read; somebody new here needs no phone.

        Raises SignInProblem, StorageUnavailable.
        """
        card = self._read(ticket)
        born = birth_date_of(card.id_number)
        new = NewPerson(name=card.name, id_number=card.id_number, birth_date=born)
        with self._db.write() as work:
            person = work.people.find_or_add(new, self._clock.now())
            return self._sessions.start(work, person, Way.CARD, arrival)

    def _read(self, ticket: str) -> ReadCard:
        today = self._clock.now().astimezone(DISTRICT_TIME).date()
        try:
            card = self._reader.read(ticket)
            read_id_number(card.id_number, today)
        except CardUnread as error:
            raise SignInProblem(
                words("没有读到身份证。请把身份证平放在读卡的地方，等一下再拿开。")
            ) from error
        except (CardRefused, AnswerProblem) as error:
            raise SignInProblem(
                words("这张身份证不能用，可能过期了，也可能挂失过。请到窗口问一问。")
            ) from error
        return card
