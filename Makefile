# All the set-up there is: each target makes the environment it needs and goes on to its job.
PYTHON ?= $(firstword $(shell command -v python3.11 python3.12 python3.13 python3 2>/dev/null))
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help env run test lint bench lock

help:  ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

env: $(VENV)/.run  ## Make the environment from requirements/run.lock (does nothing when it is up to date)

run: $(VENV)/.run  ## Start everything on this machine; ARGS=--once drains what is due and leaves
	@$(BIN)/reportedly up $(ARGS)

test: lint  ## Lint, types, contracts, then every test; ARGS goes to pytest
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev  ## Ruff, mypy and the import contracts alone
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: $(VENV)/.bench  ## Print the figures of bench/
	@for file in bench/extract_rate.py bench/parse_rate.py bench/duplicates.py bench/copies_at_scale.py bench/end_to_end.py bench/feeds_at_once.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

COMPILE := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-strip-extras pyproject.toml --group build
lock: $(VENV)/.dev  ## Write requirements/*.lock anew from pyproject.toml
	@echo pip | $(BIN)/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-annotate \
		-o requirements/pip.lock -
	@$(COMPILE) -o requirements/run.lock
	@$(COMPILE) --group dev -c requirements/run.lock -o requirements/dev.lock
	@$(COMPILE) --group dev --group bench -c requirements/dev.lock -o requirements/bench.lock

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or later on the PATH; install one, or say PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is older than Python 3.11; say PYTHON=/path/to/python3.11" >&2; exit 1; }
	@echo "making $(VENV) with $(PYTHON)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "make: the venv module does not work; on Debian: apt-get install python3-venv" >&2; exit 1; }

$(VENV)/.run: requirements/pip.lock requirements/run.lock pyproject.toml | $(BIN)/python
	@echo "installing requirements/run.lock (a minute or so, the first time)"
	@$(PIP) --require-hashes -r requirements/pip.lock  # the one that came with Python may misread extras
	@$(PIP) --require-hashes -r requirements/run.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@echo "installing requirements/dev.lock"
	@$(PIP) --require-hashes -r requirements/dev.lock
	@touch $@

$(VENV)/.bench: requirements/bench.lock $(VENV)/.dev
	@echo "installing requirements/bench.lock"
	@$(PIP) --require-hashes -r requirements/bench.lock
	@touch $@
