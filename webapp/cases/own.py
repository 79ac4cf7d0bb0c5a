"""A case of the resident who asks: somebody else's looks as if it did not exist."""

from __future__ import annotations

from dataclasses import replace

from flask import abort

from services.cases import deputy_of
from services.deeds import Deed
from services.receipts import Fact, Receipt
from services.storage.cases import Case
from services.words import words
from webapp.looking import note_look
from webapp.visitors import Visitor, current_visitor
from webapp.wiring import parts


def my_case(reference: str) -> tuple[Case, Visitor]:
    """The case and its owner; 404 for anybody else."""
    visitor = current_visitor()
    case = parts().cases.find(reference, visitor.applicant) if visitor else None
    if visitor is None or case is None:
        abort(404)
    note_look(Deed.CASE_SEEN, case.reference)
    return case, visitor


def receipt_of(case: Case) -> Receipt:
    """How a case stands now; who opened it in the resident's place is its first line."""
    receipt, deputy = parts().services[case.service].receipt(case), deputy_of(case)
    if deputy is None:
        return receipt
    return replace(receipt, facts=(Fact(words("谁替您办的"), deputy.actor.name), *receipt.facts))
