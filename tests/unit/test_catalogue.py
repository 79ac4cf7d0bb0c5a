"""The catalogue: complete in each language, strict about faults."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from services.catalogue import GUIDES, Catalogue, GuideFault, load_catalogue
from services.sanitising import plain, rich


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(GUIDES, tmp_path / "guides"))


def test_the_bills_are_offered_in_order(catalogue: Catalogue) -> None:
    bills = [e.slug for e in catalogue.entries if e.particulars.category == "bills"]
    assert bills == ["water-bill", "electricity-bill", "gas-bill", "utility-relief"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('takes = "', 'tekes = "', "takes"),
        ("verified = false", 'verified = "maybe"', "verified"),
        ('number = "962740"', 'number = "call us"', "number"),
        ("[[facts]]", "[[facts]", "zh-Hans.toml"),
    ],
)
def test_a_fault_names_its_file_and_line(copied: Path, old: str, new: str, says: str) -> None:
    path = copied / "water-bill" / "zh-Hans.toml"
    text = path.read_text("utf-8")
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(GuideFault, match=r"zh-Hans\.toml:\d+: ") as caught:
        load_catalogue(copied)
    assert says in str(caught.value)
    if old != 'takes = "':  # a key that is missing has no line of its own
        assert f":{line}:" in str(caught.value)


def test_a_missing_language_stops_the_start(copied: Path) -> None:
    (copied / "gas-bill" / "en.toml").unlink()
    with pytest.raises(GuideFault, match=r"en\.toml:1: the file is missing"):
        load_catalogue(copied)


def test_the_sanitiser_keeps_plain_markup_and_refuses_the_rest() -> None:
    assert rich('<strong>重要</strong> <a href="tel:12345">12345</a>') == (
        '<strong>重要</strong> <a href="tel:12345">12345</a>'
    )
    hostile = rich('<script>x()</script><a href="javascript:x()" onclick="x()">点</a><img src=x>')
    for danger in ("<script", "javascript", "<img", "onclick"):
        assert danger not in hostile
    assert plain("<b>1 < 2</b>") == "&lt;b&gt;1 &lt; 2&lt;/b&gt;"
