"""A folder of words is a service: it joins the catalogue, the search and the journeys by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from services.catalogue import GUIDES
from services.clock import FixedClock
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from tests.site import demo_site
from webapp import create_app
from webapp.settings import Settings, WrongSettings
from webapp.wiring import parts

SLUG = "piano-tuning"
SERVICE = """\
category = "care"
icon = "people"
order = 900
letter = "S"
working_days = 7

[[asks]]
slug = "instrument"
kind = "choice"
options = ["upright", "grand"]

[[asks]]
slug = "sound"
kind = "long"
when = { instrument = ["grand"] }

[[asks]]
slug = "bought"
kind = "date"
optional = true

[[asks]]
use = "name"

[[asks]]
use = "phone"

[[asks]]
use = "day"
"""
CHINESE = """\
name = "请人调琴"
note = "钢琴走音了，上门调"
summary = "家里的钢琴走音了，请调琴师傅上门。"
who = ["家里有钢琴的。"]
gives = ["师傅上门调一次。"]
bring = ["不用带什么。"]
takes = "两个钟头。"
cost = "不收钱。"
where = ["在您家里。"]
steps = ["选琴。", "约日子。"]
ways = ["在这里约。", "去社区当面约。"]
synonyms = ["钢琴", "走音", "琴键"]
basis = [{ title = "社区音乐角的约定", date = 2026-01-01 }]
phones = [{ number = "12345", label = "政务热线" }]
questions = [
  { ask = "要多久？", answer = "两个钟头。" },
  { ask = "吵不吵？", answer = "有一点。" },
  { ask = "要钱吗？", answer = "不收。" },
]

[asks.instrument]
label = "您家是哪一种琴？"
name = "哪一种琴"

[asks.instrument.options]
upright = "立式的钢琴"
grand = "三角的钢琴"

[asks.sound]
label = "听起来怎么不对？"
name = "怎么不对"
example = "中间几个音发闷。"

[asks.bought]
label = "琴是哪一天买的？"
name = "买琴的日子"
example = "2001-5-1"
"""
ENGLISH = """\
name = "Have a piano tuned"
note = "A tuner comes to your home"
summary = "Your piano is out of tune: a tuner comes to your home."
who = ["Anyone with a piano."]
gives = ["One visit of a tuner."]
bring = ["Nothing."]
takes = "Two hours."
cost = "Free of charge."
where = ["At your home."]
steps = ["Choose the piano.", "Choose a day."]
ways = ["Book it here.", "Book it in person at the community centre."]
synonyms = ["piano", "tuning", "keys"]
basis = [{ title = "Agreement of the music corner", date = 2026-01-01 }]
phones = [{ number = "12345", label = "City helpline" }]
questions = [
  { ask = "How long?", answer = "Two hours." },
  { ask = "Is it loud?", answer = "A little." },
  { ask = "Does it cost anything?", answer = "No." },
]

[asks.instrument]
label = "Which piano do you have?"
name = "Piano"

[asks.instrument.options]
upright = "An upright piano"
grand = "A grand piano"

[asks.sound]
label = "What sounds wrong?"
name = "What is wrong"
example = "The middle notes are dull."

[asks.bought]
label = "When was it bought?"
name = "Day of buying"
example = "2001-5-1"
"""


@pytest.fixture
def backend() -> str:
    """What a folder of words adds does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The guides, and one more that nobody has programmed for."""
    guides = Path(shutil.copytree(GUIDES, tmp_path / "guides"))
    files = {"service": SERVICE, "zh-Hans": CHINESE, "en": ENGLISH}
    (guides / SLUG).mkdir()
    for name, text in files.items():
        (guides / SLUG / f"{name}.toml").write_text(text, "utf-8")
    return guides


@pytest.fixture
def app(settings: Settings, folder: Path, clock: FixedClock) -> Iterator[Flask]:
    """A site whose guides are kept in that folder."""
    site = demo_site(settings.model_copy(update={"guides_dir": str(folder)}), clock)
    yield site
    parts(site).db.dispose()


def test_it_is_listed_and_found_in_both_languages(resident: Resident) -> None:
    for language, name, query in (("zh-Hans", "请人调琴", "走音"), ("en", "piano tuned", "piano")):
        resident.in_language(language).client.get("/services/category/care/")
        address = f"/services/{SLUG}/"
        assert address in {link["href"] for link in resident.page.tagged("a")}
        resident.client.get(f"/search?q={query}")
        assert any(address in link["href"] for link in resident.page.tagged("a")), query
        resident.client.get(address)
        resident.sees(name)


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_played_to_a_case_in_each_view(resident: Resident, view: str) -> None:
    resident.in_view(view).starts(SLUG).sees("您家是哪一种琴？")
    resident.answers(instrument="三角的钢琴", **({"sound": "发闷"} if view == "standard" else {}))
    resident.takes_what_is_offered().sees("三角的钢琴").sends()
    assert resident.keeps_receipt().startswith("S2026")
    resident.sees("哪一种琴", "三角的钢琴", "199 **** 0001")


def test_it_speaks_english_from_its_own_words(resident: Resident) -> None:
    resident.starts(SLUG).answers(instrument="立式的钢琴")
    resident.client.get(f"/services/{SLUG}/apply/instrument?lang=en")
    resident.sees("Which piano do you have?", "An upright piano", "The middle notes are dull.")
    assert "您家是哪一种琴" not in resident.page.text


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("en", "[asks.sound]", "[asks.sund]", "asks.sound"),
        ("en", 'grand = "A grand piano"', 'wing = "A grand piano"', "en.toml:25: asks.instrument"),
        ("zh-Hans", 'example = "中间几个音发闷。"', "", "needs an example"),
        ("service", 'use = "name"', 'use = "nmae"', "'nmae' is not one of"),
        ("service", 'kind = "choice"', 'kind = "menu"', "'menu' is not one of"),
        ("service", 'options = ["upright", "grand"]', "", "two options"),
        ("service", 'instrument = ["grand"]', 'instrument = ["harp"]', "not given before"),
        ("service", 'use = "phone"', 'use = "name"', "asked twice"),
    ],
)  # fmt: skip
def test_a_broken_guide_stops_the_start_with_its_place(
    settings: Settings, folder: Path, name: str, old: str, new: str, says: str
) -> None:
    path = folder / SLUG / f"{name}.toml"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(WrongSettings) as caught:
        create_app(settings.model_copy(update={"guides_dir": str(folder)}))
    assert f"{SLUG}/{name}.toml:" in str(caught.value)
    assert says in str(caught.value)


def test_a_folder_without_guides_stops_the_start(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="NUANCHUANG_GUIDES_DIR"):
        create_app(settings.model_copy(update={"guides_dir": str(tmp_path / "nothing")}))


def test_another_site_does_not_speak_of_it(settings: Settings, clock: FixedClock) -> None:
    site = demo_site(settings, clock)
    Resident(PageClient(site.test_client())).client.get(f"/services/{SLUG}/", status=404)
    parts(site).db.dispose()
