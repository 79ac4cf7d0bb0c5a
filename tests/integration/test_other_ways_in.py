"""Signing in without a phone of one's own: by a trusted helper's phone, and by ID card."""

from __future__ import annotations

import pytest
from flask import Flask

from services.actors import Actor, ActorKind
from services.clock import FixedClock
from services.deeds import Deed
from services.demo.residents import RESIDENTS
from services.storage.people import NewPerson, Person
from services.storage.trail import Wanted
from tests.clerks import signs_in_as
from tests.page_client import PageClient
from tests.residents import Resident
from webapp.wiring import parts

DOOR = "form[data-sign-in]"
HELPER = RESIDENTS[4]
CLERK = Actor(ActorKind.CLERK, 1, "陈静")


@pytest.fixture
def backend() -> str:
    """The ways in are the same on every kind of database."""
    return "sqlite"


@pytest.fixture
def grandma(app: Flask, clock: FixedClock) -> Person:
    """Somebody without a phone, known by her ID card; a clerk has registered her son's phone."""
    new = NewPerson(name="赵奶奶", id_number="110101194001010004")
    with parts(app).db.write() as work:
        person = work.people.find_or_add(new, clock.now())
    parts(app).family_phones.register(person, HELPER.name, HELPER.phone, CLERK)
    return person


def asks(client: PageClient, name: str, phone: str = HELPER.phone) -> list[str]:
    """Ask for a code to a family phone; the codes that are shown on the screen."""
    client.get("/sign-in/?next=/help/")
    client.follow("用家人的手机登录")
    client.submit({"name": name, "phone": phone}, form=DOOR)
    return [node.text for node in client.page.root.select("[data-example]")]


def signed_in(client: PageClient) -> str:
    return client.get("/").root.one("nav.tools").text


def test_a_code_to_a_trusted_phone_signs_its_resident_in_and_is_told_so(
    client: PageClient, app: Flask, grandma: Person
) -> None:
    (code,) = asks(client, "赵奶奶")
    client.submit({"code": code}, form=DOOR)
    assert client.page.address == "/help/"
    assert "赵奶奶" in signed_in(client)
    client.get("/looked/")
    assert f"{HELPER.name}：登录了" in client.page.text
    assert "用自己的手机收了验证码" in client.page.text
    (text, *_) = parts(app).people.texts_on_screen(Person(0, "", HELPER.phone))
    assert "赵*奶要用您的手机登录" in text
    assert "今天的暗号" in text


@pytest.mark.parametrize(
    ("name", "phone"), [("陈美华", HELPER.phone), ("赵奶奶", RESIDENTS[3].phone)]
)
def test_a_phone_that_was_not_registered_gets_no_code_and_nobody_is_told_why(
    client: PageClient, app: Flask, grandma: Person, name: str, phone: str
) -> None:
    assert asks(client, name, phone) == []
    assert "可能是这个手机号没有登记过" in client.page.text
    assert not parts(app).people.texts_on_screen(Person(0, "", phone))
    for guess in range(5):
        client.submit({"code": f"{guess:06}"}, form=DOOR)
    assert "退出登录" not in signed_in(client)


def test_a_code_to_a_family_phone_never_signs_its_holder_in(
    client: PageClient, app: Flask, grandma: Person
) -> None:
    (code,) = asks(client, "赵奶奶")
    number = parts(app).family_phones.of(grandma)[0].id
    parts(app).family_phones.end(grandma, number, CLERK)
    client.submit({"code": code}, form=DOOR)
    assert "重新要一个" in client.page.text
    assert "退出登录" not in signed_in(client)


def test_names_and_numbers_mistyped_come_back_with_their_mend(client: PageClient) -> None:
    asks(client, "", HELPER.phone)
    assert "请填写要登录的人的姓名" in client.page.text
    assert client.page.root.one("#phone")["value"] == HELPER.phone
    asks(client, "赵奶奶", "12")
    assert "您填了 2 位" in client.page.text


def test_codes_to_family_phones_are_counted_with_all_others(
    client: PageClient, grandma: Person
) -> None:
    for _ in range(5):
        asks(client, "赵奶奶")
    client.get("/sign-in/family/")
    client.submit({"name": "赵奶奶", "phone": HELPER.phone}, form=DOOR, status=429)


def test_without_a_phone_the_trusted_one_proves_too(
    client: PageClient, grandma: Person, clock: FixedClock
) -> None:
    client.submit({"code": asks(client, "赵奶奶")[0]}, form=DOOR)
    clock.advance(minutes=31)
    client.get("/settings/family-phones/")
    assert "199 **** 0005" in client.page.text
    client.submit(form="form[data-prove]")
    client.submit({"code": client.page.root.one("[data-example]").text}, form=DOOR)
    assert client.page.address == "/settings/family-phones/"


def test_a_resident_registers_a_phone_and_ends_it(resident: Resident, app: Flask) -> None:
    client = resident.signs_in("elder").client
    client.get("/settings/family-phones/")
    client.submit({"name": "", "phone": "138 0013 8000"}, form="form[data-family]")
    resident.sees("这部手机是谁的")
    client.submit({"name": "孙女小王", "phone": "138 0013 8000"}, form="form[data-family]")
    resident.sees("登记好了", "孙女小王", "138 **** 8000")
    granddaughter = PageClient(app.test_client())
    assert len(asks(granddaughter, "王秀兰", "13800138000")) == 1
    button = next(
        node for node in client.page.root.select("[data-end-phone] button") if "孙女" in node.label
    )
    client.press(button)
    resident.sees("停用了")
    assert "孙女小王" not in client.page.text
    assert asks(granddaughter, "王秀兰", "13800138000") == []


def test_one_s_own_phone_and_a_fourth_one_are_not_registered(resident: Resident) -> None:
    client = resident.signs_in("blind").client
    client.get("/settings/family-phones/")
    client.submit({"name": "我", "phone": RESIDENTS[1].phone}, form="form[data-family]")
    resident.sees("您自己的手机号")
    for last in range(4):
        client.get("/settings/family-phones/")
        client.submit({"name": "家人", "phone": f"1380013800{last}"}, form="form[data-family]")
    resident.sees("最多登记 3 部手机")


def test_nobody_ends_the_phone_of_somebody_else(
    resident: Resident, app: Flask, grandma: Person
) -> None:
    client = resident.signs_in("deaf").client
    number = parts(app).family_phones.of(grandma)[0].id
    client.get("/settings/family-phones/")
    token = client.page.root.select("[name=form_token]")[0]["value"]
    client.post("/settings/family-phones/end", {"form_token": token, "phone": str(number)})
    assert len(parts(app).family_phones.of(grandma)) == 1


def test_what_a_clerk_registers_is_told_to_the_resident(app: Flask, grandma: Person) -> None:
    (letter,) = parts(app).inbox.of(parts(app).people.owner_key(grandma.id))
    assert "陈静" in str(dict(letter.said.values))


def test_an_id_card_signs_its_holder_in(client: PageClient, app: Flask) -> None:
    client.get("/sign-in/?next=/help/")
    client.follow("刷身份证登录")
    client.press(client.page.root.one('[data-demo-card="blind"]'))
    assert client.page.address == "/help/"
    assert "李建国" in signed_in(client)


def test_a_card_that_is_not_read_says_how_to_lay_it(client: PageClient) -> None:
    client.get("/sign-in/card/")
    token = client.page.root.select("[name=form_token]")[0]["value"]
    client.post("/sign-in/card/", {"form_token": token, "ticket": "110101194803120002"})
    assert "没有读到身份证" in client.page.text
    assert "退出登录" not in signed_in(client)


def test_a_clerk_registers_it_for_whoever_stands_at_the_counter(
    client: PageClient, app: Flask
) -> None:
    signs_in_as(client, "hall")
    client.get("/desk/counter/")
    client.submit({"who": RESIDENTS[2].phone}, form="form[data-find]")
    client.submit({"why": "machine", "here": "yes"}, form="form[data-begin]")
    client.get("/settings/family-phones/")
    client.submit({"name": "周敏", "phone": RESIDENTS[3].phone}, form="form[data-family]")
    assert "登记好了" in client.page.text
    with parts(app).db.read() as work:
        resident = work.people.by_demo_key("wheelchair")
        assert resident is not None
        (phone,) = work.family_phones.of(resident.id)
        lines = work.trail.page(Wanted(subject=resident.id), 9)
    assert phone.name == "周敏"
    told = {(line.entry.deed, line.entry.actor.kind) for line in lines}
    assert (Deed.FAMILY_PHONE_ADDED, ActorKind.CLERK) in told
