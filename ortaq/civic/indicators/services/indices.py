"""International indices the city watches, and what each edition said."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from ortaq.civic.indicators import acts
from ortaq.civic.indicators.models import IndexEdition, WorldIndex
from ortaq.civic.indicators.rules import indicators as rules
from ortaq.civic.indicators.rules.rights import may_keep
from ortaq.civic.indicators.services._held import today_of
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.localized import words
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.territory.models import Body


@transaction.atomic
def keep_index(
    *,
    code: str,
    body: Body,
    name: Mapping[str, str],
    publisher: str,
    about: Mapping[str, str] | None = None,
    url: str = "",
    language: str = "kk",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> WorldIndex:
    """This will begin to watch an index everyone sees; its editions come after."""
    require(may_keep(actor, body_id=body.pk))
    require(rules.check_code(code))
    require(rules.check_name(name))
    if not publisher.strip():
        raise Refused("no_publisher", N_("Say who publishes the index."))
    matter = matters.open_matter(
        kind="world_index",
        series=f"index-x{today_of(now).year}",
        title=words(name, language),
        language=language,
        territory=body.territory,
        channel="desk",
        stage="kept",
        visibility=Matter.Visibility.PUBLIC.value,
        actor=actor,
        now=now,
    )
    try:
        with transaction.atomic():
            made = WorldIndex.objects.create(
                matter=matter, code=code, body=body, name=dict(name), about=dict(about or {}), url=url,
                publisher=publisher.strip(), demo=demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("code_taken", N_("Another index has this address already. Choose another one.")) from error
    text = "\n".join(filter(None, [*name.values(), *(about or {}).values(), publisher]))
    matters.index_text(matter=matter, text=text, language=language, actor=actor, now=now)
    journal.write(act=acts.INDEX_OPENED, matter=matter, data={"publisher": publisher}, body=body, actor=actor, now=now)
    return made


@transaction.atomic
def record_rank(
    *,
    index: WorldIndex,
    edition: str,
    published_on: date,
    rank: int,
    of: int,
    method: str,
    score: int | None = None,
    note: Mapping[str, str] | None = None,
    source_url: str = "",
    why: str = "",
    demo: bool = False,
    actor: Actor,
    now: datetime,
) -> IndexEdition:
    """This will record what an edition said of the city; `score` in millionths.

    An edition is recorded once; with `why` a new row stands in the place of the old one, which stays.
    """
    require(may_keep(actor, body_id=index.body_id))
    today = today_of(now)
    require(rules.check_edition(rank=rank, of=of, published_on=published_on, today=today, method=method))
    if why.strip():
        IndexEdition.objects.filter(index=index, edition=edition.strip(), superseded_at__isnull=True).update(
            superseded_at=now
        )
    try:
        with transaction.atomic():
            made = IndexEdition.objects.create(
                index=index, edition=edition.strip(), published_on=published_on, rank=rank, of=of, score=score,
                method=method.strip(), note=dict(note or {}), source_url=source_url, recorded_at=now,
                recorded_by_id=actor.person_id, why=why.strip(), demo=demo,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused("second", N_("This edition is recorded already. To correct it, say why.")) from error
    data: dict[str, str | int] = {"edition": made.edition, "rank": rank, "of": of, "method": made.method}
    if why.strip():
        data["why"] = why.strip()
    journal.write(act=acts.EDITION_RECORDED, matter=index.matter, data=data, body=index.body, actor=actor, now=now)
    matters.move(matter=index.matter, actor=actor, now=now)
    return made
