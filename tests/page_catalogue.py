"""Every page in every state: how a resident comes to see it, and the heading it must then show."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.providers.utility import Utility
from services.utilities.questions import bill_journey
from services.utilities.receipts import PAID, SLIP, WITHDRAWN
from services.words import Words, words
from tests.residents import BILLS, LANGUAGES, VIEWS, Resident
from webapp.locales import LOCALES, say

GUIDES = Path("services/guides")
UTILITIES = dict(zip(BILLS, Utility, strict=True))

Reach = Callable[[Resident], object]
Heading = Words | Callable[[str], str]


@dataclass(frozen=True)
class State:
    """One page in one state. ``reach`` leaves it on the screen; one of ``headings`` is its h1."""

    name: str
    reach: Reach
    headings: tuple[Heading, ...]
    status: int = 200

    def expected(self, language: str) -> set[str]:
        """The headings in one language."""
        return {
            say(each, LOCALES[language]) if isinstance(each, Words) else each(language)
            for each in self.headings
        }


@dataclass(frozen=True)
class Visit:
    """One state as it is seen in one view and one language."""

    state: State
    view: str
    language: str

    @property
    def name(self) -> str:
        """A name for the test's list."""
        return f"{self.state.name}-{self.view}-{self.language}"

    def make(self, resident: Resident) -> Resident:
        """Put the page on the screen. Raises AssertionError when another one comes instead."""
        resident.in_view(self.view).in_language(self.language)
        self.state.reach(resident)
        assert resident.page.h1 in self.state.expected(self.language), (
            f"{self.name} shows {resident.page.h1!r} at {resident.page.address}, "
            f"not {self.state.expected(self.language)}"
        )
        return resident


def opens(address: str, status: int = 200) -> Reach:
    """Reached by its address alone."""
    return lambda resident: resident.client.get(address, status=status)


def guide_name(slug: str) -> Heading:
    """A guide is headed by the name of its service."""
    return lambda language: str(
        tomllib.loads((GUIDES / slug / f"{language}.toml").read_text("utf-8"))["name"]
    )


def _start(resident: Resident, service: str = "water-bill") -> Resident:
    return resident.signs_in("elder").starts(service)


def _answer_until(resident: Resident, question: str) -> Resident:
    """Answer page after page until one asks ``question``, alone or among others of its section."""
    _start(resident)
    while question not in {node.get("name") for node in resident.client.form().controls()}:
        assert not resident.at_check, f"the journey never asks {question!r}"
        resident.answers_page()
    return resident


def _empty_account(resident: Resident) -> None:
    resident.starts("water-bill").answers(account_number="")


def _unknown_account(resident: Resident) -> None:
    resident.starts("water-bill").answers(account_number="123 456")


def _no_bill_chosen(resident: Resident) -> None:
    _answer_until(resident, "bills").answers(bills=[])


def _check(resident: Resident, service: str = "water-bill") -> Resident:
    return _start(resident, service).takes_what_is_offered()


def _checks(service: str) -> Reach:
    return lambda resident: _check(resident, service)


def _pays(service: str) -> Reach:
    return lambda resident: _check(resident, service).pays()


def _stale_token(resident: Resident) -> None:
    """A form left open until its token ran out comes back filled in."""
    resident.starts("water-bill")
    form = resident.client.form().fill({"account-number": "1002 8836 4"})
    pairs = [(name, "old" if name == "form_token" else v) for name, v in form.sent(None)]
    resident.client.post(resident.page.address, pairs)


def _slip(resident: Resident) -> None:
    _answer_until(resident, "method").answers(method="counter")
    resident.takes_what_is_offered().sends()


def _receipt_pages(suffix: str) -> Reach:
    def reach(resident: Resident) -> None:
        _check(resident).pays()
        resident.client.get(resident.page.address.split("?")[0] + suffix)

    return reach


def _half_done(resident: Resident) -> None:
    _answer_until(resident, "bills").client.get("/cases/")


def _code_page(resident: Resident) -> Resident:
    resident.client.get("/sign-in/")
    resident.client.submit({"phone": "199 0000 0001"}, form="form[data-sign-in]")
    return resident


def _wrong_code(resident: Resident) -> None:
    _code_page(resident).client.submit({"code": "12"}, form="form[data-sign-in]")


def _wrong_phone(resident: Resident) -> None:
    resident.client.get("/sign-in/")
    resident.client.submit({"phone": "12"}, form="form[data-sign-in]")


JOURNEY = bill_journey(Utility.WATER)


def _asks(*slugs: str) -> tuple[Words, ...]:
    """A page of questions is headed by its one question, or by the title of their section."""
    asked = [question for question in JOURNEY.questions if question.slug in slugs]
    sections = [JOURNEY.section_titles[question.section] for question in asked]
    return (*(question.label for question in asked), *sections)


ACCOUNT, BILLS_PAGE, METHOD = _asks("account", "account-number"), _asks("bills"), _asks("method")
SIGN_IN, CODE, MINE = words("登录"), words("填写验证码"), words("我办的事")
HOME = (words("请选一件事"), words("今天想办什么？"), words("您好，今天办什么？"))
SEARCH = words("搜索服务")
CHECK = words("请看一遍，对不对")

STATES: tuple[State, ...] = (
    State("home", opens("/"), HOME),
    State("home-signed-in", lambda r: r.signs_in("elder").client.get("/"), HOME),
    State("catalogue", opens("/services/"), (words("全部服务"),)),
    *(State(f"guide-{s}", opens(f"/services/{s}/"), (guide_name(s),)) for s in BILLS),
    State("search-empty", opens("/search"), (SEARCH,)),
    State("search-found", opens("/search?q=水"), (SEARCH,)),
    State("search-nothing", opens("/search?q=飞船"), (SEARCH,)),
    State("settings", opens("/settings/"), (words("显示设置"),)),
    State("help", opens("/help/"), (words("找人帮忙"),)),
    State("sitemap", opens("/sitemap/"), (words("网站地图"),)),
    State("accessibility", opens("/accessibility/"), (words("无障碍声明"),)),
    State("shortcuts", opens("/shortcuts/"), (words("快捷键"),)),
    State("not-found", opens("/nowhere/", 404), (words("没有找到这一页"),), 404),
    State("sign-in", opens("/sign-in/"), (SIGN_IN,)),
    State("sign-in-error", _wrong_phone, (SIGN_IN,)),
    State("code", _code_page, (CODE,)),
    State("code-error", _wrong_code, (CODE,)),
    State("sign-out", lambda r: r.signs_in("elder").client.get("/sign-out/"), (words("退出登录"),)),
    State("cases-empty", opens("/cases/"), (MINE,)),
    State("cases-half-done", _half_done, (MINE,)),
    State("account-empty", lambda r: r.starts("water-bill"), ACCOUNT),
    State("account-filled", _start, ACCOUNT),
    State("account-error-empty", _empty_account, ACCOUNT),
    State("account-error-unknown", _unknown_account, ACCOUNT),
    State("account-timeout", _stale_token, ACCOUNT),
    State("bills", lambda r: _answer_until(r, "bills"), BILLS_PAGE),
    State("bills-error", _no_bill_chosen, BILLS_PAGE),
    State("method", lambda r: _answer_until(r, "method"), METHOD),
    *(State(f"check-{s}", _checks(s), (CHECK,)) for s in BILLS),
    State("cashier", lambda r: _check(r).sends(), (words("演示收银台"),)),
    *(State(f"receipt-{s}", _pays(s), (PAID[UTILITIES[s]],)) for s in BILLS),
    State("receipt-print", _receipt_pages("print/"), (PAID[Utility.WATER],)),
    State("receipt-slip", _slip, (SLIP[Utility.WATER],)),
    State("withdraw", _receipt_pages("withdraw"), (words("要撤回这次交费吗？"),)),
    State("withdrawn", lambda r: _check(r).pays().withdraws(), (WITHDRAWN[Utility.WATER],)),
    State(
        "listen",
        opens("/listen/?page=/help/"),
        (lambda lang: say(words("听：%(title)s", title=words("找人帮忙")), LOCALES[lang]),),
    ),
)


def pairwise() -> list[Visit]:
    """Each state in each view and in each language; views and languages meet, turn by turn."""
    return [
        Visit(state, view, LANGUAGES[(place + turn) % len(LANGUAGES)])
        for turn, state in enumerate(STATES)
        for place, view in enumerate(VIEWS)
    ]


def everything() -> list[Visit]:
    """The full product of states, views and languages."""
    return [Visit(s, view, language) for s in STATES for view in VIEWS for language in LANGUAGES]
