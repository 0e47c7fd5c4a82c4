"""An open contest of Bostandyk's akimat: an application of the owner's, a jury, an objection, a payment."""

from typing import TYPE_CHECKING, Any

from tests import factories
from tests.civic.contests import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.core.people.actor import Actor

NAMESPACES = ("contests_desk", "contests_jury", "contests")
SCENES = False
FORM = {"rule": "lives", "state": "met", "codes": "idea", "label_kk": "Ой", "label_ru": "Идея", "type": "long_text"}


def build(scene: str, city: "factories.City", owner: "Actor") -> dict[str, Any]:
    from ortaq.core.people.queries import person_by_id

    contest, head = _a_call(city)
    application = stories.sent(contest, person_by_id(owner.person_id))
    juror = stories.a_juror(contest, head)
    _an_objection_and_a_payment(contest, head, juror.pk)
    return {
        "code": contest.code,
        "number": application.matter.number,
        "pk": juror.pk,
        "step": "publish",
        "part": "words",
        "kind": "resident",
        "place": 0,
        "way": "more",
    }


def _a_call(city: "factories.City") -> "tuple[Any, Actor]":
    from ortaq.civic.contests.services import calls

    body, head = city.bodies["akimat-bostandyk"], city.officer("akimat-bostandyk", "head")
    days = {"opens_at": NOW - stories.DAY, "closes_at": stories.CLOSES, "actor": head, "now": NOW}
    contest = calls.open_contest(code="grants", body=body, territory=body.territory, title=stories.WORDS, **days)
    rules = [{"code": "lives", "kind": "resident", "territory": "kz.almaty", "label": stories.WORDS}]
    terms = {"summary": stories.WORDS, "text": stories.WORDS, "budget": 10_000_00, "cap": 5_000_00}
    contest = calls.change_contest(contest=contest, changes=terms | {"eligibility": rules}, actor=head, now=NOW)
    calls.save_form(contest=contest, fields=stories.FIELDS, actor=head, now=NOW)
    calls.save_rubric(contest=contest, lines=stories.RUBRIC, actor=head, now=NOW)
    return calls.publish(contest=contest, actor=head, now=NOW), head


def _an_objection_and_a_payment(contest: Any, head: "Actor", pk: int) -> None:
    """Under the id of the juror, so that one number serves every address."""
    from ortaq.civic.contests.models import Agreement, Instalment, Objection
    from ortaq.civic.contests.services import checking

    out = stories.sent(contest)
    checking.find_not_eligible(application=out, reason="Алматыдан тыс.", actor=head, now=NOW)
    Objection.objects.create(pk=pk, application=out, against="not_eligible", text="Алматыда.", filed_at=NOW)
    agreement = Agreement.objects.create(
        application=out, number="1", signed_on=NOW.date(), amount=1, currency="KZT", made_at=NOW
    )
    Instalment.objects.create(pk=pk, agreement=agreement, position=1, amount=1, due_on=NOW.date())


def written() -> tuple[int, ...]:
    from ortaq.civic.contests.models import Application, Check, Contest, Form, Juror, Review

    return tuple(model.objects.count() for model in (Application, Check, Contest, Form, Juror, Review))
