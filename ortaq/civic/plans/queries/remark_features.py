"""Remarks that have a place as a layer anyone may take away: a point each, with what everyone reads of it."""

from datetime import date

from django.db.models import QuerySet

from ortaq.civic.plans.models import Remark
from ortaq.civic.plans.rules.remarks import KINDS, State
from ortaq.core.discussion.rules.fates import FATES
from ortaq.core.matters import queries as matters
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers
from ortaq.engines.language import LANGUAGES

PROPERTIES = {
    "number": "matter__number",
    "title": "matter__title",
    "language": "matter__language",
    "plan": "plan__code",
    "version": "version__number",
    "kind": "kind",
    "fate": "fate",
    "supporters": "supporters",
    "made_at": "made_at",
}


def remarks(asked: layers.Asked) -> layers.Page:
    """This will give one page of shown remarks of public plans that have a place. Two statements at most."""
    return matters.placed(_public(), asked, PROPERTIES)


def _public() -> QuerySet[Remark]:
    return Remark.objects.filter(state=State.SHOWN.value, plan__listed=True)


def _extent(today: date) -> layers.Extent:
    del today  # what was said stays
    return matters.spanned(_public())


REMARKS = layers.Layer(
    id="plan-remarks",
    title=N_("What people say about plans"),
    description=N_("Public remarks on places in plans as points; a line, an area or a zone is shown by a point of it."),
    shape="Point",
    fields=(
        layers.Field("number"),
        layers.Field("title"),
        layers.Field("language", filters=True, values=LANGUAGES),
        layers.Field("plan", filters=True),
        layers.Field("version", "integer"),
        layers.Field("kind", filters=True, values=KINDS),
        layers.Field("fate", filters=True, values=tuple(fate.value for fate in FATES)),
        layers.Field("supporters", "integer"),
        layers.Field("made_at", "date-time"),
    ),
    rows=remarks,
    extent=_extent,
)
