"""Which parts a process has: its pages show a view only of what is there."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from ortaq.civic.dialogue.models import Cluster, Content, Forum, Idea, Process, Statement
from ortaq.civic.dialogue.queries.processes import spans
from ortaq.civic.dialogue.rules.phases import Deed


@dataclass(frozen=True, slots=True)
class Parts:
    """What a process has, or opens to people in one of its phases."""

    ideas: bool
    statements: bool
    forums: bool
    answers: bool
    read: bool


def of_process(process: Process) -> Parts:
    """This will tell which parts a process has. Two statements."""
    opened = {deed for span in spans(process) for deed in span.allows}
    here = (
        Process.objects.filter(pk=process.pk)
        .values_list(
            Exists(Idea.objects.filter(process=OuterRef("pk"), state=Idea.State.SHOWN)),
            Exists(Statement.objects.filter(process=OuterRef("pk"))),
            Exists(Forum.objects.filter(process=OuterRef("pk"), listed=True)),
            Exists(Cluster.objects.filter(process=OuterRef("pk"))),
            Exists(Content.objects.filter(process=OuterRef("pk"), shown__isnull=False)),
        )
        .get()
    )
    return Parts(
        ideas=here[0] or Deed.IDEA in opened,
        statements=here[1] or bool({Deed.STATEMENT, Deed.OPINION} & opened),
        forums=here[2],
        answers=here[3],
        read=here[4],
    )
