"""Signatures between us and a utility gateway, by docs/utility-gateway.openapi.yaml."""

import hashlib
import hmac

MAX_CLOCK_SKEW_S = 300


def sign_request(
    secret: bytes,
    *,
    method: str,
    path: str,
    query: str,
    timestamp: str,
    nonce: str,
    account_number: str = "",
    idempotency_key: str = "",
    body: bytes = b"",
) -> str:
    """Lower-case hex HMAC-SHA256 of a request; `path` and `query` as they go over the wire."""
    return _sign(
        secret,
        "UGW1-REQUEST",
        method.upper(),
        path,
        query,
        timestamp,
        nonce,
        account_number,
        idempotency_key,
        hashlib.sha256(body).hexdigest(),
    )


def sign_answer(secret: bytes, *, status: int, nonce: str, timestamp: str, body: bytes) -> str:
    """Lower-case hex HMAC-SHA256 of an answer; `nonce` is the request's, so no answer is reused."""
    digest = hashlib.sha256(body).hexdigest()
    return _sign(secret, "UGW1-ANSWER", str(status), nonce, timestamp, digest)


def same_signature(expected: str, given: str) -> bool:
    """Whether two signatures are equal, in constant time and for any text given."""
    return hmac.compare_digest(expected.encode(), given.encode("utf-8", "replace"))


def within_skew(timestamp: str, now_s: float) -> bool:
    """Whether a timestamp of ten digits, seconds since 1970, is close enough to our clock."""
    if len(timestamp) != 10 or not (timestamp.isascii() and timestamp.isdigit()):
        return False
    return abs(now_s - int(timestamp)) <= MAX_CLOCK_SKEW_S


def _sign(secret: bytes, *lines: str) -> str:
    return hmac.new(secret, "\n".join(lines).encode(), hashlib.sha256).hexdigest()
