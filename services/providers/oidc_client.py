"""An identity provider by OpenID Connect Core 1.0: code flow with PKCE, tokens checked in full."""

import json
import secrets
import threading
import time
from base64 import b64encode
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import requests
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from services.cases import DISTRICT_TIME
from services.cleaning.identity import birth_date_of, read_id_number
from services.clock import Clock
from services.journey import AnswerProblem
from services.phones import is_mobile
from services.providers.http_client import (
    NO_ANSWER,
    AnswerTooLong,
    AnswerTooSlow,
    open_session,
    read_answer,
    safe_address,
)
from services.providers.oidc import Departure, IdentityDown, IdentityRefused, Shown

SCOPE = "openid profile phone"
# A resident waits for this: seconds to connect, between two pieces, and for a whole answer.
CONNECT_S, READ_S, WHOLE_S = 3.05, 6.0, 10.0
# What the provider says of itself is asked anew after an hour.
METADATA_S = 3600
# Our clock and the provider's may differ by this many seconds.
LEEWAY_S = 60
# Where somebody had to prove themselves anew, that may be this many seconds ago.
JUST_NOW_S = 300
# Only signatures that nobody but the provider can make: no "none", no shared secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")


class OidcProvider:
    """IdentityProvider over HTTP. `id_claim` is what it calls a person's ID number."""

    def __init__(
        self,
        issuer: str,
        client_id: str,
        secret: str,
        clock: Clock,
        *,
        id_claim: str = "id_number",
        ca_file: str | None = None,
    ) -> None:
        """Raises ValueError for an issuer without TLS or a file without certificates."""
        safe_address(issuer)
        self._issuer = issuer.rstrip("/")
        self._client_id = client_id
        self._secret = secret
        self._clock = clock
        self._id_claim = id_claim
        self._http = open_session(ca_file)
        self._lock = threading.Lock()
        self._said: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._asked_at = 0.0

    @property
    def issuer(self) -> str:
        """Its name: an https address."""
        return self._issuer

    def depart(self, back: str, *, again: bool = False) -> Departure:
        """Where to send a browser; see IdentityProvider. Raises IdentityDown."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        anew = {"prompt": "login", "max_age": 0} if again else {}
        address: str = prepare_grant_uri(
            self._endpoint("authorization_endpoint"),
            self._client_id,
            "code",
            redirect_uri=back,
            scope=SCOPE,
            state=state,
            nonce=nonce,
            code_challenge=create_s256_code_challenge(verifier),
            code_challenge_method="S256",
            **anew,
        )
        return Departure(address, state, nonce, verifier)

    def arrive(
        self,
        back: str,
        answer: Mapping[str, str],
        nonce: str,
        verifier: str,
        *,
        again: bool = False,
    ) -> Shown:
        """Whom the browser came back as; see IdentityProvider."""
        if "error" in answer:
            raise IdentityRefused("the provider said no")
        if answer.get("iss", self._issuer) != self._issuer:
            raise IdentityRefused("another provider answers (RFC 9207)")
        token = self._token(back, answer.get("code", ""), verifier)
        claims = self._checked(token, nonce, again=again)
        if not claims.get("phone_number") and not claims.get(self._id_claim):
            claims = self._with_profile(claims, token)
        return self._shown(claims)

    def _token(self, back: str, code: str, verifier: str) -> dict[str, Any]:
        if not code:
            raise IdentityRefused("there is no code")
        body = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
            "client_id": self._client_id,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        methods = self._metadata().get("token_endpoint_auth_methods_supported", [])
        if "client_secret_post" in methods and "client_secret_basic" not in methods:
            body["client_secret"] = self._secret
        else:
            # RFC 6749, 2.3.1: each is form-encoded before both are joined.
            pair = f"{quote(self._client_id, safe='')}:{quote(self._secret, safe='')}"
            headers["Authorization"] = f"Basic {b64encode(pair.encode()).decode()}"
        address = self._endpoint("token_endpoint")
        return self._ask("POST", address, urlencode(body), headers)

    def _checked(self, token: dict[str, Any], nonce: str, *, again: bool) -> dict[str, Any]:
        """The claims of the ID token, after all of OpenID Connect Core 1.0, 3.1.3.7."""
        raw, access = token.get("id_token"), token.get("access_token")
        if not isinstance(raw, str) or not isinstance(access, str):
            raise IdentityDown("an answer without tokens")
        now = int(self._clock.now().timestamp())
        try:
            signed = self._opened(raw)
            claims = CodeIDToken(
                signed.claims,
                signed.header,
                {
                    "iss": {"essential": True, "value": self._issuer},
                    "aud": {"essential": True, "value": self._client_id},
                    "sub": {"essential": True},
                    "nonce": {"essential": True, "value": nonce},
                },
                {"nonce": nonce, "client_id": self._client_id, "access_token": access},
            )
            claims.validate(now=now, leeway=LEEWAY_S)
        except (JoseError, ValueError) as error:
            raise IdentityRefused(f"a token that does not hold: {type(error).__name__}") from error
        if again and not _is_recent(claims.get("auth_time"), now):
            raise IdentityRefused("nobody proved anything anew")
        return dict(claims)

    def _opened(self, raw: str) -> jwt.Token:
        registry = JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)
        try:
            return jwt.decode(raw, self._key_set(), registry=registry)
        except (InvalidKeyIdError, BadSignatureError):
            # The provider may have changed its keys since they were fetched.
            return jwt.decode(raw, self._key_set(anew=True), registry=registry)

    def _with_profile(self, claims: dict[str, Any], token: dict[str, Any]) -> dict[str, Any]:
        """The claims with those of the userinfo endpoint, which must mean the same person."""
        address = self._metadata().get("userinfo_endpoint")
        if not isinstance(address, str):
            return claims
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        profile = self._ask("GET", self._safe(address), None, headers)
        if profile.get("sub") != claims["sub"]:
            raise IdentityRefused("the profile is another person's")
        return {**profile, **claims}

    def _shown(self, claims: Mapping[str, Any]) -> Shown:
        id_number = self._id_number(claims.get(self._id_claim))
        return Shown(
            issuer=self._issuer,
            subject=str(claims["sub"]),
            name=str(claims.get("name") or ""),
            phone=_phone(claims),
            id_number=id_number,
            birth_date=birth_date_of(id_number) if id_number else None,
        )

    def _id_number(self, claimed: Any) -> str:
        if not claimed:
            return ""
        today = self._clock.now().astimezone(DISTRICT_TIME).date()
        try:
            return read_id_number(str(claimed), today)
        except AnswerProblem as problem:
            raise IdentityRefused("an ID number that cannot be one") from problem

    def _endpoint(self, name: str) -> str:
        address = self._metadata().get(name)
        if not isinstance(address, str):
            raise IdentityDown(f"the provider does not tell its {name}")
        return self._safe(address)

    @staticmethod
    def _safe(address: str) -> str:
        try:
            return safe_address(address).geturl()
        except ValueError as error:
            raise IdentityDown("an address without TLS") from error

    def _metadata(self) -> dict[str, Any]:
        with self._lock:
            if not self._said or time.monotonic() - self._asked_at > METADATA_S:
                said = self._ask("GET", f"{self._issuer}/.well-known/openid-configuration")
                if str(said.get("issuer", "")).rstrip("/") != self._issuer:
                    raise IdentityDown("the provider calls itself something else")
                self._said, self._keys, self._asked_at = said, None, time.monotonic()
            return self._said

    def _key_set(self, *, anew: bool = False) -> KeySet:
        if self._keys is None or anew:
            keys = self._ask("GET", self._endpoint("jwks_uri"))
            if not isinstance(keys.get("keys"), list):
                raise IdentityDown("no keys")
            self._keys = KeySet.import_key_set({"keys": keys["keys"]})
        return self._keys

    def _ask(
        self,
        method: str,
        address: str,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """A JSON object from the provider. Raises IdentityDown, or IdentityRefused for 4xx."""
        plain = {"Accept": "application/json", "Accept-Encoding": "identity", **(headers or {})}
        try:
            with self._http.request(
                method, address, data=body, headers=plain, timeout=(CONNECT_S, READ_S),
                allow_redirects=False, stream=True,
            ) as response:  # fmt: skip
                text = read_answer(response, time.monotonic() + WHOLE_S)
                status = response.status_code
            said = json.loads(text) if status == requests.codes.ok else {}
        except (*NO_ANSWER, AnswerTooLong, AnswerTooSlow, ValueError) as error:
            raise IdentityDown(f"no answer: {type(error).__name__}") from error
        if method == "POST" and status in (400, 401):
            raise IdentityRefused(f"the provider refuses the code: {status}")
        if status != requests.codes.ok or not isinstance(said, dict):
            raise IdentityDown(f"unexpected status {status}")
        return said


def _phone(claims: Mapping[str, Any]) -> str:
    """The mobile number, if the provider has verified it; +86 is left out."""
    if claims.get("phone_number_verified") is not True:
        return ""
    digits = "".join(sign for sign in str(claims.get("phone_number", "")) if sign.isdigit())
    phone = digits[-11:]
    return phone if is_mobile(phone) and digits[:-11] in ("", "86", "0086") else ""


def _is_recent(auth_time: Any, now: int) -> bool:
    return isinstance(auth_time, int | float) and now - auth_time <= JUST_NOW_S
