"""The door of the desk: a clerk shows password and one-time code, and is known until sign-out."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.actors import SYSTEM
from services.clock import Clock
from services.deeds import Deed
from services.limits import Limits, Rule
from services.numbers import normalise_number
from services.people import SignInProblem, TooOften
from services.staff.accounts import Clerk
from services.staff.proofs import is_password, step_of
from services.staff.roles import Role
from services.storage import Database, StorageUnavailable, Work
from services.storage.clerks import Account
from services.storage.trail import TrailEntry
from services.words import words

# Nobody at the machine for this long, or a whole day of work: the clerk signs in again.
DESK_IDLE = timedelta(hours=1)
DESK_DAY = timedelta(hours=12)
_SEEN_AGAIN_AFTER = timedelta(minutes=1)

NUMBER_RULE = Rule("desk-tries-by-number", times=10, minutes=15)
# A whole hall may stand behind one address.
ADDRESS_RULE = Rule("desk-tries-by-address", times=60, minutes=15)


@dataclass(frozen=True)
class Machine:
    """Where a clerk is: the network address, and the operating system in a word ("" unknown)."""

    address: str
    system: str


@dataclass(frozen=True)
class LetIn:
    """A new session: its token goes into the cookie and is kept nowhere else."""

    token: str
    clerk: Clerk


class StaffDoor:
    """Who is at the desk begins and ends here."""

    def __init__(self, db: Database, clock: Clock, limits: Limits) -> None:
        """Join records, time, and the counter of tries."""
        self._db = db
        self._clock = clock
        self._limits = limits

    def clerk_of_session(self, token: str, system: str, *, demo: bool) -> Clerk | None:
        """Return who is signed in under this token; invented clerks only in a demo.

        The account is looked at each time: what was closed a moment ago is closed. A session
        whose token comes from a machine with another system ends. Raises StorageUnavailable.
        """
        now = self._clock.now()
        with self._db.read() as work:
            found = work.clerk_sessions.find(token, now - DESK_IDLE, now - DESK_DAY)
        if found is None or (found.demo and not demo):
            return None
        if found.system and system and found.system != system:
            self._stop(token, found.clerk, now)
            return None
        if now - found.last_seen_at > _SEEN_AGAIN_AFTER:
            self._see_again(token, now)
        return found.clerk

    def sign_in(self, number: str, password: str, code: str, machine: Machine) -> LetIn:
        """Let in by password and one-time code; each try counts, and each code counts once.

        Raises SignInProblem, TooOften, StorageUnavailable.
        """
        number = normalise_number(number)
        self._count(ADDRESS_RULE, machine.address)
        self._count(NUMBER_RULE, number)
        with self._db.read() as work:
            account = work.clerks.by_number(number)
        known = account if account is not None and account.active else None
        # Asked of nobody too: neither words nor time tell which numbers there are.
        right = is_password(known.password_hash if known else None, password)
        with self._db.write() as work:
            if known is None or not right or not self._spends(work, known, code):
                raise SignInProblem(
                    words("工号、密码、6 位码里有不对的。请再看一看。用过的 6 位码要等下一个。")
                )
            return self._start(work, known.clerk, machine)

    def sign_in_demo(self, role: Role, machine: Machine) -> LetIn:
        """Let in as the invented clerk of a role; LookupError where there is none.

        Only demo mode may offer this: the caller sees to it. Raises StorageUnavailable.
        """
        with self._db.write() as work:
            account = work.clerks.by_demo_key(role)
            if account is None or not account.active:
                raise LookupError("no such demo clerk")
            return self._start(work, account.clerk, machine)

    def sign_in_linked(self, subject: str, machine: Machine) -> LetIn:
        """Let in whom the identity provider means; raises SignInProblem, StorageUnavailable."""
        with self._db.write() as work:
            account = work.clerks.by_subject(subject)
            if account is None or not account.active:
                raise SignInProblem(
                    words(
                        "这个统一身份还没有连到工作人员账号。请先用工号登录，再到“我的账号”里连上。"
                    )
                )
            return self._start(work, account.clerk, machine)

    def link(self, clerk: Clerk, subject: str) -> None:
        """Tie a clerk's account to who they are at the identity provider. Raises SignInProblem."""
        now = self._clock.now()
        with self._db.write() as work:
            holder = work.clerks.by_subject(subject)
            if holder is not None and holder.clerk.id != clerk.id:
                raise SignInProblem(words("这个统一身份已经连到别的账号了。没有改动。"))
            work.clerks.link(clerk.id, subject)
            work.trail.add(TrailEntry(clerk.actor, Deed.STAFF_LINKED, about=clerk.number), now)

    def sign_out(self, token: str, clerk: Clerk) -> None:
        """End one session; raises StorageUnavailable."""
        now = self._clock.now()
        with self._db.write() as work:
            work.clerk_sessions.end(token, now)
            work.trail.add(TrailEntry(clerk.actor, Deed.DESK_LEFT), now)

    def sweep(self) -> None:
        """Forget old sessions; for the worker, once an hour."""
        with self._db.write() as work:
            work.clerk_sessions.sweep(self._clock.now() - DESK_DAY)

    def _spends(self, work: Work, account: Account, code: str) -> bool:
        now, typed = self._clock.now(), normalise_number(code)
        step = step_of(account.totp_secret, typed, now) if account.totp_secret else None
        return step is not None and work.clerks.spend_step(account.clerk.id, step)

    def _start(self, work: Work, clerk: Clerk, machine: Machine) -> LetIn:
        now, token = self._clock.now(), secrets.token_urlsafe(24)
        work.clerk_sessions.start(token, clerk.id, now, machine.system)
        work.trail.add(TrailEntry(clerk.actor, Deed.DESK_ENTERED), now)
        return LetIn(token, clerk)

    def _stop(self, token: str, clerk: Clerk, now: datetime) -> None:
        with self._db.write() as work:
            work.clerk_sessions.end(token, now)
            work.trail.add(TrailEntry(SYSTEM, Deed.DESK_STOPPED, about=clerk.number), now)

    def _count(self, rule: Rule, whom: str) -> None:
        minutes = self._limits.minutes_to_wait(rule, whom)
        if minutes:
            raise TooOften(minutes)

    def _see_again(self, token: str, now: datetime) -> None:
        try:
            with self._db.write() as work:
                work.clerk_sessions.touch(token, now)
        except StorageUnavailable:
            # A full disk must not keep a clerk from reading.
            return
