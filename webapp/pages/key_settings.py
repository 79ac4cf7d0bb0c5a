"""A resident's own keys: changed, switched off, put back; two actions never share one."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, make_response, redirect, request
from werkzeug.wrappers import Response

from a11y.keys import ACTIONS, HOLDS, KEYS, OFF, KeyMap
from a11y.msgids import gettext_noop
from services.words import Words, words
from webapp.attempts import attempt_here, send_back, typed_fields
from webapp.rendering import render
from webapp.viewing import stick, viewing

pages = Blueprint("key_settings", __name__)
ADDRESS = "/settings/keys/"
STATES = (("on", gettext_noop("开着")), ("off", gettext_noop("全部关掉")))
LABELS = {action.name: Words(action.label) for action in ACTIONS}


@dataclass(frozen=True)
class Chosen:
    """What stands in the form: state and hold as values, key (or OFF) by name of action."""

    state: str
    hold: str
    keys: dict[str, str]


@pages.get(ADDRESS)
def settings() -> Response:
    """The form, filled with what was refused, else with the keys in use."""
    attempt, kept = attempt_here(), viewing().keys
    typed = {name: values[0] for name, values in attempt.typed.items()}
    chosen = _chosen(typed, kept)
    return render(
        "pages/keys.html",
        attempt=attempt,
        saved="saved" in request.args,
        chosen=Chosen("on" if chosen.on else "off", chosen.hold, chosen.by_action),
        states=STATES,
        holds=[(hold.value, hold.label) for hold in HOLDS],
        actions=ACTIONS,
        offered=KEYS,
        off=OFF,
    )


@pages.post(ADDRESS)
def save() -> Response:
    """Keep the keys; two actions with one key are refused, what does not exist is passed over."""
    response = make_response(redirect(f"{ADDRESS}?saved=1", 303))
    if "reset" in request.form:
        response.delete_cookie("keys")
        return response
    chosen = _chosen(request.form, viewing().keys)
    clashes = {name: _problem(chosen, name, other) for name, other in chosen.conflicts().items()}
    if clashes:
        return send_back(ADDRESS, typed_fields(), clashes)
    stick(response, "keys", chosen.to_cookie())
    return response


def _chosen(sent: dict[str, str], kept: KeyMap) -> KeyMap:
    hold = sent.get("hold")
    changed = kept.changed(sent)
    return KeyMap(
        on=sent.get("state", "on" if kept.on else "off") != "off",
        hold=hold if hold in {each.value for each in HOLDS} else kept.hold,
        keys=changed.keys,
    )


def _problem(chosen: KeyMap, name: str, other: str) -> Words:
    return words(
        "“%(action)s”和“%(other)s”用了同一个键 %(key)s。请给其中一个换一个键，或者选“不用”。",
        action=LABELS[name],
        other=LABELS[other],
        key=chosen.by_action[name],
    )
