"""What the player asks for: a page's script, the sound of a sentence and its words' times."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable

import structlog
from flask import Blueprint, Response, abort, jsonify, make_response, redirect, request, url_for
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests
from werkzeug.wrappers import Response as AnyResponse

from a11y.display import RATES
from a11y.speech.engines.port import CannotSay, SpeechFailed
from a11y.speech.script.lines import Line
from a11y.speech.speaker import Spoken
from a11y.speech.words import timed_words
from services.limits import Rule
from webapp.speech.audio import ADDRESS, IMMUTABLE
from webapp.speech.owner import owners_on
from webapp.speech.page import ReadPage, read_page
from webapp.viewing import viewing
from webapp.wiring import parts

log = structlog.get_logger()
speech = Blueprint("speech", __name__)

# A listener asks for about 30 sentences a minute; a hall full of them shares one address.
SENTENCES = Rule("speech-line", times=900, minutes=1)
# With what the plain voice takes after that, sound begins within 1.5 s.
PATIENCE_S = 1.0
# Begun while this one sounds.
AHEAD = 2
USUAL_RATE = 100
TRY_AGAIN_S = 2


@speech.get("/speech/script")
def script() -> Response:
    """The sentences of a page and where each stands on it."""
    limit(SENTENCES)
    page = read_page(request.args.get("page", ""))
    _begin(page.script.lines[:AHEAD], USUAL_RATE, owners_on(page))
    lines = [
        {
            "n": n,
            "text": line.text,
            "path": ".".join(map(str, line.path)),
            "kind": line.kind,
            "language": line.language,
        }
        for n, line in enumerate(page.script.lines)
    ]
    return jsonify(
        title=page.script.title,
        version=page.script.version,
        voice=parts().speech.available,
        lines=lines,
    )


@speech.get("/speech/line")
def line() -> Response:
    """Where one sentence sounds and when each of its words does.

    409 when the page no longer says what the player was told; with ``ahead``, 202 while a better
    voice than the plain one is at it.
    """
    page, number = _asked()
    said, rate, owners = page.script.lines[number], asked_rate(), owners_on(page)
    spoken = _spoken(said, rate, owners(said), ahead="ahead" in request.args)
    _begin(page.script.lines[number + 1 :][:AHEAD], rate, owners)
    if spoken is None:
        return make_response(jsonify(ready=False), 202, {"Retry-After": "1"})
    return jsonify(
        audio=_audio_address(page, number, rate, spoken),
        words=timed_words(said.text, said.language, spoken.speech.marks),
        duration_ms=spoken.speech.duration_ms,
        voice=spoken.engine,
    )


@speech.get("/speech/line.mp3")
def line_audio() -> AnyResponse:
    """The sound of one sentence: of a public one where it is kept for ever."""
    page, number = _asked()
    said = page.script.lines[number]
    spoken = _spoken(said, asked_rate(), owners_on(page)(said))
    assert spoken is not None
    if spoken.kept:
        answer = redirect(ADDRESS % spoken.key)
        answer.headers["Cache-Control"] = "private, no-cache"
        return answer
    return audio_response(spoken.speech.mp3, page)


def asked_rate() -> int:
    """Percent, from the address or else as the resident has chosen. Aborts with 400."""
    rate = request.args.get("rate", viewing().display.rate, int)
    if rate not in RATES:
        abort(400)
    return rate


def audio_response(mp3: bytes, page: ReadPage) -> Response:
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


def limit(rule: Rule) -> None:
    """Aborts with 429 when this address has asked too often."""
    minutes = parts().limits.minutes_to_wait(rule, request.remote_addr or "")
    if minutes:
        raise TooManyRequests(retry_after=minutes * 60)


def _asked() -> tuple[ReadPage, int]:
    """The page and the number of the sentence meant; aborts where there is none such."""
    limit(SENTENCES)
    page = read_page(request.args.get("page", ""))
    number = request.args.get("n", -1, int)
    if not 0 <= number < len(page.script.lines):
        abort(404)
    if request.args.get("version") != page.script.version:
        abort(409)
    return page, number


def _spoken(said: Line, rate: int, owner: str | None, ahead: bool = False) -> Spoken | None:
    """The sentence said, or None when it is asked for ahead and being made; aborts with 503."""
    speaker = parts().speech
    try:
        if ahead:
            return speaker.begin(said.text, said.language, rate, owner)
        only = request.args.get("voice", "")
        return speaker.say(said.text, said.language, rate, owner, PATIENCE_S, only)
    except SpeechFailed as error:
        log.warning("speech", reason=str(error))
        raise ServiceUnavailable(retry_after=TRY_AGAIN_S) from error


def _begin(lines: Iterable[Line], rate: int, owners: Callable[[Line], str | None]) -> None:
    """Have the next sentences made while this one sounds."""
    speaker = parts().speech
    if not speaker.has_neural:
        return
    for said in lines:
        try:
            speaker.begin(said.text, said.language, rate, owners(said))
        except CannotSay:
            continue
        except SpeechFailed as error:
            log.warning("speech", reason=str(error))
            return


def _audio_address(page: ReadPage, number: int, rate: int, spoken: Spoken) -> str:
    """Where everyone gets it, or this visitor from memory, in the voice its times belong to."""
    if spoken.kept:
        return ADDRESS % spoken.key
    return url_for(
        "speech.line_audio",
        page=page.address,
        n=number,
        version=page.script.version,
        rate=rate,
        voice=spoken.engine,
    )
