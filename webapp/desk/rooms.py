"""The rooms of the desk, in the order in which its front page names them."""

from __future__ import annotations

from dataclasses import dataclass

from services.staff.roles import Permission
from services.words import Words, words


@dataclass(frozen=True)
class Room:
    """A page of the desk to begin at, and the permission it asks for."""

    address: str
    permission: Permission
    name: Words
    about: Words
    icon: str


ROOMS: tuple[Room, ...] = (
    Room(
        "/desk/verify/",
        Permission.CARDS,
        words("核对电子卡"),
        words("扫居民手机上的码，看卡是不是真的"),
        "card",
    ),
    Room(
        "/desk/readings/",
        Permission.READINGS,
        words("大家说念错的地方"),
        words("听一听，改好念法"),
        "listen",
    ),
)
