"""Guides as an editor leaves them: whole, the same in each language, and few enough to choose from.

A guide that cannot be read fails here with its file and line.
"""

from __future__ import annotations

import re
from collections import Counter
from importlib.util import find_spec

import pytest

from a11y.modes import MODES
from services.catalogue import Catalogue, Entry, load_catalogue
from services.guide import Guide
from services.shelves import CATEGORIES, EVENTS

LISTS = (
    "who", "gives", "bring", "where", "steps", "ways", "basis", "facts", "questions", "phones"
)  # fmt: skip
# Numbers that must be the same in every language. Days and months are written in words in some.
NUMBER = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+|\d{3,}")
# What a page in the elder and care views gives to choose from.
MOST = min(mode.max_choices for mode in MODES.values() if mode.max_choices)

# The slugs that others rely on, in addresses and in print.
CONTRACT = {
    "water-bill", "electricity-bill", "gas-bill", "water-fault", "power-outage",
    "gas-safety-check", "meter-reading", "account-transfer", "senior-allowance",
    "disability-living-allowance", "disability-nursing-allowance",
    "disability-transport-allowance", "utility-relief", "assistive-device-subsidy",
    "home-adaptation-subsidy", "hall-appointment", "home-visit", "clinic-appointment",
    "medical-transport", "sign-language-interpreter", "senior-card", "disability-card",
    "helper-authorisation", "day-care", "meal-delivery", "hearing-aid", "rehabilitation",
    "legal-aid", "volunteer-visit",
}  # fmt: skip


def catalogue() -> Catalogue:
    """The catalogue as it stands. Raises GuideFault with file and line."""
    return load_catalogue()


ENTRIES = catalogue().entries


def numbers(text: str) -> Counter[str]:
    """The numbers of three signs and more in a text."""
    return Counter(found.replace(",", "") for found in NUMBER.findall(text))


def texts(guide: Guide, part: str) -> list[str]:
    """The texts of one list of a guide, item by item."""
    return [str(item) for item in getattr(guide, part)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_languages_say_the_same(entry: Entry, language: str) -> None:
    source, other = entry.guides["zh-Hans"], entry.guides[language]
    for part in LISTS:
        ours, theirs = texts(source, part), texts(other, part)
        assert len(ours) == len(theirs), f"{entry.slug}: {part} has another length in {language}"
        for number, pair in enumerate(zip(ours, theirs, strict=True), 1):
            zh, translated = map(numbers, pair)
            assert zh == translated, f"{entry.slug}: {part} {number} in {language}"
    assert [fact.verified for fact in source.facts] == [fact.verified for fact in other.facts]
    assert [phone.number for phone in source.phones] == [phone.number for phone in other.phones]
    assert [(b.date, b.source, b.verified) for b in source.basis] == [
        (b.date, b.source, b.verified) for b in other.basis
    ]
    assert source.asks.keys() == other.asks.keys()
    for slug, ask in source.asks.items():
        assert ask.options.keys() == other.asks[slug].options.keys(), f"{entry.slug}: asks.{slug}"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_a_guide_in_english_holds_no_chinese(entry: Entry) -> None:
    guide = entry.guides["en"].model_dump(exclude={"synonyms"})
    found = re.findall(r"[\u4e00-\u9fff]+", str(guide))
    assert not found, f"{entry.slug}: {found[:3]}"


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.slug)
def test_a_guide_names_a_module_that_is_there(entry: Entry) -> None:
    assert find_spec(entry.particulars.module)


def test_no_shelf_holds_more_than_a_page_gives_to_choose() -> None:
    services = catalogue()
    assert len(CATEGORIES) <= MOST
    for _, name, entries in services.by_category():
        assert len(entries) <= MOST, f"{name.msgid}: {len(entries)} services"
    for event in EVENTS:
        assert 2 <= len(services.of_event(event)) <= MOST, event


def test_each_service_has_a_place_of_its_own() -> None:
    assert len({entry.particulars.order for entry in ENTRIES}) == len(ENTRIES)


def test_all_services_of_the_contract_are_offered() -> None:
    offered = {entry.slug for entry in ENTRIES}
    assert offered >= CONTRACT
