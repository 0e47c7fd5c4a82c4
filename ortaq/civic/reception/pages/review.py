"""Check your answers: everything that will be sent, each line with the way back to its question."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from ortaq.civic.reception.forms.choices import KIND_CHOICES
from ortaq.civic.reception.pages import topics
from ortaq.civic.reception.pages.draft import Draft
from ortaq.civic.reception.pages.place import district_name, place_name
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of


def review(request: HttpRequest, draft: Draft, language: str, today: date) -> dict[str, Any]:
    """This will give the rows of the summary, and whether the place is a neighbour's."""
    signed_in = actor_of(request).person_id is not None
    point = draft.point()
    return {
        "rows": [
            row(_("What happened"), draft.text, "words"),
            row(_("Photos"), str(len(draft.photos)) if draft.photos else _("none"), "words"),
            row(_("Topic"), topics.name_of(draft.topic, language), "topic"),
            row(_("Where"), place_words(draft, language, today), "place"),
            row(_("What you want"), str(dict(KIND_CHOICES).get(draft.kind, "")), "kind"),
            row(_("Who is writing"), who_words(draft, actor_of(request).name if signed_in else draft.name), "about"),
            row(
                _("Who sees it"),
                _("everyone, without personal details") if draft.publish else _("you and the officers"),
                "about",
            ),
        ],
        "neighbour": bool(point and not territory.inside_city(*point, today)),
    }


def row(term: str, value: str, step: str) -> dict[str, str]:
    """This will make a row of the summary."""
    return {"term": term, "value": value, "change": reverse("reception:question", kwargs={"step": step})}


def place_words(draft: Draft, language: str, today: date) -> str:
    """This will describe the place as the person gave it."""
    if draft.place == "none":
        return _("It has no place")
    point = draft.point()
    parts = [draft.address]
    if point:
        parts.append(place_name(*point, today, language))
    elif draft.district:
        parts.append(district_name(draft.district, language))
    return ", ".join(part for part in parts if part) or _("A point on the map")


def who_words(draft: Draft, name: str) -> str:
    """This will say who signs and how she is reached."""
    if draft.who == "anonymous":
        return _("I stay anonymous")
    contacts = [draft.phone, draft.email, _("IIN given") if draft.iin else ""]
    return ", ".join(part for part in [name, *contacts] if part)
