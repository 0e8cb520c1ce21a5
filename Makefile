# Two commands do everything, set-up included: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# Most tests wait for processes and disks, not for a processor: four at a time on two cores.
SIDE_BY_SIDE := $(PYTEST) -n 4 --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help setup setup-run run test test-all lint format types layers cov bench bundle \
        screenshots translations check-translations lock clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | \
	  awk -F'\t' '{ printf "  make %-20s %s\n", $$1, $$2 }'

setup:  ## Make .venv: locked packages, command qolhat, system libraries, translations
	@$(PYTHON) tools/set_up.py

setup-run:
	@$(PYTHON) tools/set_up.py --only-run

run: setup-run  ## Set up and open the program in training mode (without a display: the demo in the terminal)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(BIN)/qolhat --training; \
	else $(BIN)/qolhat demo --home build/demo; fi

test: setup lint types layers check-translations  ## Set up and run every check: lint, types, layers, translations, tests
	$(SIDE_BY_SIDE) -m "not slow and not timed"
	$(PYTEST) -m "timed and not slow"

test-all: setup lint types layers check-translations  ## The same with the slow tests (bundle, gigabytes)
	$(PYTEST)

lint: setup  ## Look for faults and for unformatted files
	$(BIN)/ruff check
	$(BIN)/ruff format --check

format: setup  ## Format all files, mend what can be mended by program
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

types: setup  ## Check the types (mypy, strict)
	$(BIN)/mypy

layers: setup  ## Check that the arrows between packages point one way
	$(BIN)/lint-imports

cov: setup  ## Tests with a report of what they never ran, in build/coverage/
	$(PYTEST) -m "not slow" --cov --cov-report=html:build/coverage --cov-report=term:skip-covered

bench: setup  ## Measure speed and memory against plain copies of the same bytes
	$(BIN)/python -m benchmarks

bundle: setup  ## Build the one-folder program dist/qolhat/
	$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath dist --workpath build/pyinstaller build.spec

screenshots: setup  ## Write a picture of every page in three languages to docs/images/
	$(BIN)/python tools/screenshots.py

translations: setup  ## Bring the translation files up to the texts in the code
	$(BIN)/python tools/translations.py update

check-translations: setup  ## Check that every text of the code is there, translated, in every language
	$(BIN)/python tools/translations.py check

lock:  ## Write requirements/*.txt anew with the newest versions that pyproject.toml allows
	@$(PYTHON) tools/lock.py

clean:  ## Remove everything that was made (also .venv)
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find resources -name '*.qm' -delete -o -name '*.mo' -delete
