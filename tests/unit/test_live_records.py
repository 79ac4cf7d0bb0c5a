"""Calls, talks, sentences and steps looked at together are kept and let go, on both databases."""

from datetime import UTC, datetime, timedelta

from services.storage import Database
from services.storage.calls import CallState, NewCall
from services.storage.co_views import CoViewState, Step
from services.storage.phrases import PhraseRow
from services.storage.talks import Said, Side

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=30)
ONE, OTHER, PERSON = b"a" * 32, b"b" * 32, b"p" * 32
CLERK, COLLEAGUE = 2001, 2002
STEP = Step("water-bill", "account", one_question=True)


def call_of(owner: bytes, spot: str = "大门口") -> NewCall:
    return NewCall(owner, None, "fengqiao-hall", spot, "hear")


def test_a_call_is_open_once_and_taken_once(database: Database) -> None:
    with database.write() as work:
        number = work.calls.add(call_of(ONE), NOW)
        assert number is not None
        assert work.calls.add(call_of(ONE, "门外"), NOW) is None, "one call at a time"
        assert work.calls.take(number, CLERK, "陈静", LATER)
        assert not work.calls.take(number, COLLEAGUE, "丁一", LATER)
        assert not work.calls.give_back(number, COLLEAGUE)
        assert not work.calls.finish(number, COLLEAGUE, LATER)
    with database.read() as work:
        call = work.calls.latest_of(ONE)
        assert call is not None
        assert (call.state, call.spot, call.taken_by) == (CallState.COMING, "大门口", "陈静")
        assert work.calls.open_ones("nuanyang-hall", 9) == []
        assert work.calls.open_ones(None, 9) == [call]


def test_a_call_that_is_over_leaves_room_for_the_next(database: Database) -> None:
    with database.write() as work:
        first = work.calls.add(call_of(ONE), NOW)
        assert first is not None
        assert work.calls.end(first, CallState.LAPSED, LATER)
        assert not work.calls.end(first, CallState.DONE, LATER)
        assert work.calls.add(call_of(ONE), LATER) is not None
        assert [call.id for call in work.calls.lapsed_ones("fengqiao-hall", 9)] == [first]
        assert work.calls.look_into(first, CLERK, "陈静")
        assert not work.calls.look_into(first, COLLEAGUE, "丁一")
        work.calls.sweep(LATER + timedelta(days=1))
        assert work.calls.find(first) is None


def test_who_signs_in_keeps_the_call_made_elsewhere(database: Database) -> None:
    with database.write() as work:
        for owner in (ONE, OTHER):
            work.calls.add(call_of(owner), NOW)
            work.calls.adopt(owner, PERSON, 7)
        mine, other = work.calls.latest_of(PERSON), work.calls.latest_of(OTHER)
    assert mine is not None
    assert mine.person_id == 7
    assert other is not None, "of two open calls the first stays theirs"


def test_digits_of_a_talk_are_free_again_when_it_ends(database: Database) -> None:
    with database.write() as work:
        number = work.talks.begin(CLERK, "陈静", "123456", NOW)
        assert number is not None
        assert work.talks.begin(COLLEAGUE, "丁一", "123456", NOW) is None
        assert work.talks.join(number, ONE, None)
        assert not work.talks.join(number, OTHER, None), "one side, one browser"
        work.talks.say(number, Side.RESIDENT, Said("我听不见"), NOW)
        assert work.talks.end(number, LATER)
        assert work.talks.by_code("123456") is None
        assert work.talks.begin(COLLEAGUE, "丁一", "123456", LATER) is not None
    with database.read() as work:
        talk = work.talks.latest_of(ONE)
        assert talk is not None
        assert [line.said.text for line in work.talks.lines(talk.id, 9)] == ["我听不见"]
    with database.write() as work:
        work.talks.sweep(LATER + timedelta(days=1))
        assert work.talks.find(number) is None
        assert work.talks.lines(number, 9) == []


def test_of_two_editors_one_is_first(database: Database) -> None:
    row = PhraseRow("end-1", "end", {"zh-Hans": "办好了。"}, True, 1)
    with database.write() as work:
        assert work.phrases.keep(row, CLERK, NOW)
        assert not work.phrases.keep(row, COLLEAGUE, NOW)
        second = PhraseRow("end-1", "end", {"zh-Hans": "好了。"}, False, 2)
        assert work.phrases.keep(second, COLLEAGUE, NOW)
        assert work.phrases.all() == [second]


def test_looking_together_is_one_row_a_resident(database: Database) -> None:
    with database.write() as work:
        assert work.co_views.open(ONE, None, "123456", STEP, NOW, LATER)
        assert not work.co_views.open(OTHER, None, "123456", STEP, NOW, LATER)
        assert work.co_views.open(ONE, None, "654321", STEP, NOW, LATER)
        assert work.co_views.by_code("123456", NOW) is None, "the new code takes its place"
        view = work.co_views.by_code("654321", NOW)
        assert view is not None
        assert not work.co_views.point(view.id, "account"), "nobody looks yet"
        assert work.co_views.ask(view.id, 5, "张伟")
        assert not work.co_views.ask(view.id, 6, "丁一")
        assert work.co_views.let_look(view.id)
        assert work.co_views.point(view.id, "account")
        work.co_views.move(ONE, STEP, LATER)
        seen = work.co_views.of_helper(5, NOW)
        assert seen is not None
        assert (seen.state, seen.pointed) == (CoViewState.LOOKING, "account")
        work.co_views.move(ONE, Step("water-bill", "bills", one_question=True), LATER)
        moved = work.co_views.of(ONE, NOW)
        assert moved is not None
        assert moved.pointed == ""
        assert work.co_views.of(ONE, LATER) is None, "its time is over"
