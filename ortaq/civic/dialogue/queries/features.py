"""Ideas as a layer anyone may take away: a point each, with what everyone reads of it and nothing of its author."""

from datetime import date

from django.db.models import QuerySet

from ortaq.civic.dialogue.models import Idea
from ortaq.civic.dialogue.queries.ideas import SEEN
from ortaq.civic.dialogue.rules.ideas import PUBLIC, THEMES
from ortaq.core.matters import queries as matters
from ortaq.core.people.refusal import N_
from ortaq.core.territory import layers
from ortaq.engines.language import LANGUAGES

PROPERTIES = {
    "number": "matter__number",
    "title": "matter__title",
    "language": "matter__language",
    "process": "process__code",
    "theme": "theme",
    "goal": "goal",
    "state": "state",
    "supporters": "supporters",
    "district": "district__code",
    "posted_at": "posted_at",
}


def ideas(asked: layers.Asked) -> layers.Page:
    """This will give one page of public ideas of public dialogues that have a place. Two statements at most."""
    return matters.placed(_public(), asked, PROPERTIES)


def _public() -> QuerySet[Idea]:
    return Idea.objects.filter(state__in=SEEN, process__listed=True)


def _extent(today: date) -> layers.Extent:
    del today  # ideas stay
    return matters.spanned(_public())


IDEAS = layers.Layer(
    id="ideas",
    title=N_("Ideas of residents"),
    description=N_("Public ideas from all dialogues as points; a line or an area is shown by a point of it."),
    shape="Point",
    fields=(
        layers.Field("number"),
        layers.Field("title"),
        layers.Field("language", filters=True, values=LANGUAGES),
        layers.Field("process", filters=True),
        layers.Field("theme", filters=True, values=THEMES),
        layers.Field("goal", filters=True),
        layers.Field("state", filters=True, values=tuple(state.value for state in PUBLIC)),
        layers.Field("supporters", "integer"),
        layers.Field("district", filters=True),
        layers.Field("posted_at", "date-time"),
    ),
    rows=ideas,
    extent=_extent,
)
