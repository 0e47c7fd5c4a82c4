"""What an author does with her idea, and what a moderator does: post, show, hold, reject, withdraw."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import ClusterMember, Idea, IdeaStem, PersonLens, Process
from ortaq.civic.dialogue.queries import processes, similar
from ortaq.civic.dialogue.rules import ideas as rules
from ortaq.civic.dialogue.rules import rights
from ortaq.civic.dialogue.rules.ideas import State
from ortaq.civic.dialogue.rules.phases import Deed
from ortaq.civic.dialogue.services import _ideas, lenses
from ortaq.civic.dialogue.services._held import require_phase, year_of
from ortaq.core.files import services as files
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import Refused, require
from ortaq.core.people.rules import Rung, may_erase
from ortaq.core.territory import queries as territory
from ortaq.core.territory import shapes
from ortaq.core.territory.models import Territory
from ortaq.engines import language as languages
from ortaq.engines.personal import mask

DAY = timedelta(days=1)


@transaction.atomic
def post_idea(
    *,
    process: Process,
    title: str,
    text: str,
    theme: str = "",
    goal: str = "",
    shape: Mapping[str, Any] | None = None,
    address: str = "",
    speaks_for: Collection[str] | None = None,
    language: str = "",
    form_token: str | None = None,
    upload_token: str = "",
    actor: Actor,
    now: datetime,
) -> Idea:
    """This will put an idea into a dialogue: shown at once, or held for a look where the process asks for one.

    The same form sent twice makes one idea. `shape` is GeoJSON; `speaks_for` are her groups, None to leave them as they
    are. Raises Refused with the code of what is wrong: sign_in, phase_over, title, text, theme, goal, shape, outside …
    """
    person_id = _ideas.standing(actor, least=Rung.ACCOUNT)
    # Her own row is the queue: two windows of one person send one after the other, and one form makes one idea.
    author = Person.objects.select_for_update().get(pk=person_id)
    token = f"{author.pk}-{form_token}"[:64] if form_token else None
    if token and (known := Idea.objects.select_related(*_ideas.WITH).filter(form_token=token).first()):
        return known
    process = Process.objects.select_related(*processes.WITH).get(pk=process.pk)
    require_phase(process, Deed.IDEA, now=now)
    require(rules.check_words(title=title, text=text))
    goals = [goal_["code"] for goal_ in process.goals]
    require(rules.check_subject(theme=theme, goal=goal, themes=rules.themes_of(process.themes), goals=goals))
    require(rules.check_often(Idea.objects.filter(author=author, posted_at__gt=now - DAY).count()))
    drawn = _drawn(process, shape, now)
    if speaks_for is not None:
        lenses.set_lenses(process=process, lenses=speaks_for, actor=actor, now=now)
    idea = _written(
        process, author, title=title, text=text, theme=theme, goal=goal, shape=drawn, address=address,
        language=language, token=token, actor=actor, now=now,
    )  # fmt: skip
    files.attach(token=upload_token, matter=idea.matter, visibility="public", actor=actor, now=now)
    shown = idea.state == State.SHOWN
    data = {"process": process.code, "theme": theme, "goal": goal}
    _tell(idea, acts.IDEA_POSTED, actor=actor, now=now, public=shown, **data)
    if shown:
        _index(idea, actor=actor, now=now)
    else:
        _tell(idea, acts.IDEA_HELD, actor=actor, now=now, public=False, reason="")
    return idea


def _drawn(process: Process, shape: Mapping[str, Any] | None, now: datetime) -> dict[str, Any] | None:
    """The shape as it is kept; raises Refused for one that lies elsewhere or crosses itself."""
    if shape is None:
        return None
    box = territory.box_of(process.territory, now.date()) or shapes.GLOBE
    require(shapes.check(shape, box=box))
    return shapes.plain(shape)


def _written(
    process: Process, author: Person, *, title: str, text: str, theme: str, goal: str, shape: dict[str, Any] | None,
    address: str, language: str, token: str | None, actor: Actor, now: datetime,
) -> Idea:  # fmt: skip
    """The card and the row beside it, with the stems similar ideas are found by."""
    title, text = title.strip(), text.strip()
    public_title, public_text = mask(title)[: rules.LONGEST_TITLE], mask(text)
    spoken = languages.detect(f"{title} {text}", languages.known(language or actor.language) or "kk")
    lon, lat = shapes.pin(shape) if shape else (None, None)
    here, district = _places(lon, lat, now)
    held = process.moderation == Process.Moderation.BEFORE
    state = State.HELD if held else State.SHOWN
    visible = Matter.Visibility.HELD if held else Matter.Visibility.PUBLIC
    matter = matters.open_matter(
        kind="idea", series=f"idea-i{year_of(now)}", title=public_title, language=spoken, lon=lon, lat=lat,
        territory=here or process.territory, address=mask(address.strip())[:300], opened_by=author, channel="portal",
        stage=state.value, visibility=visible.value, actor=actor, now=now,
    )  # fmt: skip
    idea = Idea.objects.create(
        matter=matter, process=process, author=author, text=text, public_text=public_text, theme=theme, goal=goal,
        shape=shape, state=state.value, district=district, form_token=token, posted_at=now,
    )  # fmt: skip
    stems = similar.stems_of(title=public_title, text=public_text, language=spoken)
    IdeaStem.objects.bulk_create([IdeaStem(process=process, idea=idea, stem=stem) for stem in stems])
    return idea


def _places(lon: float | None, lat: float | None, now: datetime) -> tuple[Territory | None, Territory | None]:
    """The smallest territory around the pin, and its district."""
    if lon is None or lat is None:
        return None, None
    here = territory.territory_at(lon, lat, now.date())
    return here, territory.district_of(here) if here else None


def _index(idea: Idea, *, actor: Actor, now: datetime) -> None:
    """Only what everyone sees can be found."""
    words = f"{idea.matter.title}\n{idea.public_text}"
    matters.index_text(matter=idea.matter, text=words, language=idea.matter.language, actor=actor, now=now)


def _tell(idea: Idea, act: str, *, actor: Actor, now: datetime, public: bool = True, **data: Any) -> None:
    journal.write(act=act, matter=idea.matter, data=data, public=public, body=idea.process.body, actor=actor, now=now)


@transaction.atomic
def show_idea(*, idea: Idea, actor: Actor, now: datetime) -> Idea:
    """This will show an idea that was held or rejected; one that is shown stays as it is."""
    kept = _ideas.held_root(idea)
    require(rights.may_moderate(actor, body_id=kept.process.body_id))
    if kept.state == State.SHOWN:
        return kept
    _decide(kept, State.SHOWN, reason="", actor=actor, now=now)
    _index(kept, actor=actor, now=now)
    _tell(kept, acts.IDEA_SHOWN, actor=actor, now=now)
    return kept


@transaction.atomic
def hold_idea(*, idea: Idea, reason: str, actor: Actor, now: datetime) -> Idea:
    """This will take an idea from view until somebody has looked at it; its author reads the reason."""
    kept = _ideas.held_root(idea)
    require(rights.may_moderate(actor, body_id=kept.process.body_id))
    _decide(kept, State.HELD, reason=reason, actor=actor, now=now)
    _tell(kept, acts.IDEA_HELD, actor=actor, now=now, public=False, reason=kept.reason)
    return kept


@transaction.atomic
def reject_idea(*, idea: Idea, reason: str, actor: Actor, now: datetime) -> Idea:
    """This will not show an idea, with a reason its author reads and may object to."""
    kept = _ideas.held_root(idea)
    require(rights.may_moderate(actor, body_id=kept.process.body_id))
    _decide(kept, State.REJECTED, reason=reason, actor=actor, now=now)
    _tell(kept, acts.IDEA_REJECTED, actor=actor, now=now, reason=kept.reason)
    return kept


_VISIBLE = {
    State.SHOWN: Matter.Visibility.PUBLIC,
    State.HELD: Matter.Visibility.HELD,
    State.REJECTED: Matter.Visibility.PRIVATE,
    State.WITHDRAWN: Matter.Visibility.PRIVATE,
}


def _decide(kept: Idea, after: State, *, reason: str, actor: Actor, now: datetime) -> None:
    holds_others = Idea.objects.filter(root=kept.pk).exists()
    require(rules.may_decide(kept.state, after, holds_others=holds_others, reason=reason))
    kept.state, kept.reason = after.value, mask(reason.strip())[: rules.LONGEST_REASON]
    kept.save(update_fields=["state", "reason"])
    matters.move(matter=kept.matter, stage=kept.state, visibility=_VISIBLE[after].value, actor=actor, now=now)


@transaction.atomic
def withdraw_idea(*, idea: Idea, actor: Actor, now: datetime) -> Idea:
    """This will take an author's idea back for good: nobody else sees it any more. Doing it again changes nothing."""
    kept = _ideas.held(idea.pk)
    if kept.state == State.WITHDRAWN and kept.author_id == actor.person_id:
        return kept
    require(
        rules.may_withdraw(
            actor,
            author_id=kept.author_id,
            state=kept.state,
            holds_others=Idea.objects.filter(root=kept.pk).exists(),
            is_answered=ClusterMember.objects.filter(idea=kept).exists(),
        )
    )
    kept.state = State.WITHDRAWN.value
    kept.save(update_fields=["state"])
    stage, visible = kept.state, _VISIBLE[State.WITHDRAWN].value
    matters.move(matter=kept.matter, stage=stage, visibility=visible, actor=actor, now=now)
    _tell(kept, acts.IDEA_WITHDRAWN, actor=actor, now=now, public=False)
    return kept


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will keep a person's ideas only as they were shown, masked, and forget her groups; gives how many."""
    require(may_erase(actor))
    PersonLens.objects.filter(person=person).delete()
    return Idea.objects.filter(author=person).update(text=F("public_text"))


@transaction.atomic
def show_again(*, matter: Matter, actor: Actor, now: datetime) -> Idea:
    """This will show an idea whose author objected with success to its being rejected or held."""
    idea = Idea.objects.select_related(*_ideas.WITH).filter(matter=matter).first()
    if idea is None:
        raise Refused("not_there", rules.NOT_NOW)
    return show_idea(idea=idea, actor=actor, now=now)
