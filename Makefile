# make demo: a deck from the sample workbook. make test, make lint: what the project's checks run.

VENV := .venv
BIN := $(VENV)/bin
CONSTRAINTS := --constraint constraints.txt
PYTEST_ARGS ?= --numprocesses 2 -r s

.PHONY: demo test lint format bench clean

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
