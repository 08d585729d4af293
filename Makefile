# Newsroom's commands. `make help` lists them; `make run` and `make test` need nothing before them
# but Python 3.11 or newer, make, and a way to the Python package index.

PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
# Styles, scripts and faces as readers get them: compressed, named by their content.
STATIC := staticfiles
# Use the newest Python that will do; PYTHON=/path/to/python overrules the search.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$name"; break; }; done)

.DEFAULT_GOAL := help
.PHONY: help run test lint bench audit lock messages clean

help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.ok $(STATIC)/staticfiles.json ## Prepare everything and serve http://127.0.0.1:8000 (PORT=8080 for another).
	@$(BIN)/python -c "import socket; socket.create_server(('127.0.0.1', $(PORT))).close()" 2>/dev/null || { \
		echo "Port $(PORT) is taken, or not yours to use. Choose another: make run PORT=8080"; exit 1; }
	@NEWSROOM_HTTPS=off $(BIN)/python manage.py migrate --verbosity 0
	@$(if $(wildcard */management/commands/demo.py),NEWSROOM_HTTPS=off $(BIN)/python manage.py demo --if-empty)
	@echo
	@echo "Newsroom: http://127.0.0.1:$(PORT)/   The desk: http://127.0.0.1:$(PORT)/quan-tri/"
	@echo "Ctrl-C stops it."
	@echo
	@NEWSROOM_HTTPS=off NEWSROOM_STATIC_ROOT=$(STATIC) exec $(BIN)/python -m newsroom.serve $(PORT)

test: $(VENV)/test.ok ## Run every test, on SQLite and on PostgreSQL. ARGS="-k title" picks, ON=sqlite too.
	@$(BIN)/python tests/run.py $(if $(ON),--on $(ON)) $(ARGS)

lint: $(VENV)/test.ok ## Check style, imports, templates, migrations, translations, locks, settings.
	@$(BIN)/python tests/lint.py

bench: $(VENV)/test.ok ## Measure pages and publishing; prints a table.
	@$(BIN)/python tests/bench.py $(ARGS)

audit: $(VENV)/test.ok ## Run the long checks; prints one table.
	@$(BIN)/python tests/audit.py $(ARGS)

lock: ## Resolve requirements*.in afresh into requirements*.txt, with hashes (needs uv).
	@command -v uv >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	@for name in requirements requirements-dev; do \
		uv pip compile --quiet --upgrade --generate-hashes --python-version 3.11.7 \
			--custom-compile-command "make lock" $$name.in -o $$name.txt || exit 1; \
	done

messages: $(VENV)/test.ok ## Collect the texts to translate and compile the translations (needs gettext).
	@$(BIN)/python manage.py makemessages --locale vi --no-obsolete --no-location --no-wrap \
		--ignore .venv --ignore var --ignore tests --ignore staticfiles
	@$(BIN)/python manage.py compilemessages --locale vi --ignore .venv

clean: ## Remove the environment and what tools left behind; never the data in var/.
	rm -rf $(VENV) $(STATIC) .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The stamps: an environment is made once, and again when a lock file changes.

$(VENV)/run.ok: requirements.txt | $(BIN)/python
	@$(call install,requirements.txt)
	@touch $@

$(VENV)/test.ok: requirements-dev.txt | $(BIN)/python
	@$(call install,requirements-dev.txt)
	@touch $@ $(VENV)/run.ok

$(STATIC)/staticfiles.json: $(VENV)/run.ok $(shell find static -type f 2>/dev/null)
	@NEWSROOM_HTTPS=off NEWSROOM_STATIC_ROOT=$(STATIC) \
		$(BIN)/python manage.py collectstatic --noinput --clear --verbosity 0
	@touch $@

$(BIN)/python:
	@test -n "$(PYTHON)" || { \
		echo "Newsroom needs Python 3.11 or newer; this machine has $$(python3 --version 2>&1)."; \
		echo "Install it (Debian: apt-get install python3), or name it: make run PYTHON=/path/to/python3"; \
		exit 1; }
	@echo "Making the environment in $(VENV) with $$("$(PYTHON)" --version)."
	@{ command -v uv >/dev/null && uv venv --quiet --seed --allow-existing --python "$(PYTHON)" $(VENV); } \
	|| "$(PYTHON)" -m venv $(VENV) \
	|| { rm -rf $(VENV); \
		echo "This Python cannot make environments."; \
		echo "Debian and Ubuntu keep that apart: apt-get install python3-venv"; exit 1; }

# uv is quick; where it is missing or cannot reach the index, pip does the same.
define install
echo "Installing $(1); the first time takes some minutes."; \
command -v uv >/dev/null \
	&& uv pip install --quiet --python $(BIN)/python --require-hashes -r $(1) \
|| { $(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip >/dev/null 2>&1; \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1); } \
|| { echo "The packages could not be installed; see above."; exit 1; }
endef
