# Every command of the project; `make help` lists them.
VENV := .venv
PYTHON := $(VENV)/bin/python
FLASK := $(VENV)/bin/flask --app wsgi
export HOST ?= 127.0.0.1
export PORT ?= 8000

.DEFAULT_GOAL := help
.PHONY: help run test check format bench conformance messages screens settings lock voices scan

help: ## list these commands
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: $(VENV)/.ready-run ## install, migrate, load the demo district and serve on HOST:PORT
	@exec $(FLASK) start

test: $(VENV)/.ready-test ## install what the tests need, Chromium included, and run them all
	$(PYTHON) -m pytest -n 2

check: $(VENV)/.ready-check ## style, types, import contracts, translations, guides, readings, file budgets
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-logo
	$(PYTHON) -m tools.readings
	$(PYTHON) -m pytest -q -n 0 tests/inventory

voices: $(VENV)/.ready-run ## say every public sentence ahead of its first listener; goes on where it stopped
	@$(FLASK) migrate
	@$(FLASK) voices

format: $(VENV)/.ready-check ## put the code into the agreed shape
	$(VENV)/bin/ruff check --fix
	$(VENV)/bin/ruff format

bench: $(VENV)/.ready-test ## speed and weight (PART=pages|search|decisions|cases|queues|accounts|speech; HEARD=60 sentences)
	$(if $(filter speech,$(or $(PART),speech)),@tools/prepare hearing)
	$(PYTHON) -m tools.bench $(PART)

conformance: $(VENV)/.ready-test ## axe over every page, view, language and state
	$(PYTHON) -m pytest -n 2 -m conformance

scan: $(VENV)/.ready-test ## a scanner over the running site, signed out and as each role (ROLE=hall for one)
	@tools/prepare scan
	$(PYTHON) -m tools.scan $(ROLE)

messages: $(VENV)/.ready-check ## bring the translation catalogues up to date with the source
	$(PYTHON) -m tools.messages

screens: $(VENV)/.ready-test ## take the pictures of the README anew
	$(PYTHON) -m tools.screens

settings: $(VENV)/.ready-run ## every setting with its default
	@$(FLASK) settings

lock: $(VENV)/.ready-check ## resolve the dependencies anew into requirements/
	$(VENV)/bin/uv pip compile -q --upgrade --universal --generate-hashes --no-header \
		--no-emit-index-url pyproject.toml -o requirements/run.txt
	$(VENV)/bin/uv pip compile -q --upgrade --universal --generate-hashes --no-header \
		--no-emit-index-url --extra test --extra voice --extra s3 -c requirements/run.txt \
		pyproject.toml -o requirements/test.txt
	for extra in voice s3 hearing; do $(VENV)/bin/uv pip compile -q --universal --generate-hashes \
		--no-header --no-emit-index-url --extra $$extra -c requirements/run.txt pyproject.toml \
		-o requirements/$$extra.txt; done
	$(VENV)/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-header --no-emit-index-url requirements/scan.in -o requirements/scan.txt

$(VENV)/.ready-run: requirements/run.txt requirements/voice.txt tools/prepare
	@tools/prepare run
	@touch $@

$(VENV)/.ready-check: requirements/test.txt tools/prepare
	@tools/prepare check
	@touch $@

$(VENV)/.ready-test: requirements/test.txt tools/prepare
	@tools/prepare test
	@touch $@
