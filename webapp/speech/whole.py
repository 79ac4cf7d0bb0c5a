"""The same without scripts: a whole page as one file, and a page to listen on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import structlog
from flask import Response, request
from werkzeug.exceptions import ServiceUnavailable

from a11y.speech.engines.port import SpeechFailed
from a11y.speech.mp3 import joined
from a11y.speech.script.lines import Line
from a11y.speech.whole import in_one_voice
from services.limits import Rule
from webapp.rendering import render
from webapp.speech.owner import owners_on
from webapp.speech.page import read_page
from webapp.speech.routes import asked_rate, audio_response, limit
from webapp.wiring import parts

log = structlog.get_logger()

WHOLE_PAGES = Rule("speech-page", times=60, minutes=1)
# The plain voice says a long page in about 3 s; a busy machine goes on at the next try.
WHOLE_PAGE_S = 10.0
TRY_AGAIN_S = 5
_ENDED = "，。！？；：、）”』」"


def whole_page() -> Response:
    """The whole page as one file, for players without scripts and to take along."""
    limit(WHOLE_PAGES)
    page = read_page(request.args.get("page", ""))
    owners, rate = owners_on(page), asked_rate()
    said = [(line.text, line.language, owners(line)) for line in page.script.lines]
    try:
        reading = in_one_voice(parts().speech, said, rate, WHOLE_PAGE_S)
    except SpeechFailed as error:
        log.warning("speech", reason=str(error))
        raise ServiceUnavailable(retry_after=TRY_AGAIN_S) from error
    if not reading.parts:
        raise ServiceUnavailable
    return audio_response(joined(part.speech for part in reading.parts), page)


def listen() -> Response:
    """A page's sound and its printed script."""
    page = read_page(request.args.get("page", "/"))
    return render(
        "pages/listen.html",
        address=page.address,
        heading=page.script.title.rsplit(" - ", 1)[0],
        blocks=_printed(page.script.lines),
        voice=parts().speech.available,
    )


def _printed(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    """Kind, language and text of each block, its sentences joined again."""
    blocks = groupby(lines, key=lambda line: (line.path, line.kind, line.language))
    return [
        (kind, language, _joined([line.text for line in sentences]))
        for (_, kind, language), sentences in blocks
    ]


def _joined(sentences: Sequence[str]) -> str:
    text = ""
    for sentence in sentences:
        text += sentence if not text or text.endswith(tuple(_ENDED)) else f" {sentence}"
    return text
