"""A clerk opens their account with a setup sheet, once, and changes the password later."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from zxcvbn import zxcvbn

from services.clock import Clock
from services.deeds import Deed
from services.journey import AnswerProblem
from services.limits import Limits, Rule
from services.numbers import normalise_number
from services.people import SignInProblem, TooOften
from services.staff.accounts import Clerk
from services.staff.proofs import hashed, is_password, new_secret, step_of
from services.storage import Database, Work
from services.storage.clerks import setup_hash
from services.storage.trail import TrailEntry
from services.words import words

CODE_DIGITS = 20
SHEET_COUNTS = timedelta(days=3)
# From the code to the password; long enough to find the app and install it.
SETTING_UP = timedelta(minutes=45)
GUESSES = Rule("desk-setup-by-address", times=20, minutes=15)
CHANGES = Rule("desk-changes-by-clerk", times=10, minutes=15)

SHORTEST, LONGEST = 8, 128
# Of 0 to 4: more than 10^8 guesses.
_HARD_ENOUGH = 3
_LONGEST_JUDGED = 72


def new_sheet(work: Work, clerk: Clerk, now: datetime) -> str:
    """Close the account until it is set up with a new code; return the code, kept nowhere."""
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    work.clerks.begin_setup(clerk.id, setup_hash(clerk.number, code), now + SHEET_COUNTS)
    work.clerk_sessions.end_all(clerk.id, now)
    return code


def check_password(password: str, clerk: Clerk) -> None:
    """Raises AnswerProblem for a password that is too short, too long, or easily guessed."""
    if len(password) < SHORTEST:
        raise AnswerProblem(
            words("密码至少 %(n)s 个字。可以连着写几个不相干的词，好记也难猜。", n=SHORTEST)
        )
    if len(password) > LONGEST:
        raise AnswerProblem(words("密码最多 %(n)s 个字。", n=LONGEST))
    known = [clerk.number, clerk.name, "nuanchuang", "暖窗"]
    if zxcvbn(password[:_LONGEST_JUDGED], user_inputs=known)["score"] < _HARD_ENOUGH:
        raise AnswerProblem(
            words("这个密码容易被猜到。换一个：连着写几个不相干的词，不要用工号和生日。")
        )


class SettingUp:
    """From the sheet in a clerk's hand to an account that is open."""

    def __init__(self, db: Database, clock: Clock, limits: Limits) -> None:
        """Join records, time, and the counter of guesses."""
        self._db = db
        self._clock = clock
        self._limits = limits

    def begin(self, number: str, code: str, address: str) -> str:
        """Take the sheet's number and code; return the token of a session for setting up.

        `address` is the network address that asks. Raises SignInProblem, TooOften,
        StorageUnavailable.
        """
        self._count(GUESSES, address)
        number, now = normalise_number(number), self._clock.now()
        with self._db.write() as work:
            found = work.clerks.setting_up(number, setup_hash(number, normalise_number(code)), now)
            if found is None:
                raise SignInProblem(
                    words("工号或者开通码不对，也可能过期了。请再看一看，或者要一张新的开通单。")
                )
            if found.totp_secret is None:
                work.clerks.set_totp(found.clerk.id, new_secret())
            token = secrets.token_urlsafe(24)
            work.clerk_sessions.start(token, found.clerk.id, now, setting_up=True)
        return token

    def who(self, token: str) -> tuple[Clerk, str] | None:
        """Return the clerk of such a session, and the secret for their app."""
        now = self._clock.now()
        with self._db.read() as work:
            here = work.clerk_sessions.find(
                token, now - SETTING_UP, now - SETTING_UP, setting_up=True
            )
            account = work.clerks.find(here.clerk.id) if here else None
        if account is None or account.totp_secret is None:
            return None
        return account.clerk, account.totp_secret

    def finish(self, token: str, password: str, code: str) -> Clerk | None:
        """Keep the password, if the code is one of the clerk's app; None for no such session.

        Raises AnswerProblem for the password, SignInProblem for the code.
        """
        found = self.who(token)
        if found is None:
            return None
        clerk, secret = found
        check_password(password, clerk)
        now = self._clock.now()
        step = step_of(secret, normalise_number(code), now)
        with self._db.write() as work:
            if step is None or not work.clerks.spend_step(clerk.id, step):
                raise SignInProblem(words("6 位码不对。请看手机上的验证器，抄现在的那一个。"))
            work.clerks.finish_setup(clerk.id, hashed(password))
            work.clerk_sessions.end_all(clerk.id, now)
            work.trail.add(TrailEntry(clerk.actor, Deed.STAFF_SET_UP, about=clerk.number), now)
        return clerk

    def change(self, clerk: Clerk, present: str, new: str, code: str) -> None:
        """Change a password, by the present one and a one-time code; other sessions end.

        Raises AnswerProblem for the new password, SignInProblem, TooOften, StorageUnavailable.
        """
        self._count(CHANGES, str(clerk.id))
        check_password(new, clerk)
        now = self._clock.now()
        with self._db.read() as work:
            account = work.clerks.find(clerk.id)
        secret = account.totp_secret if account else None
        right = is_password(account.password_hash if account else None, present)
        step = step_of(secret, normalise_number(code), now) if secret and right else None
        with self._db.write() as work:
            if step is None or not work.clerks.spend_step(clerk.id, step):
                raise SignInProblem(words("现在的密码或者 6 位码不对。密码没有改。"))
            work.clerks.finish_setup(clerk.id, hashed(new))
            work.clerk_sessions.end_all(clerk.id, now)
            work.trail.add(TrailEntry(clerk.actor, Deed.STAFF_SET_UP, about=clerk.number), now)

    def _count(self, rule: Rule, whom: str) -> None:
        minutes = self._limits.minutes_to_wait(rule, whom)
        if minutes:
            raise TooOften(minutes)
