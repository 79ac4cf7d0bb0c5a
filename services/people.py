"""Signing in by a code to a phone: one's own, or that of somebody the resident trusts."""

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import sha256

from services.actors import Actor, ActorKind
from services.cards.desk import masked_name
from services.clock import Clock
from services.day_word import DayWords
from services.limits import Limits, Rule
from services.messages import Kind, message
from services.numbers import clean_typed, is_digits, normalise_number
from services.phones import is_mobile
from services.providers.sms import SmsRefused, SmsSender
from services.sessions import (
    LAPSED_KEPT,
    Arrival,
    Sessions,
    SignedIn,
    Way,
    owner_key,
)
from services.storage import Database, Work
from services.storage.codes import PendingCode, RightCode
from services.storage.people import NewPerson, Person
from services.words import Words, words, words_n

CODE_MINUTES = 5
CODE_TRIES = 5
# How long what nobody came back to is kept.
DRAFT_KEPT = timedelta(days=30)
ATTEMPT_KEPT = timedelta(days=1)

PHONE_RULE = Rule("codes-by-phone", times=5, minutes=10)
# Everybody in a service hall shares one address, so this one is wide.
ADDRESS_RULE = Rule("codes-by-address", times=40, minutes=10)
TRY_RULE = Rule("tries-by-phone", times=20, minutes=60)

_COUNTRY_CODE = re.compile(r"^(\+86|0086|86(?=1\d{10}$))")
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
Say = Callable[[Words], str]


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


class NoName(SignInProblem):
    """The name of who wants to sign in is missing."""


class CodeGone(SignInProblem):
    """There is no code to check any more: a new one has to be asked for."""


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
    if not is_mobile(phone):
        raise SignInProblem(words("这不像手机号：手机号用 13 到 19 开头。请再看一看。"))
    return phone


class People:
    """Signing in by a code, or as an invented resident."""

    owner_key = staticmethod(owner_key)

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sms: SmsSender,
        limits: Limits,
        sessions: Sessions,
        day_words: DayWords,
    ) -> None:
        """Join records, time, the way to a phone, the counter of attempts, and the sessions."""
        self._db = db
        self._clock = clock
        self._sms = sms
        self._limits = limits
        self._sessions = sessions
        self._day_words = day_words

    @staticmethod
    def visitor_key(token: str) -> bytes:
        """Return the 32 bytes that own what a browser did before signing in.

        A bare SHA-256 is enough for a random token, and outlives a change of keys.
        """
        return sha256(f"visitor:{token}".encode()).digest()

    def request_code(self, typed_phone: str, owner: bytes, address: str, say: Say) -> None:
        """Send a code to a phone, good for this browser only.

        `address` is the network address that asks, `say` puts Words into the resident's
        language. Raises SignInProblem, TooOften, StorageUnavailable.
        """
        phone = read_phone(typed_phone)
        self._count_request(phone, address)
        code = self._keep_code(owner, phone)
        said = message(Kind.CODE, code=code, minutes=CODE_MINUTES)
        self._send(phone, say(self._day_words.signed(said)))

    def request_family_code(
        self, typed_phone: str, typed_name: str, owner: bytes, address: str, say: Say
    ) -> None:
        """Send a code to the phone of somebody whom the resident of that name trusts.

        Where nobody of that name does, no message goes out and nobody is told so: else anybody
        could ask who trusts whom. Raises as request_code().
        """
        phone, name = read_phone(typed_phone), clean_typed(typed_name)
        if not name:
            raise NoName(words("请填写要登录的人的姓名。"))
        self._count_request(phone, address)
        with self._db.read() as work:
            person = next((p for p in work.family_phones.residents(phone) if p.name == name), None)
        self._to_family(owner, phone, person, say)

    def request_own_code(self, person: Person, owner: bytes, address: str, say: Say) -> None:
        """Send a code to a known person's phone, or else to a phone that they trust.

        Raises as request_code().
        """
        phone = self.phone_of(person)
        if phone is None:
            raise SignInProblem(words("您没有登记手机号。请换一种办法，或者请工作人员帮您。"))
        if person.phone:
            self.request_code(phone, owner, address, say)
            return
        self._count_request(phone, address)
        self._to_family(owner, phone, person, say)

    def phone_of(self, person: Person) -> str | None:
        """Where request_own_code() sends: one's own phone, else the first that one trusts."""
        if person.phone:
            return person.phone
        with self._db.read() as work:
            trusted = work.family_phones.of(person.id)
        return trusted[0].phone if trusted else None

    def pending_code(self, owner: bytes) -> PendingCode | None:
        """Return the code this browser waits for, if it still counts."""
        with self._db.read() as work:
            pending = work.codes.find(owner)
        return pending if pending and self._counts(pending) else None

    def code_on_screen(self, pending: PendingCode) -> str | None:
        """Return the code itself where messages are shown instead of sent (demo only)."""
        if not pending.sent:
            return None
        # Other messages name cases, whose numbers are longer.
        codes = (_CODE.search(text) for text in self._sms.newest(pending.phone))
        return next((found.group() for found in codes if found), None)

    def texts_on_screen(self, person: Person) -> Sequence[str]:
        """Return a person's last text messages where they are shown instead of sent (demo)."""
        return self._sms.newest(person.phone)

    def check_code(self, typed: str, arrival: Arrival) -> SignedIn:
        """Sign in with the code sent to this browser and take over what was done in it.

        Raises SignInProblem (try again), CodeGone (ask for a new code), TooOften,
        StorageUnavailable.
        """
        code = normalise_number(typed)
        if not clean_typed(typed):
            raise SignInProblem(words("请填写短信里的 6 位验证码。"))
        if not (is_digits(code) and len(code) == 6):
            raise SignInProblem(words("验证码是 6 位数字。请看短信，再填一次。"))
        pending = self.pending_code(arrival.owner)
        if pending is None:
            raise CodeGone(words("这个验证码已经不能用了。请重新要一个验证码。"))
        self._count(TRY_RULE, pending.phone)
        with self._db.write() as work:
            right = work.codes.count_try(arrival.owner, code)
            if right is not None:
                work.codes.drop(arrival.owner)
                return self._let_in(work, right, arrival)
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

    def sign_in_demo(self, key: str, arrival: Arrival) -> SignedIn:
        """Sign in as an invented resident, as check_code() does; LookupError for another key.

        Only demo mode may offer this: the caller sees to it. Raises StorageUnavailable.
        """
        with self._db.write() as work:
            person = work.people.by_demo_key(key)
            if person is None:
                raise LookupError("no such demo resident")
            return self._sessions.start(work, person, Way.DEMO, arrival)

    def sweep(self) -> None:
        """Forget old sessions, codes, drafts and attempts; for the worker, once an hour."""
        now = self._clock.now()
        with self._db.write() as work:
            work.sessions.sweep(now - LAPSED_KEPT)
            work.codes.sweep(now)
            work.oidc_trips.sweep(now)
            work.messages.sweep(now - timedelta(minutes=CODE_MINUTES))
            work.drafts.sweep(now - DRAFT_KEPT)
            work.attempts.sweep(now - ATTEMPT_KEPT)

    def _let_in(self, work: Work, right: RightCode, arrival: Arrival) -> SignedIn:
        if not right.family:
            person = work.people.find_or_add(NewPerson(right.phone), self._clock.now())
            return self._sessions.start(work, person, Way.CODE, arrival)
        trusting = work.family_phones.residents(right.phone)
        found = next((person for person in trusting if person.id == right.person_id), None)
        if found is None:
            raise CodeGone(words("这个验证码已经不能用了。请重新要一个验证码。"))
        phones = work.family_phones.of(found.id)
        name = next(each.name for each in phones if each.phone == right.phone)
        helper = Actor(ActorKind.HELPER, None, name)
        return self._sessions.start(work, found, Way.FAMILY, arrival, helper)

    def _to_family(self, owner: bytes, phone: str, person: Person | None, say: Say) -> None:
        code = self._keep_code(owner, phone, person.id if person else None, family=True)
        if person is not None:
            name = masked_name(person.name)
            said = message(Kind.FAMILY_CODE, name=name, code=code, minutes=CODE_MINUTES)
            self._send(phone, say(self._day_words.signed(said)))

    def _keep_code(
        self, owner: bytes, phone: str, person_id: int | None = None, *, family: bool = False
    ) -> str:
        code = f"{secrets.randbelow(1_000_000):06}"
        expires = self._clock.now() + timedelta(minutes=CODE_MINUTES)
        with self._db.write() as work:
            work.codes.replace(owner, RightCode(phone, family, person_id), code, expires)
        return code

    def _send(self, phone: str, text: str) -> None:
        try:
            self._sms.send(phone, text)
        except SmsRefused as error:
            raise SignInProblem(
                words("短信现在发不出去。不登录也能交费：填户号就行。也可以请工作人员帮您。")
            ) from error

    def _count_request(self, phone: str, address: str) -> None:
        self._count(ADDRESS_RULE, address)
        self._count(PHONE_RULE, phone)

    def _count(self, rule: Rule, whom: str) -> None:
        minutes = self._limits.minutes_to_wait(rule, whom)
        if minutes:
            raise TooOften(minutes)

    def _counts(self, pending: PendingCode) -> bool:
        return pending.tries < CODE_TRIES and pending.expires_at > self._clock.now()
