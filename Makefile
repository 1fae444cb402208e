# Everything a newcomer needs: make demo. Needs make and Python 3.11 or newer with venv and pip; the rest goes into .venv.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for one in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$one -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$one && break; done)
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# CI installs what the lock names, each file by its hash; others what pyproject.toml allows.
LOCK := .ci/requirements.txt
TEST := [test,pictures]
DEV := [test,pictures,dev]
install = $(if $(CI),$(PIP) --require-hashes -r $(LOCK) && $(PIP) --no-deps --no-build-isolation -e .,$(PIP) -e '.$(1)')
UV = $(VENV)/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"
SYSTEMS := flows
CODE := src tests benchmarks .ci

.DEFAULT_GOAL := help
.PHONY: help demo test test-all check lint bench differential mutation mutation-changed pictures sbom audit lock clean

help: ## say what there is to make
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: pictures ## draw and check the example systems, and tell each verdict; fails unless all are as expected
	@$(BIN)/flowvow check $(SYSTEMS) || case $$? in 1|3) ;; *) exit 1;; esac # whether that is as expected comes next
	@$(BIN)/flowvow expect --models-only $(SYSTEMS)

test: $(VENV)/.test ## run all tests that need nothing but Python, and say what was left out
	$(BIN)/python -m pytest -q

test-all: $(VENV)/.test ## run all tests; fails where Chromium or the system's graphviz is missing
	$(BIN)/python -m pytest -q --everything

check: lint test ## format, lint, types, floors, tests

lint: $(VENV)/.dev ## format, lint, types, floors; under CI nothing is rewritten
	$(BIN)/ruff format $(if $(CI),--check) $(CODE)
	$(BIN)/ruff check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

bench: $(VENV)/.installed ## time the checker on large models
	$(BIN)/python benchmarks/run.py

differential: $(VENV)/.test ## compare product and reference on the next 5000 random models, and enter them in the ledger
	$(BIN)/python -m tests.differential run

mutation: $(VENV)/.dev ## plant small faults and see whether a test notices; goes on where it was stopped (hours)
	nice -n 19 $(BIN)/python -m tests.mutation $(ROOMS)

mutation-changed: $(VENV)/.dev # the same in changed lines alone, for a minute
	$(BIN)/python -m tests.mutation --changed --minutes 1

pictures: $(VENV)/.installed ## draw the example systems anew
	@$(BIN)/flowvow draw --all --output diagrams $(SYSTEMS) examples

sbom: $(VENV)/.test ## list what an installed flowvow is made of, as CycloneDX JSON in build/
	@$(BIN)/python .ci/sbom.py build

audit: ## look the locked packages up among published advisories; says "not audited" where that can't be
	@$(PYTHON) .ci/audit.py $(VENV)/audit

lock: ## choose the versions that CI installs anew, with the hashes of their files
	@test -x $(VENV)/lock/bin/uv || { $(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv; }
	@$(UV) --all-extras --upgrade -o $(LOCK) pyproject.toml .ci/build.in
	@$(UV) --upgrade -o .ci/audit.txt .ci/audit.in

clean: ## remove what make and the tests leave behind
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis build dist
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# One stamp for each set of packages: a second run installs nothing.
$(VENV)/.installed: pyproject.toml $(LOCK) | $(VENV)/bin/python
	$(call install,)
	@touch $@

$(VENV)/.test: pyproject.toml $(LOCK) | $(VENV)/bin/python
	$(call install,$(TEST))
	@touch $@ $(VENV)/.installed $(if $(CI),$(VENV)/.dev)

$(VENV)/.dev: pyproject.toml $(LOCK) | $(VENV)/bin/python
	$(call install,$(DEV))
	@touch $@ $(VENV)/.test $(VENV)/.installed
