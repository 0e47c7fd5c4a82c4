import pytest

from ortaq.civic.contests import rules
from ortaq.civic.contests.rules.fields import check_fields, check_value, what_is_missing
from tests.civic.contests.stories import ANSWERS, FIELDS

LABEL = {"kk": "Сұрақ"}


def test_the_questions_of_the_contest_can_be_asked():
    assert check_fields(FIELDS)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ([{"code": "Идея", "type": "short_text", "label": LABEL}], "field_code"),
        ([{"code": "a", "type": "short_text", "label": LABEL}] * 2, "field_code"),
        ([{"code": "title", "type": "short_text", "label": LABEL}], "field_code"),
        ([{"code": "a", "type": "map", "label": LABEL}], "field_type"),
        ([{"code": "a", "type": "short_text", "label": LABEL, "script": "x"}], "field_type"),
        ([{"code": "a", "type": "short_text", "label": {"kk": ""}}], "field_label"),
        ([{"code": "a", "type": "number", "label": LABEL, "least": 5, "most": 3}], "field_limits"),
        ([{"code": "a", "type": "number", "label": LABEL, "most": True}], "field_limits"),
        (
            [{"code": "a", "type": "choice", "label": LABEL, "options": [{"code": "x", "label": LABEL}]}],
            "field_options",
        ),
        ([{"code": "a", "type": "file", "label": LABEL, "takes": "program"}], "field_files"),
        ([{"code": f"a{n}", "type": "number", "label": LABEL} for n in range(41)], "fields"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(fields, code):
    assert check_fields(fields).code == code


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ({"type": "short_text"}, "", ""),
        ({"type": "short_text", "required": True}, "   ", "required"),
        ({"type": "short_text"}, "x" * 201, "too_long"),
        ({"type": "short_text", "most": 300}, "x" * 300, ""),
        ({"type": "long_text", "least": 5}, "abcd", "too_short"),
        ({"type": "long_text"}, 5, "text"),
        ({"type": "number", "required": True}, 0, ""),
        ({"type": "number"}, True, "number"),
        ({"type": "number"}, -1, "number"),
        ({"type": "number", "least": 3}, 2, "too_small"),
        ({"type": "money", "most": 500}, 501, "too_large"),
        ({"type": "money", "most": 500}, 500, ""),
        ({"type": "date"}, "2027-02-30", "date"),
        ({"type": "date"}, "2027-02-28", ""),
        ({"type": "link"}, "javascript:alert(1)", "link"),
        ({"type": "link"}, "https://example.kz/post/1", ""),
        ({"type": "choice", "options": [{"code": "a"}]}, "b", "option"),
        ({"type": "choices", "options": [{"code": "a"}, {"code": "b"}]}, ["a", "a"], "several"),
        ({"type": "choices", "options": [{"code": "a"}, {"code": "b"}], "most": 1}, ["a", "b"], "too_many"),
        ({"type": "choices", "options": [{"code": "a"}, {"code": "b"}], "least": 2}, ["a"], "too_few"),
        ({"type": "file", "takes": "photo"}, ["1", "2", "3", "4"], "too_many"),
    ],
)
def test_a_value_fits_or_the_sentence_says_why_not(field, value, code):
    assert check_value(field, value).code == code


def test_what_is_missing_comes_in_the_order_of_the_form_and_nothing_is_complete():
    assert what_is_missing(FIELDS, ANSWERS) == []
    assert [one.code for one in what_is_missing(FIELDS, {"team": "x"})] == ["idea", "field"]


def test_a_draft_keeps_what_is_too_long_and_not_what_has_the_wrong_shape():
    text = {"type": "long_text", "most": 10}
    assert rules.can_be_kept(text, "x" * 20_000)
    assert not rules.can_be_kept(text, "x" * 20_001)
    assert not rules.can_be_kept(text, ["x"])
    assert not rules.can_be_kept({"type": "number"}, "5")
