"""Questions of requests by themselves: common ones, those of guides, and readings of meters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.catalogue import SOURCE, Entry, load_catalogue
from services.cleaning.identity import with_check_sign
from services.guide import COMMON as NAMED
from services.guide import KINDS
from services.guide import SECTIONS as PLACED
from services.journey import AnswerProblem, Journey, Kind
from services.providers.utility import Bill, Utility
from services.requests.bank import BIRTH_DATE, COMMON, ID_NUMBER, PHONE
from services.requests.journey import SECTIONS, request_journey
from services.requests.reading import is_odd
from services.storage.people import Person
from services.words import Month

OLD = with_check_sign("11010119480312000")
YOUNG = with_check_sign("11010119910603000")
PERSON = Person(1, "王秀兰", "19900000001", OLD, date(1948, 3, 12))
JOURNEY = Journey((ID_NUMBER, BIRTH_DATE, PHONE), SECTIONS)


@dataclass(frozen=True)
class Visit:
    """Somebody at it, on a day."""

    person: Person | None = None
    today: date = date(2026, 11, 22)


def test_what_guides_may_name_is_there() -> None:
    assert set(NAMED) == {*COMMON, "account", "reading"}
    assert set(KINDS) == {kind.value for kind in Kind}
    assert set(PLACED) < set(SECTIONS)


@pytest.mark.parametrize(
    "entry",
    [
        entry
        for entry in load_catalogue().entries
        if entry.particulars.module == "services.requests.service"
    ],
    ids=lambda entry: entry.slug,
)
def test_every_guide_makes_a_journey(entry: Entry) -> None:
    journey = request_journey(entry)
    slugs = [question.slug for question in journey.questions]
    assert len(slugs) == len(set(slugs))
    sections = [question.section for question in journey.questions]
    assert [s for n, s in enumerate(sections) if s not in sections[:n]] == [
        s for n, s in enumerate(sections) if n == 0 or sections[n - 1] != s
    ], "the questions of a section stand together"


@pytest.mark.parametrize("language", ["en", "zh-Hant"])
def test_one_sentence_has_one_translation(language: str) -> None:
    catalogue = load_catalogue()
    known: dict[str, str] = {}
    for entry in catalogue.entries:
        for slug, ask in entry.guide(SOURCE).asks.items():
            other = entry.guide(language).asks[slug]
            pairs = [(ask.label, other.label), (ask.name, other.name)]
            pairs += [(said, other.options[value]) for value, said in ask.options.items()]
            for source, said in pairs:
                assert known.setdefault(source, said) == said, (entry.slug, slug)
                assert catalogue.sentences(language)[source] == said


def test_a_birthday_that_contradicts_the_id_number_is_told() -> None:
    taken = BIRTH_DATE.take(["1948-3-12"], Visit(), {"id-number": OLD})
    assert taken == "1948-03-12"
    with pytest.raises(AnswerProblem, match="对不上"):
        BIRTH_DATE.take(["1948-3-12"], Visit(), {"id-number": YOUNG})
    # The number tells it: what stands there already is right.
    assert BIRTH_DATE.standing(Visit(), {"id-number": YOUNG}) == "1991-**-**"
    assert BIRTH_DATE.take(["1991-**-**"], Visit(), {"id-number": YOUNG}) == "1991-06-03"


def test_another_number_asks_for_the_birthday_anew() -> None:
    answers = {"id-number": OLD, "birth-date": "1948-03-12", "phone": "19900000001"}
    pages = JOURNEY.pages(True, Visit(), answers)
    merged, problems = JOURNEY.answer(pages[0], {"id-number": [YOUNG]}, Visit(), answers)
    assert not problems
    assert "birth-date" not in merged
    assert merged["phone"] == "19900000001"


def test_a_masked_value_means_the_one_behind_it_only_for_its_owner() -> None:
    masked = ID_NUMBER.standing(Visit(PERSON), {})
    assert masked is not None
    assert OLD[6:14] not in masked
    assert ID_NUMBER.take([masked], Visit(PERSON), {}) == OLD
    with pytest.raises(AnswerProblem):
        ID_NUMBER.take([masked], Visit(), {})
    assert ID_NUMBER.standing(Visit(PERSON), {"id-number": YOUNG}) is None


def test_a_phone_at_home_and_the_known_one_are_taken() -> None:
    assert PHONE.take(["199 **** 0001"], Visit(PERSON), {}) == "19900000001"
    assert PHONE.take(["021-62345678"], Visit(PERSON), {}) == "02162345678"


def bill(reading: int | None, usage: int) -> Bill:
    return Bill(
        "b", Utility.WATER, "1000400372", Month(2026, 10), Decimal(usage), "m³", 100,
        date(2026, 11, 28), None, 2, None if reading is None else Decimal(reading),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reading", "odd"),
    [(1719, True), (1720, False), (1721, False), (1780, False), (1781, True), (9_999_999, True)],
)
def test_a_reading_is_held_against_the_last_bill(reading: int, odd: bool) -> None:
    assert is_odd(reading, [bill(1720, 20), bill(1700, 12)]) is odd


def test_a_company_that_tells_no_reading_is_not_guessed_at() -> None:
    assert not is_odd(3, [])
    assert not is_odd(3, [bill(None, 20)])


@given(st.integers(0, 9_999_999), st.integers(0, 9_999_999), st.integers(1, 500))
def test_what_use_can_explain_is_never_questioned(last: int, more: int, usage: int) -> None:
    grown = last + more % (3 * usage + 1)
    assert not is_odd(grown, [bill(last, usage)])
