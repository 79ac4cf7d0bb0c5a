"""Whom the HTTP utility gateway trusts, and how long it listens."""

import ssl
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.clock import FixedClock
from services.providers.utility import GatewayTimeout, Utility
from services.providers.utility_http import HttpUtilityGateway
from services.providers.utility_wire import Request, SignedWire, Timeouts
from tests.loopback.certificates import certificate_for_loopback
from tests.loopback.server import Reply, serve
from tests.loopback.utility_server import KEY_ID, SECRET, LoopbackUtility

NUMBER = "310000012345"
NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)


def no_pause(seconds: float) -> None:
    """Between two attempts."""


def test_an_answer_that_trickles_in_is_given_up_at_the_deadline() -> None:
    looked = threading.Semaphore(0)
    seconds = iter(range(100))

    def monotonic() -> float:
        looked.release()
        return float(next(seconds))

    reply = Reply(200, {}, b"x" * 50, pace=lambda: looked.acquire(timeout=5))
    with serve(lambda asked: reply) as origin:
        wire = SignedWire(
            origin,
            KEY_ID,
            SECRET,
            FixedClock(NOW),
            timeouts=Timeouts(connect_s=1, read_s=1, whole_s=3),
            monotonic=monotonic,
        )
        with pytest.raises(GatewayTimeout, match="TooSlow"):
            wire.send(Request("GET", "/bills"))


@pytest.mark.parametrize(
    ("url", "secret"),
    [("http://gateway.example/v1", SECRET), ("https://gateway.example/v1", b"too short")],
)
def test_an_unsafe_address_or_secret_stops_the_start(url: str, secret: bytes) -> None:
    with pytest.raises(ValueError, match="gateway"):
        HttpUtilityGateway(url, KEY_ID, secret, FixedClock(NOW))


def test_a_certificate_that_does_not_verify_ends_the_call(tmp_path: Path) -> None:
    clock = FixedClock(NOW)
    company = LoopbackUtility(clock, {("water", NUMBER): "示范路 ** 号"})
    trusted = certificate_for_loopback(tmp_path / "trusted.pem")
    other = certificate_for_loopback(tmp_path / "other.pem")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(trusted)
    with company.running(tls=tls) as url:
        for ca_file in (None, str(other)):
            gateway = HttpUtilityGateway(url, KEY_ID, SECRET, clock, ca_file=ca_file, wait=no_pause)
            with pytest.raises(GatewayTimeout, match="SSLError"):
                gateway.find_account(Utility.WATER, NUMBER)
        assert not company.asked
        gateway = HttpUtilityGateway(url, KEY_ID, SECRET, clock, ca_file=str(trusted))
        assert gateway.find_account(Utility.WATER, NUMBER)
