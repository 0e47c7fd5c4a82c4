"""Answers and talk of the dialogue's world: an open cluster, comments, an idea of the owner that was rejected."""

from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.dialogue import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

FORM = {
    "fate": "adopted", "reason_kk": "Орындаймыз", "reason_ru": "Сделаем", "why": "other", "chosen": "999999:0",
    "cluster": "1",
}  # fmt: skip


def build(process: Any, officer: "Actor", owner: "Actor") -> dict[str, Any]:
    from ortaq.civic.dialogue.services import fates, ideas, talk
    from ortaq.core.discussion import services as discussion
    from tests.records import an_account

    other = stories.a_person()
    an_account(other)
    actor = stories.her(other)
    gathered, rejected, again = (
        ideas.post_idea(process=process, title=f"Ағаш отырғызу {n}", text="Көлеңке жоқ.", actor=actor, now=NOW)
        for n in range(3)
    )
    cluster = fates.make_cluster(
        process=process, title={"kk": "Ағаш", "ru": "Деревья"}, body=process.body, due_on=NOW.date(),
        ideas=[gathered.pk], actor=officer, now=NOW,
    )  # fmt: skip
    for idea in (rejected, again):
        ideas.reject_idea(idea=idea, reason="Жарнама", actor=officer, now=NOW)
    objection = talk.object_to(kind="idea", pk=again.pk, text="Жарнама емес", actor=actor, now=NOW)
    type(rejected).objects.filter(pk=rejected.pk).update(author=owner.person_id)
    said = {"matter": gathered.matter, "actor": actor, "now": NOW}
    comment = discussion.comment(text="Келісемін.", **said)
    waiting = discussion.comment(text="Күтіп тұр.", look_first=True, **said)
    reader = factories.resident(stories.a_person("Оқырман (демо)"))
    discussion.report(matter=gathered.matter, why="other", actor=reader, now=NOW)
    return {
        "cluster": cluster.number, "member": cluster.members.get().pk, "kind": "idea", "card": gathered.matter.number,
        "comment": comment.pk, "language": "ru", "body": process.body.code,
        "waiting": waiting.pk, "objection": objection.pk, "rejected": rejected.pk,
    }  # fmt: skip


def written() -> tuple[int, ...]:
    from ortaq.civic.dialogue.models import Cluster, ClusterMember
    from ortaq.core.discussion.models import ModerationAppeal, ReaderReport
    from ortaq.core.matters.models import Wording

    counted = (Cluster, ClusterMember, ModerationAppeal, ReaderReport, Wording)
    return tuple(model.objects.count() for model in counted)
