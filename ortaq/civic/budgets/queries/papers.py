"""Batches and forms of paper, and what their codes stand for."""

from django.db.models import Count as CountOf
from django.db.models import Q

from ortaq.civic.budgets.models import Call, PaperBatch, PaperForm
from ortaq.civic.budgets.queries import voters
from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.rules.calls import may_take_paper
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, YES, Answer, no

OPEN = [PaperForm.State.KEYED.value, PaperForm.State.DIFFERS.value]
"""States that hold the count back."""


def offices(call: Call) -> list[int]:
    """This will give the ids of the bodies whose front offices handle a call's paper: its own and the akimats."""
    akimats = call.pots.exclude(akimat=None).order_by("akimat_id").values_list("akimat_id", flat=True).distinct()
    return [call.body_id, *akimats]


def may_handle(call: Call, actor: Actor) -> Answer:
    """This will tell whether the actor handles a call's paper."""
    return may_take_paper(actor, bodies=offices(call))


def batches(call: Call, actor: Actor) -> list[PaperBatch]:
    """This will list the batches with how many forms wait (`to_key`, `keyed`, `differing`, `done`). One statement.

    How much work is left, and nothing of what the forms say.
    """
    if not may_take_paper(actor, bodies=offices(call)):
        return []
    states = PaperForm.State
    done = Q(forms__state__in=[states.COUNTED.value, states.INVALID.value, states.SPOILED.value])
    return list(
        call.batches.select_related("office")
        .annotate(
            to_key=CountOf("forms", filter=Q(forms__state=states.PRINTED.value)),
            keyed=CountOf("forms", filter=Q(forms__state=states.KEYED.value)),
            differing=CountOf("forms", filter=Q(forms__state=states.DIFFERS.value)),
            done=CountOf("forms", filter=done),
        )
        .order_by("number")
    )


def batch(call: Call, number: int, actor: Actor) -> PaperBatch | None:
    """This will give a batch of a call by its number, None where the actor handles no paper."""
    if not may_take_paper(actor, bodies=offices(call)):
        return None
    return call.batches.select_related("office", "call").filter(number=number).first()


def form_by_code(call: Call, code: str, actor: Actor) -> PaperForm | None:
    """This will give the form with this code, however it was typed; never what was keyed of it."""
    if not may_take_paper(actor, bodies=offices(call)):
        return None
    found = PaperForm.objects.select_related("batch__call", "batch__office")
    return found.filter(batch__call=call, code=ballots.plain_code(code)).first()


def open_forms(call: Call) -> int:
    """This will count the forms that hold the count back."""
    return PaperForm.objects.filter(batch__call=call, state__in=OPEN).count()


def receipt_of(form: PaperForm) -> str:
    """This will give the receipt printed on a form's slip."""
    return ballots.receipt_of(voters.key(), form.batch.call.code, f"paper:{form.code}")


def may_hand_out(way: str) -> Answer:
    """This will say why somebody on the list of voters gets no form."""
    if way == ballots.Way.ONLINE:
        return no("voted", N_("This person has voted online already."))
    if way == ballots.Way.PAPER:
        return no("voted", N_("This person has been handed a form already."))
    return YES
