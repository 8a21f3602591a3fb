# Works on a bare machine with Python 3.11 or later; everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-all lint bench golden clean

demo: $(STAMP)
	rm -rf out
	$(BIN)/python -m jindu init out/方案.yaml --scheme community --defaults
	$(BIN)/python -m jindu check out/方案.yaml --level submit
	$(BIN)/python -m jindu render out/方案.yaml -o out/实施方案.docx

test: $(STAMP)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n auto --dist loadgroup
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

# Everything to its end, a hundred thousand attacks too: half an hour on two processors.
test-all: export JINDU_WHOLE = 1
test-all: $(STAMP)
	$(BIN)/python -m pytest -q -n auto --dist loadgroup
	$(BIN)/python -m tests.attack.run --whole

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --force-reinstall .
	$(BIN)/python benchmarks/run.py $(PLANS)
	$(BIN)/python -m benchmarks.rendering

golden: $(STAMP)
	$(BIN)/python -m pytest -q tests/golden --update

# Not --editable: Python before 3.13 cannot start where its path is not in the locale's encoding.
# From this folder `python -m jindu` runs what is here all the same.
$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check ".[word]" --group dev
	@touch $(STAMP)

clean:
	rm -rf $(VENV) out .coverage
