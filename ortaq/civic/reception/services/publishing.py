"""What everyone may read. The applicant's text and the public text are two; a person confirms the second."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from ortaq.civic.reception import acts, rules
from ortaq.civic.reception.models import Answer, Appeal, Draft, Fix
from ortaq.civic.reception.services._duties import locked
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import require
from ortaq.core.people.rules import may_erase


@transaction.atomic
def publish(*, appeal: Appeal, public_text: str, title: str, actor: Actor, now: datetime) -> Appeal:
    """This will show an appeal to everyone with the text and title a moderator read; the applicant's own words stay."""
    require(rules.may_moderate(actor))
    require(rules.check_text(public_text))
    held = locked(appeal)
    corrected = public_text.strip() != held.public_text
    held.public_text, held.listed = public_text.strip(), True
    held.save(update_fields=["public_text", "listed"])
    held.matter.title = (title.strip() or rules.title_of(public_text))[: rules.LONGEST_TITLE]
    held.matter.save(update_fields=["title"])
    matters.move(matter=held.matter, visibility=Matter.Visibility.PUBLIC.value, actor=actor, now=now)
    matters.index_text(
        matter=held.matter,
        text=f"{held.matter.title}\n{held.public_text}",
        language=held.matter.language,
        actor=actor,
        now=now,
    )
    journal.write(
        act=acts.PUBLISHED, matter=held.matter, data={"corrected": corrected}, public=False, actor=actor, now=now
    )
    appeal.public_text, appeal.listed = held.public_text, True
    return held


@transaction.atomic
def hold(*, appeal: Appeal, reason: str, actor: Actor, now: datetime) -> Appeal:
    """This will take an appeal from public view, with a reason; the bodies and the applicant go on seeing it."""
    require(rules.may_moderate(actor))
    require(rules.check_reason(reason))
    held = locked(appeal)
    held.listed = False
    held.save(update_fields=["listed"])
    matters.move(matter=held.matter, visibility=Matter.Visibility.HELD.value, actor=actor, now=now)
    matters.index_text(matter=held.matter, text="", language=held.matter.language, actor=actor, now=now)
    journal.write(
        act=acts.HELD, matter=held.matter, data={"reason": reason.strip()[:300]}, public=False, actor=actor, now=now
    )
    appeal.listed = False
    return held


@transaction.atomic
def erase_words(*, person: Person, actor: Actor, now: datetime) -> int:
    """This will keep a person's appeals and what was said to them only with personal data masked; gives how many."""
    require(may_erase(actor))
    appeals = Appeal.objects.filter(applicant=person)
    Answer.objects.filter(appeal__in=appeals).update(text=F("public_text"))
    Fix.objects.filter(appeal__in=appeals).update(note=F("public_note"))
    Draft.objects.filter(assignment__appeal__in=appeals).delete()
    return appeals.update(text=F("public_text"), organisation="", score_comment="", access_code="")
