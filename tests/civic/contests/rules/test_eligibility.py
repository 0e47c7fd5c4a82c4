from datetime import date

import pytest

from ortaq.civic.contests.rules.eligibility import Facts, check_eligibility, look, verdict

DEADLINE = date(2027, 3, 11)
AGE = {"code": "age", "kind": "age", "least": 18, "most": 35}
TAGS = {"code": "tags", "kind": "hashtags", "field": "post", "tags": ["#WeAlmaty", "жасылқала"]}
POSTED = {"code": "posted", "kind": "posted_by", "field": "on", "at": "2027-03-11"}


@pytest.mark.parametrize(
    ("birth_on", "state"),
    [
        (None, "unknown"),
        (date(2009, 3, 11), "met"),  # eighteen on the day of the deadline
        (date(2009, 3, 12), "not_met"),
        (date(1991, 3, 12), "met"),  # thirty-six the day after
        (date(1991, 3, 11), "not_met"),
    ],
)
def test_age_is_that_of_the_day_of_the_deadline(birth_on, state):
    assert look(AGE, Facts(birth_on=birth_on), on=DEADLINE) == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Біздің аула #wealmaty #ЖасылҚала", "met"),
        ("#wealmaty,#жасылқала", "met"),
        ("#wealmaty", "not_met"),
        ("#wealmaty2 #жасылқала", "not_met"),
        ("", "not_met"),
    ],
)
def test_all_hashtags_must_be_there_in_any_case(text, state):
    assert look(TAGS, Facts(answers={"post": text}), on=DEADLINE) == state


@pytest.mark.parametrize(("day", "state"), [("2027-03-11", "met"), ("2027-03-12", "not_met"), ("", "unknown")])
def test_a_post_of_the_last_day_still_counts(day, state):
    assert look(POSTED, Facts(answers={"on": day}), on=DEADLINE) == state


def test_kind_of_organisation_is_looked_up_and_residence_waits_for_a_person():
    who = {"code": "who", "kind": "organisation", "kinds": ["ngo", "school"]}
    assert look(who, Facts(organisation_kind="ngo"), on=DEADLINE) == "met"
    assert look(who, Facts(), on=DEADLINE) == "not_met"
    assert look({"code": "l", "kind": "resident", "territory": "kz.almaty"}, Facts(), on=DEADLINE) == "unknown"


def test_no_beats_unknown_beats_yes_and_no_rules_are_met():
    assert verdict([]) == "met"
    assert verdict(["met", "unknown"]) == "unknown"
    assert verdict(["unknown", "not_met"]) == "not_met"


@pytest.mark.parametrize(
    "rules",
    [
        [{"kind": "age", "least": 18}],
        [AGE, AGE],
        [{"code": "a", "kind": "height"}],
        [{"code": "a", "kind": "age"}],
        [{"code": "a", "kind": "hashtags", "field": "post", "tags": []}],
    ],
)
def test_a_rule_that_says_too_little_is_refused(rules):
    assert not check_eligibility(rules)
    assert check_eligibility([AGE, TAGS, POSTED])
