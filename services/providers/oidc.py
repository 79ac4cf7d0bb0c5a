"""The port to an identity provider (OpenID Connect): people prove there who they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


class IdentityError(Exception):
    """Nobody was identified. The message says why for the log; it names no person."""


class IdentityDown(IdentityError):
    """The provider does not answer, or answers what makes no sense: later it may."""


class IdentityRefused(IdentityError):
    """The answer is not one to what was asked, or not from this provider, or it said no."""


@dataclass(frozen=True)
class Departure:
    """Where a browser is sent, and what has to come back with it.

    `state` comes back in the address, `nonce` in the signed token, `verifier` fetches the token
    (RFC 7636). All three are random.
    """

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Shown:
    """Whom the provider means. `subject` is its lasting name for the person; the rest may be "".

    `phone` is 11 digits that the provider has verified, `id_number` 18 signs.
    """

    issuer: str
    subject: str
    name: str = ""
    phone: str = ""
    id_number: str = ""
    birth_date: date | None = None


class IdentityProvider(Protocol):
    """One provider, reached in the browser (address) and by this program (token, keys)."""

    @property
    def issuer(self) -> str:
        """Its name: an https address."""

    def depart(self, back: str, *, again: bool = False) -> Departure:
        """Where to send a browser that shall come back to the address `back`.

        `again` asks the person to prove anew who they are. Raises IdentityDown.
        """

    def arrive(
        self,
        back: str,
        answer: Mapping[str, str],
        nonce: str,
        verifier: str,
        *,
        again: bool = False,
    ) -> Shown:
        """Whom the browser came back as; `answer` are the query's fields.

        Raises IdentityDown, IdentityRefused.
        """
