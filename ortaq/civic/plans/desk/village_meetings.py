"""Who has to be heard in a village, and its meetings, at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ortaq.civic.plans.desk.village_entry import METHODS, ask, by_hand, village_or_404
from ortaq.civic.plans.forms.village_told import GroupForm, MeetingForm
from ortaq.civic.plans.queries import gatherings as queries
from ortaq.civic.plans.services import gatherings as services
from ortaq.core.ui.templatetags.ui_formats import localized


@never_cache
@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """This will list the groups that have to be heard and the meetings."""
    plan = village_or_404(request, code)
    context = {
        "plan": plan, "groups": queries.groups(plan), "held": queries.held(plan), "unheard": queries.unheard(plan),
    }  # fmt: skip
    return render(request, "plans_desk/village_meetings.html", context)


@never_cache
@require_http_methods(METHODS)
def group(request: HttpRequest, code: str, group: str = "") -> HttpResponse:
    """This will name a group, or change one; the button takes out a group nobody has heard yet."""
    plan = village_or_404(request, code)
    found = queries.group(plan, group) if group else None
    if group and found is None:
        raise Http404
    start: dict[str, Any] = {"group_code": queries.free_code(plan)}
    if found is not None:
        names = {f"group_name_{language}": name for language, name in found.name.items()}
        start = {"group_code": found.code, "group_people": found.people, **names}
    form = GroupForm(request.POST if request.method == "POST" else None, initial=start)

    def keep() -> object:
        data = form.cleaned_data
        called = found.code if found else data["group_code"]
        name = form.words()["group_name"]
        return services.keep_group(plan=plan, code=called, name=name, people=data["group_people"], **by_hand(request))

    def drop() -> object:
        return services.drop_group(group=found, **by_hand(request)) if found else None

    title = _("The group") if found else _("A new group")
    return ask(
        request, plan, form, keep, to="village_meetings", drop=drop if found else None, title=title, button=_("Save")
    )


@never_cache
@require_http_methods(METHODS)
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    """This will tell of a meeting; whether enough came by law is worked out."""
    plan = village_or_404(request, code)
    groups = [(one.code, localized(one.name)) for one in queries.groups(plan)]
    start = {"residents": plan.territory.population}
    form = MeetingForm(request.POST if request.method == "POST" else None, initial=start, groups=groups)

    def record() -> object:
        return services.record_gathering(plan=plan, **form.told(), **by_hand(request))

    hint = _("What was told stays: look it through before you save it. The check by law follows by itself.")
    done = _("Told. Whether enough came by law stands beside it.")
    title, button = _("A meeting that was held"), _("Save")
    return ask(request, plan, form, record, to="village_meetings", done=done, title=title, hint=hint, button=button)
