"""The response matrix: every remark with its fate, as page, CSV and PDF; nobody's name in it."""

import csv
import io

import pytest
from django.test import Client

from ortaq.civic.plans.models import Remark
from ortaq.civic.plans.pages import matrix_paper
from ortaq.civic.plans.queries import matrix
from ortaq.core.people.models import Person
from tests import records
from tests.civic.plans import answer_stories, maps, remark_stories
from tests.civic.plans.remark_stories import on
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return remark_stories.a_spoken_plan(code="green")


def page(number=1, query="", language="en"):
    response = Client().get(f"/{language}/plans/green/{number}/answers/{query}")
    assert response.status_code == 200
    return response.content.decode()


def table(number=1):
    response = Client().get(f"/en/plans/green/{number}/answers.csv")
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def carried(told):
    """Said about version 1: on a paragraph that changes, one that is taken out, a zone that stays; then version 2."""
    plan, officer, version = told
    said = {
        "changed": remark_stories.said(version, on(key="1"), title="Сөзі өзгерсін"),
        "orphaned": remark_stories.said(version, on(key="3"), title="Мектеп керек емес"),
        "kept": remark_stories.said(version, on("zone", "g-1"), title="Жасыл қалсын"),
        "drawn": remark_stories.said(version, remark_stories.drawn_on(maps.square(0).centroid), title="Осы жерде"),
    }
    following = remark_stories.next_version(plan, officer)
    following.paragraphs.filter(key="1").update(text={"kk": "Қала кішірейеді.", "ru": "Город сжимается."})
    following.paragraphs.filter(key="3").delete()
    remark_stories.publish(following, officer)
    said["new"] = remark_stories.said(following, on(key="2"), title="Жаңа нұсқаға сөз")
    return said, following


def test_everything_said_stands_there_with_what_became_of_its_part(told):
    said, version = carried(told)
    answer_stories.answered(said["changed"], told[1])
    answer_stories.rejected(said["drawn"], told[1])
    shown = page(2)
    assert "1 of 4 remarks have their answers" in shown
    assert said["changed"].matter.title in shown
    assert said["drawn"].matter.title not in shown, "what is not shown is in no matrix"
    for words in ("the part changed", "the part is gone", "the part is the same", "said about this version"):
        assert words in shown
    assert "Мектептер салынады." in shown, "what is gone is quoted from where it stood"
    states = {line.remark.pk: line.anchor.state for line in matrix.rows(version, now=NOW)}
    assert states == {
        said["changed"].pk: "changed", said["orphaned"].pk: "orphaned", said["kept"].pk: "kept", said["new"].pk: "made",
    }  # fmt: skip


def test_it_is_narrowed_by_fate_and_body(told):
    one, two = (remark_stories.said(told[2], title=title) for title in ("Бірінші сөз", "Екінші сөз"))
    answer_stories.answered(one, told[1], "partly")
    Remark.objects.filter(pk=two.pk).update(body=records.a_body("roads"))
    assert two.matter.title not in page(query="?fate=partly")
    assert one.matter.title not in page(query="?fate=open")
    roads = page(query="?body=roads")
    assert one.matter.title not in roads
    assert two.matter.title in roads
    assert one.matter.title in page(query="?fate=nonsense&body=none&after=x"), "nonsense asks for nothing"
    assert "Nothing here with this choice." in page(query="?body=roads&fate=partly")


def test_pages_follow_each_other_in_the_order_of_numbers(told, monkeypatch):
    monkeypatch.setattr("ortaq.civic.plans.pages.matrix.PAGE", 2)
    said = [remark_stories.said(told[2], title=f"Сөз № {n} осында") for n in range(5)]
    seen, query = [], ""
    for _ in range(3):
        shown = page(query=query)
        seen += [one.pk for one in said if one.matter.title in shown]
        query = f"?after={seen[-1]}"
        assert (f"after={seen[-1]}" in shown) is (len(seen) < 5)
    assert seen == [one.pk for one in said]


@pytest.mark.parametrize("n", [1, 3])
def test_a_page_costs_the_same_for_one_and_for_three(told, n, django_assert_num_queries):
    for _ in range(n):
        remark = remark_stories.said(told[2], lenses=["elderly"])
        answer_stories.answered(remark, told[1])
    Client().get("/en/plans/green/1/")
    with django_assert_num_queries(8):
        page()


def test_the_csv_has_every_remark_and_runs_nothing(told):
    said, version = carried(told)
    answer_stories.answered(said["changed"], told[1])
    formula = remark_stories.said(version, on(key="2"), title="=HYPERLINK(аулада ағаш)", text="+7 701 123 45 67")
    rows = {row["number"]: row for row in table(2)}
    assert len(rows) == 6
    first = rows[said["changed"].matter.number]
    assert (first["fate"], first["part_became"], first["said_about_version"]) == ("adopted", "changed", "1")
    assert first["answer_kk"] == answer_stories.REASON["kk"]
    assert rows[formula.matter.number]["title"].startswith("'=")
    assert "123 45 67" not in rows[formula.matter.number]["text"], "as everyone reads it: masked"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_pdf_is_set_in_each_language(told, language):
    said, _version = carried(told)
    answer_stories.answered(said["changed"], told[1])
    response = Client().get(f"/{language}/plans/green/2/answers.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert f"green-2-answers-{language}.pdf" in response["Content-Disposition"]


def test_a_paper_that_is_full_says_where_the_rest_is(told, monkeypatch):
    for number in range(3):
        remark_stories.said(told[2], title=f"Сөз нөмірі {number}")
    plan, _officer, version = told
    lines = matrix.rows(version, limit=2, now=NOW)
    facts = matrix_paper.facts(plan, version, lines, matrix.sums(version), now=NOW)
    assert len(facts["rows"]) == 2
    assert "3" in facts["more"]
    assert "CSV" in facts["more"]
    monkeypatch.setattr("ortaq.civic.plans.pages.matrix.ON_PAPER", 2)
    assert Client().get("/kk/plans/green/1/answers.pdf").content.startswith(b"%PDF-")


def test_nobody_is_named_anywhere(told):
    voice = remark_stories.a_voice()
    remark = remark_stories.said(told[2], actor=voice)
    answer_stories.answered(remark, told[1])
    plan, _officer, version = told
    lines = matrix.rows(version, now=NOW)
    facts = str(matrix_paper.facts(plan, version, lines, matrix.sums(version), now=NOW))
    for text in (page(), str(table()), facts):
        assert voice.name not in text
        assert told[1].name not in text


def test_a_version_in_the_making_has_no_matrix(told):
    plan, officer, _version = told
    remark_stories.next_version(plan, officer)
    desk = Client()
    person = Person.objects.get(pk=officer.person_id)
    records.sign_in(desk, records.an_account(person), strong=True)
    for path in ("2/answers/", "2/answers.csv", "2/answers.pdf", "9/answers/"):
        assert desk.get(f"/en/plans/green/{path}").status_code == 404


def test_an_empty_matrix_says_so(told):
    assert "Nothing has been said about this version yet." in page()
    assert table() == []
    assert Client().get("/kk/plans/green/1/answers.pdf").content.startswith(b"%PDF-")


def test_the_page_of_changes_tells_what_was_said_about_them(told):
    said, _version = carried(told)
    shown = Client().get("/en/plans/green/2/changes/").content.decode()
    assert "What people said about what changed" in shown
    for name in ("changed", "orphaned"):
        assert said[name].matter.title in shown
    for name in ("kept", "new"):
        assert said[name].matter.title not in shown
