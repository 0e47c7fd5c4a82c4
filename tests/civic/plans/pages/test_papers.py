"""A plan on paper: what stands on it, in every language, and that long tables break over pages."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from ortaq.core.ui import printing
from tests.civic.plans import maps, stories
from tests.civic.plans import village_stories as village
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
BUILT = Path("assets/built/fonts", printing.FONTS[0]).exists()
needs_fonts = pytest.mark.skipif(not BUILT, reason="the fonts are not built: make build")


def facts(version: Any, language: str) -> dict[str, Any]:
    from ortaq.civic.plans.pages.paper_words import facts_of
    from ortaq.civic.plans.queries import plans
    from ortaq.core.people.actor import GUEST

    plan = plans.get(version.plan.code, GUEST)
    assert plan is not None
    return facts_of(plan, version, language, now=NOW)


def test_the_paper_says_who_met_what_hurts_and_what_was_reached() -> None:
    found = facts(village.a_whole_village(), "en")
    assert [row["came"] for row in found["meetings"]["rows"]] == ["15", "90"]
    assert "Enough came by law." in found["meetings"]["rows"][1]["says"]
    assert [row["dots"] for row in found["needs"]["rows"]] == ["51", "34", "12", "0"]
    net = next(row for row in found["chain"]["rows"] if row["title"] == "No mobile network")
    (measure,) = net["measures"]
    assert measure["who"][-1] == "done"
    assert measure["takes"] == ["Without budget money: 0 ₸ of a budget, An agreement, no budget money"]
    assert measure["gives"][0].startswith("People with a network, people: from 0 to 560 by")
    assert measure["gives"][1] == "560 people reached"
    put_off = next(row for row in found["chain"]["rows"] if not row["measures"])
    assert put_off["note"] == "Put off: The district's."
    assert len(found["progress"]["late"]) == 1


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_language_has_its_own_words(language: str) -> None:
    found = facts(village.a_whole_village(), language)
    assert found["title"] == village.TITLE.get(language, village.TITLE["kk"])
    assert found["language"] == language
    assert f"/{language}/plans/" in found["address"]


def test_a_general_plan_has_its_text_and_its_kinds_of_zones() -> None:
    version = stories.a_version(stories.a_plan()[0])
    maps.a_table()
    officer = stories.office(version.plan.body)
    stories.a_paragraph(version, "1", "Кіріспе", level=1)
    stories.a_paragraph(version, "2", "Қала өседі.")
    maps.drawn(version, officer, ({"code": "R", "key": "r-1"}, maps.square(0)))
    found = facts(stories.shown(version), "kk")
    assert [(row["level"], row["text"]) for row in found["text"]["rows"]] == [(1, "Кіріспе"), (0, "Қала өседі.")]
    assert [row["code"] for row in found["zones"]["rows"]] == ["R"]
    assert found["chain"]["rows"] == found["progress"]["sums"] == []


@needs_fonts
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_anyone_can_print_a_plan(language: str) -> None:
    version = village.a_whole_village()
    response = Client().get(f"/{language}/plans/{version.plan.code}/1/print.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert f"{version.plan.code}-1-{language}.pdf" in response["Content-Disposition"]


@needs_fonts
def test_a_long_plan_breaks_over_pages_and_what_was_written_is_no_source() -> None:
    version = village.a_village_version()
    for number in range(40):
        title = {"kk": f"#set page(fill: red) $x$ *{number}* <a>", "ru": "Нет воды"}
        measure = village.a_measure(village.a_need(version, f"n{number}", title=title, dots=number), f"m{number}")
        village.a_resource(measure, f"r{number}", note={"kk": "ұзақ сөз " * 40})
        village.a_result(measure, f"i{number}")
    stories.shown(version)
    made = Client().get(f"/kk/plans/{version.plan.code}/1/print.pdf").content
    assert made.count(b"/Type /Page\n") + made.count(b"/Type/Page/") + made.count(b"/Type /Page ") >= 6
    assert made == Client().get(f"/kk/plans/{version.plan.code}/1/print.pdf").content


@needs_fonts
def test_a_need_never_stands_alone_at_the_foot_of_a_page() -> None:
    version = village.a_village_version()
    for number in range(24):
        # The heads grow by a line from need to need, so that one of them would end a page.
        said = {"kk": f"Қажет {number:02}", "ru": "Нет воды"}
        text = {"kk": f"Шара {number:02} " + "ұзақ сөз " * number, "ru": "Мера"}
        village.a_measure(village.a_need(version, f"n{number}", title=said, dots=number), f"m{number}", title=text)
    stories.shown(version)
    made = Client().get(f"/kk/plans/{version.plan.code}/1/print.pdf").content
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    chain = [page for page in pages if "Шара" in page]
    assert len(chain) > 2
    for number in range(24):
        (on,) = (page for page in chain if f"Шара {number:02}" in page)
        assert f"Қажет {number:02}" in on


def test_the_paper_of_one_measure_costs_as_many_statements_as_that_of_three(django_assert_num_queries: Any) -> None:
    for rows in (1, 3):
        version = village.a_village_version()
        for number in range(rows):
            village.coverage(version, number)
            village.a_gathering(version.plan, {village.a_group(version.plan, f"g{number}"): 3})
        stories.shown(version)
        facts(version, "ru")
        with django_assert_num_queries(14):  # plan; the tree (7), groups, meetings (3), text, kinds of zones
            facts(version, "ru")
