"""The equality gate: a sheet and one of its editions → where their facts differ.

An edition with another figure is worse than none: in the build a difference is a failure, at run
time the edition is withheld.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from a11y.formats.braille_words import BLANK, braille_words, in_letters
from a11y.formats.facts import Fact, FactKind, facts_of, squeezed
from a11y.formats.read_back import digits_read, page_lines, script_lines
from a11y.formats.sheet import Item, Sheet
from a11y.speech.pronunciation.normalise import spoken_text
from a11y.speech.pronunciation.numerals import plain_digits


class Edition(StrEnum):
    """What is compared with the sheet. The last two are heard, so what is said counts too."""

    PAGE = "page"
    PLAIN = "plain"
    PDF = "pdf"
    EPUB = "epub"
    BRAILLE = "braille"
    SCRIPT = "script"
    AUDIO = "audio"


class Change(StrEnum):
    """How a fact differs."""

    MISSING = "missing"
    EXTRA = "extra"
    UNSAID = "said otherwise"


# The title and the sentence below it, which stand before item 1.
HEAD = "0"


@dataclass(frozen=True)
class Difference:
    """One fact that differs. ``value`` may be private: only ``code`` belongs into a log."""

    item: str
    kind: FactKind
    change: Change
    value: str

    @property
    def code(self) -> str:
        """Where and what, without the fact itself: ``item 3.2: amount missing``."""
        place = f"item {self.item}" if self.item else "outside the items"
        return f"{place}: {self.kind} {self.change}"

    def __str__(self) -> str:
        return f"{self.code} ({self.value})"


def differences(
    sheet: Sheet, edition: str, kind: Edition, language: str, names: Sequence[str] = ()
) -> tuple[Difference, ...]:
    """Where the facts of an edition are not those of its sheet; empty when all are the same.

    ``edition`` is the HTML of a PAGE, the lines of a SCRIPT or AUDIO as they are written, the
    ``pdf_text`` of a PDF, the ``braille_text`` of a BRAILLE file, numbered text of the others.
    ``names`` must be there as often as in the sheet, like its title. ``language`` is a BCP 47 tag.
    """
    in_braille = kind is Edition.BRAILLE
    spelled = in_letters if in_braille and language.startswith("en") else str
    compare = _Comparison(sheet, language, (sheet.title, *names), spelled)
    edition = _without_address(edition, sheet.address)
    if kind in (Edition.PAGE, Edition.SCRIPT):
        lines = page_lines(edition) if kind is Edition.PAGE else script_lines(edition)
        found = [*compare.as_a_whole(lines)]
    else:
        found = [*compare.by_items(edition, in_braille)]
    if kind in (Edition.SCRIPT, Edition.AUDIO):
        found += _said_otherwise(edition.splitlines(), language)
    return tuple(found)


@dataclass(frozen=True)
class _Comparison:
    """A sheet against which the texts of editions are held."""

    sheet: Sheet
    language: str
    names: tuple[str, ...]
    # How the edition spells what its code has no signs for.
    spelled: Callable[[str], str]

    def as_a_whole(self, lines: Sequence[str]) -> Iterator[Difference]:
        """For editions without numbers: every fact as often as in the sheet, wherever."""
        expected = [(number, fact) for number, facts in self._expected() for fact in facts]
        told = [fact for line in lines for fact in facts_of(line, self.language)]
        # A long sentence, and a name within it, may be cut into two lines.
        names = [fact for fact in self._facts("".join(lines)) if fact.kind is FactKind.NAME]
        yield from _lacking(expected, [*told, *names])

    def by_items(self, text: str, in_braille: bool) -> Iterator[Difference]:
        """For editions with the sheet's numbers: every fact as often, and in its own item."""
        parts = _parts(self.sheet.items(), text)
        for number, facts in self._expected():
            part = parts.get(number)
            if part is None:
                yield Difference(number, FactKind.ITEM, Change.MISSING, number)
            elif in_braille and not self.language.startswith("en"):
                yield from _other_in_cells(number, facts, part, self.language)
            else:
                told = self._facts(part)
                yield from _lacking([(number, fact) for fact in facts], told, number)

    def _expected(self) -> Iterator[tuple[str, tuple[Fact, ...]]]:
        title, summary = self.sheet.title, self.sheet.summary
        yield HEAD, (*self._facts(self.spelled(title)), *self._facts(self.spelled(summary)))
        for item in self.sheet.items():
            yield item.number, self._facts(self.spelled(item.text))

    def _facts(self, text: str) -> tuple[Fact, ...]:
        return facts_of(text, self.language, [self.spelled(name) for name in self.names])


def _without_address(text: str, address: str) -> str:
    """Text without the sheet's own address, which is no item and is cut at any place on paper."""
    cut_anywhere = r"\s*".join(map(re.escape, address))
    return re.sub(cut_anywhere, "", text) if address else text


def _parts(items: Sequence[Item], text: str) -> dict[str, str]:
    """The text of each item by number, that before the first as HEAD; absent where none is found.

    A number counts only where it is next, so that a line which was cut inside a sentence and goes
    on with "12. " is taken for text, and a wrong number for a missing item.
    """
    starts, ends = {HEAD: 0}, []
    at = 0
    for item in items:
        marker = re.compile(rf"^\s*{re.escape(item.number)}\.(?!\d)", re.MULTILINE)
        if found := marker.search(text, at):
            ends.append(found.start())
            starts[item.number] = at = found.end()
    ends.append(len(text))
    return {
        number: text[start:end] for (number, start), end in zip(starts.items(), ends, strict=True)
    }


def _lacking(
    expected: Sequence[tuple[str, Fact]], told: Sequence[Fact], place: str = ""
) -> Iterator[Difference]:
    """Facts that are not told as often as expected, and those that are told too often."""
    left = Counter(fact.key for fact in told)
    for number, fact in expected:
        if left[fact.key]:
            left[fact.key] -= 1
        else:
            yield Difference(number, fact.kind, Change.MISSING, fact.value)
    for kind, value in left.elements():
        # A page has its name in more places than the sheet: in its trail, under pictures.
        if place or kind is not FactKind.NAME:
            yield Difference(place, kind, Change.EXTRA, value)


def _other_in_cells(
    number: str, expected: Sequence[Fact], part: str, language: str
) -> Iterator[Difference]:
    """Chinese cells cannot be read back but for digits: one after another they must be the same.

    A name is there when its cells are, wherever words were parted.
    """
    told = "".join(re.findall(r"\d+(?:\.\d+)*", part))
    cells = re.sub(r"\s", "", part)
    for fact in expected:
        if fact.kind is FactKind.NAME:
            there = _name_in_cells(fact.written, language) in cells
        else:
            figures = "".join(fact.figures)
            there = told.startswith(figures)
            told = told[len(figures) :] if there else ""
        if not there:
            yield Difference(number, fact.kind, Change.MISSING, fact.value)
            if fact.kind is not FactKind.NAME:
                return
    if told:
        yield Difference(number, FactKind.NUMBER, Change.EXTRA, told)


def _name_in_cells(name: str, language: str) -> str:
    return re.sub(r"\s", "", digits_read(BLANK.join(braille_words(name, language))))


def _said_otherwise(lines: Sequence[str], language: str) -> Iterator[Difference]:
    """Facts of a line that are not heard in it, in their order, as each is said by itself."""
    for line in lines:
        facts = facts_of(line, language)
        heard, at = _heard(line, language) if facts else "", 0
        for fact in facts:
            ends = [
                place + len(said)
                for said in _ways_to_say(fact, language)
                if (place := heard.find(said, at)) >= 0
            ]
            if ends:
                at = min(ends)
            else:
                yield Difference("", fact.kind, Change.UNSAID, fact.value)


def _ways_to_say(fact: Fact, language: str) -> set[str]:
    """As it is said by itself, as a number to be called, and digit by digit like a year."""
    call, digit_by_digit = ("call ", "") if language.startswith("en") else ("打 ", fact.value)
    ways = {_heard(fact.written, language)}
    ways.add(_heard(call + fact.written, language).removeprefix(call.strip()))
    return ways | {plain_digits(digit_by_digit)} if digit_by_digit.isdecimal() else ways


def _heard(text: str, language: str) -> str:
    """What is said, without the pauses."""
    return re.sub(r"[\s,，]", "", squeezed(spoken_text(text, language)).text)
