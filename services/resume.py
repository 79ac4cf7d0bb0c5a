"""接着办: a half-done task gets a slip, and goes on wherever the slip is shown."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.clock import Clock
from services.journey import Answers, Applicant, Journey, Kind, Service
from services.limits import Limits, Rule
from services.numbers import clean_typed, is_digits, normalise_number
from services.people import TooOften
from services.storage import Database, Work
from services.storage.drafts import Draft
from services.storage.resume_slips import ResumeSlip
from services.words import Words, words

SLIP_DAYS = 30
CODE_DIGITS = 6
# Everybody in a service hall shares one address, so this one is wide. Right codes count too: else
# many guesses at one moment would all be let through.
ADDRESS_RULE = Rule("resume-by-address", times=30, minutes=10)
# A district mistypes a few codes an hour; whoever guesses needs a million tries for all of them.
WRONG_RULE = Rule("resume-wrong", times=200, minutes=60)
_EVERYBODY = "all"
# Two machines at the same moment: the second looks again and takes the draft from the first.
_TURNS = 3


class ResumeProblem(Exception):
    """Going on did not work; ``words`` say why and what to do."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


class SlipGone(ResumeProblem):
    """There is nothing to go on with: wrong, too old, sent or given up; which one is not told."""


class DigitsClosed(ResumeProblem):
    """Too many wrong digits were tried by all together: for a while only the square code works."""


class BusyHere(ResumeProblem):
    """Another task of the same service stands half-done here; one of the two has to give way."""


@dataclass(frozen=True)
class SlipFacts:
    """What a slip says: names of what is answered and of what is left; no answer stands on it."""

    service: str
    code: str
    token: str
    until: datetime
    done: tuple[Words, ...]
    left: tuple[Words, ...]


@dataclass(frozen=True)
class Found:
    """What a token leads to. ``busy_here`` when another half-done task would have to give way."""

    service: str
    done: tuple[Words, ...]
    left: tuple[Words, ...]
    until: datetime
    busy_here: bool


@dataclass(frozen=True)
class Resumed:
    """A task that goes on here. ``asks_again`` when private answers have to be given once more."""

    service: str
    asks_again: bool


def read_code(typed: str) -> str:
    """The six digits of a slip, as people write them. Raises ResumeProblem."""
    code = normalise_number(typed)
    if not clean_typed(typed):
        raise ResumeProblem(words("请填写小票上的 6 位号码。"))
    if not is_digits(code):
        raise ResumeProblem(words("号码里只能有数字。请看小票，再填一次。"))
    if len(code) != CODE_DIGITS:
        raise ResumeProblem(
            words("号码是 6 位数字，您填了 %(typed)s 位。请看小票，再填一次。", typed=len(code))
        )
    return code


@dataclass(frozen=True)
class _Move:
    """A draft on its way from one owner to another, with its photos."""

    draft: Draft
    old: bytes
    new: bytes
    answers: Answers
    photos: tuple[str, ...]


class ResumeDesk:
    """Gives slips out and takes them back; every method may raise StorageUnavailable."""

    def __init__(
        self, db: Database, clock: Clock, limits: Limits, services: Mapping[str, Service]
    ) -> None:
        self._db = db
        self._clock = clock
        self._limits = limits
        self._services = services

    def slip_for(self, applicant: Applicant, service: str) -> SlipFacts | None:
        """The slip of the applicant's draft, made when first asked for; None without a draft."""
        with self._db.read() as work:
            draft = work.drafts.find(applicant.owner, service)
            slip = draft and work.resume_slips.of_draft(draft.once, self._clock.now())
        if draft is None:
            return None
        slip = slip or self._new_slip(draft)
        done, left = self._progress(draft, applicant)
        return SlipFacts(service, slip.code, slip.token, slip.expires_at, done, left)

    def look(self, token: str, applicant: Applicant) -> Found | None:
        """What a token leads to; changes nothing."""
        with self._db.read() as work:
            slip = work.resume_slips.by_token(token, self._clock.now())
            kept = work.drafts.by_once(slip.once) if slip else None
            if slip is None or kept is None:
                return None
            busy = _is_busy(work, applicant.owner, slip)
        done, left = self._progress(kept[1], applicant)
        return Found(slip.service, done, left, slip.expires_at, busy)

    def by_token(self, token: str, applicant: Applicant, replace: bool = False) -> Resumed:
        """Go on with everything that was answered. Raises SlipGone, BusyHere."""
        for _ in range(_TURNS):
            with self._db.read() as work:
                slip = work.resume_slips.by_token(token, self._clock.now())
            if slip is None:
                break
            resumed = self._take(slip, applicant, replace, with_private=True)
            if resumed is not None:
                return resumed
        raise SlipGone(words("这张小票现在不能用了。"))

    def by_code(
        self, typed: str, address: str, applicant: Applicant, replace: bool = False
    ) -> Resumed:
        """Go on by six digits: what is private is left out and asked again.

        ``address`` is the network address that asks. Raises ResumeProblem (of which SlipGone,
        BusyHere, DigitsClosed) and TooOften.
        """
        code = read_code(typed)
        self._may_try(address)
        for _ in range(_TURNS):
            with self._db.read() as work:
                slip = work.resume_slips.by_code(code, self._clock.now())
            if slip is None:
                break
            resumed = self._take(slip, applicant, replace, with_private=False)
            if resumed is not None:
                return resumed
        self._limits.minutes_to_wait(WRONG_RULE, _EVERYBODY)
        raise SlipGone(
            words(
                "没有找到这个号码。请对着小票再看一遍：数字对不对，日期过了没有，事情办完了没有。"
            )
        )

    def went_elsewhere(self, owner: bytes, service: str) -> bool:
        """Whether this owner's task goes on at another machine, by its slip."""
        with self._db.read() as work:
            return work.resume_slips.was_left_by(owner, service, self._clock.now())

    def sweep(self) -> None:
        """Forget slips that lead nowhere; for the worker, once a day."""
        with self._db.write() as work:
            work.resume_slips.sweep(self._clock.now())

    def _may_try(self, address: str) -> None:
        minutes = self._limits.minutes_to_wait(ADDRESS_RULE, address)
        if minutes:
            raise TooOften(minutes)
        if self._limits.minutes_closed(WRONG_RULE, _EVERYBODY):
            raise DigitsClosed(
                words("现在填错号码的人太多，为了大家的安全，填号码这条路先关一会儿。")
            )

    def _new_slip(self, draft: Draft) -> ResumeSlip:
        now = self._clock.now()
        expires = now + timedelta(days=SLIP_DAYS)
        with self._db.write() as work:
            work.resume_slips.drop_expired(draft.once, now)
            slip = work.resume_slips.of_draft(draft.once, now)
            while slip is None:
                code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
                token = secrets.token_urlsafe(24)
                work.resume_slips.add(draft.once, draft.service, code, token, expires)
                slip = work.resume_slips.of_draft(draft.once, now)
            # Else the draft would be swept before the day that the slip names.
            work.drafts.touch(draft.once, now)
        return slip

    def _take(
        self, slip: ResumeSlip, applicant: Applicant, replace: bool, *, with_private: bool
    ) -> Resumed | None:
        """Hand the draft over to the applicant; None when it is gone or changed meanwhile."""
        with self._db.read() as work:
            kept = work.drafts.by_once(slip.once)
            busy = _is_busy(work, applicant.owner, slip)
        if kept is None:
            return None
        owner, draft = kept
        if owner == applicant.owner:
            return Resumed(slip.service, False)
        if busy and not replace:
            raise BusyHere(
                words("您在这里也有一件没办完的，是同一种事。两件只能留一件，请在下面选。")
            )
        journey = self._services[slip.service].journey
        context = self._services[slip.service].context(applicant)
        before = _with_withheld(journey, draft.answers, slip.withheld)
        answers = before if with_private else journey.without(_private(journey), before)
        # What only the other visitor could have answered, such as "my own account".
        strange = set(answers) - set(journey.prune(context, answers))
        answers = journey.without(strange, answers)
        move = _Move(draft, owner, applicant.owner, answers, _photos(journey, answers))
        if not self._moved(move, before):
            return None
        return Resumed(slip.service, bool(_private(journey) & (set(before) - set(answers))))

    def _moved(self, move: _Move, withheld: Answers) -> bool:
        now, draft = self._clock.now(), move.draft
        try:
            with self._db.write() as work:
                if not work.drafts.move(draft, move.old, move.new, move.answers, now):
                    raise _ChangedMeanwhile
                work.resume_slips.note_move(draft.once, move.old, withheld)
                work.photos.hand_over(move.photos, move.new)
        except _ChangedMeanwhile:
            return False
        return True

    def _progress(
        self, draft: Draft, applicant: Applicant
    ) -> tuple[tuple[Words, ...], tuple[Words, ...]]:
        service = self._services[draft.service]
        path = service.journey.path(service.context(applicant), draft.answers)
        done = tuple(question.name for question in path if question.slug in draft.answers)
        left = tuple(question.name for question in path if question.slug not in draft.answers)
        return done, left


class _ChangedMeanwhile(Exception):
    """Undoes a hand-over: the draft is no longer as it was read."""


def _is_busy(work: Work, owner: bytes, slip: ResumeSlip) -> bool:
    """Whether the owner has begun another task of the same service and answered something."""
    mine = work.drafts.find(owner, slip.service)
    return mine is not None and mine.once != slip.once and bool(mine.answers)


def _photos(journey: Journey, answers: Answers) -> tuple[str, ...]:
    """The keys of the photos among the answers; a photo's answer is its key and its file's name."""
    asked = [question.slug for question in journey.questions if question.kind is Kind.PHOTO]
    return tuple(answers[slug][0] for slug in asked if answers.get(slug))


def _private(journey: Journey) -> set[str]:
    return {question.slug for question in journey.questions if question.private}


def _with_withheld(journey: Journey, answers: Answers, withheld: Answers) -> dict[str, Any]:
    """The answers, and those left out before, where what they hang on is still the same."""
    whole = dict(answers)
    for question in journey.questions:
        same = all(whole.get(slug) == withheld.get(slug) for slug in question.depends_on)
        if question.slug in withheld and question.slug not in whole and same:
            whole[question.slug] = withheld[question.slug]
    return whole
