"""Kill -9 of the server during intake: `python bench/kill9.py --rounds 50`.

Each round starts the real server on the same database, lets residents file appeals over HTTP, half of them page by
page, and kills every process of it at a random moment. Then: every number a resident has seen is there, once, with
her words; nothing is half-written; the journal holds. Who got no answer sends the same form again next round, and
it still makes one appeal.
"""

import argparse
import http.client
import random
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench.filing import Browser, Form, Refusal, signed, words
from bench.showing import Bar, say
from bench.soundness import faults
from bench.stage import SQLITE, Failed, Server, Stage, load

SHORTEST, LONGEST = 0.2, 2.5
"""Seconds from the round's first number to its death."""
TOPIC = "roads.pothole"


@dataclass
class Ledger:
    """What residents know: the forms they sent and the numbers they saw."""

    acknowledged: list[Form] = field(default_factory=list)
    doubtful: list[Form] = field(default_factory=list)
    """Sent, but the answer never came."""
    sent_again: int = 0
    refused: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def saw(self, form: Form, number: str) -> None:
        with self.lock:
            form.number = number
            self.acknowledged.append(form)

    def doubts(self, form: Form) -> None:
        with self.lock:
            self.doubtful.append(form)

    def again(self) -> Form | None:
        with self.lock:
            if not self.doubtful:
                return None
            self.sent_again += 1
            return self.doubtful.pop()


def resident(port: int, ledger: Ledger, marks: "count[int]", dying: threading.Event, *, walks: bool) -> None:
    """This will file one appeal after another until the server dies, and remember what came of each."""
    browser = Browser(port)
    while not dying.is_set():
        form = ledger.again()
        try:
            if form is None:
                form = Form(words(f"{next(marks)}")) if walks else signed(words(f"{next(marks)}"), TOPIC)
                if walks:
                    browser.walk(form, TOPIC)
            ledger.saw(form, browser.send(form))
        except (OSError, http.client.HTTPException):
            if form is not None and form.fields:
                ledger.doubts(form)
            browser.close()
            browser = Browser(port)
            time.sleep(0.02)
        except Refusal as refusal:
            with ledger.lock:
                ledger.refused.append(str(refusal))
            time.sleep(0.02)
    browser.close()


def one_round(stage: Stage, ledger: Ledger, marks: "count[int]", clients: int, chance: random.Random) -> None:
    """This will let residents file and kill the server under them."""
    server = Server.start(stage, "--workers", "2", "--with-worker")
    dying = threading.Event()
    before = len(ledger.acknowledged)
    people = [
        threading.Thread(
            target=resident, args=(server.port, ledger, marks, dying), kwargs={"walks": n % 2 == 0}, daemon=True
        )
        for n in range(clients)
    ]
    try:
        for person in people:
            person.start()
        until = time.monotonic() + 30
        while len(ledger.acknowledged) == before and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(SHORTEST, LONGEST))
    finally:
        server.kill9()
        dying.set()
        for person in people:
            person.join(timeout=60)
    if len(ledger.acknowledged) == before:
        said = server.log.read_text(errors="replace").strip().splitlines()[-12:]
        raise Failed("Nobody got a number in 30 seconds.\n" + "\n".join([*ledger.refused[-3:], *said]))


def settle_doubts(stage: Stage, ledger: Ledger) -> None:
    """This will send what got no answer a last time, with nobody killing anything."""
    server = Server.start(stage, "--workers", "1")
    browser = Browser(server.port)
    try:
        while form := ledger.again():
            ledger.saw(form, browser.send(form))
    finally:
        browser.close()
        server.stop()


def judge(stage: Stage, ledger: Ledger) -> list[str]:
    """This will give everything that is not as it must be after a death; [] when all is well."""
    found = faults(ledger.acknowledged, ledger.doubtful)
    found += [f"{n} × {what}" for what, n in Counter(ledger.refused).most_common(3)]
    ledger.refused.clear()
    try:
        stage.ortaq("verify", "journal")
    except Failed as broken:
        found.append(str(broken))
    return found


def run(stage: Stage, *, rounds: int, clients: int, seed: int) -> tuple[int, int, Ledger]:
    """This will play the rounds and give (passed, failed, what residents know)."""
    say(f"Stage: {stage.name}, {clients} residents, seed {seed}, load {load()}")
    stage.run("-m", "bench.city")
    stage.open()
    ledger, marks, chance = Ledger(), count(1), random.Random(seed)
    passed = failed = 0
    bar = Bar("kill -9 during intake", rounds, " rounds")
    for number in range(1, rounds + 1):
        one_round(stage, ledger, marks, clients, chance)
        last = number == rounds
        if last:
            settle_doubts(stage, ledger)
        if wrong := judge(stage, ledger):
            failed += 1
            say(f"\nround {number}:")
            for line in wrong:
                say(f"  {line}")
        else:
            passed += 1
        bar(number)
    return passed, failed, ledger


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--database", default=SQLITE, help="sqlite, or postgres://…/ortaq_bench (made anew)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments of death (default: another each time)")
    given = parser.parse_args(arguments)
    started = time.monotonic()
    try:
        # Not the demo, whose letters fill the log, and not production, which speaks only through a proxy.
        with Stage(given.database, env="test") as stage:
            passed, failed, ledger = run(
                stage,
                rounds=given.rounds,
                clients=given.clients,
                seed=given.seed or random.SystemRandom().randrange(10**6),
            )
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1
    say(
        f"{len(ledger.acknowledged)} appeals acknowledged, none lost, none twice; {ledger.sent_again} forms sent again."
        if not failed
        else f"{len(ledger.acknowledged)} appeals acknowledged."
    )
    say(f"{passed} passed, {failed} failed in {time.monotonic() - started:.1f}s")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
