"""`ortaq serve`: the web server of a city; the worker runs beside it or apart."""

import argparse

from ortaq.doors.terminal import serving
from ortaq.doors.terminal.house import open_house
from ortaq.doors.terminal.speech import Stop


def add(parsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = parsers.add_parser("serve", help="start the web server")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=0, help="processes (default: as many as cores)")
    parser.add_argument(
        "--threads", type=int, default=0, help="threads in each (default: 1 on SQLite, 3 on PostgreSQL)"
    )
    parser.add_argument("--with-worker", action="store_true", help="run the background worker too")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """This will serve until it is told to stop."""
    serving.require_free_port(arguments.host, arguments.port)
    open_house()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from ortaq.doors.terminal.verbs.demo import collect_static

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Stop("The database is behind the program. Run first: ortaq migrate")
    collect_static()
    processes, threads = serving.sizes(on_sqlite=connection.vendor == "sqlite")
    commands = [
        serving.web_command(
            host=arguments.host,
            port=arguments.port,
            workers=arguments.workers or processes,
            threads=arguments.threads or threads,
        )
    ]
    if arguments.with_worker:
        commands.append(serving.worker_command())
    connection.close()
    try:
        with serving.children(*commands) as started:
            serving.wait_until_it_answers(arguments.host, arguments.port, started[0])
            print(f"Ortaq listens on http://{arguments.host}:{arguments.port}", flush=True)
            return serving.wait_for_any(started)
    except KeyboardInterrupt:
        return 0
