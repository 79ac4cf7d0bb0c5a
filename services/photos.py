"""Photos: kept sealed for whoever added them, and forgotten when nothing comes of them."""

from __future__ import annotations

from datetime import timedelta

from services.clock import Clock
from services.journey import AnswerProblem
from services.storage import Database
from services.storage.photos import Photo
from services.words import words

LARGEST_BYTES = 8 * 1024 * 1024
LONGEST_NAME = 80
# Loose photos of one visitor: more are a mistake, or somebody filling the disk.
MOST_LOOSE = 20
KEPT_LOOSE = timedelta(days=30)
# Of somebody who goes on with a task, for longer: the photo may belong to it.
KEPT_WITH_DRAFT = timedelta(days=90)


class PhotoDesk:
    """Takes photos in and gives them back to whom they belong."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def take(self, owner: bytes, data: bytes, file_name: str) -> tuple[str, str]:
        """Keep a photo; returns its key and its shown name.

        Raises AnswerProblem when it is no photo or too large, StorageUnavailable.
        """
        # Pillow costs a start 50 ms, and most visitors never add a photo.
        from services.pictures import cleaned

        if len(data) > LARGEST_BYTES:
            raise AnswerProblem(words("照片太大了，最大 8 兆。请把照片改小，或者重新照一张。"))
        picture = cleaned(data)
        name = _shown_name(file_name)
        with self._db.write() as work:
            if work.photos.count_loose(owner) >= MOST_LOOSE:
                raise AnswerProblem(
                    words("您放了很多照片还没有交。请先把手上的事交上去，再放新的。")
                )
            key = work.photos.add(owner, name, picture, self._clock.now())
        return key, name

    def drop(self, owner: bytes, key: str) -> None:
        """Forget a photo that is in no case."""
        with self._db.write() as work:
            work.photos.drop_loose(owner, key)

    def mine(self, owner: bytes, key: str) -> Photo | None:
        """My photo with this key; None also for somebody else's."""
        with self._db.read() as work:
            photo = work.photos.find(key)
        return photo if photo is not None and photo.owner == owner else None

    def sweep(self) -> None:
        """Forget what never came into a case; for the worker, once an hour."""
        with self._db.write() as work:
            now = self._clock.now()
            work.photos.sweep(now - KEPT_LOOSE, now - KEPT_WITH_DRAFT)


def _shown_name(file_name: str) -> str:
    """The name of a file without folders and signs that no one can see; short."""
    last = file_name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(sign for sign in last if sign.isprintable()).strip()
    return plain[-LONGEST_NAME:] or "1.jpg"
