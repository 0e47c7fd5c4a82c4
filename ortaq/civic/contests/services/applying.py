"""The applicant: begins, saves, attaches, sends, withdraws."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from ortaq.civic.contests.models import Application, Contest
from ortaq.core.files.models import StoredFile
from ortaq.core.people.actor import Actor


def begin(*, contest: Contest, actor: Actor, now: datetime) -> Application:
    """This will give the actor's application to the contest, making a draft if there is none (a second call gives the first).

    Raises Refused: sign_in, juror, closed, not_open, late.
    """
    raise NotImplementedError


def save_draft(
    *,
    application: Application,
    answers: Mapping[str, Any] | None = None,
    particulars: Mapping[str, Any] | None = None,
    declared: Sequence[str] | None = None,
    actor: Actor,
    now: datetime,
) -> Application:
    """This will keep what was typed, with gaps, also after the deadline. `answers` replace those of the same codes;
    `particulars` are fields of PARTICULARS (title, summary, asked, organisation, organisation_kind, contact_name,
    contact_phone, contact_email, public_name, public_name_agreed). Autosave and "next" both call it.
    """
    raise NotImplementedError


def attach_file(
    *,
    application: Application,
    code: str,
    upload: "UploadedFile[bytes] | bytes",
    name: str,
    actor: Actor,
    now: datetime,
) -> StoredFile:
    """This will hang a file on a draft as (part of) the answer to the file field `code`. Raises Refused as core.files does."""
    raise NotImplementedError


def remove_file(*, application: Application, code: str, public_id: str, actor: Actor, now: datetime) -> Application:
    """This will take a file out of an answer again."""
    raise NotImplementedError


def submit(*, application: Application, actor: Actor, now: datetime) -> Application:
    """This will hand a complete application in, once; a second press gives the same. Raises Refused: late, not_complete."""
    raise NotImplementedError


def withdraw(*, application: Application, actor: Actor, now: datetime) -> Application:
    """This will take an application back, until the jury has decided."""
    raise NotImplementedError
