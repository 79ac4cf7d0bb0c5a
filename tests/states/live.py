"""Calls for help, talks in writing and looking together, on either side's screen."""

from __future__ import annotations

from services.providers.utility import Utility
from services.utilities.questions import bill_journey
from services.words import words
from tests.clerks import clerk_browser
from tests.live import (
    ASK,
    BEGIN,
    CALL,
    LOOK,
    TYPED,
    another,
    asks_to_look,
    begins_talk,
    calls_over,
    goes_there,
    joins_talk,
    look_together,
    opens_together,
    points_at,
)
from tests.page_client import PageClient
from tests.residents import Resident
from tests.states.state import State, asks, at_desk, opens

CALLED, CALLS = words("请工作人员过来"), words("有人请帮忙")
TALK, AT_TALK = words("打字谈话"), words("和居民打字谈话")
PHRASES, TOGETHER, LOOKING = words("打字谈话用的句子"), words("一起看"), words("帮家里人看")
ACCOUNT = asks(bill_journey(Utility.WATER), "account")


def _clerk(resident: Resident) -> PageClient:
    return clerk_browser(resident.client.http.application, "hall")


def _helper(resident: Resident) -> Resident:
    return another(resident.client.http.application).signs_in("helper")


def _calls_nothing(resident: Resident) -> None:
    resident.client.get("/help/call/")
    resident.client.submit({}, form=CALL)


def _somebody_comes(resident: Resident) -> None:
    goes_there(_clerk(calls_over(resident)))
    resident.client.get("/help/call/")


def _at_calls(resident: Resident) -> None:
    calls_over(another(resident.client.http.application))
    at_desk("/desk/calls/", "hall")(resident)


def _talks(resident: Resident) -> None:
    clerk = _clerk(resident)
    joins_talk(resident, begins_talk(clerk))
    clerk.submit({"text": "您好，请坐。"}, form=TYPED)
    resident.client.get("/talk/")


def _asked_to_join(resident: Resident) -> None:
    code = begins_talk(_clerk(resident)).replace(" ", "")
    resident.client.get(f"/talk/{code}")


def _at_counter(resident: Resident) -> None:
    at_desk("/desk/talk/", "hall")(resident)
    code = begins_talk(resident.client)
    address = resident.page.address
    other = joins_talk(another(resident.client.http.application), code)
    other.client.submit({"text": "我听不见"}, form=TYPED)
    resident.client.get(address)


def _begins_talk(resident: Resident) -> None:
    at_desk("/desk/talk/", "hall")(resident)
    begins_talk(resident.client)


def _adds_nothing(resident: Resident) -> None:
    at_desk("/desk/phrases/new?topic=end", "editor")(resident)
    resident.client.submit({"zh-Hans": ""}, form="form[data-phrase]")


def _half_done(resident: Resident) -> Resident:
    return resident.signs_in("elder").starts("water-bill")


def _offered(resident: Resident) -> None:
    opens_together(_half_done(resident))


def _reads_digits(resident: Resident) -> None:
    _offered(resident)
    resident.client.submit(form=BEGIN)


def _is_asked(resident: Resident) -> None:
    asks_to_look(_half_done(resident), _helper(resident))


def _is_shown(resident: Resident) -> None:
    helper = _helper(resident)
    look_together(_half_done(resident), helper)
    points_at(helper, "account")
    resident.client.get(resident.page.address)


def _elder(resident: Resident) -> Resident:
    return _half_done(another(resident.client.http.application))


def _wrong_digits(resident: Resident) -> None:
    resident.signs_in("helper").client.get(LOOK)
    resident.client.submit({"code": "12"}, form=ASK)


def _asks(resident: Resident) -> None:
    asks_to_look(_elder(resident), resident.signs_in("helper"))
    resident.client.get(LOOK)


def _looks_on(resident: Resident) -> None:
    look_together(_elder(resident), resident.signs_in("helper"))
    points_at(resident, "account")


STATES: tuple[State, ...] = (
    State("call", opens("/help/call/"), (CALLED,)),
    State("call-error", _calls_nothing, (CALLED,)),
    State("call-waiting", calls_over, (CALLED,)),
    State("call-coming", _somebody_comes, (CALLED,)),
    State("desk-calls", _at_calls, (CALLS,)),
    State("talk", _talks, (TALK,)),
    State("talk-none", opens("/talk/"), (TALK,)),
    State("talk-join", _asked_to_join, (words("开始打字谈话"),)),
    State("desk-talks", at_desk("/desk/talk/", "hall"), (TALK,)),
    State("desk-talk-begun", _begins_talk, (AT_TALK,)),
    State("desk-talk", _at_counter, (AT_TALK,)),
    State("desk-phrases", at_desk("/desk/phrases/", "editor"), (PHRASES,)),
    State("desk-phrase", at_desk("/desk/phrases/end-1", "editor"), (words("改一句"),)),
    State("desk-phrase-error", _adds_nothing, (words("加一句"),)),
    State("together-offered", _offered, (TOGETHER,)),
    State("together-digits", _reads_digits, (TOGETHER,)),
    State("together-asked", _is_asked, ACCOUNT),
    State("together-pointed", _is_shown, ACCOUNT),
    State("look-error", _wrong_digits, (LOOKING,)),
    State("look-asked", _asks, (LOOKING,)),
    State("look", _looks_on, (LOOKING,)),
)
