"""A water, electricity and gas company that keeps the contract, until it is told not to."""

import json
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum, auto
from typing import Any
from urllib.parse import parse_qs

from services.clock import Clock
from services.providers import signing
from tests.loopback import contract
from tests.loopback.server import Asked, Reply, serve

KEY_ID = "district-1"
SECRET = b"a secret that is made up for tests"
PREFIX = "/v1"


class Fault(StrEnum):
    """Ways to misbehave; those that say so take the payment first."""

    SLOW = auto()
    SLOW_AFTER_TAKING = auto()
    CUT = auto()
    CUT_AFTER_TAKING = auto()
    ERROR_500 = auto()
    ERROR_500_AFTER_TAKING = auto()
    RUBBISH = auto()
    RUBBISH_AFTER_TAKING = auto()
    WRONG_SIGNATURE = auto()
    OLD_ANSWER = auto()
    HUGE = auto()
    SOMEBODY_ELSE = auto()
    REDIRECT = auto()
    TWICE = auto()


BEFORE_TAKING = {Fault.SLOW, Fault.CUT, Fault.ERROR_500, Fault.RUBBISH, Fault.REDIRECT}
_ERROR = Reply(500, body=b"<h1>Internal Server Error</h1>")
SPOILT = {
    Fault.SLOW: Reply(hang=True),
    Fault.SLOW_AFTER_TAKING: Reply(hang=True),
    Fault.CUT: Reply(cut=True),
    Fault.CUT_AFTER_TAKING: Reply(cut=True),
    Fault.ERROR_500: _ERROR,
    Fault.ERROR_500_AFTER_TAKING: _ERROR,
    Fault.REDIRECT: Reply(307, {"Location": "/v1/elsewhere"}),
}


@dataclass(frozen=True)
class Refused(Exception):
    """An answer of the contract that is not a yes."""

    status: int
    code: str


@dataclass
class LoopbackUtility:
    """The company's books. `payments` maps idempotency keys to what was entered under them;
    `broken` collects what its own answers had against the contract."""

    clock: Clock
    accounts: dict[tuple[str, str], str] = field(default_factory=dict)
    bills: list[dict[str, Any]] = field(default_factory=list)
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    faults: deque[Fault] = field(default_factory=deque)
    nonces: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)

    @contextmanager
    def running(self, **kwargs: Any) -> Iterator[str]:
        """Serve these books; the base URL is handed out."""
        with serve(self.answer, **kwargs) as origin:
            yield origin + PREFIX

    def answer(self, asked: Asked) -> Reply:
        """What the company answers, and spoils if it was told to."""
        self.asked.append(asked)
        fault = self.faults.popleft() if self.faults else None
        if fault in BEFORE_TAKING:
            return self._spoil(fault, asked, Reply())
        reply = self._obey(asked)
        if fault is Fault.TWICE:
            self.nonces.discard(asked.headers["nonce"])
            reply = self._obey(asked)
        return self._spoil(fault, asked, reply) if fault else reply

    def _obey(self, asked: Asked) -> Reply:
        path = asked.path.removeprefix(PREFIX)
        operation = contract.operation(asked.method, path)
        try:
            if operation is None or contract.request_faults(asked, path, operation):
                raise Refused(400, "bad-request")
            self._check_signature(asked)
            status, content = self._act(asked, path, operation["operationId"])
        except Refused as refusal:
            status, content = refusal.status, {"status": refusal.status, "code": refusal.code}
        body = json.dumps(content).encode()
        if operation is not None:
            self.broken += contract.answer_faults(operation, status, body)
        return self._signed(asked, status, body)

    def _signed(self, asked: Asked, status: int, body: bytes) -> Reply:
        timestamp = str(int(self.clock.now().timestamp()))
        signature = signing.sign_answer(
            SECRET, status=status, nonce=asked.headers["nonce"], timestamp=timestamp, body=body
        )
        return Reply(status, {"Timestamp": timestamp, "Signature": signature}, body)

    def _check_signature(self, asked: Asked) -> None:
        headers = asked.headers
        expected = signing.sign_request(
            SECRET,
            method=asked.method,
            path=asked.path,
            query=asked.query,
            timestamp=headers["timestamp"],
            nonce=headers["nonce"],
            account_number=headers.get("account-number", ""),
            idempotency_key=headers.get("idempotency-key", ""),
            body=asked.body,
        )
        if headers.get("key-id") != KEY_ID or headers.get("signature") != expected:
            raise Refused(401, "bad-signature")
        if not signing.within_skew(headers["timestamp"], self.clock.now().timestamp()):
            raise Refused(401, "clock-skew")
        if headers["nonce"] in self.nonces:
            raise Refused(401, "nonce-repeated")
        self.nonces.add(headers["nonce"])

    def _act(self, asked: Asked, path: str, operation: str) -> tuple[int, Mapping[str, Any]]:
        match operation:
            case "findPayment":
                if (payment := self.payments.get(path.rsplit("/", 1)[-1])) is None:
                    raise Refused(404, "unknown-payment")
                return 200, payment["answer"]
            case "postPayment":
                return self._take(asked)
        utility = parse_qs(asked.query)["utility"][0]
        number = asked.headers["account-number"]
        if (address := self.accounts.get((utility, number))) is None:
            raise Refused(404, "unknown-account")
        account = {"utility": utility, "account_number": number}
        if operation == "findAccount":
            return 200, {**account, "masked_address": address}
        return 200, {"bills": [bill for bill in self.bills if account.items() <= bill.items()]}

    def _take(self, asked: Asked) -> tuple[int, Mapping[str, Any]]:
        key, order = asked.headers["idempotency-key"], json.loads(asked.body)
        if known := self.payments.get(key):
            if known["order"] != order:
                raise Refused(409, "key-reused")
            return 200, known["answer"]
        if (order["utility"], order["account_number"]) not in self.accounts:
            raise Refused(404, "unknown-account")
        named = [bill for bill in self.bills if bill["id"] in order["bill_ids"]]
        if len(named) != len(order["bill_ids"]):
            raise Refused(404, "unknown-bill")
        if any(bill["paid_at"] for bill in named):
            raise Refused(409, "already-paid")
        if sum(bill["amount_fen"] for bill in named) != order["amount_fen"]:
            raise Refused(422, "wrong-amount")
        for bill in named:
            bill["paid_at"] = order["paid_at"]
        number = f"P{len(self.payments) + 1:06d}"
        answer = {"key": key, "posting_number": number, "amount_fen": order["amount_fen"]}
        self.payments[key] = {"order": order, "answer": answer}
        return 201, answer

    def _spoil(self, fault: Fault, asked: Asked, reply: Reply) -> Reply:
        if fault in SPOILT:
            return SPOILT[fault]
        if fault in (Fault.RUBBISH, Fault.RUBBISH_AFTER_TAKING):
            return self._signed(asked, 200, b'{"bills": [{"amount_fen": -1')
        if fault is Fault.WRONG_SIGNATURE:
            return replace(reply, headers={**reply.headers, "Signature": "0" * 64})
        if fault is Fault.OLD_ANSWER:
            old = replace(asked, headers={**asked.headers, "nonce": "0" * 32})
            return self._signed(old, reply.status, reply.body)
        if fault is Fault.HUGE:
            return self._signed(asked, 200, b" " * (3 << 20))
        if fault is Fault.SOMEBODY_ELSE:
            other = reply.body.replace(asked.headers["account-number"].encode(), b"999999999")
            return self._signed(asked, 200, other)
        return reply
