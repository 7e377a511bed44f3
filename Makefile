# Everything runs in an environment of its own; nothing is installed outside it.
#
#   make demo       a worked case: what the plea on offer would do, and what could be offered instead
#   make test       every check, as for each change (ten minutes at most on two cores)
#   make test-long  the properties, with no limit on time
#   make lint, make docs, make bench, make clean
#
# VENV=folder and PYTHON=path choose the environment and what it is made with.

VENV ?= .venv
BIN = $(VENV)/bin
CASE ?= docs/examples/demo/domestic-violence-offer.json
PYTHON ?= $(word 2,$(shell tools/find_python.sh))
export HYPOTHESIS_PROFILE ?= ci

.PHONY: help demo test test-long lint docs bench clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^#   //p' Makefile

$(VENV)/.project: pyproject.toml
	@test -n "$(PYTHON)" || { echo "No CPython 3.11 or later that runs, with its venv module, was found on PATH; name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making $(VENV) with $(PYTHON); the first time takes a minute or two."
	@tools/make_env.sh $(VENV) $(PYTHON) "-e ."
	@touch $@

$(VENV)/.dev: $(VENV)/.project
	@$(BIN)/python -m pip -qq --disable-pip-version-check install --group dev
	@touch $@

$(VENV)/.docs: $(VENV)/.project
	@$(BIN)/python -m pip -qq --disable-pip-version-check install -e '.[docs]'
	@touch $@

demo: $(VENV)/.project
	$(BIN)/python -m immconseq assess $(CASE)
	$(BIN)/python -m immconseq mitigate $(CASE)

lint: $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	@# Files that are written by a program are what that program writes.
	@for tool in $$(grep -ls -e write_or_check tools/make_*.py); do \
	    module=tools.$$(basename $$tool .py); echo "$(BIN)/python -m $$module --check"; $(BIN)/python -m $$module --check || exit 1; \
	done

test: lint
	$(BIN)/python -m pytest -n auto --dist worksteal -p no:benchmark

test-long: $(VENV)/.dev
	HYPOTHESIS_PROFILE=long $(BIN)/python -m pytest -n auto --dist worksteal -p no:benchmark

docs: $(VENV)/.docs
	$(BIN)/python -m sphinx -W -n -q docs docs/_build/html

bench: $(VENV)/.dev
	@for program in bench/bench_*.py; do \
	    echo "$(BIN)/python $$program"; $(BIN)/python $$program || exit 1; \
	done
	@if ls bench/test_*.py >/dev/null 2>&1; then $(BIN)/python -m pytest bench --benchmark-only; fi

clean:
	rm -rf $(VENV) build dist docs/_build .benchmarks .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find bench docs src tests tools -name __pycache__ -prune -exec rm -rf {} +
