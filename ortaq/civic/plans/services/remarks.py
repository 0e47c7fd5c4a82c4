"""What people say about a part of a version: posted once, withdrawn by its author, supported by others."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Anchor, Paragraph, Plan, PlanVersion, Remark, RemarkLens, Zone
from ortaq.civic.plans.queries import anchors
from ortaq.civic.plans.queries import remarks as queries
from ortaq.civic.plans.rules import remarks as rules
from ortaq.civic.plans.rules.anchors import Place
from ortaq.civic.plans.rules.anchors import check as check_place
from ortaq.civic.plans.rules.remarks import State
from ortaq.civic.plans.services._held import held_plan, year_of
from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import Support
from ortaq.core.discussion.rules import lenses as groups
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people import queries as people
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import Rung, may_erase, may_stand
from ortaq.core.tasks.rows import hold
from ortaq.core.territory import queries as territory
from ortaq.core.territory import shapes
from ortaq.engines import language as languages
from ortaq.engines.personal import mask

DAY = timedelta(days=1)
NO_PART = N_("This version has no such part. Choose it again on the page of the text or of the map.")


@transaction.atomic
def post_remark(
    *,
    version: PlanVersion,
    kind: str,
    title: str,
    text: str,
    anchor: Place,
    lenses: Collection[str] = (),
    language: str = "",
    form_token: str | None = None,
    proposal: Mapping[str, Any] | None = None,
    actor: Actor,
    now: datetime,
) -> Remark:
    """This will hang a comment, an idea or an amendment on a part of the newest version: shown, or held for a look.

    The same form sent twice makes one remark. `lenses` are the groups she says in public she speaks for; `proposal` is
    what an amendment puts: {"text": …} of a paragraph, limits of a zone. Raises Refused with the code of what is wrong:
    sign_in, not_newest, stage_over, time_over, anchor, kind, title, text, proposal, lens, outside, too_often …
    """
    person_id = _standing(actor, least=Rung.ACCOUNT)
    # Her own row is the queue: two windows of one person send one after the other, and one form makes one remark.
    author = Person.objects.select_for_update().get(pk=person_id)
    token = f"{author.pk}-{form_token}"[:64] if form_token else None
    if token and (known := Remark.objects.select_related(*queries.WITH).filter(form_token=token).first()):
        return known
    # The plan is held: publishing its next version carries over all that was said before, or lets this come later.
    plan, today = held_plan(version.plan), timezone.localtime(now).date()
    held = PlanVersion.objects.get(pk=version.pk, plan=plan)
    require(queries.open_now(held, today=today))
    require(rules.check_often(Remark.objects.filter(author=author, made_at__gt=now - DAY).count()))
    part, place = _part(plan, held, anchor, today)
    said = _checked(kind, place, part, title=title, text=text, proposal=proposal or {}, lenses=lenses)
    remark = _written(plan, held, author, said, language=language, part=part, place=place, token=token,
                      actor=actor, now=now)  # fmt: skip
    _hang(remark, held, place, part)
    spoken = [lens for lens in groups.LENSES if lens in lenses]
    RemarkLens.objects.bulk_create([RemarkLens(remark=remark, lens=lens) for lens in spoken])
    shown = remark.state == State.SHOWN
    about = {"plan": plan.code, "version": held.number, "kind": kind, "part": place.kind, "key": place.key}
    _tell(remark, acts.REMARK_MADE, actor=actor, now=now, public=shown, **about)
    if shown:
        index(remark=remark, actor=actor, now=now)
    else:
        _tell(remark, acts.REMARK_HELD, actor=actor, now=now, public=False)
    return remark


def _standing(actor: Actor, *, least: Rung) -> int:
    """The id of who acts; raises Refused for a guest, and for one the city does not know well enough."""
    require(may_stand(people.rung_of_person(actor.person_id), least=least))
    if actor.person_id is None:
        raise ValueError("a guest stands on no rung above the guest's")
    return actor.person_id


def _part(plan: Plan, version: PlanVersion, place: Place, today: date) -> tuple[anchors.Spoken | None, Place]:
    """The part a place names, or the shape as it is kept; refused where it is not there or lies elsewhere."""
    require(check_place(place))
    if place.shape is None:
        part = anchors.part_of(version, place)
        if part is None:
            raise Refused("anchor", NO_PART)
        return part, place
    require(shapes.check(place.shape, box=territory.box_of(plan.territory, today) or shapes.GLOBE))
    return None, Place(place.kind, shape=shapes.plain(place.shape))


def _checked(
    kind: str, place: Place, part: anchors.Spoken | None, *, title: str, text: str, proposal: Mapping[str, Any],
    lenses: Collection[str],
) -> dict[str, Any]:  # fmt: skip
    """Her words as they are kept, and as everyone reads them: masked."""
    require(rules.check_kind(kind, part=place.kind))
    require(rules.check_words(title=title, text=text))
    require(groups.check(lenses))
    words = part.text if isinstance(part, Paragraph) else {}
    limits = {name: getattr(part, name) for name in rules.LIMITS} if isinstance(part, Zone) else {}
    require(rules.check_proposal(kind, part=place.kind, proposal=proposal, words=words, limits=limits))
    put = {name: mask(value.strip()) if isinstance(value, str) else value for name, value in proposal.items()}
    return {
        "kind": kind, "title": mask(title.strip())[: rules.LONGEST_TITLE], "text": text.strip(),
        "public_text": mask(text.strip()), "proposal": put,
    }  # fmt: skip


def _written(
    plan: Plan, version: PlanVersion, author: Person, said: Mapping[str, Any], *, language: str,
    part: anchors.Spoken | None, place: Place, token: str | None, actor: Actor, now: datetime,
) -> Remark:  # fmt: skip
    """The card and the row beside it."""
    today = timezone.localtime(now).date()
    spoken = languages.detect(f"{said['title']} {said['text']}", languages.known(language or actor.language) or "kk")
    pinned = shapes.pin(place.shape) if place.shape else anchors.pin_of(part)
    lon, lat = pinned or (None, None)
    here = territory.territory_at(lon, lat, today) if lon is not None and lat is not None else None
    state = rules.first_state(look_first=plan.moderation == Plan.Moderation.BEFORE)
    visible = Matter.Visibility.PUBLIC if state == State.SHOWN else Matter.Visibility.HELD
    matter = matters.open_matter(
        kind="remark", series=f"remark-r{year_of(now)}", title=said["title"], language=spoken, lon=lon, lat=lat,
        territory=here or plan.territory, opened_by=author, channel="portal", stage=state.value,
        visibility=visible.value, actor=actor, now=now,
    )  # fmt: skip
    return Remark.objects.create(
        matter=matter, plan=plan, version=version, kind=said["kind"], author=author, text=said["text"],
        public_text=said["public_text"], proposal=said["proposal"], state=state.value, form_token=token, made_at=now,
        body=plan.body, due_on=rules.due_on(promised=version.answers_by, today=today),
    )  # fmt: skip


def _hang(remark: Remark, version: PlanVersion, place: Place, part: anchors.Spoken | None) -> None:
    on = {"shape": place.shape} if part is None else {place.kind: part}
    Anchor.objects.create(
        remark=remark, version=version, state=Anchor.State.MADE.value, part=place.kind, key=place.key, **on
    )


def index(*, remark: Remark, actor: Actor, now: datetime) -> None:
    """This will make a remark everyone reads findable by its words."""
    words = "\n".join([remark.matter.title, remark.public_text, str(remark.proposal.get("text", ""))])
    matters.index_text(matter=remark.matter, text=words, language=remark.matter.language, actor=actor, now=now)


def _tell(remark: Remark, act: str, *, actor: Actor, now: datetime, public: bool = True, **data: Any) -> None:
    journal.write(act=act, matter=remark.matter, data=data, public=public, body=remark.plan.body, actor=actor, now=now)


def _held(remark: Remark) -> Remark:
    """The remark as it is now, held."""
    hold(Remark.objects.filter(pk=remark.pk))
    return Remark.objects.select_related(*queries.WITH).get(pk=remark.pk)


@transaction.atomic
def withdraw_remark(*, remark: Remark, actor: Actor, now: datetime) -> Remark:
    """This will take an author's words back for good: nobody else sees them any more. Again it changes nothing."""
    kept = _held(remark)
    if kept.state == State.WITHDRAWN and kept.author_id == actor.person_id:
        return kept
    require(rules.may_withdraw(actor, author_id=kept.author_id, state=kept.state, fate=kept.fate))
    kept.state = State.WITHDRAWN.value
    kept.save(update_fields=["state"])
    visible = Matter.Visibility.PRIVATE.value
    matters.move(matter=kept.matter, stage=kept.state, visibility=visible, actor=actor, now=now)
    _tell(kept, acts.REMARK_WITHDRAWN, actor=actor, now=now, public=False)
    return kept


@transaction.atomic
def support_remark(*, remark: Remark, actor: Actor, now: datetime) -> bool:
    """This will count a person for a remark; False when she counts already."""
    person_id = _standing(actor, least=Rung.PHONE_VERIFIED)
    kept = _held(remark)
    require(rules.may_support(state=kept.state, own=kept.author_id == person_id))
    new = discussion.support(matter=kept.matter, actor=actor, now=now)
    _recount(kept)
    return new


@transaction.atomic
def withdraw_support(*, remark: Remark, actor: Actor, now: datetime) -> bool:
    """This will no longer count a person for a remark; False when she did not count."""
    _standing(actor, least=Rung.PHONE_VERIFIED)
    kept = _held(remark)
    gone = discussion.withdraw_support(matter=kept.matter, actor=actor, now=now)
    _recount(kept)
    return gone


def _recount(kept: Remark) -> None:
    """Count its supporters anew; the caller holds it."""
    Remark.objects.filter(pk=kept.pk).update(supporters=Support.objects.filter(matter=kept.pk).count())


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will keep a person's remarks only as they were shown, masked, forget her groups, and tell how many."""
    require(may_erase(actor))
    RemarkLens.objects.filter(remark__author=person).delete()
    return Remark.objects.filter(author=person).update(text=F("public_text"))
