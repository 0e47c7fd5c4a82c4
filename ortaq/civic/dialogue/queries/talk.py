"""What is talked about in a process, and what a moderator decided about ideas, statements and questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, prefetch_related_objects

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Idea, Process, Question, Statement
from ortaq.civic.dialogue.rules import rights
from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor

IDEA_HIDDEN = (acts.IDEA_REJECTED, acts.IDEA_HELD)
LOGGED = (acts.IDEA_REJECTED, acts.STATEMENT_REJECTED, acts.QUESTION_HIDDEN)
"""What the public log of moderation shows of this app."""


def with_phases(process: Process) -> Process:
    """This will read the phases once for all who ask for them on one page. One statement."""
    prefetch_related_objects([process], "phases")
    return process


def card(process: Process, number: str) -> Matter | None:
    """This will give a public card of a process by its number: its own, an idea's or a forum's."""
    inside = Q(pk=process.pk) | Q(idea__process=process) | Q(forum__process=process, forum__listed=True)
    return Matter.objects.filter(inside, number=number, visibility=Matter.Visibility.PUBLIC).first()


@dataclass(frozen=True, slots=True)
class Decided:
    """What is hidden, by which act, and who wrote it: she alone may object."""

    entry: Entry
    author_id: int | None
    hidden: bool
    words: str
    language: str


def idea_decided(pk: int) -> Decided | None:
    """This will give the newest act that took an idea from view; None where no moderator did."""
    idea = Idea.objects.select_related("matter").filter(pk=pk).first()
    taken = Entry.objects.filter(matter=pk, act__in=IDEA_HIDDEN).exclude(data__reason="").select_related("matter")
    if idea is None or (entry := taken.order_by("-seq").first()) is None:
        return None
    hidden = idea.state in (Idea.State.REJECTED, Idea.State.HELD)
    return Decided(entry, idea.author_id, hidden, f"{idea.matter.title}\n\n{idea.text}", idea.matter.language)


def statement_decided(pk: int) -> Decided | None:
    """This will give the newest act that took a statement out; None where no moderator did."""
    said = Statement.objects.filter(pk=pk).first()
    if said is None:
        return None
    taken = Entry.objects.filter(matter=said.process_id, act=acts.STATEMENT_REJECTED, data__statement=said.number)
    entry = taken.select_related("matter").order_by("-seq").first()
    if entry is None:
        return None
    return Decided(entry, said.author_id, said.state == Statement.State.REJECTED, said.text, said.language)


def statement_of(entry: Entry) -> Statement | None:
    """This will give the statement an act took out."""
    known = Statement.objects.select_related("process__matter", "process__body")
    return known.filter(process=entry.matter_id, number=entry.data.get("statement", 0)).first()


def decided(entry: Entry) -> Entry | None:
    """This will give the act an objection was about, from the entry that answers the objection."""
    return Entry.objects.select_related("matter").filter(matter=entry.matter_id, seq=entry.data.get("entry", 0)).first()


def hidden_words(entries: Sequence[Entry]) -> dict[int, tuple[str, str]]:
    """This will give the words (and their language) of hidden ideas and statements, by entry. Two statements."""
    about_ideas = {entry.pk: entry.matter_id for entry in entries if entry.act in IDEA_HIDDEN}
    ideas = Idea.objects.select_related("matter").in_bulk(about_ideas.values()) if about_ideas else {}
    found = {
        entry_id: (f"{ideas[pk].matter.title}. {ideas[pk].text}", ideas[pk].matter.language)
        for entry_id, pk in about_ideas.items()
        if pk in ideas
    }
    taken = [entry for entry in entries if entry.act == acts.STATEMENT_REJECTED]
    if taken:
        wanted = Q(pk__in=[])
        for entry in taken:
            wanted |= Q(process=entry.matter_id, number=entry.data.get("statement", 0))
        said = {(one.process_id, one.number): one for one in Statement.objects.filter(wanted)}
        for entry in taken:
            if one := said.get((entry.matter_id, entry.data.get("statement", 0))):
                found[entry.pk] = (one.text, one.language)
    return found


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much of one process waits for a moderator's look."""

    process: Process
    ideas: int
    statements: int
    questions: int


def waiting(actor: Actor) -> list[Waiting]:
    """This will count what waits for a look, process by process, for a moderator. Four statements."""
    if not (actor.strong and actor.has_role(*rights.MODERATORS)):
        return []
    counted: dict[int, dict[str, int]] = {}
    for kind, rows in (
        ("ideas", Idea.objects.filter(state=Idea.State.HELD).values_list("process", flat=True)),
        ("statements", Statement.objects.filter(state=Statement.State.HELD).values_list("process", flat=True)),
        ("questions", Question.objects.filter(state=Question.State.WAITING).values_list("forum__process", flat=True)),
    ):
        for process_id in rows:
            known = counted.setdefault(process_id, {"ideas": 0, "statements": 0, "questions": 0})
            known[kind] += 1
    processes = Process.objects.filter(pk__in=counted).order_by("-matter")
    return [Waiting(process, **counted[process.pk]) for process in processes]
