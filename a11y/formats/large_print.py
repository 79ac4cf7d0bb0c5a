"""A sheet of facts → large print: a tagged PDF whose page of each item is known.

Clear Print (UKAAF): 18 points or more, line space 1.5 or more, left aligned, no italics, page
numbers always in the same place. Tags, title and language by PDF/UA-1 (ISO 14289-1).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from a11y.formats.sheet import Item, Sheet
from a11y.msgids import gettext_noop

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.urls import URLFetcherResponse

# Raised when what a PDF looks like changes, so that kept ones are made anew.
LAYOUT = 1
VARIANT = "pdf/ua-1"
FONT_ADDRESS = "edition:font"
# A4 less its margins is 174 mm: 27 hanzi of 18 points, 20 of 24.
STYLE = """
@font-face{{font-family:sheet;src:url({font})}}
@page{{size:A4;margin:30mm 18mm 28mm;
@top-left{{content:{header};font:{points}pt/1.4 sheet;border-bottom:1pt solid #000;width:100%;
vertical-align:bottom;padding-bottom:2mm;margin-bottom:6mm}}
@bottom-left{{content:{footer};font:{points}pt/1.4 sheet;width:100%}}}}
html{{font:{points}pt/1.6 sheet;color:#000;text-align:left;overflow-wrap:anywhere}}
:lang(en){{font-variant-east-asian:proportional-width}}
h1,h2{{font-weight:normal}}
h1{{font-size:1.6em;line-height:1.4;margin:0 0 .4em}}
h2{{font-size:1.25em;line-height:1.4;margin:1.2em 0 .5em;break-after:avoid;
border-bottom:1pt solid #000}}
body{{margin:0}}
p{{margin:0 0 .6em}}
ul{{list-style:none;margin:0;padding:0}}
li{{margin:0 0 .6em;orphans:2;widows:2}}
a{{color:#000}}
img{{width:4cm}}
.way{{break-inside:avoid;margin-top:1.2em}}
"""


class PrintMissing(Exception):
    """The system has no pango, without which no PDF can be set."""


@dataclass(frozen=True)
class PrintWords:
    """What large print adds to a sheet. The web layer gives it in the language of the sheet."""

    service: str
    page: str
    note: str
    qr: str
    address: str


CHINESE = PrintWords(
    service=gettext_noop("暖窗"),
    page=gettext_noop("第 %(page)s 页，共 %(pages)s 页"),
    note=gettext_noop("每条前面都有号码。打电话来问，说出号码就行。"),
    qr=gettext_noop("二维码，用手机扫一扫，打开“%(service)s”这一页"),
    address=gettext_noop("网址："),
)


@dataclass(frozen=True)
class LargePrint:
    """The file, and on which of its pages (from 1) each item begins, by the item's number."""

    pdf: bytes
    pages: Mapping[str, int]


def large_print(
    sheet: Sheet, points: int, language: str, words: PrintWords = CHINESE, qr: str = ""
) -> LargePrint:
    """The sheet in letters of ``points`` points. ``language`` is a BCP 47 tag, ``qr`` an SVG file.

    Raises PrintMissing where the system lacks pango.
    """
    try:
        from weasyprint import CSS, HTML
        from weasyprint.text.fonts import FontConfiguration

        from a11y.formats.pdf_finish import finish
    except OSError as error:
        raise PrintMissing(str(error)) from error
    fonts = FontConfiguration()
    style = CSS(string=_style(sheet, points, words), font_config=fonts, url_fetcher=_only_ours)
    html = HTML(string=_html(sheet, language, words, qr), url_fetcher=_only_ours)
    document = html.render(stylesheets=[style], font_config=fonts, pdf_variant=VARIANT)
    pdf = document.write_pdf(pdf_variant=VARIANT, finisher=finish)
    return LargePrint(pdf, _pages(document))


def _style(sheet: Sheet, points: int, words: PrintWords) -> str:
    footer = _css(words.page)
    for name, counter in (("page", "page"), ("pages", "pages")):
        footer = footer.replace(f"%({name})s", f'" counter({counter}) "')
    header = _css(f"{words.service} · {sheet.title}")
    return STYLE.format(font=FONT_ADDRESS, points=points, header=header, footer=footer)


def _css(text: str) -> str:
    """Text as a CSS string: whatever could end it is written as an escape."""
    return (
        '"'
        + "".join(c if c.isalnum() or c in " %()，。· " else f"\\{ord(c):x} " for c in text)
        + '"'
    )


def _html(sheet: Sheet, language: str, words: PrintWords, qr: str) -> str:
    title = escape(sheet.title)
    picture = ""
    if qr:
        alt = escape(words.qr % {"service": sheet.title})
        source = b64encode(qr.encode()).decode()
        picture = f'<p><img src="data:image/svg+xml;base64,{source}" alt="{alt}"></p>'
    address = escape(sheet.address)
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        f"<title>{title}</title></head><body><h1>{title}</h1><p>{escape(sheet.summary)}</p>"
        f"<p>{escape(words.note)}</p>{''.join(_items(sheet.items()))}"
        f'<div class="way">{picture}<p>{escape(words.address)} '
        f'<a href="{address}">{address}</a></p></div></body></html>'
    )


def _items(items: tuple[Item, ...]) -> Iterator[str]:
    for is_heading, run in groupby(items, key=lambda item: item.is_heading):
        if is_heading:
            for item in run:
                yield f'<h2 id="{item.number}">{item.number}. {escape(item.text)}</h2>'
        else:
            points = "".join(
                f'<li id="{item.number}">{item.number}. {escape(item.text)}</li>' for item in run
            )
            yield f"<ul>{points}</ul>"


def _only_ours(address: str) -> URLFetcherResponse:
    """The font, and pictures that stand in the address itself. Raises ValueError for all else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from a11y.formats.print_font import print_font

    if address == FONT_ADDRESS:
        return URLFetcherResponse(address, print_font(), {"Content-Type": "font/otf"})
    return URLFetcher(allowed_protocols=("data",)).fetch(address)


def _pages(document: Document) -> dict[str, int]:
    return {
        number: place for place, page in enumerate(document.pages, 1) for number in page.anchors
    }
