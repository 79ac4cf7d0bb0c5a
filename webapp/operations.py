"""For those who run the site: alive, ready, and how much of everything."""

from __future__ import annotations

from flask import Blueprint, Flask
from werkzeug.wrappers import Response

from services.storage.errors import StorageUnavailable
from webapp.wiring import parts

operations = Blueprint("operations", __name__)


@operations.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return Response("ok\n", mimetype="text/plain")


@operations.get("/readyz")
def readyz() -> Response:
    """The records can be read: this machine may get visitors."""
    try:
        parts().cases.count()
    except StorageUnavailable:
        return Response("records unavailable\n", 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@operations.get("/metrics")
def metrics() -> Response:
    """Counts in the text form that Prometheus reads; nothing about anybody."""
    lines = [
        "# TYPE nuanchuang_cases gauge",
        f"nuanchuang_cases {parts().cases.count()}",
        "# TYPE nuanchuang_outbox_waiting gauge",
        f"nuanchuang_outbox_waiting {parts().outbox.waiting()}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def register_operations(app: Flask) -> None:
    """Add the addresses that machines ask."""
    app.register_blueprint(operations)
