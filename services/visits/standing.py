"""How a visit stands, on the receipt of the resident who waits for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from services.desk.todos import Queue
from services.receipts import Fact, Receipt, Tone
from services.storage import Work
from services.storage.cases import Case, CaseState
from services.storage.visits import VisitState
from services.visits.planning import when
from services.words import Words, words

_HEADLINES: Mapping[VisitState, Words] = {
    VisitState.CARRIED: words("上门来过了，接着办"),
    VisitState.AGAIN: words("上门来过了，还缺东西"),
    VisitState.MISSED: words("来过您家，没有见到人"),
}
_NEXT: Mapping[VisitState, Words] = {
    VisitState.CARRIED: words("来的人会把您的材料交到窗口。"),
    VisitState.AGAIN: words("我们会联系您，再约一个时间。"),
    VisitState.MISSED: words("我们会联系您，再约一个时间。"),
}
_NOT_TOLD = words("约好的时间过了，我们正在问")
_SORRY = words("来的人还没有记下结果，对不起。急的话，请打 12345。")


@dataclass(frozen=True)
class VisitStanding:
    """A visit for its receipt. ``who`` is the visitor once somebody goes."""

    state: VisitState
    when: Words
    ends_at: datetime
    who: str
    live: bool

    @property
    def planned(self) -> bool:
        """Whether somebody is still to come."""
        return self.live and self.state is VisitState.PLANNED


def visit_standing(work: Work, case: Case) -> VisitStanding | None:
    """The visit of a case; None where none was planned."""
    visit = work.visits.of_case(case.id)
    if visit is None:
        return None
    todo = work.todos.find(Queue.VISITS, case.reference)
    who = todo.holder or "" if todo else ""
    live = case.state is CaseState.OPEN
    return VisitStanding(visit.state, when(visit), visit.ends_at, who, live)


def with_visit(receipt: Receipt, visit: VisitStanding | None, now: datetime) -> Receipt:
    """The receipt of something done at home: when, who comes, and how far it is."""
    if visit is None or not visit.live:
        return receipt
    facts = [Fact(words("上门时间"), visit.when)] if visit.planned else []
    if visit.who:
        facts.append(Fact(words("来的人"), visit.who))
    told = replace(receipt, facts=(*facts, *receipt.facts))
    if visit.state in _HEADLINES:
        headline, step = _HEADLINES[visit.state], _NEXT[visit.state]
        return replace(told, headline=headline, next=step, tone=Tone.OPEN, undo_until=None)
    if visit.planned and visit.ends_at < now:
        return replace(told, headline=_NOT_TOLD, next=_SORRY, tone=Tone.OPEN)
    return told
