# Works on a bare machine with Python 3.11 or later; everything goes into .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# From this folder `python -m jindu` runs what is here; the installed copy is for what is outside.
# Not --editable: Python before 3.13 cannot start where its path is not in the locale's encoding.
INSTALL := $(PIP) --no-deps --no-build-isolation --force-reinstall .
READY := $(VENV)/.installed
TOOLS := $(VENV)/.tools
# Tests of a file stay together until a process has nothing left to do.
PYTEST := pytest -q -n auto --dist worksteal

.PHONY: demo test test-all coverage lint bench pages update lock clean

demo: $(READY)
	rm -rf out
	$(BIN)/python -m jindu init out/方案.yaml --scheme community --defaults
	$(BIN)/python -m jindu check out/方案.yaml --level draft
	$(BIN)/python -m jindu render out/方案.yaml -o out/实施方案.docx

test: $(TOOLS)
	$(BIN)/python -m $(PYTEST)

# The same tests; fails below the share of the code that pyproject.toml asks for.
coverage: $(TOOLS)
	$(BIN)/coverage erase
	$(BIN)/coverage run -m $(PYTEST)
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

# Everything to its end, a hundred thousand attacks too: 40 minutes on two processors.
test-all: export JINDU_WHOLE = 1
test-all: $(TOOLS)
	$(BIN)/python -m $(PYTEST)
	$(BIN)/python -m tests.attack.run --whole

lint: $(TOOLS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# GROWTH selects shapes by words in their names; none takes all, for some ten minutes.
bench: $(TOOLS)
	$(INSTALL)
	$(BIN)/python benchmarks/run.py $(PLANS)
	$(BIN)/python -m benchmarks.rendering
	$(BIN)/python -m benchmarks.growth $(GROWTH)

# Every page of all documents of all schemes, to look over after a change of templates or tables:
# out/pages/index.html. `make pages OF=资金申请` draws some. Needs LibreOffice and poppler.
pages: export FONTCONFIG_FILE = $(CURDIR)/.cache/fonts/fonts.conf
pages: $(TOOLS)
	$(BIN)/python .ci/fonts.py .cache/fonts
	$(BIN)/python .ci/pages.py out/pages $(OF)

# Renews every generated file: pages of docs, stored outputs. In one process: the tests share a page.
update: $(TOOLS)
	$(BIN)/python -m pytest -q --update

# Writes the locks after a change of pyproject.toml; `make lock UPGRADE=--upgrade` takes the
# newest versions. Both files hold the same versions.
lock: UV := $(VENV)-lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command "make lock" pyproject.toml --group build
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	$(UV) $(UPGRADE) --group dev --output-file requirements-dev.lock
	$(UV) --constraint requirements-dev.lock --output-file requirements.lock
	rm -rf $(VENV)-lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements.lock
	$(INSTALL)
	@touch $@

$(TOOLS): requirements-dev.lock $(READY)
	$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

clean:
	rm -rf $(VENV) out .coverage
