"""Pages about editions: the one in place of an edition that can't be made."""

from __future__ import annotations

from dataclasses import replace

from a11y.formats.large_print import LargePrint, PrintMissing
from a11y.formats.press import Press
from services.words import words
from tests.residents import Resident
from tests.states.state import State
from webapp.wiring import parts


class _NoPango(Press):
    """A press on a machine without pango."""

    def large_print(self, *_: object) -> LargePrint:
        raise PrintMissing("no pango")


def _withheld(resident: Resident) -> None:
    app = resident.client.http.application
    app.extensions["parts"] = replace(parts(app), press=_NoPango())
    resident.client.get("/services/water-bill/large-print.pdf", status=503)


STATES: tuple[State, ...] = (
    State("edition-withheld", _withheld, (words("这一版现在不能给您"),), 503),
)
