"""Signs what an e-card's QR code says, so that a clerk's page can believe it without a network.

A code is ``NC1.<claims>.<signature>``, both parts in Base32 without padding: capitals and digits,
so that a scanner that types it, caps lock or a Chinese keyboard can't spoil it, and so that the QR
code stays small. The claims are a JSON list; the signature is ECDSA P-256 with SHA-256 over
``NC1.<claims>``, as r and s of 32 bytes each (as Web Cryptography has it).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

from services.storage.crypto import write_secret_file

HEAD = "NC1"
# A card's own code has some 230 signs; what is much longer is something else.
LONGEST_CODE = 600
_HALF = 32
_ECDSA = ec.ECDSA(hashes.SHA256())


class NoCode(ValueError):
    """The text is no code of an e-card."""


class NotOurs(ValueError):
    """The code was changed, or signed by somebody else."""


@dataclass(frozen=True)
class Claims:
    """What a code says, and all that it says. Moments are seconds since 1970.

    ``holder`` is a masked name and ``last_four`` the end of the card's number.
    """

    kind: str
    holder: str
    last_four: str
    valid_until: date
    issued_at: int
    expires_at: int


class CardSigner:
    """Holds the district's key for e-cards."""

    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        """Sign with a P-256 key; raises ValueError for another curve."""
        if not isinstance(key.curve, ec.SECP256R1):
            raise ValueError("the key for e-cards must be of the curve P-256")
        self._key = key

    @classmethod
    def from_pem(cls, pem: str) -> CardSigner:
        """Read a private key in PEM; raises ValueError without repeating any of it."""
        try:
            key = serialization.load_pem_private_key(pem.encode(), password=None)
        except (ValueError, TypeError):
            raise ValueError("the key for e-cards is no private key in PEM") from None
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError("the key for e-cards must be of the curve P-256")
        return cls(key)

    @classmethod
    def from_file(cls, path: Path) -> CardSigner:
        """Read a key file, or make it (mode 0600, a fresh key) when there is none."""
        if not path.exists():
            fresh = ec.generate_private_key(ec.SECP256R1())
            pem = fresh.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            write_secret_file(path, pem.decode(), replace=False)
        return cls.from_pem(path.read_text())

    @property
    def public_key(self) -> Mapping[str, str]:
        """The public key as a JSON Web Key (RFC 7517); ``kid`` is the start of its thumbprint."""
        numbers = self._key.public_key().public_numbers()
        point = {"x": _base64url(_bytes(numbers.x)), "y": _base64url(_bytes(numbers.y))}
        # RFC 7638: the required members in order, without white space.
        canonical = json.dumps(
            {"crv": "P-256", "kty": "EC", **point}, separators=(",", ":"), sort_keys=True
        )
        kid = _base64url(sha256(canonical.encode()).digest())[:12]
        return {"kty": "EC", "crv": "P-256", **point, "alg": "ES256", "use": "sig", "kid": kid}

    def sign(self, claims: Claims) -> str:
        """Return the code that says these claims."""
        listed = [
            claims.kind,
            claims.holder,
            claims.last_four,
            claims.valid_until.isoformat(),
            claims.issued_at,
            claims.expires_at,
        ]
        said = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
        signed = f"{HEAD}.{_base32(said.encode())}"
        r, s = decode_dss_signature(self._key.sign(signed.encode(), _ECDSA))
        return f"{signed}.{_base32(_bytes(r) + _bytes(s))}"

    def read(self, code: str) -> Claims:
        """Return what a code says, once its signature is proved. Raises NoCode, NotOurs."""
        head, said, signature = _parts(code)
        if len(signature) != 2 * _HALF:
            raise NotOurs("a signature has 64 bytes")
        r, s = (int.from_bytes(half) for half in (signature[:_HALF], signature[_HALF:]))
        try:
            self._key.public_key().verify(encode_dss_signature(r, s), head.encode(), _ECDSA)
        except (InvalidSignature, ValueError):
            raise NotOurs("the signature does not fit") from None
        return _claims(said)


def _parts(code: str) -> tuple[str, bytes, bytes]:
    pieces = code.split(".")
    if len(code) > LONGEST_CODE or len(pieces) != 3 or pieces[0] != HEAD:
        raise NoCode("not a code of an e-card")
    try:
        said, signature = (_unbase32(piece) for piece in pieces[1:])
    except ValueError:
        raise NoCode("not a code of an e-card") from None
    return f"{HEAD}.{pieces[1]}", said, signature


def _claims(said: bytes) -> Claims:
    """What we have signed ourselves, so its form is known. Raises NotOurs for an older form."""
    try:
        kind, holder, last_four, until, issued_at, expires_at = json.loads(said)
        return Claims(
            kind, holder, last_four, date.fromisoformat(until), int(issued_at), int(expires_at)
        )
    except (ValueError, TypeError):
        raise NotOurs("signed, but in another form") from None


def _bytes(number: int) -> bytes:
    return number.to_bytes(_HALF)


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _base32(data: bytes) -> str:
    return base64.b32encode(data).rstrip(b"=").decode()


def _unbase32(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))
