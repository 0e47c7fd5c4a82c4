from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from ortaq.civic.reception.models import Assignment
from ortaq.civic.reception.queries import detail, routing, topics
from ortaq.civic.reception.services import applicant, moving, tables
from ortaq.core.people.actor import GUEST, system
from ortaq.engines import proof
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)


def test_who_finds_an_appeal_that_is_not_public(the_city):
    appeal = factories.an_appeal(the_city, publish=False)
    number = appeal.matter.number
    for actor, code, found in (
        (GUEST, "", False),
        (GUEST, "WRONG23456", False),
        (GUEST, appeal.access_code, True),
        (factories.resident(appeal.applicant), "", True),
        (factories.resident(factories.a_person()), "", False),
        (the_city.officer(), "", True),
        (the_city.officer("transport"), "", False),
        (the_city.officer("centre", "operator"), "", True),
        (the_city.officer("centre", "moderator"), "", True),
    ):
        assert (detail.get(number, actor, code) is not None) is found, (actor, code)
    assert detail.get("2027-999999", GUEST) is None


def test_each_asker_reads_what_is_hers(the_city):
    text = "Қоңырау шалыңыз: +7 701 123 45 67. Аулада әткеншек сынып қалды."
    appeal = factories.an_appeal(the_city, text=text)
    number = appeal.matter.number

    def told(actor, code=""):
        return detail.story(detail.get(number, actor, code), actor, code, NOW.date())

    for actor, code, reads_all in (
        (GUEST, "", False),
        (GUEST, appeal.access_code, True),
        (factories.resident(appeal.applicant), "", True),
        (factories.resident(factories.a_person()), "", False),
        (the_city.officer(), "", True),
        (the_city.officer("transport"), "", False),
    ):
        story = told(actor, code)
        assert story.reads_all is reads_all
        assert ("123 45 67" in story.text) is reads_all
    assert told(GUEST).may["accept"].code == "not_applicant"
    assert told(factories.resident(appeal.applicant)).may["accept"].code == "not_answered"


def test_the_story_of_a_long_life_takes_as_many_statements_as_of_a_short_one(the_city, appeal):
    def statements():
        found = detail.get(appeal.matter.number, GUEST)
        with CaptureQueriesContext(connection) as seen:
            story = detail.story(found, GUEST)
            str([(a.body.name, a.clock and a.clock.term) for a in story.assignments])
            str([(a.text, a.signed_by and a.signed_by.post) for a in story.answers])
            str((story.lead, story.final_answer, [e.body for e in story.entries]))
        return len(seen)

    short = statements()
    row = factories.lead_of(appeal)
    moving.split(assignment=row, parts=[(the_city.bodies["transport"], "Жол")], actor=the_city.officer(), now=NOW)
    for round_ in range(3):
        factories.an_answer(the_city, appeal, now=NOW + (40 + 40 * round_) * DAY)
        applicant.reopen(
            appeal=appeal,
            reason="Жөнделмеді",
            actor=factories.resident(appeal.applicant),
            now=NOW + (41 + 40 * round_) * DAY,
        )
    assert statements() == short <= 12
    story = detail.story(detail.get(appeal.matter.number, GUEST), GUEST)
    assert len(story.answers) == 3
    assert story.lead.state == "open"


def test_why_here_and_a_record_anyone_recomputes(the_city):
    appeal = factories.an_appeal(the_city, topic="light.lamp")
    row = Assignment.objects.select_related("appeal__matter", "appeal__topic").get()
    assert detail.why_here(row)["row"] == 2
    assert detail.why_here(row)["why"]["ru"] == "строка 2"
    record = detail.routing_record(row)
    assert proof.verify(record) == []
    assert record["outcome"]["body"] == "light-demo"
    moving.correct(appeal=appeal, topic=the_city.topics["yard"], actor=the_city.officer("light-demo"), now=NOW)
    fresh = Assignment.objects.select_related("appeal__matter", "appeal__topic").get()
    assert detail.routing_record(fresh) == record, "a later correction changes nothing about why it came here"
    record["case"]["topic"] = "roads"
    assert proof.verify(record) != []


def test_a_persons_decision_has_a_reason_and_no_record(the_city, appeal):
    made = moving.redirect(
        assignment=factories.lead_of(appeal),
        to=the_city.bodies["transport"],
        reason="Бұл жол мәселесі",
        actor=the_city.officer(),
        now=NOW,
    )
    assert detail.why_here(made) == {"table": "", "row": None, "why": {}, "reason": "Бұл жол мәселесі"}
    assert detail.routing_record(made) is None


def test_a_new_table_routes_new_appeals_and_the_old_one_stays_true(the_city, appeal):
    old = Assignment.objects.select_related("appeal__matter", "appeal__topic").get()
    before = detail.routing_record(old)
    tables.publish_table(
        version="test.2",
        rows=[{"row": 1, "topic": "*", "territory": "*", "holder": "*", "body": "centre", "why": {}}],
        actor=system("test"),
        now=NOW,
    )
    assert factories.an_appeal(the_city).lead.code == "centre"
    assert detail.routing_record(old) == before
    assert [table.version for table in routing.published()] == ["test.2", "test.1"]


def test_the_complaint_is_ready_to_sign(the_city, appeal):
    letters = {
        lang: detail.complaint_draft(detail.get(appeal.matter.number, GUEST), lang) for lang in ("kk", "ru", "en")
    }
    assert [letter.to.code for letter in letters.values()] == ["city-akimat"] * 3
    for language, day in (("kk", "2027 жылғы 29 наурыз"), ("ru", "29 марта 2027 года"), ("en", "29 March 2027")):
        assert appeal.matter.number in letters[language].text
        assert day in letters[language].text
    assert len({letter.text for letter in letters.values()}) == 3
    factories.an_answer(the_city, appeal)
    answered = detail.complaint_draft(detail.get(appeal.matter.number, GUEST), "en").text
    assert "does not solve the matter" in answered


def test_topics_are_guessed_from_any_form_of_a_word(the_city):
    for text, language, code in (
        ("Шұңқырлардан көлік бұзылды", "kk", "roads.pothole"),
        ("Фонари у дома не горят", "ru", "light.lamp"),
        ("Two potholes near school", "en", "roads.pothole"),
    ):
        assert topics.suggest(text, language)[0].code == code
    assert topics.suggest("абракадабра", "ru") == []
    assert [node.code for node in topics.tree()] == ["roads", "light", "yard", "service", "other"]
    assert [child.code for child in topics.tree()[0].children] == ["roads.pothole", "roads.parking"]
