"""1308: a caller waits. One page, the keyboard is enough, the number is read out at the end."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.reception.queries import callers, detail, topics
from ortaq.civic.reception.services import intake
from ortaq.core.people import rules as people_rules
from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.territory import queries as territory
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.doors.desk.forms import CallForm

NOT_OPERATOR = N_("The switchboard is for operators.")


def operator_of(request: HttpRequest) -> Actor:
    """This will give the actor if she is an operator, else refuse."""
    actor = actor_of(request)
    if not actor.has_role(Role.OPERATOR):
        raise Refused("not_operator", NOT_OPERATOR)
    return actor


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """This will take a call down; `?phone=` shows what this caller has sent already, so that nothing is filed twice."""
    actor = operator_of(request)
    status = 200
    if request.method == "POST":
        form = CallForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                number = take(form, actor)
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                return redirect("desk:call_taken", number=number)
    else:
        form = CallForm(
            initial={"phone": request.GET.get("phone", ""), "form_token": secrets.token_urlsafe(24), "publish": True}
        )
    phone = str(form["phone"].value() or "")
    known = callers.appeals_of(phone, actor) if people_rules.is_phone(phone) else []
    context = {"form": form, "known": known, "phone": phone, "today": timezone.localdate()}
    return render(request, "desk/call.html", context, status=status)


def take(form: CallForm, actor: Actor) -> str:
    """This will file the call and give the number; the same form twice gives the same number."""
    data, now = form.cleaned_data, timezone.now()
    signature = None
    if data["name"]:
        signature = intake.Signature(
            name=data["name"],
            language=(get_language() or "kk").split("-")[0],
            phone=data["phone"],
            iin=data["iin"],
        )
    office = next(office for office in actor.offices if office.role == Role.OPERATOR)
    appeal = intake.open_appeal(
        kind=data["kind"],
        topic=topics.by_code(data["topic"]) if data["topic"] else None,
        text=data["text"],
        address=data["address"],
        district=data["district"],
        place="address" if data["address"] or data["district"] else "none",
        applicant=None,
        signature=signature,
        publish=data["publish"],
        channel="call",
        form_token=data["form_token"],
        accepted_by=territory.office_held(actor.person_id, office),
        actor=actor,
        now=now,
    )
    return appeal.matter.number


@never_cache
@require_safe
def taken(request: HttpRequest, number: str) -> HttpResponse:
    """This will give the operator what to read out: number, due day, code, body."""
    actor = operator_of(request)
    appeal = detail.get(number, actor)
    if appeal is None or not detail.story(appeal, actor, today=timezone.localdate()).reads_all:
        raise Http404
    return render(request, "desk/call_taken.html", {"appeal": appeal, "matter": appeal.matter})
