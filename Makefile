# The two commands of the README, and nothing that a machine with Python, pip, make and git lacks.
#
#   make demo   reads the reports in examples/ and prints a dossier
#   make test   runs every test that this machine can run
#
# Both use the virtual environment in $(VENV) and make it where there is none.
# PYTHON=/path/to/python chooses another interpreter (3.11 or newer).

SHELL := /bin/sh
.DELETE_ON_ERROR:
.NOTPARALLEL:

VENV ?= .venv
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$p"; break; }; done)
BIN := $(VENV)/bin
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 "$(PYTHON)" -m pip --python "$(BIN)/python"

DEMO := demo
DEMO_LEDGER := $(DEMO)/reportedly.db
DEMO_NAME ?= Valley Guard

# Tests run in as many processes as there are cores, four at most: each takes some 600 MB.
# In the order of their folders, for the longest files (of the browser, the program and the docs) come early so.
SIDE_BY_SIDE ?= -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

.PHONY: demo test clean help

help:
	@sed -n 's/^#   //p' Makefile

# A Python without ensurepip (Debian's, when python3-venv is not installed) still makes an environment without pip,
# which the outer pip then fills.
$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; install one or say PYTHON=/path/to/python" >&2; exit 1; }
	@echo "Making a virtual environment in $(VENV) with $(PYTHON)"
	@"$(PYTHON)" -m venv --without-pip "$(VENV)"

$(VENV)/.installed: pyproject.toml | $(BIN)/python
	@echo "Installing reportedly into $(VENV), which takes a minute or two the first time"
	@$(PIP) install --quiet --editable .
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(BIN)/python
	@echo "Installing reportedly and its development tools into $(VENV)"
	@$(PIP) install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.installed

demo:
	@start=$$(date +%s); \
	$(MAKE) --no-print-directory $(VENV)/.installed || exit 1; \
	installed=$$(date +%s); \
	rm -rf "$(DEMO)"; mkdir -p "$(DEMO)"; \
	"$(BIN)/reportedly" read --ledger "$(DEMO_LEDGER)" examples/reports; status=$$?; \
	if [ $$status -gt 1 ]; then exit $$status; fi; \
	echo; \
	"$(BIN)/reportedly" about --ledger "$(DEMO_LEDGER)" "$(DEMO_NAME)" || exit 1; \
	claim=$$("$(BIN)/reportedly" claims --ledger "$(DEMO_LEDGER)" --about "$(DEMO_NAME)" | head -n 1 | cut -f 1 | cut -c 1-10); \
	end=$$(date +%s); \
	echo; \
	echo "Open it in the browser:"; \
	echo "  $(BIN)/reportedly serve --ledger $(DEMO_LEDGER)                      then the address that it prints"; \
	echo "Or go on here:"; \
	echo "  $(BIN)/reportedly reports --ledger $(DEMO_LEDGER)                    every report in the ledger"; \
	echo "  $(BIN)/reportedly claims  --ledger $(DEMO_LEDGER) --predicate leads  one line a claim"; \
	echo "  $(BIN)/reportedly show    --ledger $(DEMO_LEDGER) $$claim           one claim in its passage"; \
	echo "Done in $$((end - start)) s, of which $$((installed - start)) s went into installing."

test:
	@start=$$(date +%s); \
	$(MAKE) --no-print-directory $(VENV)/.installed-dev || exit 1; \
	"$(BIN)/python" -m pytest $(SIDE_BY_SIDE) $(PYTEST); status=$$?; \
	end=$$(date +%s); \
	echo "Tests took $$((end - start)) s, installing included."; \
	exit $$status

clean:
	rm -rf "$(VENV)" "$(DEMO)" dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
