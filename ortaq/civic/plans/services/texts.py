"""The text of a version in the making: typed, pasted or taken from files; paragraphs keep their keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Paragraph, PlanVersion
from ortaq.civic.plans.queries import texts
from ortaq.civic.plans.rules import documents, text
from ortaq.civic.plans.rules.keys import Kept, keys_of, match
from ortaq.civic.plans.rules.rights import may_make
from ortaq.civic.plans.rules.text import Block, Row
from ortaq.civic.plans.services._held import open_version, tell
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.engines.language import LANGUAGES

BATCH = 500
OVERTAKEN = N_("Somebody has saved this text since you opened it. Compare before you save yours.")


@transaction.atomic
def save_text(
    *, version: PlanVersion, columns: Mapping[str, str], based_on: str, actor: Actor, now: datetime
) -> list[Paragraph]:
    """This will keep a text typed in up to three columns; `based_on` is the digest of what it was written over.

    Raises Refused "second" when somebody has saved since.
    """
    held = _held(version, based_on, actor)
    for typed in columns.values():
        require(text.check_signs(typed))
    rows = text.side_by_side({code: text.read_lines(typed) for code, typed in columns.items()})
    return _keep(held, rows)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came."""

    name: str
    content: bytes


@transaction.atomic
def import_files(
    *, version: PlanVersion, files: Mapping[str, Sent], based_on: str, actor: Actor, now: datetime
) -> list[Paragraph]:
    """This will replace the text in the languages files came for; a kept paragraph keeps its words in the others.

    A language that had no text before is laid beside the others paragraph by paragraph.
    """
    held = _held(version, based_on, actor)
    if not files:
        raise Refused("no_file", N_("Choose a file for at least one language."))
    blocks = {code: documents.read_file(sent.name, sent.content) for code, sent in files.items()}
    made = _keep(held, _with_others(blocks, [kept.row for kept in texts.kept(held)]))
    languages = sorted(code for code in LANGUAGES if code in files)
    tell(
        held.plan, acts.PARTS_IMPORTED, public=False, version=held.number, paragraphs=len(made), languages=languages,
        actor=actor, now=now,
    )  # fmt: skip
    return made


def _with_others(blocks: Mapping[str, Sequence[Block]], before: Sequence[Row]) -> list[Row]:
    """The new text with what the languages without a file said before."""
    rest = [code for code in LANGUAGES if code not in blocks and any(code in row.text for row in before)]
    shared = any(code in row.text for code in blocks for row in before)
    if not shared:
        standing: dict[str, Sequence[Block]] = {
            code: [Block(row.level, row.text.get(code, "")) for row in before] for code in rest
        }
        return text.side_by_side({**standing, **blocks})
    rows = text.side_by_side(blocks)
    old = [Kept("", Row(row.level, {code: row.text[code] for code in row.text if code in blocks})) for row in before]
    carried = match(old, rows)
    return [
        Row(row.level, {**{code: before[at].text[code] for code in rest if code in before[at].text}, **row.text})
        if at is not None
        else row
        for row, at in zip(rows, carried, strict=True)
    ]


def _held(version: PlanVersion, based_on: str, actor: Actor) -> PlanVersion:
    held = open_version(version)
    require(may_make(actor, body_id=held.plan.body_id))
    if texts.digest(held) != based_on:
        raise Refused("second", OVERTAKEN)
    return held


def _keep(held: PlanVersion, rows: Sequence[Row]) -> list[Paragraph]:
    """Write the paragraphs anew, each under the key of the one it continues, here or in an earlier version."""
    now_are = texts.kept(held)
    keys = {kept.key for kept in now_are}
    old = now_are + [kept for kept in texts.earlier(held) if kept.key not in keys]
    named = keys_of(old, rows, free=texts.free_key(held.plan))
    Paragraph.objects.filter(version=held).delete()
    made = [
        Paragraph(version=held, key=key, position=at, level=row.level, text=dict(row.text), digest=row.digest)
        for at, (key, row) in enumerate(zip(named, rows, strict=True))
    ]
    return Paragraph.objects.bulk_create(made, batch_size=BATCH)
