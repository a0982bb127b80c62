# make report | test | lab: each sets up what it needs; quick when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: report test lab docs requirements clean

report: $(READY)
	$(BIN)/python -m analysis report seeds --out reports

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lab: $(READY)
	$(BIN)/jupyter lab --notebook-dir=. notebooks

# The generated parts of docs/: data dictionary and parameters.
docs: $(READY)
	$(BIN)/python docs/make_tables.py

# The environment is complete once this file stands in it; a changed lock or project file makes it anew.
$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Standpoint needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Try: make PYTHON=python3.12')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# Only for who changes the dependencies in pyproject.toml.
requirements: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-annotate \
		--default-index https://pypi.org/simple --custom-compile-command "make requirements" --output-file requirements.txt

clean:
	rm -rf $(VENV) reports build .mypy_cache .pytest_cache .ruff_cache
