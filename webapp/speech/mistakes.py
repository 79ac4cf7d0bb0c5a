"""「这里念错了」: a listener points at a sentence of a page and at a word of it, and is thanked."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from a11y.speech.script.lines import Line
from a11y.speech.words import word_spans
from services.cleaning.text import read_line
from services.journey import AnswerProblem
from services.limits import Rule
from services.readings import OUTCOMES, ReadingRefused, ReportState, spot_of
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.rendering import render
from webapp.speech.owner import owners_on
from webapp.speech.page import ReadPage, read_page
from webapp.viewing import viewing
from webapp.visitors import current_visitor, ensure_visitor
from webapp.wiring import parts

pages = Blueprint("mistakes", __name__, url_prefix="/readings/wrong")

HERE = "/readings/wrong/"
# A hall full of listeners shares one address.
LOOKS = Rule("wrong-reading-pages", times=300, minutes=1)
FROM_ADDRESS = Rule("wrong-readings-by-address", times=120, minutes=10)
FROM_VISITOR = Rule("wrong-readings-by-visitor", times=20, minutes=10)
WHOLE = "all"


@dataclass(frozen=True)
class Pointed:
    """What a listener points at: a page, a line by number and version, or by its ``mark``."""

    page: str
    number: int
    version: str
    mark: str = ""
    part: int = -1

    def line_of(self, page: ReadPage) -> Line | None:
        """The line, if the page still says it."""
        lines = page.script.lines
        if self.version == page.script.version and 0 <= self.number < len(lines):
            return lines[self.number]
        return next((line for line in lines if self.mark and mark_of(line) == self.mark), None)

    def address(self, **more: int | str) -> str:
        """Where this is asked about."""
        asked = {"page": self.page, "n": self.number, "version": self.version, **more}
        return f"{HERE}?{urlencode(asked)}"


@dataclass(frozen=True)
class Choice:
    """A word to choose; ``nth`` tells it from the same word before it (1 for the first)."""

    start: int
    end: int
    text: str
    nth: int

    @property
    def value(self) -> str:
        """How the form names it."""
        return f"{self.start}-{self.end}"


@pages.get("/")
def ask() -> Response:
    """Which sentence? Then, where it is long, which part of it? Then, which word?"""
    _limit(LOOKS, request.remote_addr or "")
    attempt = attempt_here()
    given = {name: values[0] for name, values in attempt.typed.items()} or request.args.to_dict()
    pointed = _pointed(given)
    if not pointed.page:
        return redirect("/", 303)
    page = read_page(pointed.page)
    line = pointed.line_of(page)
    if line is None:
        changed = bool(pointed.version) and not attempt.notice
        return _which_sentence(pointed, page, changed)
    public = owners_on(page)(line) is None
    groups = _grouped(_choices(line, public))
    if len(groups) > 1 and not 0 <= pointed.part < len(groups):
        asked = [
            (pointed.address(part=part), line.text[group[0].start : group[-1].end])
            for part, group in enumerate(groups)
        ]
        return render("pages/readings/part.html", pointed=pointed, line=line, asked=asked)
    return render(
        "pages/readings/word.html",
        pointed=pointed,
        line=line,
        mark=mark_of(line),
        public=public,
        choices=groups[max(pointed.part, 0)] if groups else [],
        attempt=attempt,
    )


@pages.post("/")
def take() -> Response:
    """Keep the report, if the page still says the sentence and the word is one of its words."""
    visitor = ensure_visitor()
    _limit(FROM_ADDRESS, request.remote_addr or "")
    _limit(FROM_VISITOR, visitor.key.hex())
    typed = typed_fields()
    pointed = _pointed({name: values[0] for name, values in typed.items()})
    page = read_page(pointed.page)
    line = pointed.line_of(page)
    if line is None:
        notice = words("那一页刚才变了，原来那句话没有了。请再选一次是哪一句。")
        return send_back(HERE, {"page": [pointed.page]}, notice=notice)
    public = owners_on(page)(line) is None
    place = _place(line, public, typed.get("word", [""])[0])
    if place is None:
        return send_back(HERE, typed, {"word": words("请选一个词，就是念错的那个。")})
    spot = spot_of(line.language, line.text, *place, public)
    try:
        number = parts().readings.report(spot, visitor.applicant, viewing().locale.tag)
    except ReadingRefused as refused:
        return send_back(HERE, typed, notice=refused.words)
    return redirect(url_for("mistakes.told", number=number, page=pointed.page), 303)


@pages.get("/<int:number>/")
def told(number: int) -> Response:
    """Thanks, what happens next, and how it should sound, for those who know."""
    visitor = current_visitor()
    report = parts().readings.mine(number, visitor.key) if visitor else None
    if report is None:
        abort(404)
    attempt = attempt_here()
    came_from = attempt.typed.get("page") or [request.args.get("page", "")]
    return render(
        "pages/readings/told.html",
        report=report,
        outcome=OUTCOMES[report.state],
        asks=report.state is ReportState.OPEN and "said" not in request.args,
        came_from=came_from[0] if came_from[0].startswith("/") else "",
        attempt=attempt,
    )


@pages.post("/<int:number>/")
def take_wish(number: int) -> Response:
    """Keep how it should sound."""
    visitor = ensure_visitor()
    if parts().readings.mine(number, visitor.key) is None:
        abort(404)
    _limit(FROM_VISITOR, visitor.key.hex())
    typed = typed_fields()
    try:
        said = read_line(typed.get("wish", [""])[0])
    except AnswerProblem as problem:
        return send_back(request.path, typed, {"wish": problem.words})
    parts().readings.wish(number, visitor.key, said)
    page = typed.get("page", [""])[0]
    return redirect(url_for("mistakes.told", number=number, page=page, said=1), 303)


def mark_of(line: Line) -> str:
    """16 hex digits by which a line is found again on a page that has changed."""
    return hashlib.sha256(f"{line.language}\n{line.text}".encode()).hexdigest()[:16]


def _pointed(given: dict[str, str]) -> Pointed:
    return Pointed(
        given.get("page", ""),
        _number(given.get("n", "")),
        given.get("version", ""),
        given.get("mark", ""),
        _number(given.get("part", "")),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


def _which_sentence(pointed: Pointed, page: ReadPage, changed: bool) -> Response:
    asked = [
        (Pointed(pointed.page, number, page.script.version).address(), line)
        for number, line in enumerate(page.script.lines)
    ]
    return render("pages/readings/sentence.html", page=page, asked=asked, changed=changed)


def _choices(line: Line, public: bool) -> list[Choice]:
    """The words of a line; figures of somebody's own are hidden from clerks, so left out."""
    found: list[Choice] = []
    for start, end in word_spans(line.text, line.language):
        text = line.text[start:end]
        if public or not any(sign.isdigit() for sign in text):
            nth = 1 + sum(choice.text == text for choice in found)
            found.append(Choice(start, end, text, nth))
    return found


def _grouped(choices: list[Choice]) -> list[list[Choice]]:
    """As many together as the view asks at once, the whole sentence being one choice more."""
    most = viewing().mode.max_choices
    size = most - 1 if most else len(choices) or 1
    return [choices[at : at + size] for at in range(0, len(choices), size)]


def _place(line: Line, public: bool, value: str) -> tuple[int, int] | None:
    """Where the chosen word stands; (0, 0) for the whole sentence, None for what can't be."""
    if value == WHOLE and public:
        return 0, 0
    chosen = [choice for choice in _choices(line, public) if choice.value == value]
    return (chosen[0].start, chosen[0].end) if chosen else None


def _limit(rule: Rule, whom: str) -> None:
    minutes = parts().limits.minutes_to_wait(rule, whom)
    if minutes:
        raise TooManyRequests(retry_after=minutes * 60)
