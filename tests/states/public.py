"""What everyone may read, and signing in and out."""

from __future__ import annotations

from services.catalogue import load_catalogue
from services.shelves import CATEGORIES, EVENTS
from services.words import words
from tests.residents import Resident
from tests.states.state import State, guide_name, opens
from webapp.locales import LOCALES, say

SLUGS = [entry.slug for entry in load_catalogue().entries]


def _code_page(resident: Resident) -> Resident:
    resident.client.get("/sign-in/")
    resident.client.submit({"phone": "199 0000 0001"}, form="form[data-sign-in]")
    return resident


def _wrong_code(resident: Resident) -> None:
    _code_page(resident).client.submit({"code": "12"}, form="form[data-sign-in]")


def _wrong_phone(resident: Resident) -> None:
    resident.client.get("/sign-in/")
    resident.client.submit({"phone": "12"}, form="form[data-sign-in]")


SIGN_IN, CODE, MINE = words("登录"), words("填写验证码"), words("我办的事")
HOME = (words("请选一件事"), words("今天想办什么？"), words("您好，今天办什么？"))
SEARCH = words("搜索服务")

STATES: tuple[State, ...] = (
    State("home", opens("/"), HOME),
    State("home-signed-in", lambda r: r.signs_in("elder").client.get("/"), HOME),
    State("catalogue", opens("/services/"), (words("全部服务"),)),
    *(
        State(f"category-{slug}", opens(f"/services/category/{slug}/"), (category.name,))
        for slug, category in CATEGORIES.items()
    ),
    State("life", opens("/life/"), (words("遇到大事，一起办"),)),
    *(State(f"life-{s}", opens(f"/life/{s}/"), (event.name,)) for s, event in EVENTS.items()),
    *(State(f"guide-{s}", opens(f"/services/{s}/"), (guide_name(s),)) for s in SLUGS),
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
    State(
        "listen",
        opens("/listen/?page=/help/"),
        (lambda lang: say(words("听：%(title)s", title=words("找人帮忙")), LOCALES[lang]),),
    ),
)
