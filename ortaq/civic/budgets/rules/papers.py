"""Paper forms: handed out against a document, keyed by two people who do not see each other's keys."""

from enum import StrEnum
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

MOST_FORMS: Final = 500
"""In one batch: a stack somebody can carry and key in a day."""


class FormState(StrEnum):
    """Where a paper form stands."""

    PRINTED = "printed"
    KEYED = "keyed"
    """By one person; the second has not seen it yet."""
    DIFFERS = "differs"
    """The two keys differ: a third person looks at the paper."""
    COUNTED = "counted"
    INVALID = "invalid"
    """Both keys say that the marks break the rules; it stands in the protocol and elects nothing."""
    SPOILED = "spoiled"
    """Given back and replaced, or never used."""


def may_key(state: str, *, call_state: str) -> Answer:
    """This will let a form be keyed during the vote and after its close, until the count is announced."""
    if call_state not in ("voting", "closed"):
        return no("stage", N_("Forms are keyed from the first day of the vote until the count is announced."))
    if state == FormState.SPOILED:
        return no("spoiled", N_("This form was given back and replaced. Put it with the spoiled ones."))
    if state in (FormState.COUNTED, FormState.INVALID):
        return no("second", N_("This form has been keyed twice already. Take the next one."))
    return YES


def may_key_again(*, operator_id: int, before: frozenset[int]) -> Answer:
    """This will ask for another pair of eyes each time."""
    if operator_id in before:
        return no("same_hand", N_("You have keyed this form already. Another person keys it the second time."))
    return YES


def may_spoil(state: str) -> Answer:
    """This will let a form be spoiled before anybody has keyed it."""
    if state != FormState.PRINTED:
        return no("keyed", N_("This form has been keyed already."))
    return YES


def check_size(count: int) -> Answer:
    """This will take a batch of 1 to 500 forms."""
    if not 1 <= count <= MOST_FORMS:
        return no("size", N_("A batch has 1 to %(most)s forms."), most=MOST_FORMS)
    return YES


def may_count(*, open_forms: int) -> Answer:
    """This will hold the count back while a form waits for its second key or for a third pair of eyes."""
    if open_forms:
        return no("forms_open", N_("%(count)s paper forms are not keyed to the end yet."), count=open_forms)
    return YES
