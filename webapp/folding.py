"""Folding: every literal sentence of a template becomes text of one locale when it is compiled.

Looking 150 sentences up at each request costs thirteen times the page; folded, they cost nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, MutableMapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from jinja2 import (
    FileSystemBytecodeCache,
    Template,
    TemplateAssertionError,
    nodes,
    pass_environment,
)
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from services.words import Money, Month, Words
from webapp import formatting, locales
from webapp.catalogues import catalogue_path
from webapp.locales import DEFAULT_LOCALE, LOCALES, Locale, say, shown

SENTENCE = "_"  # as people write it: % is only special when values follow
BLOCK = {"gettext", "ngettext"}  # as {% trans %} is parsed: % is always doubled


class FoldedTemplate(Template):
    """A template whose macros are loaded once: nobody gives globals to one template only."""

    def _get_default_module(self, ctx: Any = None) -> Any:
        # Jinja compares all globals at each import, which costs a fifth of a page.
        return super()._get_default_module()


class FoldingEnvironment(Environment):
    """A Jinja environment for the templates of one locale."""

    template_class = FoldedTemplate
    locale: Locale = DEFAULT_LOCALE

    def make_globals(self, given: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals themselves: Jinja's chain of maps is copied key by key for each context."""
        return self.globals if not given else super().make_globals(given)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        autoescape = self.autoescape(name) if callable(self.autoescape) else self.autoescape
        folded: nodes.Template = Folder(self.locale, autoescape, name).visit(template)
        folded.set_environment(self)
        return folded


class Folder(NodeTransformer):
    """Replaces calls for a sentence by the sentence, ready in the language of the template."""

    def __init__(self, locale: Locale, autoescape: bool, name: str | None) -> None:
        self.locale, self.autoescape, self.name = locale, autoescape, name

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """A folded call. Raises TemplateAssertionError where the sentence is not a literal."""
        self.generic_visit(node)
        called = node.node.name if isinstance(node.node, nodes.Name) else None
        if called != SENTENCE and called not in BLOCK:
            return node
        folded = self._plural(node) if called == "ngettext" else self._single(node)
        values = [nodes.Pair(nodes.Const(given.key), _shown(given.value)) for given in node.kwargs]
        if called == "ngettext":
            values += [nodes.Pair(nodes.Const(key), node.args[2]) for key in ("n", "num")]
        if values or called in BLOCK:
            folded = nodes.Mod(folded, nodes.Dict(values))
        return folded.set_lineno(node.lineno)

    def _single(self, node: nodes.Call) -> nodes.Expr:
        (msgid,) = self._literals(node, 1)
        return self._constant(self.locale.translations.gettext(msgid))

    def _plural(self, node: nodes.Call) -> nodes.Expr:
        """The forms differ only where the number is one: true of English and of Chinese."""
        singular, plural = self._literals(node, 2)
        one, many = (self.locale.translations.ngettext(singular, plural, n) for n in (1, 2))
        if one == many:
            return self._constant(one)
        is_one = nodes.Compare(node.args[2], [nodes.Operand("eq", nodes.Const(1))])
        return nodes.CondExpr(is_one, self._constant(one), self._constant(many))

    def _literals(self, node: nodes.Call, count: int) -> list[str]:
        found = [arg.value for arg in node.args[:count] if isinstance(arg, nodes.Const)]
        if len(found) < count:
            raise TemplateAssertionError(
                "_() needs a literal sentence; for Words from Python write {{ words|say }}",
                node.lineno,
                self.name,
            )
        return found

    def _constant(self, text: str) -> nodes.Expr:
        """Catalogues hold plain text: it is escaped here, once, instead of at each request."""
        return nodes.Const(escape(text) if self.autoescape else text)


def _shown(value: nodes.Expr) -> nodes.Expr:
    if isinstance(value, nodes.Const):
        return value
    return nodes.Filter(value, "shown", [], [], None, None)


@pass_environment
def shown_filter(environment: FoldingEnvironment, value: Any) -> Any:
    """A value inside a sentence, as ``webapp.locales.shown``."""
    return shown(value, environment.locale)


@pass_environment
def say_filter(environment: FoldingEnvironment, said: Words | str | None) -> str:
    """``{{ question.label|say }}``: Words, or a marked label of a11y, as text."""
    if said is None or said == "" or isinstance(said, Markup):
        return said or ""
    return say(said, environment.locale)


@pass_environment
def money_filter(environment: FoldingEnvironment, amount: Money | int) -> str:
    """``{{ bill.amount_fen|money }}``: fen, or Money."""
    money = amount if isinstance(amount, Money) else Money(amount)
    return environment.locale.formats.money(money)


@pass_environment
def month_filter(environment: FoldingEnvironment, month: Month | date) -> str:
    """``{{ bill.month|month }}``."""
    month = month if isinstance(month, Month) else Month(month.year, month.month)
    return environment.locale.formats.month(month)


@pass_environment
def date_filter(environment: FoldingEnvironment, day: date) -> str:
    """``{{ bill.due|date }}``; the day of a moment is its day in the district."""
    day = formatting.district_time(day) if isinstance(day, datetime) else day
    return environment.locale.formats.date(day)


@pass_environment
def clock_filter(environment: FoldingEnvironment, time: datetime) -> str:
    """``{{ receipt.paid_at|clock }}``."""
    return environment.locale.formats.clock(formatting.district_time(time))


@pass_environment
def moment_filter(environment: FoldingEnvironment, time: datetime) -> str:
    """``{{ case.changed_at|moment }}``: day and clock."""
    return environment.locale.formats.moment(formatting.district_time(time))


@pass_environment
def number_filter(environment: FoldingEnvironment, value: int | Decimal) -> str:
    """``{{ bill.usage|number }}``."""
    return environment.locale.formats.number(value)


@pass_environment
def listed_filter(environment: FoldingEnvironment, names: Sequence[str]) -> str:
    """``{{ services|listed }}``: names in a row, as one says them."""
    return environment.locale.formats.listed(names)


FILTERS: dict[str, Callable[..., Any]] = {
    "shown": shown_filter,
    "say": say_filter,
    "money": money_filter,
    "month": month_filter,
    "date": date_filter,
    "clock": clock_filter,
    "moment": moment_filter,
    "number": number_filter,
    "listed": listed_filter,
}


def register_folding(app: Flask, compiled: Path | None = None) -> None:
    """Makes the templates of an app folded ones; to be called before ``app.jinja_env`` is used.

    ``compiled`` is a folder that keeps compiled templates, so that a first page after a start is
    not twelve times slower than the next.
    """
    app.jinja_environment = FoldingEnvironment
    app.jinja_env.add_extension("jinja2.ext.i18n")  # reads {% trans %}; its calls are folded away
    app.jinja_env.newstyle_gettext = True  # type: ignore[attr-defined]  # set by the extension
    app.jinja_env.filters.update(FILTERS)
    app.extensions["folded"] = {}
    app.config["FOLDED_TEMPLATES"] = compiled


def environments(app: Flask) -> dict[str, FoldingEnvironment]:
    """One environment per locale tag: shared loader, filters and globals, templates of its own."""
    return {tag: environment(app, locale) for tag, locale in LOCALES.items()}


def environment(app: Flask, locale: Locale) -> FoldingEnvironment:
    """The environment of one locale, made when first asked for."""
    made: dict[Locale, FoldingEnvironment] = app.extensions["folded"]
    if locale not in made:
        own = app.jinja_env.overlay(bytecode_cache=_bytecode_cache(app, locale))
        assert isinstance(own, FoldingEnvironment)
        own.locale = locale
        made[locale] = own
    return made[locale]


def _bytecode_cache(app: Flask, locale: Locale) -> FileSystemBytecodeCache | None:
    """Compiled templates of one locale; named by all they were made from besides their source."""
    folder: Path | None = app.config["FOLDED_TEMPLATES"]
    if folder is None:
        return None
    folder.mkdir(parents=True, exist_ok=True)
    catalogue = catalogue_path(locale.catalogue)
    made_from = [Path(module.__file__ or "") for module in (formatting, locales)] + [Path(__file__)]
    digest = hashlib.sha256()
    for path in [*made_from, *([catalogue] if catalogue.exists() else [])]:
        digest.update(path.read_bytes())
    return FileSystemBytecodeCache(str(folder), f"%s.{locale.tag}.{digest.hexdigest()[:12]}")
