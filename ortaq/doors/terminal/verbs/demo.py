"""`ortaq demo`: the demo city, ready to click, on one machine and without any service."""

import argparse
import hashlib
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from ortaq.doors.terminal import serving
from ortaq.doors.terminal.house import open_house, sqlite_is_usable
from ortaq.doors.terminal.speech import Progress, Stop, step

if TYPE_CHECKING:
    from ortaq.core.people.models import Account

STATE = Path("var/demo")


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("demo", help="start the demo city on this machine")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine only")
    parser.add_argument("--state", type=Path, default=STATE, help="folder of the demo's data (default: var/demo)")
    parser.add_argument("--fresh", action="store_true", help="forget the demo's data and begin anew")
    parser.add_argument("--no-serve", action="store_true", help="prepare everything and stop")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """This will prepare what is not ready yet, serve, and end with Ctrl-C."""
    began = time.monotonic()
    if not arguments.no_serve:
        serving.require_free_port(arguments.host, arguments.port)
    state = arguments.state.resolve()
    if arguments.fresh:
        _forget(state)
    if not sqlite_is_usable(state / "ortaq.sqlite3"):
        raise Stop(f"{state / 'ortaq.sqlite3'} is damaged. Begin anew with: ortaq demo --fresh")
    _set_environment(arguments.host, arguments.port)
    open_house(env="demo", state_dir=state)
    _require_built_assets()
    prepare()
    if arguments.no_serve:
        return 0
    return _serve(arguments.host, arguments.port, state, began)


def _require_built_assets() -> None:
    from django.conf import settings

    if not any((Path(folder) / "site.css").exists() for folder in settings.STATICFILES_DIRS):
        raise Stop("The pages' styles are not built yet. Run: make build")


def _forget(state: Path) -> None:
    """Only a folder that looks like a demo's is emptied."""
    if state.exists() and any(state.iterdir()) and not (state / "ortaq.sqlite3").exists():
        raise Stop(f"{state} does not look like the data of a demo; it is left alone.")
    shutil.rmtree(state, ignore_errors=True)


def _set_environment(host: str, port: int) -> None:
    import os

    os.environ.pop("ORTAQ_DATABASE_URL", None)
    os.environ["ORTAQ_ORIGIN"] = f"http://localhost:{port}"
    os.environ["ORTAQ_HOSTS"] = " ".join(dict.fromkeys(["localhost", "127.0.0.1", "[::1]", host]))
    os.environ.setdefault("ORTAQ_SQLITE_SYNCHRONOUS", "NORMAL")


def prepare() -> None:
    """This will bring the database, the static files and the demo city up to date; what is ready takes no time."""
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        with step("Database"):
            call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    try:
        _load_city()
    except OperationalError as error:  # a table or column that is not there: the first migration was another one
        raise Stop(
            f"The demo's data does not fit this version of Ortaq ({error}).\nBegin anew with: ortaq demo --fresh"
        ) from error


def collect_static() -> None:
    """This will copy the built front end to where WhiteNoise serves it from, when it has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    total = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            total.update(f"{name}\0{Path(storage.path(name)).stat().st_mtime_ns}\0".encode())
    stamp = Path(settings.STATE_DIR) / "static.stamp"
    if stamp.exists() and stamp.read_text() == total.hexdigest() and Path(settings.STATIC_ROOT).is_dir():
        return
    with step("Styles, scripts and fonts"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(total.hexdigest())


def _load_city() -> None:
    from ortaq.doors.terminal.demo.load import is_loaded, load

    if not is_loaded():
        load(Progress())


def _serve(host: str, port: int, state: Path, began: float) -> int:
    processes, threads = serving.sizes(on_sqlite=True)
    web = serving.web_command(host=host, port=port, workers=min(processes, 4), threads=threads)
    try:
        with serving.children(web, serving.worker_command()) as started:
            serving.wait_until_it_answers(host, port, started[0])
            _greet(port, time.monotonic() - began)
            code = serving.wait_for_any(started)
            print("A part of the demo ended by itself; what it said is above.")
            return code
    except KeyboardInterrupt:
        print(f"\nStopped. The demo city is kept in {state}; start it again with the same command.")
        return 0


def _greet(port: int, seconds: float) -> None:
    from django.db.models import prefetch_related_objects

    from ortaq.core.people.queries import demo_accounts

    accounts = demo_accounts()
    print(f"\nOrtaq is ready after {seconds:.0f} s:  http://localhost:{port}")
    if accounts:
        print(f"\nSign in without a password at  http://localhost:{port}/kk/demo/  as one of these invented people:")
        prefetch_related_objects(accounts, "person__offices__body")
        width = max(len(account.email or account.phone or "") for account in accounts)
        for account in accounts:
            print(f"  {account.email or account.phone or '':<{width}}  {account.person.name} — {_part(account)}")
    print("\nStop with Ctrl-C.", flush=True)


def _part(account: "Account") -> str:
    """Who an invented person is: the posts she holds, or a resident."""
    held = account.person.offices.all()
    return "; ".join(f"{office.post['en']}, {office.body.short_name['en']}" for office in held) or "resident"
