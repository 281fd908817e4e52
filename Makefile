# Everything a newcomer needs: `make lessons`, `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
VENV ?= .venv
# The oldest supported Python first, so that what CI runs is what we promise.
PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3 python,$(shell command -v $(p) 2>/dev/null)))
RUN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
PORT ?= 8888
WORKSPACE ?= my-lessons
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help lessons test test-quick lint check data bench binder-rehearsal screenshots clean

help: ## list what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# An environment is a stamp file: made once, made again when pyproject.toml changes.
$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "No Python found. Install Python 3.11 or newer (with venv) and try again."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) -V); infowar-kit needs Python 3.11 or newer. Install one, or say: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@echo "Making an environment in $(VENV) with $$($(PYTHON) -V) ($(if $(UV),uv,venv and pip)) ..."
ifneq ($(UV),)
	@$(UV) venv --quiet --allow-existing --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -m venv $(VENV) || { echo "Could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
endif

define install
	@echo "Installing infowar-kit$(1) into $(VENV) (some minutes the first time) ..."
	@$(if $(UV),VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet -e '.$(1)',$(RUN)/python -m pip install --quiet -e '.$(1)')
	@touch $@
endef

$(VENV)/.lessons: pyproject.toml | $(VENV)/bin/python
	$(call install,)

$(VENV)/.test: pyproject.toml | $(VENV)/bin/python
	$(call install,[test])
	@touch $(VENV)/.lessons

lessons: $(VENV)/.lessons ## set everything up and open JupyterLab on the lessons
	@$(RUN)/infowar-kit open --port $(PORT) $(WORKSPACE)

test: $(VENV)/.test ## set everything up and run all tests (needs Chromium)
	@$(RUN)/python tests/find_browser.py
	@$(MAKE) --no-print-directory lint
	@$(RUN)/python -m pytest -q -n 2 --dist loadfile tests

test-quick: $(VENV)/.test ## the tests that need no browser and build nothing
	@$(RUN)/python -m pytest -q -n 2 --dist loadfile -m "not browser and not slow" tests

lint: $(VENV)/.test ## ruff (lint, format) and mypy
	@$(RUN)/ruff check .
	@$(RUN)/ruff format --check .
	@$(RUN)/mypy

check: $(VENV)/.test ## what an instructor runs before class: the data and every lesson
	@$(RUN)/infowar-kit corpus check datasets/kherson-lyman-2022
	@$(RUN)/infowar-kit check

data: $(VENV)/.lessons ## make again what is made from the tables: seals, dictionary, counts
	@$(RUN)/infowar-kit corpus seal datasets/kherson-lyman-2022

bench: $(VENV)/.test ## measure the numbers that the project promises
	@$(RUN)/python -m tests.benchmarks

binder-rehearsal: $(VENV)/.test ## rehearse what Binder does (no Docker needed)
	@$(RUN)/python -m tests.binder_rehearsal

screenshots: $(VENV)/.test ## draw the pictures of the README again
	@$(RUN)/python -m tests.screenshots

clean: ## remove the environment and what was built
	rm -rf $(VENV) dist build
