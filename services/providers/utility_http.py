"""Utility companies reached over HTTP: retries, a circuit breaker, and posting exactly once."""

import json
import time
from collections.abc import Callable, Sequence
from typing import Never, TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from services.clock import Clock
from services.providers.breaker import Breaker, ProviderResting
from services.providers.utility import (
    Bill,
    GatewayGarbled,
    GatewayRefused,
    GatewayTimeout,
    PaymentOrder,
    PostResult,
    Utility,
    UtilityAccount,
)
from services.providers.utility_answers import (
    read_account,
    read_bills,
    read_payment,
    read_problem,
)
from services.providers.utility_wire import (
    Answer,
    GatewayUnavailable,
    Request,
    SignedWire,
    Timeouts,
)

# A resident waits for reads: 2 attempts of at most 6 s. Nobody waits for a posting.
READ_ATTEMPTS = 2
POST_ATTEMPTS = 3

Result = TypeVar("Result")


class HttpUtilityGateway:
    """UtilityGateway over docs/utility-gateway.openapi.yaml.

    `secret` is at least 32 bytes, `ca_file` a PEM bundle instead of the public authorities;
    `wait` pauses for seconds between attempts.
    """

    def __init__(
        self,
        base_url: str,
        key_id: str,
        secret: bytes,
        clock: Clock,
        *,
        timeouts: Timeouts | None = None,
        ca_file: str | None = None,
        breaker: Breaker | None = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises ValueError for an address without TLS or a secret too short."""
        self._wire = SignedWire(base_url, key_id, secret, clock, timeouts=timeouts, ca_file=ca_file)
        self._breaker = breaker or Breaker(clock)
        self._wait = wait

    def find_account(self, utility: Utility, number: str) -> UtilityAccount | None:
        """The account with this number (digits only), or None. Raises GatewayError."""
        answer = self._read("/account", utility, number)
        if answer.status == 200:
            return read_account(answer.body, utility, number)
        _refuse_unless(answer, "unknown-account")
        return None

    def bills(self, utility: Utility, number: str) -> Sequence[Bill]:
        """The bills of the last 24 months, newest first. Raises GatewayError."""
        answer = self._read("/bills", utility, number)
        return read_bills(answer.body, utility, number) if answer.status == 200 else _refuse(answer)

    def post_payment(self, order: PaymentOrder) -> PostResult:
        """Enter a payment once: after a lost answer it asks by key before it posts again.

        Raises GatewayRefused for a clear no; GatewayTimeout or GatewayGarbled when nobody knows
        what became of it, and it is safe to call again.
        """
        sent = False

        def enter() -> PostResult:
            nonlocal sent
            known = self._find_posting(order) if sent else None
            sent = True
            return known or self._post(order)

        return self._repeat(enter, POST_ATTEMPTS, (GatewayTimeout, GatewayGarbled))

    def _post(self, order: PaymentOrder) -> PostResult:
        body = {
            "utility": order.utility,
            "account_number": order.account_number,
            "bill_ids": list(order.bill_ids),
            "amount_fen": order.amount_fen,
            "paid_at": order.paid_at.isoformat(),
        }
        answer = self._send(
            Request("POST", "/payments", idempotency_key=order.key, body=json.dumps(body).encode())
        )
        if answer.status not in (200, 201):
            _refuse(answer)
        payment = read_payment(answer.body, order.key, order.amount_fen)
        return PostResult(payment.posting_number, repeated=answer.status == 200)

    def _find_posting(self, order: PaymentOrder) -> PostResult | None:
        answer = self._send(Request("GET", f"/payments/{order.key}"))
        if answer.status == 200:
            payment = read_payment(answer.body, order.key, order.amount_fen)
            return PostResult(payment.posting_number, repeated=True)
        _refuse_unless(answer, "unknown-payment")
        return None

    def _read(self, path: str, utility: Utility, number: str) -> Answer:
        request = Request("GET", path, (("utility", utility.value),), account_number=number)
        return self._repeat(lambda: self._send(request), READ_ATTEMPTS, (GatewayTimeout,))

    def _send(self, request: Request) -> Answer:
        return self._breaker.call(lambda: self._wire.send(request))

    def _repeat(
        self, attempt: Callable[[], Result], attempts: int, when: tuple[type[Exception], ...]
    ) -> Result:
        retrying = Retrying(
            stop=stop_after_attempt(attempts),
            wait=wait_random_exponential(multiplier=0.2, max=2),
            retry=retry_if_exception_type(when),
            sleep=self._wait,
            reraise=True,
        )
        try:
            return retrying(attempt)
        except ProviderResting as error:
            raise GatewayUnavailable("resting after failures") from error


def _refuse_unless(answer: Answer, code: str) -> None:
    if answer.status != 404 or read_problem(answer.body)[0] != code:
        _refuse(answer)


def _refuse(answer: Answer) -> Never:
    if not 400 <= answer.status < 500:
        raise GatewayGarbled(f"unexpected status {answer.status}")
    raise GatewayRefused(read_problem(answer.body)[1])
