"""What the player asks for, and the same for browsers without scripts."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import groupby

import structlog
from flask import Blueprint, Response, abort, jsonify, make_response, request
from werkzeug.exceptions import TooManyRequests

from a11y.display import RATES
from a11y.speech.engines.port import Speech, SpeechFailed
from a11y.speech.mp3 import joined
from a11y.speech.script.lines import Line
from services.limits import Rule
from webapp.rendering import render
from webapp.speech.page import ReadPage, read_page
from webapp.viewing import viewing
from webapp.wiring import parts

log = structlog.get_logger()
speech = Blueprint("speech", __name__)

# A listener asks for about 30 sentences a minute; a hall full of them shares one address.
SENTENCES = Rule("speech-line", times=900, minutes=1)
WHOLE_PAGES = Rule("speech-page", times=60, minutes=1)
IMMUTABLE = "public, max-age=31536000, immutable"


@speech.get("/speech/script")
def script() -> Response:
    """The sentences of a page and where each stands on it."""
    _limit(SENTENCES)
    page = read_page(request.args.get("page", ""))
    lines = [
        {"n": n, "text": line.text, "path": ".".join(map(str, line.path)), "kind": line.kind}
        for n, line in enumerate(page.script.lines)
    ]
    return jsonify(
        title=page.script.title,
        version=page.script.version,
        voice=parts().speech.engine.available,
        lines=lines,
    )


@speech.get("/speech/line.mp3")
def line() -> Response:
    """One sentence. 409 when the page no longer says what the player was told."""
    _limit(SENTENCES)
    page = read_page(request.args.get("page", ""))
    number = request.args.get("n", -1, int)
    if not 0 <= number < len(page.script.lines):
        abort(404)
    if request.args.get("version") != page.script.version:
        abort(409)
    try:
        return _audio(_speak(page.script.lines[number]).mp3, page)
    except SpeechFailed as error:
        log.warning("speech", reason=str(error))
        abort(503)


@speech.get("/speech/page.mp3")
def whole_page() -> Response:
    """The whole page as one file, for players without scripts and to take along."""
    _limit(WHOLE_PAGES)
    page = read_page(request.args.get("page", ""))
    spoken = []
    for sentence in page.script.lines:
        try:
            spoken.append(_speak(sentence, one_voice=True))
        except SpeechFailed as error:
            log.warning("speech", reason=str(error))
    if not spoken:
        abort(503)
    return _audio(joined(spoken), page)


@speech.get("/listen/")
def listen() -> Response:
    """A page's sound and its printed script."""
    page = read_page(request.args.get("page", "/"))
    return render(
        "pages/listen.html",
        address=page.address,
        heading=page.script.title.rsplit(" - ", 1)[0],
        blocks=_printed(page.script.lines),
        voice=parts().speech.engine.available,
    )


def _printed(lines: Sequence[Line]) -> list[tuple[str, str, str]]:
    """Kind, language and text of each block, its sentences joined again."""
    blocks = groupby(lines, key=lambda line: (line.path, line.kind, line.language))
    return [
        (kind, language, " ".join(line.text for line in sentences))
        for (_, kind, language), sentences in blocks
    ]


def _speak(sentence: Line, one_voice: bool = False) -> Speech:
    rate = request.args.get("rate", viewing().display.rate, int)
    if rate not in RATES:
        abort(400)
    return parts().speech.speech(
        sentence.text, sentence.language, rate, sentence.private, one_voice
    )


def _audio(mp3: bytes, page: ReadPage) -> Response:
    """MP3 with byte ranges; kept for ever where the address names its version, else never."""
    response = make_response(mp3)
    response.content_type = "audio/mpeg"
    if page.public:
        versioned = request.args.get("version") == page.script.version
        response.headers["Cache-Control"] = IMMUTABLE if versioned else "private, no-cache"
        response.set_etag(hashlib.sha256(mp3).hexdigest()[:24])
    else:
        response.headers["Cache-Control"] = "no-store"
    response.make_conditional(request, accept_ranges=True, complete_length=len(mp3))
    return response


def _limit(rule: Rule) -> None:
    minutes = parts().limits.minutes_to_wait(rule, request.remote_addr or "")
    if minutes:
        raise TooManyRequests(retry_after=minutes * 60)
