"""What every test may use. Fixtures of the domain (bodies, officers, appeals) live in tests/factories.py and below."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
from django.utils import translation

from tools import messages

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data"
ALMATY = ZoneInfo("Asia/Almaty")
# A Monday morning, a working day: tests that need another moment build it from this one.
NOW = datetime(2027, 3, 1, 10, 0, tzinfo=ALMATY)

hypothesis.settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
hypothesis.settings.register_profile("local", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "local")

pytest_plugins = ["tests.browser", "tests.city"]


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once per run: the workers of xdist start after their controller has done this."""
    if not hasattr(config, "workerinput"):
        messages.compile_stale()


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def now_utc() -> datetime:
    return NOW.astimezone(UTC)


@pytest.fixture(autouse=True)
def own_counts(request: pytest.FixtureRequest, settings: Any) -> None:
    """Let each test count rate limits for itself: the files of SQLite's installations are shared by all workers."""
    if "filebased" in settings.CACHES["default"]["BACKEND"]:
        memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": request.node.nodeid}
        settings.CACHES = {"default": memory}


@pytest.fixture(autouse=True)
def own_language() -> None:
    """Let each test begin in the first language: the page of the one before may have spoken another."""
    translation.deactivate()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real records beside the checkout; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("no ../shared/data beside this checkout")
    return SHARED


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put SQLite's test database into a file: the live server's threads and the test must see the same one."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if "sqlite" in database["ENGINE"]:
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
