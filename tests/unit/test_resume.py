"""Slips at the desk: private answers, two machines at once, a thousand guesses."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import Any

import pytest

from services.clock import FixedClock
from services.journey import Answers, Applicant, Journey, Kind, Question
from services.limits import Limits
from services.people import DRAFT_KEPT, TooOften
from services.resume import (
    ADDRESS_RULE,
    WRONG_RULE,
    BusyHere,
    DigitsClosed,
    ResumeDesk,
    ResumeProblem,
    SlipGone,
)
from services.storage import Database
from services.words import words

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
HOME, HALL, STRANGER = (Applicant(name * 32) for name in (b"h", b"l", b"s"))
ANSWERS = {"for": "self", "name": "王秀兰", "street": "暖阳路", "floor": "3", "when": "morning"}


def question(slug: str, *, private: bool = False, after: tuple[str, ...] = ()) -> Question:
    return Question(
        slug=slug,
        section="all",
        kind=Kind.TEXT,
        label=words("问"),
        name=words("名"),
        clean=lambda raw, context, answers: raw[0],
        show=lambda value, context, answers: [value],
        private=private,
        depends_on=after,
    )


class Visit:
    """A service of six questions; name and street are private, the floor hangs on the street."""

    slug = "home-visit"
    journey = Journey(
        (
            question("for"),
            question("name", private=True),
            question("street", private=True),
            question("floor", after=("street",)),
            question("when"),
            question("notes"),
        )
    )

    def context(self, applicant: Applicant) -> None:
        """Nothing to look up."""


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def limits() -> Limits:
    return Limits()


@pytest.fixture
def desk(database: Database, clock: FixedClock, limits: Limits) -> ResumeDesk:
    services: Mapping[str, Any] = {"home-visit": Visit()}
    return ResumeDesk(database, clock, limits, services)


@pytest.fixture
def slip(database: Database, desk: ResumeDesk) -> tuple[str, str]:
    """Digits and token of a draft begun at home."""
    with database.write() as work:
        work.drafts.save(HOME.owner, "home-visit", ANSWERS, NOW)
    facts = desk.slip_for(HOME, "home-visit")
    assert facts is not None
    return facts.code, facts.token


def answers_of(database: Database, who: Applicant) -> Answers | None:
    with database.read() as work:
        draft = work.drafts.find(who.owner, "home-visit")
    return draft.answers if draft else None


def test_the_qr_code_hands_everything_over(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    resumed = desk.by_token(slip[1], HALL)
    assert not resumed.asks_again
    assert answers_of(database, HALL) == ANSWERS
    assert answers_of(database, HOME) is None


def test_digits_leave_out_what_is_private_and_what_hangs_on_it(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    assert desk.by_code(slip[0], "192.0.2.1", HALL).asks_again
    assert answers_of(database, HALL) == {"for": "self", "when": "morning"}


def test_what_digits_left_out_comes_back_by_the_qr_code(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    desk.by_code(slip[0], "192.0.2.1", STRANGER)
    desk.by_code(slip[0], "192.0.2.1", HALL)
    desk.by_token(slip[1], HOME)
    assert answers_of(database, HOME) == ANSWERS


def test_what_was_answered_anew_stays_and_nothing_stale_joins_it(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    desk.by_code(slip[0], "192.0.2.1", HALL)
    with database.write() as work:
        draft = work.drafts.find(HALL.owner, "home-visit")
        assert draft is not None
        work.drafts.change(HALL.owner, draft.once, {"street": "和风路"}, NOW)
    desk.by_token(slip[1], HOME)
    kept = answers_of(database, HOME)
    assert kept is not None
    assert kept["street"] == "和风路"
    assert "floor" not in kept, "the floor of another house"
    assert kept["name"] == "王秀兰"


def test_one_draft_goes_from_hand_to_hand(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    with database.read() as work:
        first = work.drafts.find(HOME.owner, "home-visit")
    desk.by_token(slip[1], HALL)
    desk.by_token(slip[1], HOME)
    with database.read() as work:
        last = work.drafts.find(HOME.owner, "home-visit")
    assert first is not None
    assert last is not None
    assert first.once == last.once, "so it can be sent once only"


def test_the_machine_that_was_left_is_told(desk: ResumeDesk, slip: tuple[str, str]) -> None:
    assert not desk.went_elsewhere(HOME.owner, "home-visit")
    desk.by_token(slip[1], HALL)
    assert desk.went_elsewhere(HOME.owner, "home-visit")
    assert not desk.went_elsewhere(HALL.owner, "home-visit")
    assert not desk.went_elsewhere(STRANGER.owner, "home-visit")


def test_a_step_saved_after_the_hand_over_makes_no_second_draft(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    with database.read() as work:
        stale = work.drafts.find(HOME.owner, "home-visit")
    assert stale is not None
    desk.by_token(slip[1], HALL)
    with database.write() as work:
        assert work.drafts.change(HOME.owner, stale.once, {"for": "other"}, NOW) is None
    assert answers_of(database, HOME) is None
    assert answers_of(database, HALL) == ANSWERS


def test_two_machines_at_once_never_both_have_it(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    machines = [Applicant(bytes([65 + number]) * 32) for number in range(6)]
    together = Barrier(len(machines))

    def go_on(who: Applicant) -> bool:
        together.wait()
        try:
            return desk.by_token(slip[1], who).service == "home-visit"
        except SlipGone:
            return False

    with ThreadPoolExecutor(len(machines)) as pool:
        told = list(pool.map(go_on, machines))
    holders = [who for who in machines if answers_of(database, who) is not None]
    assert any(told)
    assert len(holders) == 1
    assert answers_of(database, holders[0]) == ANSWERS


def test_another_half_done_task_is_not_thrown_away_unasked(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    with database.write() as work:
        work.drafts.save(HALL.owner, "home-visit", {"for": "mother"}, NOW)
    with pytest.raises(BusyHere):
        desk.by_code(slip[0], "192.0.2.1", HALL)
    assert answers_of(database, HALL) == {"for": "mother"}
    desk.by_code(slip[0], "192.0.2.1", HALL, replace=True)
    assert answers_of(database, HALL) == {"for": "self", "when": "morning"}


def test_an_empty_draft_gives_way_by_itself(
    desk: ResumeDesk, database: Database, slip: tuple[str, str]
) -> None:
    with database.write() as work:
        work.drafts.save(HALL.owner, "home-visit", {}, NOW)
    desk.by_token(slip[1], HALL)
    assert answers_of(database, HALL) == ANSWERS


def test_a_thousand_guesses_find_a_closed_door(desk: ResumeDesk, slip: tuple[str, str]) -> None:
    wrong = [f"{number:06}" for number in range(1001) if f"{number:06}" != slip[0]][:1000]
    told: dict[type[Exception], int] = {}
    for number, code in enumerate(wrong):
        with pytest.raises((ResumeProblem, TooOften)) as problem:
            desk.by_code(code, f"192.0.2.{number // ADDRESS_RULE.times}", STRANGER)
        told[problem.type] = told.get(problem.type, 0) + 1
    assert told[SlipGone] == WRONG_RULE.times
    assert told[DigitsClosed] == 1000 - WRONG_RULE.times
    with pytest.raises(DigitsClosed):
        desk.by_code(slip[0], "203.0.113.9", HALL)
    assert desk.by_token(slip[1], HALL).service == "home-visit"


def test_guesses_from_one_address_are_counted(desk: ResumeDesk, slip: tuple[str, str]) -> None:
    for _ in range(ADDRESS_RULE.times):
        desk.by_code(slip[0], "192.0.2.1", HALL)
    with pytest.raises(TooOften):
        desk.by_code(slip[0], "192.0.2.1", HALL)
    assert desk.by_code(slip[0], "192.0.2.2", HALL)


def test_the_sweep_takes_what_leads_nowhere(
    desk: ResumeDesk, database: Database, clock: FixedClock, slip: tuple[str, str]
) -> None:
    desk.sweep()
    assert desk.look(slip[1], HALL) is not None
    with database.write() as work:
        work.drafts.delete(HOME.owner, "home-visit")
    desk.sweep()
    with database.read() as work:
        assert work.conn.exec_driver_sql("SELECT count(*) FROM resume_slips").scalar() == 0
    clock.advance(days=31)
    desk.sweep()


def test_a_draft_lives_as_long_as_its_slip_says(
    desk: ResumeDesk, database: Database, clock: FixedClock
) -> None:
    with database.write() as work:
        work.drafts.save(HOME.owner, "home-visit", ANSWERS, clock.now())
    clock.advance(days=29)
    facts = desk.slip_for(HOME, "home-visit")
    assert facts is not None
    clock.advance(days=29)
    with database.write() as work:
        work.drafts.sweep(clock.now() - DRAFT_KEPT)
    assert desk.by_token(facts.token, HALL)
