"""The invented clerks of the demo: one of each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.staff.roles import Role
from services.storage import Work
from services.storage.clerks import NewClerk
from services.words import Words, words


@dataclass(frozen=True)
class DemoClerk:
    """An invented clerk: what the sign-in page says of them."""

    role: Role
    number: str
    name: str
    about: Words


CLERKS = (
    DemoClerk(Role.HALL, "2001", "陈静", words("在大厅窗口，帮来的人办事")),
    DemoClerk(Role.VISITOR, "2002", "刘洋", words("上门去居民家里办事")),
    DemoClerk(Role.REVIEWER, "2003", "赵敏", words("审核居民送来的申请")),
    DemoClerk(Role.SUPERVISOR, "2004", "孙丽", words("看着每件事按时办完")),
    DemoClerk(Role.EDITOR, "2005", "何芳", words("管文字、朗读和留言")),
    DemoClerk(Role.OPERATOR, "2006", "马强", words("管工作人员的账号")),
)


def load_staff(work: Work, now: datetime) -> None:
    """Keep those clerks who are not there yet."""
    for clerk in CLERKS:
        if work.clerks.by_demo_key(clerk.role) is None:
            new = NewClerk(
                clerk.number, clerk.name, frozenset({clerk.role}), demo_key=clerk.role.value
            )
            work.clerks.add(new, now)
