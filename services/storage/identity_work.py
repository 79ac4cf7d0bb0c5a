"""The part of Work that knows who residents are and how they show it."""

from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from services.storage.crypto import Keyring

if TYPE_CHECKING:
    from services.storage.codes import CodeRecords
    from services.storage.family_phones import FamilyPhoneRecords
    from services.storage.identities import IdentityRecords
    from services.storage.oidc_trips import OidcTripRecords
    from services.storage.people import PersonRecords
    from services.storage.sessions import SessionRecords


class IdentityWork:
    """Repositories of residents, their sessions, and the ways to sign in."""

    conn: Connection
    keys: Keyring

    @cached_property
    def people(self) -> "PersonRecords":
        """Residents."""
        from services.storage.people import PersonRecords

        return PersonRecords(self.conn, self.keys)

    @cached_property
    def sessions(self) -> "SessionRecords":
        """Who is signed in, and where."""
        from services.storage.sessions import SessionRecords

        return SessionRecords(self.conn, self.keys)

    @cached_property
    def codes(self) -> "CodeRecords":
        """Sign-in codes sent by SMS."""
        from services.storage.codes import CodeRecords

        return CodeRecords(self.conn, self.keys)

    @cached_property
    def family_phones(self) -> "FamilyPhoneRecords":
        """Phones of others that residents trust."""
        from services.storage.family_phones import FamilyPhoneRecords

        return FamilyPhoneRecords(self.conn, self.keys)

    @cached_property
    def identities(self) -> "IdentityRecords":
        """Whom identity providers mean."""
        from services.storage.identities import IdentityRecords

        return IdentityRecords(self.conn, self.keys)

    @cached_property
    def oidc_trips(self) -> "OidcTripRecords":
        """Who is away at an identity provider."""
        from services.storage.oidc_trips import OidcTripRecords

        return OidcTripRecords(self.conn, self.keys)
