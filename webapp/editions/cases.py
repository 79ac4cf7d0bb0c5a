"""Editions of a receipt or a decision, for its owner only: made when asked for, kept nowhere."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response

from services.qr import qr_picture, svg_file
from webapp.cases.own import my_case, receipt_of
from webapp.editions.case_sheet import case_sheet
from webapp.editions.making import MAKERS, text_file
from webapp.editions.sending import edition, sent
from webapp.editions.subject import Subject
from webapp.viewing import viewing
from webapp.wiring import parts

cases = Blueprint("case_editions", __name__, url_prefix="/cases/<reference>")


@cases.get("/receipt.txt")
def as_text(reference: str) -> Response:
    """The receipt as plain text, every point numbered."""
    subject = _subject(reference)
    return sent(subject, text_file(subject, 0))


def _as_file(reference: str, file: str) -> Response:
    return edition(_subject(reference), file)


for _file in MAKERS:
    cases.add_url_rule(f"/{_file}", _file.replace(".", "-"), partial(_as_file, file=_file))


def _subject(reference: str) -> Subject:
    """The case as its page shows it; 404 for anybody but its owner."""
    case, _visitor = my_case(reference)
    sheet = case_sheet(receipt_of(case), parts().stories.of(case))
    return Subject(
        sheet=sheet,
        language=viewing().locale.tag,
        public=False,
        base=f"/cases/{case.reference}/",
        name=case.reference,
        text_file="receipt.txt",
        qr=svg_file(qr_picture(sheet.address)),
    )
