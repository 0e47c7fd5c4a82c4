"""A vote under load as residents' browsers cast it: `python bench/ballots_online.py --database sqlite --voters 3000`.

The call and the residents of bench/ballots.py, but over HTTP: `ortaq serve` as it starts on this machine, and 64 kept
connections that send the last page of the ballot with three projects marked, each as a resident who has signed in. The
answer is a whole page with the receipt. Every fourth resident sends a second ballot, with another form and at the same
moment. Last, the books are read: one voter, one ballot and one receipt for each who was told that it counts.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.ballots import CLIENTS, CODE, attempts, build
from bench.clients import Measure, measure, post
from bench.showing import milliseconds, say, table, thousands
from bench.stage import POSTGRES, SQLITE, Failed, Server, Stage, load, machine, serving

PAGE = f"/kk/budgets/{CODE}/vote/check/"
COUNTED, VOTED = 200, (302, 422)
"""The page with the receipt; "you have voted", on its page or (if the first ballot came in between) on this one."""
HERTZ = os.sysconf("SC_CLK_TCK")


def signed_in() -> dict[int, str]:
    """This will open a session for every resident and give the cookies by person."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    from ortaq.core.people.models import Account
    from ortaq.site.sessions import SessionStore

    rows, cookies = [], dict[int, str]()
    for account in Account.objects.filter(person__isnull=False).order_by("pk"):
        key = f"bench{account.pk:027}"
        data = {
            SESSION_KEY: str(account.pk),
            BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
            HASH_SESSION_KEY: account.get_session_auth_hash(),
        }
        ends = timezone.now() + timedelta(days=1)
        rows.append(Session(session_key=key, session_data=SessionStore().encode(data), expire_date=ends))
        cookies[account.person_id] = key
    Session.objects.bulk_create(rows, batch_size=500)
    return cookies


def requests(port: int, cookies: dict[int, str], name: str) -> Iterator[bytes]:
    """This will give the ballots in the order of the queue; a resident's second one follows at once."""
    from urllib.parse import urlencode

    from ortaq.civic.budgets.models import Project

    projects = list(Project.objects.order_by("pk").values_list("pk", flat=True))
    for person, _way, form in attempts(list(cookies)):
        chosen = sorted({projects[(person * step) % len(projects)] for step in (1, 7, 31)})
        plain = post(PAGE, {"form_token": form}, port, f"{name}={cookies[person]}")
        head, _, body = plain.partition(b"\r\n\r\n")
        body += b"&" + urlencode([("project", key) for key in chosen]).encode()
        lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Content-Length")]
        yield b"\r\n".join([*lines, b"Content-Length: %d" % len(body)]) + b"\r\n\r\n" + body


def spent(server: Server) -> float:
    """This will give the processor's seconds of all processes of the server."""
    ticks = 0
    for pid in server.family():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / HERTZ


def faults(found: Measure) -> list[str]:
    """This will read the books and name everything that is not as it should be."""
    from django.db import connections

    from ortaq.civic.budgets.models import Ballot, Receipt, Voter

    told = {status: number for status, number in found.statuses.items() if status not in (COUNTED, *VOTED)}
    wrong = [f"answered otherwise: {told}"] if told else []
    wrong += [f"{found.broken} connections broke"] if found.broken else []
    books = {model.__name__: model.objects.count() for model in (Voter, Ballot, Receipt)}
    if set(books.values()) != {found.statuses[COUNTED]}:
        wrong.append(f"{found.statuses[COUNTED]} residents were told that they count; the books hold {books}")
    if Voter.objects.values("voter_hash").distinct().count() != books["Voter"]:
        wrong.append("somebody stands on the list twice")
    connections.close_all()
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default=SQLITE, help=f"sqlite, or an address such as {POSTGRES}")
    parser.add_argument("--voters", type=int, default=3_000)
    given = parser.parse_args()
    with Stage(given.database) as stage:
        say(f"{stage.name}, {machine()}; load {load()}")
        stage.ortaq("migrate")
        stage.open()
        build(given.voters)
        from django.conf import settings
        from django.db import connections

        cookies = signed_in()
        with serving(stage) as server:
            sent = list(requests(server.port, cookies, settings.SESSION_COOKIE_NAME))
            connections.close_all()
            before = spent(server)
            started = os.times().elapsed
            found = measure(server.port, iter(sent), clients=CLIENTS, seconds=3_600)
            seconds, cpu = os.times().elapsed - started, spent(server) - before
        wrong = faults(found)
        answers, counted = len(found.times), found.statuses[COUNTED]
        refused = sum(found.statuses[one] for one in VOTED)
        row = [
            stage.name, CLIENTS, thousands(answers), thousands(counted), thousands(refused), f"{counted / seconds:.0f}",
            milliseconds(found.seen(50)), milliseconds(found.seen(95)), f"{cpu / answers * 1000:.1f}", len(wrong),
        ]  # fmt: skip
        head = [
            "database", "clients", "sent", "counted", "second ballots refused", "ballots/s", "p50 ms", "p95 ms",
            "CPU ms each", "faults",
        ]  # fmt: skip
        say(table(head, [row]))
        for one in wrong:
            say(f"FAULT: {one}")
        return 1 if wrong else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ortaq.site.settings")
    try:
        sys.exit(main())
    except Failed as failed:
        say(f"FAILED: {failed}")
        sys.exit(1)
