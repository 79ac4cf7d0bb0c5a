"""Addresses as they stand on paper and in QR codes: whole, so that another machine finds them."""

from __future__ import annotations

from flask import request

from webapp.wiring import parts


def absolute(path: str) -> str:
    """``path`` (which begins with a slash) behind the site's public address.

    Without one in the settings, it is the address by which this browser came here.
    """
    site = parts().settings.public_url or request.host_url
    return site.rstrip("/") + path
