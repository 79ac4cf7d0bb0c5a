"""Each component does in a page what its examples say."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.page_client import PageClient
from webapp.locales import LOCALES
from webapp.pages.components import FOLDER, examples, shown


@pytest.mark.parametrize(("name", "example"), examples())
def test_a_component_shows_what_its_example_expects(
    app: Flask, name: str, example: dict[str, Any]
) -> None:
    with app.test_request_context("/"):
        html = shown(app, LOCALES["zh-Hans"], name, dict(example["params"]))
    missing = [words for words in example["expect"] if words not in html]
    assert not missing, f"{name}: {missing} not in {html}"
    if not example["expect"]:
        assert not html.strip()


def test_every_macro_file_of_the_face_has_examples() -> None:
    for name in ("icon", "choice", "crumbs", "error_summary", "field", "pane"):
        assert (FOLDER / f"{name}.examples.toml").exists()


def test_the_bench_shows_them_all_in_a_demo(client: PageClient) -> None:
    response = client.http.get("/_components")
    assert response.status_code == 200
    for name, _ in examples():
        assert f">{name}</h2>" in response.get_data(as_text=True)
