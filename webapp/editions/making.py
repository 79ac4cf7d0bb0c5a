"""Each edition made from its subject, held against the sheet, and withheld where it differs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import datetime, time
from enum import StrEnum

import structlog

from a11y.formats import audio as audio_format
from a11y.formats import large_print as print_format
from a11y.formats.audio import AudioWords, HeardItem, audio_edition, heard, said_items
from a11y.formats.braille import DRAFT, Braille, BrailleMissing, braille
from a11y.formats.epub import epub
from a11y.formats.gate import Edition, differences
from a11y.formats.kept import print_key
from a11y.formats.large_print import LargePrint, PrintMissing, PrintWords
from a11y.formats.plain_text import plain_text
from a11y.formats.press import PrintFailed
from a11y.formats.read_back import braille_text, epub_text, pdf_text
from a11y.speech.engines.port import SpeechFailed
from a11y.speech.whole import in_one_voice
from webapp.editions.subject import Subject
from webapp.formatting import DISTRICT_TIME, district_time
from webapp.locales import say
from webapp.speech.corrections import take_corrections
from webapp.speech.owner import owner_of
from webapp.wiring import parts

log = structlog.get_logger()

# Points on paper. Large print begins at 18 (Clear Print guidelines); 24 is for weak eyes.
SIZES = (18, 24)
USUAL_RATE = 100
# The plain voice says a long guide in about 5 s; a busy machine goes on at the next try.
PATIENCE_S = 12.0


class Why(StrEnum):
    """Why an edition is not given."""

    DIFFERENT = "different"
    MISSING = "missing"
    FAILED = "failed"
    BUSY = "busy"


class Withheld(Exception):
    """An edition that is not given now; its page says ``why`` and offers the others."""

    def __init__(self, subject: Subject, why: Why) -> None:
        super().__init__(why)
        self.subject, self.why = subject, why


@dataclass(frozen=True)
class Made:
    """A file ready to be sent."""

    content: bytes
    mimetype: str
    name: str


def text_file(subject: Subject, _size: int) -> Made:
    """Plain text."""
    text = plain_text(subject.sheet)
    _hold(subject, Edition.PLAIN, text)
    return Made(text.encode(), "text/plain; charset=utf-8", f"{subject.name}.txt")


def pdf_file(subject: Subject, size: int) -> Made:
    """Large print in ``size`` points."""
    return Made(printed(subject, size).pdf, "application/pdf", f"{subject.name}-{size}.pdf")


def brf_file(subject: Subject, _size: int) -> Made:
    """Braille for an embosser or a braille display."""
    return Made(_braille(subject).brf, "text/plain; charset=us-ascii", f"{subject.name}.brf")


def dots_file(subject: Subject, _size: int) -> Made:
    """Braille as Unicode dots."""
    dots = _braille(subject).unicode.encode()
    return Made(dots, "text/plain; charset=utf-8", f"{subject.name}-braille.txt")


def mp3_file(subject: Subject, _size: int) -> Made:
    """One sound file with chapters."""
    items = _heard(subject)
    mp3 = audio_edition(subject.sheet, items, subject.language)
    return Made(mp3, "audio/mpeg", f"{subject.name}.mp3")


def epub_file(subject: Subject, _size: int) -> Made:
    """Text that is read along."""
    items = _heard(subject)
    day = datetime.combine(district_time(parts().clock.now()).date(), time(), DISTRICT_TIME)
    book = epub(subject.sheet, items, subject.language, day, audio_words())
    _hold(subject, Edition.EPUB, epub_text(book))
    return Made(book, "application/epub+zip", f"{subject.name}.epub")


# By the name of the file in its address.
MAKERS: dict[str, Callable[[Subject, int], Made]] = {
    "large-print.pdf": pdf_file,
    "braille.brf": brf_file,
    "braille.txt": dots_file,
    "audio.mp3": mp3_file,
    "audio.epub": epub_file,
}


def printed(subject: Subject, size: int) -> LargePrint:
    """Large print, kept where everyone gets the same. Raises Withheld."""
    sheet, language, qr = subject.sheet, subject.language, subject.qr
    said = _print_words()
    key = print_key(sheet, size, language, said, qr)
    kept = parts().prints.read(key) if subject.public else None
    if kept is not None:
        return kept
    try:
        made = parts().press.large_print(sheet, size, language, said, qr)
    except PrintMissing as error:
        log.error("edition", kind="pdf", reason=f"the system has no pango: {error}")
        raise Withheld(subject, Why.MISSING) from error
    except PrintFailed as error:
        log.error("edition", kind="pdf", reason=str(error))
        raise Withheld(subject, Why.FAILED) from error
    _hold(subject, Edition.PDF, pdf_text(made.pdf))
    if subject.public:
        parts().prints.write(key, made)
    return made


def _braille(subject: Subject) -> Braille:
    """Braille with the page numbers of the 18-point print, where there is one."""
    try:
        pages = printed(subject, SIZES[0]).pages
    except Withheld:
        pages = {}
    try:
        made = braille(subject.sheet, pages, subject.language, say(DRAFT))
    except BrailleMissing as error:
        log.error("edition", kind="braille", reason=str(error))
        raise Withheld(subject, Why.MISSING) from error
    _hold(subject, Edition.BRAILLE, braille_text(made.brf, subject.language))
    return made


def _heard(subject: Subject) -> list[HeardItem]:
    """Every item with its sound, in one voice throughout. Raises Withheld."""
    if not parts().speech.available:
        raise Withheld(subject, Why.MISSING)
    take_corrections(parts().readings)
    language = subject.language
    said = said_items(subject.sheet, language, audio_words())
    owner = owner_of(subject.public)
    sentences = [(text, language, owner) for item in said for text in item.sentences]
    try:
        reading = in_one_voice(parts().speech, sentences, USUAL_RATE, PATIENCE_S)
    except SpeechFailed as error:
        log.warning("edition", kind="audio", reason=str(error))
        raise Withheld(subject, Why.BUSY) from error
    sounds = dict(zip(reading.said, reading.parts, strict=True))
    items, lines, place = [], [], 0
    for item in said:
        own = [n for n in range(place, place + len(item.sentences)) if n in sounds]
        place += len(item.sentences)
        if own:
            items.append(heard(item, [sounds[n].speech for n in own]))
            lines.append(item.written([sentences[n][0] for n in own]))
    _hold(subject, Edition.AUDIO, "\n".join(lines))
    return items


def audio_words() -> AudioWords:
    """What the voice adds, in the language of the request."""
    source = audio_format.CHINESE
    return AudioWords(**{each.name: say(getattr(source, each.name)) for each in fields(source)})


def _print_words() -> PrintWords:
    source = print_format.CHINESE
    return PrintWords(**{each.name: say(getattr(source, each.name)) for each in fields(source)})


def _hold(subject: Subject, kind: Edition, text: str) -> None:
    """Raises Withheld, and tells the log where but not what, when a fact is not the sheet's."""
    found = differences(subject.sheet, text, kind, subject.language)
    if found:
        places = [each.code for each in found]
        log.error("edition", kind=kind, page=subject.base, differs=places)
        raise Withheld(subject, Why.DIFFERENT)
