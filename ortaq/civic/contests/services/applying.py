"""The applicant: begins, saves, attaches, sends, withdraws."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from ortaq.civic.contests import acts, rules
from ortaq.civic.contests.models import Application, Check, Contest
from ortaq.civic.contests.queries.applications import completeness, is_juror, may_send_now, mine
from ortaq.civic.contests.queries.calls import form_of, window_of
from ortaq.civic.contests.services._held import held_application, move_application, release_reviews, year_of
from ortaq.civic.contests.services._looking import look_at
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.journal import services as journal
from ortaq.core.matters import services as matters
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor
from ortaq.core.people.models import Person
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.engines.personal import mask

EDITABLE = (Application.State.DRAFT, Application.State.INCOMPLETE)


@transaction.atomic
def begin(*, contest: Contest, actor: Actor, now: datetime) -> Application:
    """This will give the actor's application to the contest, making a draft if there is none.

    One that was withdrawn becomes a draft again. Raises Refused: sign_in, juror, closed, not_open, late.
    """
    require(rules.may_apply(actor, is_juror=is_juror(contest, actor.person_id)))
    there = mine(contest, actor)
    if there is not None and there.state != Application.State.WITHDRAWN:
        return there
    require(rules.may_begin(window_of(contest), now))
    if there is not None:
        there = held_application(there)
        move_application(there, Application.State.DRAFT.value, acts.BEGUN, actor=actor, now=now, desk=False)
        return there
    try:
        with transaction.atomic():
            return _new_draft(contest, actor, now)
    except IntegrityError:  # the same button in another window, a moment ago
        return Application.objects.select_related("matter", "contest", "form").get(
            contest=contest, applicant=actor.person_id
        )


def _new_draft(contest: Contest, actor: Actor, now: datetime) -> Application:
    form = form_of(contest)
    if form is None:
        raise Refused("closed", N_("This contest takes no applications now."))
    person = Person.objects.get(pk=actor.person_id or 0)
    matter = matters.open_matter(
        kind="application",
        series=f"application-a{year_of(now)}",
        title="",
        language=actor.language,
        territory=contest.territory,
        opened_by=person,
        channel="portal",
        stage=Application.State.DRAFT.value,
        visibility=Matter.Visibility.PRIVATE.value,
        actor=actor,
        now=now,
    )
    made = Application.objects.create(
        matter=matter,
        contest=contest,
        form=form,
        applicant=person,
        contact_name=person.name,
        contact_phone=person.phone,
        contact_email=person.email,
        language=actor.language,
        begun_at=now,
        saved_at=now,
    )
    journal.write(
        act=acts.BEGUN, matter=matter, data={"contest": contest.matter.number}, public=False, actor=actor, now=now
    )
    return made


@transaction.atomic
def save_draft(
    *,
    application: Application,
    answers: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
    declared: Sequence[str] | None = None,
    actor: Actor,
    now: datetime,
) -> Application:
    """This will keep what was typed, with gaps and too long, also after the deadline; autosave and "next" call it.

    `answers` replace those of the same codes (files come by `attach_file`); `particulars` are `rules.PARTICULARS`;
    `declared` replaces the list. In an application the desk sent back only what it asked for changes.
    """
    held = _own(application, actor)
    open_codes = _open_codes(held)
    for one in held.form.fields:
        code = one["code"]
        if answers is None or code not in answers or one["type"] == rules.FILE or not open_codes(code):
            continue
        require(rules.can_be_kept(one, answers[code]))
        held.answers[code] = answers[code]
    given = {name: value for name, value in (particulars or {}).items() if name in rules.PARTICULARS}
    require(rules.check_particulars(given, cap=held.contest.cap))
    for name, value in given.items():
        if open_codes(name):
            setattr(held, name, value.strip() if isinstance(value, str) else value)
    if declared is not None and open_codes("declared"):
        known = [rule["code"] for rule in held.contest.eligibility]
        held.declared = [code for code in known if code in declared]
    held.saved_at = now
    held.save()
    return held


def _own(application: Application, actor: Actor) -> Application:
    """The actor's application, held, if it can be written in."""
    held = held_application(application)
    require(rules.is_own(actor, applicant_id=held.applicant_id))
    if held.state not in EDITABLE:
        raise Refused("sent", N_("This application is sent: what it says can no longer be changed."))
    return held


def _open_codes(held: Application) -> Callable[[str], bool]:
    return lambda code: rules.may_be_changed(code, state=held.state, missing=held.missing)


@transaction.atomic
def attach_file(
    *,
    application: Application,
    code: str,
    upload: "UploadedFile[bytes] | bytes",
    name: str,
    actor: Actor,
    now: datetime,
) -> StoredFile:
    """This will hang a file on an application as (part of) the answer to the file field `code`.

    Raises Refused as `core.files` does, and "too_many" above the field's limit.
    """
    held = _own(application, actor)
    one = _file_field(held, code)
    there = list(held.answers.get(code, []))
    most = one.get("most") or rules.MOST[rules.FILE]
    if len(there) >= most:
        raise Refused("too_many", N_("At most %(most)s here."), most=most)
    stored = files.store_upload(
        upload=upload, name=name, purpose=one["takes"], matter=held.matter, actor=actor, now=now
    )
    held.answers[code] = [*there, str(stored.public_id)]
    held.saved_at = now
    held.save(update_fields=["answers", "saved_at"])
    application.answers = held.answers
    return stored


def _file_field(held: Application, code: str) -> Mapping[str, Any]:
    one: Mapping[str, Any] | None = next(
        (one for one in held.form.fields if one["code"] == code and one["type"] == rules.FILE), None
    )
    if one is None or not _open_codes(held)(code):
        raise Refused("field", N_("Files are not asked for here."))
    return one


@transaction.atomic
def remove_file(*, application: Application, code: str, public_id: str, actor: Actor, now: datetime) -> Application:
    """This will take a file out of an answer again; taking out what is not there changes nothing."""
    held = _own(application, actor)
    _file_field(held, code)
    if public_id in held.answers.get(code, []):
        held.answers[code] = [key for key in held.answers[code] if key != public_id]
        held.saved_at = now
        held.save(update_fields=["answers", "saved_at"])
        files.take_off(public_id=public_id, matter=held.matter, actor=actor, now=now)
    return held


@transaction.atomic
def submit(*, application: Application, actor: Actor, now: datetime) -> Application:
    """This will hand a complete application in, once; a second press gives the same.

    Raises Refused: late, not_open, not_complete (the page lists `completeness`). Nothing written is lost by a refusal.
    """
    held = held_application(application)
    require(rules.is_own(actor, applicant_id=held.applicant_id))
    if held.state in rules.SENT and held.state != Application.State.INCOMPLETE:
        return held
    require(rules.application_can_become(held.state, Application.State.SUBMITTED.value))
    require(may_send_now(held, now))
    if lacking := completeness(held):
        raise Refused(
            "not_complete", N_("The application is not complete: %(count)s left to fill in."), count=len(lacking)
        )
    first = held.submitted_at is None
    if first:
        held.submitted_at = now
        held.in_grace = rules.in_grace(window_of(held.contest), now)
    held.missing, held.note = [], ""
    held.public_title = mask(held.title)
    held.matter.title = held.public_title
    held.matter.save(update_fields=["title"])
    move_application(
        held, Application.State.SUBMITTED.value, acts.SUBMITTED, actor=actor, now=now, desk=False, first=first,
        in_grace=held.in_grace,
    )  # fmt: skip
    look_at(held, now)
    return held


@transaction.atomic
def withdraw(*, application: Application, actor: Actor, now: datetime) -> Application:
    """This will take an application back, until the jury has decided; it can be begun anew before the deadline."""
    held = held_application(application)
    require(rules.is_own(actor, applicant_id=held.applicant_id))
    move_application(held, Application.State.WITHDRAWN.value, acts.WITHDRAWN, actor=actor, now=now, desk=False)
    release_reviews(held)
    Check.objects.filter(application=held, by=None).delete()
    return held
