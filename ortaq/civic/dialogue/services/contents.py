"""What is published around a process: written in versions, shown at once or at a moment, taken back."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.models import Content, ContentVersion, Process
from ortaq.civic.dialogue.rules import contents as rules
from ortaq.civic.dialogue.rules.rights import may_organise
from ortaq.civic.dialogue.services._held import organised, tell
from ortaq.civic.dialogue.services._shown import show_words
from ortaq.core.files import services as files
from ortaq.core.files.models import StoredFile
from ortaq.core.matters import services as matters
from ortaq.core.people.actor import Actor
from ortaq.core.people.refusal import N_, Refused, require
from ortaq.core.tasks.rows import hold
from ortaq.engines import personal

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_PUBLIC, _PRIVATE = StoredFile.Visibility.PUBLIC.value, StoredFile.Visibility.PRIVATE.value


@transaction.atomic
def add_content(
    *,
    process: Process,
    kind: str,
    words: Mapping[str, Any],
    upload: "UploadedFile[bytes] | None" = None,
    code: str = "",
    actor: Actor,
    now: datetime,
) -> Content:
    """This will begin a text, a material or a partner as a draft. `words`: see `rules.contents.FIELDS`."""
    held = organised(process, actor)
    facts = _facts(words)
    require(rules.check_version(kind, facts))
    taken = set(Content.objects.filter(process=held).values_list("code", flat=True))
    if code in taken:
        raise Refused("code_taken", N_("Another text of this dialogue has this address already."))
    code = code or next(name for n in count(1) if (name := f"{kind}-{n}") not in taken)
    content = Content.objects.create(process=held, kind=kind, code=code, position=len(taken))
    facts["file_id"] = _kept(content, upload, None, actor=actor, now=now)
    _write(content, 1, facts, actor=actor, now=now)
    return content


@transaction.atomic
def save_version(
    *,
    content: Content,
    words: Mapping[str, Any],
    based_on: int,
    upload: "UploadedFile[bytes] | None" = None,
    actor: Actor,
    now: datetime,
) -> ContentVersion:
    """This will keep words as the next version; the same words again make none.

    Raises Refused "second" when somebody has saved since the version they were written over.
    """
    held = _held(content, actor)
    newest = _newest(held)
    if newest.number != based_on:
        raise Refused("second", N_("Somebody has saved this text since you opened it. Compare before you save yours."))
    facts = _facts(words)
    require(rules.check_version(held.kind, facts))
    facts["file_id"] = _kept(held, upload, newest.file_id, actor=actor, now=now)
    if all(getattr(newest, name) == facts[name] for name in rules.FIELDS):
        return newest
    return _write(held, newest.number + 1, facts, actor=actor, now=now)


@transaction.atomic
def restore_version(*, content: Content, number: int, actor: Actor, now: datetime) -> ContentVersion:
    """This will bring back an earlier version as the newest; what was written since stays to be read."""
    held = _held(content, actor)
    found = ContentVersion.objects.filter(content=held, number=number).first()
    if found is None:
        raise Refused("version_gone", N_("There is no such version."))
    newest = _newest(held)
    if newest.pk == found.pk:
        return newest
    facts = {name: getattr(found, name) for name in rules.FIELDS}
    return _write(held, newest.number + 1, facts, actor=actor, now=now)


@transaction.atomic
def publish_content(*, content: Content, actor: Actor, now: datetime) -> Content:
    """This will show the newest version to everyone who sees the process."""
    held = _held(content, actor)
    return _show(held, actor=actor, now=now)


@transaction.atomic
def schedule_content(*, content: Content, publish_at: datetime, actor: Actor, now: datetime) -> Content:
    """This will have the newest version shown at a moment; what is shown until then stays."""
    held = _held(content, actor)
    require(rules.can_be_scheduled(publish_at, now=now))
    newest = _newest(held)
    require(rules.can_be_shown(held.kind, _as_facts(newest), file_state=_file_state(newest)))
    held.state, held.publish_at = Content.State.SCHEDULED.value, publish_at
    held.save(update_fields=["state", "publish_at"])
    return held


@transaction.atomic
def unschedule_content(*, content: Content, actor: Actor, now: datetime) -> Content:
    """This will call off what was scheduled."""
    held = _held(content, actor)
    if held.state == Content.State.SCHEDULED:
        _call_off(held)
    return held


@transaction.atomic
def withdraw_content(*, content: Content, reason: str, actor: Actor, now: datetime) -> Content:
    """This will take back what everybody sees; the journal says why."""
    held = _held(content, actor)
    require(rules.can_be_withdrawn(held.state, shown=held.shown_id is not None))
    if not reason.strip():
        raise Refused("no_reason", N_("Say why it is taken back: people have read it."))
    _hide_file(held.shown, None, actor=actor, now=now)
    held.state, held.shown, held.publish_at = Content.State.WITHDRAWN.value, None, None
    held.save(update_fields=["state", "shown", "publish_at"])
    if held.process.listed:
        show_words(held.process, actor=actor, now=now)
    _tell(held, acts.CONTENT_WITHDRAWN, actor=actor, now=now, reason=personal.mask(reason.strip()))
    return held


def draft_missing(*, process: Process, words: Mapping[str, Any], actor: Actor, now: datetime) -> dict[str, Any]:
    """This will give words with what is missing in Kazakh, Russian or English drafted by the city's translator.

    Nothing is kept: a person reads the draft first. In no transaction: the translator may take its time.
    """
    require(may_organise(actor, body_id=process.body_id))
    source = words["source_language"]
    title, text = dict(words["title"]), dict(words["text"])
    states = rules.states_of(title, words["states"], source=source)
    if not title.get(source, "").strip():
        raise Refused("no_title", N_("Write a title in the language you are writing in."))
    for language in (code for code, state in states.items() if state == rules.MISSING):
        asked: dict[str, Any] = {"source": source, "target": language, "actor": actor, "now": now}
        for part in (title, text):
            part[language] = matters.translate(text=personal.mask(part.get(source, "")), **asked)
        states[language] = rules.MACHINE
    return {**words, "title": title, "text": text, "states": states}


def publish_due(*, actor: Actor, now: datetime) -> int:
    """This will show what was scheduled until now and tell how many that were.

    Each in its own transaction. A file still being checked waits for the next round; what cannot be shown at all goes
    back to its organisers with its moment, which their page then names.
    """
    shown = 0
    for content in Content.objects.filter(state=Content.State.SCHEDULED, publish_at__lte=now).order_by("publish_at"):
        shown += _show_due(content, actor=actor, now=now)
    return shown


@transaction.atomic
def _show_due(content: Content, *, actor: Actor, now: datetime) -> bool:
    held = _held(content, actor)
    if held.state != Content.State.SCHEDULED or held.publish_at is None or held.publish_at > now:
        return False  # called off or put off since it was listed
    try:
        _show(held, actor=actor, now=now)
    except Refused as refused:
        if refused.code != "file_waiting":
            _call_off(held)
        return False
    return True


def _show(held: Content, *, actor: Actor, now: datetime) -> Content:
    newest = _newest(held)
    require(rules.can_be_shown(held.kind, _as_facts(newest), file_state=_file_state(newest)))
    _hide_file(held.shown, newest.file_id, actor=actor, now=now)
    if newest.file is not None:
        files.show(files=[newest.file], visibility=_PUBLIC, actor=actor, now=now)
    held.state, held.shown, held.publish_at = Content.State.PUBLISHED.value, newest, None
    held.published_at = held.published_at or now
    held.save(update_fields=["state", "shown", "publish_at", "published_at"])
    if held.process.listed:
        show_words(held.process, actor=actor, now=now)
    _tell(held, acts.CONTENT_PUBLISHED, actor=actor, now=now, version=newest.number)
    return held


def _call_off(held: Content) -> None:
    """Back to what it was before; a moment that has passed is kept, so that its page can say what failed."""
    held.state = (Content.State.PUBLISHED if held.shown_id else Content.State.DRAFT).value
    held.save(update_fields=["state"])


def _hide_file(shown: ContentVersion | None, keep: int | None, *, actor: Actor, now: datetime) -> None:
    """A file that is shown no more is private again."""
    if shown is not None and shown.file is not None and shown.file_id != keep:
        files.show(files=[shown.file], visibility=_PRIVATE, actor=actor, now=now)


def _tell(content: Content, act: str, *, actor: Actor, now: datetime, **data: Any) -> None:
    public = content.process.listed
    tell(content.process, act, actor=actor, now=now, public=public, content=content.code, kind=content.kind, **data)


def _held(content: Content, actor: Actor) -> Content:
    """The text as it is now, held; refused to who does not organise its process."""
    hold(Content.objects.filter(pk=content.pk))
    held = Content.objects.select_related("process__matter", "process__body", "shown__file").get(pk=content.pk)
    require(may_organise(actor, body_id=held.process.body_id))
    return held


def _newest(content: Content) -> ContentVersion:
    return ContentVersion.objects.select_related("file").filter(content=content).order_by("-number")[0]


def _facts(words: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a version, whole: blanks left out, each language with its state."""
    source = words.get("source_language", "kk")
    title, text = _filled(words.get("title", {})), _filled(words.get("text", {}))
    states = rules.states_of(title, words.get("states", {}), source=source)
    return {
        "title": title, "text": text, "states": states, "source_language": source,
        "material": words.get("material", ""), "link": words.get("link", ""), "file_id": words.get("file_id"),
    }  # fmt: skip


def _filled(content: Mapping[str, str]) -> dict[str, str]:
    return {language: said.strip() for language, said in content.items() if said.strip()}


def _as_facts(version: ContentVersion) -> dict[str, Any]:
    return {name: getattr(version, name) for name in rules.FIELDS}


def _file_state(version: ContentVersion) -> str:
    return version.file.state if version.file is not None else ""


def _kept(
    content: Content, upload: "UploadedFile[bytes] | None", before: int | None, *, actor: Actor, now: datetime
) -> int | None:
    """The file of the new version: what was sent now, else what was there; a partner's logo is a picture."""
    if upload is None:
        return before
    purpose = "photo" if content.kind == Content.Kind.PARTNER else "document"
    name = str(upload.name or "")
    matter = content.process.matter
    kept = files.store_upload(upload=upload, name=name, purpose=purpose, matter=matter, actor=actor, now=now)
    return kept.pk


def _write(content: Content, number: int, facts: Mapping[str, Any], *, actor: Actor, now: datetime) -> ContentVersion:
    try:
        with transaction.atomic():
            return ContentVersion.objects.create(
                content=content, number=number, made_by_id=actor.person_id, made_at=now, **facts
            )
    except IntegrityError as error:
        raise Refused(
            "second", N_("Somebody has saved this text since you opened it. Compare before you save yours.")
        ) from error
