"""The three views as values: one table, chosen once a request, never asked by name."""

from __future__ import annotations

from dataclasses import dataclass

from a11y.aids import LISTENING, LOOKING
from a11y.msgids import gettext_noop


@dataclass(frozen=True)
class ViewMode:
    """How one view presents the same services.

    Sizes are CSS pixels at 100 % text. ``label`` is the source-language name on the switch;
    the web layer translates it. Numbers follow the age-friendly rules of 2021 (main targets
    60 x 60 on elder pages) and GB/T 37668-2019 3.3.4.4 (44 x 44). ``max_choices`` is how many
    things one page asks to choose from; None stands for as many as there are. ``aids`` are the
    reading aids it offers within reach; the settings offer all of them in every view.
    """

    name: str
    label: str
    body_px: int
    target_px: int
    gap_px: int
    one_question: bool
    max_choices: int | None
    home_entries: int
    search_on_home: bool
    keypad_on_home: bool
    pinned_bar: bool
    aids: tuple[str, ...]
    read_back: bool
    echo_answers: bool


STANDARD = ViewMode(
    name="standard",
    label=gettext_noop("标准版"),
    body_px=18,
    target_px=44,
    gap_px=8,
    one_question=False,
    max_choices=None,
    home_entries=6,
    search_on_home=True,
    keypad_on_home=False,
    pinned_bar=False,
    aids=(),
    read_back=False,
    echo_answers=False,
)
ELDER = ViewMode(
    name="elder",
    label=gettext_noop("长辈模式"),
    body_px=24,
    target_px=60,
    gap_px=12,
    one_question=True,
    max_choices=6,
    home_entries=6,
    search_on_home=False,
    keypad_on_home=False,
    pinned_bar=True,
    aids=LISTENING,
    read_back=True,
    echo_answers=False,
)
CARE = ViewMode(
    name="care",
    label=gettext_noop("关怀模式"),
    body_px=28,
    target_px=60,
    gap_px=12,
    one_question=True,
    max_choices=6,
    home_entries=4,
    search_on_home=False,
    keypad_on_home=True,
    pinned_bar=True,
    aids=(*LISTENING, *LOOKING),
    read_back=True,
    echo_answers=True,
)

MODES: dict[str, ViewMode] = {mode.name: mode for mode in (STANDARD, ELDER, CARE)}
DEFAULT = STANDARD


def mode_named(name: str | None) -> ViewMode | None:
    """The view called ``name``, or None when there is none of that name."""
    return MODES.get(name or "")
