"""Residents and clerks at the board, as tests play them."""

from __future__ import annotations

from flask import Flask

from tests.clerks import clerk_browser
from tests.page_client import PageClient
from tests.residents import Resident

FORM = "form[data-board]"
SAID = "电费单上的第二档是什么意思？"


def writes(
    resident: Resident,
    said: str = SAID,
    *,
    wish: str = "question",
    topic: str = "utilities",
    seen_by: str = "everybody",
) -> Resident:
    """Answer every page of questions, as far as the last look."""
    client = resident.client
    client.get("/board/ask/")
    given = {"wish": wish, "topic": topic, "said": said, "seen-by": seen_by}
    while not client.page.address.split("?")[0].endswith("/check"):
        here = {name: given[name] for name in given if client.page.root.select(f'[name="{name}"]')}
        before = client.page.address
        client.submit(here, form=FORM)
        assert client.page.address != before, client.page.text[:600]
    return resident


def posts(resident: Resident, said: str = SAID, **chosen: str) -> int:
    """Write and send; the number of the post."""
    writes(resident, said, **chosen)
    resident.client.submit(form=FORM)
    return int(resident.page.address.split("?")[0].rstrip("/").rpartition("/")[2])


def editor(app: Flask) -> PageClient:
    """A clerk who looks after the board."""
    return clerk_browser(app, "editor")


def takes(clerk: PageClient, number: int, seen_by: str = "everybody", **more: str) -> PageClient:
    """Take a post and give it to a department."""
    clerk.get(f"/desk/board/{number}/")
    clerk.submit({"seen-by": seen_by, **more}, form="form[data-accept]")
    return clerk


def answers(clerk: PageClient, number: int, text: str) -> PageClient:
    """Send an answer."""
    clerk.get(f"/desk/board/{number}/")
    clerk.submit({"answer": text}, form="form[data-answer]")
    return clerk


def answered(
    app: Flask, resident: Resident, said: str = SAID, answer: str = "是用得多的那部分。"
) -> int:
    """A post that everybody may read, with its answer."""
    number = posts(resident, said)
    answers(takes(editor(app), number), number, answer)
    return number
