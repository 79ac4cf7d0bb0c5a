"""The journeys of the allowances: "can I get it", and the application that asks nothing twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from services.contact import CONTACT_TITLE
from services.contact import QUESTIONS as CONTACT
from services.journey import Journey, Option, Question
from services.requests.bank import ADDRESS, BANK_ACCOUNT, ID_NUMBER, NAME, PHONE
from services.requests.choosing import one_of, some_of
from services.subsidies.questions import ELIGIBILITY, SECTION, TITLE
from services.words import Words, words

PERSON, ANSWER = "person", "answer"
LOOK_AGAIN = "look-again"


def _wanted(slug: str, label: Words, name: Words, options: Sequence[Option]) -> Question:
    """What is needed, for the office; it decides nothing."""
    problem, hint = words("请选一样，也可以选几样。"), words("可以选几样。")
    return some_of(slug, "wanted", label, name, options, problem, hint=hint)


_UTILITIES = _wanted(
    "utilities",
    words("想减哪几样的费用？"),
    words("想减的费用"),
    (
        Option("electricity", words("电费")),
        Option("water", words("水费")),
        Option("gas", words("燃气费")),
    ),
)
_DEVICES = _wanted(
    "devices",
    words("想要哪一种辅具？"),
    words("想要的辅具"),
    (
        Option("wheelchair", words("轮椅")),
        Option("walking", words("拐杖、助行器、盲杖")),
        Option("hearing", words("助听器")),
        Option("limb", words("假肢、矫形器")),
        Option("bed", words("护理床、坐便椅、洗澡凳")),
        Option("other", words("别的，或者还不知道"), words("工作人员会帮您挑")),
    ),
)
_WORKS = _wanted(
    "works",
    words("家里想改哪些地方？"),
    words("想改的地方"),
    (
        Option("rails", words("装扶手")),
        Option("ramp", words("装坡道，去掉门槛")),
        Option("bathroom", words("改厕所、浴室，防滑")),
        Option("bell", words("装闪灯门铃")),
        Option("kitchen", words("改低的灶台")),
        Option("other", words("别的，或者还不知道"), words("工作人员会上门看")),
    ),
)
# After who it is: where the money goes, or where somebody comes.
_THEN: Mapping[str, tuple[Question, ...]] = {
    "senior-allowance": (),
    "disability-living-allowance": (BANK_ACCOUNT,),
    "disability-nursing-allowance": (BANK_ACCOUNT,),
    "disability-transport-allowance": (BANK_ACCOUNT,),
    "utility-relief": (ADDRESS,),
    "assistive-device-subsidy": (ADDRESS,),
    "home-adaptation-subsidy": (ADDRESS,),
}
_WANTED: Mapping[str, tuple[Question, ...]] = {
    "utility-relief": (_UTILITIES,),
    "assistive-device-subsidy": (_DEVICES,),
    "home-adaptation-subsidy": (_WORKS,),
}
_WAYS_ON = (
    Option(PERSON, words("还是交上去，请人再看一遍"), words("工作人员看过，会给您答复")),
    Option(ANSWER, words("不申请了，给我一份写明理由的答复"), words("上面写着不同意可以找谁")),
)
_TITLES = {
    SECTION: TITLE,
    "wanted": words("想要什么"),
    "person": words("您是谁，怎么给您"),
    "contact": CONTACT_TITLE,
    "decision": words("按规则，现在领不了"),
}


def _look_again(allowance: str) -> Question:
    """A no is said before anything is sent, and a person may be asked to look all the same."""
    return one_of(
        LOOK_AGAIN,
        "decision",
        words("按规则，现在领不了。您想怎么办？"),
        words("领不了，怎么办"),
        _WAYS_ON,
        words("请选一样：请人再看一遍，或者只要一份答复。"),
        applies=lambda context, answers: context.refused(answers),
        depends_on=(*(question.slug for question in ELIGIBILITY[allowance]), ID_NUMBER.slug),
        panel="journeys/panels/decision.html",
        panel_data=lambda context, answers: context.decision(answers),
    )


@lru_cache(maxsize=16)
def check_journey(allowance: str) -> Journey:
    """Only what decides."""
    return Journey(ELIGIBILITY[allowance], _TITLES)


@lru_cache(maxsize=16)
def application_journey(allowance: str) -> Journey:
    """What decides, what is wanted, who it is, and what to do about a no."""
    return Journey(
        (
            *ELIGIBILITY[allowance],
            *_WANTED.get(allowance, ()),
            NAME,
            ID_NUMBER,
            PHONE,
            *_THEN[allowance],
            *CONTACT,
            _look_again(allowance),
        ),
        _TITLES,
    )
