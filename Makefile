# Ruori. Two lines are enough for most: `make run` and `make test`. `make help` lists the rest.
PYTHON ?= python3
PORT ?= 8000
export PORT
export DJANGO_SETTINGS_MODULE := ruori.config.settings
# Where compiled code is not kept, every start compiles Django anew: seconds each, hundreds in a test.
export PYTHONDONTWRITEBYTECODE :=

BIN := .venv/bin
PY := $(BIN)/python
RUN := .venv/.made/run
DEV := .venv/.made/dev
CATALOGUES := $(wildcard src/ruori/*/locale/*/LC_MESSAGES/django.po)

TEMPLATES := $(shell find src/ruori -path '*/templates/*' -name '*.html')

.PHONY: help setup run test check bench simulate-year browser demo messages docs coverage format locks clean
.DEFAULT_GOAL := help

help:
	@echo "make run       set up everything, load the city of Kemi, serve it (PORT=$(PORT))"
	@echo "make test      every test: SQLite, PostgreSQL, pages in a browser"
	@echo "make check     everything else that is checked: style, types, layers, words, migrations"
	@echo "make setup     what a run needs: .venv, packages, assets, words"
	@echo "make demo      load the city of Kemi; safe to repeat"
	@echo "make browser   only the tests that look at pages"
	@echo "make bench     measure speed and size; writes build/bench.json"
	@echo "make simulate-year  live a year in a made city: mails, answers, leave, a reorganisation"
	@echo "make messages  gather the words of the interface and compile them"
	@echo "make docs      make docs/map.md and the other generated pages"
	@echo "make coverage  how much of the code the tests walk through"
	@echo "make format    put code and templates into their usual form"
	@echo "make locks     lock the newest packages that fit"
	@echo "make clean     remove what was made, except the city's data (var/)"

run: setup
	@$(BIN)/ruori demo
	@exec $(BIN)/ruori serve

setup: $(RUN)

demo: setup
	@$(BIN)/ruori demo

test: $(DEV)
	@$(PY) -m tools.suite

browser: $(DEV)
	@$(PY) -m tools.suite browser

check: $(DEV)
	@$(PY) -m tools.check

bench: $(DEV)
	@$(PY) -m tools.bench

simulate-year: $(DEV)
	@$(PY) -m tools.simulate

messages: $(DEV)
	@$(PY) -m tools.messages update
	@$(PY) -m tools.messages compile

docs: $(DEV)
	@$(PY) -m tools.docs

coverage: $(DEV)
	@DJANGO_SETTINGS_MODULE=tests.settings $(PY) -m pytest -q -n 2 --ignore=tests/browser -m "not browser" --ignore=tests/architecture \
		--cov --cov-report=term:skip-covered

format: $(DEV)
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .
	@$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true

locks: $(DEV)
	@$(PY) -m tools.locks

clean:
	rm -rf .venv node_modules build
	find src -name '*.mo' -delete

# Stamps in .venv/.made say what is in place, so that a second run is quick.
.venv/.made/venv: requirements-setup.lock tools/setup.sh
	@sh tools/setup.sh venv "$(PYTHON)"

.venv/.made/packages: .venv/.made/venv requirements.lock pyproject.toml
	@sh tools/setup.sh packages requirements.lock

.venv/.made/assets: .venv/.made/venv package-lock.json package.json
	@sh tools/setup.sh assets --omit=dev

$(RUN): .venv/.made/packages .venv/.made/assets $(CATALOGUES)
	@$(PY) -m tools.messages compile
	@touch $@

$(DEV): $(RUN) requirements-dev.lock
	@sh tools/setup.sh packages requirements-dev.lock
	@sh tools/setup.sh assets
	@touch $@
