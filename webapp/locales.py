"""Locales: which languages there are, and how words become text in the one being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from babel.support import NullTranslations
from flask import Flask, g, has_app_context
from flask_babel import Babel, Domain

from services.catalogue import Catalogue
from services.words import Day, Money, Month, Value, Words, words
from webapp.catalogues import SOURCE, catalogue, guide_sentences
from webapp.formatting import ChineseFormats, EnglishFormats, Formats, district_time


@dataclass(frozen=True)
class Locale:
    """One language of the site.

    ``tag`` is its name in addresses, cookies and ``<html lang>``; ``catalogue`` its name in Babel;
    ``spoken`` the ISO 639-3 or 639-1 code of the voice that reads it.
    """

    tag: str
    direction: str
    own_name: str
    catalogue: str
    spoken: str
    formats: Formats

    @property
    def translations(self) -> NullTranslations:
        """The sentences of this language."""
        return catalogue(self.catalogue)


DEFAULT_LOCALE = Locale("zh-Hans", "ltr", "简体中文", SOURCE, "cmn", ChineseFormats())
LOCALES: dict[str, Locale] = {
    locale.tag: locale
    for locale in (
        DEFAULT_LOCALE,
        Locale("zh-Hant", "ltr", "繁體中文", "zh_Hant", "cmn", ChineseFormats(hour="點")),
        Locale("en", "ltr", "English", "en", "en", EnglishFormats()),
    )
}


class OneCatalogue(Domain):  # type: ignore[misc]  # Flask-Babel ships no types
    """Flask-Babel's domain, made to read the catalogues that the rest of the program reads.

    Flask-Babel would load .mo files from disk itself; so ``flask_babel.gettext``, ``lazy_gettext``
    and the forms library see the same sentences as ``_``, ``say`` and the folded templates.
    """

    def get_translations(self) -> NullTranslations:
        return current_locale().translations


def register_locales(app: Flask, guides: Catalogue) -> None:
    """Tells Flask-Babel the locale and time zone of a request; called once by create_app.

    The sentences of the guides' own questions join those of the catalogues.
    """
    babel = Babel(configure_jinja=False)
    babel.init_app(
        app,
        default_locale=SOURCE,
        default_timezone="Asia/Shanghai",
        locale_selector=lambda: current_locale().catalogue,
    )
    babel.domain_instance = OneCatalogue()
    for locale in LOCALES.values():
        catalogue(locale.catalogue)
        if guide_sentences(locale.catalogue).learn(guides.sentences(locale.tag)):
            _say.cache_clear()


def current_locale() -> Locale:
    """The locale of the request; the source language where there is none (commands, workers)."""
    viewing = g.get("viewing") if has_app_context() else None
    return viewing.locale if viewing else DEFAULT_LOCALE


def _(msgid: str, /, **values: Value) -> str:
    """A literal sentence in the language of the request; values as in ``words``."""
    return say(words(msgid, **values))


def say(said: Words | str, locale: Locale | None = None) -> str:
    """Words as text of a locale, by default the one of the request.

    A plain string is taken for a source sentence (labels in a11y), so never pass what a resident
    typed: that needs no translation and is shown as it is.
    """
    return _say(said, locale or current_locale())


@lru_cache(maxsize=4096)
def _say(said: Words | str, locale: Locale) -> str:
    if isinstance(said, str):
        return locale.translations.gettext(said)
    if said.plural is None or said.count is None:
        text = locale.translations.gettext(said.msgid)
    else:
        text = locale.translations.ngettext(said.msgid, said.plural, said.count)
    return text % shown_values(dict(said.values), locale) if said.values else text


def shown_values(values: Mapping[str, Any], locale: Locale) -> dict[str, Any]:
    """Values of a sentence as they are shown inside it."""
    return {name: shown(value, locale) for name, value in values.items()}


def shown(value: Any, locale: Locale) -> Any:
    """One value as a locale shows it; text and whole numbers stay as they are."""
    match value:
        case Words():
            return _say(value, locale)
        case Money():
            return locale.formats.money(value)
        case Month():
            return locale.formats.month(value)
        case Day():
            return locale.formats.day(value.date)
        case datetime():  # before date, which it also is
            return locale.formats.moment(district_time(value))
        case date():
            return locale.formats.date(value)
        case time():
            return locale.formats.clock(value)
    return value
