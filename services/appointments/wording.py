"""What each kind of appointment asks beside the time, and what its receipt says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from services.appointments.context import AppointmentContext
from services.catalogue import SOURCE
from services.cleaning.text import read_line
from services.journey import Answers, Group, Kind, Option, Question
from services.requests.bank import ADDRESS
from services.requests.choosing import one_of
from services.requests.typing_in import shown_as_kept, typed_by
from services.shelves import CATEGORIES
from services.words import Words, words

WHAT, WHO = "what", "who"
# Of these one needs no hall: they are asked for here.
_ELSEWHERE = {"appointments", "bills"}
_OTHER = Option("other", words("别的事，或者说不清"), group=Group("other", words("别的事")))


@dataclass(frozen=True)
class Wording:
    """``before`` is asked ahead of the time, ``after`` behind name and telephone.

    ``meet`` says what happens at the time, ``bring`` what to have at hand, ``come`` what to do
    without an appointment.
    """

    before: tuple[Question, ...]
    place: Words
    after: tuple[Question, ...]
    meet: Words
    bring: tuple[Words, ...]
    come: Words


def _variety(label: Words, name: Words, problem: Words) -> Question:
    """Which of the desks: a department, a kind of car."""

    def options(context: AppointmentContext, answers: Answers) -> Sequence[Option]:
        names = {desk.slug: desk.name for _, desk in context.desks if desk.name}
        return [Option(slug, Words(said)) for slug, said in names.items()]

    return one_of("variety", WHAT, label, name, options, problem)


def _matters(context: AppointmentContext, answers: Answers) -> Sequence[Option]:
    """The services of the catalogue by their shelves."""
    found = [
        Option(
            entry.slug,
            Words(str(entry.guide(SOURCE).name)),
            group=Group(shelf, CATEGORIES[shelf].name),
        )
        for shelf, _, entries in context.catalogue.by_category()
        if shelf not in _ELSEWHERE
        for entry in entries
    ]
    return [*found, _OTHER]


def _matter(label: Words) -> Question:
    problem = words("请选要办的事。说不清，就选“别的事”。")
    return one_of("matter", WHAT, label, words("要办的事"), _matters, problem)


def _on_site(context: Any, answers: Answers) -> bool:
    return answers.get("variety") == "in-person"


_ID = words("请带身份证。替别人办，两个人的身份证都带上。")
_CALL_12345 = words("不想上网约，可以打 12345，请人帮您约。")
_HOSPITAL = Question(
    slug="hospital",
    section=WHO,
    kind=Kind.TEXT,
    label=words("送到哪家医院？"),
    name=words("送到哪里"),
    hint=words("写医院的名字。知道哪个门，也写上。"),
    example=lambda context: "枫桥医院东门",
    clean=typed_by(read_line),
    show=shown_as_kept,
    private=True,
)

WORDING: dict[str, Wording] = {
    "hall-appointment": Wording(
        before=(_matter(words("您要到大厅办什么事？")),),
        place=words("到哪个服务中心？"),
        after=(),
        meet=words("到时候来大厅，在取号机上填您的号。"),
        bring=(_ID, words("别的材料，办事指南里写着。少带了，窗口会一次说清楚。")),
        come=words("不约也可以直接去：到大厅取号排队就行。"),
    ),
    "clinic-appointment": Wording(
        before=(_variety(words("您要看什么？"), words("看什么"), words("请选要看什么。")),),
        place=words("到哪家社区卫生服务中心？"),
        after=(),
        meet=words("到时候来诊室门口，等着叫您的号。"),
        bring=(words("请带身份证和医保卡。在吃的药，把药盒也带上。"),),
        come=words("不约也可以直接去：到挂号窗口挂号就行。急病请打 120。"),
    ),
    "home-visit": Wording(
        before=(_matter(words("请人上门办什么事？")),),
        place=words("您家在哪个街道？"),
        after=(replace(ADDRESS, section=WHO, label=words("请上门的人到哪里？")),),
        meet=words("到时候在家等着就行。"),
        bring=(_ID, words("材料放在手边就行，来的人会帮您看。")),
        come=_CALL_12345,
    ),
    "medical-transport": Wording(
        before=(_variety(words("坐车的人要怎么坐？"), words("怎么坐车"), words("请选怎么坐车。")),),
        place=words("哪个车队？"),
        after=(
            replace(ADDRESS, section=WHO, label=words("从哪里接您？"), name=words("从哪里接")),
            _HOSPITAL,
        ),
        meet=words("到时候车来接您。请早 10 分钟准备好。"),
        bring=(
            words("请带身份证、医保卡和病历。"),
            words("车费下车时付给司机，收多少以当地公布为准。"),
        ),
        come=words("不想上网约，可以打 962120。急病不要等，请打 120。"),
    ),
    "sign-language-interpreter": Wording(
        before=(
            _variety(words("翻译到场，还是用视频？"), words("怎么翻译"), words("请选怎么翻译。")),
        ),
        place=words("哪里的翻译？"),
        after=(
            replace(
                ADDRESS,
                section=WHO,
                label=words("翻译到哪里找您？"),
                name=words("在哪里翻译"),
                hint=words("写医院、学校、法院的名字，或者地址。"),
                applies=_on_site,
            ),
        ),
        meet=words("到时候翻译来找您，用视频的就打给您。"),
        bring=(words("要谈的事有材料的，请带上，给翻译先看一看。"),),
        come=words("很急的事，可以直接去大厅，那里有手语视频，不用约。"),
    ),
}
