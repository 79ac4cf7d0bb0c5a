"""An invented grant: 王秀兰 lets her son 张伟 pay her bills, agreed to before a clerk."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from services.demo.staff import CLERKS
from services.staff.roles import Role
from services.storage import Work
from services.storage.grants import Consent, NewGrant
from services.storage.people import Person

CODE = "20483317"
SERVICES = frozenset({"water-bill", "electricity-bill", "gas-bill"})
CAP_FEN = 50_000
_DAYS = 180


def load_helpers(work: Work, people: Mapping[str, Person], now: datetime) -> None:
    """Keep the grant, unless it was there before; one that was ended stays so."""
    elder, helper = people["elder"], people["helper"]
    if work.grants.by_code(CODE) is not None:
        return
    until = (now + timedelta(days=_DAYS)).date()
    new = NewGrant(elder.id, helper.id, helper.name, SERVICES, CAP_FEN, until, CODE)
    number = work.grants.add(new, now)
    witness = next(clerk for clerk in CLERKS if clerk.role is Role.HALL)
    work.grants.agree(number, Consent.WITNESSED, f"{witness.name}（{witness.number}）", now)
    work.grants.accept(number, now)
