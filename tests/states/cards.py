"""Slips to go on with, e-cards and their check, and the editions of a guide."""

from __future__ import annotations

from services.cards.desk import CARD_NAMES
from services.providers.cards import CardKind
from services.resume import WRONG_RULE
from services.words import words
from tests.residents import Resident
from tests.states.state import Reach, State, at_desk, guide_name, opens
from webapp.locales import LOCALES, say
from webapp.wiring import parts

SLIP = "/resume/slips/water-bill/"
TITLE, ASK = words("接着办的小票"), words("接着办")
FORM, VERIFY = "form[data-resume]", "form[data-verify]"
CARDS, CHECK = words("我的电子卡"), words("核对电子卡")


def _half_done(resident: Resident) -> Resident:
    return resident.starts("water-bill").answers_page()


def _slip(suffix: str = "") -> Reach:
    return lambda resident: _half_done(resident).client.get(SLIP + suffix)


def _types_code(code: str, status: int = 200) -> Reach:
    def reach(resident: Resident) -> None:
        resident.client.get("/resume/")
        resident.client.submit({"code": code}, form=FORM, status=status)

    return reach


def _closed(resident: Resident) -> None:
    limits = parts(resident.client.http.application).limits
    for _ in range(WRONG_RULE.times):
        limits.minutes_to_wait(WRONG_RULE, "all")
    _types_code("123456", 429)(resident)


def _found(resident: Resident) -> None:
    code = _half_done(resident).client.get(SLIP).root.one(".big-code strong").text
    joined = parts(resident.client.http.application)
    with joined.db.read() as work:
        slip = work.resume_slips.by_code(code.replace(" ", ""), joined.clock.now())
    assert slip is not None
    resident.client.get(f"/resume/{slip.token}")


def _card(who: str, address: str) -> Reach:
    return lambda resident: resident.signs_in(who).client.get(address)


def _code_of(resident: Resident) -> str:
    joined = parts(resident.client.http.application)
    with joined.db.read() as work:
        person = work.people.by_demo_key("elder")
    assert person is not None
    shown = joined.cards.show(person, CardKind.SENIOR)
    assert shown is not None
    return shown.code


def _scans(code: str | None) -> Reach:
    def reach(resident: Resident) -> None:
        at_desk("/desk/verify/", "hall")(resident)
        scanned = _code_of(resident) if code is None else code
        resident.client.submit({"code": scanned}, form=VERIFY)

    return reach


def _water_bill(language: str) -> str:
    named = guide_name("water-bill")
    assert callable(named)
    return named(language)


def _going_on(language: str) -> str:
    name = _water_bill(language)
    return say(words("接着办：%(service)s", service=name), LOCALES[language])


def _large_print(language: str) -> str:
    name = _water_bill(language)
    return say(words("%(service)s · 大字版", service=name), LOCALES[language])


def _no_card(language: str) -> str:
    said = words("没有查到您的%(card)s", card=CARD_NAMES[CardKind.SENIOR])
    return say(said, LOCALES[language])


SENIOR, DISABILITY = CARD_NAMES[CardKind.SENIOR], CARD_NAMES[CardKind.DISABILITY]

STATES: tuple[State, ...] = (
    State("slip", _slip(), (TITLE,)),
    State("slip-narrow", _slip("narrow/"), (TITLE,)),
    State("resume", opens("/resume/"), (ASK,)),
    State("resume-error", _types_code("12"), (ASK,)),
    State("resume-wait", _closed, (words("请稍等一会儿再试"),), 429),
    State("resume-found", _found, (_going_on,)),
    State("resume-gone", opens("/resume/nothing", 404), (words("这张小票现在不能用了"),), 404),
    State("cards", _card("elder", "/cards/"), (CARDS,)),
    State("cards-none", _card("helper", "/cards/"), (CARDS,)),
    State("card-none", _card("helper", "/cards/senior-card/"), (_no_card,)),
    State("card-senior", _card("elder", "/cards/senior-card/"), (SENIOR,)),
    State("card-kind", _card("blind", "/cards/disability-card/?show=kind"), (DISABILITY,)),
    State("card-number", _card("deaf", "/cards/disability-card/?show=number"), (DISABILITY,)),
    State("verify", at_desk("/desk/verify/", "hall"), (CHECK,)),
    State("verify-empty", _scans(""), (CHECK,)),
    State("verify-valid", _scans(None), (CHECK,)),
    State("verify-unreadable", _scans("6901234567892"), (CHECK,)),
    State("guide-print", opens("/services/water-bill/print/"), (_large_print,)),
)
