"""Catalogues: read from the machine form where it is fresh, else from the written one."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from webapp import catalogues

PO = """\
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "下一步"
msgstr "{next}"

msgid "%(n)s 张账单"
msgid_plural "%(n)s 张账单"
msgstr[0] "%(n)s bill"
msgstr[1] "%(n)s bills"
"""


@pytest.fixture
def po(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An English catalogue of its own."""
    monkeypatch.setattr(catalogues, "TRANSLATIONS", tmp_path)
    path = catalogues.catalogue_path("en")
    path.parent.mkdir(parents=True)
    path.write_text(PO.format(next="Next"), "utf-8")
    catalogues.catalogue.cache_clear()
    yield path
    catalogues.catalogue.cache_clear()


def test_the_written_catalogue_is_enough(po: Path) -> None:
    english = catalogues.catalogue("en")
    assert english.gettext("下一步") == "Next"
    assert english.ngettext("%(n)s 张账单", "%(n)s 张账单", 1) == "%(n)s bill"
    assert english.ngettext("%(n)s 张账单", "%(n)s 张账单", 2) == "%(n)s bills"


def test_a_sentence_without_translation_is_still_a_sentence(po: Path) -> None:
    assert catalogues.catalogue("en").gettext("还没有译") == "还没有译"
    assert catalogues.catalogue(catalogues.SOURCE).gettext("下一步") == "下一步"


@pytest.mark.parametrize(("older", "shown"), [(False, "Next"), (True, "Onward")])
def test_an_old_machine_form_is_passed_over(po: Path, older: bool, shown: str) -> None:
    mo = po.with_suffix(".mo")
    mo.write_bytes(catalogues.compiled(po))
    po.write_text(PO.format(next="Onward"), "utf-8")
    written = po.stat().st_mtime
    os.utime(mo, (written, written - 60 if older else written + 60))
    assert catalogues.catalogue("en").gettext("下一步") == shown
