"""Grants: the money, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ortaq.civic.works.pages.entry import settle_cache, tabs_of
from ortaq.civic.works.pages.works import VIEWS
from ortaq.civic.works.queries import grants as queries
from ortaq.core.ui.numbers import read_whole, write_number, write_sum
from ortaq.core.ui.templatetags.ui_formats import language


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """This will list grants with their money and results, under the sums of all."""
    before = read_whole(request.GET.get("before", ""))
    rows, older = queries.listing(before=before)
    context = {
        "rows": rows, "tabs": tabs_of("grants", VIEWS), "sums": _sums(queries.sums()),
        "older": f"?before={older}" if older else "", "newer": reverse("works:grants") if before else "",
    }  # fmt: skip
    return settle_cache(request, render(request, "works/grants.html", context))


def _sums(found: queries.Sums) -> list[dict[str, str]]:
    spoken = language()
    money = [
        {
            "label": _("Granted"), "value": write_sum(granted, currency, language=spoken),
            "note": _("paid so far: %(sum)s") % {"sum": write_sum(paid, currency, language=spoken)},
        }
        for currency, (granted, paid) in found.money.items()
    ]  # fmt: skip
    told = [
        (_("Jobs"), found.jobs), (_("for people under 35"), found.youth), (_("for women"), found.women),
        (_("People whom new services reach"), found.people),
    ]  # fmt: skip
    return [*money, *({"label": label, "value": write_number(count, language=spoken)} for label, count in told)]
