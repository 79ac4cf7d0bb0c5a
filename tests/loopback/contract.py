"""docs/utility-gateway.openapi.yaml as a judge of what goes over the wire."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import yaml
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.loopback.server import Asked

CONTRACT = Path(__file__).parents[2] / "docs" / "utility-gateway.openapi.yaml"
_URI = "urn:utility-gateway"


@cache
def document() -> dict[str, Any]:
    """The contract, parsed."""
    return dict(yaml.safe_load(CONTRACT.read_text(encoding="utf-8")))


@cache
def _registry() -> Registry[Any]:
    empty: Registry[Any] = Registry()
    contract: Registry[Any] = empty.with_resource(
        _URI, Resource.from_contents(document(), DRAFT202012)
    )
    return contract


def operation(method: str, path: str) -> dict[str, Any] | None:
    """The operation a request is for (path without the server's prefix), if there is one."""
    for template, methods in document()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            found: dict[str, Any] | None = methods.get(method.lower())
            return found
    return None


def request_faults(asked: Asked, path: str, found: dict[str, Any]) -> list[str]:
    """What in a request is against the contract."""
    faults = []
    query = parse_qs(asked.query)
    for parameter in map(_resolve, found.get("parameters", [])):
        given = {
            "query": query.get(parameter["name"], [None])[0],
            "header": asked.headers.get(parameter["name"].lower()),
            "path": path.rsplit("/", 1)[-1],
        }[parameter["in"]]
        if given is None:
            faults.append(f"{parameter['name']} is missing")
        else:
            faults += _faults(parameter["schema"], given)
    if "requestBody" in found:
        faults += _body_faults(found["requestBody"], asked.body)
    return faults


def answer_faults(found: dict[str, Any], status: int, body: bytes) -> list[str]:
    """What in an answer is against the contract."""
    responses = found["responses"]
    return _body_faults(_resolve(responses.get(str(status), responses["default"])), body)


def _body_faults(described: dict[str, Any], body: bytes) -> list[str]:
    (media,) = described["content"].values()
    try:
        return _faults(media["schema"], json.loads(body))
    except ValueError:
        return ["not JSON"]


def _faults(schema: dict[str, Any], value: Any) -> list[str]:
    if "$ref" in schema:
        schema = {**schema, "$ref": _URI + schema["$ref"]}
    validator = OAS31Validator(schema, registry=_registry(), format_checker=oas31_format_checker)
    return [str(fault.message) for fault in validator.iter_errors(value)]


def _resolve(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    found: Any = document()
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return dict(found)
