"""Loaded first (addopts in pyproject.toml), before Django reads its settings."""

import os

os.environ.setdefault("ORTAQ_ENV", "test")
