"""Dialogues of another system: its processes, ideas with their fates, comments. Known ones are left alone.

Names stay behind: two persons without a name or an address stand for all who wrote there, one for ideas and one for
comments, so that nobody seems to answer herself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Cluster, ClusterMember, Idea, IdeaStem, Phase, Process
from ortaq.civic.dialogue.queries import similar
from ortaq.civic.dialogue.rules import importing as rules
from ortaq.civic.dialogue.rules.importing import IMPORTED, NO_WORDS, OldComment, OldIdea, OldProcess, token
from ortaq.civic.dialogue.services._held import tell, year_of
from ortaq.civic.dialogue.services._shown import show_words
from ortaq.core.discussion import acts as discussion
from ortaq.core.discussion.models import Comment
from ortaq.core.journal import services as journal
from ortaq.core.journal.services import Line
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people import services as people
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory import queries as territory
from ortaq.core.territory.models import Body, Territory
from ortaq.engines import language as languages
from ortaq.engines.personal import mask

LONGEST_ADDRESS = 300
USUAL_LENGTH = timedelta(days=90)
"""Of a dialogue whose end nobody has told."""


@dataclass(slots=True)
class Imported:
    """What became of records: read, added, known from before, and the bad ones as (line, sentence)."""

    read: int = 0
    added: int = 0
    known: int = 0
    bad: list[tuple[int, str]] = field(default_factory=list)


@transaction.atomic
def import_process(
    *, source: str, code: str, old: OldProcess, body: Body, language: str, actor: Actor, now: datetime
) -> Process:
    """This will open a dialogue of another system under a code of ours, as far as it has come there.

    One whose last day is over is closed; what its organisers wrote stays in the languages it was written in.
    """
    _require_system(actor)
    if (known := Process.objects.select_related("matter", "body", "territory").filter(code=code).first()) is not None:
        return known
    opens = min(old.opens_at or now, now)
    closes = max(old.closes_at or opens + USUAL_LENGTH, opens + timedelta(days=1))
    over = closes <= now
    state = Process.State.CLOSED if over else Process.State.PUBLISHED
    matter = matters.open_matter(
        kind="process", series=f"process-d{year_of(now)}", title=words(old.title, language), language=language,
        territory=body.territory, channel="import", stage=state.value, visibility=Matter.Visibility.PUBLIC.value,
        opened_at=opens, actor=actor, now=now,
    )  # fmt: skip
    process = Process.objects.create(
        matter=matter, code=code, body=body, territory=body.territory, recipe=Process.Recipe.FORUM,
        title=dict(old.title), summary=dict(old.summary), state=state.value, listed=True,
        closed_at=closes if over else None,
    )  # fmt: skip
    kind = Phase.Kind.COLLECT.value
    Phase.objects.create(
        process=process, position=0, kind=kind, opens_at=opens, closes_at=closes, allows=["idea", "comment", "support"]
    )
    show_words(process, actor=actor, now=now)
    tell(process, acts.PROCESS_PUBLISHED, source=source, actor=actor, now=opens)
    if over:
        tell(process, acts.PROCESS_CLOSED, source=source, actor=actor, now=closes)
    return process


def import_ideas(*, source: str, process: Process, ideas: Iterable[OldIdea], actor: Actor, now: datetime) -> Imported:
    """This will add the ideas not here yet, each in a transaction of its own, with what the city answered there."""
    _require_system(actor)
    report, author = Imported(), _stand_in(Idea, actor, now)
    for old in ideas:
        report.read += 1
        name = token("idea", source, old.id)
        if Idea.objects.filter(form_token=name).exists():
            report.known += 1
            continue
        try:
            require(rules.check(words=old.title + old.text, at=max(old.posted_at, old.answered_at or now), now=now))
            _keep_idea(process, author, old, name, source, actor=actor, now=now)
            report.added += 1
        except Refused as refused:
            report.bad.append((old.line, str(refused)))
    return report


@transaction.atomic
def _keep_idea(
    process: Process, author: Person, old: OldIdea, name: str, source: str, *, actor: Actor, now: datetime
) -> Idea:
    title = mask(old.title.strip() or old.text.strip())[: matters.TITLE]
    text = old.text.strip() or old.title.strip()
    spoken = languages.detect(f"{title} {text}", languages.known(old.language) or "ru")
    here, district = _places(old)
    matter = matters.open_matter(
        kind="idea", series=f"idea-i{year_of(now)}", title=title, language=spoken, lon=old.lon, lat=old.lat,
        territory=here or process.territory, address=mask(old.address.strip())[:LONGEST_ADDRESS], channel="import",
        stage=Idea.State.SHOWN.value, visibility=Matter.Visibility.PUBLIC.value, opened_at=old.posted_at,
        actor=actor, now=now,
    )  # fmt: skip
    shape = None if old.lon is None else {"type": "Point", "coordinates": [old.lon, old.lat]}
    idea = Idea.objects.create(
        matter=matter, process=process, author=author, text=text, public_text=mask(text), shape=shape,
        state=Idea.State.SHOWN.value, district=district, form_token=name, posted_at=old.posted_at,
    )  # fmt: skip
    stems = similar.stems_of(title=title, text=idea.public_text, language=spoken)
    IdeaStem.objects.bulk_create([IdeaStem(process=process, idea=idea, stem=stem) for stem in stems])
    matters.index_text(matter=matter, text=f"{title}\n{idea.public_text}", language=spoken, actor=actor, now=now)
    facts = {"process": process.code, "theme": "", "goal": "", "source": source, "supporters_there": old.supporters}
    lines = [_line(process, matter, acts.IDEA_POSTED, old.posted_at, facts | {"categories": mask(old.categories)})]
    if old.fate:
        lines.append(_answered(process, idea, old, actor=actor, now=now))
    journal.write_many(lines=lines, actor=actor, now=now)
    return idea


def _places(old: OldIdea) -> tuple[Territory | None, Territory | None]:
    """The smallest territory around the pin on the day of posting, and its district."""
    if old.lon is None or old.lat is None:
        return None, None
    here = territory.territory_at(old.lon, old.lat, timezone.localtime(old.posted_at).date())
    return here, territory.district_of(here) if here else None


def _line(process: Process, matter: Matter, act: str, at: datetime, data: dict[str, Any]) -> Line:
    return Line(matter.pk, matter.number, act, at, data, body_id=process.body_id, body_code=process.body.code)


def _answered(process: Process, idea: Idea, old: OldIdea, *, actor: Actor, now: datetime) -> Line:
    """Keep what the city answered there, each idea by itself; give the line that tells so on the idea."""
    at = old.answered_at or old.posted_at
    reason = {code: mask(said) for code, said in old.answer.items() if said.strip()} or NO_WORDS
    last = Cluster.objects.filter(process=process).aggregate(last=Max("number"))["last"] or 0
    cluster = Cluster.objects.create(
        process=process, number=last + 1, title={idea.matter.language: idea.matter.title}, body=process.body,
        made_at=old.posted_at, due_on=timezone.localtime(at).date(), fate=old.fate, reason=reason, answered_at=at,
    )  # fmt: skip
    ClusterMember.objects.create(cluster=cluster, idea=idea)
    given = {"cluster": cluster.number, "fate": old.fate, "reason": reason, "forwarded_to": {}}
    entry = journal.write(
        act=acts.FATE_GIVEN, matter=process.matter, data=given, body=process.body, actor=actor, now=at
    )
    told = {"cluster": cluster.number, "process": process.code, "fate": old.fate, "answer": entry.pk}
    return _line(process, idea.matter, acts.FATE_TOLD, at, told)


def import_comments(*, source: str, comments: Iterable[OldComment], actor: Actor, now: datetime) -> Imported:
    """This will add the comments not here yet under the ideas that are; an answer stands under the first word."""
    _require_system(actor)
    report, author = Imported(), _stand_in(Comment, actor, now)
    for old in comments:
        report.read += 1
        name = token("comment", source, old.id)
        if Comment.objects.filter(form_token=name).exists():
            report.known += 1
            continue
        try:
            require(rules.check(words=old.text, at=old.written_at, now=now))
            _keep_comment(author, old, name, source, actor=actor)
            report.added += 1
        except Refused as refused:
            report.bad.append((old.line, str(refused)))
    return report


@transaction.atomic
def _keep_comment(author: Person, old: OldComment, name: str, source: str, *, actor: Actor) -> Comment:
    above = None
    if old.reply_to:
        above = Comment.objects.filter(form_token=token("comment", source, old.reply_to)).first()
        if above is None:
            raise Refused("no_comment", N_("The comment it answers is not here."))
        card: Matter | None = above.matter
    else:
        idea = Idea.objects.select_related("matter").filter(form_token=token("idea", source, old.idea)).first()
        card = idea.matter if idea else None
    if card is None:
        raise Refused("no_idea", N_("What it was written under is not here."))
    written = Comment.objects.create(
        matter=card, author=author, reply_to_id=(above.reply_to_id or above.pk) if above else None, text=old.text,
        public_text=mask(old.text), language=languages.detect(old.text, languages.known(old.language) or "ru"),
        form_token=name, written_at=old.written_at,
    )  # fmt: skip
    data = {"comment": written.pk, "reply_to": written.reply_to_id, "source": source}
    journal.write(act=discussion.COMMENTED, matter=card, data=data, public=False, actor=actor, now=old.written_at)
    return written


def _stand_in(kind: type[Idea] | type[Comment], actor: Actor, now: datetime) -> Person:
    """The person who stands for everyone who wrote such things elsewhere; known by what has been imported already."""
    first = kind.objects.select_related("author").filter(form_token__startswith=IMPORTED).order_by("pk").first()
    return first.author if first else people.register_person(name="", language="kk", actor=actor, now=now)


def _require_system(actor: Actor) -> None:
    if not actor.system:
        raise Refused("not_system", N_("Records are imported from the terminal."))
