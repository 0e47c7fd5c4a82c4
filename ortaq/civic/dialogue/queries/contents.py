"""What is published around a process: for everyone, and in all its versions at the desk."""

from dataclasses import dataclass

from django.db.models import QuerySet

from ortaq.civic.dialogue.models import Content, ContentVersion, Process
from ortaq.civic.dialogue.queries import processes
from ortaq.civic.dialogue.rules.rights import may_organise
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Library:
    """What everyone can read around a process."""

    explainers: list[Content]
    news: list[Content]
    """The newest first."""
    materials: list[Content]
    partners: list[Content]

    @property
    def filled(self) -> bool:
        return bool(self.explainers or self.news or self.materials or self.partners)


def library(process: Process) -> Library:
    """This will give everything shown around a process. One statement."""
    found = list(_shown(process).order_by("position", "pk"))
    kinds = {kind: [one for one in found if one.kind == kind] for kind in Content.Kind.values}
    news = sorted(kinds["news"], key=lambda one: (one.published_at is not None, one.published_at), reverse=True)
    return Library(kinds["explainer"], news, kinds["material"], kinds["partner"])


def get(process: Process, code: str) -> Content | None:
    """This will give one text that is shown. One statement."""
    return _shown(process).filter(code=code).first()


def _shown(process: Process) -> QuerySet[Content]:
    """What has a version everyone reads; withdrawn texts have none."""
    return Content.objects.filter(process=process, shown__isnull=False).select_related("shown__file")


def at_desk(process: Process) -> list[Content]:
    """This will list all texts of a process the desk was given, each with its versions. Two statements."""
    found = Content.objects.filter(process=process).select_related("shown").prefetch_related("versions__file")
    return list(found.order_by("kind", "position", "pk"))


def one_at_desk(process: Process, code: str) -> Content | None:
    """This will give one text of a process the desk was given."""
    return Content.objects.filter(process=process, code=code).select_related("shown", "process").first()


def versions(content: Content) -> list[ContentVersion]:
    """This will list the versions of a text, the newest first, with who made them. One statement."""
    return list(ContentVersion.objects.filter(content=content).select_related("made_by", "file").order_by("-number"))


def may_see_files(actor: Actor, matter: Matter) -> bool:
    """This will open files that are not public yet to the organisers of their process."""
    process = processes.by_matter(matter)
    return process is not None and bool(may_organise(actor, body_id=process.body_id))
