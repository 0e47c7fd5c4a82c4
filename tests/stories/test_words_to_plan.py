"""What residents said goes on into plans: accepted ideas of a dialogue, words behind a need, the work of a measure."""

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from ortaq.core.people.refusal import Refused
from tests import factories, records
from tests.civic.dialogue import fate_stories
from tests.civic.dialogue import stories as dialogues
from tests.civic.plans import remark_stories, village_stories
from tests.civic.plans import stories as plans
from tests.conftest import NOW
from tests.stories.test_words_to_work import BODY, asked, built, notices, run

if TYPE_CHECKING:
    from ortaq.civic.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> factories.City:
    return factories.city()


@pytest.fixture
def village(city: factories.City) -> "Plan":
    """A plan of Bostandyk's akimat that everyone reads: the needs n1 and n2 with their measures m1 and m2."""
    version = village_stories.a_village_version(body=city.bodies[BODY])
    for n in (1, 2):
        measure = village_stories.a_measure(village_stories.a_need(version, f"n{n}"), f"m{n}")
        village_stories.a_result(measure, f"i{n}")
    return plans.shown(version).plan


def tied(city: factories.City, plan: "Plan", *numbers: str, need: str = "n1", body: str = BODY) -> int:
    from ortaq.journeys import need_to_measure

    return need_to_measure.tie_words(plan=plan, need=need, numbers=numbers, actor=city.officer(body), now=NOW)


def carried_out(city: factories.City, plan: "Plan", work: Any, measure: str = "m1") -> bool:
    from ortaq.journeys import need_to_measure

    number = work.matter.number
    return need_to_measure.build(plan=plan, measure=measure, work=number, actor=city.officer(BODY), now=NOW)


# ── need → measure → work ────────────────────────────────────────────────────────────────────────────────────────────


def test_whoever_named_a_need_hears_what_is_built_about_it_and_nobody_else(
    city: factories.City, village: "Plan"
) -> None:
    mine, other = asked(city)
    assert tied(city, village, mine.matter.number) == 1
    assert tied(city, village, mine.matter.number) == 0
    assert tied(city, village, other.matter.number, need="n2") == 1
    assert run() == [1, 1]
    work = factories.a_work(city)
    assert carried_out(city, village, work)
    assert not carried_out(city, village, work), "said before"
    assert run() == [1], "those behind its need hear that there is a work"
    built(city, work)
    assert run() == [1]
    assert notices("work_built") == [mine.applicant_id]


def test_the_story_of_the_work_goes_back_to_the_word(city: factories.City, village: "Plan") -> None:
    (appeal,) = asked(city, 1)
    tied(city, village, appeal.matter.number)
    work = factories.a_work(city)
    carried_out(city, village, work)
    parts = Client().get(f"/en/thread/{work.matter.number}.json").json()["parts"]
    told = {part["part"]: [(one["kind"], one["what"]) for one in part["moments"]] for part in parts}
    assert told["said"] == [("appeal", "An appeal was filed")]
    assert told["decided"] == [
        ("need", "1 word of residents stands behind it"), ("work", "It carries out a measure of a village plan"),
    ]  # fmt: skip
    page = Client().get(f"/en/plans/{village.code}/1/measures/m1/").content.decode()
    assert "From word to thing" in page
    assert "From word to thing" not in Client().get(f"/en/plans/{village.code}/1/measures/m2/").content.decode()


def test_a_measure_no_work_carries_out_tells_itself_that_it_is_done(city: factories.City, village: "Plan") -> None:
    from ortaq.civic.plans.services import progress
    from ortaq.journeys import need_to_measure

    (appeal,) = asked(city, 1)
    tied(city, village, appeal.matter.number)
    at: dict[str, Any] = {"actor": city.officer(BODY), "now": NOW}
    need_to_measure.join_need(plan=village, measure="m1", **at)
    run()
    progress.move_measure(
        plan=village, measure="m1", state="done", on=NOW.date(), note={"kk": "Бітті.", "ru": "Готово."}, **at
    )  # fmt: skip
    assert run() == [0, 1], "the plan's own entry tells nobody, the measure's those behind its need"
    assert notices("work_built") == [appeal.applicant_id]


def test_ideas_and_remarks_stand_behind_a_need_too(city: factories.City, village: "Plan") -> None:
    from ortaq.civic.plans.models import PlanVersion

    process, _officer = dialogues.a_process()
    idea = fate_stories.an_idea(process)
    said = remark_stories.said(PlanVersion.objects.get(plan=village), remark_stories.on("measure", "m1"))
    assert tied(city, village, idea.matter.number, said.matter.number) == 2
    run()
    assert notices("became") == sorted([idea.author_id, said.author_id])


@pytest.mark.parametrize(
    ("number", "need", "code"),
    [("2027-777777", "n1", "not_seen"), ("{work}", "n1", "no_word"), ("{appeal}", "n9", "no_part"), ("", "n1", "no_words")],
)  # fmt: skip
def test_what_is_not_there_is_tied_to_nothing(
    city: factories.City, village: "Plan", number: str, need: str, code: str
) -> None:
    from ortaq.core.matters.models import Link

    (appeal,) = asked(city, 1)
    said = number.format(work=factories.a_work(city).matter.number, appeal=appeal.matter.number)
    with pytest.raises(Refused) as refused:
        tied(city, village, *([said] if said else []), need=need)
    assert refused.value.code == code
    assert not Link.objects.exists()


def test_only_makers_of_the_plan_tie_and_only_to_what_everyone_reads(city: factories.City, village: "Plan") -> None:
    (appeal,) = asked(city, 1)
    with pytest.raises(Refused) as refused:
        tied(city, village, appeal.matter.number, body="akimat-medeu")
    assert refused.value.code == "not_yours"
    making = village_stories.a_village_version(body=city.bodies[BODY])
    village_stories.a_need(making, "n1")
    with pytest.raises(Refused) as refused:
        tied(city, making.plan, appeal.matter.number)
    assert refused.value.code == "not_published"


@pytest.mark.parametrize(("stage", "code"), [("done", "done"), ("", "no_work")])
def test_a_measure_is_carried_out_by_a_work_under_way(
    city: factories.City, village: "Plan", stage: str, code: str
) -> None:
    from ortaq.journeys import need_to_measure

    number = built(city, factories.a_work(city)).matter.number if stage else "w2027-999999"
    with pytest.raises(Refused) as refused:
        need_to_measure.build(plan=village, measure="m1", work=number, actor=city.officer(BODY), now=NOW)
    assert refused.value.code == code


def test_a_card_follows_the_words_of_the_plan(city: factories.City, village: "Plan") -> None:
    from ortaq.civic.plans.models import PartCard

    first, second = asked(city)
    tied(city, village, first.matter.number)
    version = plans.a_version(village)
    village_stories.a_need(version, "n1", title={"kk": "Су өте аз", "ru": "Воды мало"})
    plans.shown(version)
    tied(city, village, second.matter.number)
    assert PartCard.objects.get().matter.title == "Су өте аз"


# ── a dialogue → a plan ──────────────────────────────────────────────────────────────────────────────────────────────


def handed(city: factories.City, cluster: Any, plan: "Plan", need: str = "", body: str = BODY) -> int:
    from ortaq.journeys import forum_to_plan

    return forum_to_plan.hand_over(cluster=cluster, plan=plan, need=need, actor=city.officer(body), now=NOW)


def answered(fate: str = "adopted", **facts: Any) -> Any:
    """A cluster of an idea and a resident's statement, with its answer."""
    process, officer = dialogues.a_process(**facts)
    idea, said = fate_stories.an_idea(process), fate_stories.a_statement(process)
    type(said).objects.filter(pk=said.pk).update(state="shown", shown_at=NOW)
    cluster = fate_stories.a_cluster(process, officer, idea, statements=[said.pk])
    return (fate_stories.answered(cluster, officer, fate) if fate else cluster), idea, said


def test_accepted_ideas_go_into_a_plan_and_their_people_are_told_once(city: factories.City) -> None:
    from ortaq.core.matters.models import Link

    plan, _officer = plans.a_plan(body=city.bodies[BODY])
    cluster, idea, said = answered()
    assert handed(city, cluster, plan) == 1
    assert handed(city, cluster, plan) == 0
    assert set(Link.objects.values_list("origin", "result")) == {
        (idea.matter_id, plan.matter_id), (cluster.process.matter_id, plan.matter_id),
    }  # fmt: skip
    assert run() == [1, 1]
    assert notices("became") == sorted([idea.author_id, said.author_id])
    parts = Client().get(f"/en/thread/{plan.matter.number}.json").json()["parts"]
    assert [one["what"] for one in parts[0]["moments"]] == ["An idea was posted"]
    assert "1 word of residents went into it" in [one["what"] for one in parts[2]["moments"]]


def test_what_was_said_stands_behind_a_need_until_it_is_built(city: factories.City, village: "Plan") -> None:
    from ortaq.core.discussion import services as discussion

    cluster, idea, said = answered()
    loud = factories.a_person()
    discussion.comment(
        matter=cluster.process.matter, text="Бәрі туралы сөз.", actor=factories.resident(loud), now=NOW
    )  # fmt: skip
    assert handed(city, cluster, village, need="n1") == 1
    work = factories.a_work(city)
    carried_out(city, village, work)
    run()
    built(city, work)
    run()
    assert notices("work_built") == sorted([idea.author_id, said.author_id]), "not everybody who ever spoke there"


@pytest.mark.parametrize(("fate", "facts"), [("", {}), ("not_adopted", {}), ("adopted", {"listed": False})])
def test_what_nobody_accepted_goes_nowhere(city: factories.City, fate: str, facts: dict[str, Any]) -> None:
    plan, _officer = plans.a_plan(body=city.bodies[BODY])
    cluster, _idea, _said = answered(fate)
    if facts:
        type(cluster.process).objects.filter(pk=cluster.process_id).update(**facts)
        cluster.process.refresh_from_db()
    with pytest.raises(Refused) as refused:
        handed(city, cluster, plan)
    assert refused.value.code == "not_accepted"


@pytest.mark.parametrize(("body", "listed", "code"), [("akimat-medeu", True, "not_yours"), (BODY, False, "not_public")])
def test_into_a_plan_of_others_or_in_the_making_goes_nothing(
    city: factories.City, body: str, listed: bool, code: str
) -> None:
    plan, _officer = plans.a_plan(body=city.bodies[BODY], listed=listed)
    cluster, _idea, _said = answered()
    with pytest.raises(Refused) as refused:
        handed(city, cluster, plan, body=body)
    assert refused.value.code == code


# ── at the desk ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def desk(city: factories.City) -> Client:
    client = Client()
    office = factories.an_office(city.bodies[BODY], "officer")
    records.sign_in(client, records.an_account(office.person), strong=True)
    return client


def test_the_desk_ties_words_and_works_to_parts_of_a_plan(city: factories.City, village: "Plan", desk: Client) -> None:
    (appeal,), work = asked(city, 1), factories.a_work(city)
    need, measure = (
        f"/en/desk/words/plans/{village.code}/needs/n1/",
        f"/en/desk/words/plans/{village.code}/measures/m1/",
    )
    assert desk.get(need).status_code == 200
    assert desk.post(need, {"numbers": "№ 1"}).status_code == 422
    assert desk.post(need, {"numbers": appeal.matter.number}).status_code == 302
    refused = desk.post(measure, {"carried_by": "w1"})
    assert "There is no public work No. w1" in refused.content.decode()
    assert desk.post(measure, {"carried_by": work.matter.number}).status_code == 302
    assert desk.get(need.replace("n1", "n9")).status_code == 404
    ways = desk.get(f"/en/desk/plans/{village.code}/village/progress/").content.decode()
    assert f'href="{need}"' in ways
    assert f'href="{measure}"' in ways


def test_the_desk_hands_accepted_contributions_over(city: factories.City, village: "Plan", desk: Client) -> None:
    cluster, idea, _said = answered(body=city.bodies[BODY])
    here = f"/en/desk/words/answers/{cluster.process.code}/{cluster.number}/"
    page = desk.get(here).content.decode()
    assert f"{village.code}/n1" in page
    assert desk.post(here, {"where": "elsewhere"}).status_code == 422
    assert desk.post(here, {"where": f"{village.code}/n1"}).status_code == 302
    assert idea.matter.links_out.get().result.kind == "need"
    assert desk.get(here.replace(f"/{cluster.number}/", "/99/")).status_code == 404
