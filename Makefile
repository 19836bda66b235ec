# `make` alone lists what can be made. The recipes are short on purpose: CI and the Dockerfile call the same targets.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON_HERE := .venv/bin/python
PYTEST := $(PYTHON_HERE) -m pytest
COLLECT_STATIC := $(PYTHON_HERE) manage.py collectstatic --noinput --verbosity 0
WORKERS ?= auto

.PHONY: help run serve prepare test test-long test-postgres test-elasticsearch check format client bench screenshots static \
	settings install install-production clean distclean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' Makefile

run: export DJANGO_SETTINGS_MODULE = settings.dev
run: install ## Demonstration on this machine: http://localhost:8000, or PORT=8123 make run
	@$(PYTHON_HERE) -m settings.web --check
	@$(PYTHON_HERE) -m settings.prepare
	@exec $(PYTHON_HERE) -m settings.processes

serve: export DJANGO_SETTINGS_MODULE = settings.base
serve: install-production ## Production on this machine: make serve HUB_ENV=/etc/involvement-hub.env
	@$(PYTHON_HERE) -m settings.web --check
	@echo "Collecting static files ..." && $(COLLECT_STATIC)
	@$(PYTHON_HERE) -m settings.prepare
	@exec $(PYTHON_HERE) -m settings.processes

prepare: export DJANGO_SETTINGS_MODULE = settings.base
prepare: install-production ## Migrations and site of production, without starting it
	@$(PYTHON_HERE) -m settings.prepare

test: install ## Quick tests, in parallel
	$(PYTEST) -n $(WORKERS) --dist loadfile -m "not long"

test-long: install ## Kill tests, large ones and deep generated ones
	$(PYTEST) -n $(WORKERS) --dist loadfile -m long --timeout 400

test-postgres: install ## Quick tests on a throwaway PostgreSQL
	$(PYTHON_HERE) -m tests.servers.postgres -- $(PYTEST) -n $(WORKERS) --dist loadfile -m "not long"

test-elasticsearch: install ## Tests of search that ask an engine, on a throwaway Elasticsearch
	$(PYTHON_HERE) -m tests.servers.elasticsearch -- $(PYTEST) -n $(WORKERS) --dist loadfile --timeout 400 tests/search

check: export DJANGO_SETTINGS_MODULE = settings.test
check: install ## Format, lint, types, architecture, missing migrations, table of settings
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy .
	.venv/bin/lint-imports
	$(PYTHON_HERE) manage.py makemigrations --check --dry-run
	$(PYTHON_HERE) -m settings.table --check

format: install ## Format the code and write the table of settings
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	$(PYTHON_HERE) -m settings.table

client: ## TypeScript client: its types from the contract's snapshot, then compiled (needs Node 20)
	npm --prefix clients/typescript ci --ignore-scripts --no-audit --no-fund
	npm --prefix clients/typescript run types
	npm --prefix clients/typescript run build

bench: install ## Measure against a server without any framework
	benchmarks/run

screenshots: install ## Pictures of the website and the admin of a running `make run` into docs/images (SITE=http://localhost:8000)
	$(PYTHON_HERE) -m tests.website.screenshots $(SITE)
	$(PYTHON_HERE) -m tests.guide.screenshots $(SITE)

static: export DJANGO_SETTINGS_MODULE = settings.base
static: install-production ## Collect the static files
	$(COLLECT_STATIC)

install: ## Locked dependencies into .venv, with those for development
	@bin/setup everything

install-production: ## Locked dependencies into .venv, for production alone
	@bin/setup production

clean: ## Remove the state: database, uploads, queue, cache (var/)
	rm -rf var

distclean: clean ## Remove the virtual environment and the tools' caches too
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
