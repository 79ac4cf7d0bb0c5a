"""Sessions: each belongs to one browser, ages, and is asked to prove itself before money.

A browser carries two cookies: the session's token, and a mark that changes every ten minutes of
use. A copy of the token alone is noticed at once. A copy of both is noticed as soon as thief and
owner have both been here, for then one of them comes with a mark that was replaced.
"""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from services.actors import Actor, ActorKind
from services.clock import Clock
from services.deeds import Deed
from services.messages import Kind
from services.notices import notify
from services.storage import Database, StorageUnavailable, Work
from services.storage.people import Person
from services.storage.sessions import KeptSession, token_hash
from services.storage.trail import TrailEntry
from services.words import words

# A session ends when it was not used for this long. Nothing typed is lost by it: drafts stay.
SESSION_IDLE = timedelta(days=1)
# So long a browser is known again, and what was being typed in it waits for its owner.
LAPSED_KEPT = timedelta(days=30)
# The session row is written at most this often, not on every page.
SEEN_AGAIN_AFTER = timedelta(minutes=10)
# Requests that were under way while the mark changed still carry the one before.
MARK_GRACE = timedelta(minutes=1)
# Before money and personal records a proof may be this old (NIST SP 800-63B, 4.2.3: 30 minutes).
FRESH = timedelta(minutes=30)


class Way(StrEnum):
    """How somebody showed who they are."""

    CODE = "code"
    FAMILY = "family"  # a code to the phone of somebody the resident trusts
    OIDC = "oidc"
    CARD = "card"
    DEMO = "demo"


class Why(StrEnum):
    """Why a session is over."""

    SIGNED_OUT = "signed-out"
    REPLACED = "replaced"  # somebody else signed in here
    ELSEWHERE = "elsewhere"  # its cookie was used in another browser


class Standing(StrEnum):
    """What a session's cookie is worth."""

    LIVE = "live"
    LAPSED = "lapsed"  # not used for too long
    ELSEWHERE = "elsewhere"
    OVER = "over"  # unknown, or ended on purpose


@dataclass(frozen=True)
class Browser:
    """What a request shows of its browser: both cookies ("" for none) and its system ("")."""

    token: str = ""
    mark: str = ""
    system: str = ""


@dataclass(frozen=True)
class Arrival:
    """Where somebody signs in: `owner` is the browser's key until now, `system` its system.

    `old_token` is the live session of whoever is signed in there so far, if anybody.
    """

    owner: bytes
    old_token: str | None = None
    system: str = ""


@dataclass(frozen=True)
class Found:
    """A session as it stands. `person` is only told to the browser that it belongs to.

    `new_mark` goes into the browser's cookie with this answer.
    """

    standing: Standing
    person: Person | None = None
    way: Way | None = None
    proved_until: datetime | None = None
    new_mark: str | None = None


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in: token and mark go into cookies and are kept nowhere else."""

    token: str
    mark: str
    person: Person


_OVER = Found(Standing.OVER)
USED_ELSEWHERE = words(
    "您的登录在另一台机器上被人用了。为了安全，我们让它停了。您填的内容都还在，请再登录一次。"
    "如果不是您自己换了机器，请打 12345。"
)


def new_secret() -> str:
    """32 random letters and signs (192 bits) for a cookie."""
    return secrets.token_urlsafe(24)


class Sessions:
    """What session cookies are worth."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join records and time."""
        self._db = db
        self._clock = clock

    def look(self, browser: Browser) -> Found:
        """Return what a browser's cookies are worth; raises StorageUnavailable.

        A session whose token comes from another browser ends here, and its owner is told.
        """
        with self._db.read() as work:
            kept = work.sessions.find(browser.token)
        now = self._clock.now()
        if kept is None or kept.mark is None:
            return _OVER
        mine = _is_same_browser(kept, browser, now)
        person = kept.person if mine else None
        if kept.ended_at is not None:
            return Found(Standing.ELSEWHERE, person) if kept.ended_why == Why.ELSEWHERE else _OVER
        if now - kept.last_seen_at >= SESSION_IDLE:
            return Found(Standing.LAPSED, person) if mine else _OVER
        if not mine:
            self._stop(browser, kept.person, now)
            return Found(Standing.ELSEWHERE)
        return self._live(browser, kept, now)

    def start(
        self, work: Work, person: Person, way: Way, arrival: Arrival, helper: Actor | None = None
    ) -> SignedIn:
        """Sign a person in, in the caller's transaction, and take over what the browser did so far.

        Where the same person is signed in already, that session goes on, proved anew; somebody
        else's ends, and their things stay theirs. `helper` is whose phone had the code, if it was
        not the person's own: the trail tells that it was them.
        """
        now, mark = self._clock.now(), new_secret()
        by, why = helper or resident(person), words("用自己的手机收了验证码") if helper else None
        work.trail.add(TrailEntry(by, Deed.SIGNED_IN, person.id, way, why), now)
        if arrival.old_token is None:
            _adopt(work, arrival.owner, person.id)
        else:
            kept = work.sessions.find(arrival.old_token)
            if kept is not None and kept.person.id == person.id:
                work.sessions.prove(arrival.old_token, way, mark, now)
                return SignedIn(arrival.old_token, mark, person)
            work.sessions.end(arrival.old_token, Why.REPLACED, now)
        token = new_secret()
        work.sessions.start(token, person.id, way, arrival.system, mark, now)
        return SignedIn(token, mark, person)

    def end_all(self, person: Person) -> None:
        """Sign a person out on every device; raises StorageUnavailable."""
        now = self._clock.now()
        with self._db.write() as work:
            work.sessions.end_all(person.id, Why.SIGNED_OUT, now)
            work.trail.add(TrailEntry(resident(person), Deed.SIGNED_OUT, person.id), now)

    def _live(self, browser: Browser, kept: KeptSession, now: datetime) -> Found:
        new_mark = None
        if now - kept.last_seen_at > SEEN_AGAIN_AFTER:
            new_mark = self._mark_anew(browser, kept, now)
        elif kept.mark_before and not kept.mark_seen_at and _carries(browser, kept.mark):
            self._note_return(browser, now)
        way = Way(kept.way) if kept.way else None
        until = kept.proved_at + FRESH if kept.proved_at else None
        return Found(Standing.LIVE, kept.person, way, until, new_mark)

    def _mark_anew(self, browser: Browser, kept: KeptSession, now: datetime) -> str | None:
        mark = new_secret()
        assert kept.mark is not None  # a session without a mark is over
        try:
            with self._db.write() as work:
                won = work.sessions.mark_anew(browser.token, browser.mark, kept.mark, mark, now)
        except StorageUnavailable:
            # A full disk must not keep a signed-in resident from reading.
            return None
        return mark if won else None

    def _note_return(self, browser: Browser, now: datetime) -> None:
        try:
            with self._db.write() as work:
                work.sessions.mark_came_back(browser.token, browser.mark, now)
        except StorageUnavailable:
            # Noted at the next request; until then the mark before holds too.
            return

    def _stop(self, browser: Browser, person: Person, now: datetime) -> None:
        with self._db.write() as work:
            if not work.sessions.end(browser.token, Why.ELSEWHERE, now):
                return
            owner = owner_key(person.id)
            notify(work, owner, person.id, None, USED_ELSEWHERE, now, kind=Kind.SAFETY)
            system = Actor(ActorKind.SYSTEM)
            work.trail.add(TrailEntry(system, Deed.SESSION_STOPPED, person.id), now)


def owner_key(person_id: int) -> bytes:
    """Return the 32 bytes that own a person's drafts and cases."""
    return sha256(f"person:{person_id}".encode()).digest()


def resident(person: Person) -> Actor:
    """Return the person as the one who does something."""
    return Actor(ActorKind.RESIDENT, person.id, person.name)


def _adopt(work: Work, browser: bytes, person_id: int) -> None:
    mine = owner_key(person_id)
    work.drafts.adopt(browser, mine)
    work.cases.adopt(browser, mine, person_id)
    work.photos.adopt(browser, mine)
    work.notices.adopt(browser, mine, person_id)
    work.contacts.adopt(browser, mine)
    work.reminders.adopt(browser, mine, person_id)
    work.readings.adopt(browser, mine)
    work.board.adopt(browser, mine, person_id)
    work.calls.adopt(browser, mine, person_id)
    work.talks.adopt(browser, mine, person_id)


def _carries(browser: Browser, mark: bytes | None) -> bool:
    return mark is not None and hmac.compare_digest(token_hash(browser.mark), mark)


def _is_same_browser(kept: KeptSession, browser: Browser, now: datetime) -> bool:
    if kept.system and browser.system and kept.system != browser.system:
        return False
    if _carries(browser, kept.mark):
        return True
    seen = kept.mark_seen_at
    return _carries(browser, kept.mark_before) and (seen is None or now - seen <= MARK_GRACE)
