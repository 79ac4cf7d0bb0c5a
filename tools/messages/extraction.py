"""Sentences out of Python and templates, and catalogues as quiet text files: sorted, undated."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po
from jinja2 import TemplateSyntaxError

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    "words": None,
    "words_n": (1, 2),
    "_": None,
    "gettext_noop": None,
    "gettext": None,
    "ngettext": (1, 2),
}
PLURALS = {"en": "nplurals=2; plural=(n != 1);", "zh_Hant": "nplurals=1; plural=0;"}
# No dates, no names of programs: a catalogue changes only when a sentence does.
HEADER = """\
msgid ""
msgstr ""
{language}"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
{plurals}
"""


def extracted(root: Path = ROOT) -> Catalog:
    """Every marked sentence of the tree, with the comments written for translators."""
    with (root / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # untyped
    found, opened = Catalog(), [""]
    sentences = extract_from_dir(
        root,
        methods,
        options,
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        callback=lambda path, _method, _options: opened.append(path),
        strip_comment_tags=True,
        # Hidden folders hold the whole virtual environment.
        directory_filter=lambda path: not Path(path).name.startswith((".", "__")),
    )
    try:
        for _file, _line, message, comments, context in sentences:
            found.add(message, None, [], auto_comments=comments, context=context)
    except TemplateSyntaxError as error:
        error.add_note(f"in {opened[-1]}")
        raise
    return found


def merged(catalogue: Catalog, template: Catalog) -> Catalog:
    """A catalogue with exactly the sentences of the template; new ones wait empty for words."""
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def read(path: Path, language: str | None = None) -> Catalog:
    """A catalogue file."""
    with path.open("rb") as file:
        return read_po(file, locale=language)


def as_text(catalogue: Catalog, language: str | None = None) -> str:
    """The text of a .po file, or of the .pot where no language is given."""
    body = BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    named = f'"Language: {language}\\n"\n' if language else ""
    plurals = f'"Plural-Forms: {PLURALS[language]}\\n"\n' if language else ""
    return HEADER.format(language=named, plurals=plurals) + body.getvalue().decode("utf-8")
