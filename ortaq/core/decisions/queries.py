"""Questions about decisions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from ortaq.core.decisions.models import Decision
from ortaq.core.matters.datasets import Column, Dataset, localized, spread
from ortaq.core.matters.models import Matter
from ortaq.core.people.refusal import N_
from ortaq.engines import proof


@dataclass(frozen=True, slots=True)
class Counted:
    """What a rule made of a case and a seed, before anything is written."""

    case_digest: str
    seed: str
    outcome: proof.Outcome


def counted(*, rule: str, version: int, case: Mapping[str, Any], seed: str | None = None) -> Counted:
    """This will apply a rule ahead of the transaction that keeps it: a long count holds nobody else up.

    Without a seed the digest of the case is the seed. Raises `proof.ProofError`.
    """
    digest = proof.digest(dict(case))
    seed = digest if seed is None else seed
    return Counted(digest, seed, proof.decide(rule, version, dict(case), seed))


def get(public_id: UUID) -> Decision | None:
    """This will give a decision: all of them are public, except those of a matter that is not."""
    return _public().filter(public_id=public_id).select_related("matter").first()


def newest(*, before: Decision | None = None, limit: int = 20) -> list[Decision]:
    """This will list public decisions, the newest announcement first. One query."""
    found = _public().select_related("matter").order_by("-announced_at", "-pk")
    if before is not None:
        earlier = Q(announced_at__lt=before.announced_at) | Q(announced_at=before.announced_at, pk__lt=before.pk)
        found = found.filter(earlier)
    return list(found[:limit])


def of_matter(matter: Matter) -> list[Decision]:
    """This will list a matter's decisions."""
    return list(Decision.objects.filter(matter=matter).order_by("announced_at", "pk"))


def _public() -> QuerySet[Decision]:
    return Decision.objects.filter(Q(matter=None) | Q(matter__visibility=Matter.Visibility.PUBLIC))


def record_of(decision: Decision) -> proof.Record:
    """This will give the decision record anyone can recompute; raises ValueError before it is decided.

    The moment is written in UTC to the second, so that the bytes stay the same whatever database holds them.
    """
    if decision.outcome is None or decision.decided_at is None:
        raise ValueError("only what is decided has a record")
    return {
        "format": proof.FORMAT,
        "rule": decision.rule,
        "version": decision.version,
        "case": decision.case,
        "seed": decision.seed,
        "outcome": decision.outcome,
        "case_digest": decision.case_digest,
        "outcome_digest": decision.outcome_digest,
        "made_at": moment_of(decision),
    }


def moment_of(decision: Decision) -> str:
    """This will write the moment of deciding as ISO 8601 in UTC."""
    if decision.decided_at is None:
        raise ValueError("only what is decided has a moment")
    return decision.decided_at.astimezone(UTC).replace(microsecond=0).isoformat()


def record_bytes(decision: Decision) -> bytes:
    """This will give decision.json: canonical JSON and a line end, the same bytes each time."""
    return proof.canonical(record_of(decision)) + b"\n"


# ── the table anyone may take away ───────────────────────────────────────────────────────────────────────────────

_VALUES = (
    "public_id", "rule", "version", "state", "announced_at", "case_digest", "decided_at", "seed", "seed_source",
    "outcome_digest", "matter__number", "set_aside_at", "set_aside_reason", "title",
)  # fmt: skip


def _rows() -> Iterator[tuple[Any, ...]]:
    found = _public().order_by("pk").values_list(*_VALUES)
    for public_id, *facts, title in found.iterator(chunk_size=1_000):
        yield (str(public_id), *facts, *spread(title))


DECISIONS = Dataset(
    id="decisions",
    title=N_("Decision records"),
    description=N_("Every count, ranking and lot with its rule, seed and digests; each can be recomputed."),
    theme="GOVE",
    columns=(
        Column("id", "string", N_("Its page is /decisions/<id>/, its record decision.json there")),
        Column("rule", "string", N_("Name of the published rule")),
        Column("version", "integer", N_("Version of the rule")),
        Column("state", "string", N_("Announced, decided or set aside"), tuple(Decision.State.values)),
        Column("announced_at", "date-time", N_("When the case was published")),
        Column("case_digest", "string", N_("SHA-256 of the case")),
        Column("decided_at", "date-time", N_("When it was decided")),
        Column("seed", "string", N_("The seed, drawn after the case was published")),
        Column("seed_source", "string", N_("How the seed was drawn")),
        Column("outcome_digest", "string", N_("SHA-256 of the outcome")),
        Column("matter", "string", N_("Number of what it decides about")),
        Column("set_aside_at", "date-time", N_("When people decided otherwise")),
        Column("set_aside_reason", "string", N_("Why they did")),
        *localized("title", N_("What was decided")),
    ),
    rows=_rows,
)
