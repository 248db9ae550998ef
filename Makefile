# make help says what there is. `make run` and `make test` do all the set-up that they need.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
BIN := .venv/bin
FLASK := FORUM_BASE_URL=$${FORUM_BASE_URL:-http://127.0.0.1:$(PORT)} $(BIN)/flask --app wsgi
DATA := $(or $(FORUM_DATA_DIR),var)
SIGN_INS := $(DATA)/sign-ins.txt
export UV_SYSTEM_CERTS := 1
export NODE_EXTRA_CA_CERTS ?= $(wildcard /etc/ssl/certs/ca-certificates.crt)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Compiled code is kept, apart from the sources: without it each process of a test run compiles all packages again.
unexport PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX := $(CURDIR)/.make/bytecode

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 10

setup: .make/python .make/assets ## set everything up: .venv and static/vendor

run: setup $(SIGN_INS) ## serve the forum with demonstration data on http://127.0.0.1:$(PORT)
	@cat $(SIGN_INS)
	@PORT=$(PORT) WORKERS=$${WORKERS:-1} FORUM_BASE_URL=$${FORUM_BASE_URL:-http://127.0.0.1:$(PORT)} deploy/serve

test: setup .make/dev ## all tests, those in a real browser included, then those of the database on PostgreSQL too
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -rs
	@echo "On PostgreSQL:"; FORUM_TEST_ENGINE=postgresql $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder -rs -m "not browser and not apart"

check: setup .make/dev ## lint, format, types, templates
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/pybabel -q extract -k lazy -k rule -F pyproject.toml -o .make/messages.pot . && echo "Words extracted."

fmt: .make/dev ## format the code
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

worker: setup ## the worker alone
	@$(FLASK) worker run

pictures: setup .make/dev ## the pictures of the README, taken anew
	@$(BIN)/python -m tests.browser.pictures

bench: setup .make/dev ## what pages cost on both engines, beside a bare Flask answer, and search in many posts
	@$(BIN)/python -m tests.bench --posts $(or $(POSTS),100000)
	@$(MAKE) --no-print-directory bench-search

bench-scale: setup .make/dev ## how that grows: 10 thousand, 100 thousand, 1 million posts (SIZES="10000 100000")
	@$(BIN)/python -m tests.bench.scale $(if $(SIZES),--sizes $(SIZES))

bench-search: setup .make/dev ## what search costs in many posts (POSTS=300000), and how soon a new one is found
	@$(BIN)/python -m tests.bench.search --posts $(or $(POSTS),100000)
	@$(BIN)/python -m tests.bench.search.freshness --posts $(or $(POSTS),100000)

bench-queries: setup .make/dev ## two hundred mixed queries in real discussions (ARCHIVES=folder with their files)
	@$(BIN)/python -m tests.bench.search.queries --data "$(ARCHIVES)"

lock: .make/python ## write the exact versions of all packages anew
	@$(BIN)/uv pip compile -q requirements.in $(LOCK) -o requirements.txt
	@$(BIN)/uv pip compile -q requirements-dev.in $(LOCK) -o requirements-dev.txt
	@$(BIN)/uv pip compile -q requirements-node.in $(LOCK) -o requirements-node.txt
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund
LOCK := --upgrade --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header

# --- set-up, each step skipped while what it depends on is unchanged -------------------------------------------------

.make/venv:
	@mkdir -p .make
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) -V)."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python has no venv module here. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@$(BIN)/pip install -q --disable-pip-version-check uv
	@touch $@

.make/python: .make/venv requirements.txt
	@$(BIN)/uv pip install -q --require-hashes -r requirements.txt
	@touch $@

.make/dev: .make/python requirements-dev.txt
	@$(BIN)/uv pip install -q --require-hashes -r requirements-dev.txt
	@touch $@

.make/node: .make/python requirements-node.txt
	@command -v npm >/dev/null || { echo "No node here: using that of a Python package."; $(BIN)/uv pip install -q --require-hashes -r requirements-node.txt; }
	@touch $@

.make/npm: .make/node package-lock.json
	@npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

.make/assets: .make/npm $(wildcard static/css/*.scss)
	@mkdir -p static/vendor
	@node_modules/.bin/sass --load-path=node_modules --style=compressed --no-source-map --quiet-deps static/css/forum.scss static/vendor/forum.css
	@cp node_modules/@github/markdown-toolbar-element/dist/index.js static/vendor/markdown-toolbar-element.js
	@cp node_modules/@github/combobox-nav/dist/index.js static/vendor/combobox-nav.js
	@touch $@

# The demonstration is loaded anew when it or the tables have changed, and when the database is another or gone.
$(SIGN_INS): .make/python $(shell find forum/demonstration migrations/versions -type f -not -name '*.pyc') \
             $(if $(FORUM_DATABASE_URL),FORCE,$(if $(wildcard $(DATA)/forum.sqlite),,FORCE))
	@mkdir -p $(@D)
	@$(FLASK) demonstration load --migrate --sign-ins $@
FORCE:

.PHONY: FORCE help setup run test check fmt worker pictures bench bench-scale bench-search bench-queries lock
