# `make demo` and `make test` do all their own set-up: a virtual environment in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint fix templates bench chaos wheel-check clean

$(VENV)/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

demo: $(VENV)/.installed
	$(BIN)/importer demo

test: $(VENV)/.installed-dev lint
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term:skip-covered

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

fix: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# The wheel, installed without the development extras into an empty environment, does the whole demo.
wheel-check: $(VENV)/.installed-dev
	rm -rf build/wheel && mkdir -p build/wheel
	$(BIN)/python -m build --quiet --wheel --outdir build/wheel
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt build/wheel/*.whl
	cd build/wheel && venv/bin/importer --help >/dev/null && venv/bin/python -m importer --version && venv/bin/importer demo

chaos: $(VENV)/.installed-dev
	$(BIN)/python -m tests.chaos --kills 200 $(ARGS)

# In an environment as users have it, without the tools of development: pandera loads some of them when they are there.
build/bench/.installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv build/bench
	build/bench/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[bench]'
	@touch $@

bench: build/bench/.installed
	build/bench/bin/python -m benchmarks $(ARGS)

templates: $(VENV)/.installed
	$(BIN)/python -m importer template --all -o templates

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage dist build
