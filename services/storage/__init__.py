"""Tables, keys and transactions: the only room that imports SQLAlchemy."""

from services.storage.crypto import Keyring, SealBroken, UnknownKey
from services.storage.database import Database
from services.storage.errors import StorageFull, StorageUnavailable
from services.storage.work import Work

__all__ = [
    "Database",
    "Keyring",
    "SealBroken",
    "StorageFull",
    "StorageUnavailable",
    "UnknownKey",
    "Work",
]
