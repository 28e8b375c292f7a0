.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help run rebuild reextract test ui sql bench bench-growth faults explain quarantine verify review export report notebook release docs dictionary learn-chrome train lint types lock clean

help: ## show this help
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# The environment is exactly the lock file; the stamp is newer than both files once it is complete.
.venv/.installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q -j 2 .venv/lib orchestration >/dev/null || true
	touch $@

run: .venv/.installed ## [ARGS="--folder X --limit 100 --force"]: load the inbox and publish the warehouse
	@$(BIN)/marsad run $(ARGS)

rebuild: .venv/.installed ## make everything anew beside the published file, then publish it
	@$(BIN)/marsad rebuild

reextract: .venv/.installed ## [ARGS="mentions"]: make the output of stages anew for every article, and publish
	@$(BIN)/marsad reextract $(ARGS)

# The browser test needs Debian's packages; where they cannot be installed it is skipped with that reason.
.PHONY: browser
browser:
	@command -v chromedriver >/dev/null || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
	  apt-get update -qq && apt-get install -y -qq chromium chromium-driver fonts-noto-core >/dev/null; } || true

test: .venv/.installed browser ## lint, types and all tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder # three on two cores, as tests wait; the long files come first

ui: .venv/.installed ## Dagster on 127.0.0.1:3000, with schedule and sensor
	@$(BIN)/marsad ui

sql: .venv/.installed ## a read-only SQL shell on the published warehouse
	@$(BIN)/marsad sql

override CORPUS := $(value CORPUS)
export CORPUS
bench: .venv/.installed ## [CORPUS=folder]: articles per second by stage and for the whole job
	@$(BIN)/python tests/bench/bench.py $${CORPUS:+"$$CORPUS"}

bench-growth: .venv/.installed ## how loads grow with the warehouse, up to 150,000 articles (a quarter of an hour)
	@$(BIN)/python tests/bench/growth.py

faults: .venv/.installed ## [ARGS="--stages 1000 --jobs 50"]: kill loads at every point and at random, restart, check
	@$(BIN)/python -m tests.faults.fault_bench $(ARGS)

# The name reaches the command through the environment: neither make nor the shell reads it as code.
override FILE := $(value FILE)
override REPORT := $(value REPORT)
export FILE REPORT
explain: .venv/.installed ## FILE=...: what one article became; REPORT=<report_id>: how one report was read
	@if [ -n "$$REPORT" ]; then $(BIN)/marsad explain --report="$$REPORT"; else $(BIN)/marsad explain "$$FILE"; fi

quarantine: .venv/.installed ## the files that were not loaded, with reasons
	@$(BIN)/marsad quarantine

verify: .venv/.installed ## rebuild beside the published file and print what differs
	@$(BIN)/marsad verify

review: .venv/.installed ## [ARGS="--limit 20"]: names that no lexicon holds, to accept (--accept) or not (--reject)
	@$(BIN)/marsad review $(ARGS)

override TO := $(value TO)
export TO
export: .venv/.installed ## [TO=folder]: dyads as Parquet, in the columns of GDELT and POLECAT
	@$(BIN)/marsad export $${TO:+"$$TO"}

report: .venv/.installed ## [TO=folder]: the warehouse as static pages, to open without network or server
	@$(BIN)/marsad report $${TO:+"$$TO"}

override NAME := $(value NAME)
export NAME
release: .venv/.installed ## NAME=... [ARGS="--with-texts"]: freeze the snapshot as Parquet with a manifest, to cite
	@$(BIN)/marsad release $(ARGS) -- "$$NAME"

docs: .venv/.installed ## dbt's page of models, columns and lineage, to open without a server
	@$(BIN)/marsad docs

dictionary: .venv/.installed ## write the README's dictionary from the descriptions of tables and columns
	@$(BIN)/marsad dictionary

override COPY := $(value COPY)
export COPY
notebook: .venv/.installed ## [COPY=my_questions.py]: ten questions with charts to look at, or a copy of them to edit
	@$(BIN)/marsad notebook $${COPY:+"$$COPY"}

learn-chrome: .venv/.installed ## [ARGS="--articles 5 --percent 2"]: propose phrases of page furniture for the lexicon
	@$(BIN)/marsad learn-chrome $(ARGS)

override SHARED := $(or $(value SHARED),../shared)
export SHARED
train: .venv/.installed ## [SHARED=../shared]: make the recogniser's model anew from labelled sentences and raw news
	@OMP_NUM_THREADS=1 $(BIN)/python -m orchestration.training "$$SHARED"

lock: ## rewrite requirements.lock from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-header --extra dev pyproject.toml -o requirements.lock

clean: ## remove the environment and the caches; data is left alone
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache dbt_project/target dbt_project/logs
