"""The ballot: choose a district, tick, look once more, cast. Marks are kept at every step until they are cast."""

import secrets
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ortaq.civic.budgets.pages import marks as marking
from ortaq.civic.budgets.pages.entry import REFUSED, call_or_404, short
from ortaq.civic.budgets.queries import voting as queries
from ortaq.civic.budgets.rules import ballots
from ortaq.civic.budgets.services import voting as services
from ortaq.core.matters.localized import words
from ortaq.core.people.refusal import N_, Answer, Refused, no
from ortaq.core.ui.printing import qr_svg
from ortaq.core.ui.requests import actor_of
from ortaq.core.ui.sentences import sentence
from ortaq.core.ui.templatetags.ui_formats import language

if TYPE_CHECKING:
    from ortaq.civic.budgets.models import Call, Project

SHORTEST_WORD = 2
QR_MASK = 3
"""Thousands vote on the last evening: a receipt costs a fifth less when its QR code is drawn once, not eight times."""


@dataclass
class Booth:
    """One person in front of a ballot."""

    request: HttpRequest
    call: "Call"
    standing: queries.Standing

    @classmethod
    def of(cls, request: HttpRequest, code: str) -> "Booth":
        """This will bring a person before a call's ballot."""
        call = call_or_404(request, code)
        standing = queries.standing(call, actor_of(request), timezone.now())
        return cls(request, call, standing)

    @cached_property
    def sections(self) -> list[queries.Section]:
        """The whole ballot, some hundreds of projects: read where it is shown, and not to cast three of them."""
        return queries.ballot_paper(self.call)

    @property
    def marks(self) -> ballots.Marks:
        return self.standing.draft

    @property
    def may_mark(self) -> bool:
        return bool(self.standing.may_vote)

    def known(self) -> list[int]:
        """This will give the ids of all projects on the ballot."""
        return [project.pk for section in self.sections for project in section.projects]

    def keep(self, marks: ballots.Marks) -> None:
        """This will keep marks that are not cast yet."""
        services.save_draft(
            call=self.call, projects=marks.projects, points=marks.points, actor=actor_of(self.request),
            now=timezone.now(),
        )  # fmt: skip
        self.standing = queries.Standing(self.standing.may_vote, self.standing.way, marks)

    def chosen(self) -> list[tuple["Project", int]]:
        """This will give what is marked, with points."""
        return queries.marked(self.call, self.marks)

    def context(self, **more: Any) -> dict[str, Any]:
        """This will give what every page of the ballot shows."""
        count = len(self.marks.projects)
        return {
            "call": self.call,
            "standing": self.standing,
            "may_mark": self.may_mark,
            "count": count,
            "too_many": count > self.call.limit,
            "arranged": self.call.ballot_kind != ballots.BallotKind.APPROVAL,
            **more,
        }

    def show(self, template: str, *, status: int = 200, **more: Any) -> HttpResponse:
        """This will render a page of the ballot."""
        return render(self.request, f"budgets/{template}.html", self.context(**more), status=status)

    def after(self, go: str) -> HttpResponse:
        """This will lead on: to the order or the points where the ballot has them, else to the check."""
        if go == "check" and self.call.ballot_kind != ballots.BallotKind.APPROVAL:
            return redirect("budgets:arrange", code=self.call.code)
        return redirect("budgets:check" if go == "check" else "budgets:vote", code=self.call.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, code: str) -> HttpResponse:
    """This will say whether one may vote, show what is chosen so far, and lead to the districts."""
    booth = Booth.of(request, code)
    if request.method == "POST":
        if booth.may_mark and request.POST.get("drop"):
            booth.keep(marking.without(booth.marks, marking.whole(request.POST["drop"])))
        return booth.after("")
    if booth.standing.way:
        return booth.show("voted")
    asked = request.GET.get("q", "").strip()[:100]
    return booth.show(
        "vote",
        sections=[
            {
                "district": section.pot.district,
                "short": short(section.pot.district.code),
                "size": len(section.projects),
                "chosen": len({project.pk for project in section.projects} & set(booth.marks.projects)),
            }
            for section in booth.sections
        ],
        chosen=booth.chosen(),
        asked=asked,
        found=_found(booth, asked) if _says_enough(asked) else [],
    )


def _found(booth: Booth, asked: str) -> list[tuple["Project", str, str]]:
    """Projects of all districts with these words or this number, with the district's name and its address."""
    return [
        (project, words(section.pot.district.name, language()), short(section.pot.district.code))
        for section in booth.sections
        for project in section.projects
        if _fits(project, asked)
    ]


def _says_enough(asked: str) -> bool:
    return bool(_number(asked)) or len(asked) >= SHORTEST_WORD


def _number(asked: str) -> int:
    """The number on the ballot somebody typed, 0 for words."""
    return marking.whole(asked.lstrip("№# "))


def _fits(project: "Project", asked: str) -> bool:
    if number := _number(asked):
        return number == project.ballot_number
    text = f"{project.matter.title} {project.matter.address} {project.text}".casefold()
    return all(word in text for word in asked.casefold().split())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def district(request: HttpRequest, code: str, district: str) -> HttpResponse:
    """This will show the projects of one district to be ticked; every change is kept."""
    booth = Booth.of(request, code)
    section = next((one for one in booth.sections if short(one.pot.district.code) == district), None)
    if section is None:
        raise Http404
    if booth.standing.way:
        return redirect("budgets:vote", code=code)
    if request.method != "POST":
        asked = request.GET.get("q", "").strip()[:100]
        return _show_district(booth, section, asked)
    asked, go = request.POST.get("q", "").strip()[:100], request.POST.get("go", "")
    if not booth.may_mark:
        return _show_district(booth, section, asked, status=REFUSED)
    marks = marking.ticked(booth.marks, request.POST, booth.known())
    booth.keep(marks)
    if request.headers.get("HX-Request"):
        return booth.show("chosen")
    if go == "find":
        here = reverse("budgets:district", args=[code, district])
        return redirect(f"{here}?{urlencode({'q': asked})}" if asked else here)
    fault = ballots.check_marks(
        ballots.BallotKind.APPROVAL, ballots.Marks(marks.projects), limit=booth.call.limit, total=0
    )
    if not fault and (fault.code == "above_limit" or go == "check"):
        return _show_district(booth, section, request.POST.get("asked", ""), status=REFUSED, fault=fault)
    return booth.after(go)


def _show_district(
    booth: Booth, section: queries.Section, asked: str, *, status: int = 200, fault: Answer | None = None
) -> HttpResponse:
    narrowed = _says_enough(asked)
    return booth.show(
        "vote_district",
        status=status,
        district=section.pot.district,
        short=short(section.pot.district.code),
        projects=[project for project in section.projects if not narrowed or _fits(project, asked)],
        size=len(section.projects),
        asked=asked,
        marked=set(booth.marks.projects),
        fault=fault,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, code: str) -> HttpResponse:
    """This will put the chosen projects in order, or share the points out among them."""
    booth = Booth.of(request, code)
    if not booth.may_mark or not booth.marks.projects or booth.call.ballot_kind == ballots.BallotKind.APPROVAL:
        return redirect("budgets:vote", code=code)
    if request.method != "POST":
        return booth.show("vote_arrange", chosen=booth.chosen(), given=sum(booth.marks.points))
    marks = booth.marks
    if booth.call.ballot_kind == ballots.BallotKind.POINTS:
        marks = marking.shared_out(marks, request.POST)
    for name, by in (("up", -1), ("down", 1)):
        if moving := request.POST.get(name):
            marks = marking.moved(marks, marking.whole(moving), by)
    if dropping := request.POST.get("drop"):
        marks = marking.without(marks, marking.whole(dropping))
    booth.keep(marks)
    if request.POST.get("go") != "check":
        return redirect("budgets:arrange", code=code)
    fault = _fault(booth)
    if not fault:
        given = sum(booth.marks.points)
        return booth.show("vote_arrange", status=REFUSED, chosen=booth.chosen(), given=given, fault=fault)
    return redirect("budgets:check", code=code)


def _fault(booth: Booth) -> Answer:
    """What the rules of this ballot say of the marks as they are."""
    call = booth.call
    marks = ballots.marks(call.ballot_kind, booth.marks.projects, booth.marks.points)
    return ballots.check_marks(call.ballot_kind, marks, limit=call.limit, total=call.points)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """This will show the whole ballot once more, and cast it."""
    booth = Booth.of(request, code)
    if request.method == "POST":
        return cast(booth)
    if not booth.may_mark or not booth.marks.projects:
        return redirect("budgets:vote", code=code)
    return _show_check(booth, _fault(booth))


def cast(booth: Booth) -> HttpResponse:
    """This will cast what the page shows; the same page sent twice is counted once and gives the same receipt.

    The answer is the receipt itself: no address, session or journal keeps it beside the person.
    """
    given = marking.posted(booth.request.POST)
    try:
        done = services.cast_ballot(
            call=booth.call, projects=given.projects, points=given.points,
            form_token=booth.request.POST.get("form_token", ""), actor=actor_of(booth.request), now=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return _not_cast(booth, given, refused)
    address = booth.request.build_absolute_uri(reverse("budgets:receipt", args=[booth.call.code]))
    qr = qr_svg(f"{address}?code={done.receipt}", mask=QR_MASK)
    return render(
        booth.request,
        "budgets/receipt_given.html",
        {"call": booth.call, "receipt": done.receipt, "again": done.again, "address": address, "qr": qr},
    )


def _not_cast(booth: Booth, given: ballots.Marks, refused: Refused) -> HttpResponse:
    """A refusal: her marks stay. What only the ballot's first page can explain is explained there."""
    if refused.code == "sign_in":
        raise refused
    if not booth.may_mark:
        if not booth.standing.way:
            messages.warning(booth.request, sentence(refused))
        return redirect("budgets:vote", code=booth.call.code)
    booth.keep(given)
    return _show_check(booth, no(refused.code, refused.reason, **refused.params), status=REFUSED)


def _show_check(booth: Booth, fault: Answer, *, status: int = 200) -> HttpResponse:
    chosen = booth.chosen()
    gone = [project for project, _points in chosen if project.state != "on_ballot"]
    if gone and fault:
        fault = no(
            "left_ballot", N_("One of the projects you chose was withdrawn. Choose another one, the rest is kept.")
        )
    return booth.show(
        "vote_check", status=status, chosen=chosen, gone=gone, fault=fault, form_token=secrets.token_urlsafe(24)
    )
