# make run · test · bench · lint · lock · screenshots · package   (each sets up what it needs)
PYTHON ?= python3
PY := .venv/bin/python
PART ?= all

.PHONY: run test lint bench lock screenshots help-pictures package

run:
	@$(PYTHON) packaging/prepare.py run
	@$(PY) -m babydrop_desktop --demo

test: lint
	@QT_QPA_PLATFORM=offscreen BABYDROP_REQUIRE_POSTGRES=1 $(PY) -m pytest -q -n auto --dist loadgroup

lint:
	@$(PYTHON) packaging/prepare.py test
	@$(PY) -m ruff check -q
	@$(PY) -m ruff format -q --check
	@$(PY) -m mypy
	@$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()" --no-cache

bench:
	@$(PYTHON) packaging/prepare.py test
	@$(PY) tests/bench/run.py $(PART)

screenshots:
	@$(PYTHON) packaging/prepare.py test
	@$(PY) packaging/screenshots.py

# The drawings of "How to bring in a page by hand".
help-pictures:
	@$(PYTHON) packaging/prepare.py test
	@PYTHONPATH=. $(PY) packaging/help_pictures.py

# The lock: exact versions with hashes, for every system, without any download address.
lock:
	@$(PYTHON) packaging/prepare.py lock

# One folder with everything in it, tried out: dist/babydrop-desktop.
package:
	@$(PYTHON) packaging/prepare.py test
	@$(PY) packaging/build.py
