"""Loaded first (addopts in pyproject.toml), before Django reads its settings: tests never touch a real city's files."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

state = tempfile.mkdtemp(prefix="ortaq-tests-")
atexit.register(shutil.rmtree, state, ignore_errors=True)
Path(state, "static").mkdir()

os.environ["ORTAQ_ENV"] = "test"
os.environ["ORTAQ_STATE_DIR"] = state
os.environ["ORTAQ_APPEALS_PER_HOUR"] = os.environ["ORTAQ_PHOTOS_PER_HOUR"] = "0"  # all tests come from one address
os.environ.setdefault("ORTAQ_SQLITE_SYNCHRONOUS", "NORMAL")
