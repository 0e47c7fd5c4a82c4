"""What an author does with her project: begin, keep, hand in, withdraw."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.budgets import acts
from ortaq.civic.budgets.models import BallotDraft, Call, Pot, Project
from ortaq.civic.budgets.rules import calls as call_rules
from ortaq.civic.budgets.rules import projects as rules
from ortaq.civic.budgets.services._held import locked_call, locked_project
from ortaq.core.files import services as files
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.matters.rules import cells
from ortaq.core.people import queries as people
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import may_erase, may_stand
from ortaq.core.territory import queries as territory
from ortaq.engines.language import LANGUAGES
from ortaq.engines.personal import mask

ONE_EACH = N_("You have a project in this call already: one author, one application.")


@transaction.atomic
def start_project(*, call: Call, pot: Pot, language: str, actor: Actor, now: datetime) -> Project:
    """This will begin an author's draft for a district, or give the draft she has in this call.

    Raises Refused when she has handed one in already, when projects are not taken in, or for a guest.
    """
    _require_open(call, now)
    require(may_stand(people.rung_of_person(actor.person_id), least=Call.Rung.ACCOUNT.value))
    mine = Project.objects.filter(call=call, author=actor.person_id).exclude(state=Project.State.WITHDRAWN)
    if known := mine.select_related("matter", "pot__district").first():
        if known.state != Project.State.DRAFT:
            raise Refused("one_each", ONE_EACH)
        return known
    matter = matters.open_matter(
        kind="project", series=f"project-p{call.votes_from.year}", title="",
        language=language if language in LANGUAGES else "kk", territory=pot.district,
        opened_by=people.person_by_id(actor.person_id), channel="portal", stage=Project.State.DRAFT.value,
        visibility=Matter.Visibility.PRIVATE.value, actor=actor, now=now,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return Project.objects.create(matter=matter, call=call, pot=pot, author_id=actor.person_id, demo=call.demo)
    except IntegrityError as error:
        raise Refused("one_each", ONE_EACH) from error


def _require_open(call: Call, now: datetime) -> None:
    require(
        call_rules.may_take_projects(
            call.state, collects_from=call.collects_from, collects_until=call.collects_until, now=now
        )
    )


@transaction.atomic
def save_project(
    *,
    project: Project,
    pot: Pot | None = None,
    category: str | None = None,
    title: str | None = None,
    text: str | None = None,
    cost: int | None = None,
    lon: float | None = None,
    lat: float | None = None,
    address: str | None = None,
    language: str | None = None,
    actor: Actor,
    now: datetime,
) -> Project:
    """This will keep what is given of a draft, finished or not; `cost` in tiyn. Personal data is masked at once."""
    held = locked_project(project)
    require(rules.may_change(actor, author_id=held.author_id, state=held.state))
    matter = held.matter
    if pot is not None and pot.call_id == held.call_id:
        held.pot, matter.territory = pot, pot.district
    if category is not None:
        held.category = category if category in Project.Category.values else ""
    if title is not None:
        matter.title = mask(title.strip())[: rules.LONGEST_TITLE]
    if text is not None:
        held.text = mask(text.strip())[: rules.LONGEST_TEXT + 1]
    if cost is not None:
        held.cost = max(cost, 0)
    if address is not None:
        matter.address = mask(address.strip())[:300]
    if language in LANGUAGES:
        matter.language = str(language)
    if lon is not None and lat is not None:
        matter.lon, matter.lat = lon, lat
        matter.h3_7, matter.h3_9 = cells(lon, lat)
    matter.changed_at = now
    matter.save()
    held.save()
    return held


@transaction.atomic
def submit_project(
    *,
    project: Project,
    common_use: bool,
    public_land: bool,
    upload_token: str = "",
    actor: Actor,
    now: datetime,
) -> Project:
    """This will hand in the author's draft and show it to everyone; handing it in again changes nothing.

    Raises Refused, with code and field alike, for what is missing: title, text, category, place, elsewhere, cost,
    common_use, public_land, and when she has not shown a document yet.
    """
    held = locked_project(project)
    if held.state == Project.State.SUBMITTED and held.author_id == actor.person_id:
        return held
    require(rules.may_change(actor, author_id=held.author_id, state=held.state))
    call = Call.objects.select_related("body").get(pk=held.call_id)
    _require_open(call, now)
    require(may_stand(people.rung_of_person(actor.person_id), least=call.rung))
    _require_whole(held, common_use=common_use, public_land=public_land, now=now)
    held.state, held.submitted_at = Project.State.SUBMITTED.value, now
    held.save(update_fields=["state", "submitted_at"])
    files.attach(token=upload_token, matter=held.matter, visibility="public", actor=actor, now=now)
    matters.move(matter=held.matter, stage=held.state, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
    matters.index_text(
        matter=held.matter, text=f"{held.matter.title}\n{held.text}", language=held.matter.language,
        actor=actor, now=now,
    )  # fmt: skip
    data = {"cost": held.cost, "category": held.category, "district": held.pot.district.code}
    journal.write(act=acts.SUBMITTED, matter=held.matter, data=data, actor=actor, now=now)
    return held


def _require_whole(project: Project, *, common_use: bool, public_land: bool, now: datetime) -> None:
    matter = project.matter
    require(rules.check_words(title=matter.title, text=project.text))
    if not project.category:
        raise Refused("category", N_("Choose what kind of project it is."))
    if matter.lon is None or matter.lat is None:
        raise Refused("place", N_("Show on the map where it should be: one project is about one place."))
    found = territory.territory_at(matter.lon, matter.lat, now.date())
    district = territory.district_of(found) if found else None
    if district is None or district.pk != project.pot.district_id:
        raise Refused("elsewhere", N_("This place lies outside the district you chose. Move the pin or the district."))
    require(rules.check_cost(cost=project.cost, cap=project.pot.cap))
    require(rules.check_declarations(common_use=common_use, public_land=public_land))


@transaction.atomic
def withdraw_project(*, project: Project, reason: str = "", actor: Actor, now: datetime) -> Project:
    """This will take a project out of the race for good. Votes it has stay on their ballots and elect nothing.

    The author may until the count; the body that runs the call with a reason everyone reads.
    """
    call = locked_call(project.call)
    held = locked_project(project)
    runs = bool(call_rules.may_run(actor, body_id=call.body_id))
    require(rules.may_withdraw(actor, author_id=held.author_id, state=held.state, runs=runs, reason=reason))
    was = held.state
    held.state, held.withdrawn_reason = Project.State.WITHDRAWN.value, mask(reason.strip())[:500]
    held.save(update_fields=["state", "withdrawn_reason"])
    matters.move(matter=held.matter, stage=held.state, actor=actor, now=now)
    if was != Project.State.DRAFT:
        data: dict[str, Any] = {"was": was, "reason": held.withdrawn_reason}
        journal.write(act=acts.WITHDRAWN, matter=held.matter, data=data, actor=actor, now=now)
    return held


@transaction.atomic
def forget_author(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will keep a person's projects, which hold nothing about her, without her; gives how many.

    Marks she has not cast are erased. What she has cast holds nothing about her already.
    """
    require(may_erase(actor))
    BallotDraft.objects.filter(person=person).delete()
    return Project.objects.filter(author=person).update(author=None)
