"""Commands about the trail: check it, erase what is over its time, forget a person."""

from __future__ import annotations

import click
from flask.cli import AppGroup, with_appcontext

from services.people import SignInProblem, read_phone
from services.retention import Retention, StillOpen
from services.storage.trail_check import Checked, Fault
from webapp.wiring import parts

trail = AppGroup("trail", help="Who did and saw what: check it, erase by rule.")

# More wrong lines are counted, not told.
TOLD = 20
_SAID = {
    Fault.MISSING: "is missing, and those up to the next line",
    Fault.CHANGED: "does not follow from the line before: it or that one was changed or moved",
    Fault.WORDS: "has other words than were written, or they can't be opened",
    Fault.BARE: "lost its words, and no rule took them",
    Fault.HEAD: "is not the one that was kept outside: the trail was cut short or written anew",
}


@trail.command("verify")
@with_appcontext
def verify() -> None:
    """Check every line; ends with 1 and names each that is not as it was written."""
    try:
        checked = parts().audit.verify()
    except ValueError as error:
        raise click.ClickException("the file of heads says something else than heads") from error
    click.echo(f"{checked.lines} lines; head {checked.head.number} {checked.head.hash.hex()}")
    if checked.found:
        raise click.ClickException(_told(checked))
    click.echo("Whole: nothing was changed, removed or moved.")


@trail.command("erase")
@with_appcontext
def erase() -> None:
    """Erase what is older than its time, as the worker does each night."""
    erased = Retention(parts().db, parts().clock).sweep()
    click.echo(
        f"Erased the words of {erased.lines} lines, {erased.letters} letters, {erased.cases} cases"
    )


@trail.command("forget")
@click.option("--phone", prompt=True, hide_input=True, help="asked for when it is not given")
@with_appcontext
def forget(phone: str) -> None:
    """Erase a resident who asks for it; their lines stay, and say nothing of them."""
    try:
        number = read_phone(phone)
    except SignInProblem as problem:
        raise click.ClickException("that is no mobile number") from problem
    with parts().db.read() as work:
        person = work.people.by_phone(number)
    if person is None:
        raise click.ClickException("nobody has this number")
    try:
        Retention(parts().db, parts().clock).forget(person.id)
    except StillOpen as still:
        raise click.ClickException(f"{still}: finish or withdraw them first") from still
    click.echo("Erased.")


def _told(checked: Checked) -> str:
    lines = [f"line {each.number} {_SAID[each.fault]}" for each in checked.found[:TOLD]]
    more = len(checked.found) - len(lines)
    return "\n".join([*lines, *([f"and {more} more"] if more else [])])
