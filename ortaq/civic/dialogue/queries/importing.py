"""What has come from another system, by its names there."""

from collections.abc import Collection

from ortaq.civic.dialogue.models import Idea
from ortaq.civic.dialogue.rules.importing import token
from ortaq.core.matters.models import Matter


def cards_of(source: str, ids: Collection[str]) -> list[Matter]:
    """This will give the cards of ideas by their numbers there, the oldest first. One statement."""
    names = [token("idea", source, known_as) for known_as in ids]
    found = Idea.objects.filter(form_token__in=names).select_related("matter").order_by("pk")
    return [idea.matter for idea in found]
