# Ortaq: every verb needs only make and Python 3.11 or newer. The long recipes are small programs in tools/.
.POSIX:
.PHONY: help demo test nightly check bench build messages clean lock ready ready-dev

PORT = 8000
PY = .venv/bin/python

help:
	@sh tools/help.sh

ready:
	@sh tools/with-python.sh tools/setup.py run

ready-dev:
	@sh tools/with-python.sh tools/setup.py dev

demo: ready
	@exec .venv/bin/ortaq demo --port $(PORT)

test: ready-dev
	@exec $(PY) -m pytest -n auto --dist worksteal $(ARGS)

nightly: ready-dev
	@ORTAQ_NIGHTLY=1 exec $(PY) -m pytest -n auto --dist worksteal $(ARGS)

check: ready-dev
	@exec $(PY) tools/check.py $(ARGS)

bench: ready-dev
	@exec $(PY) bench/run.py $(ARGS)

build:
	@sh tools/with-python.sh tools/setup.py build

messages: ready-dev
	@$(PY) tools/messages.py extract
	@$(PY) tools/messages.py compile

clean:
	@sh tools/with-python.sh tools/clean.py

lock:
	@sh tools/lock.sh
