"""Everything that can be checked without running the program: `python tools/check.py [name …]`, all checks by default.

All of them run even when one fails; each prints a line with its time and, if it failed, the beginning of what it had to
say. Everything it said is in build/check/.
"""

import os
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
LOGS = ROOT / "build" / "check"
SHOWN = 60
CRASH = 12
SPELLED = (
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "ortaq",
    "tests",
    "tools",
    "bench",
    "docs",
    "assets/css",
    "assets/js",
)


@dataclass(frozen=True)
class Check:
    """One line of `make check`: its short name, what it holds and the command that does it."""

    name: str
    title: str
    command: tuple[str, ...]
    settings: dict[str, str] = field(default_factory=dict)


def program(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(BIN / name), *arguments)


def python(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, *arguments)


def production() -> dict[str, str]:
    """This will give the settings production does not start without, for a city that does not exist."""
    city = {"ORTAQ_HOSTS": "ortaq.example", "ORTAQ_ORIGIN": "https://ortaq.example", "ORTAQ_TRUSTED_PROXIES": "1"}
    keys = {name: secrets.token_urlsafe(60) for name in ("ORTAQ_SECRET_KEY", "ORTAQ_VOTE_KEY")}
    return city | keys | {"ORTAQ_ENV": "production"}


def checks() -> list[Check]:
    spelled = [name for name in SPELLED if (ROOT / name).exists()]
    return [
        Check("style", "style (ruff)", program("ruff", "check", "--quiet", "--output-format", "concise", ".")),
        Check("format", "formatting (ruff)", program("ruff", "format", "--check", "--quiet", ".")),
        Check("types", "types (mypy)", program("mypy", "--no-error-summary")),
        Check("contracts", "the plan of the house (import-linter)", program("lint-imports", "--no-cache", "--no-logo")),
        Check("messages", "translations", python("tools/messages.py", "check")),
        Check("django", "Django's own checks", python("-m", "django", "check", "--fail-level", "WARNING")),
        Check(
            "production",
            "Django's checks of a city in production",
            python("-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
            production(),
        ),
        Check("migrations", "migrations", python("-m", "django", "makemigrations", "--check", "--dry-run")),
        Check("templates", "templates (djlint)", program("djlint", "--lint", "--quiet", "ortaq")),
        Check("spelling", "spelling (codespell)", program("codespell", *spelled)),
        Check("dependencies", "dependencies (deptry)", program("deptry", "--no-ansi", ".")),
        Check("unused", "unused code (vulture)", program("vulture")),
    ]


def environment() -> dict[str, str]:
    """This will give the checks our settings and an empty state folder: they never look into a real city's database."""
    state = LOGS / "state"
    (state / "static").mkdir(parents=True, exist_ok=True)
    given = {name: value for name, value in os.environ.items() if not name.startswith("ORTAQ_")}
    ours = {"DJANGO_SETTINGS_MODULE": "ortaq.site.settings", "ORTAQ_ENV": "test", "ORTAQ_STATE_DIR": str(state)}
    return given | ours | {"PYTHONPATH": str(ROOT)}


def passes(check: Check, width: int) -> bool:
    """This will run one check and show its line; and its output if it failed."""
    print(f"{check.title:<{width}} …", end="", flush=True)
    started = time.monotonic()
    ended = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environment() | check.settings,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    good = ended.returncode == 0
    print(f" {time.monotonic() - started:5.1f} s  {'ok' if good else 'FAILED'}", flush=True)
    said = (ended.stdout + ended.stderr).strip().splitlines()
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"{check.name}.log"
    log.write_text("\n".join(said) + "\n")
    if not good:
        crashed = any(line.startswith("Traceback") for line in said)
        shown = said[-CRASH:] if crashed else said[:SHOWN]  # the reason of a crash stands at its end
        print("\n".join(f"    {line}" for line in shown), flush=True)
        if len(said) > len(shown):
            print(f"    … {len(said) - len(shown)} more lines: {log}", flush=True)
    return good


def main(names: list[str]) -> int:
    known = checks()
    if strange := set(names) - {check.name for check in known}:
        print(
            f"no such check: {', '.join(sorted(strange))}. There are: {', '.join(c.name for c in known)}",
            file=sys.stderr,
        )
        return 2
    chosen = [check for check in known if not names or check.name in names]
    width = max(len(check.title) for check in chosen)
    failed = [check.title for check in chosen if not passes(check, width)]
    print(f"\nFailed: {', '.join(failed)}" if failed else f"\nAll {len(chosen)} checks are in order.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
