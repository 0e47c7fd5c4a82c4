"""The forum of the dialogue's world: an hour before its start, one seat taken, one offered to the owner."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.civic.dialogue import forum_stories as stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

STARTS = NOW + timedelta(days=1, hours=1)
FORM = {
    "starts_at": "2027-03-02T12:00", "ends_at": "2027-03-02T15:00", "minutes": "20", "ticket": "ABC234",
    "registration_opens_at": "2027-02-28T10:00", "registration_closes_at": "2027-03-02T11:00", "capacity": "9",
    "offer_hours": "24", "want": "yes", "answered": "1", "token": "permission-test", "reason_kk": "Жел", "reason_ru": "Ветер",
    "venue_kk": "Абай, 52", "venue_ru": "Абая, 52", "access_kk": "Пандус", "access_ru": "Пандус",
}  # fmt: skip


def build(process: Any, officer: "Actor", owner: "Actor", *, pk: int) -> dict[str, Any]:
    from ortaq.civic.dialogue.models import ProgrammeItem, Question, Registration
    from ortaq.civic.dialogue.services import registrations

    times = {"starts_at": STARTS, "ends_at": STARTS + 4 * stories.HOUR, "closes_at": STARTS}
    forum, _officer = stories.a_forum(within=(process, officer), code=process.code, capacity=2, **times)
    Registration.objects.create(
        pk=pk, forum=forum, person=stories.stories.a_person(), position=1, seat=1, state="confirmed", code="ABC234",
        registered_at=NOW,
    )  # fmt: skip
    gone = stories.registered(forum)
    stories.registered(forum, owner)
    registrations.cancel(registration=gone, actor=stories.her(gone), now=NOW)
    Registration.objects.filter(person=owner.person_id).update(offered_until=STARTS)
    ProgrammeItem.objects.create(pk=pk, forum=forum, starts_at=STARTS, title=stories.TITLE)
    Question.objects.create(
        pk=pk, forum=forum, person_id=owner.person_id, text="Қашан?", public_text="Қашан?", language="kk", asked_at=NOW
    )
    return {"pk": pk, "step": "cancel"}


def written() -> tuple[int, ...]:
    from ortaq.civic.dialogue.models import (
        Forum,
        MinuteParagraph,
        ProgrammeItem,
        Question,
        QuestionVote,
        Registration,
    )

    hidden = Question.objects.filter(state="answered").count()
    models = (Forum, MinuteParagraph, ProgrammeItem, Question, QuestionVote, Registration)
    return (*(model.objects.count() for model in models), hidden)
