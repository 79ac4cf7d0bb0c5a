"""What decides an allowance, asked once and the same in the check and in the application."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.journey import AnswerProblem, Answers, Option, Question
from services.providers.records import Certificate
from services.requests.bank import BIRTH_DATE
from services.requests.choosing import choose_some, one_of, some_of
from services.subsidies.context import NO, NONE, SHANGHAI, YES, AllowanceContext
from services.words import words

SECTION = "about"
TITLE = words("看看能不能领")


def _has_certificate(context: Any, answers: Answers) -> bool:
    return answers.get("certificate") == YES


def _on_register(
    slug: str, find: Callable[[Certificate], str]
) -> Callable[[Any, Answers], str | None]:
    """What stands chosen because the register knows it; what was answered comes first."""

    def standing(context: AllowanceContext, answers: Answers) -> str | None:
        known = context.known.certificate
        return find(known) if known and slug not in answers else None

    return standing


BORN = replace(
    BIRTH_DATE,
    section=SECTION,
    applies=lambda context, answers: context.checking,
    depends_on=(),
)
CERTIFICATE = one_of(
    "certificate",
    SECTION,
    words("您有残疾人证吗？"),
    words("残疾人证"),
    (Option(YES, words("有")), Option(NO, words("没有"), words("还没有办，或者已经过期"))),
    words("请选有或没有。"),
    standing=_on_register("certificate", lambda known: YES),
)
CERTIFICATE_AT_HOME = replace(
    CERTIFICATE, label=words("家里有人有残疾人证吗？"), hint=words("自己有也算。")
)
KIND = one_of(
    "kind",
    SECTION,
    words("证上写的是哪一类残疾？"),
    words("残疾类别"),
    (
        Option("sight", words("视力")),
        Option("hearing", words("听力、言语")),
        Option("limb", words("肢体")),
        Option("intellect", words("智力")),
        Option("mental", words("精神")),
        Option("multiple", words("多重"), words("证上写了两类或更多")),
    ),
    words("请选证上写的那一类。"),
    applies=_has_certificate,
    revealed_by="certificate",
    standing=_on_register("kind", lambda known: known.kind),
)
GRADE = one_of(
    "grade",
    SECTION,
    words("证上写的是几级？"),
    words("残疾等级"),
    (
        Option("1", words("一级"), words("最重")),
        Option("2", words("二级")),
        Option("3", words("三级")),
        Option("4", words("四级"), words("最轻")),
    ),
    words("请选证上写的等级。"),
    applies=_has_certificate,
    revealed_by="certificate",
    standing=_on_register("grade", lambda known: str(known.grade)),
)
HUKOU = one_of(
    "hukou",
    SECTION,
    words("您的户口在哪里？"),
    words("户口"),
    (Option(SHANGHAI, words("在上海")), Option("elsewhere", words("在别的地方"))),
    words("请选户口在哪里。"),
    hint=words("看户口本的第一页。身份证号开头几位不能当户口看。"),
)


def _household(first: Option) -> Question:
    """The classes from most to least need; the first one is called as the allowance calls it."""
    options = (
        first,
        Option("severe", words("重残无业人员"), words("街道认定过，残疾重，没有工作")),
        Option("margin", words("低保边缘家庭"), words("街道认定过，比低保好一点")),
        Option("none", words("都不是")),
        Option("unsure", words("不清楚"), words("工作人员会帮您查")),
    )
    return one_of(
        "household",
        SECTION,
        words("您家是下面哪一种？"),
        words("家里的情况"),
        options,
        words("请选一种。说不准，就选“不清楚”。"),
        hint=words("有两种都对的，选写在前面的。"),
    )


HOUSEHOLD = _household(Option("dibao", words("低保家庭"), words("在领最低生活保障金")))
HOUSEHOLD_ON_SUPPORT = _household(
    Option("dibao", words("低保家庭，或者特困家庭"), words("在领低保金，或者是特困（五保）供养"))
)


def _receives_standing(context: AllowanceContext, answers: Answers) -> str | None:
    if "receives" in answers or context.person is None:
        return None
    return "this" if context.allowance in context.known.receives else None


RECEIVES_THIS = one_of(
    "receives",
    SECTION,
    words("这一份，您现在在领吗？"),
    words("在领吗"),
    (Option(NONE, words("没有在领")), Option("this", words("已经在领"))),
    words("请选在领，或者没有在领。"),
    standing=_receives_standing,
)
_NOTHING = Option(NONE, words("都没有"))
_RECEIVED = (
    Option("this", words("这一份补贴")),
    Option("support", words("特困人员供养")),
    Option("injury", words("工伤保险的护理费")),
    Option("same-kind", words("同一类的别的补贴"), words("比如老年、因公致残或离休的")),
)
_ORPHAN = Option("orphan", words("孤儿基本生活保障"))


def _receives(options: tuple[Option, ...]) -> Question:
    """Several may be true, or nothing at all."""
    some = choose_some(options, words("请选在领的。一样都没有，就选“都没有”。"))

    def clean(raw: list[str], context: Any, answers: Answers) -> list[str]:
        chosen: list[str] = some(raw, context, answers)
        if NONE in chosen and len(chosen) > 1:
            raise AnswerProblem(words("选了“都没有”，就不要再选别的。请改一下。"))
        return chosen

    asked = some_of(
        "receives",
        SECTION,
        words("下面这些，您现在在领哪些？"),
        words("在领的"),
        options,
        hint=words("可以选几样。一样都没有，就选“都没有”。"),
        standing=_receives_standing,
    )
    return replace(asked, clean=clean)


ELIGIBILITY: Mapping[str, tuple[Question, ...]] = {
    "senior-allowance": (BORN, HUKOU, RECEIVES_THIS),
    "disability-living-allowance": (
        CERTIFICATE, HOUSEHOLD, HUKOU, _receives((_NOTHING, *_RECEIVED, _ORPHAN)),
    ),
    "disability-nursing-allowance": (
        CERTIFICATE, KIND, GRADE, HUKOU, _receives((_NOTHING, *_RECEIVED)),
    ),
    "disability-transport-allowance": (CERTIFICATE, HUKOU, RECEIVES_THIS),
    "utility-relief": (HOUSEHOLD_ON_SUPPORT, CERTIFICATE_AT_HOME, RECEIVES_THIS),
    "assistive-device-subsidy": (CERTIFICATE,),
    "home-adaptation-subsidy": (BORN, CERTIFICATE),
}  # fmt: skip
