# Zhenghe 证核. `make demo` and `make test` need Python 3.11, make, and a package index; nothing else.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q

# The tests start the program a thousand times: what Python compiles is kept, whatever the environment says.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo test faults check format lock fixtures accuracy calibrate confusions candidates bench bench-match bench-photo bench-queue photo-samples screenshots docs clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ —/'

# The lock holds every package by hash. OpenCV comes last and alone: several packages ask for builds
# of cv2 that need an X11 library, and the build installed last is the one that is imported.
$(READY): requirements.txt requirements-headless.txt pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "需要 Python 3.11 / Python 3.11 is needed. Try: make PYTHON=/path/to/python3.11"; exit 2; }
	@echo "正在准备环境，首次需要几分钟 / Making the environment; the first time takes some minutes"
	@$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes --no-deps -r requirements.txt
	$(PIP) --require-hashes --no-deps --force-reinstall -r requirements-headless.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## check the three bundled submissions and write their reports to demo-reports/
	$(BIN)/zhenghe demo

test: $(READY) ## run the whole test suite
	$(BIN)/python -m pytest -n 2 --dist loadfile

faults: $(READY) ## let a hundred random faults strike the queue: nothing may be lost
	$(BIN)/python -m pytest -n 2 --dist load tests/workers/test_queue_faults.py --fault-schedules $(or $(SCHEDULES),120)

check: $(READY) ## format, lint, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_house.py

format: $(READY) ## format the code
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## renew the locks (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --extra dev pyproject.toml -o requirements.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-deps requirements-headless.in -o requirements-headless.txt

fixtures: $(READY) ## make the ready set of fixtures anew from its seed
	$(BIN)/python -m fixtures.ready

accuracy: $(READY) ## measure how well specimens of unseen families are read
	$(BIN)/python -m benchmarks.accuracy

calibrate: $(READY) ## learn anew how sure a reading is, from specimens
	$(BIN)/python -m benchmarks.calibrate

confusions: $(READY) ## count anew what the engine takes for what
	$(BIN)/python -m benchmarks.confusions

candidates: $(READY) ## measure how good the probabilities of candidates are; learn with --learn
	$(BIN)/python -m benchmarks.candidates

bench: $(READY) ## measure speed, memory and accuracy beside other OCR systems
	$(BIN)/python -m benchmarks.speed

bench-match: $(READY) ## measure searching rosters beside comparing with every row
	$(BIN)/python -m benchmarks.match

bench-photo: $(READY) ## measure photos made from known portraits beside face-seeded GrabCut
	$(BIN)/python -m benchmarks.photo

photo-samples: $(READY) ## make the pictures of docs/photo.md anew
	$(BIN)/python -m docs.photo_samples

screenshots: $(READY) ## take the pictures of docs/pages.md anew; needs chromium
	$(BIN)/python -m docs.screenshots

bench-queue: $(READY) ## measure the queue; ARGS="--postgres postgresql://… --redis redis://…" for these
	$(BIN)/python -m benchmarks.queue $(ARGS)

docs: $(READY) ## write the tables of the reference pages anew
	$(BIN)/python -m docs.reference

clean: ## remove the environment and the demo's reports
	rm -rf $(VENV) demo-reports
