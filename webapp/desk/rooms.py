"""The rooms of the desk, in the order in which its front page names them."""

from __future__ import annotations

from dataclasses import dataclass

from services.desk.todos import QUEUES, Queue
from services.staff.roles import Permission
from services.words import Words, words


@dataclass(frozen=True)
class Room:
    """A page of the desk to begin at, and the permission it asks for.

    ``queue`` is what is waiting there, if it is a place where something waits.
    """

    address: str
    permission: Permission
    name: Words
    about: Words
    icon: str
    queue: Queue | None = None


ROOMS: tuple[Room, ...] = (
    Room(
        "/desk/talk/",
        Permission.TALK,
        words("打字谈话"),
        words("和听不见的居民在窗口写着谈"),
        "language",
    ),
    Room(
        "/desk/phrases/",
        Permission.PHRASES,
        words("打字谈话用的句子"),
        words("改一改，加几句，三种文字"),
        "language",
    ),
    *(
        Room(
            f"/desk/queues/{queue}/", QUEUES[queue].permission, *QUEUES[queue].named, "mine", queue
        )
        for queue in (Queue.MISSED, Queue.CASES, Queue.RATINGS)
    ),
    Room(
        "/desk/cases/",
        Permission.CASES_SEE,
        words("按凭证号找一件事"),
        words("看材料、规则和办到哪一步"),
        "search",
    ),
    Room(
        "/desk/counter/",
        Permission.COUNTER,
        words("在窗口替居民办"),
        words("居民本人在场，写明为什么"),
        "care",
    ),
    Room(
        "/desk/calls/",
        Permission.CALLS,
        words("有人请帮忙"),
        words("谁在大厅里等人过去"),
        "people",
        Queue.CALLS,
    ),
    Room(
        "/desk/visits/",
        Permission.VISITS,
        words("上门"),
        words("今天去哪几家，带什么，记下结果"),
        "home",
        Queue.VISITS,
    ),
    Room(
        "/desk/grants/",
        Permission.GRANTS,
        words("请人帮忙的约定"),
        words("当面见证，或者替居民停掉"),
        "people",
        Queue.GRANTS,
    ),
    Room(
        "/desk/board/",
        Permission.BOARD_ANSWER,
        words("留言板"),
        words("看居民写的，交给人回答，写回答"),
        "language",
        Queue.BOARD,
    ),
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
    Room(
        "/desk/trail/",
        Permission.TRAIL,
        words("谁做了什么，看了什么"),
        words("每一笔都在，查有没有不该看的"),
        "search",
    ),
    Room(
        "/desk/staff/",
        Permission.STAFF,
        words("工作人员账号"),
        words("开账号，改岗位，停用"),
        "people",
    ),
)
