"""Works at the desk: entered, corrected, moved with evidence, measured."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ortaq.civic.works import services
from ortaq.civic.works.desk.entry import (
    METHODS,
    asked,
    bodies_of,
    keep_files,
    kept,
    new_token,
    sent,
    work_or_404,
)
from ortaq.civic.works.forms.desk import MoveForm, NewWorkForm, QuantityForm, WorkForm
from ortaq.civic.works.forms.parts import MINOR, place_of
from ortaq.civic.works.queries import acceptance, grants, photos
from ortaq.civic.works.queries import works as queries
from ortaq.civic.works.rules.quantities import UNIT
from ortaq.civic.works.rules.stages import BUILT, ENDS
from ortaq.civic.works.services import quantities
from ortaq.civic.works.templatetags.works import stage_name
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.numbers import read_whole
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import SECOND

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work


@never_cache
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """This will list the works of the actor's bodies, and the photos that wait for a check."""
    before = read_whole(request.GET.get("before", ""))
    actor = actor_of(request)
    page = queries.at_desk(actor, before=before)
    context = {
        "page": page,
        "pairs": list(photos.waiting(actor)[:20]),
        "may_open": bool(bodies_of(request)),
        "older": f"?before={page.older}" if page.older else "",
        "newer": reverse("works_desk:works") if before else "",
    }
    return render(request, "works_desk/list.html", context)


@never_cache
@require_http_methods(METHODS)
def new(request: HttpRequest) -> HttpResponse:
    """This will enter a work; a refusal keeps every word and every file."""
    bodies = bodies_of(request)
    if not bodies:
        raise Refused("not_keeper", N_("Officers and heads of a body enter its works."))
    posted = request.method == "POST"
    first = {"form_token": new_token(), "upload_token": new_token()}
    form = NewWorkForm(
        request.POST if posted else None, request.FILES if posted else None, bodies=bodies, initial=first
    )
    if posted:
        keep_files(request, form)
    made: list[Work] = []
    status = sent(request, form, lambda: made.append(_open(request, form)))
    if made:
        messages.success(request, _("The work stands in the register: everyone sees it."))
        return redirect("works_desk:work", number=made[0].matter.number)
    context = {
        "form": form,
        "title": _("A new work"),
        "button": _("Enter it"),
        "back": reverse("works_desk:works"),
        "draws": True,
        "kept_files": kept(form),
    }
    return render(request, "works_desk/ask.html", context, status=status)


def _open(request: HttpRequest, form: NewWorkForm) -> "Work":
    data = form.cleaned_data
    return services.open_work(
        **form.facts(),
        language=actor_of(request).language,
        body=territory.bodies()[int(data["body"])],
        note=data["note"],
        stage=data["begun_stage"],
        reached_on=data["reached_on"],
        shape=data["shape"],
        address=data["address"],
        links=form.links(),
        upload_token=data["upload_token"],
        form_token=data["form_token"],
        demo=settings.DEMO,
        actor=actor_of(request),
        now=timezone.now(),
    )


@never_cache
@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    """This will show a work with everything that can be said of it."""
    work = work_or_404(request, number)
    is_grant = work.kind == "grant"
    context = {
        "work": work,
        "matter": work.matter,
        "quantities": queries.quantities_of(work),
        "pairs": photos.of_desk(work),
        "defects": acceptance.defects(work),
        "built": work.stage in BUILT,
        "ended": work.stage in ENDS,
        "payments": grants.payments(work) if is_grant else [],
        "results": grants.results(work) if is_grant else [],
        "is_grant": is_grant,
    }
    return render(request, "works_desk/work.html", context)


@never_cache
@require_http_methods(METHODS)
def edit(request: HttpRequest, number: str) -> HttpResponse:
    """This will correct the facts of a work and its place, which it cannot lose."""
    work = work_or_404(request, number)
    form = WorkForm(request.POST if request.method == "POST" else None, initial=_start(work))

    def change() -> None:
        data = form.cleaned_data
        try:
            services.change_work(
                work=work,
                changes=form.facts() | {"planned": _exact(form.facts()["planned"], work.planned)},
                shape=data["shape"],
                moves=True,
                address=data["address"],
                written_over=_moment(data["written_over"]),
                actor=actor_of(request),
                now=timezone.now(),
            )
        except Refused as refused:
            if refused.code == SECOND:  # told once: sent again, her words are written over what is there now
                form.data = dict(form.data.items()) | {"written_over": work.matter.changed_at.isoformat()}
            raise

    return asked(
        request,
        form,
        change,
        done=_("Saved."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        draws=True,
        title=_("Facts and place"),
        button=_("Save"),
    )


def _moment(text: str) -> datetime | None:
    """The moment of a hidden field; None for what is none."""
    try:
        return parse_datetime(text)
    except ValueError:
        return None


def _exact(typed: int | None, kept: int | None) -> int | None:
    """A sum kept to the tiyn stays so while its whole units are typed as they were shown."""
    return kept if typed is not None and kept is not None and typed == kept // MINOR * MINOR else typed


def _start(work: "Work") -> dict[str, Any]:
    """What the form of facts begins with."""
    card = work.matter
    return (
        WorkForm.start(work)
        | place_of(work.shape, card.lon, card.lat)
        | {
            "work_kind": work.kind,
            "contractor": work.contractor,
            "contract_number": work.contract_number,
            "planned": None if work.planned is None else work.planned // MINOR,
            "starts_on": work.starts_on,
            "ends_on": work.ends_on,
            "address": card.address,
            "written_over": card.changed_at.isoformat(),
        }
    )


@never_cache
@require_http_methods(METHODS)
def move(request: HttpRequest, number: str) -> HttpResponse:
    """This will record the next stage of a work with what shows it; a refusal keeps every word and every file."""
    work = work_or_404(request, number)
    posted = request.method == "POST"
    form = MoveForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        stages=[(stage, stage_name(stage, work.kind)) for stage in queries.next_stages(work)],
        initial={
            "reached_on": timezone.localdate(),
            "spent": work.spent // MINOR or None,
            "upload_token": new_token(),
        },
    )
    if work.kind == "grant":  # what is paid is the sum of its instalments
        del form.fields["spent"]
    if posted:
        keep_files(request, form)

    def go() -> object:
        data = form.cleaned_data
        return services.move_work(
            work=work,
            stage=data["stage"],
            reached_on=data["reached_on"],
            note=data["note"],
            spent=None if data.get("spent") is None else _exact(data["spent"] * MINOR, work.spent),
            links=form.links(),
            upload_token=data["upload_token"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    return asked(
        request,
        form,
        go,
        done=_("Noted: everyone sees the new stage."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("The next stage"),
        button=_("Save the stage"),
        kept_files=kept(form),
    )


@never_cache
@require_http_methods(METHODS)
def quantity(request: HttpRequest, number: str) -> HttpResponse:
    """This will say how much of a kind a work plans and has built."""
    work = work_or_404(request, number)
    known = {row.kind: row for row in queries.quantities_of(work)}
    first: dict[str, Any] = {"unit": "piece"}
    if (row := known.get(request.GET.get("measure", ""))) is not None:
        first = {"measure": row.kind, "unit": row.unit, "amount_planned": row.planned, "amount_built": row.done}
    form = QuantityForm(request.POST if request.method == "POST" else None, initial=first)

    def save() -> object:
        data = form.cleaned_data
        return quantities.set_quantity(
            work=work,
            kind=data["measure"],
            unit=UNIT[data["measure"]],
            planned=data["planned"],
            done=data["done"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    return asked(
        request,
        form,
        save,
        done=_("Saved: the figures of the city have changed with it."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("How much it makes"),
        button=_("Save"),
    )


@require_POST
def remove_quantity(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """This will take back a quantity that was entered by mistake."""
    work = work_or_404(request, number)
    if not quantities.remove_quantity(work=work, kind=kind, actor=actor_of(request), now=timezone.now()):
        raise Http404
    messages.success(request, _("Taken back."))
    return redirect("works_desk:work", number=number)
