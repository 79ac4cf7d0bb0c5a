"""What residents said when they agreed to a grant: the sound itself, sealed."""

import base64
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, String, Table, select

from services.storage.base import id_column, metadata, private_column, put, utc_column
from services.storage.crypto import Keyring
from services.storage.grants import grants

grant_recordings = Table(
    "grant_recordings",
    metadata,
    id_column(),
    Column("grant_id", BigInteger, ForeignKey(grants.c.id), nullable=False, unique=True),
    Column("mime", String(40), nullable=False),
    utc_column("kept_at"),
    # Base64, as photos are: the one seal of the house is for text.
    private_column("sound"),
    info={"batch": 5},
)
_PLACE = "grant_recordings.sound"


@dataclass(frozen=True)
class Recording:
    """A sound as it was sent, and what kind of file it is."""

    mime: str
    sound: bytes


class GrantRecordingRecords:
    """The grant_recordings table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def keep(self, grant_id: int, recording: Recording, now: datetime) -> None:
        """Keep the sound of a grant, in place of an earlier one."""
        sealed = self._keys.seal(base64.b64encode(recording.sound).decode(), _PLACE)
        values = {"mime": recording.mime, "kept_at": now, "sound": sealed}
        put(self._conn, grant_recordings, {"grant_id": grant_id}, values)

    def of(self, grant_id: int) -> Recording | None:
        """The sound of a grant, if its resident spoke."""
        row = self._conn.execute(
            select(grant_recordings).where(grant_recordings.c.grant_id == grant_id)
        ).first()
        if row is None:
            return None
        return Recording(row.mime, base64.b64decode(self._keys.open(row.sound, _PLACE)))
