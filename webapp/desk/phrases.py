"""The sentences of 打字谈话, for editors: changed, added, taken away, in three languages."""

from __future__ import annotations

from flask import Blueprint, abort, request, url_for
from werkzeug.wrappers import Response

from services.journey import AnswerProblem
from services.staff.roles import Permission
from services.talking.phrases import ANSWERS, TOPICS, Phrase, PhraseRefused
from services.words import words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.desk.guard import clerk_here, need
from webapp.rendering import render
from webapp.wiring import parts

desk_phrases = Blueprint("desk_phrases", __name__, url_prefix="/desk/phrases")
desk_phrases.before_request(need(Permission.PHRASES))

SHELVES = {**TOPICS, ANSWERS: words("居民按的卡片")}
TAGS = ("zh-Hans", "zh-Hant", "en")
SAVED = words("存好了。窗口马上用新的。")


@desk_phrases.get("/")
def listed() -> Response:
    """The sentences of one topic, also those taken away."""
    attempt = attempt_here()
    known = attempt.typed.get("topic", [next(iter(SHELVES))])
    topic = request.args.get("topic") or known[0]
    if topic not in SHELVES:
        abort(404)
    return render(
        "pages/desk/phrases.html",
        attempt=attempt,
        topics=SHELVES,
        topic=topic,
        answers=ANSWERS,
        phrases=[each for each in parts().live.phrases.all().values() if each.topic == topic],
    )


@desk_phrases.get("/new")
def new() -> Response:
    """A form for one more sentence of a topic."""
    topic = request.args.get("topic") or next(iter(attempt_here().typed.get("topic", [])), "")
    if topic not in TOPICS:
        abort(404)
    return _form(Phrase("", topic, {}))


@desk_phrases.post("/new")
def add() -> Response:
    """Keep one more sentence."""
    typed = typed_fields()
    topic = next(iter(typed.get("topic", [])), "")
    if topic not in TOPICS:
        abort(404)
    try:
        parts().live.phrases.add(topic, _texts(typed), clerk_here().actor)
    except AnswerProblem as problem:
        return send_back(request.path, typed, {TAGS[0]: problem.words})
    return _back_to(topic)


@desk_phrases.get("/<key>")
def show(key: str) -> Response:
    """One sentence as it stands."""
    return _form(_found(key))


@desk_phrases.post("/<key>")
def change(key: str) -> Response:
    """Say it in another way, take it away, or bring it back."""
    phrase, typed = _found(key), typed_fields()
    version = request.form.get("version", -1, int)
    shown = "hidden" not in typed
    try:
        parts().live.phrases.change(key, version, _texts(typed), shown, clerk_here().actor)
    except AnswerProblem as problem:
        return send_back(request.path, typed, {TAGS[0]: problem.words})
    except PhraseRefused as refused:
        return send_back(request.path, {}, notice=refused.words)
    return _back_to(phrase.topic)


def _form(phrase: Phrase) -> Response:
    attempt = attempt_here()
    typed = {tag: (attempt.typed.get(tag) or [phrase.texts.get(tag, "")])[0] for tag in TAGS}
    return render(
        "pages/desk/phrase.html",
        attempt=attempt,
        phrase=phrase,
        topic=SHELVES[phrase.topic],
        typed=typed,
        can_hide=bool(phrase.key) and phrase.topic != ANSWERS,
        hidden="hidden" in attempt.typed if attempt.typed else not phrase.shown,
    )


def _found(key: str) -> Phrase:
    phrase = parts().live.phrases.all().get(key)
    if phrase is None:
        abort(404)
    return phrase


def _texts(typed: dict[str, list[str]]) -> dict[str, str]:
    return {tag: next(iter(typed.get(tag, [])), "") for tag in TAGS}


def _back_to(topic: str) -> Response:
    return send_back(url_for("desk_phrases.listed"), {"topic": [topic]}, notice=SAVED)
