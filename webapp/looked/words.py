"""What a line of the trail was about, in the words of the page."""

from __future__ import annotations

from services.looked import Told
from webapp.journeys.run import service_name
from webapp.wiring import parts


def service_words(told: Told) -> str | None:
    """The name of the service it was about, if there is still one."""
    slug = told.service
    return service_name(slug) if slug and parts().catalogue.entry(slug) else None
