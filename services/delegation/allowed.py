"""Whether a deputy may do just this, asked in the very transaction that does it."""

from __future__ import annotations

from datetime import datetime

from services.actors import ActorKind, Deputy
from services.journey import SubmissionRefused
from services.storage import Work
from services.storage.grants import Grant
from services.words import Money, words


def refuse_unless_granted(
    work: Work, deputy: Deputy, service: str, amount_fen: int, here: datetime
) -> None:
    """Raise SubmissionRefused unless the deputy's grant covers this now.

    `here` is this moment in the district's time: caps count by its months, last days by its days.
    The grant stays locked until the transaction ends, so that it cannot end, and two payments
    cannot both fit under its cap, in between. A clerk at a counter has no grant and no cap.
    """
    if deputy.actor.kind is ActorKind.CLERK:
        return
    grant = None if deputy.grant_id is None else work.grants.held(deputy.grant_id)
    if grant is None or grant.helper_id != deputy.actor.id or not grant.holds(here.date()):
        raise SubmissionRefused(
            words("请您帮忙的约定已经停了。这件事没有送出，没有扣钱。您填的都留着。")
        )
    if service not in grant.services:
        raise SubmissionRefused(words("约定里没有这件事，您不能替人办。没有送出，没有扣钱。"))
    _refuse_beyond(work, grant, amount_fen, here)


def spent_this_month(work: Work, grant: Grant, here: datetime) -> int:
    """How many fen were paid under a grant in this calendar month of the district."""
    first = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return work.grant_uses.tally(grant.id, first)[1]


def _refuse_beyond(work: Work, grant: Grant, amount_fen: int, here: datetime) -> None:
    if grant.most_uses is not None and work.grant_uses.tally(grant.id)[0] >= grant.most_uses:
        raise SubmissionRefused(words("约定只办一次，已经办过了。这一次没有送出，没有扣钱。"))
    spent = spent_this_month(work, grant, here)
    if amount_fen and spent + amount_fen > grant.cap_fen:
        raise SubmissionRefused(
            words(
                "约定说好一个月最多替人交 %(cap)s，这个月已经交了 %(spent)s，"
                "这一次是 %(amount)s，超过了。没有扣钱。请本人自己交，或者请本人重新约定。",
                cap=Money(grant.cap_fen),
                spent=Money(spent),
                amount=Money(amount_fen),
            )
        )
