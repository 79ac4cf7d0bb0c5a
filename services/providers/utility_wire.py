"""One signed request to a utility gateway and its answer, checked, over verified TLS."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import requests

from services.clock import Clock
from services.providers import signing
from services.providers.http_client import (
    NO_ANSWER,
    AnswerTooLong,
    AnswerTooSlow,
    open_session,
    read_answer,
    safe_address,
)
from services.providers.utility import GatewayGarbled, GatewayTimeout

MIN_SECRET_BYTES = 32


class GatewayUnavailable(GatewayTimeout):
    """The gateway said it can't now, or is left alone after failures: like no answer in time."""


@dataclass(frozen=True)
class Timeouts:
    """Seconds to connect, between two pieces of an answer, and for the whole answer."""

    connect_s: float = 2.0
    read_s: float = 4.0
    whole_s: float = 6.0


@dataclass(frozen=True)
class Request:
    """What is asked; the account number goes into a signed header, never into the address."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...] = ()
    account_number: str = ""
    idempotency_key: str = ""
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """A signed answer below 500."""

    status: int
    body: bytes


class SignedWire:
    """Sends requests to one gateway. Raises ValueError for an address or secret not safe to use."""

    def __init__(
        self,
        base_url: str,
        key_id: str,
        secret: bytes,
        clock: Clock,
        *,
        timeouts: Timeouts | None = None,
        ca_file: str | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = safe_address(base_url)
        if not key_id or len(secret) < MIN_SECRET_BYTES:
            raise ValueError(f"a gateway secret needs a name and {MIN_SECRET_BYTES} bytes")
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._prefix = parts.path.rstrip("/")
        self._key_id, self._secret, self._clock = key_id, secret, clock
        self._timeouts = timeouts or Timeouts()
        self._monotonic = monotonic
        self._session = open_session(ca_file)

    def send(self, request: Request) -> Answer:
        """The verified answer. Raises GatewayTimeout, GatewayUnavailable or GatewayGarbled."""
        nonce = secrets.token_hex(16)
        path = self._prefix + request.path
        query = urlencode(request.query)
        headers = self._headers(request, path, query, nonce)
        url = f"{self._origin}{path}" + (f"?{query}" if query else "")
        deadline = self._monotonic() + self._timeouts.whole_s
        try:
            with self._session.request(
                request.method,
                url,
                headers=headers,
                data=request.body or None,
                timeout=(self._timeouts.connect_s, self._timeouts.read_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                body = read_answer(response, deadline, self._monotonic)
        except AnswerTooLong as error:
            raise GatewayGarbled("answer too long") from error
        except (AnswerTooSlow, *NO_ANSWER) as error:
            raise GatewayTimeout(type(error).__name__) from error
        if response.status_code >= 500 or response.status_code in (401, 429):
            raise GatewayUnavailable(f"status {response.status_code}")
        self._check_signature(response, nonce, body)
        return Answer(response.status_code, body)

    def _headers(self, request: Request, path: str, query: str, nonce: str) -> dict[str, str]:
        timestamp = str(int(self._clock.now().timestamp()))
        headers = {
            "Accept": "application/json, application/problem+json",
            "Accept-Encoding": "identity",
            "Key-Id": self._key_id,
            "Timestamp": timestamp,
            "Nonce": nonce,
            "Signature": signing.sign_request(
                self._secret,
                method=request.method,
                path=path,
                query=query,
                timestamp=timestamp,
                nonce=nonce,
                account_number=request.account_number,
                idempotency_key=request.idempotency_key,
                body=request.body,
            ),
        }
        if request.body:
            headers["Content-Type"] = "application/json"
        if request.account_number:
            headers["Account-Number"] = request.account_number
        if request.idempotency_key:
            headers["Idempotency-Key"] = request.idempotency_key
        return headers

    def _check_signature(self, response: requests.Response, nonce: str, body: bytes) -> None:
        timestamp = response.headers.get("Timestamp", "")
        expected = signing.sign_answer(
            self._secret,
            status=response.status_code,
            nonce=nonce,
            timestamp=timestamp,
            body=body,
        )
        if not signing.same_signature(expected, response.headers.get("Signature", "")):
            raise GatewayGarbled("wrong signature")
        if not signing.within_skew(timestamp, self._clock.now().timestamp()):
            raise GatewayGarbled("answer from another time")
