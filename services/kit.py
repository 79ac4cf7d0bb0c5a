"""What a service may be built from: one kit an app, handed to each service as it is opened."""

from __future__ import annotations

from dataclasses import dataclass

from services.catalogue import Catalogue
from services.clock import Clock
from services.payments import PaymentDesk
from services.providers.records import RecordsGateway
from services.providers.utility import UtilityGateway
from services.storage import Database


@dataclass(frozen=True)
class Kit:
    """Records, time, words and the outside world; ``demo`` where the district is invented."""

    db: Database
    clock: Clock
    catalogue: Catalogue
    gateway: UtilityGateway
    payments: PaymentDesk
    records: RecordsGateway
    demo: bool
