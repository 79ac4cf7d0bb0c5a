"""Private text comes back only with its key and at its place."""

import stat
from pathlib import Path

import pytest

from services.storage import Keyring, SealBroken, UnknownKey
from services.storage.crypto import Keys, format_keys, fresh_key, parse_keys, write_key_file

PLACE = "persons.name"


def ring() -> Keyring:
    return Keyring(Keys({"k1": fresh_key()}, (fresh_key(),)))


def test_sealed_text_comes_back_and_hides_itself() -> None:
    keys = ring()
    sealed = keys.seal("王秀兰", PLACE)
    assert keys.open(sealed, PLACE) == "王秀兰"
    assert "王秀兰".encode() not in sealed
    assert keys.seal("王秀兰", PLACE) != sealed


def test_sealed_text_opens_nowhere_else() -> None:
    keys = ring()
    sealed = keys.seal("王秀兰", PLACE)
    with pytest.raises(SealBroken):
        keys.open(sealed, "persons.phone")


@pytest.mark.parametrize("cut", [-1, 3, 10])
def test_changed_or_shortened_text_does_not_open(cut: int) -> None:
    keys = ring()
    sealed = keys.seal("王秀兰", PLACE)
    with pytest.raises(SealBroken):
        keys.open(sealed[:cut], PLACE)
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    with pytest.raises(SealBroken):
        keys.open(changed, PLACE)


@pytest.mark.parametrize("blob", [b"", b"\x02k9" + bytes(40)])
def test_another_key_is_named_as_missing(blob: bytes) -> None:
    with pytest.raises(UnknownKey):
        ring().open(blob, PLACE)


def test_the_fingerprint_depends_on_key_kind_and_value() -> None:
    keys = ring()
    mark = keys.fingerprint("phone", "19900000001")
    assert len(mark) == 32
    assert mark == keys.fingerprint("phone", "19900000001")
    assert mark != keys.fingerprint("phone", "19900000002")
    assert mark != keys.fingerprint("code", "19900000001")
    assert mark != ring().fingerprint("phone", "19900000001")


def test_a_key_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "keys"
    first = Keyring.from_file(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    sealed = first.seal("王秀兰", PLACE)
    assert Keyring.from_file(path).open(sealed, PLACE) == "王秀兰"
    assert [kept.name for kept in path.parent.iterdir()] == ["keys"]


def test_a_running_site_takes_up_a_replaced_key_file(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    running = Keyring.from_file(path)
    old = running.seal("旧", PLACE)
    known = running.keys
    write_key_file(path, Keys({"k2": fresh_key(), **known.sealing}, known.index), replace=True)
    new = Keyring.from_file(path).seal("新", PLACE)
    assert running.open(new, PLACE) == "新"
    assert running.open(old, PLACE) == "旧"
    assert running.is_current(running.seal("再", PLACE))
    assert not running.is_current(old)


def test_keys_written_as_text_are_read_back() -> None:
    keys = Keys({"k2": fresh_key(), "k1": fresh_key()}, (fresh_key(),))
    assert parse_keys(format_keys(keys)) == keys
    assert parse_keys(format_keys(keys)).active == "k2"


@pytest.mark.parametrize(
    "text", ["", "k1:secret;index:secret", "k1:c2hvcnQ=;index:c2hvcnQ=", "K 1:x", "k1:", ";index:"]
)
def test_wrong_keys_are_refused_without_repeating_them(text: str) -> None:
    with pytest.raises(ValueError, match="key") as refused:
        Keyring.from_text(text)
    assert "c2hvcnQ" not in str(refused.value)
    assert "secret" not in str(refused.value)
