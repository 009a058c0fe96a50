# The few verbs of this project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
# One more than there are processors, since many tests wait for servers; each process takes about 1.5 GB.
PROCESSES ?= $(shell expr $$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2) + 1)
PYTEST := $(BIN)/python -m pytest --numprocesses $(PROCESSES) --maxprocesses 8
BIOME := npx --yes @biomejs/biome@2.6.8
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock

# Without its bytecode the package is compiled anew by each process that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test test-quick check format messages docs lock bench bench-guard bench-scale drill clean

help:  ## list the verbs
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/:/' | sort

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runs: requirements.txt requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements.txt
	@touch $@

$(VENV)/.develops: requirements-dev.txt requirements-postgres.txt requirements-ray.txt requirements.txt requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements-dev.txt
	@touch $@ $(VENV)/.runs

$(VENV)/.documents: requirements-docs.txt requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements-docs.txt
	@touch $@

run: $(VENV)/.runs  ## serve the app with the sample programme (PORT=8501)
	$(BIN)/python -m session_finder serve --port $(PORT)

test: $(VENV)/.develops  ## run every test, browser included (ARGS="--randomly-seed=7" repeats an order)
	@sh tests/browser/ensure_chromium.sh
	@sh tests/deploy/ensure_nginx.sh
	$(PYTEST) $(ARGS)

test-quick: $(VENV)/.develops  ## run the tests that need no browser, no database and no other server
	HYPOTHESIS_PROFILE=quick $(PYTEST) -m "not services and not slow" $(ARGS)

setup: $(VENV)/.develops  ## make .venv with everything that developing needs

check: $(VENV)/.develops  ## lint, formatting, which way imports go, types; style sheets and scripts (needs npm)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache
	$(BIN)/mypy
	$(BIOME) check

format: $(VENV)/.develops  ## format the code (needs npm)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(BIOME) format --write

messages: $(VENV)/.develops  ## bring the catalogues of other languages in line with the English messages
	$(BIN)/python -m session_finder.web.i18n.update_catalogues $(NEW)

docs: $(VENV)/.documents  ## build the documentation into site/ and fail on dead links
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "Open site/index.html in a browser."

$(VENV)/.measures: requirements-bench.txt requirements-docs.txt requirements-dev.txt requirements-postgres.txt requirements-ray.txt requirements.txt requirements.lock | $(BIN)/python
	$(INSTALL) -r requirements-bench.txt
	@touch $@ $(VENV)/.develops $(VENV)/.runs

lock: | $(BIN)/python  ## pin the newest versions that requirements*.txt allow (PINS=keep: change as little as possible)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(shell grep -o '^uv==[^ ]*' requirements-dev.txt)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--no-config --annotation-style line $(if $(filter keep,$(PINS)),,--upgrade) \
		--output-file requirements.lock requirements-bench.txt

bench: $(VENV)/.measures  ## measure, into benchmarks/RESULTS.md (needs ../shared; about half an hour)
	$(BIN)/python -m benchmarks

bench-guard: $(VENV)/.develops  ## two minutes before each release: has anything become slower? (needs ../shared)
	$(BIN)/python -m benchmarks guard

bench-scale: $(VENV)/.measures  ## measure several servers, into benchmarks/RESULTS.md (needs ../shared, nginx; 25 minutes)
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m benchmarks scale

drill: $(VENV)/.develops  ## a week of bad luck in five minutes: what breaks, what it costs, what is lost (SEED=7)
	@sh tests/deploy/ensure_nginx.sh
	$(BIN)/python -m benchmarks.drill $(if $(SEED),--seed $(SEED))

clean:  ## remove the virtual environment, the built documentation and the vector cache
	rm -rf $(VENV) site embeddings_cache/*.sqlite*
