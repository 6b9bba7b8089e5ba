# `make` lists what can be done. Every target prepares the machine by itself; see tools/preflight for what it needs.
SHELL := /bin/sh
PY := .venv/bin/python
READY := .venv/.ready
# Whoever starts the system, checks or tests does not wait for the compiler: what needs the search compiles it then.
WARM := .venv/.warm
SEARCH := $(wildcard services/scheduling/tarazy_scheduling/planning/*.py)
PROJECTS := $(wildcard pyproject.toml shared/pyproject.toml services/*/pyproject.toml deploy/*/pyproject.toml)
PYTEST := $(PY) -m pytest

.DEFAULT_GOAL := help
.PHONY: help demo up down test check bench faults setup java

help: ## List these targets
	@echo "Tarazy. Targets:"
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-8s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

demo: $(READY) java ## Run a court district for a few minutes of work and print what happened
	@.venv/bin/tarazy demo

up: $(READY) java ## Start the whole system and leave it running
	@.venv/bin/tarazy up --detach

down: $(READY) ## Stop it; the data stay in .tarazy
	@.venv/bin/tarazy down

test: $(READY) java ## Run all tests, short fault tests included
	@tools/test

check: $(READY) ## Check format, style, types, boundaries, migrations and lock files
	@sh tools/check

bench: setup java ## Measure speed against bare loops; writes .tarazy/bench.json
	@$(PY) -m benchmarks

faults: $(READY) java ## Run the long fault tests: kills, cuts, duplicates
	@TARAZY_FAULTS=long $(PYTEST) tests/faults

setup: $(WARM) ## Prepare .venv, and compile the search of plans once

java:
	@tools/preflight java maven

$(READY): uv.lock $(PROJECTS) tools/setup
	@tools/setup
	@touch $@

$(WARM): $(READY) $(SEARCH)
	@.venv/bin/tarazy plan --warm
	@touch $@
