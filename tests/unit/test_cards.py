"""E-cards: what a code says, how long it holds, and that nobody can change it."""

from __future__ import annotations

import json
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cards.desk import CardDesk, Verdict, masked_name, read_code
from services.cards.signing import CardSigner, Claims, NoCode, NotOurs
from services.clock import FixedClock
from services.providers.cards import CardKind, DisabilityKind
from services.providers.cards_demo import DemoCards
from services.providers.cards_off import NoCards
from services.storage.people import Person

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
WANG = Person(1, "王秀兰", "19900000001", "110101194803120007", date(1948, 3, 12), "elder")
LI = Person(2, "李建国", "19900000002", "110101196005200002", date(1960, 5, 20), "blind")
SOMEBODY = Person(9, "某人", "13800138000")


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> CardSigner:
    return CardSigner.from_file(tmp_path_factory.mktemp("keys") / "card-key.pem")


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def desk(signer: CardSigner, clock: FixedClock) -> CardDesk:
    return CardDesk(DemoCards(), signer, clock)


def code_of(desk: CardDesk, person: Person = WANG, kind: CardKind = CardKind.SENIOR) -> str:
    shown = desk.show(person, kind)
    assert shown is not None
    return shown.code


def test_a_code_says_no_more_than_it_must(desk: CardDesk) -> None:
    claims = desk.check(code_of(desk, LI, CardKind.DISABILITY)).claims
    assert claims is not None
    assert (claims.kind, claims.holder, claims.last_four) == ("disability-card", "李*国", "0002")
    assert LI.id_number is not None
    assert LI.id_number[:10] not in str(claims), "not the ID number"
    assert DisabilityKind.SIGHT.name not in str(claims), "nor what the disability is"


def test_a_code_holds_for_a_day(desk: CardDesk, clock: FixedClock) -> None:
    code = code_of(desk)
    assert desk.check(code).verdict is Verdict.VALID
    clock.advance(hours=23, minutes=59, seconds=59)
    assert desk.check(code).verdict is Verdict.VALID
    clock.advance(seconds=1)
    assert desk.check(code).verdict is Verdict.EXPIRED


def test_a_clock_that_goes_wrong_is_told_apart(desk: CardDesk, clock: FixedClock) -> None:
    code = code_of(desk)
    clock.advance(minutes=-5)
    assert desk.check(code).verdict is Verdict.VALID, "clocks differ a little"
    clock.advance(seconds=-1)
    assert desk.check(code).verdict is Verdict.EARLY


def test_a_card_holds_through_its_last_day(desk: CardDesk, clock: FixedClock) -> None:
    clock.advance(days=(date(2033, 3, 31) - NOW.date()).days)
    shown = desk.show(WANG, CardKind.SENIOR)
    assert shown is not None
    assert not shown.ended
    assert desk.check(shown.code).verdict is Verdict.VALID
    clock.advance(hours=15)  # past midnight in the district
    shown = desk.show(WANG, CardKind.SENIOR)
    assert shown is not None
    assert shown.ended
    assert desk.check(shown.code).verdict is Verdict.ENDED


def test_every_changed_sign_is_noticed(desk: CardDesk) -> None:
    code = code_of(desk)
    for place in range(4, len(code)):
        if code[place] == ".":
            continue
        changed = code[:place] + ("A" if code[place] != "A" else "B") + code[place + 1 :]
        # The last sign of a part may hold bits that stand for nothing.
        good = {Verdict.WRONG, Verdict.UNREADABLE} | (
            {Verdict.VALID} if place == len(code) - 1 else set()
        )
        assert desk.check(changed).verdict in good, place


def test_another_districts_key_is_not_ours(
    desk: CardDesk, clock: FixedClock, tmp_path: Path
) -> None:
    stranger = CardDesk(DemoCards(), CardSigner.from_file(tmp_path / "other.pem"), clock)
    assert desk.check(code_of(stranger)).verdict is Verdict.WRONG


@pytest.mark.parametrize(
    "spoil",
    [str.lower, lambda c: f" {c} \r\n", lambda c: c.replace(".", "。"),
     lambda c: "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in c),
     lambda c: "\n".join(c[n : n + 40] for n in range(0, len(c), 40))],
)  # fmt: skip
def test_what_a_scanner_or_keyboard_does_to_a_code_is_mended(desk: CardDesk, spoil) -> None:  # type: ignore[no-untyped-def]
    assert desk.check(spoil(code_of(desk))).verdict is Verdict.VALID


@pytest.mark.parametrize(
    "garbage",
    ["", "6901234567892", "http://example.org/", "NC1", "NC1..", "NC1.A.B", "NC2.AAAA.BBBB",
     "NC1.!!.!!", "NC1." + "A" * 5000 + ".A", "\x00", "😀" * 50, "<script>alert(1)</script>"],
)  # fmt: skip
def test_garbage_is_no_code(desk: CardDesk, garbage: str) -> None:
    assert desk.check(garbage).verdict in {Verdict.UNREADABLE, Verdict.WRONG}


@given(st.text(max_size=700))
def test_no_text_breaks_the_reader(signer: CardSigner, text: str) -> None:
    with pytest.raises((NoCode, NotOurs)):
        signer.read(read_code(f"NC1.{text}"))


def test_what_was_signed_in_another_form_is_not_taken(signer: CardSigner) -> None:
    good = Claims("senior-card", "王*兰", "0017", date(2033, 3, 31), 1, 2)
    assert signer.read(signer.sign(good)) == good
    with pytest.raises(NotOurs):
        signer.read(signer.sign(Claims("x", "y", "z", date(2033, 3, 31), "soon", 2)))  # type: ignore[arg-type]


def test_the_key_is_made_once_and_kept_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "data" / "card-key.pem"
    first = CardSigner.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert CardSigner.from_file(path).public_key == first.public_key
    assert CardSigner.from_pem(path.read_text()).public_key == first.public_key
    assert "d" not in first.public_key, "the private part stays here"


@pytest.mark.parametrize("pem", ["", "secret", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END"])
def test_a_wrong_key_is_told_without_repeating_it(pem: str) -> None:
    with pytest.raises(ValueError, match="key for e-cards") as problem:
        CardSigner.from_pem(pem)
    assert "AAAA" not in str(problem.value)
    assert "secret" not in str(problem.value)


def test_invented_cards_belong_to_invented_residents_only(desk: CardDesk) -> None:
    assert [card.kind for card in desk.cards_of(WANG)] == [CardKind.SENIOR]
    assert desk.cards_of(SOMEBODY) == []
    assert desk.show(WANG, CardKind.DISABILITY) is None
    assert list(NoCards().cards_of(WANG)) == []


def test_a_code_stays_small_enough_for_any_scanner(desk: CardDesk) -> None:
    code = code_of(desk, LI, CardKind.DISABILITY)
    assert len(code) < 260
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.")


@pytest.mark.parametrize(
    ("name", "masked"), [("王秀兰", "王*兰"), ("周敏", "周*"), ("欧阳建国", "欧**国"), ("", "")]
)
def test_names_are_masked(name: str, masked: str) -> None:
    assert masked_name(name) == masked


def test_the_public_keys_are_a_key_set(desk: CardDesk) -> None:
    (key,) = json.loads(json.dumps(desk.public_keys))["keys"]
    assert (key["kty"], key["crv"], key["alg"]) == ("EC", "P-256", "ES256")
