"""Ideas of the dialogue's world: one of the owner, another's, and a third of the owner joined into that one."""

from typing import TYPE_CHECKING, Any

from tests.civic.dialogue import stories
from tests.civic.dialogue.idea_stories import TEXT, TITLE
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

OWN, OTHERS, JOINED = (f"i{NOW.year}-{n:06d}" for n in (1, 2, 3))
FORM = {
    "idea": OWN, "into": OTHERS, "upheld": "yes", "words": "Менікі басқа көше туралы", "lens": "elderly",
    "percent": "11.4", "year": "2021", "source": "Ұлттық санақ",
}  # fmt: skip


def build(process: Any, officer: "Actor", owner: "Actor", *, pk: int) -> dict[str, Any]:
    from ortaq.civic.dialogue.models import Idea, Joining
    from ortaq.civic.dialogue.services import ideas, joining
    from ortaq.core.matters.models import Matter
    from tests.records import an_account

    other = stories.a_person()
    an_account(other)
    own, into, joined = (
        ideas.post_idea(process=process, title=TITLE, text=TEXT, actor=stories.her(other), now=NOW) for _ in range(3)
    )
    hers = [own.pk, joined.pk]  # the owner's account comes later, with her browser
    Idea.objects.filter(pk__in=hers).update(author=owner.person_id)
    Matter.objects.filter(pk__in=hers).update(opened_by=owner.person_id)
    (made,) = joining.join_ideas(ideas=[joined], into=into, reason="Бір жол", actor=officer, now=NOW)
    Joining.objects.filter(pk=made.pk).update(id=pk)
    return {"number": own.matter.number, "joined": joined.matter.number, "question": "words", "way": "hold"}


def written() -> tuple[int, ...]:
    from ortaq.civic.dialogue.models import CensusShare, Idea, Joining, PersonLens

    return tuple(model.objects.count() for model in (CensusShare, Idea, Joining, PersonLens))
