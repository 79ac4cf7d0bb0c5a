"""The clerk's side: one door, and behind it a room for each thing that clerks do."""

from __future__ import annotations

from flask import Flask

from webapp.desk.board import desk_board, moderating
from webapp.desk.calls import desk_calls
from webapp.desk.cards import desk as cards
from webapp.desk.casework import casework, deciding
from webapp.desk.counter import counter
from webapp.desk.federated import federated
from webapp.desk.followups import followups
from webapp.desk.grants import desk_grants
from webapp.desk.home import home
from webapp.desk.own import own
from webapp.desk.phrases import desk_phrases
from webapp.desk.queues import exports, queues
from webapp.desk.readings import desk as readings
from webapp.desk.setting_up import setup
from webapp.desk.signing_in import door
from webapp.desk.staff import staff
from webapp.desk.talk import desk_talk
from webapp.desk.trail import desk_trail
from webapp.desk.visit_bag import bag
from webapp.desk.visits import visits

ROOMS = (
    *(desk_board, moderating, desk_trail),
    *(door, federated, setup, home, own, cards, readings, staff),
    *(desk_calls, desk_grants, desk_talk, desk_phrases),
    *(queues, exports, casework, deciding, followups, counter),
    *(visits, bag),
)


def register_desk(app: Flask) -> None:
    """Add the addresses of clerks."""
    for room in ROOMS:
        app.register_blueprint(room)
