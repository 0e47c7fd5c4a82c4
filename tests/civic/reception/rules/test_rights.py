"""Rights as a table: who × what, each no with its code."""

from datetime import date

import pytest

from ortaq.civic.reception import rules
from ortaq.civic.reception.rules.rights import covers
from ortaq.core.people.actor import GUEST, Actor, HeldOffice, Role

MINE, OTHER = 1, 2
DAY = date(2027, 3, 1)
OPEN = rules.Duty(body_id=MINE, registered_on=DAY, due_on=date(2027, 3, 29), territory="kz.almaty.medeu")


def holder(role, body=MINE, *, strong=True, territory=""):
    return Actor(person_id=7, offices=(HeldOffice(role, body, "body", territory),), strong=strong)


WHO = {
    "guest": GUEST,
    "resident": Actor(person_id=5),
    "officer": holder(Role.OFFICER),
    "head": holder(Role.HEAD),
    "operator": holder(Role.OPERATOR),
    "moderator": holder(Role.MODERATOR),
    "stranger": holder(Role.HEAD, OTHER),
    "no_factor": holder(Role.HEAD, strong=False),
    "elsewhere": holder(Role.OFFICER, territory="kz.almaty.almaly"),
    "here": holder(Role.OFFICER, territory="kz.almaty"),
}


@pytest.mark.parametrize(
    ("who", "answer", "extend", "redirect"),
    [
        ("guest", "not_yours", "not_yours", "not_yours"),
        ("resident", "not_yours", "not_yours", "not_yours"),
        ("officer", "", "head_only", ""),
        ("head", "", "", ""),
        ("operator", "not_yours", "head_only", ""),
        ("moderator", "not_yours", "head_only", "not_yours"),
        ("stranger", "not_yours", "not_yours", "not_yours"),
        ("no_factor", "second_factor", "second_factor", "second_factor"),
        ("elsewhere", "not_yours", "head_only", "not_yours"),
        ("here", "", "head_only", ""),
    ],
)
def test_who_may_do_what_with_a_duty(who, answer, extend, redirect):
    actor = WHO[who]
    assert rules.may_answer(actor, OPEN).code == answer
    latest = date(2027, 5, 1)
    assert (
        rules.may_extend(actor, OPEN, extendable=True, until=date(2027, 4, 20), latest=latest, today=DAY).code == extend
    )
    assert rules.may_redirect(actor, OPEN, to=9, until=DAY, today=DAY, holding=frozenset()).code == redirect


@pytest.mark.parametrize(
    ("until", "today", "facts", "code"),
    [
        (date(2027, 3, 30), DAY, {}, ""),
        (date(2027, 5, 1), DAY, {}, ""),
        (date(2027, 5, 2), DAY, {}, "too_far"),
        (date(2027, 3, 29), DAY, {}, "not_later"),
        (date(2027, 4, 1), date(2027, 3, 29), {}, ""),
        (date(2027, 4, 1), date(2027, 3, 30), {}, "due_passed"),
        (date(2027, 4, 1), DAY, {"extended": True}, "extended_already"),
        (date(2027, 4, 1), DAY, {"due_on": None}, "not_extendable"),
        (date(2027, 4, 1), DAY, {"state": "answered"}, "second"),
    ],
)
def test_the_limits_of_an_extension(until, today, facts, code):
    given = {"body_id": MINE, "registered_on": DAY, "due_on": date(2027, 3, 29), **facts}
    answer = rules.may_extend(
        WHO["head"], rules.Duty(**given), extendable=True, until=until, latest=date(2027, 5, 1), today=today
    )
    assert answer.code == code


def test_a_complaint_is_never_extended():
    answer = rules.may_extend(
        WHO["head"], OPEN, extendable=False, until=date(2027, 4, 1), latest=date(2027, 5, 1), today=DAY
    )
    assert answer.code == "not_extendable"


@pytest.mark.parametrize(
    ("to", "today", "code"),
    [(MINE, 1, "same_body"), (3, 1, "has_it"), (9, 4, ""), (9, 5, "redirect_late")],
)
def test_a_redirect_goes_elsewhere_within_three_working_days(to, today, code):
    answer = rules.may_redirect(
        WHO["officer"],
        OPEN,
        to=to,
        until=date(2027, 3, 4),
        today=date(2027, 3, today),
        holding=frozenset({3}),
    )
    assert answer.code == code


def test_the_lead_waits_for_parts_in_term_until_its_own_due_day():
    part = rules.Duty(body_id=OTHER, lead=False, due_on=date(2027, 4, 5))
    assert rules.may_consolidate(OPEN, [part], DAY).code == "parts_open"
    assert rules.may_consolidate(OPEN, [part], date(2027, 3, 29))
    answered = rules.Duty(body_id=OTHER, lead=False, state="answered", due_on=date(2027, 4, 5))
    overdue = rules.Duty(body_id=3, lead=False, due_on=date(2027, 2, 28))
    assert rules.may_consolidate(OPEN, [answered, overdue], DAY)


def holding(state="answered", **facts):
    return rules.Holding(applicant_id=5, access_code="ABCDE23456", state=state, **facts)


def test_the_applicant_is_known_by_account_or_code_and_nobody_else_is():
    assert rules.is_applicant(WHO["resident"], holding(), "")
    assert rules.is_applicant(GUEST, holding(), " abcde23456 ")
    assert not rules.is_applicant(GUEST, holding(), "")
    assert not rules.is_applicant(GUEST, holding(), "ABCDE23457")
    assert not rules.is_applicant(GUEST, rules.Holding(None, "", "open"), "")
    assert not rules.is_applicant(WHO["officer"], holding(), "")


def test_what_the_applicant_may_say_depends_on_the_answer():
    her = WHO["resident"]
    assert rules.may_accept(her, holding("open")).code == "not_answered"
    assert rules.may_accept(her, holding())
    assert rules.may_accept(her, holding("accepted")).code == "accepted_already"
    assert rules.may_rate(her, holding("accepted"))
    assert rules.may_reopen(her, holding("accepted"), today=DAY)
    assert rules.may_reopen(her, holding(reopen_until=DAY), today=DAY)
    assert rules.may_reopen(her, holding(reopen_until=date(2027, 2, 28)), today=DAY).code == "reopen_late"
    assert rules.may_reopen(GUEST, holding(), today=DAY).code == "not_applicant"


@pytest.mark.parametrize(
    ("office", "place", "inside"),
    [
        ("", "kz.a", True),
        ("kz.a", "", True),
        ("kz.a", "kz.a", True),
        ("kz.a", "kz.a.b", True),
        ("kz.a", "kz.ab", False),
    ],
)
def test_an_office_for_a_part_of_the_territory_covers_what_lies_in_it(office, place, inside):
    assert covers(office, place) is inside


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({"state": "open", "fixed": False, "silent": False, "reopened": False}, "received"),
        ({"state": "open", "fixed": False, "silent": True, "reopened": True}, "late"),
        ({"state": "open", "fixed": False, "silent": False, "reopened": True}, "reopened"),
        ({"state": "open", "fixed": True, "silent": False, "reopened": False}, "fixed"),
        ({"state": "open", "fixed": True, "silent": True, "reopened": False}, "late"),
        ({"state": "answered", "fixed": False, "silent": False, "reopened": False}, "answered"),
        ({"state": "answered", "fixed": True, "silent": False, "reopened": True}, "fixed"),
        ({"state": "accepted", "fixed": False, "silent": False, "reopened": False}, "accepted"),
    ],
)
def test_one_public_word_says_where_an_appeal_stands(facts, stage):
    assert rules.stage_of(**facts).value == stage


def test_an_answer_can_be_sent_back_for_a_year_and_every_answer_has_a_last_day():
    assert rules.reopen_until(date(2027, 3, 3)) == date(2028, 3, 3)
    assert rules.reopen_until(date(2011, 1, 1)) > date(2011, 1, 1)


@pytest.mark.parametrize(("kind", "term"), [("complaint", "complaint"), ("request", "request"), ("message", "answer")])
def test_the_kind_names_the_term(kind, term):
    assert rules.term_of(kind) == term
