"""What a clerk reads for each verdict on an e-card's code, and what to do then."""

from __future__ import annotations

from dataclasses import dataclass

from services.cards.desk import Verdict
from services.receipts import Tone
from services.words import Words, words


@dataclass(frozen=True)
class Said:
    """The sentence that says it, and the one that says what to do."""

    headline: Words
    advice: Words
    tone: Tone = Tone.OVER


VERDICTS: dict[Verdict, Said] = {
    Verdict.VALID: Said(
        words("有效"),
        words("码是真的，卡也没过期。请再看一眼，人和证件对不对得上。"),
        Tone.DONE,
    ),
    Verdict.EXPIRED: Said(
        words("码过期了"),
        words("码是真的，但超过一天了。请居民重新打开电子卡，再扫一次。"),
    ),
    Verdict.ENDED: Said(
        words("卡过期了"),
        words("码是真的，但卡的有效期已经过了。请告诉居民怎么换卡。"),
    ),
    Verdict.EARLY: Said(
        words("时间对不上"),
        words("码上的时间比这台机器还晚。请先看这台机器的日期和时间准不准，再扫一次。"),
    ),
    Verdict.WRONG: Said(
        words("码不对"),
        words("码被改过，或者不是本区发的。请看居民手里的卡。"),
    ),
    Verdict.UNREADABLE: Said(
        words("认不出这个码"),
        words("这不是电子卡的码，或者没有扫完整。请再扫一次。"),
    ),
}
