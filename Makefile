# Everything a newcomer needs: `make lessons`, `make test`. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Two recipes would install into one environment at once.
.NOTPARALLEL:
# An environment that could not be made is no environment.
.DELETE_ON_ERROR:
VENV ?= .venv
# The oldest supported Python first, so that what CI runs is what we promise. A name on PATH is not enough:
# pyenv leaves names that run nothing.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	"$$name" -c '$(NEW_ENOUGH)' >/dev/null 2>&1 && command -v "$$name" && break; done)
RUN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
# Empty: 8888, or the next port that is free.
PORT ?=
WORKSPACE ?= my-lessons
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Schools often look into encrypted traffic with a certificate that only the system knows (older uv: the second).
export UV_SYSTEM_CERTS ?= 1
export UV_NATIVE_TLS ?= 1

# What `make test` runs: all, or what you name: make test TESTS="tests/tone tests/browser/test_lesson_05.py"
TESTS ?= tests

# Where `make site` puts the pages, and what learning platforms take: that holds the keys in plain words.
SITE ?= output/site
PLATFORMS ?= output/platforms
# Where `make lite` puts the lessons that run in a browser alone.
LITE ?= output/lite
# Which event's lessons; empty for the kit's own: make lite EVENT=beirut-2020 LITE=output/lite-beirut
EVENT ?=
# The part of test-lite that CI runs in every change; empty for all of it.
ONLY ?=

# Where `make pictures` puts its sheets.
PICTURES ?= output/pictures

# How often `make test-busy` runs the browser's tests.
RUNS ?= 10

# Where `make docs` puts the project's page.
DOCS ?= output/docs

.PHONY: help lessons site docs lite test test-hostile test-course test-lite test-trip test-busy test-quick lint check \
	data catalogue notebooks bench binder-rehearsal hub-rehearsal scorm-rehearsal screenshots pictures clean ready \
	browser environment bare-machine lane-lowest lane-lite lane-newest

help: ## list what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-18s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

define need_python
	@test -n "$(PYTHON)" || { echo "No Python found that is new enough. Install Python 3.11 or newer (with venv), or name one: make PYTHON=/path/to/python3.11 ..."; exit 1; }
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' || { echo "$(PYTHON) cannot be used: infowar-kit needs Python 3.11 or newer. Name another one: make PYTHON=/path/to/python3.11 ..."; exit 1; }
endef

# An environment is a stamp file: made once, brought up to date when pyproject.toml changes.
$(RUN)/python:
	$(need_python)
	@echo "Making an environment in $(VENV) with $$("$(PYTHON)" -V) ($(if $(UV),uv,venv and pip)) ..."
ifneq ($(UV),)
	@"$(UV)" venv --quiet --allow-existing --python "$(PYTHON)" $(VENV)
else
	@"$(PYTHON)" -m venv $(VENV) || { rm -f $@; echo "Could not make an environment. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
endif

# uv makes environments without pip; whoever has no uv later gets pip then.
PIP_INSTALL = { $(RUN)/python -m pip --version || $(RUN)/python -m ensurepip; } >/dev/null 2>&1; $(RUN)/python -m pip install --quiet
define install
	@echo "Installing infowar-kit$(1) into $(VENV) (some minutes the first time) ..."
	@$(if $(UV),"$(UV)" pip install --quiet --compile-bytecode --python $(RUN)/python,$(PIP_INSTALL)) -e '.$(1)'
	@touch $@
endef

$(VENV)/.lessons: pyproject.toml | $(RUN)/python
	$(call install,)

$(VENV)/.check: pyproject.toml | $(RUN)/python
	$(call install,[check])
	@touch $(VENV)/.lessons

$(VENV)/.test: pyproject.toml | $(RUN)/python
	$(call install,[test])
	@touch $(VENV)/.lessons $(VENV)/.check $(VENV)/.docs

$(VENV)/.docs: pyproject.toml | $(RUN)/python
	$(call install,[docs])
	@touch $(VENV)/.lessons

# Before anything is installed: whoever has to get something first should not wait to be told. So it runs on
# any Python, with what Python itself brings.
ready:
	$(if $(wildcard $(RUN)/python),,$(need_python))
	@"$(or $(wildcard $(RUN)/python),$(PYTHON))" -m tools.ready

# What playwright alone can bring, once it is there.
browser: ready $(VENV)/.test
	@$(RUN)/python -m tools.ready --fetch

environment: $(VENV)/.test

lessons: $(VENV)/.lessons ## set everything up and open the lessons in the player
	@$(RUN)/python -m infowar_kit.cli open $(if $(PORT),--port $(PORT)) $(WORKSPACE)

site: $(VENV)/.lessons ## the lessons as pages without a kernel, and packages for learning platforms
	@$(RUN)/python -m infowar_kit.cli site $(SITE) --packages $(PLATFORMS)

docs: $(VENV)/.docs ## the project's page: documents, docstrings and the lessons, as pages without a server
	@$(RUN)/python -m tools.docs $(DOCS)

lite: $(VENV)/.test ## the lessons as a JupyterLite site: they run in a browser alone (needs npm)
	@$(RUN)/python -m tools.lite $(LITE) $(if $(EVENT),--event $(EVENT))

test: browser ## set everything up, Chromium and fonts too where it may, and run all tests
	@$(MAKE) --no-print-directory lint
	@$(RUN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder -m "not hostile and not course and not lite and not trip" $(TESTS)

test-hostile: browser $(VENV)/.test ## lessons on a corpus whose every text is an attack, in a browser (minutes a lesson)
	@$(RUN)/python -m pytest -q -m hostile tests/browser

test-course: browser $(VENV)/.test ## learners who lose the machine, or all twelve lessons, and find every answer again (minutes)
	@$(RUN)/python -m pytest -q -m course tests/browser

test-lite: browser $(VENV)/.test ## all lessons in a JupyterLite site, with no network (minutes; needs npm)
	@$(RUN)/python -m pytest -q -rP -m lite $(if $(ONLY),-k "$(ONLY)") tests/browser

test-trip: browser $(VENV)/.test ## a record begun on a page, finished in the player, found in JupyterLab, a browser alone and on a hub (needs npm)
	@$(RUN)/python -m pytest -q -m trip tests/browser

test-busy: browser $(VENV)/.test ## the browser's tests RUNS times (10) while something else keeps a core busy (hours)
	@$(RUN)/python -m tools.busy --runs $(RUNS)

test-quick: $(VENV)/.test ## the tests that need no browser and build nothing
	@$(RUN)/python -m pytest -q -n 2 --dist loadfile -m "not browser and not slow" tests

lint: $(VENV)/.test ## ruff (lint, format) and mypy
	@$(RUN)/python -m ruff check .
	@$(RUN)/python -m ruff format --check .
	@$(RUN)/python -m mypy

check: $(VENV)/.check ## what an instructor runs before class: the data and every lesson
	@set -e; for event in datasets/*/datapackage.json; do $(RUN)/python -m infowar_kit.cli corpus check "$$(dirname "$$event")"; done
	@$(RUN)/python -m infowar_kit.cli check

data: $(VENV)/.lessons ## make again what is made from schema and tables: records, seals, dictionary, counts
	@$(RUN)/python -m tools.records
	@set -e; for event in datasets/*/datapackage.json; do $(RUN)/python -m infowar_kit.cli corpus seal "$$(dirname "$$event")"; done
	@$(RUN)/python -m tests.instructor_notes

# LANG and LANGUAGE are the system's own.
catalogue: $(VENV)/.test ## collect the interface's sentences; CODE=fr begins a language
	@$(RUN)/python -m tools.catalogue $(CODE)

notebooks: $(VENV)/.test ## run the lessons on an empty record and write their outputs back
	@$(RUN)/python -m tests.refresh_lessons

bench: $(VENV)/.test ## measure the numbers that the project promises
	@$(RUN)/python -m tests.benchmarks

binder-rehearsal: browser ## rehearse what Binder does (no Docker needed)
	@$(RUN)/python -m tests.binder_rehearsal

hub-rehearsal: browser ## rehearse a class on a JupyterHub, in a folder of its own (needs npm; some minutes)
	@$(RUN)/python -m tests.hub.rehearsal

pictures: browser ## draw every task in player and JupyterLab, three widths, light and dark, to be looked at (minutes)
	@$(RUN)/python -m tests.browser.pictures $(ONLY) --to $(PICTURES)

scorm-rehearsal: browser ## open the SCORM package in two learning platforms, and hold it against its schemas (needs npm)
	@$(RUN)/python -m tests.scorm.rehearsal

screenshots: browser ## draw the pictures of the README again
	@$(RUN)/python -m tests.screenshots

# These two make a Debian in /var/tmp (some 4 GB, removed afterwards). SUITE=, MIRROR= and TESTS= may be set.
bare-machine: ## the README's two commands on a fresh minimal Debian, as root and as a user (needs root)
	$(need_python)
	@"$(PYTHON)" -m tools.bare_machine $(if $(SUITE),--suite $(SUITE)) $(if $(MIRROR),--mirror $(MIRROR)) $(if $(filter-out tests,$(TESTS)),--tests "$(TESTS)")

lane-newest: ## lessons and tests without browser on the newest Python that Debian has (needs root)
	$(need_python)
	@"$(PYTHON)" -m tools.newest_python $(if $(SUITE),--suite $(SUITE)) $(if $(MIRROR),--mirror $(MIRROR))

# Only uv can look for the lowest versions; where there is none, it is installed into the usual environment.
lane-lowest: export UV_RESOLUTION := lowest-direct
lane-lowest: $(if $(UV),,$(RUN)/uv) ## lessons and tests without browser with the lowest versions that pyproject.toml allows
	@$(MAKE) --no-print-directory UV="$(or $(UV),$(abspath $(RUN)/uv))" VENV=$(VENV)-lowest environment
	@$(VENV)-lowest/bin/python -m tools.lowest
	@$(MAKE) --no-print-directory VENV=$(VENV)-lowest check test-quick

# In an environment of its own; pip and uv both read constraints from a variable of their own.
LITE_VERSIONS := $(abspath build/lite/versions.txt)
lane-lite: export UV_CONSTRAINT := $(LITE_VERSIONS)
lane-lite: export PIP_CONSTRAINT := $(LITE_VERSIONS)
lane-lite: ## all lessons with the versions of pandas, matplotlib and NumPy that Pyodide has
	$(need_python)
	@"$(PYTHON)" -m tools.lite.lane --write $(LITE_VERSIONS)
	@$(MAKE) --no-print-directory VENV=$(VENV)-lite $(VENV)-lite/.check
	@$(VENV)-lite/bin/python -m tools.lite.lane
	@$(MAKE) --no-print-directory VENV=$(VENV)-lite check

$(RUN)/uv: | $(RUN)/python
	@$(PIP_INSTALL) uv

clean: ## remove the environments and what was built
	rm -rf $(VENV) $(VENV)-lowest $(VENV)-lite dist build
