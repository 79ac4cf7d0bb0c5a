"""What an identity provider may say wrongly or not at all: nobody is identified by it."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from services.clock import FixedClock
from services.providers import oidc_client
from services.providers.oidc import IdentityDown, IdentityRefused, Shown
from services.providers.oidc_client import OidcProvider
from tests.loopback.server import Asked, Reply, serve

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
BACK = "https://district.example/sign-in/oidc/back"
NONCE, VERIFIER = "n" * 43, "v" * 43
Claims = dict[str, Any]


@cache
def key(name: str) -> RSAKey:
    """An RSA key for this run of the tests."""
    return RSAKey.generate_key(2048, {"kid": name})


@dataclass
class Lying:
    """A provider that can be told to lie. `sign` makes the token of the claims."""

    claims: Claims = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    sign: Callable[[Claims], str] = lambda claims: jwt.encode(
        {"alg": "RS256", "kid": "own"}, claims, key("own")
    )
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    origin: str = ""

    def answer(self, asked: Asked) -> Reply:
        """Answer as told."""
        self.asked.append(asked)
        if asked.path in self.replies:
            return self.replies[asked.path]
        moment = int(NOW.timestamp())
        claims = {
            "iss": self.origin, "aud": "nuanchuang", "sub": "wang", "nonce": NONCE,
            "iat": moment, "exp": moment + 300, "auth_time": moment,
            "phone_number": "+8619900000001", "phone_number_verified": True, **self.claims,
        }  # fmt: skip
        said: dict[str, dict[str, Any]] = {
            "/.well-known/openid-configuration": {
                "issuer": self.origin,
                "authorization_endpoint": f"{self.origin}/authorize",
                "token_endpoint": f"{self.origin}/token",
                "userinfo_endpoint": f"{self.origin}/userinfo",
                "jwks_uri": f"{self.origin}/keys",
                **self.metadata,
            },
            "/keys": {"keys": [key("own").as_dict(private=False)]},
            "/token": {
                "access_token": "access",
                "token_type": "Bearer",
                "id_token": self.sign({k: v for k, v in claims.items() if v is not None}),
            },
            "/userinfo": self.profile,
        }
        return Reply(
            200, {"Content-Type": "application/json"}, json.dumps(said[asked.path]).encode()
        )


@pytest.fixture
def lying() -> Iterator[Lying]:
    told = Lying()
    with serve(told.answer) as origin:
        told.origin = origin
        yield told


def arrives(lying: Lying, answer: dict[str, str] | None = None, *, again: bool = False) -> Shown:
    provider = OidcProvider(lying.origin, "nuanchuang", "agreed:secret", FixedClock(NOW))
    return provider.arrive(BACK, {"code": "c", **(answer or {})}, NONCE, VERIFIER, again=again)


def test_a_good_answer_names_the_person(lying: Lying) -> None:
    shown = arrives(lying)
    assert (shown.issuer, shown.subject, shown.phone) == (lying.origin, "wang", "19900000001")
    sent = next(asked for asked in lying.asked if asked.path == "/token")
    assert parse_qs(sent.body.decode())["code_verifier"] == [VERIFIER]
    assert "agreed" not in sent.body.decode()


def test_the_browser_is_sent_with_a_challenge_that_hides_the_verifier(lying: Lying) -> None:
    provider = OidcProvider(lying.origin, "nuanchuang", "agreed", FixedClock(NOW))
    first, second = provider.depart(BACK), provider.depart(BACK, again=True)
    assert "code_challenge_method=S256" in first.address
    assert first.verifier not in first.address
    assert "prompt=login" in second.address
    assert len({first.state, second.state, first.nonce, second.nonce}) == 4


WRONG: dict[str, Claims] = {
    "another issuer": {"iss": "https://other.example"},
    "no issuer": {"iss": None},
    "meant for another site": {"aud": "other"},
    "handed on by another site": {"aud": ["nuanchuang", "other"], "azp": "other"},
    "nobody": {"sub": None},
    "no nonce": {"nonce": None},
    "the nonce of another trip": {"nonce": "m" * 43},
    "run out": {"exp": int(NOW.timestamp()) - 61},
    "without an end": {"exp": None},
    "not yet": {"iat": int(NOW.timestamp()) + 3600},
    "for another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "an ID number that cannot be one": {"id_number": "110101194803120003"},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
def test_a_token_with_a_wrong_claim_identifies_nobody(lying: Lying, claims: Claims) -> None:
    lying.claims = claims
    with pytest.raises(IdentityRefused):
        arrives(lying)


def _unsigned(claims: Claims) -> str:
    body = Lying().sign(claims).split(".")[1]
    return f"eyJhbGciOiJub25lIn0.{body}."


def _by_a_shared_secret(claims: Claims) -> str:
    """Signed with what everybody knows, our copy of the public key."""
    body = Lying().sign(claims).split(".")[1]
    head = _coded(b'{"alg":"HS256","kid":"own"}')
    signed = f"{head}.{body}"
    public = key("own").as_pem(private=False)
    return f"{signed}.{_coded(hmac.digest(public, signed.encode(), 'sha256'))}"


def _coded(plain: bytes) -> str:
    return urlsafe_b64encode(plain).decode().rstrip("=")


def _by_another(claims: Claims) -> str:
    return jwt.encode({"alg": "RS256", "kid": "own"}, claims, key("other"))


def _changed(claims: Claims) -> str:
    head, _, mark = Lying().sign(claims).split(".")
    return f"{head}.{Lying().sign({**claims, 'sub': 'li'}).split('.')[1]}.{mark}"


@pytest.mark.parametrize(
    "sign", [_unsigned, _by_a_shared_secret, _by_another, _changed, lambda claims: "x.y.z"]
)
def test_a_signature_that_is_not_the_provider_s_identifies_nobody(
    lying: Lying, sign: Callable[[Claims], str]
) -> None:
    lying.sign = sign
    with pytest.raises(IdentityRefused):
        arrives(lying)


def test_a_profile_of_another_person_identifies_nobody(lying: Lying) -> None:
    lying.claims = {"phone_number": None}
    lying.profile = {"sub": "li", "phone_number": "19900000002", "phone_number_verified": True}
    with pytest.raises(IdentityRefused, match="another person"):
        arrives(lying)
    lying.profile["sub"] = "wang"
    assert arrives(lying).phone == "19900000002"


def test_a_proof_anew_must_be_new(lying: Lying) -> None:
    for moment in (None, int(NOW.timestamp()) - 301):
        lying.claims = {"auth_time": moment}
        with pytest.raises(IdentityRefused, match="anew"):
            arrives(lying, again=True)


@pytest.mark.parametrize(
    "answer", [{"error": "access_denied"}, {"iss": "https://other.example"}, {"code": ""}]
)
def test_an_answer_that_brings_no_code_of_this_provider_is_refused(
    lying: Lying, answer: dict[str, str]
) -> None:
    with pytest.raises(IdentityRefused):
        arrives(lying, answer)


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/token", "/keys"])
@pytest.mark.parametrize(
    "reply",
    [
        Reply(500),
        Reply(302, {"Location": "https://other.example/"}),
        Reply(200, {}, b"<html>"),
        Reply(200, {}, b"[]"),
        Reply(200, {}, b"x" * (1 << 21)),
        Reply(cut=True),
        Reply(hang=True),
    ],
    ids=["broken", "sent elsewhere", "a page", "no object", "endless", "cut", "silent"],
)
def test_a_provider_that_makes_no_sense_counts_as_down(
    lying: Lying, path: str, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oidc_client, "READ_S", 0.2)
    lying.replies[path] = reply
    with pytest.raises(IdentityDown):
        arrives(lying)


@pytest.mark.parametrize(
    "metadata",
    [
        {"issuer": "https://other.example"},
        {"token_endpoint": "http://other.example/token"},
        {"token_endpoint": None},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_provider_that_names_strange_addresses_counts_as_down(
    lying: Lying, metadata: dict[str, Any]
) -> None:
    lying.metadata = metadata
    with pytest.raises(IdentityDown):
        arrives(lying)


def test_a_code_that_the_provider_refuses_signs_nobody_in(lying: Lying) -> None:
    lying.replies["/token"] = Reply(400, {}, b'{"error": "invalid_grant"}')
    with pytest.raises(IdentityRefused):
        arrives(lying)


def test_an_issuer_without_tls_stops_the_start() -> None:
    with pytest.raises(ValueError, match="https"):
        OidcProvider("http://identity.example", "n", "s", FixedClock(NOW))
