"""Seals private text before it reaches the database, and makes keyed look-up values of it."""

import base64
import binascii
import hmac
import os
import re
import secrets
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
# NIST SP 800-38D, 8.2: 96-bit nonces; drawn at random they serve 2**32 seals a key.
NONCE_BYTES = 12
# A few values for each resident at it: at 100 bytes each, half a megabyte.
MOST_OPENED = 4_000
# What is longer, such as a photo, is opened anew each time.
LARGEST_KEPT_OPEN = 20_000
_KEY_ID = re.compile(r"[a-z0-9]{1,16}")


class UnknownKey(Exception):
    """Something is sealed with a key that the key ring does not hold."""


class SealBroken(Exception):
    """A sealed value was changed, cut short, or moved from the place it was sealed for."""


@dataclass(frozen=True)
class Keys:
    """Key material: sealing keys by id (the first seals), index keys (the first is in use)."""

    sealing: dict[str, bytes]
    index: tuple[bytes, ...]

    @property
    def active(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.sealing))


def _decoded(text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("a key is not valid base64") from error
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key must have {KEY_BYTES} bytes")
    return key


def parse_keys(text: str) -> Keys:
    """Read "k2:base64,k1:base64;index:base64"; raises ValueError without repeating any key."""
    sealing_part, _, index_part = text.strip().partition(";")
    sealing: dict[str, bytes] = {}
    for entry in sealing_part.split(","):
        key_id, _, value = entry.strip().partition(":")
        if not _KEY_ID.fullmatch(key_id) or key_id in sealing:
            raise ValueError("each sealing key needs its own id of a-z and 0-9")
        sealing[key_id] = _decoded(value)
    index = []
    for entry in index_part.split(","):
        name, _, value = entry.strip().partition(":")
        if name != "index":
            raise ValueError("the index key is missing: write ;index:<base64> at the end")
        index.append(_decoded(value))
    return Keys(sealing, tuple(index))


def format_keys(keys: Keys) -> str:
    """Write keys as parse_keys reads them."""
    sealing = ",".join(f"{k}:{base64.b64encode(v).decode()}" for k, v in keys.sealing.items())
    index = ",".join(f"index:{base64.b64encode(key).decode()}" for key in keys.index)
    return f"{sealing};{index}"


def fresh_key() -> bytes:
    """Return new random key material (32 bytes)."""
    return secrets.token_bytes(KEY_BYTES)


def write_key_file(path: Path, keys: Keys, *, replace: bool) -> None:
    """Put keys into a 0600 file in one step; with replace=False an existing file wins."""
    write_secret_file(path, format_keys(keys) + "\n", replace=replace)


def write_secret_file(path: Path, text: str, *, replace: bool) -> None:
    """Put a secret into a 0600 file in one step; with replace=False an existing file wins."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)  # mkstemp makes the file 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if replace:
            os.replace(name, path)
        else:
            os.link(name, path)
    except FileExistsError:
        pass
    finally:
        Path(name).unlink(missing_ok=True)


class Keyring:
    """Seals, opens and fingerprints. One from a file notices when the file is replaced."""

    def __init__(self, keys: Keys, path: Path | None = None) -> None:
        """Hold keys; path is the file they came from, looked at again after a rotation."""
        self._path = path
        self._stamp = self._file_stamp()
        self._take(keys)

    @classmethod
    def from_text(cls, text: str) -> "Keyring":
        """Read "k2:base64,k1:base64;index:base64" (first is active); raises ValueError."""
        return cls(parse_keys(text))

    @classmethod
    def from_file(cls, path: Path) -> "Keyring":
        """Read a key file, or make it (mode 0600, fresh keys) when there is none."""
        if not path.exists():
            write_key_file(path, Keys({"k1": fresh_key()}, (fresh_key(),)), replace=False)
        return cls(parse_keys(path.read_text()), path)

    @property
    def keys(self) -> Keys:
        """The key material now held."""
        return self._keys

    def seal(self, text: str, place: str) -> bytes:
        """Encrypt text for place ("table.column") with the active key.

        AES-256-GCM; the result is id length (1 byte), key id, nonce (12 bytes), ciphertext.
        """
        self._refresh()
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = self._active_cipher.encrypt(nonce, text.encode(), place.encode())
        return self._active_head + nonce + body

    def open(self, blob: bytes, place: str) -> str:
        """Decrypt what seal() made for the same place; raises UnknownKey, SealBroken."""
        return (self._opened if len(blob) <= LARGEST_KEPT_OPEN else self._decrypt)(blob, place)

    def _decrypt(self, blob: bytes, place: str) -> str:
        start = blob[0] + 1 if blob else 0
        cipher = self._ciphers.get(blob[:start]) or self._cipher_of(blob[:start])
        end = start + NONCE_BYTES
        try:
            return cipher.decrypt(blob[start:end], blob[end:], place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealBroken(f"what was kept in {place} cannot be opened") from error

    def is_current(self, blob: bytes) -> bool:
        """Whether blob was sealed with the key that is now active."""
        return blob.startswith(self._active_head)

    def fingerprint(self, kind: str, value: str) -> bytes:
        """Return the 32-byte HMAC-SHA256 under which a value of this kind is looked up."""
        self._refresh()
        return self._fingerprint(self._keys.index[0], kind, value)

    def fingerprints(self, kind: str, value: str) -> list[bytes]:
        """Return every fingerprint a row may still carry: two while the index key is changing."""
        self._refresh()
        return [self._fingerprint(key, kind, value) for key in self._keys.index]

    @staticmethod
    def _fingerprint(key: bytes, kind: str, value: str) -> bytes:
        return hmac.digest(key, f"{kind}\0{value}".encode(), sha256)

    def _take(self, keys: Keys) -> None:
        # The same rows are opened for page after page. A sealed value never stands for another
        # text, so what is kept here can't be out of date.
        self._opened = lru_cache(MOST_OPENED)(self._decrypt)
        self._keys = keys
        self._ciphers = {_head(key_id): AESGCM(key) for key_id, key in keys.sealing.items()}
        self._active_head = _head(keys.active)
        self._active_cipher = self._ciphers[self._active_head]

    def _cipher_of(self, head: bytes) -> AESGCM:
        """Find a key added to the file since it was read."""
        if self._path is not None:
            self._reload()
        if head not in self._ciphers:
            raise UnknownKey("a value is sealed with a key that is not in the key ring")
        return self._ciphers[head]

    def _file_stamp(self) -> tuple[int, int]:
        if self._path is None:
            return (0, 0)
        found = os.stat(self._path)
        return (found.st_mtime_ns, found.st_ino)

    def _refresh(self) -> None:
        """Take up a key file that was replaced: another process may be changing the keys."""
        if self._path is not None and self._file_stamp() != self._stamp:
            self._reload()

    def _reload(self) -> None:
        if self._path is not None:
            self._stamp = self._file_stamp()
            self._take(parse_keys(self._path.read_text()))


def _head(key_id: str) -> bytes:
    return bytes([len(key_id)]) + key_id.encode()
