"""Search: what people type leads to what they mean, says why, and never fails."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.catalogue import GUIDES, Catalogue, load_catalogue
from services.finding import Finder, Result
from services.storage import Database
from tests.databases import BACKENDS, Cluster, keyring
from webapp.places import EVERY_PLACE

GOLD = tomllib.loads((Path(__file__).parent.parent / "gold" / "searches.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module", params=BACKENDS)
def finder(
    request: pytest.FixtureRequest, catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Finder]:
    folder = tmp_path_factory.mktemp("search")
    url = f"sqlite:///{folder / 'records.db'}"
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgres")
        cluster.execute("CREATE DATABASE searched")
        url = cluster.url("searched")
    db = Database(url, keyring())
    yield Finder(catalogue, EVERY_PLACE, db, folder)
    db.dispose()
    if request.param == "postgresql":
        cluster.execute("DROP DATABASE searched WITH (FORCE)")


def key(result: Result) -> str:
    """The slug of a service or a life event, or the address of a page."""
    return result.entry.slug if result.entry else result.event or result.address or ""


def found(finder: Finder, typed: str, language: str = "zh-Hans") -> list[str]:
    return [key(result) for result in finder.find(typed, language)]


def why(finder: Finder, typed: str, language: str = "zh-Hans") -> str:
    first = finder.find(typed, language)[0].why
    return first.msgid % dict(first.values)


@pytest.mark.parametrize(("typed", "meant"), GOLD["first"].items())
def test_what_is_meant_comes_first(finder: Finder, typed: str, meant: str) -> None:
    assert found(finder, typed)[0] == meant


@pytest.mark.parametrize(("typed", "meant"), GOLD["shown"].items())
def test_all_that_may_be_meant_is_shown(finder: Finder, typed: str, meant: list[str]) -> None:
    assert set(found(finder, typed)[:3]) >= set(meant)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("煤气费", "大家也叫它“煤气费”"),
        ("水费", "名字里有您写的词"),
        ("残急人证", "和“残疾人证”只差一个字"),
        ("水飞", "拼音和“水费”一样"),
        ("mqf", "拼音的头一个字母和“煤气费”一样"),
        ("gas bill", "和您写的是同一件事"),
    ],
)
def test_a_result_says_why_it_is_one(finder: Finder, typed: str, reason: str) -> None:
    assert why(finder, typed) == reason


def test_a_question_of_a_guide_leads_to_its_answer(finder: Finder, catalogue: Catalogue) -> None:
    entry = catalogue.entry("water-bill")
    assert entry is not None
    asked = [str(question.ask) for question in entry.guide("zh-Hans").questions]
    at = next(at for at, ask in enumerate(asked, start=1) if "为什么多了" in ask)
    results = finder.find(asked[at - 1], "zh-Hans")
    assert at in [each.question for each in results if each.entry is entry]
    assert any(dict(each.why.values).get("question") == asked[at - 1] for each in results)


def test_results_are_told_in_the_language_of_the_page(finder: Finder) -> None:
    assert finder.find("煤氣費", "en")[0].name == "Pay a gas bill"
    assert finder.find("gas bill", "zh-Hant")[0].name == "交燃氣費"
    assert "gas" in why(finder, "town gas", "en")
    for typed in ("搬家", "我妈八十了", "残急人证"):
        for result in finder.find(typed, "en"):
            assert all(str(value).isascii() or result.entry for _, value in result.why.values)


@pytest.mark.parametrize("typed", ["", "   ", "？！", "zzzz", "龘", "\x00", "😀", "---", "**"])
def test_nothing_is_found_for_nothing(finder: Finder, typed: str) -> None:
    assert finder.find(typed, "zh-Hans") == []


def test_where_nothing_fits_the_nearest_are_offered(finder: Finder) -> None:
    typed = "煤炉"
    assert finder.find(typed, "zh-Hans") == []
    near = [key(each) for each in finder.nearest(typed, "zh-Hans")]
    assert "gas-bill" in near
    assert len(near) <= 3


@pytest.mark.parametrize(
    "typed",
    [
        "NEAR(水 费)", '水费" OR "', "水费*", "-水费", "name:水费", "{水费}", "水费'; DROP pieces",
        "<script>alert(1)</script>水费", "%水费%", "水费\\", "水费:*", "!水费 & |", "^水费 ~水费",
    ],
)  # fmt: skip
def test_signs_that_mean_something_to_a_database_mean_nothing(finder: Finder, typed: str) -> None:
    assert "water-bill" in found(finder, typed)


@settings(deadline=None, max_examples=60)
@given(typed=st.text(max_size=200) | st.text("水费煤气补贴人证的AaZz09~^_=*\"'", max_size=40))
def test_no_text_makes_search_fail(finder: Finder, typed: str) -> None:
    finder.find(typed, "zh-Hans")
    finder.nearest(typed, "en")


def test_ten_thousand_signs_are_no_burden(finder: Finder) -> None:
    assert found(finder, "水费" * 5000)[0] == "water-bill"


def test_a_changed_guide_is_found_by_its_new_words(database: Database, tmp_path: Path) -> None:
    guides = Path(shutil.copytree(GUIDES, tmp_path / "guides"))
    before = Finder(load_catalogue(guides), (), database, tmp_path)
    assert "water-bill" not in found(before, "阿姆水钿")
    path = guides / "water-bill" / "zh-Hans.toml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("synonyms = [", 'synonyms = ["阿姆水钿", ', 1), "utf-8")
    assert found(Finder(load_catalogue(guides), (), database, tmp_path), "阿姆水钿") == [
        "water-bill"
    ]


def test_a_new_folder_joins_by_itself(database: Database, tmp_path: Path) -> None:
    guides = Path(shutil.copytree(GUIDES, tmp_path / "guides"))
    shutil.copytree(guides / "gas-bill", guides / "heating-bill")
    for name in ("zh-Hans", "en"):
        path = guides / "heating-bill" / f"{name}.toml"
        text = path.read_text("utf-8").replace("synonyms = [", 'synonyms = ["暖气", ', 1)
        path.write_text(text, "utf-8")
    assert "heating-bill" in found(Finder(load_catalogue(guides), (), database, tmp_path), "暖气")


def test_many_who_start_at_once_build_one_index(
    database: Database, catalogue: Catalogue, tmp_path: Path
) -> None:
    finders = [Finder(catalogue, EVERY_PLACE, database, tmp_path) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda finder: found(finder, "水费"), finders))
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == "water-bill"
    assert [path.suffix for path in tmp_path.glob("*search*")] in ([], [".db"])
    assert not list(tmp_path.glob("building-*"))
