"""Photos BEFORE and AFTER at the desk, and the second pair of eyes."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.works.desk.entry import METHODS, asked, new_token, sent, work_or_404
from ortaq.civic.works.forms.photos import AfterForm, BeforeForm, CheckForm, PhotoForm
from ortaq.civic.works.queries import photos as queries
from ortaq.civic.works.rules import rights
from ortaq.civic.works.services import photos as services
from ortaq.civic.works.services.photos import Held
from ortaq.civic.works.templatetags.works import finding_sentences
from ortaq.core.files import queries as file_queries
from ortaq.core.people.refusal import N_, Refused
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence

if TYPE_CHECKING:
    from ortaq.civic.works.models import PhotoPair, Work


def pair_or_404(request: HttpRequest, number: str, pair: int) -> "tuple[Work, PhotoPair]":
    """This will give a pair of a work to those who keep it."""
    work = work_or_404(request, number)
    found = queries.pair(work, pair)
    if found is None:
        raise Http404
    return work, found


def keep_photo(request: HttpRequest, form: PhotoForm, purpose: str) -> list[str]:
    """This will store the photo of a form at once, so that a refused day does not lose it, and give its name."""
    upload, held = request.FILES.get("photo"), form.held()
    if upload is not None:
        token = held.token if held else new_token()
        try:
            held = services.hold_photo(
                photo=upload, name=str(upload.name or ""), purpose=purpose, token=token, actor=actor_of(request),
                now=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("photo", sentence(refused))
        else:
            form.hold(held)
    return [file.name for file in file_queries.of_form(held.token)] if held else []


@never_cache
@require_http_methods(METHODS)
def before(request: HttpRequest, number: str) -> HttpResponse:
    """This will keep a photo BEFORE."""
    work = work_or_404(request, number)
    posted = request.method == "POST"
    form = BeforeForm(request.POST if posted else None, request.FILES if posted else None)
    kept_files = keep_photo(request, form, "photo") if posted else []

    def keep() -> object:
        data = form.cleaned_data
        return services.add_before(
            work=work,
            photo=_held(form),
            taken_on=data["taken_on"],
            spot=form.words()["spot"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    return asked(
        request,
        form,
        keep,
        done=_("Kept. When the work is done, take a photo from the same spot."),
        back=reverse("works_desk:work", args=[number]),
        work=work,
        title=_("A photo BEFORE"),
        button=_("Keep the photo"),
        kept_files=kept_files,
    )


def _held(form: PhotoForm) -> Held:
    """The photo of a valid form."""
    held = form.held()
    if held is None:
        raise Refused("no_photo", N_("Choose one photo."))
    return held


@never_cache
@require_http_methods(METHODS)
def after(request: HttpRequest, number: str, pair: int) -> HttpResponse:
    """This will keep the photo AFTER of a pair and say at once what order and distance say."""
    work, known = pair_or_404(request, number, pair)
    posted = request.method == "POST"
    form = AfterForm(request.POST if posted else None, request.FILES if posted else None)
    kept_files = keep_photo(request, form, "after_photo") if posted else []
    made: list[PhotoPair] = []

    def keep() -> None:
        data = form.cleaned_data
        made.append(
            services.add_after(
                pair=known,
                photo=_held(form),
                taken_on=data["taken_on"],
                actor=actor_of(request),
                now=timezone.now(),
            )
        )

    status = sent(request, form, keep)
    if made:
        messages.success(request, _("Kept. A colleague looks at both photos before everyone sees them."))
        for words, _grave in finding_sentences(made[0]):
            messages.warning(request, words)
        return redirect("works_desk:work", number=number)
    context = {
        "form": form,
        "work": work,
        "title": _("The photo AFTER"),
        "button": _("Keep the photo"),
        "kept_files": kept_files,
        "back": reverse("works_desk:work", args=[number]),
    }
    return render(request, "works_desk/ask.html", context, status=status)


@never_cache
@require_http_methods(METHODS)
def check(request: HttpRequest, number: str, pair: int) -> HttpResponse:
    """This will show both photos side by side with what is known of them, and take a colleague's word."""
    work, known = pair_or_404(request, number, pair)
    form = CheckForm(request.POST if request.method == "POST" else None, initial=CheckForm.start(known))

    def decide() -> object:
        data = form.cleaned_data
        return services.check_pair(
            pair=known,
            confirmed=data["verdict"] == "yes",
            note=data["check_note"],
            spot=form.words()["spot"],
            actor=actor_of(request),
            now=timezone.now(),
        )

    right = rights.may_check_pair(actor_of(request), work.body_id, added_by=known.added_by_id)
    status = sent(request, form, decide)
    if not status:
        messages.success(request, _("Noted."))
        return redirect("works_desk:work", number=number)
    context = {
        "form": form,
        "work": work,
        "pair": known,
        "right": right,
        "back": reverse("works_desk:work", args=[number]),
    }
    return render(request, "works_desk/pair.html", context, status=status)
