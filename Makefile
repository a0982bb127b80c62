# make report | test | lab | quality | speed: each sets up what it needs; quick when nothing changed.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
PEERS := $(VENV)/peers

.PHONY: report test lab quality speed docs picture requirements clean

report: $(READY)
	$(BIN)/python -m analysis report seeds --out reports

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest

lab: $(READY)
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/explore.ipynb

# Against gold: make quality GOLD=folder (benchmarks/README.md says what is in it).
quality: $(PEERS)
	@test -n "$(GOLD)" || { echo "Give the folder of gold: make quality GOLD=folder (see benchmarks/README.md)."; exit 2; }
	$(BIN)/python -m benchmarks.quality all "$(GOLD)"

# On the seed repeated with changed words, or on other documents: make speed DOCUMENTS=folder
speed: $(PEERS)
	$(BIN)/python -m benchmarks.speed $(if $(DOCUMENTS),"$(DOCUMENTS)")

# The generated parts of docs/: data dictionary, parameters, sources of the lexicons.
docs: $(READY)
	$(BIN)/python docs/make_tables.py

# The picture of the README, from documents that may be shown: make picture DOCUMENTS=folder (needs Chromium)
picture: $(READY)
	@test -n "$(DOCUMENTS)" || { echo "Give documents that may be shown: make picture DOCUMENTS=folder"; exit 2; }
	$(BIN)/python docs/make_picture.py "$(DOCUMENTS)"

# The environment is complete once this file stands in it; a changed lock or project file makes it anew.
$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11) and 'Standpoint needs Python 3.11 or newer; this is ' + sys.version.split()[0] + '. Try: make PYTHON=python3.12')"
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)

# Others' tools to compare with; what cannot be installed here is left out of the comparison, and its table says so.
$(PEERS): $(READY) benchmarks/requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement benchmarks/requirements.txt \
		|| echo "Not all of benchmarks/requirements.txt could be installed."
	touch $(PEERS)

# Only for who changes the dependencies in pyproject.toml.
requirements: $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes --no-annotate \
		--default-index https://pypi.org/simple --custom-compile-command "make requirements" --output-file requirements.txt

clean:
	rm -rf $(VENV) reports build .mypy_cache .pytest_cache .ruff_cache
