"""Workshops at the desk: entered, their concepts, and a concept that becomes a work."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.works.desk.entry import METHODS, asked, bodies_of, keep_files, kept, new_token, sent
from ortaq.civic.works.forms.parts import MINOR
from ortaq.civic.works.forms.workshops import BuildForm, ConceptForm, WorkshopForm
from ortaq.civic.works.queries import workshops as queries
from ortaq.civic.works.services import workshops as services
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work, Workshop


def workshop_or_404(request: HttpRequest, number: str) -> "Workshop":
    """This will give a workshop to those who keep it; "not yours" looks like "not there"."""
    found = queries.desk_workshop(number, actor_of(request))
    if found is None:
        raise Http404
    return found


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This will list the workshops of the actor's bodies."""
    context = {"rows": queries.listing(actor_of(request)), "may_open": bool(bodies_of(request))}
    return render(request, "works_desk/workshops.html", context)


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """This will enter a workshop."""
    bodies = bodies_of(request)
    if not bodies:
        raise Refused("not_keeper", N_("Officers and heads of a body enter its workshops."))
    form = WorkshopForm(request.POST if request.method == "POST" else None, bodies=bodies)
    made: list[Workshop] = []
    status = sent(request, form, lambda: made.append(_hold(request, form)))
    if made:
        messages.success(request, _("Everyone sees the workshop. Enter its concepts."))
        return redirect("works_desk:workshop", workshop=made[0].matter.number)
    back = reverse("works_desk:workshops")
    context = {"form": form, "title": _("A new workshop"), "button": _("Enter it"), "back": back}
    return render(request, "works_desk/ask.html", context, status=status)


def _hold(request: HttpRequest, form: WorkshopForm) -> "Workshop":
    data = form.cleaned_data
    return services.hold_workshop(
        body=territory.bodies()[int(data["body"])], **form.words(), language=actor_of(request).language,
        starts_on=data["starts_on"], ends_on=data["ends_on"], participants=data["participants"], demo=settings.DEMO,
        actor=actor_of(request), now=timezone.now(),
    )  # fmt: skip


@never_cache
@require_safe
def page(request: HttpRequest, workshop: str) -> HttpResponse:
    """This will show a workshop with its concepts and what each can become."""
    return render(request, "works_desk/workshop.html", {"workshop": workshop_or_404(request, workshop)})


@never_cache
@require_http_methods(METHODS)
def concept(request: HttpRequest, workshop: str) -> HttpResponse:
    """This will enter a concept; a refusal keeps every word and every drawing."""
    held = workshop_or_404(request, workshop)
    posted = request.method == "POST"
    form = ConceptForm(
        request.POST if posted else None, request.FILES if posted else None, initial={"upload_token": new_token()}
    )  # fmt: skip
    if posted:
        keep_files(request, form, ["photos"])

    def draw() -> object:
        data = form.cleaned_data
        return services.draw_concept(
            workshop=held, **form.words(), authors=data["authors"], shape=data["shape"],
            upload_token=data["upload_token"], demo=settings.DEMO, actor=actor_of(request), now=timezone.now(),
        )  # fmt: skip

    return asked(
        request, form, draw, done=_("The concept has its page."), back=reverse("works_desk:workshop", args=[workshop]),
        title=_("A new concept"), button=_("Enter it"), draws=True, kept_files=kept(form),
    )  # fmt: skip


@never_cache
@require_http_methods(METHODS)
def build(request: HttpRequest, concept: str) -> HttpResponse:
    """This will make a concept a work of the register."""
    found = queries.concept(concept)
    bodies = bodies_of(request)
    if found is None or queries.desk_workshop(found.workshop.matter.number, actor_of(request)) is None:
        raise Http404
    form = BuildForm(request.POST if request.method == "POST" else None, bodies=bodies)
    made: list[Work] = []

    def go() -> None:
        data = form.cleaned_data
        made.append(
            services.build_on(
                concept=found, body=territory.bodies()[int(data["body"])], kind=data["work_kind"], note=data["note"],
                planned=None if data["planned"] is None else data["planned"] * MINOR,
                link=request.build_absolute_uri(reverse("works:concept", args=[concept])), actor=actor_of(request),
                now=timezone.now(),
            )
        )  # fmt: skip

    status = sent(request, form, go)
    if made:
        messages.success(request, _("The concept has become a work."))
        return redirect("works_desk:work", number=made[0].matter.number)
    context = {
        "form": form, "title": _("Build on a concept"), "button": _("Make it a work"), "concept": found,
        "back": reverse("works_desk:workshop", args=[found.workshop.matter.number]),
    }  # fmt: skip
    return render(request, "works_desk/ask.html", context, status=status)
