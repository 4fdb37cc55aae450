# Needs Python 3.11, 3.12 or 3.13, make and a package index. All else goes into .venv/, from hashed locks.

VENV := .venv
PY := $(VENV)/bin/python
PYTHON ?= python3
TEST_PROCESSES ?= 3
PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check
LOCK := $(VENV)/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --no-emit-find-links pyproject.toml requirements/build.in

.DEFAULT_GOAL := help
.PHONY: help run test check format bench lock clean

help: ## Show this
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' Makefile | while IFS='	' read -r name does; do \
		printf '  make %-8s %s\n' "$$name" "$$does"; done

# Tied to make, so that nothing is left when make itself is killed.
run: $(VENV)/.run ## Start everything on http://127.0.0.1:8000 (PORT), with data in var/ (DATA_DIR)
	@APP_ENV=$${APP_ENV:-development} exec $(PY) -I -S runtime/tether.py $$PPID SIGTERM $(PY) app.py

test: $(VENV)/.dev ## Run all tests, as CI does; TESTS=path or PYTEST='-k name' for some
	@$(PY) -m pytest -n $(TEST_PROCESSES) --dist worksteal $(PYTEST) $(TESTS)

check: $(VENV)/.dev ## Form, lint, types, arrows between the rooms, dependencies
	@$(PY) -m ruff format --check --quiet . || { echo "make format puts it in form"; exit 1; }
	@$(PY) -m ruff check --quiet .
	@$(PY) -m mypy --no-error-summary
	@$(VENV)/bin/lint-imports --no-logo || { echo "An import goes against the rooms' table in .importlinter"; exit 1; }
	@$(VENV)/bin/deptry .
	@.ci/audit

format: $(VENV)/.dev ## Put the code in form
	@$(PY) -m ruff format --quiet .
	@$(PY) -m ruff check --quiet --fix .

bench: $(VENV)/.dev ## Measure what bench/ measures
	@for file in bench/*.py; do $(PY) -m "bench.$$(basename "$$file" .py)" || exit 1; done

lock: $(VENV)/.dev ## Lock the newest versions that pyproject.toml allows
	@test -x $(VENV)/bin/uv || $(PIP_INSTALL) uv
	@$(LOCK) --extra local -o requirements/run.txt
	@$(LOCK) --constraint requirements/run.txt -o requirements/host.txt
	@$(LOCK) --constraint requirements/run.txt --extra local --group dev -o requirements/dev.txt

clean: ## Remove what tools left; keeps .venv/ and var/
	@rm -rf build dist test-artifacts .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

# A stamp is newer than its lock: nothing is installed twice.
$(VENV)/.run: requirements/run.txt pyproject.toml
	@$(MAKE) --no-print-directory .venv-is-there
	@echo "Installing into $(VENV)/; this happens once and takes a minute or two."
	@$(PIP_INSTALL) --require-hashes --no-deps -r requirements/run.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@$(MAKE) --no-print-directory .venv-is-there
	@echo "Installing into $(VENV)/ what runs and tests the program; this happens once and takes a minute or two."
	@$(PIP_INSTALL) --require-hashes --no-deps -r requirements/dev.txt
	@$(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $(VENV)/.run $@

.PHONY: .venv-is-there
.venv-is-there:
	@if $(PY) -m pip --version >/dev/null 2>&1 || $(PY) -m ensurepip >/dev/null 2>&1; then exit 0; fi; \
	for python in "$(PYTHON)" python3.13 python3.12 python3.11; do \
		if "$$python" -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
			>/dev/null 2>&1; then exec "$$python" -m venv --clear $(VENV); fi; \
	done; \
	echo "Python 3.11, 3.12 or 3.13 with its venv module was not found; install it (Debian: apt-get install" \
		"python3 python3-venv), or set PYTHON to where it is." >&2; exit 1
