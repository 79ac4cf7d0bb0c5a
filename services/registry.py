"""Services by slug: each is opened when it is first asked for, by the module its entry names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from services.catalogue import Catalogue
from services.journey import Service
from services.kit import Kit


class Registry(Mapping[str, Service]):
    """The services of a catalogue. A rule engine is loaded only by the first who needs it."""

    def __init__(self, catalogue: Catalogue, kit: Kit) -> None:
        self._entries = {entry.slug: entry for entry in catalogue.entries}
        self._kit = kit
        self._open: dict[str, Service] = {}

    def __getitem__(self, slug: str) -> Service:
        """The service called ``slug``. Raises KeyError; ImportError when its module is missing."""
        if slug not in self._open:
            entry = self._entries[slug]
            module = import_module(entry.particulars.module)
            # Two threads may both open one: the first kept is the one that both get.
            self._open.setdefault(slug, module.open_service(entry, self._kit))
        return self._open[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, slug: object) -> bool:
        return slug in self._entries
