"""Clerks at a browser: signed in as one of each role, or as one made for a test."""

from __future__ import annotations

import secrets

from flask import Flask

from services.staff.roles import Role
from services.storage.clerks import NewClerk
from tests.page_client import PageClient, browser_of
from webapp.desk.guard import COOKIE
from webapp.wiring import parts

DESK_SIGN_IN = "/desk/sign-in/"


def signs_in_as(client: PageClient, role: str) -> PageClient:
    """Press the button of the invented clerk of a role, as a clerk of the demo does."""
    client.get(DESK_SIGN_IN)
    client.press(client.page.root.one(f'[data-demo-clerk="{role}"]'))
    return client


def opens_at_desk(client: PageClient, address: str, role: str) -> PageClient:
    """Open a page of the desk; where it asks who that is, be the invented clerk of a role."""
    client.get(address)
    for button in client.page.root.select(f'[data-demo-clerk="{role}"]'):
        client.press(button)
    return client


def clerk_browser(app: Flask, role: str) -> PageClient:
    """A browser of its own in which a clerk of this role is signed in."""
    return signs_in_as(browser_of(app), role)


def clerk_id(app: Flask, role: str) -> int:
    """The id of the invented clerk of a role."""
    with parts(app).db.read() as work:
        account = work.clerks.by_demo_key(role)
    assert account is not None
    return account.clerk.id


def new_clerk(
    app: Flask, *roles: str, number: str = "3001", id_number: str | None = None
) -> PageClient:
    """A browser in which a new clerk is signed in: of several roles, or with an ID number."""
    held, now = frozenset(Role(role) for role in roles), parts(app).clock.now()
    with parts(app).db.write() as work:
        made = work.clerks.add(NewClerk(number, "丁一", held, id_number), now)
    assert made is not None
    client = browser_of(app)
    is_let_in(client, made)
    return client


def is_let_in(client: PageClient, clerk: int) -> None:
    """Give this browser a session of a clerk, without the way through the door."""
    joined, token = parts(client.http.application), secrets.token_urlsafe(24)
    with joined.db.write() as work:
        work.clerk_sessions.start(token, clerk, joined.clock.now())
    client.http.set_cookie(COOKIE, token)


def closes_account(app: Flask, clerk: int) -> None:
    """Somebody of the administration closes an account, at this moment."""
    with parts(app).db.write() as work:
        work.clerks.set_active(clerk, active=False)
