"""Applications as their applicants and the organisers see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ortaq.civic.contests import rules
from ortaq.civic.contests.models import Agreement, Application, Check, Contest, Juror, Objection, Review
from ortaq.civic.contests.queries.calls import window_of
from ortaq.core.files.models import StoredFile
from ortaq.core.journal import queries as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters.models import Matter
from ortaq.core.people.actor import Actor, system
from ortaq.core.people.refusal import Answer

_WITH = ("matter", "contest", "contest__matter", "contest__body", "form", "applicant")


def mine(contest: Contest, actor: Actor) -> Application | None:
    """This will give the actor's own application to a contest, a draft too."""
    if actor.person_id is None:
        return None
    return Application.objects.select_related(*_WITH).filter(contest=contest, applicant=actor.person_id).first()


def of_person(actor: Actor) -> list[Application]:
    """This will list the actor's own applications, the newest first. One statement."""
    if actor.person_id is None:
        return []
    return list(Application.objects.select_related(*_WITH).filter(applicant=actor.person_id).order_by("-begun_at"))


def get(number: str, actor: Actor) -> Application | None:
    """This will give an application by its number to its applicant and, once it is sent, to the organisers."""
    application = Application.objects.select_related(*_WITH).filter(matter__number=number.strip()).first()
    return application if application is not None and reads_all(application, actor) else None


def reads_all(application: Application, actor: Actor) -> bool:
    """This will tell whether the actor reads names and contacts: she herself; of what was sent, the organisers."""
    if actor.person_id is not None and actor.person_id == application.applicant_id:
        return True
    sent = application.state in rules.SENT
    return sent and bool(rules.may_organise(actor, body_id=application.contest.body_id))


def may_start(contest: Contest, actor: Actor, now: datetime) -> Answer:
    """This will tell whether the actor could begin an application now; a guest signs in on the way."""
    taken = rules.may_begin(window_of(contest), now)
    if not taken or actor.person_id is None:
        return taken
    return rules.may_apply(actor, is_juror=is_juror(contest, actor.person_id))


def way_of(application: Application) -> list[Entry]:
    """This will give the journal of an application `get` gave to its applicant, the oldest first. One statement."""
    return journal.entries(application.matter, system("contests"))


def agreement_of(application: Application) -> Agreement | None:
    """This will give the agreement signed with its applicant, with its instalments. Two statements."""
    return Agreement.objects.filter(application=application).prefetch_related("instalments").first()


def sheet_of(application: Application) -> rules.Sheet:
    """This will give an application as the completeness check takes it. Answers of file fields name kept files only."""
    kept = {str(file.public_id) for file in _kept_files(application)}
    fields = application.form.fields
    answers = dict(application.answers)
    for one in fields:
        if one["type"] == rules.FILE:
            answers[one["code"]] = [key for key in answers.get(one["code"], []) if key in kept]
    return rules.Sheet(
        fields=fields,
        answers=answers,
        rules=application.contest.eligibility,
        declared=application.declared,
        cap=application.contest.cap,
        **{name: getattr(application, name) for name in rules.PARTICULARS},
    )


def completeness(application: Application) -> list[rules.Missing]:
    """This will list what an application lacks, per field; an empty list is complete. One statement."""
    return rules.what_lacks(sheet_of(application))


def _kept_files(application: Application) -> list[StoredFile]:
    files = StoredFile.objects.filter(matter=application.matter_id)
    return list(files.exclude(state=StoredFile.State.REFUSED).order_by("pk"))


def files_of(application: Application) -> dict[str, list[StoredFile]]:
    """This will give the kept files of every file field: {code: files}; those still being cleaned are "waiting"."""
    kept = {str(file.public_id): file for file in _kept_files(application)}
    return {
        one["code"]: [kept[key] for key in application.answers.get(one["code"], []) if key in kept]
        for one in application.form.fields
        if one["type"] == rules.FILE
    }


def checks_of(application: Application) -> list[Check]:
    """This will list what was looked at, in the order of the contest's rules."""
    order = {rule["code"]: place for place, rule in enumerate(application.contest.eligibility)}
    found = Check.objects.filter(application=application).select_related("by")
    return sorted(found, key=lambda check: order.get(check.rule, 99))


@dataclass(frozen=True, slots=True)
class Rights:
    """What the applicant may do now: yes, or no with the reason."""

    send: Answer
    withdraw: Answer
    object: Answer
    edit: bool
    """The answers can be changed and sent: a draft, or what the desk sent back."""


def rights(application: Application, *, now: datetime) -> Rights:
    """This will give what the applicant may do with her application. One statement."""
    send = may_send_now(application, now)
    filed = Objection.objects.filter(application=application, against=application.state).exists()
    return Rights(
        send=send,
        withdraw=rules.application_can_become(application.state, "withdrawn"),
        object=rules.may_object_to(application.state, filed=filed, until=application.objection_until, now=now),
        edit=application.state in ("draft", "incomplete"),
    )


def may_send_now(application: Application, now: datetime) -> Answer:
    """This will tell whether an application may be sent: a draft until the deadline, a returned one until its day."""
    if application.state == Application.State.INCOMPLETE:
        return rules.may_supplement(application.supplement_until, now)
    return rules.may_send(window_of(application.contest), now)


def objections_of(application: Application) -> list[Objection]:
    """This will list an application's objections with their answers, the oldest first."""
    return list(Objection.objects.filter(application=application).order_by("pk"))


def may_see_files(actor: Actor, matter: Matter) -> bool:
    """This will tell whether the actor sees an application's files: applicant, organisers, jurors who score it."""
    application = Application.objects.select_related("contest").filter(matter=matter).first()
    if application is None:
        return False
    if reads_all(application, actor):
        return True
    if actor.person_id is None:
        return False
    scoring = Review.objects.filter(application=application, juror__person=actor.person_id, juror__left_at__isnull=True)
    return scoring.exclude(state=Review.State.RELEASED).exists()


def is_juror(contest: Contest, person_id: int | None) -> bool:
    """This will tell whether a person sits in a contest's jury."""
    return person_id is not None and Juror.objects.filter(contest=contest, person=person_id, left_at=None).exists()


def blinded(application: Application, text: str) -> str:
    """This will give a text of (or about) an application as a juror may read it."""
    people = [application.contact_name, application.public_name, application.applicant.name]
    return rules.blind(text, people, [application.organisation])


def shown_state(application: Application) -> str:
    """This will give the state its applicant may read: "judged" until the results are told to everybody."""
    told = application.contest.state in ("appeals", "final")
    if application.state in ("funded", "waiting", "not_funded") and not told:
        return Application.State.JUDGED.value
    return application.state


def address_parts(matter_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """This will give what the addresses of applications are made of: their own applicants open them. One statement."""
    rows = Application.objects.filter(pk__in=list(matter_ids))
    found = rows.values_list("pk", "contest__code", "matter__number")
    return {pk: {"code": code, "number": number} for pk, code, number in found}
