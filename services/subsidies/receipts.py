"""A decision in words: the verdict first, then each reason, and what to do about a no."""

from __future__ import annotations

from datetime import date

from services.receipts import Fact, Tone
from services.storage.cases import CaseState
from services.subsidies.calculation import Answer
from services.subsidies.decisions import Decision, Verdict
from services.subsidies.reasons import SOURCES
from services.words import Words, words

BY_DISTRICT = words("金额和规定以当地公布为准。")
OBJECTION = words(
    "不同意？请打 12345，或者到街道社区事务受理服务中心，请人再看一遍。也可以问区民政局、区残联。"
)


def headline(decision: Decision, state: CaseState | None = None) -> Words:
    """The sentence one wants to hear first; ``state`` once it was sent."""
    if decision.verdict is Verdict.REFUSED:
        sent = state is CaseState.OPEN
        return words("按规则现在领不了，正在请人再看") if sent else words("按规则，现在领不了")
    if decision.verdict is Verdict.PERSON:
        return words("已经交上去，请工作人员看") if state else words("要请工作人员看过才能定")
    assert decision.amount is not None  # granted, so there is a sum
    if state is None:
        return words("按规则，您可以领，每月 %(amount)s", amount=decision.amount)
    return words("批下来了，每月 %(amount)s", amount=decision.amount)


def what_came(decision: Decision, state: CaseState) -> Words:
    """The line of a case's story that tells what the rules said."""
    if decision.amount is not None:
        return words("按规则批下来了，每月 %(amount)s。", amount=decision.amount)
    if decision.verdict is Verdict.PERSON:
        return words("规则定不了，请工作人员看。")
    if state is CaseState.CLOSED:
        return words("按规则领不了，理由都写上了。")
    return words("按规则领不了，请工作人员再看一遍。")


def tone(decision: Decision, state: CaseState) -> Tone:
    """How it stands."""
    if state is CaseState.CLOSED:
        return Tone.OVER
    return Tone.DONE if decision.verdict is Verdict.GRANTED else Tone.OPEN


def facts_in_words(decision: Decision, state: CaseState | None = None) -> list[Fact]:
    """The sum and the first month while they hold, and by which rules it was decided."""
    facts = []
    holds = state is None or stands(decision, state)
    if holds and decision.amount is not None:
        facts.append(Fact(words("每月"), decision.amount))
    if holds and decision.from_month is not None:
        facts.append(Fact(words("从哪个月算"), words("%(month)s", month=decision.from_month)))
    facts.append(Fact(words("按哪天的规则"), date.fromisoformat(decision.version)))
    return facts


def notes(decision: Decision, state: CaseState) -> list[Words]:
    """Why, rule by rule, and what comes after. Nothing of it once somebody decided otherwise."""
    if not stands(decision, state):
        return []
    said = list(why(decision))
    if decision.unverified and decision.verdict is not Verdict.PERSON:
        said.append(BY_DISTRICT)
    said += decision.nearest
    if decision.becomes is not None:
        said.append(decision.becomes.said)
    if decision.verdict is Verdict.REFUSED:
        said.append(OBJECTION)
    return said


def stands(decision: Decision, state: CaseState) -> bool:
    """Whether the case still is where the rules have put it."""
    if state is CaseState.CLOSED:
        return decision.verdict is Verdict.REFUSED
    return state is (CaseState.DONE if decision.verdict is Verdict.GRANTED else CaseState.OPEN)


def sources(decision: Decision) -> list[Words]:
    """Where the rules stand that were asked, each once; a doubtful one says so."""
    named = dict.fromkeys((r.source, r.verified) for r in decision.reasons if r.source)
    return [
        SOURCES[mark]
        if verified
        else words("%(source)s，没有核对过，以当地公布为准", source=SOURCES[mark])
        for mark, verified in named
    ]


def why(decision: Decision) -> list[Words]:
    """The reasons that count: for a no what stands against it, for a person what is open."""
    decisive = {
        Verdict.GRANTED: Answer.YES,
        Verdict.REFUSED: Answer.NO,
        Verdict.PERSON: Answer.PERSON,
    }[decision.verdict]
    return [reason.said for reason in decision.reasons if reason.answer is decisive]
