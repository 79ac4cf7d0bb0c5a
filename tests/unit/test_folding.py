"""Folded templates: the same page as looking each sentence up, with values still escaped."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from babel.support import NullTranslations
from flask import Flask, g
from flask_babel import gettext
from jinja2 import DictLoader, TemplateAssertionError

from services.catalogue import Catalogue
from services.words import Money, Month, words, words_n
from webapp import folding, locales
from webapp.formatting import EnglishFormats
from webapp.locales import DEFAULT_LOCALE, LOCALES, Locale, _, register_locales, say

ENGLISH = {
    "下一步": "Next step",
    "第 %(n)s 步，共 %(total)s 步": "Step %(n)s of %(total)s",
    "已交 %(amount)s": "You paid %(amount)s",
    "您好，%(name)s": "Hello, %(name)s",
    "少于 5% <小额>": "Less than 5% <small>",
    "水费与电费": "Water & power",
}


class FewSentences(NullTranslations):
    """A catalogue held by the test."""

    def gettext(self, message: str) -> str:
        return ENGLISH.get(message, message)

    ugettext = gettext  # what Flask-Babel calls

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "%(n)s bill" if n == 1 else "%(n)s bills"


class TestLocale(Locale):
    """English with the test's own catalogue."""

    __test__ = False

    @property
    def translations(self) -> NullTranslations:
        return FewSentences()


EN = TestLocale("en", "ltr", "English", "en", "en", EnglishFormats())


def rendered(
    app: Flask, source: str, locale: Locale = EN, context: Mapping[str, object] | None = None
) -> str:
    environment = folding.environment(app, locale)
    environment.loader = DictLoader({"page.html": source})
    return environment.get_template("page.html").render(**(context or {}))


@pytest.fixture
def app() -> Flask:
    made = Flask(__name__)
    register_locales(made, Catalogue(()))
    folding.register_folding(made)
    return made


def test_a_sentence_is_text_of_the_locale_of_the_template(app: Flask) -> None:
    source = '<p>{{ _("下一步") }}</p>'
    assert rendered(app, source) == "<p>Next step</p>"
    assert rendered(app, source, DEFAULT_LOCALE) == "<p>下一步</p>"


def test_nothing_is_looked_up_when_a_page_is_rendered(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = folding.environment(app, EN)
    environment.loader = DictLoader(
        {"page.html": '{{ _("下一步") }}{{ _("已交 %(amount)s", amount=a) }}'}
    )
    template = environment.get_template("page.html")
    monkeypatch.setattr(FewSentences, "gettext", lambda self, message: pytest.fail(message))
    assert template.render(a=Money(3105)) == "Next stepYou paid ¥31.05"


@pytest.mark.parametrize(
    ("source", "context"),
    [
        ('{{ _("下一步") }}', {}),
        ('{{ _("水费与电费") }}', {}),
        ('{{ _("少于 5% <小额>") }}', {}),
        ('{{ _("第 %(n)s 步，共 %(total)s 步", n=n, total=5) }}', {"n": 1}),
        ('{{ _("已交 %(amount)s", amount=amount) }}', {"amount": Money(3105)}),
        ('{{ _("您好，%(name)s", name=name) }}', {"name": "<b>王 & 秀兰</b>"}),
        ('{{ _("目录里没有的 %(a)s", a=a) }}', {"a": words("下一步")}),
        ('{{ _("目录里没有的 %(a)s", a=a) }}', {"a": Month(2026, 10)}),
    ],
)
@pytest.mark.parametrize("locale", [DEFAULT_LOCALE, EN])
def test_folded_says_what_looking_up_says(
    app: Flask, source: str, context: Mapping[str, object], locale: Locale
) -> None:
    plain = Flask(__name__).jinja_env
    plain.globals["_"] = lambda msgid, **values: say(words(msgid, **values), locale)
    expected = plain.from_string(source).render(**context)
    assert rendered(app, source, locale, context) == expected


def test_values_are_escaped_and_so_is_the_sentence(app: Flask) -> None:
    page = rendered(app, '{{ _("您好，%(name)s", name=name) }}', context={"name": "<script>"})
    assert page == "Hello, &lt;script&gt;"
    assert rendered(app, '{{ _("少于 5% <小额>") }}') == "Less than 5% &lt;small&gt;"


def test_trans_blocks_are_folded_too(app: Flask) -> None:
    block = "{% trans name=name %}您好，{{ name }}{% endtrans %}"
    assert rendered(app, block, context={"name": "<b>"}) == "Hello, &lt;b&gt;"


@pytest.mark.parametrize(("n", "text"), [(1, "1 bill"), (3, "3 bills")])
def test_english_counts(app: Flask, n: int, text: str) -> None:
    source = '{{ ngettext("%(n)s 张账单", "%(n)s 张账单", n) }}'
    assert rendered(app, source, context={"n": n}) == text
    assert say(words_n("%(n)s 张账单", "%(n)s 张账单", n), EN) == text


def test_macros_and_parents_are_folded_in_the_same_language(app: Flask) -> None:
    environment = folding.environment(app, EN)
    environment.loader = DictLoader(
        {
            "base.html": '{{ _("下一步") }}|{% block main %}{% endblock %}',
            "parts.html": "{% macro pay(amount) %}"
            '{{ _("已交 %(amount)s", amount=amount) }}{% endmacro %}',
            "page.html": '{% extends "base.html" %}{% from "parts.html" import pay %}'
            "{% block main %}{{ pay(amount) }}{% endblock %}",
        }
    )
    page = environment.get_template("page.html").render(amount=Money(5))
    assert page == "Next step|You paid ¥0.05"


def test_a_sentence_that_is_not_a_literal_is_refused_with_the_remedy(app: Flask) -> None:
    with pytest.raises(TemplateAssertionError, match=r"\|say"):
        rendered(app, "{{ _(label) }}")


def test_filters_show_values_in_the_language_of_the_template(app: Flask) -> None:
    source = (
        "{{ fen|money }}·{{ month|month }}·{{ time|date }}·{{ time|clock }}·"
        "{{ time|moment }}·{{ 1234|number }}·{{ label|say }}"
    )
    context = {
        "fen": 3105,
        "month": Month(2026, 10),
        "time": datetime(2026, 11, 22, 1, 12, tzinfo=UTC),
        "label": words("下一步"),
    }
    assert rendered(app, source, EN, context) == (
        "¥31.05·October 2026·22 November 2026·9:12 am·22 November, 9:12 am·1,234·Next step"
    )
    assert rendered(app, source, DEFAULT_LOCALE, context) == (
        "31.05 元·2026 年 10 月·2026 年 11 月 22 日·上午 9 点 12 分·"
        "11 月 22 日 上午 9 点 12 分·1234·下一步"
    )


def test_every_locale_has_an_environment_sharing_globals(app: Flask) -> None:
    made = folding.environments(app)
    assert set(made) == set(LOCALES)
    app.jinja_env.globals["district"] = "示范区"
    assert made["en"].from_string("{{ district }}").render() == "示范区"


def test_compiled_templates_are_kept_apart_by_locale(app: Flask, tmp_path: Path) -> None:
    folding.register_folding(app, tmp_path / "compiled")
    for locale in (DEFAULT_LOCALE, EN):
        assert rendered(app, '{{ _("下一步") }}', locale) == locale.translations.gettext("下一步")
    assert len(list((tmp_path / "compiled").iterdir())) == 2


def test_python_sentences_follow_the_locale_of_the_request(app: Flask) -> None:
    assert _("下一步") == "下一步"
    with app.test_request_context():
        g.viewing = SimpleNamespace(locale=EN)
        assert _("已交 %(amount)s", amount=Money(3105)) == "You paid ¥31.05"
        assert gettext("下一步") == "Next step"
        assert locales.current_locale() is EN
