"""「这里念错了」 in its states: pointing at a word, thanks, and the clerk's desk."""

from __future__ import annotations

from services.journey import Applicant
from services.readings import ReportState, spot_of
from services.words import words
from tests.residents import Resident
from tests.states.state import Reach, State, at_desk, opens
from webapp.wiring import parts

PAGE = "/help/"
WHICH, PART, WORD = words("哪一句念错了？"), words("念错的字在哪一段？"), words("哪个词念错了？")
THANKS, LIST, ONE = words("记下了，谢谢您"), words("大家说念错的地方"), words("念错的一处")
NEIGHBOUR = Applicant(b"n" * 32, None)


def _points(resident: Resident) -> Resident:
    """At the third sentence of a page; as far as its words."""
    resident.client.get(f"/readings/wrong/?page={PAGE}")
    resident.client.get(resident.page.root.select(".pieces a")[2]["href"])
    return resident


def _at_words(resident: Resident) -> Resident:
    _points(resident)
    if not resident.page.root.select("form[data-mistake]"):
        resident.client.get(resident.page.root.select(".pieces a")[0]["href"])
    return resident


def _chooses_nothing(resident: Resident) -> None:
    _at_words(resident).client.submit({}, form="form[data-mistake]")


def _is_thanked(resident: Resident) -> Resident:
    _at_words(resident)
    choice = resident.page.root.select('input[type="radio"]')[0]["value"]
    resident.client.submit({"word": choice}, form="form[data-mistake]")
    return resident


def _wishes_nothing(resident: Resident) -> None:
    _is_thanked(resident).client.submit({"wish": ""}, form="form[data-wish]")


def _reported(resident: Resident, *, public: bool = True) -> int:
    """A neighbour has reported 银行行长; the number of the report."""
    desk = parts(resident.client.http.application).readings
    spot = spot_of("zh-Hans", "请到银行行长那里领 300 元。", 4, 6, public)
    return desk.report(spot, NEIGHBOUR, "zh-Hans")


def _desk(typed: dict[str, str] | None = None, *, public: bool = True) -> Reach:
    def reach(resident: Resident) -> None:
        at_desk(f"/desk/readings/{_reported(resident, public=public)}/", "editor")(resident)
        if typed is not None:
            resident.client.submit(typed, form="form[data-choose]")

    return reach


def _settled(resident: Resident) -> None:
    number = _reported(resident)
    parts(resident.client.http.application).readings.dismiss(number, ReportState.RIGHT, "陈工")
    at_desk(f"/desk/readings/{number}/", "editor")(resident)


def _listed(resident: Resident) -> None:
    _reported(resident)
    at_desk("/desk/readings/", "editor")(resident)


STATES: tuple[State, ...] = (
    State("wrong-sentence", opens(f"/readings/wrong/?page={PAGE}"), (WHICH,)),
    State("wrong-part", _points, (PART, WORD)),
    State("wrong-word", _at_words, (WORD,)),
    State("wrong-word-error", _chooses_nothing, (WORD,)),
    State("wrong-thanks", _is_thanked, (THANKS,)),
    State("wrong-thanks-error", _wishes_nothing, (THANKS,)),
    State("readings-empty", at_desk("/desk/readings/", "editor"), (LIST,)),
    State("readings-list", _listed, (LIST,)),
    State("readings-open", _desk(), (ONE,)),
    State("readings-private", _desk(public=False), (ONE,)),
    State("readings-error", _desk({"own": "hang"}), (ONE,)),
    State("readings-trial", _desk({"reading": "hang2 zhang3"}), (ONE,)),
    State("readings-settled", _settled, (ONE,)),
)
