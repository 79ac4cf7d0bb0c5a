"""Audio in an S3-compatible service: found by any machine, signed, and missed by nobody."""

import logging
from pathlib import Path
from urllib.parse import urlencode

import pytest

from a11y.speech.engines.port import Mark, Speech
from a11y.speech.store import AudioStore
from a11y.speech.store_s3 import REST_S, BucketStore
from a11y.speech.voices import store_at
from tests.loopback.s3_server import KEY_ID, REGION, SECRET, Bucket
from tests.loopback.server import Reply, serve
from webapp import create_app
from webapp.settings import Settings, WrongSettings

KEY = "a1" * 32
MADE = Speech(b"\xff\xfbsound", (Mark(0, 0), Mark(2, 250)), 1000)


def address(origin: str) -> str:
    return f"s3://voices/district?{urlencode({'endpoint': origin, 'region': REGION})}"


def bucket(origin: str, secret: str = SECRET) -> AudioStore:
    return store_at(address(origin), Path("unused"), KEY_ID, secret)


def test_what_one_machine_keeps_another_finds() -> None:
    service = Bucket()
    with serve(service) as origin:
        assert bucket(origin).read(KEY) is None
        assert bucket(origin).write(KEY, MADE)
        assert bucket(origin).read(KEY) == MADE
    assert list(service.kept) == [f"/voices/district/a1/{KEY}.speech"]


def test_damaged_audio_is_not_heard() -> None:
    service = Bucket()
    with serve(service) as origin:
        store = bucket(origin)
        store.write(KEY, MADE)
        (path,) = service.kept
        service.kept[path] = service.kept[path][:-1]
        assert store.read(KEY) is None


def test_a_wrong_key_is_refused_and_told_once(caplog: pytest.LogCaptureFixture) -> None:
    service = Bucket()
    with serve(service) as origin:
        store = bucket(origin, "another")
        for _ in range(2):
            assert not store.write(KEY, MADE)
            assert store.read(KEY) is None
    assert service.refused == 1, "nobody else waits for it for a while"
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert "another" not in caplog.text


@pytest.mark.parametrize("fault", [Reply(503, {}, b"slow down"), Reply(cut=True)])
def test_a_service_that_is_away_costs_only_speed_until_it_is_back(fault: Reply) -> None:
    now = 0.0
    service = Bucket(fault=fault)
    with serve(service) as origin:
        store = BucketStore(address(origin), KEY_ID, SECRET, lambda: now)
        assert store.read(KEY) is None
        service.fault = None
        assert not store.write(KEY, MADE)
        now += REST_S
        assert store.write(KEY, MADE)
        assert store.read(KEY) == MADE


@pytest.mark.parametrize(
    "wrong", ["http://voices/", "s3://", "s3:///x", "s3://voices/?endpont=x", "/var/speech"]
)
def test_a_wrong_address_stops_the_start(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="NUANCHUANG_SPEECH_STORE"):
        create_app(Settings(data_dir=tmp_path, speech_store=wrong))
