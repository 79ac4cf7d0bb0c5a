"""With what a clerk proves who they are: a password kept as Argon2, a code that counts once."""

from __future__ import annotations

import hmac
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# RFC 9106, second recommended option: 64 MiB, three passes.
_HASHER = PasswordHasher()
# RFC 6238: a new code each 30 seconds; one before and one after count too, as clocks differ.
STEP_SECONDS = 30
_STEPS_AROUND = (0, -1, 1)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return _HASHER.hash(password)


@cache
def _nobodys() -> str:
    """Compared where there is no such account, so that the answer takes as long."""
    return hashed("nobody's")


def is_password(kept: str | None, given: str) -> bool:
    """Whether it is the password; as slow for no password at all as for a wrong one."""
    try:
        return _HASHER.verify(kept or _nobodys(), given) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def new_secret() -> str:
    """Return a fresh secret for one-time codes: 160 random bits in base 32."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the step (30 s since 1970) that a six-digit code belongs to; None for a wrong one."""
    present, codes = int(now.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    for around in _STEPS_AROUND:
        right = codes.generate_otp(present + around)
        if hmac.compare_digest(right.encode(), code.encode()):
            return present + around
    return None


def app_address(secret: str, number: str, site: str) -> str:
    """Return the otpauth:// address that an authenticator app scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=number, issuer_name=site)
