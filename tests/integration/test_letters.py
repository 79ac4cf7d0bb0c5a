"""Messages: quiet at night, and by post to whoever asked, in the form they chose, once."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from services.clock import FixedClock
from services.journey import Applicant
from services.letters import Draft, Letters
from services.notices import Kind, notify
from services.providers.letter import Letter, LetterRefused
from services.sessions import owner_key
from services.storage import Database
from services.storage.outbox import OutboxRow, OutboxState, Task
from services.words import words
from tests.residents import Resident
from tests.site import NOW
from webapp.letters import Scribe
from webapp.wiring import parts

ADDRESS = "暖阳路 12 弄 3 号 402 室"
PAGE = "/settings/contact/post/"
SAID = words("材料送到了办事的地方。")


@pytest.fixture
def backend() -> str:
    """Which database it is makes no difference to a letter."""
    return "sqlite"


@dataclass
class Shop:
    """A printing shop that keeps what it was given, and may be closed."""

    letters: list[Letter] = field(default_factory=list)
    closed: bool = False

    def post(self, letter: Letter) -> None:
        """See LetterShop."""
        if self.closed:
            raise LetterRefused("closed")
        if letter.key not in {each.key for each in self.letters}:
            self.letters.append(letter)


def _person(app: Flask, key: str = "elder") -> int:
    with parts(app).db.read() as work:
        found = work.people.by_demo_key(key)
    assert found is not None
    return found.id


def _is_told(app: Flask, person_id: int, kind: Kind = Kind.NEWS, locale: str = "zh-Hans") -> None:
    with parts(app).db.write() as work:
        now = parts(app).clock.now()
        notify(work, owner_key(person_id), person_id, None, SAID, now, locale, kind=kind)


def _texts(app: Flask) -> int:
    parts(app).outbox.drain()
    with parts(app).db.read() as work:
        return len(work.messages.newest("19900000001", 9))


def _wants_letters(app: Flask, form: str = "large") -> int:
    person_id = _person(app)
    wang = Applicant(owner_key(person_id), person_id)
    parts(app).contacts.keep(wang, {"contact-by": "phone", "contact-letters": form})
    parts(app).contacts.post_to(wang, ADDRESS)
    return person_id


def _errand(app: Flask, shop: Shop | None) -> Letters:
    joined = parts(app)
    return Letters(joined.db, joined.clock, shop, Scribe(app).compose, joined.day_words)


def _due_rows(db: Database, clock: FixedClock) -> list[OutboxRow]:
    with db.write() as work:
        rows = work.outbox.claim_due(clock.now(), clock.now(), 9)
    return [row for row in rows if row.task is Task.LETTER]


def test_no_phone_rings_at_night_but_the_site_has_it_at_once(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    clock.advance(hours=13)
    _is_told(app, _person(app))
    assert _texts(app) == 0
    resident.signs_in("elder").client.get("/cases/notices/")
    resident.sees(SAID.msgid)
    clock.advance(hours=9, minutes=47)
    assert _texts(app) == 0, "7:59 in the morning"
    clock.advance(minutes=1)
    assert _texts(app) == 1
    assert _texts(app) == 1


def test_what_can_t_wait_rings_at_night(app: Flask, clock: FixedClock) -> None:
    clock.advance(hours=15)
    _is_told(app, _person(app), Kind.SAFETY)
    assert _texts(app) == 1


def test_a_text_message_says_the_word_and_nothing_private(app: Flask) -> None:
    _is_told(app, _person(app))
    _is_told(app, _person(app), locale="en")
    assert _texts(app) == 2
    day_words = parts(app).day_words
    with parts(app).db.read() as work:
        english, chinese = work.messages.newest("19900000001", 2)
    word = day_words.of(day_words.today())
    for text in (english, chinese):
        assert word in text
        assert SAID.msgid not in text
    assert "有一条给您的新消息" in chinese


@pytest.mark.parametrize("form", ["ordinary", "large"])
def test_a_day_s_news_is_one_letter_in_print(app: Flask, clock: FixedClock, form: str) -> None:
    person_id = _wants_letters(app, form)
    for _ in range(3):
        _is_told(app, person_id)
    assert _due_rows(parts(app).db, clock) == []
    clock.advance(hours=6, minutes=48)
    (row,) = _due_rows(parts(app).db, clock)
    shop = Shop()
    _errand(app, shop).deliver(row)
    (letter,) = shop.letters
    assert (letter.name, letter.address) == ("王秀兰", ADDRESS)
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(letter.content)).pages)
    text = text.replace("\n", "")
    day_words = parts(app).day_words
    assert text.count(SAID.msgid) == 3
    assert f"这一天的暗号：{day_words.of(day_words.today())}" in text
    own = day_words.own(person_id, day_words.today())
    assert f"您自己的暗号：{own}" in text
    assert "不会在信里要您转钱" in text


@pytest.mark.parametrize(("form", "mimetype"), [("braille", "text/plain"), ("audio", "audio/mpeg")])
def test_others_get_it_to_touch_or_to_hear(app: Flask, form: str, mimetype: str) -> None:
    person_id = _wants_letters(app, form)
    _is_told(app, person_id)
    with parts(app).db.read() as work:
        notices = tuple(work.notices.of(owner_key(person_id), 9))
    draft = Draft("王秀兰", NOW.date(), "月亮", "彩虹", form, "zh-Hans", notices)
    content, kind = Scribe(app).compose(draft)
    assert kind.startswith(mimetype)
    assert len(content) > 200


def test_a_closed_shop_gets_it_later_and_nobody_gets_it_twice(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    person_id = _wants_letters(app)
    _is_told(app, person_id)
    clock.advance(hours=6, minutes=48)
    (row,) = _due_rows(parts(app).db, clock)
    shop = Shop(closed=True)
    with pytest.raises(LetterRefused):
        _errand(app, shop).deliver(row)
    shop.closed = False
    for _ in range(2):
        _errand(app, shop).deliver(row)
    assert len(shop.letters) == 1
    resident.signs_in("elder").client.get("/cases/notices/")
    resident.sees("也寄了信给您，2026 年 11 月 22 日寄出的")


def test_without_a_wish_or_a_shop_nothing_goes_by_post(app: Flask, clock: FixedClock) -> None:
    _is_told(app, _person(app))
    clock.advance(days=1)
    assert _due_rows(parts(app).db, clock) == []
    person_id = _wants_letters(app)
    _is_told(app, person_id)
    clock.advance(days=1)
    (row,) = _due_rows(parts(app).db, clock)
    _errand(app, None).deliver(row)
    with parts(app).db.read() as work:
        assert work.outbox.state_of(Task.LETTER, row.order_key) is OutboxState.DONE


def test_a_reminder_is_not_worth_a_letter(app: Flask, clock: FixedClock) -> None:
    _is_told(app, _wants_letters(app), Kind.REMINDER)
    clock.advance(days=1)
    assert _due_rows(parts(app).db, clock) == []


def test_the_worker_posts_by_the_demo_s_shop(app: Flask, clock: FixedClock) -> None:
    person_id = _wants_letters(app, "braille")
    _is_told(app, person_id)
    clock.advance(hours=6, minutes=48)
    parts(app).outbox.drain()
    with parts(app).db.read() as work:
        (notice,) = work.notices.of(owner_key(person_id), 9)
        assert work.demo_offices.booked_at(f"letter-{person_id}-2026-11-22") == clock.now()
    assert notice.posted_at == clock.now()


@pytest.mark.parametrize("view", ["standard", "care"])
def test_a_resident_asks_for_letters_and_stops_them(resident: Resident, view: str) -> None:
    client = resident.in_view(view).client
    client.get(PAGE)
    assert client.page.address.startswith("/sign-in/")
    resident.signs_in("blind").client.get(PAGE)
    client.submit({"contact-post": "家"}, form="form[data-post]")
    resident.sees("地址太短了")
    client.submit({"contact-post": ADDRESS}, form="form[data-post]")
    resident.sees("有了新消息，会寄信到这里", "平常的就好")
    client.get("/settings/contact/")
    resident.sees("** 室")
    client.get(PAGE)
    client.submit({"contact-post": ""}, form="form[data-post]")
    resident.sees("不再寄信")


def test_the_inbox_is_heard_felt_and_printed_by_its_owner_only(
    app: Flask, resident: Resident
) -> None:
    _is_told(app, _person(app))
    resident.signs_in("elder").client.get("/cases/notices/")
    plain = resident.client.http.get("/cases/notices/letter.txt")
    assert SAID.msgid in plain.get_data(as_text=True)
    assert plain.headers["Cache-Control"] == "no-store"
    brf = resident.client.http.get("/cases/notices/braille.brf")
    assert brf.status_code == 200
    stranger = app.test_client().get("/cases/notices/letter.txt").get_data(as_text=True)
    assert SAID.msgid not in stranger
