# The few verbs of this project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501

.PHONY: help run test check format bench bench-scale drill clean

help:  ## list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/:/' | sort

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.develops: requirements-dev.txt requirements-postgres.txt requirements-ray.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@ $(VENV)/.runs

run: $(VENV)/.runs  ## serve the app with the sample programme (PORT=8501)
	$(BIN)/python -m session_finder serve --port $(PORT)

test: $(VENV)/.develops  ## run every test, browser included
	@sh tests/browser/ensure_chromium.sh
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m pytest

check: $(VENV)/.develops  ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.develops  ## format the code
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

$(VENV)/.measures: requirements-bench.txt requirements-dev.txt requirements-postgres.txt requirements-ray.txt requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@ $(VENV)/.develops $(VENV)/.runs

bench: $(VENV)/.measures  ## measure, into benchmarks/RESULTS.md (needs ../shared; about half an hour)
	$(BIN)/python -m benchmarks

bench-scale: $(VENV)/.measures  ## measure several servers, into benchmarks/RESULTS.md (needs ../shared, nginx; 25 minutes)
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m benchmarks scale

drill: $(VENV)/.develops  ## a week of bad luck in five minutes: what breaks, what it costs, what is lost (SEED=7)
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m benchmarks.drill $(if $(SEED),--seed $(SEED))

clean:  ## remove the virtual environment and the vector cache
	rm -rf $(VENV) embeddings_cache/*.sqlite*
