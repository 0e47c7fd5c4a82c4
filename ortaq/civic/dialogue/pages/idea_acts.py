"""What people do on the page of an idea: support it, withdraw it, object to its joining, say whom they speak for."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ortaq.civic.dialogue.forms.ideas import LensForm, ObjectForm
from ortaq.civic.dialogue.pages.entry import process_or_404
from ortaq.civic.dialogue.pages.ideas import idea_or_404, show
from ortaq.civic.dialogue.queries import ideas as queries
from ortaq.civic.dialogue.queries import lenses as lens_queries
from ortaq.civic.dialogue.services import ideas as services
from ortaq.civic.dialogue.services import joining, lenses, support
from ortaq.core.people import queries as people
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import Rung, may_stand
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

REFUSED = 422


@require_POST
def support_it(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will count a person for an idea, or no longer; a refusal stands on the page with the way on."""
    idea, actor, now = idea_or_404(request, code, number), actor_of(request), timezone.now()
    act = support.withdraw_support if request.POST.get("go") == "back" else support.support_idea
    try:
        act(idea=idea, actor=actor, now=now)
    except Refused as refused:
        return show(request, idea, refused=refused, status=REFUSED)
    return redirect("dialogue:idea", code=code, number=number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """This will ask the author once more, and take her idea back for good."""
    idea, actor = idea_or_404(request, code, number), actor_of(request)
    if actor.person_id is None or idea.author_id != actor.person_id:
        raise Http404
    refusal, status = "", 200
    if request.method == "POST":
        try:
            services.withdraw_idea(idea=idea, actor=actor, now=timezone.now())
        except Refused as refused:
            refusal, status = sentence(refused), REFUSED
        else:
            messages.success(request, _("The idea is withdrawn: nobody else sees it any more."))
            return redirect("dialogue:my_ideas", code=code)
    context = {"process": idea.process, "idea": idea, "refusal": refusal}
    return render(request, "dialogue/idea_withdraw.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def object_to(request: HttpRequest, code: str, joined: str) -> HttpResponse:
    """This will take the author's objection to the joining of her idea."""
    idea, actor = idea_or_404(request, code, joined), actor_of(request)
    found = queries.joining_of(idea, actor)
    if found is None:
        raise Http404
    form, status = ObjectForm(request.POST if request.method == "POST" else None), 200
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                joining.object_to_joining(
                    joining=found, words=form.cleaned_data["words"], actor=actor, now=timezone.now()
                )
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("We have your objection and will answer it."))
                return redirect("dialogue:idea", code=code, number=joined)
    context = {"process": idea.process, "idea": idea, "joining": found, "form": form}
    return render(request, "dialogue/idea_object.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: HttpRequest, code: str) -> HttpResponse:
    """This will ask which groups a person speaks for; nothing ticked forgets what she said before."""
    process, actor = process_or_404(request, code), actor_of(request)
    require(may_stand(people.rung_of_person(actor.person_id), least=Rung.ACCOUNT))
    start = {"speaks_for": lens_queries.own(process, actor)}
    form, status = LensForm(request.POST if request.method == "POST" else None, initial=start), 200
    back = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = ""
    if request.method == "POST":
        status = REFUSED
        if form.is_valid():
            try:
                chosen = form.cleaned_data["speaks_for"]
                lenses.set_lenses(process=process, lenses=chosen, actor=actor, now=timezone.now())
            except Refused as refused:
                form.add_error(None, sentence(refused))
            else:
                messages.success(request, _("Kept. Only sums of ten people and more are ever shown."))
                return redirect(back) if back else redirect("dialogue:voices", code=code)
    context = {"process": process, "tab": "ideas", "form": form}
    return render(request, "dialogue/idea_groups.html", context, status=status)
