# `make help` says what there is. PYTHON names another Python (3.11 or newer), PORT a port for `make run`.
PYTHON ?= python3
PORT ?=
WORKERS ?= 2
BIN := .venv/bin
UV := .venv-boot/bin/uv

PYTEST := $(BIN)/pytest -q -n $(WORKERS) --dist worksteal

# Both the checks and the tests are run, so that one call tells all that is wrong; either one fails the build.
checked = checks=0; $(MAKE) --no-print-directory check || checks=$$?; $(1) || exit $$?; \
	[ $$checks -eq 0 ] || echo "make: the tests passed, the checks before them did not" >&2; exit $$checks

.DEFAULT_GOAL := help
.PHONY: help setup setup-run run test test-long check format bench wheel lock clean

help: ## say what there is
	@awk 'BEGIN { FS = ":.*## " } /^## / { printf "\n%s\n", substr($$0, 4) } /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

## Run

run: setup-run ## build the demo if it is missing, serve it, print its address (PORT=8080 fixes the port)
	@$(BIN)/surveyapp demo serve $(if $(PORT),--port $(PORT))

setup: ## install all that running and testing needs; quick when nothing changed
	@$(PYTHON) -m tools.setup

setup-run:
	@$(PYTHON) -m tools.setup --without-browser

## Check

test: setup ## everything quick: format, lint, types, import law, all tests but the long ones
	@$(call checked,$(PYTEST))

test-long: setup ## all tests, the long ones too, and properties tried with new examples each time
	@$(call checked,HYPOTHESIS_PROFILE=new $(PYTEST) -m "long or not long")

check: setup-run ## format, lint, types, import law
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo

bench: setup-run ## measure against a plain application and limits, about 8 minutes (QUICK=1: about one)
	@$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

wheel: setup-run ## build the package with all that it serves, into dist
	@rm -rf dist build
	@$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --no-index --wheel-dir dist .

## Change

format: setup-run ## bring the code into its one form and mend what can be mended by machine
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

lock: setup-run ## write the hashed requirements and package locks anew from what the project asks for
	@$(LOCK) pyproject.toml -o requirements/runtime.txt >/dev/null
	@$(LOCK) pyproject.toml --group dev -o requirements/dev.txt >/dev/null
	@npm install --package-lock-only --silent
	@cd tools/chromium && npm install --package-lock-only --silent
	@cd tools/lighthouse && npm install --package-lock-only --silent

clean: ## throw away what setup and tests made
	@rm -rf .venv .venv-boot .venv-node node_modules tools/chromium/node_modules tools/lighthouse/node_modules surveyapp/static/vendor build dist *.egg-info
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
