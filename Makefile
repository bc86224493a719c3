# make demo: a deck from the sample workbook. make test, make lint: what the project's checks run.
# make torture: thousands of edits and hundreds of kills. make cases: the cases beside the project.
# make mutants: words and signs swapped one at a time, and the nearest tests; goes on where it stopped.
# make maps: what kamdeck map makes of real business files beside the project.
# make masters: what a finding finds on the maps masters of companies beside the project.

VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := --constraint constraints.txt
PYTEST_ARGS ?= --numprocesses 2 -r s
EDITS ?= 5000
KILLS ?= 100
MUTANTS ?= 40
SEED ?= 7
# The folders of cases that must be right: those of the issues that are resolved.
CASES_ROOT ?= ../shared/cases
CASES ?= deck

.PHONY: demo test lint format bench masters mutants torture cases clean

demo: $(VENV)/ready
	@mkdir -p build
	$(BIN)/kamdeck build sample_workbooks/health_cloud.xlsx --output build/demo.pptx --force

test: $(VENV)/ready-dev
	.ci/system
	$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/ready-dev
	$(BIN)/python -m benchmarks.run

maps: $(VENV)/ready-dev
	$(BIN)/python -m tests.maps

masters: $(VENV)/ready-dev
	$(BIN)/python -m tests.masters

mutants: $(VENV)/ready-dev
	@mkdir -p build
	$(BIN)/python -m tests.mutants --count $(MUTANTS) --seed $(SEED) --kept build/mutants.jsonl

torture: $(VENV)/ready-dev
	$(BIN)/python -m tests.refresh.model --torture $(EDITS); edits=$$?; \
	$(BIN)/python -m tests.refresh.kills --torture $(KILLS) && exit $$edits

cases: $(VENV)/ready-dev
	$(BIN)/python -m tests.run_cases $(CASES_ROOT) $(CASES)

clean:
	rm -rf $(VENV) build node_modules .pytest_cache .mypy_cache .ruff_cache

$(VENV)/made:
	.ci/venv $(VENV)
	@touch $@

$(VENV)/ready: $(VENV)/made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(CONSTRAINTS) --editable .
	@touch $@

$(VENV)/ready-dev: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(CONSTRAINTS) --editable '.[dev]'
	@touch $@
