"""Opening the house for a verb: environment, Django, the state folder."""

import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from ortaq.doors.terminal.speech import Stop

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor


def open_house(*, env: str = "", state_dir: Path | None = None) -> None:
    """This will load Django with the settings of the environment; a wrong setting becomes a sentence."""
    if env:
        os.environ["ORTAQ_ENV"] = env
    if state_dir is not None:
        os.environ["ORTAQ_STATE_DIR"] = str(state_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.site.settings")
    from django.core.exceptions import ImproperlyConfigured

    try:
        from django.conf import settings

        folder = Path(settings.STATE_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "static").mkdir(exist_ok=True)
        import django

        django.setup()
    except ImproperlyConfigured as error:
        raise Stop(f"{error}. All settings are listed in docs/settings.md.", exit_code=2) from error
    except OSError as error:
        raise Stop(f"The state folder cannot be written: {error}", exit_code=2) from error


def operator() -> "Actor":
    """The one at the terminal: whoever holds the server's keys acts as the system."""
    from ortaq.core.people.actor import system

    return system("terminal")


def sqlite_is_usable(path: Path) -> bool:
    """Whether the file is absent or a SQLite database that opens."""
    if not path.exists():
        return True
    try:
        with sqlite3.connect(path) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError:
        return False
    return True
