# `make` alone says what there is. Everything is set up by itself, once; see lectern/bootstrap.py.

PYTHON ?= python3
OWN := .venv/bin/python
# Two workers, one file of tests each at a time, so that what a file builds is built once.
WORKERS ?= 2
PYTEST := $(OWN) -m pytest -n $(WORKERS) --dist loadfile

.DEFAULT_GOAL := help
.PHONY: help all setup setup-tests setup-fast test fast check bench bench-citations bench-narration lint golden train lock linecounts clean distclean

help:
	@echo 'Lectern: one article becomes a tagged PDF, an EPUB that reads itself aloud, a web page and an MP3.'
	@echo
	@echo '  make all          set up what is missing; build every article in source/ into outputs/'
	@echo '                      SOURCE=source/tides.md   only this one (or several)'
	@echo '                      TO=html,pdf,epub,mp3     only these editions'
	@echo '                      OUTPUTS=folder           build into another folder'
	@echo '                      VOICE=auto|espeak|gtts   who reads aloud (gtts sends the text to Google; piper:MODEL)'
	@echo '                      OPTIONS="--offline …"    whatever else ./publish.py build --help lists'
	@echo '  make check        let every validator judge what is built (OUTPUTS=folder)'
	@echo '  make test         set up what only tests need (browser, Java, Node, validators); run all tests'
	@echo '  make fast         run the tests that need none of these, in seconds (TESTS=tests/test_x.py)'
	@echo '  make bench        how long each stage takes, cold and again (SOURCE=source/tides.md)'
	@echo '  make bench-citations  how well citations are linked (GOLD=folder with records; WRITE=1: into docs/)'
	@echo '  make bench-narration  from script to MP3, beside espeak-ng | lame (WORDS=10000 HOURS=10; WRITE=1: into docs/)'
	@echo '  make lint         ruff and mypy'
	@echo '  make golden       accept what the filters give now as expected; then read the diff'
	@echo '  make train        learn to read references from open gold (GOLD=folder); then measure and test'
	@echo '  make lock         choose the newest allowed versions; write lectern/locks/ anew'
	@echo '  make linecounts   which modules grow too long'
	@echo '  make clean        remove what was built; make distclean: and what was installed here'
	@echo
	@echo 'Begin with: make all'

# make passes its variables on in the environment, where the shell reads them whole: spaces in names are safe.
all: setup
	@if [ -e "$$SOURCE" ]; then set -- "$$SOURCE"; else set -- $$SOURCE; fi; \
	$(OWN) publish.py build "$$@" $${TO:+--to "$$TO"} $${OUTPUTS:+--outputs "$$OUTPUTS"} \
	  $${VOICE:+--voice "$$VOICE"} $(OPTIONS)

setup setup-fast setup-tests:
	@command -v $(PYTHON) >/dev/null || { \
	  echo 'lectern: $(PYTHON) is missing; run: sudo apt-get install python3' >&2; exit 3; }
	@$(PYTHON) lectern/bootstrap.py $(if $(filter setup,$@),setup,$(if $(filter setup-fast,$@),fast,tests))

test: setup-tests
	@$(PYTEST) $(TESTS)

fast: setup-fast
	@$(PYTEST) -m 'not slow' $(TESTS)

check: setup-tests
	@$(OWN) publish.py check "$${OUTPUTS:-outputs}"

bench: setup
	@$(OWN) benchmarks/stages.py $(SOURCE)

GOLD ?= ../shared/gold

bench-citations: setup-fast
	@GOLD="$(GOLD)" WRITE="$(WRITE)" $(OWN) benchmarks/citations.py

bench-narration: setup
	@WRITE="$(WRITE)" $(OWN) benchmarks/narration.py $(if $(WORDS),--words $(WORDS)) $(if $(HOURS),--hours $(HOURS))

lint: setup-fast
	@$(OWN) -m ruff check .
	@$(OWN) -m mypy

golden: setup-fast
	@GOLDEN=accept $(OWN) -m pytest -q tests/test_filters.py -k golden_document || true
	@git diff --stat -- tests/golden

train: setup-fast
	@$(OWN) benchmarks/train_references.py "$${GOLD:-../shared/gold}"

lock: setup
	@$(OWN) lectern/locks/lock.py

linecounts:
	@find publish.py filters lectern tests benchmarks -name '*.py' -exec wc -l {} + | sort -rn | head -40

clean:
	find outputs -mindepth 1 -not -name README.md -delete
	rm -rf .cache .pytest_cache .mypy_cache .ruff_cache

distclean: clean
	rm -rf .venv .tools
