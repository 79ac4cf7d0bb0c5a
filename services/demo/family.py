"""An invented trusted phone: 王秀兰 gets her sign-in codes on her son 张伟's too."""

from collections.abc import Mapping
from datetime import datetime

from services.sessions import resident
from services.storage import Work
from services.storage.people import Person


def load_family(work: Work, people: Mapping[str, Person], now: datetime) -> None:
    """Keep the phone, unless one was ever registered; one that was ended stays so."""
    elder, helper = people["elder"], people["helper"]
    if not work.family_phones.had(elder.id):
        work.family_phones.add(elder.id, helper.phone, helper.name, resident(elder), now)
