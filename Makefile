# Works on a bare machine with Python 3.11 or later; everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test lint bench golden clean

demo: $(STAMP)
	rm -rf out
	$(BIN)/jindu init out/方案.yaml --scheme community --defaults
	$(BIN)/jindu check out/方案.yaml --level submit
	$(BIN)/jindu render out/方案.yaml -o out/实施方案.docx

test: $(STAMP)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -q -n auto
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(STAMP)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python -m benchmarks.rendering

golden: $(STAMP)
	$(BIN)/python -m pytest -q tests/golden --update

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[word]" --group dev
	@touch $(STAMP)

clean:
	rm -rf $(VENV) out .coverage
