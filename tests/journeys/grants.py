"""Contests in the city of the journeys, around the day of the run: one takes applications, one told its results."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.civic.contests import stories
from tests.civic.contests.stories import AFTER, NOW

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Application, Contest
    from ortaq.core.people.actor import Actor

SEED = {"seed": "4815", "seed_source": "Спортлото (демо)"}
RULES = [
    {"code": "lives", "kind": "resident", "territory": "kz.almaty"},
    {"code": "age", "kind": "age", "least": 18, "most": 99},
]
STEPS = ("project", "sum", "q-idea", "q-field", "q-team", "q-plan", "rules", "who", "contact", "name", "check")


def an_open_contest(**terms: Any) -> "tuple[Contest, Actor]":
    """This will publish a contest that opened two days ago and closes in ten, whenever the test runs."""
    from tests.journeys import life

    grace = {
        "kk": "Байланыс үзілсе, тағы 30 минут.",
        "ru": "Если связь прервётся, ещё 30 минут.",
        "en": "Half an hour.",
    }
    contest, head = stories.a_contest(grace_minutes=30, grace_rule=grace, eligibility=RULES, **terms)
    contest.opens_at, contest.closes_at = life.ago(2), life.now() + timedelta(days=10)
    contest.save()
    return contest, head


def judged(contest: "Contest", head: "Actor", entries: "list[Application]") -> "Contest":
    """This will let three jurors score, the head decide and everybody be told; the first entry has the least points."""
    from ortaq.civic.contests.models import Application, Contest, Review
    from ortaq.civic.contests.services import deciding
    from tests.journeys import life

    type(contest).objects.filter(pk=contest.pk).update(closes_at=stories.CLOSES)
    contest, _seats = stories.judging(Contest.objects.get(pk=contest.pk), head)
    stories.shared_out(contest, head)
    order = [one.pk for one in entries]
    for review in Review.objects.filter(application__contest=contest).select_related("juror__person"):
        points = order.index(review.application_id) * 2
        stories.scored(review, points, points, comment="Ойы жақсы, бірақ есебі толық емес.")
    deciding.announce_ranking(contest=contest, actor=head, now=AFTER)
    deciding.decide(contest=contest, **SEED, actor=head, now=AFTER)
    contest = deciding.tell_results(contest=contest, actor=head, now=AFTER)
    until = life.now() + timedelta(days=5)
    Contest.objects.filter(pk=contest.pk).update(objections_until=until, closes_at=life.ago(20), opens_at=life.ago(40))
    Application.objects.filter(contest=contest, state="not_funded").update(objection_until=until)
    return contest


def addresses(owner: Any) -> dict[str, list[str]]:
    """This will set the contests up and give the pages of a guest, and of the owner who drafts one and lost one."""
    from ortaq.civic.contests.services import checking
    from tests.journeys import life

    opened, _head = an_open_contest()
    untouched, _head = an_open_contest(
        award="prize", places=1, prize={"kk": "Планшет", "ru": "Планшет", "en": "A tablet"}
    )
    stories.begun(opened, owner, now=life.now(), public_name_agreed=False)
    past, head = stories.a_contest(at_line="line", budget=8_000_00)
    mine = stories.sent(past, owner)
    checking.find_eligible(application=mine, actor=head, now=NOW)
    judged(past, head, [mine, *stories.let_in(past, head, 4)])
    path = f"contests/{past.code}/applications/{mine.matter.number}/"
    return {
        "guest": ["contests/", *(f"contests/{one.code}/" for one in (opened, untouched, past))],
        "applicant": [
            "my/applications/",
            f"contests/{untouched.code}/apply/",
            f"contests/{opened.code}/apply/",
            *(f"contests/{opened.code}/apply/{step}/" for step in STEPS),
            path,
            f"{path}object/",
            f"{path}sent/",
        ],
    }
