"""The questions of an appointment: what for, where, which day, which time, and who comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from services.appointments.context import (
    DISABLED,
    ELDER,
    NEW,
    OTHER,
    AppointmentContext,
)
from services.appointments.times import DAY, TIME
from services.appointments.wording import WHAT, WHO, WORDING
from services.contact import CONTACT_TITLE
from services.contact import QUESTIONS as CONTACT
from services.journey import AnswerProblem, Answers, Journey, Kind, Option, Question
from services.requests.bank import NAME, PHONE
from services.requests.choosing import one_of, some_of
from services.words import Words, words

_WHO = (
    Option(ELDER, words("满 65 岁了")),
    Option(DISABLED, words("有残疾，或者行动不方便")),
    Option(OTHER, words("两样都不是")),
)
_NEEDS = (
    Option("wheelchair", words("坐轮椅，或者走路不方便")),
    Option("guide-dog", words("带导盲犬来")),
    Option("sign", words("要手语翻译")),
    Option("writing", words("听不清，请把话写下来")),
    Option("companion", words("有家人陪着来")),
)
TITLES = {
    WHAT: words("先说约什么"),
    "day": words("哪一天"),
    "time": words("几点"),
    WHO: words("谁来，要准备什么"),
    "contact": CONTACT_TITLE,
}


def appointment_journey(service: str) -> Journey:
    """The journey of one kind of appointment."""
    said = WORDING[service]
    place = Question(
        slug="place",
        section=WHAT,
        kind=Kind.CHOICE,
        label=said.place,
        name=words("在哪里"),
        options=_places,
        applies=lambda context, answers: len({p.slug for p, _ in context.desks}) > 1,
        clean=_clean_place,
        show=_show_place,
        depends_on=("variety",),
    )
    who = (
        replace(NAME, section=WHO, label=words("来的人叫什么名字？")),
        replace(PHONE, section=WHO),
    )
    asked = (_MOVING, *said.before, place, _COMES, DAY, TIME, *who, *said.after, _NEED, *CONTACT)
    return Journey(asked, TITLES)


def _moving_options(context: AppointmentContext, answers: Answers) -> Sequence[Option]:
    kept = [
        Option(
            one.case.reference,
            words("改时间：%(when)s的那一次", when=one.slot.when),
            one.slot.place.said,
        )
        for one in context.mine
    ]
    return [*kept, Option(NEW, words("不改，再约一次新的"))]


def _places(context: AppointmentContext, answers: Answers) -> Sequence[Option]:
    variety = answers.get("variety")
    places = {p.slug: p for p, desk in context.desks if variety in (None, desk.slug)}
    return [Option(slug, place.said, Words(place.address)) for slug, place in places.items()]


def _clean_place(raw: list[str], context: AppointmentContext, answers: Answers) -> str:
    value = raw[0] if raw else ""
    if value in {option.value for option in _places(context, answers)}:
        return value
    if value in {place.slug for place, _ in context.desks}:
        raise AnswerProblem(words("那里没有您选的这一项。请换一个地方。"))
    raise AnswerProblem(words("请选一个地方。"))


def _show_place(value: str, context: AppointmentContext, answers: Answers) -> list[Words]:
    place = context.places.place(value)
    return [place.said] if place else []


_MOVING = one_of(
    "moving",
    WHAT,
    words("您已经约过，这次要怎么办？"),
    words("改时间"),
    _moving_options,
    words("请选：改时间，还是再约一次。"),
    applies=lambda context, answers: bool(context.mine),
)
_COMES = one_of(
    "who",
    WHAT,
    words("来的人是下面哪一种？"),
    words("来的人"),
    _WHO,
    words("请选一种。都没有，就选“两样都不是”。"),
    hint=words("老人和残疾人有优先的位子。说一声就行，不用证明。"),
    applies=lambda context, answers: not context.is_elder(),
)
_NEED = some_of(
    "needs",
    WHO,
    words("要我们准备什么？"),
    words("要准备的"),
    _NEEDS,
    hint=words("可以选几个，也可以不选。"),
    optional=True,
)
