# Two commands a reader needs: `make run` and `make test`. Both make .venv first, once.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: run test search check fix types lint pictures clean

run: $(STAMP)            ## open the letters in seeds/
	@$(BIN)/briefreader

test: $(STAMP)           ## every test
	$(BIN)/python -m pytest -n auto

search: $(STAMP)         ## every test, its laws with examples never tried before
	$(BIN)/python -m pytest -n auto --hypothesis-profile search

check: lint types test   ## what CI runs: lint, types, tests

lint: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

fix: $(STAMP)            ## format, and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

pictures: $(STAMP)       ## take the screen's pictures anew; look at them before you commit
	TAKE_PICTURES=1 $(BIN)/python -m pytest tests/tui/test_pictures.py

$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	$(BIN)/python -m compileall -q src
	@touch $(STAMP)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
