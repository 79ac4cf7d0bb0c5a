"""「这里念错了」: what listeners report, what clerks decide, and the corrections from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from services.clock import Clock
from services.journey import Applicant
from services.notices import notify
from services.storage import Database, Work
from services.storage.corrections import Correction
from services.storage.errors import Conflict
from services.storage.outbox import Task
from services.storage.readings import Report, ReportState, Spot
from services.words import Words, words

__all__ = ["ReadingDesk", "ReadingRefused", "Report", "ReportState", "Spot", "spot_of"]

# Of a sentence that is not the same for everyone, a clerk sees the word and so much around it.
NEIGHBOURS = 6
HIDDEN = "＊"
LISTED = 30
WISHES = 5
# So many wait for a clerk at the most: ten thousand made-up ones neither fill the disk nor the day.
MOST_OPEN = 2_000
# How many listeners of one report are told what came of it.
MOST_TOLD = 200
SETTLED_KEPT = timedelta(days=90)

OUTCOMES: Mapping[ReportState, Words] = {
    ReportState.OPEN: words("工作人员还没有看到。看过以后，结果会写在“给我的消息”里。"),
    ReportState.CHANGED: words("您说念错的那个词，我们改好了。谢谢您告诉我们。"),
    ReportState.RIGHT: words("您说念错的那个词，我们查过了，现在的念法是对的。谢谢您告诉我们。"),
    ReportState.PASSED_ON: words(
        "您说念错的地方，改字典不管用，已经转给做网站的人。谢谢您告诉我们。"
    ),
}


class Lexicon(Protocol):
    """What is asked of the dictionary of readings."""

    def checked(self, word: str, reading: str) -> tuple[str, str]:
        """The word and its numbered pinyin, tidied. Raises ValueError where they do not fit."""

    def alternatives(self, word: str) -> list[str]:
        """Readings the word may have (numbered pinyin), the present one first."""


class ReadingRefused(Exception):
    """Nothing was changed; ``words`` say why and what to do."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


@dataclass(frozen=True)
class Decided:
    """A report as a clerk sees it: with what listeners wish, and what came of it, if anything."""

    report: Report
    wishes: tuple[str, ...]
    correction: Correction | None


def spot_of(language: str, text: str, start: int, end: int, public: bool) -> Spot:
    """A spot of a sentence; where it is not public, cut down to what a clerk may see."""
    if public:
        return Spot(language, text, start, end, True)
    first = max(0, start - NEIGHBOURS)
    shown = text[first : end + NEIGHBOURS]
    masked = "".join(HIDDEN if sign.isdigit() else sign for sign in shown)
    return Spot(language, masked, start - first, end - first, False)


class ReadingDesk:
    """Where reports are made, and where a clerk settles them."""

    def __init__(self, db: Database, clock: Clock, lexicon: Lexicon) -> None:
        self._db = db
        self._clock = clock
        self._lexicon = lexicon

    def report(self, spot: Spot, who: Applicant, locale: str) -> int:
        """Count one more listener who heard this said wrong; the number of the report.

        The same listener counts once. What was corrected and is reported again is open again.
        Raises ReadingRefused when too much is waiting.
        """
        try:
            return self._report(spot, who, locale)
        except Conflict:
            # Another listener was first with the same spot: now it is there.
            return self._report(spot, who, locale)

    def _report(self, spot: Spot, who: Applicant, locale: str) -> int:
        now = self._clock.now()
        with self._db.write() as work:
            known = work.readings.find_spot(spot)
            if known is None and work.readings.count(ReportState.OPEN) >= MOST_OPEN:
                raise ReadingRefused(
                    words("大家报上来的已经很多了，我们先改手上的。请过几天再告诉我们。")
                )
            number = work.readings.add(spot, now) if known is None else known.id
            work.readings.add_voice(number, who.owner, locale, now)
            if known is not None and known.state is ReportState.CHANGED:
                work.readings.settle(number, known.state, ReportState.OPEN, "", now)
            return number

    def mine(self, number: int, owner: bytes) -> Report | None:
        """A report, if this listener has made it too."""
        with self._db.read() as work:
            if work.readings.voice_of(number, owner) is None:
                return None
            return work.readings.find(number)

    def wish(self, number: int, owner: bytes, said: str) -> None:
        """Keep how it should sound, as this listener says, instead of what was said before."""
        with self._db.write() as work:
            work.readings.add_wish(number, owner, said)

    def listed(self, page: int) -> list[Report]:
        """One page (0, 1, …) of LISTED reports, the open ones first, the most frequent first."""
        with self._db.read() as work:
            return work.readings.listed(LISTED, page * LISTED)

    def counts(self) -> tuple[int, int]:
        """How many reports are open, and how many there are."""
        with self._db.read() as work:
            return work.readings.count(ReportState.OPEN), work.readings.count()

    def find(self, number: int) -> Decided | None:
        """One report with all a clerk needs."""
        with self._db.read() as work:
            report = work.readings.find(number)
            if report is None:
                return None
            wishes = tuple(work.readings.wishes(number, WISHES))
            made = report.state is ReportState.CHANGED
            correction = work.corrections.of_report(number) if made else None
            return Decided(report, wishes, correction)

    def turn(self, word: str) -> int:
        """How many decisions there are about a word."""
        with self._db.read() as work:
            return _turn(work, word)

    def checked(self, word: str, reading: str) -> tuple[str, str]:
        """The word and its reading as they would be kept. Raises ReadingRefused."""
        if not reading.strip():
            raise ReadingRefused(words("请选一个念法。"))
        try:
            tidy = self._lexicon.checked(word, reading)
        except ValueError as error:
            raise ReadingRefused(
                words("这个念法和词对不上：每个字要有一个拼音，后面写声调 1 到 5。请再看一遍。")
            ) from error
        if len(word) == 1 and len(self._lexicon.alternatives(word)) > 1:
            raise ReadingRefused(
                words("一个字在不同的词里念法不同，不能单独改。请把旁边的字也选上。")
            )
        return tidy

    def accept(self, number: int, word: str, reading: str, turn: int, by: str) -> None:
        """Say a word so from now on, and settle the report.

        ``turn`` is how many decisions about the word the clerk knew of. Raises ReadingRefused:
        the reading does not fit, or somebody else has decided meanwhile.
        """
        word, reading = self.checked(word, reading)
        with self._decision() as work:
            now = self._clock.now()
            work.readings.settle(number, ReportState.OPEN, ReportState.CHANGED, by, now)
            work.corrections.add(Correction(word, turn + 1, reading, number, now, by))
            _say_again(work, number, turn + 1, now)
            self._tell(work, number, ReportState.CHANGED)

    def dismiss(self, number: int, outcome: ReportState, by: str) -> None:
        """Settle a report without a correction. Raises ReadingRefused if somebody has."""
        with self._decision() as work:
            work.readings.settle(number, ReportState.OPEN, outcome, by, self._clock.now())
            self._tell(work, number, outcome)

    def undo(self, number: int, by: str) -> None:
        """Open a settled report again; its word is said as before.

        Raises ReadingRefused when the word was decided anew since, or nothing is settled.
        """
        with self._decision() as work:
            report = work.readings.find(number)
            if report is None or report.state is ReportState.OPEN:
                raise Conflict("reading_reports")
            now = self._clock.now()
            if report.state is ReportState.CHANGED:
                back = _taken_back(work, number, by, now)
                work.corrections.add(back)
                _say_again(work, number, back.turn, now)
            work.readings.settle(number, report.state, ReportState.OPEN, by, now)

    def version(self) -> int:
        """Changes with each decision about a word."""
        with self._db.read() as work:
            return work.corrections.version()

    def corrections(self) -> dict[str, str]:
        """Every corrected word with its numbered pinyin, sorted by word."""
        with self._db.read() as work:
            return work.corrections.current()

    def take_over(self, entries: Mapping[str, str], by: str) -> int:
        """Keep readings from a file, all or none; how many were new. Raises ReadingRefused."""
        tidy = dict(self._entry(word, reading) for word, reading in entries.items())
        with self._decision() as work:
            known, now = work.corrections.current(), self._clock.now()
            new = {word: said for word, said in tidy.items() if known.get(word) != said}
            for word, said in new.items():
                made = Correction(word, _turn(work, word) + 1, said, None, now, by)
                work.corrections.add(made)
            return len(new)

    def sweep(self) -> None:
        """Forget what was settled long ago; the corrections stay. For the worker, once a day."""
        with self._db.write() as work:
            work.readings.sweep(self._clock.now() - SETTLED_KEPT)

    @contextmanager
    def _decision(self) -> Iterator[Work]:
        """One transaction; of two clerks at once, the second is told to look again."""
        try:
            with self._db.write() as work:
                yield work
        except Conflict as error:
            raise ReadingRefused(
                words("刚才有别的工作人员处理过了。下面是现在的样子，请再看一遍。")
            ) from error

    def _entry(self, word: str, reading: str) -> tuple[str, str]:
        try:
            return self.checked(word, reading)
        except ReadingRefused as refused:
            raise ReadingRefused(
                words(
                    "%(word)s = %(reading)s：%(problem)s",
                    word=word,
                    reading=reading,
                    problem=refused.words,
                )
            ) from refused

    def _tell(self, work: Work, number: int, outcome: ReportState) -> None:
        now = self._clock.now()
        for voice in work.readings.voices(number, MOST_TOLD):
            notify(work, voice.owner, None, None, OUTCOMES[outcome], now, voice.locale)


def _turn(work: Work, word: str) -> int:
    history = work.corrections.history(word)
    return history[0].turn if history else 0


def _say_again(work: Work, number: int, turn: int, now: datetime) -> None:
    """Have the worker make the audio of a sentence that is the same for everyone."""
    report = work.readings.find(number)
    if report is not None and report.spot.public:
        work.outbox.add(Task.SAY_AGAIN, f"{number}-{turn}", now)


def _taken_back(work: Work, number: int, by: str, now: datetime) -> Correction:
    """The decision by which a word is said as before a report. Raises Conflict if it was since."""
    made = work.corrections.of_report(number)
    history = work.corrections.history(made.word) if made else []
    if made is None or history[0] != made:
        raise Conflict("reading_corrections")
    before = history[1].reading if len(history) > 1 else ""
    return Correction(made.word, made.turn + 1, before, None, now, by)
