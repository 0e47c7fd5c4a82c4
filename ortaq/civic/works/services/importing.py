"""Results of another system become works of the register, with what was said of them there. Known ones stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from ortaq.civic.works.models import Work
from ortaq.civic.works.rules.stages import LONGEST_ABOUT, LONGEST_NOTE, Stage
from ortaq.civic.works.services._held import today
from ortaq.civic.works.services.works import open_work
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory.models import Body

DONE = 100
"""Per cent."""


@dataclass(frozen=True, slots=True)
class OldResult:
    """A result there. `progress` in per cent, `None` where nobody told; `origins` are cards here it came from."""

    line: int
    id: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    language: str
    note: str
    url: str
    told_on: date
    progress: int | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    address: str = ""
    lon: float | None = None
    lat: float | None = None
    origins: Sequence[Matter] = ()


@dataclass(slots=True)
class ImportedWorks:
    """What became of results: read, added, known from before, and the bad ones as (line, sentence)."""

    read: int = 0
    added: int = 0
    known: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


def import_results(
    *, source: str, results: Iterable[OldResult], body: Body, actor: Actor, now: datetime
) -> ImportedWorks:
    """This will open a work for each result that is not here yet, and link it with the ideas it came from.

    One at a hundred per cent is done, one above nothing is being built, any other is an idea: what there was in
    between, another system does not tell.
    """
    if not actor.system:
        raise Refused("not_system", N_("Records are imported from the terminal."))
    report = ImportedWorks()
    for old in results:
        report.read += 1
        name = "import:" + sha256(f"result\n{source}\n{old.id}".encode()).hexdigest()[:40]
        if Work.objects.filter(form_token=name).exists():
            report.known += 1
            continue
        try:
            _keep(old, name, body, actor=actor, now=now)
            report.added += 1
        except Refused as refused:
            report.bad.append((old.line, str(refused)))
    return report


@transaction.atomic
def _keep(old: OldResult, name: str, body: Body, *, actor: Actor, now: datetime) -> None:
    work = _open(old, name, body, actor=actor, now=now)
    for card in old.origins:
        matters.link(origin=card, result=work.matter, actor=actor, now=now)


def _open(old: OldResult, name: str, body: Body, *, actor: Actor, now: datetime) -> Work:
    stage = Stage.IDEA if not old.progress else Stage.DONE if old.progress >= DONE else Stage.CONSTRUCTION
    day = old.told_on
    if stage == Stage.DONE and old.ends_on is not None:
        day = min(old.ends_on, today(now))
    return open_work(
        kind=Work.Kind.OTHER.value,
        title={code: said[: matters.TITLE] for code, said in old.title.items()},
        about={code: said[:LONGEST_ABOUT] for code, said in old.about.items()},
        language=old.language,
        body=body,
        note=old.note[:LONGEST_NOTE],
        stage=stage.value,
        reached_on=day,
        starts_on=old.starts_on,
        ends_on=old.ends_on,
        lon=old.lon,
        lat=old.lat,
        address=old.address,
        links=[(old.url, "")] if old.url else [],
        form_token=name,
        channel="import",
        actor=actor,
        now=now,
    )
