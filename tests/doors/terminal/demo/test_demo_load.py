"""The demo city in the database: loaded through the services of real use, whole, silent and alive."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from ortaq.civic.budgets.models import Ballot, Call, Pot, Project
from ortaq.civic.contests.models import Agreement, Application, Contest
from ortaq.civic.reception import acts
from ortaq.civic.reception.models import Answer, Appeal, Assignment, Fix, HolderArea, RoutingRow, Topic
from ortaq.civic.reception.queries import figures, ground, inbox
from ortaq.civic.works.models import Finding, Work
from ortaq.core.deadlines.models import Calendar, RuleSet
from ortaq.core.decisions.models import Decision
from ortaq.core.files.models import StoredFile
from ortaq.core.journal import queries as journal
from ortaq.core.journal.models import Entry, Seal
from ortaq.core.matters import queries as matters
from ortaq.core.matters.models import Link
from ortaq.core.people.actor import GUEST
from ortaq.core.people.models import Person
from ortaq.core.people.queries import demo_accounts
from ortaq.core.tasks.models import Task
from ortaq.core.territory.models import Body, Feature, Office, Territory
from ortaq.core.territory.queries import actor_of
from ortaq.doors.terminal.demo import atlas
from ortaq.doors.terminal.demo import load as loading
from ortaq.doors.terminal.demo.appeals import DEMO_PASSWORD
from ortaq.doors.terminal.demo.life import ALMATY
from ortaq.doors.terminal.demo.replay import Replay

END = datetime(2026, 11, 20, 15, 30, tzinfo=ALMATY)
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def silent(*_: object) -> None:
    """Progress nobody watches."""


@pytest.fixture(scope="module")
def storage(tmp_path_factory) -> Iterator[Path]:
    """Photos of the demo go to a folder of this module alone."""
    folder = tmp_path_factory.mktemp("demo")
    location = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    with override_settings(STORAGES={**settings.STORAGES, "default": location}):
        yield folder


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, storage) -> Iterator[Replay]:
    """One small city for all tests of this module, which only read it; taken back at the end."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            ground.forget()
            replay = loading.load(silent, n=40, span=timedelta(days=150), now=END)
            assert replay is not None
            yield replay
            transaction.set_rollback(True)
        ground.forget()


def test_everything_of_the_data_is_there_and_nothing_was_refused(demo: Replay, storage) -> None:
    assert demo.refused == []
    assert len(demo.opened) == 40
    for model, name, key in (
        (Territory, "territory", "units"),
        (Feature, "base", "features"),
        (Body, "bodies", "bodies"),
        (Topic, "topics", "topics"),
        (HolderArea, "holders", "holders"),
        (RoutingRow, "routing", "rows"),
        (Calendar, "calendar", "versions"),
        (RuleSet, "terms", "sets"),
    ):
        assert model.objects.count() == len(atlas.rows(name, key)), name
    assert Calendar.objects.get(in_force=True).version == "kz-2024-2027.2"
    assert not Person.objects.filter(demo=False).exists()
    answered = Counter(step.act for made in demo.appeals for step in made.steps)
    assert Answer.objects.count() == answered[acts.ANSWERED] + answered[acts.PART_ANSWERED] > 20
    assert Fix.objects.count() == answered[acts.FIXED] > 5
    files = list(StoredFile.objects.all())
    assert files
    for file in files:
        seen = "private" if file.matter.kind == "application" else "public"
        assert (file.state, file.visibility, file.original) == ("ready", seen, "")
        assert file.matter_id
        assert (storage / file.cleaned).stat().st_size == file.size
        assert (storage / file.thumbnail).exists()


def test_the_history_is_the_one_real_use_writes(demo: Replay) -> None:
    assert journal.verify() is None
    for index, made in enumerate(demo.appeals):
        appeal = demo.opened[index]
        entries = list(Entry.objects.filter(matter=appeal.matter).order_by("seq"))
        assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)
        assert entries[0].act == acts.OPENED
        assert entries[0].at == made.received_at
        written = Counter(entry.act for entry in entries)
        planned = Counter(step.act for step in made.steps)
        for act in (acts.ANSWERED, acts.REDIRECTED, acts.EXTENDED, acts.FIXED, acts.RATED, acts.REOPENED):
            assert written[act] == planned[act], (made.external_id, act)
        first = Assignment.objects.filter(appeal=appeal).order_by("id").first()
        assert (first.body.code, first.row, first.registered_on) == (made.body, made.routing_row, made.registered_on)
    cards = [appeal.matter_id for appeal in demo.opened.values()]
    of_appeals = Entry.objects.filter(matter__in=cards).values_list("at", flat=True)
    assert list(of_appeals.order_by("id")) == sorted(of_appeals)
    assert Seal.objects.order_by("-day").first().day == END.date() - timedelta(days=1)


def test_what_residents_found_at_a_work_are_the_only_appeals_beside_the_replayed_ones(demo: Replay) -> None:
    replayed = {appeal.pk for appeal in demo.opened.values()}
    beside = Appeal.objects.exclude(pk__in=replayed).order_by("matter")
    found = Finding.objects.filter(state="defect").order_by("appeal")
    assert list(beside.values_list("matter", flat=True)) == list(found.values_list("appeal", flat=True))
    assert found.count() == 2
    assert found.filter(settled_on=None).count() == 1
    assert {appeal.matter.links_in.get().kind for appeal in beside} == {"defect"}


def test_every_late_duty_has_fallen_silent_and_no_other(demo: Replay) -> None:
    today = END.date()
    for row in Assignment.objects.filter(state="open"):
        assert row.late is (row.due_on is not None and row.due_on < today), row


def test_the_past_writes_to_nobody(demo: Replay) -> None:
    promised = set(Task.objects.values_list("name", flat=True))
    assert promised <= {"ortaq.core.files.jobs.clean_photo"}, "photos that are clean already"


def test_every_body_has_figures_or_says_nothing_because_there_are_too_few(demo: Replay) -> None:
    counted = Counter(Assignment.objects.values_list("body__code", flat=True))
    for found in figures.bodies():
        assert found.n == (counted[found.body.code] if counted[found.body.code] >= 5 else None)
    assert any(not found.is_empty for found in figures.bodies())


def test_officials_of_the_demo_see_what_their_bodies_owe(demo: Replay) -> None:
    people = {person.name: person for person in Person.objects.filter(account__isnull=False)}
    owed = 0
    for person in people.values():
        actor = actor_of(person, strong=True, on=END.date())
        seen = inbox.open(actor, inbox.Ask(), today=END.date()) if actor.offices else None
        if seen is not None and actor.has_role("officer", "head"):
            mine = Assignment.objects.filter(body__in=actor.body_ids, state="open").count()
            assert len(seen.rows) == min(mine, len(seen.rows))
            owed += mine
    assert Office.objects.filter(role="officer").count() == Office.objects.filter(role="head").count()


def test_the_words_are_found(demo: Replay) -> None:
    appeal = next(a for i, a in demo.opened.items() if Appeal.objects.get(pk=a.pk).listed)
    assert appeal.matter.pk in {found.pk for found in matters.found(appeal.matter.number, GUEST)}
    word = max(appeal.public_text.split(), key=len)
    assert matters.found(word, GUEST)


def test_a_second_load_does_nothing(demo: Replay) -> None:
    before = Appeal.objects.count(), Entry.objects.count()
    assert loading.is_loaded()
    assert loading.load(silent, n=40, now=END) is None
    assert (Appeal.objects.count(), Entry.objects.count()) == before


def test_the_city_has_voted_votes_now_and_builds_what_it_chose(demo: Replay) -> None:
    past, now = Call.objects.order_by("votes_from")
    assert (past.state, now.state) == ("published", "voting")
    assert Pot.objects.filter(call=now).count() == 8
    won = Project.objects.filter(call=past, state="won").count()
    assert Work.objects.filter(matter__links_in__origin__kind="project").count() == won > 8
    assert Work.objects.filter(kind="grant").count() == Agreement.objects.count() > 2
    assert Ballot.objects.filter(call=past).count() == 24
    assert not Project.objects.filter(call=now, state__in=["won", "lost"]).exists()


def test_words_of_residents_lead_on_to_works_plans_and_figures(demo: Replay) -> None:
    tied = Counter(Link.objects.values_list("origin__kind", "result__kind", "kind"))
    assert tied["idea", "work", "became"] == 5, "three ideas on ramps and two on light, with those joined into them"
    assert tied["idea", "plan", "became"] == 6
    assert tied["process", "plan", "became"] == tied["forum", "plan", "became"] == 1
    assert tied["appeal", "work", "became"] > 0
    assert tied["need", "measure", "became"] == 2
    assert tied["measure", "work", "became"] == 1
    assert tied["measure", "indicator", "measured"] == 1
    asked = Link.objects.filter(origin__kind="appeal", result__kind="work").values_list("result", flat=True)
    lamps = Work.objects.get(matter__in=asked)
    assert (lamps.kind, lamps.stage, lamps.demo) == ("lighting", "idea", True)
    assert lamps.body.territory == lamps.matter.territory
    pipe = Work.objects.get(matter__links_in__origin__kind="measure")
    assert (pipe.stage, pipe.steps.count()) == ("construction", 4)


def test_contests_are_final_decided_and_open(demo: Replay) -> None:
    states = dict(Contest.objects.order_by("opens_at").values_list("code", "state"))
    assert list(states.values()) == ["final", "final", "open"]
    grants = Contest.objects.order_by("opens_at").first()
    applied = Application.objects.filter(contest=grants)
    assert applied.count() == 14
    assert not applied.exclude(state__in=["funded", "not_funded"]).exists()
    assert all(record.outcome for record in Decision.objects.filter(matter=grants.matter))
    photo = Contest.objects.get(award="prize")
    assert Application.objects.filter(contest=photo, state="funded").count() == 1
    assert Application.objects.filter(contest=photo, state="not_eligible").exists()


def test_the_documented_password_opens_every_account_and_each_address_is_proven(demo: Replay) -> None:
    from allauth.account.models import EmailAddress

    accounts = demo_accounts()
    assert [account.email for account in accounts] == [row["email"] for row in atlas.rows("people", "people")]
    assert all(account.check_password(DEMO_PASSWORD) for account in accounts)
    assert EmailAddress.objects.filter(verified=True, primary=True).count() == len(accounts)


def test_a_moderator_finds_work_and_ideas_show_photos(demo: Replay) -> None:
    from ortaq.core.discussion.models import ModerationAppeal, ReaderReport
    from ortaq.core.files.models import StoredFile

    assert ReaderReport.objects.filter(settled_at=None, comment__state="shown").count() == 2
    moderator = Person.objects.get(account__email="moderator@demo.ortaq.invalid")
    assert ModerationAppeal.objects.get(state="open").entry.person_id != moderator.pk, "so she may answer"
    photos = StoredFile.objects.filter(matter__idea__isnull=False)
    assert photos.filter(state="ready", visibility="public").count() == 9
    assert photos.count() == 9


def test_the_city_has_talked_and_talks_now(demo: Replay) -> None:
    from ortaq.civic.dialogue.models import Cluster, Forum, Idea, OpinionCount, Phase, Registration
    from ortaq.core.discussion.models import Comment

    past, present = Forum.objects.order_by("starts_at")
    came = past.registrations.filter(checked_in_at__isnull=False)
    assert past.state == "held"
    assert 0 < came.count() < past.registrations.count()
    assert past.paragraphs.filter(matters__isnull=False).exists()
    assert present.starts_at > END
    assert Registration.objects.filter(forum=present, state="waiting").exists(), (
        "more want to come than there are seats"
    )
    assert Idea.objects.filter(state="joined").count() == 3
    assert set(Cluster.objects.values_list("fate", flat=True)) > {"", "adopted", "not_adopted", "outside"}
    assert OpinionCount.objects.count() == 2
    assert not Comment.objects.filter(matter__idea__isnull=False, reply_to=None, side="").exists()
    aigerim = Registration.objects.filter(person=Person.objects.get(name="Айгерім Сәрсен (демо)"))
    assert aigerim.get(forum=present).state == "confirmed"
    assert aigerim.get(forum=past).checked_in_at is not None
    ends = Phase.objects.values_list("closes_at", flat=True)
    assert {end.astimezone(ALMATY).strftime("%H:%M") for end in ends} == {"18:00"}
