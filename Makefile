# make run      installs what is needed into .venv, starts, prints the addresses
# make test     does all set-up and runs every check
# make lint     the quick checks alone
# make bundle   an archive with all wheels in dist/, for a computer without internet

PYTHON ?= python3
VENV := .venv/bin/python
PROCESSES ?= 2

.PHONY: run test lint bundle constraints clean

run: .venv/run.stamp
	@exec $(VENV) -m streamlit run app.py

test: .venv/dev.stamp lint
	$(PYTHON) setup/system_packages.py
	$(VENV) -m pytest -n $(PROCESSES) --dist loadgroup

lint: .venv/dev.stamp
	$(VENV) -m ruff check .
	$(VENV) -m mypy

bundle: .venv/run.stamp
	$(VENV) setup/bundle.py

# Renews constraints.txt with what is installed now; edit requirements*.txt first.
constraints: .venv/dev.stamp
	head -1 constraints.txt > constraints.new
	$(VENV) -m pip freeze --disable-pip-version-check >> constraints.new
	mv constraints.new constraints.txt

clean:
	rm -rf .venv dist ci-output .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/run.stamp: requirements.txt constraints.txt
	$(PYTHON) setup/install.py requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt constraints.txt
	$(PYTHON) setup/install.py requirements-dev.txt
	@touch .venv/run.stamp $@
