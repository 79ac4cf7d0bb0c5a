"""Signing in and out: a phone, a six-digit code, and what was done before signing in."""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from services.clock import Clock
from services.limits import Limits, Rule
from services.numbers import clean_typed, is_digits, normalise_number
from services.providers.sms import SmsRefused, SmsSender
from services.storage import Database, StorageUnavailable, Work
from services.storage.codes import PendingCode
from services.storage.people import NewPerson, Person
from services.words import Words, words, words_n

CODE_MINUTES = 5
CODE_TRIES = 5
# A session ends when it was not used for this long. Nothing typed is lost by it: drafts stay.
SESSION_IDLE = timedelta(days=1)
# The session row is written at most this often, not on every page.
SEEN_AGAIN_AFTER = timedelta(minutes=10)
# How long what nobody came back to is kept.
DRAFT_KEPT = timedelta(days=30)
ATTEMPT_KEPT = timedelta(days=1)

PHONE_RULE = Rule("codes-by-phone", times=5, minutes=10)
# Everybody in a service hall shares one address, so this one is wide.
ADDRESS_RULE = Rule("codes-by-address", times=40, minutes=10)
TRY_RULE = Rule("tries-by-phone", times=20, minutes=60)

_COUNTRY_CODE = re.compile(r"^(\+86|0086|86(?=1\d{10}$))")
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_MOBILE = re.compile(r"1[3-9]\d{9}")


class SignInProblem(Exception):
    """Signing in did not work; `words` say why and what to do."""

    def __init__(self, said: Words) -> None:
        """Carry what the resident is told."""
        super().__init__(said.msgid)
        self.words = said


class TooOften(SignInProblem):
    """A rate limit was reached; `minutes` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        """Carry the minutes and the sentence that names them."""
        super().__init__(
            words_n(
                "为了您的安全，请过 %(n)s 分钟再试。",
                "为了您的安全，请过 %(n)s 分钟再试。",
                minutes,
            )
        )
        self.minutes = minutes


class CodeGone(SignInProblem):
    """There is no code to check any more: a new one has to be asked for."""


@dataclass(frozen=True)
class SignedIn:
    """A new session: its token goes into the cookie and is kept nowhere else."""

    token: str
    person: Person


def read_phone(typed: str) -> str:
    """Return the 11 digits of a typed mobile number; raises SignInProblem.

    Full-width digits, spaces, dashes and +86 are taken as people write them.
    """
    phone = _COUNTRY_CODE.sub("", normalise_number(typed))
    if not phone:
        raise SignInProblem(words("请填写您的手机号。"))
    if not is_digits(phone):
        raise SignInProblem(words("手机号里只能有数字。请再看一看。"))
    if len(phone) != 11:
        raise SignInProblem(
            words("手机号是 11 位数字，您填了 %(typed)s 位。请再看一看。", typed=len(phone))
        )
    if not _MOBILE.fullmatch(phone):
        raise SignInProblem(words("这不像手机号：手机号用 13 到 19 开头。请再看一看。"))
    return phone


def is_mobile(phone: str) -> bool:
    """Whether text messages can reach a number (11 digits)."""
    return _MOBILE.fullmatch(phone) is not None


def masked_phone(phone: str) -> str:
    """Return a phone number with its middle hidden: 199 **** 0001."""
    return f"{phone[:3]} **** {phone[-4:]}"


class People:
    """Who may do what in whose name begins here: sign-in, sessions, sign-out."""

    def __init__(self, db: Database, clock: Clock, sms: SmsSender, limits: Limits) -> None:
        """Join records, time, the way to a phone, and the counter of attempts."""
        self._db = db
        self._clock = clock
        self._sms = sms
        self._limits = limits

    @staticmethod
    def owner_key(person_id: int) -> bytes:
        """Return the 32 bytes that own a person's drafts and cases."""
        return sha256(f"person:{person_id}".encode()).digest()

    @staticmethod
    def visitor_key(token: str) -> bytes:
        """Return the 32 bytes that own what a browser did before signing in.

        A bare SHA-256 is enough for a random token, and outlives a change of keys.
        """
        return sha256(f"visitor:{token}".encode()).digest()

    def person_of_session(self, token: str) -> Person | None:
        """Return who is signed in under this token; raises StorageUnavailable."""
        now = self._clock.now()
        with self._db.read() as work:
            found = work.sessions.find(token, now - SESSION_IDLE)
        if found is None:
            return None
        if now - found.last_seen_at > SEEN_AGAIN_AFTER:
            self._see_again(token, now)
        return found.person

    def request_code(
        self, typed_phone: str, owner: bytes, address: str, say: Callable[[Words], str]
    ) -> None:
        """Send a code to a phone, good for this browser only.

        `address` is the network address that asks, `say` puts Words into the resident's
        language. Raises SignInProblem, TooOften, StorageUnavailable.
        """
        phone = read_phone(typed_phone)
        self._count(ADDRESS_RULE, address)
        self._count(PHONE_RULE, phone)
        code = f"{secrets.randbelow(1_000_000):06}"
        expires = self._clock.now() + timedelta(minutes=CODE_MINUTES)
        with self._db.write() as work:
            work.codes.replace(owner, phone, code, expires)
        text = words(
            "【暖窗】验证码 %(code)s，%(minutes)s 分钟内有效。请不要告诉别人。",
            code=code,
            minutes=CODE_MINUTES,
        )
        try:
            self._sms.send(phone, say(text))
        except SmsRefused as error:
            raise SignInProblem(
                words("短信现在发不出去。不登录也能交费：填户号就行。也可以请工作人员帮您。")
            ) from error

    def pending_code(self, owner: bytes) -> PendingCode | None:
        """Return the code this browser waits for, if it still counts."""
        with self._db.read() as work:
            pending = work.codes.find(owner)
        return pending if pending and self._counts(pending) else None

    def code_on_screen(self, pending: PendingCode) -> str | None:
        """Return the code itself where messages are shown instead of sent (demo only)."""
        # Other messages name cases, whose numbers are longer.
        codes = (_CODE.search(text) for text in self._sms.newest(pending.phone))
        return next((found.group() for found in codes if found), None)

    def texts_on_screen(self, person: Person) -> Sequence[str]:
        """Return a person's last text messages where they are shown instead of sent (demo)."""
        return self._sms.newest(person.phone)

    def check_code(self, typed: str, owner: bytes, old_token: str | None = None) -> SignedIn:
        """Sign in with the code sent to this browser and take over what was done in it.

        `old_token` is the session of whoever is signed in so far: it ends, and their things
        stay theirs. Raises SignInProblem (try again), CodeGone (ask for a new code), TooOften,
        StorageUnavailable.
        """
        code = normalise_number(typed)
        if not clean_typed(typed):
            raise SignInProblem(words("请填写短信里的 6 位验证码。"))
        if not (is_digits(code) and len(code) == 6):
            raise SignInProblem(words("验证码是 6 位数字。请看短信，再填一次。"))
        pending = self.pending_code(owner)
        if pending is None:
            raise CodeGone(words("这个验证码已经不能用了。请重新要一个验证码。"))
        self._count(TRY_RULE, pending.phone)
        with self._db.write() as work:
            if work.codes.count_try(owner, code):
                work.codes.drop(owner)
                person = work.people.find_or_add(NewPerson(pending.phone), self._clock.now())
                return self._start(work, person, owner, old_token)
        left = CODE_TRIES - pending.tries - 1
        if left <= 0:
            raise CodeGone(words("验证码填错了太多次，已经作废。请重新要一个验证码。"))
        raise SignInProblem(
            words_n(
                "验证码不对。您还可以再试 %(n)s 次。",
                "验证码不对。您还可以再试 %(n)s 次。",
                left,
            )
        )

    def sign_in_demo(self, key: str, owner: bytes, old_token: str | None = None) -> SignedIn:
        """Sign in as an invented resident, as check_code() does; LookupError for another key.

        Only demo mode may offer this: the caller sees to it. Raises StorageUnavailable.
        """
        with self._db.write() as work:
            person = work.people.by_demo_key(key)
            if person is None:
                raise LookupError("no such demo resident")
            return self._start(work, person, owner, old_token)

    def sign_out(self, person_id: int) -> None:
        """End all sessions of a person, on every device; raises StorageUnavailable."""
        with self._db.write() as work:
            work.sessions.end_all(person_id, self._clock.now())

    def sweep(self) -> None:
        """Forget old sessions, codes, drafts and attempts; for the worker, once an hour."""
        now = self._clock.now()
        with self._db.write() as work:
            work.sessions.sweep(now - SESSION_IDLE)
            work.codes.sweep(now)
            work.messages.sweep(now - timedelta(minutes=CODE_MINUTES))
            work.drafts.sweep(now - DRAFT_KEPT)
            work.attempts.sweep(now - ATTEMPT_KEPT)

    def _start(self, work: Work, person: Person, owner: bytes, old_token: str | None) -> SignedIn:
        now = self._clock.now()
        if old_token is not None:
            work.sessions.end(old_token, now)
        else:
            work.drafts.adopt(owner, self.owner_key(person.id))
            work.cases.adopt(owner, self.owner_key(person.id), person.id)
            work.photos.adopt(owner, self.owner_key(person.id))
            work.notices.adopt(owner, self.owner_key(person.id), person.id)
            work.contacts.adopt(owner, self.owner_key(person.id))
            work.reminders.adopt(owner, self.owner_key(person.id), person.id)
            work.readings.adopt(owner, self.owner_key(person.id))
        token = secrets.token_urlsafe(24)
        work.sessions.start(token, person.id, now)
        return SignedIn(token, person)

    def _count(self, rule: Rule, whom: str) -> None:
        minutes = self._limits.minutes_to_wait(rule, whom)
        if minutes:
            raise TooOften(minutes)

    def _counts(self, pending: PendingCode) -> bool:
        return pending.tries < CODE_TRIES and pending.expires_at > self._clock.now()

    def _see_again(self, token: str, now: datetime) -> None:
        try:
            with self._db.write() as work:
                work.sessions.touch(token, now)
        except StorageUnavailable:
            # A full disk must not keep a signed-in resident from reading.
            return
