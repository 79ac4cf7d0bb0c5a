"""E-cards through the pages: shown large to their holders, verified by a clerk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from pydantic import SecretStr

from services.cards.desk import CARD_NAMES, CardDesk
from services.cards.signing import CardSigner
from services.clock import FixedClock
from services.providers.cards import CardKind
from services.providers.cards_demo import DemoCards
from tests.clerks import opens_at_desk
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident
from tests.site import demo_site
from webapp.locales import LOCALES, say
from webapp.settings import Settings, WrongSettings
from webapp.wiring import parts

VERIFY = "form[data-verify]"


def code_on(app: Flask, who: str, kind: CardKind) -> str:
    """A code as the QR picture of a resident's card holds it."""
    with parts(app).db.read() as work:
        person = work.people.by_demo_key(who)
    assert person is not None
    shown = parts(app).cards.show(person, kind)
    assert shown is not None
    return shown.code


def scanned(resident: Resident, code: str) -> str:
    """What the clerk reads after a scan."""
    opens_at_desk(resident.client, "/desk/verify/", "hall")
    resident.client.submit({"code": code}, form=VERIFY)
    return resident.page.root.one("[data-result]").text


@pytest.mark.parametrize(("view", "language"), list(zip(VIEWS, LANGUAGES, strict=True)))
@pytest.mark.parametrize(
    ("who", "kind", "name", "until"),
    [
        ("elder", CardKind.SENIOR, "王秀兰", "2033"),
        ("wheelchair", CardKind.DISABILITY, "陈美华", "2030"),
    ],
)
def test_a_card_shows_what_a_clerk_must_see(
    resident: Resident, view: str, language: str, who: str, kind: CardKind, name: str, until: str
) -> None:
    resident.signs_in(who).in_view(view).in_language(language)
    resident.client.get(f"/cards/{kind}/")
    assert resident.page.h1 == say(CARD_NAMES[kind], LOCALES[language])
    resident.sees(name, until, "********")
    assert resident.page.root.select(".qr")


def test_a_card_shouts_neither_number_nor_kind(resident: Resident) -> None:
    resident.signs_in("blind").client.get("/cards/disability-card/")
    assert "视力" not in resident.page.text
    resident.client.follow("显示类别和等级")
    resident.sees("视力残疾", "一级", "********")
    resident.client.follow("显示整个卡号")
    resident.sees("1101 0119 6005 2000")
    resident.client.follow("遮住卡号")
    resident.sees("********")


def test_whoever_is_not_signed_in_signs_in_and_comes_back(resident: Resident) -> None:
    resident.client.get("/cards/senior-card/")
    assert resident.page.address.startswith("/sign-in/?next=")
    resident.client.press(resident.page.root.one('[data-demo-resident="elder"]'))
    assert resident.page.h1 == "敬老卡"


def test_without_a_card_the_page_says_how_to_get_one(resident: Resident) -> None:
    resident.signs_in("helper").client.get("/cards/")
    resident.sees("没有查到您名下的卡", "敬老卡怎么办")
    resident.client.get("/cards/senior-card/")
    assert resident.page.root.select('a[href="/services/senior-card/"]')


def test_the_list_leads_to_my_cards_only(resident: Resident) -> None:
    resident.signs_in("deaf").client.get("/cards/")
    leads = [node["href"] for node in resident.page.root.select("a.pane")]
    assert leads == ["/cards/disability-card/"]


@pytest.mark.parametrize("kind", ["credit-card", "..%2f", "1", "keys"])
def test_there_is_no_other_kind_of_card(resident: Resident, kind: str) -> None:
    resident.client.get(f"/cards/{kind}/", status=404)


def test_a_card_is_never_kept_by_a_browser(resident: Resident) -> None:
    resident.signs_in("elder").client.get("/cards/senior-card/")
    assert resident.page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("view", "language"), list(zip(VIEWS, LANGUAGES, strict=True)))
def test_a_good_code_is_said_to_be_good(
    app: Flask, resident: Resident, view: str, language: str
) -> None:
    resident.in_view(view).in_language(language)
    told = scanned(resident, code_on(app, "elder", CardKind.SENIOR))
    assert "王*兰" in told
    assert "0017" in told
    assert "2033" in told


def test_a_clerk_is_told_why_a_code_is_not_good(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    code = code_on(app, "elder", CardKind.SENIOR)
    assert scanned(resident, code).startswith("有效")
    assert scanned(resident, code[:-9] + "AAAAAAAAA").startswith("码不对")
    assert scanned(resident, "6901234567892").startswith("认不出这个码")
    changed = code[:20] + ("A" if code[20] != "A" else "B") + code[21:]
    assert "王" not in scanned(resident, changed), "what may be made up is not shown"
    clock.advance(hours=-1)
    assert scanned(resident, code).startswith("时间对不上")
    clock.advance(hours=26)
    assert scanned(resident, code).startswith("码过期了")


def test_a_code_of_another_district_is_not_good(
    resident: Resident, clock: FixedClock, tmp_path: Path, app: Flask
) -> None:
    other = CardDesk(DemoCards(), CardSigner.from_file(tmp_path / "other.pem"), clock)
    with parts(app).db.read() as work:
        person = work.people.by_demo_key("elder")
    assert person is not None
    shown = other.show(person, CardKind.SENIOR)
    assert shown is not None
    assert scanned(resident, shown.code).startswith("码不对")


def test_an_empty_scan_is_told_with_its_mend(resident: Resident) -> None:
    assert not scanned(resident, "  ")
    assert "请先扫码" in resident.page.root.one("#error-summary").text


def test_the_page_carries_the_keys_that_are_published(client: PageClient) -> None:
    opens_at_desk(client, "/desk/verify/", "hall")
    carried = json.loads(client.page.root.one(VERIFY)["data-keys"])
    assert carried == client.http.get("/cards/keys.json").get_json()


def test_the_key_lies_in_the_data_folder(app: Flask, settings: Settings) -> None:
    kept = CardSigner.from_file(settings.data_dir / "card-key.pem")
    assert parts(app).cards.public_keys == {"keys": [kept.public_key]}


def test_a_wrong_key_stops_the_start_and_names_the_setting(
    settings: Settings, clock: FixedClock
) -> None:
    wrong = settings.model_copy(update={"card_key": SecretStr("not a key")})
    with pytest.raises(WrongSettings, match="NUANCHUANG_CARD_KEY"):
        demo_site(wrong, clock)
