"""Signing in as a resident does it: mistyped numbers, late codes, two browsers, too many tries."""

import math
import time
from datetime import UTC, datetime, timedelta

import pytest

from services.clock import FixedClock
from services.day_word import DayWords
from services.demo.residents import RESIDENTS, load_residents
from services.limits import Limits, Rule
from services.people import CodeGone, People, SignInProblem, TooOften, read_phone
from services.phones import masked_phone
from services.providers.sms import SmsRefused
from services.providers.sms_screen import ScreenSms
from services.sessions import Arrival, Browser, Sessions
from services.storage import Database, StorageUnavailable
from services.words import Words

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
BROWSER, OTHER_BROWSER = People.visitor_key("one"), People.visitor_key("two")
HERE, THERE = Arrival(BROWSER), Arrival(OTHER_BROWSER)
WORDS = DayWords(b"w" * 32, FixedClock(NOW))
PHONE = "13800138000"


def say(said: Words) -> str:
    return said.msgid % dict(said.values)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def sessions(database: Database, clock: FixedClock) -> Sessions:
    return Sessions(database, clock)


@pytest.fixture
def people(database: Database, clock: FixedClock, sessions: Sessions) -> People:
    return People(database, clock, ScreenSms(database, clock), Limits(), sessions, WORDS)


def ask(people: People, browser: bytes = BROWSER, phone: str = PHONE) -> str:
    """Ask for a code and read it from the screen."""
    people.request_code(phone, browser, "192.0.2.1", say)
    pending = people.pending_code(browser)
    assert pending is not None
    code = people.code_on_screen(pending)
    assert code is not None
    return code


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


@pytest.mark.parametrize(
    "typed",
    ["13800138000", "138 0013 8000", "１３８００１３８０００", "+86 138-0013-8000",
     "0086 13800138000", "8613800138000", " 138\u00a00013\u200b8000 ", "138.0013.8000"],
)  # fmt: skip
def test_a_phone_number_is_read_as_people_write_it(typed: str) -> None:
    assert read_phone(typed) == PHONE


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "填写"),
        (" \x00 ", "填写"),
        ("1380013800", "10 位"),
        ("138001380001", "12 位"),
        ("1" * 10_000, "11 位"),
        ("1380013800O", "数字"),
        ("02887654321", "不像"),
    ],
)
def test_a_wrong_phone_number_is_told_with_its_mend(typed: str, told: str) -> None:
    with pytest.raises(SignInProblem) as problem:
        read_phone(typed)
    assert told in say(problem.value.words)


def test_the_code_signs_in_and_the_session_leads_to_the_person(
    people: People, sessions: Sessions
) -> None:
    code = ask(people)
    signed_in = people.check_code(f" {code[:3]} {code[3:]} ", HERE)
    assert signed_in.person.phone == PHONE
    assert sessions.look(Browser(signed_in.token, signed_in.mark)).person == signed_in.person
    assert sessions.look(Browser("guess", "guess")).person is None
    assert people.check_code(ask(people), HERE).person == signed_in.person


def test_a_code_works_once_and_only_in_the_browser_that_asked(people: People) -> None:
    code = ask(people)
    with pytest.raises(CodeGone):
        people.check_code(code, THERE)
    people.check_code(code, HERE)
    with pytest.raises(CodeGone):
        people.check_code(code, HERE)


def test_a_code_lasts_five_minutes(people: People, clock: FixedClock) -> None:
    code = ask(people)
    clock.advance(minutes=4, seconds=59)
    assert people.pending_code(BROWSER) is not None
    clock.advance(seconds=1)
    with pytest.raises(CodeGone):
        people.check_code(code, HERE)


def test_the_fifth_wrong_code_is_the_last(people: People) -> None:
    code = ask(people)
    for left in (4, 3, 2, 1):
        with pytest.raises(SignInProblem, match="还可以再试") as problem:
            people.check_code(wrong(code), HERE)
        assert f"{left} 次" in say(problem.value.words)
    with pytest.raises(CodeGone):
        people.check_code(wrong(code), HERE)
    with pytest.raises(CodeGone):
        people.check_code(code, HERE)


@pytest.mark.parametrize(("typed", "told"), [("", "填写"), ("12345", "6 位"), ("abcdef", "6 位")])
def test_what_is_no_code_costs_no_try(people: People, typed: str, told: str) -> None:
    code = ask(people)
    with pytest.raises(SignInProblem, match=told):
        people.check_code(typed, HERE)
    pending = people.pending_code(BROWSER)
    assert pending is not None
    assert pending.tries == 0
    people.check_code(code, HERE)


def test_a_new_code_replaces_the_one_before(people: People) -> None:
    first = ask(people)
    second = ask(people)
    if first != second:
        with pytest.raises(SignInProblem):
            people.check_code(first, HERE)
    people.check_code(second, HERE)


def test_too_many_codes_to_one_phone_say_when_to_try_again(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        ask(people)
    with pytest.raises(TooOften) as wait:
        people.request_code(PHONE, OTHER_BROWSER, "192.0.2.9", say)
    assert wait.value.minutes == 10
    assert "10 分钟" in say(wait.value.words)
    ask(people, phone="13900139000")
    later = time.time() + 601
    monkeypatch.setattr(time, "time", lambda: later)
    ask(people)


def test_the_wait_is_rounded_up_and_counted_for_each_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits, rule = Limits(), Rule("test", times=1, minutes=3)
    start = math.floor(time.time())
    monkeypatch.setattr(time, "time", lambda: start)
    assert limits.minutes_to_wait(rule, "a") == 0
    monkeypatch.setattr(time, "time", lambda: start + 61)
    assert limits.minutes_to_wait(rule, "a") == 2
    assert limits.minutes_to_wait(rule, "b") == 0


def test_a_counter_out_of_reach_is_told_as_storage() -> None:
    limits = Limits("redis://127.0.0.1:1/0")
    with pytest.raises(StorageUnavailable):
        limits.minutes_to_wait(Rule("test", 1, 1), "a")


def test_a_message_that_is_not_sent_is_told(
    database: Database, clock: FixedClock, sessions: Sessions
) -> None:
    class Refusing(ScreenSms):
        def send(self, phone: str, text: str) -> None:
            raise SmsRefused

    people = People(database, clock, Refusing(database, clock), Limits(), sessions, WORDS)
    with pytest.raises(SignInProblem, match="现在发不出去"):
        people.request_code(PHONE, BROWSER, "192.0.2.1", say)


def test_signing_in_brings_along_what_was_begun_before(
    people: People, sessions: Sessions, database: Database
) -> None:
    with database.write() as work:
        work.drafts.save(BROWSER, "water-bill", {"account": "3021"}, NOW)
        load_residents(work, NOW)
    wang = people.sign_in_demo("elder", HERE)
    mine = People.owner_key(wang.person.id)
    with database.read() as work:
        assert work.drafts.find(BROWSER, "water-bill") is None
        assert work.drafts.find(mine, "water-bill") is not None
    zhang = people.sign_in_demo("helper", Arrival(mine, wang.token))
    with database.read() as work:
        assert work.drafts.find(mine, "water-bill") is not None
        assert work.drafts.all_of(People.owner_key(zhang.person.id)) == []
    assert sessions.look(Browser(wang.token, wang.mark)).person is None


def test_sweeping_forgets_only_what_is_old(
    people: People, sessions: Sessions, database: Database, clock: FixedClock
) -> None:
    signed_in = people.check_code(ask(people), HERE)
    ask(people)
    with database.write() as work:
        work.drafts.save(BROWSER, "water-bill", {}, NOW - timedelta(days=29))
        work.drafts.save(BROWSER, "gas-bill", {}, NOW - timedelta(days=31))
        work.attempts.keep(BROWSER, "/new", {}, {}, None, NOW)
        work.attempts.keep(BROWSER, "/old", {}, {}, None, NOW - timedelta(days=2))
    people.sweep()
    assert sessions.look(Browser(signed_in.token, signed_in.mark)).person is not None
    assert people.pending_code(BROWSER) is not None
    with database.read() as work:
        assert [draft.service for draft in work.drafts.all_of(BROWSER)] == ["water-bill"]
        assert work.attempts.find(BROWSER, "/new") is not None
        assert work.attempts.find(BROWSER, "/old") is None
    clock.advance(minutes=10)
    people.sweep()
    with database.read() as work:
        assert work.codes.find(BROWSER) is None
        assert work.messages.newest(PHONE, 1) == []


def test_the_demo_residents_are_who_the_design_says(people: People, database: Database) -> None:
    with database.write() as work:
        first = load_residents(work, NOW)
    with database.write() as work:
        assert load_residents(work, NOW) == first
    ages = {
        resident.name: (NOW.date() - resident.birth_date).days // 365.2425 for resident in RESIDENTS
    }
    assert ages == {"王秀兰": 78, "李建国": 66, "陈美华": 45, "周敏": 52, "张伟": 35}
    for resident in RESIDENTS:
        number = resident.id_number
        assert number[14:17] == "000"
        digits = [10 if sign == "X" else int(sign) for sign in number]
        # ISO 7064 MOD 11-2: weight of a place is 2 to the power of its distance from the end.
        assert sum(d * 2**i for i, d in enumerate(reversed(digits))) % 11 == 1
        assert first[resident.key].demo_key == resident.key
    with pytest.raises(LookupError):
        people.sign_in_demo("nobody", HERE)


def test_a_phone_number_is_shown_with_its_middle_hidden() -> None:
    assert masked_phone("13800138000") == "138 **** 8000"
