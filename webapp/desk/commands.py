"""The first operator, and sheets when nobody can get in any more: `flask staff`."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from services.actors import SYSTEM
from services.journey import AnswerProblem
from services.numbers import grouped
from services.staff.register import Refused, SetupSheet, read_number
from services.staff.roles import Role
from services.storage.clerks import NewClerk
from webapp.locales import LOCALES, say
from webapp.wiring import parts

staff = AppGroup("staff", help="Accounts of those who work at the desk.")


@staff.command("add")
@click.argument("number")
@click.argument("name")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(list(Role)))
def add(number: str, name: str, roles: tuple[str, ...]) -> None:
    """Open an account and print the code that sets it up, once."""
    try:
        new = NewClerk(read_number(number), name, frozenset(Role(role) for role in roles))
        _print(parts().staff.add(new, SYSTEM))
    except (AnswerProblem, Refused) as refused:
        raise click.ClickException(say(refused.words, LOCALES["en"])) from refused


@staff.command("sheet")
@click.argument("number")
def sheet(number: str) -> None:
    """Print a new code for an account: password and one-time codes begin anew."""
    accounts = {account.clerk.number: account for account in parts().staff.listed()}
    account = accounts.get(number)
    if account is None:
        raise click.ClickException(f"there is no clerk {number}")
    give = parts().staff.hand_sheet if account.active else parts().staff.reopen
    _print(give(account.clerk.id, SYSTEM))


def _print(made: SetupSheet) -> None:
    click.echo(f"{made.clerk.label}: open /desk/setup/ within 3 days and type {grouped(made.code)}")
