"""Every service of the catalogue is finished in every view, signed in or not; nothing twice."""

from __future__ import annotations

import pytest

from services.catalogue import load_catalogue
from tests.residents import LANGUAGES, VIEWS, Resident

SLUGS = [entry.slug for entry in load_catalogue().entries]


@pytest.mark.parametrize(
    ("backend", "view"),
    [*(("sqlite", view) for view in VIEWS), ("postgresql", "elder")],
    indirect=["backend"],
)
@pytest.mark.parametrize("service", SLUGS)
def test_a_service_is_finished_without_signing_in(
    resident: Resident, service: str, view: str
) -> None:
    resident.in_view(view).finishes(service)
    reference = resident.keeps_receipt()
    resident.client.get("/cases/")
    resident.sees(resident.page.h1)
    assert resident.page.root.select(f'a[href="/cases/{"".join(reference.split())}/"]')


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("language", LANGUAGES[1:])
@pytest.mark.parametrize("service", SLUGS)
def test_a_service_is_finished_in_other_languages(
    resident: Resident, service: str, language: str
) -> None:
    resident.in_view("elder").in_language(language).signs_in("wheelchair").finishes(service)
    assert resident.keeps_receipt()
