"""Forward only, with something to show; what has a place keeps it."""

import pytest

from ortaq.civic.works.models import Work
from ortaq.civic.works.rules import acceptance, grants, stages
from ortaq.civic.works.rules.quantities import UNIT
from ortaq.civic.works.rules.stages import EVIDENCE, WAY, Stage
from ortaq.civic.works.templatetags.works import ITEMS, KINDS, MEASURES, STAGES

POINT = {"type": "Point", "coordinates": [76.9, 43.2]}


def test_a_work_goes_forward_or_stops():
    for place, here in enumerate(WAY[:-1]):
        for there in WAY:
            allowed = WAY.index(there) > place and (there != Stage.ACCEPTED or here == Stage.DONE)
            assert bool(stages.can_move(here, there)) is allowed, (here, there)
        assert stages.can_move(here, Stage.STOPPED)
    for end in stages.ENDS:
        assert stages.can_move(end, Stage.STOPPED).code == "ended"


@pytest.mark.parametrize(
    ("stage", "given", "yes"),
    [
        ("idea", [], True),
        ("concept", [], False),
        ("concept", ["photo"], True),
        ("design", ["photo"], False),
        ("design", ["document"], True),
        ("tender", ["link"], True),
        ("construction", ["photo"], True),
        ("done", [], False),
        ("stopped", [], True),
    ],
)
def test_each_stage_names_what_shows_it(stage, given, yes):
    answer = stages.check_evidence(stage, given)
    assert bool(answer) is yes
    assert yes or answer.code == "no_evidence"


def test_residents_accept_by_three_check_lists_or_a_protocol_and_never_over_an_open_defect():
    assert stages.check_acceptance(inspections=3, open_defects=0, given=[])
    assert stages.check_acceptance(inspections=0, open_defects=0, given=["document"])
    assert stages.check_acceptance(inspections=2, open_defects=0, given=["photo"]).code == "not_inspected"
    assert stages.check_acceptance(inspections=9, open_defects=1, given=["document"]).code == "open_defects"


def test_a_place_is_given_and_moved_but_never_lost():
    assert stages.check_place(None, had=False)
    assert stages.check_place(POINT, had=True)
    assert stages.check_place(None, had=True).code == "lost_place"
    assert stages.check_place(POINT, had=True, box=(0, 0, 1, 1)).code == "outside"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "ftp://x", "https://a b", 'https://x"', "https://" + "x" * 500, ""]
)
def test_what_is_no_address_of_a_page_is_refused(url):
    assert stages.check_link(url).code == "link"


def test_everything_has_a_word():
    assert set(KINDS) == set(Work.Kind.values) == set(acceptance.CHECKLISTS)
    assert set(STAGES) == set(Work.Stage.values)
    assert set(MEASURES) == set(UNIT)
    assert {item for kind in KINDS for item in acceptance.items_of(kind)} == set(ITEMS)
    assert all(len(item) <= 16 for item in ITEMS)
    assert set(EVIDENCE) <= set(Stage)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({}, "items"),
        ({"lamps": ("fine", ""), "wires": ("fine", ""), "clean": ("fine", "")}, "items"),
        ({"lamps": ("bad", ""), "wires": ("fine", ""), "clean": ("fine", ""), "wheels": ("fine", "")}, "items"),
        (
            {"lamps": ("defect", " "), "wires": ("fine", ""), "clean": ("fine", ""), "wheels": ("fine", "")},
            "defect_words",
        ),
        (dict.fromkeys(("lamps", "wires", "clean", "wheels"), ("unseen", "")), "nothing_seen"),
        (
            {"lamps": ("fine", "x" * 1001), "wires": ("fine", ""), "clean": ("fine", ""), "wheels": ("fine", "")},
            "long_note",
        ),
    ],
)
def test_a_check_list_is_filled_line_by_line(found, code):
    assert acceptance.check_findings("lighting", found).code == code


def test_instalments_are_the_sum_of_the_grant():
    assert grants.check_parts([400, 200], planned=600)
    assert grants.check_parts([400, 100], planned=600).code == "sum"
    assert grants.check_parts([600, 0], planned=600).code == "amount"
    assert grants.check_parts([], planned=None).code == "amount"


def test_groups_are_not_larger_than_all():
    given = {"jobs": 5, "youth": 3, "women": 4, "people": None, "text": "x"}
    assert grants.check_result(**given)
    assert grants.check_result(**given | {"women": 6}).code == "groups"
    assert grants.check_result(**given | {"jobs": -1, "youth": 0, "women": 0}).code == "count"
    assert grants.check_result(**given | {"text": " "}).code == "no_note"
