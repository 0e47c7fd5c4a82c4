"""What organisers publish around a process: words in three languages, each with its state. Plain Python."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ortaq.core.people.refusal import N_, YES, Answer, no
from ortaq.engines.language import LANGUAGES

NEEDED: Final = ("kk", "ru")
"""Languages nothing is shown without."""
KINDS: Final = ("explainer", "news", "material", "partner")
MATERIALS: Final = ("document", "slides", "recording")
MISSING: Final = "missing"
MACHINE: Final = "machine"
REVIEWED: Final = "reviewed"
FIELDS: Final = ("title", "text", "states", "source_language", "material", "link", "file_id")
"""What a version is made of."""


def states_of(title: Mapping[str, str], given: Mapping[str, str], *, source: str) -> dict[str, str]:
    """This will give each language its state: nothing written is missing, the source is reviewed."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        if not title.get(language, "").strip():
            found[language] = MISSING
        elif language == source or given.get(language) != MACHINE:
            found[language] = REVIEWED
        else:
            found[language] = MACHINE
    return found


def check_version(kind: str, facts: Mapping[str, Any]) -> Answer:
    """This will say whether words can be kept: at least a title in the language they are written in."""
    if kind not in KINDS or facts["source_language"] not in LANGUAGES:
        return no("content_kind", N_("There is no such kind of text."))
    if not facts["title"].get(facts["source_language"], "").strip():
        return no("no_title", N_("Write a title in the language you are writing in."))
    for language in LANGUAGES:
        if facts["text"].get(language, "").strip() and not facts["title"].get(language, "").strip():
            return no("no_title", N_("A text needs its title in the same language."))
    if kind == "material" and facts["material"] not in MATERIALS:
        return no("no_material", N_("Say whether it is a document, slides or a recording."))
    return YES


def can_be_shown(kind: str, facts: Mapping[str, Any], *, file_state: str) -> Answer:
    """This will say whether a version is ready for everyone; `file_state` is "" without a file."""
    if any(facts["states"].get(language, MISSING) == MISSING for language in NEEDED):
        return no("language_missing", N_("It needs its words in Kazakh and in Russian before it is shown."))
    if kind in ("explainer", "news") and not all(facts["text"].get(language, "").strip() for language in NEEDED):
        return no("language_missing", N_("It needs its words in Kazakh and in Russian before it is shown."))
    if kind == "material" and not file_state and not facts["link"]:
        return no("no_material", N_("Add the file, or an address where it can be found."))
    if file_state == "waiting":
        return no("file_waiting", N_("The file is being checked for viruses. Try again in a minute."))
    if file_state == "refused":
        return no("file_refused", N_("The file did not pass the check. Choose another one."))
    return YES


def can_be_scheduled(publish_at: datetime, *, now: datetime) -> Answer:
    """This will say whether something can be put off until a moment."""
    if publish_at <= now:
        return no("in_the_past", N_("This moment is in the past. Choose a later one, or show it now."))
    return YES


def can_be_withdrawn(state: str, *, shown: bool) -> Answer:
    """This will say whether something everybody sees can be taken back."""
    if shown and state != "withdrawn":
        return YES
    return no("not_shown", N_("Nobody sees this yet: there is nothing to take back."))
