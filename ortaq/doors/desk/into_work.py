"""What residents said becomes a public work: the desk says which one, or opens it; done, an appeal is called fixed."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ortaq.civic.reception.queries import detail
from ortaq.civic.works.desk.entry import bodies_of, new_token, sent, work_or_404
from ortaq.civic.works.queries import works
from ortaq.civic.works.rules import stages
from ortaq.core.matters import addresses
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import localized
from ortaq.doors.desk.forms import NEW, IntoWorkForm, WordsOfWorkForm
from ortaq.journeys import appeal_to_work, word_to_work

if TYPE_CHECKING:
    from ortaq.core.matters.models import Matter

METHODS = ["GET", "HEAD", "POST"]
NOT_HERS = ("not_yours", "second_factor")
"""Refusals nothing on the page could mend."""
NOT_KEEPER = N_("Officers and heads of a body enter its works.")


@never_cache
@require_http_methods(METHODS)
def page(request: HttpRequest, said: str) -> HttpResponse:
    """This will ask which work something said becomes, with other words that ask for the same; a refusal keeps all."""
    actor = actor_of(request)
    bodies = [(territory.bodies()[int(pk)].code, name) for pk, name in bodies_of(request)]
    if not bodies:
        raise Refused("not_keeper", NOT_KEEPER)
    cards = word_to_work.found([said], actor)
    form = IntoWorkForm(
        request.POST if request.method == "POST" else None, bodies=bodies,
        works=word_to_work.under_way(cards[0], actor), initial=_start(request, cards[0]),
    )  # fmt: skip
    done: list[tuple[str, int]] = []
    status = sent(request, form, lambda: done.append(_tie(request, form, said)))
    if done:
        work, n = done[0]
        told = ngettext("Noted for %(n)s word of residents: its people are told.",
                        "Noted for %(n)s words of residents: their people are told.", n)  # fmt: skip
        messages.success(request, told % {"n": n})
        return redirect("works_desk:work", number=work)
    context = {"form": form, "cards": cards, "card": cards[0], **_became(request, cards[0])}
    return render(request, "desk/into_work.html", context, status=status)


def _start(request: HttpRequest, card: "Matter") -> dict[str, Any]:
    """What the form begins with: other numbers an address names, and the words of the card for a new work."""
    return {
        "also": request.GET.get("also", ""),
        "form_token": new_token(),
        f"title_{card.language}": card.title[: stages.LONGEST_TITLE],
    }


def _tie(request: HttpRequest, form: IntoWorkForm, number: str) -> tuple[str, int]:
    """The number of the work and how many words were tied to it."""
    data: dict[str, Any] = form.cleaned_data
    who: dict[str, Any] = {"actor": actor_of(request), "now": timezone.now()}
    numbers = [number, *(one for one in data["also"] if one != number)]
    if data["tied_to"] != NEW:
        return data["tied_to"], word_to_work.tie(numbers=numbers, work=data["tied_to"], **who)
    work = word_to_work.open_work(
        numbers=numbers, kind=data["work_kind"], title=form.title(), body=territory.bodies_by_code()[data["keeper"]],
        note=data["note"], form_token=data["form_token"], demo=settings.DEMO, **who,
    )  # fmt: skip
    return work.matter.number, len(numbers)


def _became(request: HttpRequest, card: "Matter") -> dict[str, Any]:
    """The works it became already, and whether an appeal of hers can be called fixed by one that is done."""
    known = works.of_matters([card.pk]).values()
    appeal = detail.get(card.number, actor_of(request)) if card.kind == "appeal" else None
    built = appeal_to_work.built_for(appeal) if appeal is not None and appeal.repair != "fixed" else None
    own = addresses.of([card]).get(card.pk, "")
    return {"works": list(known), "built": built, "own": own, "back": own or reverse("desk:inbox")}


@require_POST
def fixed(request: HttpRequest, said: str) -> HttpResponse:
    """This will call an appeal fixed by the work it became, with the work's photo; a refusal is said above the page."""
    appeal = detail.get(said, actor_of(request))
    if appeal is None:
        raise Http404
    try:
        appeal_to_work.fix(appeal=appeal, actor=actor_of(request), now=timezone.now())
    except Refused as refused:
        if refused.code in NOT_HERS:
            raise
        messages.error(request, sentence(refused))
        return redirect("words:into_work", said=said)
    messages.success(request, _("Noted: it is fixed."))
    return redirect("reception:appeal", number=said)


@never_cache
@require_http_methods(METHODS)
def words_of(request: HttpRequest, work: str) -> HttpResponse:
    """This will tie words of residents to a work by their numbers."""
    kept = work_or_404(request, work)
    form = WordsOfWorkForm(request.POST or None)
    tied: list[int] = []

    def tie() -> None:
        numbers = form.cleaned_data["numbers"]
        tied.append(word_to_work.tie(numbers=numbers, work=work, actor=actor_of(request), now=timezone.now()))

    status = sent(request, form, tie)
    if tied:
        said = ngettext("%(n)s more word of residents stands behind the work.",
                        "%(n)s more words of residents stand behind the work.", tied[0])  # fmt: skip
        messages.success(request, said % {"n": tied[0]})
        return redirect("works_desk:work", number=work)
    context = {
        "form": form,
        "title": _("What residents said"),
        "about": f"№ {work} {localized(kept.title)}",
        "button": _("Tie it to the work"),
        "back": reverse("works_desk:work", args=[work]),
    }
    return render(request, "desk/tie.html", context, status=status)
