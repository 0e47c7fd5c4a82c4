"""Settings from the environment: every name, its default and its meaning, in one table docs/settings.md repeats."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]


class SettingsError(ImproperlyConfigured):
    """A setting is missing or unsafe; the message says which and what to write."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable."""

    name: str
    default: str
    meaning: str


VARIABLES = (
    Variable("ORTAQ_ENV", "production", "production, demo or test"),
    Variable("ORTAQ_SECRET_KEY", "", "signs sessions and slips; required in production, 50 characters or more"),
    Variable("ORTAQ_SECRET_KEY_FALLBACKS", "", "older keys, separated by spaces, while sessions move to a new one"),
    Variable(
        "ORTAQ_VOTE_KEY",
        "",
        "keeps the list of who voted unreadable; required in production, 50 characters or more, kept through a vote",
    ),
    Variable(
        "ORTAQ_STATE_DIR",
        "var",
        "where the SQLite database, uploads and mail files live (the demo keeps its own: --state)",
    ),
    Variable(
        "ORTAQ_DATABASE_URL",
        "",
        "postgres://user:password@host:port/name or sqlite:///path; empty: SQLite in the state folder",
    ),
    Variable("ORTAQ_HOSTS", "", "host names the desk answers to, separated by spaces; required in production"),
    Variable(
        "ORTAQ_ORIGIN",
        "",
        "the public address, https://ortaq.example.kz; required in production, used in slips and messages",
    ),
    Variable(
        "ORTAQ_EMAIL_URL",
        "",
        "smtp+tls://user:password@host:587; empty: messages are written to the log without their text",
    ),
    Variable("ORTAQ_EMAIL_FROM", "ortaq@localhost", "sender of messages"),
    Variable("ORTAQ_SMS_BACKEND", "ortaq.core.notices.channels.ConsoleChannel", "class that sends text messages"),
    Variable(
        "ORTAQ_MESSENGER_BACKEND", "ortaq.core.notices.channels.ConsoleChannel", "class that sends messenger notes"
    ),
    Variable("ORTAQ_VIRUS_SCAN", "", 'dotted path of a function(bytes) -> str: "" when clean, else the finding'),
    Variable(
        "ORTAQ_TRANSLATOR",
        "",
        "dotted path of a function(text, source, target) -> text: drafts of translations; empty: no machine translates",
    ),
    Variable("ORTAQ_TRUSTED_PROXIES", "0", "number of proxies in front whose X-Forwarded-For is believed"),
    Variable("ORTAQ_SQLITE_SYNCHRONOUS", "FULL", "FULL survives power loss, NORMAL only kill -9"),
    Variable("ORTAQ_OC4IDS_PREFIX", "000000", "the city's registered prefix in identifiers of infrastructure projects"),
    Variable("ORTAQ_APPEALS_PER_HOUR", "30", "appeals one address may send in an hour without signing in; 0: no limit"),
    Variable("ORTAQ_PHOTOS_PER_HOUR", "120", "photos one address may send in an hour without signing in; 0: no limit"),
    Variable("ORTAQ_PUBLISH_FIRST", "1", "1: masked appeals are public at once and read after; 0: read first"),
)
_DEFAULTS = {variable.name: variable.default for variable in VARIABLES}


def read(name: str) -> str:
    """This will give the variable's value or its default; a name outside the table is a programming error."""
    return os.environ.get(name, "") or _DEFAULTS[name]


def whole_number(name: str) -> int:
    """This will read a variable that counts something."""
    text = read(name)
    if not text.isdecimal():
        message = f"{name} must be a whole number, not {text}"
        raise SettingsError(message)
    return int(text)


def hourly(number: int) -> str:
    """This will write a number as allauth's rate an hour by address, "" (no limit) for 0."""
    return f"{number}/h/ip" if number else ""


DEMO_KEY = "only-for-the-demo-and-tests-where-nothing-needs-keeping"
SHORTEST_KEY, FEWEST_SIGNS = 50, 10


def secret_key(given: str, *, production: bool, name: str = "ORTAQ_SECRET_KEY") -> str:
    """This will give the key, or the demo's where nothing needs keeping; production takes only a long, unknown one."""
    if not production:
        return given or DEMO_KEY
    weak = len(given) < SHORTEST_KEY or len(set(given)) < FEWEST_SIGNS
    if weak or given == DEMO_KEY or given.startswith("django-insecure-"):
        command = 'python3 -c "import secrets; print(secrets.token_urlsafe(50))"'
        message = (
            f"{name} is missing, shorter than {SHORTEST_KEY} characters or known to everyone; make one with: {command}"
        )
        raise SettingsError(message)
    return given


def database(url: str, state_dir: Path, synchronous: str) -> dict[str, object]:
    """This will turn a database address into Django's settings; empty means SQLite in the state folder."""
    parts = urlsplit(url)
    if parts.scheme in ("postgres", "postgresql"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 0,
            "OPTIONS": {"pool": {"min_size": 2, "max_size": 8, "timeout": 10}, **dict(parse_qsl(parts.query))},
        }
    if parts.scheme not in ("", "sqlite"):
        message = f"ORTAQ_DATABASE_URL must start with postgres:// or sqlite:///, not {parts.scheme}://"
        raise SettingsError(message)
    if synchronous not in ("FULL", "NORMAL", "EXTRA"):
        message = f"ORTAQ_SQLITE_SYNCHRONOUS must be FULL, NORMAL or EXTRA, not {synchronous}"
        raise SettingsError(message)
    path = Path(unquote(parts.path)[1:]) if url else state_dir / "ortaq.sqlite3"
    pragmas = (
        "journal_mode=WAL",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "temp_store=MEMORY",
        "mmap_size=268435456",
        "journal_size_limit=67108864",
        "cache_size=-32000",
    )
    return {
        "ENGINE": "ortaq.site.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "".join(f"PRAGMA {pragma};" for pragma in pragmas),
        },
    }


def cache(database_url: str, state_dir: Path) -> dict[str, object]:
    """This will choose where rate limits are counted: a place all processes of the installation see.

    One machine with SQLite counts in files of the state folder; several machines count in PostgreSQL (`ortaq migrate`
    makes the table).
    """
    most = {"MAX_ENTRIES": 10_000}  # with Django's 300, a busy hour would throw the counts away
    if urlsplit(database_url).scheme in ("postgres", "postgresql"):
        return {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ortaq_cache", "OPTIONS": most}
    return {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(state_dir / "cache"),
        "OPTIONS": most,
    }


def mail(url: str, *, demo: bool) -> dict[str, object]:
    """This will turn smtp://, smtp+tls:// (STARTTLS) or smtps:// into Django's settings; empty: console or log."""
    if not url:
        name = "django.core.mail.backends.console.EmailBackend" if demo else "ortaq.site.mail.LogBackend"
        return {"EMAIL_BACKEND": name}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        message = f"ORTAQ_EMAIL_URL must look like smtp+tls://user:password@host:587, not {parts.scheme}://…"
        raise SettingsError(message)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
