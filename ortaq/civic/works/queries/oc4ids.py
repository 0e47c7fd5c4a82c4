"""Works as projects of the Open Contracting for Infrastructure Data Standard, version 0.9."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from django.db.models import Prefetch

from ortaq.civic.works.models import Evidence, Quantity, Step, Work
from ortaq.civic.works.queries.works import Filter, narrowed
from ortaq.civic.works.rules.stages import BUILT, Stage
from ortaq.core.files.models import StoredFile
from ortaq.core.matters.localized import words
from ortaq.core.ui.numbers import TIYN

VERSION: Final = "0.9"
AT_ONCE: Final = 500
STATUS: Final = {
    Stage.IDEA: "identification",
    Stage.CONCEPT: "identification",
    Stage.DESIGN: "preparation",
    Stage.TENDER: "preparation",
    Stage.CONSTRUCTION: "implementation",
    Stage.DONE: "completion",
    Stage.ACCEPTED: "completion",
    Stage.STOPPED: "cancelled",
}
"""Stage → projectStatus."""
SECTORS: Final = {
    Work.Kind.PEDESTRIAN: ["transport", "transport.road", "transport.urban"],
    Work.Kind.PAVEMENT: ["transport", "transport.urban"],
    Work.Kind.PLAYGROUND: ["cultureSportsAndRecreation"],
    Work.Kind.PARK: ["cultureSportsAndRecreation", "naturalResources"],
    Work.Kind.GREENING: ["naturalResources"],
    Work.Kind.CLEARING: ["waterAndWaste"],
}
"""Kind → projectSector (an open code list); what is not here says no sector."""
UNITS: Final = {"m": ("MTR", "metre"), "m2": ("MTK", "square metre"), "piece": ("H87", "piece")}
"""Unit → UN/CEFACT Recommendation 20."""
Address = Callable[[Work], str]
FileAddress = Callable[[StoredFile], str]


def page(asked: Filter, *, after: int = 0, limit: int = AT_ONCE) -> tuple[list[Work], int]:
    """This will give works with all an export tells of them, by id, and the key of the next page. Four statements."""
    steps = Step.objects.prefetch_related(Prefetch("evidence", Evidence.objects.select_related("file")))
    rows = narrowed(asked).select_related("matter__territory", "body").order_by("pk")
    rows = rows.prefetch_related(Prefetch("steps", steps), "quantities")
    works = list((rows.filter(pk__gt=after) if after else rows)[: limit + 1])
    return works[:limit], works[limit - 1].pk if len(works) > limit else 0


def package(projects: list[dict[str, Any]], *, uri: str, publisher: str, published_at: datetime) -> dict[str, Any]:
    """This will wrap projects into a package with its metadata."""
    return {
        "version": VERSION,
        "uri": uri,
        "publishedDate": _moment(published_at),
        "publisher": {"name": publisher},
        "projects": projects,
    }


def project(work: Work, *, prefix: str, language: str, page_of: Address, file_of: FileAddress) -> dict[str, Any]:
    """This will tell a work as a project: what is not known is left out, as the schema asks."""
    body = {"id": work.body.code, "name": words(work.body.name, language)}
    found: dict[str, Any] = {
        "id": f"oc4ids-{prefix}-{work.matter.number}",
        "updated": _moment(work.matter.changed_at),
        "language": language,
        "identifiers": [{"id": work.matter.number, "scheme": "ortaq"}],
        "title": words(work.title, language),
        "description": words(work.about, language),
        "status": STATUS[Stage(work.stage)],
        "type": "construction",
        "sector": SECTORS.get(Work.Kind(work.kind), []),
        "period": _period(work.starts_on, work.ends_on),
        "publicAuthority": body,
        "parties": _parties(work, body),
        "locations": _locations(work, language),
        "budget": {"amount": _value(work.planned, work.currency)} if work.planned is not None else {},
        "completion": _completion(work),
        "metrics": [_metric(quantity) for quantity in work.quantities.all()],
        "milestones": [_milestone(step) for step in work.steps.all()],
        "documents": [*_documents(work, file_of), _page(work, page_of)],
        "contractingProcesses": _contracts(work, prefix),
    }
    return {name: value for name, value in found.items() if value not in ({}, [], "")}


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _day(day: date) -> str:
    return _moment(datetime.combine(day, time(12), tzinfo=UTC))


def _period(starts_on: date | None, ends_on: date | None) -> dict[str, str]:
    found = {"startDate": starts_on, "endDate": ends_on}
    return {name: _day(day) for name, day in found.items() if day}


def _value(minor: int, currency: str) -> dict[str, Any]:
    """Money as the standard writes it: a decimal number, exact to the hundredth."""
    return {"amount": minor // TIYN if minor % TIYN == 0 else minor / TIYN, "currency": currency}


def _parties(work: Work, body: Mapping[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{**body, "roles": ["publicAuthority", "buyer"]}]
    if work.contractor and work.kind != Work.Kind.GRANT:  # a grant may be carried out by a person
        found.append({"id": "contractor", "name": work.contractor, "roles": ["supplier"]})
    return found


def _locations(work: Work, language: str) -> list[dict[str, Any]]:
    card = work.matter
    geometry = work.shape or (None if card.lon is None else {"type": "Point", "coordinates": [card.lon, card.lat]})
    address = {
        "streetAddress": card.address,
        "locality": words(card.territory.name, language) if card.territory else "",
    }
    found = {"id": "1", "geometry": geometry, "address": {name: text for name, text in address.items() if text}}
    return [{name: value for name, value in found.items() if value}] if geometry or found["address"] else []


def _completion(work: Work) -> dict[str, Any]:
    if work.stage not in BUILT or work.done_on is None:
        return {}
    value = {"finalValue": _value(work.spent, work.currency)} if work.spent else {}
    return {"endDate": _day(work.done_on), **value}


def _metric(quantity: Quantity) -> dict[str, Any]:
    code, name = UNITS[quantity.unit]
    observations = [
        {"id": side, "measure": amount, "unit": {"name": name, "scheme": "UNCEFACT", "id": code}, "notes": side}
        for side, amount in (("planned", quantity.planned), ("built", quantity.done))
        if amount is not None
    ]
    return {"id": quantity.kind, "title": quantity.kind.replace("_", " "), "observations": observations}


def _milestone(step: Step) -> dict[str, Any]:
    return {
        "id": step.stage,
        "title": step.stage,
        "description": step.note,
        "dateMet": _day(step.reached_on),
        "status": "met",
    }


def _documents(work: Work, file_of: FileAddress) -> Iterable[dict[str, Any]]:
    for step in work.steps.all():
        for proof in step.evidence.all():
            if proof.file is not None and proof.file.state != StoredFile.State.READY:
                continue
            url = file_of(proof.file) if proof.file is not None else proof.url
            yield {
                "id": f"evidence-{proof.pk}",
                "title": proof.label or step.stage,
                "url": url,
                "datePublished": _moment(step.told_at),
            }


def _page(work: Work, page_of: Address) -> dict[str, Any]:
    return {"id": "page", "format": "text/html", "title": "Project page", "url": page_of(work)}


def _contracts(work: Work, prefix: str) -> list[dict[str, Any]]:
    if not work.contract_number:
        return []
    supplier = [{"id": "contractor", "name": work.contractor}] if work.contractor else []
    summary: dict[str, Any] = {
        "ocid": f"ocds-{prefix}-{work.matter.number}",
        "externalReference": work.contract_number,
        "status": "closed" if work.stage in BUILT or work.stage == Stage.STOPPED else "active",
        "suppliers": supplier if work.kind != Work.Kind.GRANT else [],
        "contractPeriod": _period(work.starts_on, work.ends_on),
    }
    return [{"id": summary["ocid"], "summary": {name: value for name, value in summary.items() if value}}]
