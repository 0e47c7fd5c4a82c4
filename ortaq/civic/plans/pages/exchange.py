"""The exchange: how other villages solved the same need."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ortaq.civic.plans.forms.reading import ExchangeForm
from ortaq.civic.plans.pages.entry import settle_cache
from ortaq.civic.plans.queries import exchange as queries
from ortaq.civic.plans.templatetags.village import KINDS, STATES, THEMES
from ortaq.core.ui.numbers import read_whole

DONE = "done"
"""The state a fresh page asks for: that is what others learn from."""


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """This will find measures by theme, words, what they take and how far they came; first those done."""
    states = [(code, word) for code, (word, _tone) in STATES.items() if code != "late"]
    form = ExchangeForm(
        request.GET or {"state": DONE}, themes=list(THEMES.items()), kinds=list(KINDS.items()), states=states
    )
    found: list[queries.Solution] = []
    following = None
    if form.is_valid():
        read = form.cleaned_data
        asked = queries.Asked(theme=read["theme"], words=read["q"], kind=read["kind"], state=read["state"])
        found, following = queries.solutions(asked, after=read_whole(request.GET.get("after", "")) or None)
    kept = {name: value for name in form.fields if (value := request.GET.get(name))}
    here = f"?{urlencode(kept)}" if kept else "?state="
    context = {
        "form": form, "found": found, "clear": "?state=" if request.GET else "",
        "older": f"{here}&{urlencode({'after': following})}" if following else "",
        "newest": here if request.GET.get("after") else "",
    }  # fmt: skip
    return settle_cache(request, render(request, "plans/exchange.html", context, status=422 if form.errors else 200))
