"""What the editions of one thing share: sheet, language, who may have it, names of files."""

from __future__ import annotations

from dataclasses import dataclass

from a11y.formats.sheet import Sheet


@dataclass(frozen=True)
class Subject:
    """A guide, or a case of the resident who asks.

    ``base`` is the path its page and its editions lie under, ``name`` begins the names of files,
    ``text_file`` is what its plain text is called. ``qr`` is an SVG file with the code that opens
    the page. A subject that is not ``public`` never touches the disk and is kept by no browser.
    """

    sheet: Sheet
    language: str
    public: bool
    base: str
    name: str
    text_file: str
    qr: str
