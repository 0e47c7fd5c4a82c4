"""Taking an appeal in. Nothing can refuse it for what it says; everything slow is done before the transaction."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from ortaq.civic.reception import rules
from ortaq.civic.reception.models import Appeal, Topic
from ortaq.civic.reception.queries import topics
from ortaq.civic.reception.queries.ground import Ground, ground
from ortaq.civic.reception.queries.terms import Law, registered_on
from ortaq.civic.reception.rules.reading import Reading, mask, read_words
from ortaq.civic.reception.services._duties import local_day
from ortaq.civic.reception.services._places import route_of, spot_of
from ortaq.civic.reception.services._registering import Filing, as_appeal, leaves_of, new_code, number, stems_of, write
from ortaq.core.files import services as files
from ortaq.core.journal import services as journal
from ortaq.core.people import services as people
from ortaq.core.people.actor import Actor, Role
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.people.rules import may_have_phone
from ortaq.core.territory.models import Body, Office

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
CLOCK_SKEW = timedelta(minutes=5)
Within = Callable[[str, str], None]
"""Called with the number and the code of a new appeal."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs, as the form or the operator wrote it down: registered together with her appeal or not at all."""

    name: str
    language: str
    phone: str = ""
    email: str = ""
    iin: str = ""


def open_appeal(
    *,
    kind: str,
    topic: Topic | None,
    text: str,
    language: str | None = None,
    title: str = "",
    lon: float | None = None,
    lat: float | None = None,
    address: str = "",
    district: str = "",
    place: str,
    applicant: Person | None,
    signature: Signature | None = None,
    organisation: str = "",
    publish: bool,
    channel: str,
    upload_token: str = "",
    form_token: str | None = None,
    accepted_by: Office | None = None,
    holder: Body | None = None,
    received_at: datetime | None = None,
    source: str = "",
    source_id: str | None = None,
    within: Within | None = None,
    actor: Actor,
    now: datetime,
) -> Appeal:
    """This will register an appeal, route it, start its clock and give it with number and code.

    The same form token gives the appeal it made before, with `was_there` True. `within` is called with number and code
    of a new one just before its transaction ends. Raises Refused only for what has to be asked again: no words, too
    many of them, a place that is none, a day that cannot be.
    """
    text = rules.clean(text)
    require(rules.check_text(text))
    received = _received(received_at, actor, now)
    nameless = applicant is None and signature is None and not organisation.strip()
    owed = rules.answer_is_owed(anonymous=nameless)
    filing = _worked_out(
        kind, topic, text, read_words(text, language, title), (place, lon, lat, district), holder, received, owed=owed
    )
    filing.series = f"appeal-{local_day(now).year}"
    filing.channel, filing.publish = channel, publish
    filing.applicant_id = applicant.pk if applicant else None
    filing.organisation = rules.clean(organisation).strip()[:200]
    filing.address = mask(rules.clean(address).strip())[0][:300]  # everyone reads where it is
    filing.form_token, filing.source, filing.source_id = form_token or None, source, source_id
    filing.accepted_by_id = accepted_by.pk if accepted_by else None
    if publish:
        filing.stems = stems_of(filing)
    return _written_once(filing, signature, upload_token, within, actor=actor, now=now)


def _worked_out(
    kind: str,
    topic: Topic | None,
    text: str,
    reading: Reading,
    where: tuple[str, float | None, float | None, str],
    holder: Body | None,
    received: datetime,
    *,
    owed: bool,
) -> Filing:
    """What follows from words, place and moment: topic, territories, body, days, law. Nothing is written yet."""
    stands = ground()
    place, lon, lat, district = where
    spot = spot_of(stands, place, lon, lat, local_day(received), district)
    topic = topic or topics.guess(stands.forest, text, reading.language)
    registered, due_on, law = _term(stands, kind, received, owed=owed)
    return Filing(
        kind=kind if kind in Appeal.Kind.values else Appeal.Kind.APPLICATION.value,
        topic=topic,
        group_id=stands.forest.root_of.get(topic.pk, topic.pk),
        text=text,
        reading=reading,
        spot=spot,
        route=route_of(stands, topic.code, spot, holder),
        access_code=new_code(),
        received_at=received,
        registered_on=registered,
        due_on=due_on,
        law=law,
        facts=_facts(owed=owed, due_on=due_on),
    )


def _facts(*, owed: bool, due_on: date | None) -> dict[str, Any]:
    if not owed:
        return {"anonymous": True}
    return {} if due_on is not None else {"clock": "none"}


def _term(stands: Ground, kind: str, received: datetime, *, owed: bool) -> tuple[date, date | None, Law | None]:
    """The day of registration, the due day and their law.

    No due day where nobody can be answered, or where terms or calendar are not known yet: it is taken all the same.
    """
    day = local_day(received)
    try:
        law = stands.law(day)
        if law is None:
            return day, None, None
        day = registered_on(received, law.days)
        law = stands.law(day)
        due_on = law.due(day, rules.term_of(kind)) if owed and law is not None else None
    except Refused:  # the approved calendar ends before the term does
        return day, None, None
    return day, due_on, law


def _written_once(
    filing: Filing,
    signature: Signature | None,
    upload_token: str,
    within: Within | None,
    *,
    actor: Actor,
    now: datetime,
) -> Appeal:
    """Write, and give what was written; where the same form has made an appeal before, give that."""
    if signature is not None:
        require(may_have_phone(signature.phone.strip()))  # it takes long, and in the transaction others wait
    try:
        _write(filing, signature, upload_token, within, actor=actor, now=now)
    except IntegrityError:
        if filing.form_token and (known := _made_before(filing.form_token)):
            return known
        raise
    return as_appeal(filing, now)


def _made_before(form_token: str) -> Appeal | None:
    """The appeal this form has made already."""
    known = Appeal.objects.select_related("matter", "topic", "lead").filter(form_token=form_token).first()
    if known is not None:
        known.was_there = True
    return known


def _received(received_at: datetime | None, actor: Actor, now: datetime) -> datetime:
    """The desk may register what came on paper yesterday; nobody registers what has not come yet."""
    if received_at is None or received_at == now:
        return now
    if received_at > now + CLOCK_SKEW:
        raise Refused("received_future", N_("The day of receipt cannot be in the future."))
    if received_at < EARLIEST:
        raise Refused("received_past", N_("The day of receipt is too long ago: check the year."))
    if not (actor.system or actor.has_role(Role.OPERATOR, Role.OFFICER, Role.HEAD)):
        return now
    return received_at


@transaction.atomic
def _write(
    filing: Filing,
    signature: Signature | None,
    upload_token: str,
    within: Within | None,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    """The short part: everything that has to happen together or not at all."""
    if signature is not None:
        signed = people.register_person(**asdict(signature), actor=actor, now=now)
        filing.applicant_id = signed.pk
    clocks = number([filing], actor=actor, now=now)
    leaves = leaves_of([filing], clocks, actor=actor, now=now)
    write(leaves, actor=actor, now=now)
    if upload_token:
        files.attach(token=upload_token, matter=as_appeal(filing, now).matter, actor=actor, now=now)
    journal.write_and_follow(entries=leaves.entries, actor=actor, now=now)
    if within is not None:
        within(filing.number, filing.access_code)
