"""Every contribution ends with a fate: gathered, answered by a named body before a date, told once to those behind it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from ortaq.civic.dialogue import acts
from ortaq.civic.dialogue.jobs import fates as jobs
from ortaq.civic.dialogue.models import Cluster, ClusterMember, Process
from ortaq.civic.dialogue.queries import fates as queries
from ortaq.civic.dialogue.services import fates as services
from ortaq.civic.dialogue.services import ideas, statements
from ortaq.civic.dialogue.services.telling import fates as telling
from ortaq.core.discussion.models import Support
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.dialogue import fate_stories, stories, voices
from tests.civic.dialogue.fate_stories import DUE, REASON, TITLE
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return stories.a_process()


@pytest.fixture
def process(told):
    return told[0]


@pytest.fixture
def officer(told):
    return told[1]


def code_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def letters(entries=None):
    """Run what FATE_TOLD promises, as the worker does."""
    for entry in entries or Entry.objects.filter(act=acts.FATE_TOLD).order_by("pk"):
        telling.tell_about(entry=entry, actor=system("fates"), now=NOW)
    return Notice.objects.filter(kind="fate_told")


def test_a_cluster_names_its_body_its_date_and_what_it_holds(process, officer):
    idea, said = fate_stories.an_idea(process), fate_stories.a_statement(process)
    cluster = fate_stories.a_cluster(process, officer, idea, statements=[said.pk])
    assert (cluster.number, cluster.body, cluster.due_on, cluster.fate) == (1, process.body, DUE, "")
    assert ClusterMember.objects.count() == 2
    entry = Entry.objects.get(act=acts.CLUSTERED)
    assert entry.public
    assert entry.data["ideas"] == [idea.matter.number]
    assert fate_stories.a_cluster(process, officer).number == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": {"kk": "Ағаш"}}, "words"),
        ({"title": {"kk": "Ағаш", "ru": "…"}}, "words"),
        ({"title": {"kk": "а" * 201, "ru": "дерево"}}, "too_long"),
        ({"due_on": (NOW - timedelta(days=1)).date()}, "due_past"),
        ({"due_on": (NOW + timedelta(days=41)).date()}, "due_late"),
    ],
)
def test_a_cluster_without_a_name_or_with_a_wrong_date_is_refused(process, officer, change, code):
    Process.objects.filter(pk=process.pk).update(answers_due_on=(NOW + timedelta(days=40)).date())
    assert code_of(lambda: fate_stories.a_cluster(process, officer, **change)) == code
    assert Cluster.objects.count() == 0


def test_only_the_organiser_gathers_and_only_while_it_runs(process, officer):
    stranger = stories.office(records.a_body("other"))
    assert code_of(lambda: fate_stories.a_cluster(process, stranger)) == "not_yours"
    Process.objects.filter(pk=process.pk).update(state="draft")
    process.refresh_from_db()
    assert code_of(lambda: fate_stories.a_cluster(process, officer, statements=[])) == "process_closed"


def test_a_contribution_stands_in_one_cluster(process, officer):
    idea = fate_stories.an_idea(process)
    fate_stories.a_cluster(process, officer, idea)
    assert code_of(lambda: fate_stories.a_cluster(process, officer, idea)) == "second"
    assert Cluster.objects.count() == 1, "the second one is gone as a whole"
    with pytest.raises(IntegrityError), transaction.atomic():
        ClusterMember.objects.create(cluster=Cluster.objects.get(), idea=idea)


def test_what_is_hidden_or_elsewhere_or_the_organisers_own_is_not_gathered(process, officer):
    idea = fate_stories.an_idea(process)
    ideas.reject_idea(idea=idea, reason="Жарнама", actor=officer, now=NOW)
    other, _ = stories.a_process(body=process.body)
    elsewhere = fate_stories.an_idea(other)
    seed = statements.seed_statement(process=process, text="Ағаш керек.", actor=officer, now=NOW)
    for wrong in (idea, elsewhere):
        assert code_of(lambda wrong=wrong: fate_stories.a_cluster(process, officer, wrong)) == "second"
    assert code_of(lambda: fate_stories.a_cluster(process, officer, statements=[seed.pk])) == "second"


def test_a_fate_has_its_reasons_and_the_body_that_gives_it(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    assert code_of(lambda: fate_stories.answered(cluster, officer, fate="")) == "no_fate"
    assert code_of(lambda: fate_stories.answered(cluster, officer, fate="maybe")) == "no_fate"
    assert code_of(lambda: fate_stories.answered(cluster, officer, "not_adopted", reason={})) == "words"
    assert (
        code_of(lambda: fate_stories.answered(cluster, officer, "not_adopted", reason={"kk": "Қаражат жоқ"})) == "words"
    )
    cluster = fate_stories.answered(
        cluster, officer, "not_adopted", reason={"kk": "Қаражат жоқ", "ru": "Нет средств", "en": " "}
    )
    assert (cluster.fate, cluster.reason) == ("not_adopted", {"kk": "Қаражат жоқ", "ru": "Нет средств"})
    assert code_of(lambda: fate_stories.answered(cluster, officer)) == "second"
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.filter(pk=cluster.pk).update(reason={})


def test_outside_powers_names_whom_it_is_forwarded_to(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    assert code_of(lambda: fate_stories.answered(cluster, officer, "outside")) == "words"
    to = {"kk": "Көлік министрлігі", "ru": "Министерство транспорта"}
    assert fate_stories.answered(cluster, officer, "outside", forwarded_to=to).forwarded_to == to
    other = fate_stories.a_cluster(process, officer)
    assert fate_stories.answered(other, officer, "adopted", forwarded_to=to).forwarded_to == {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Cluster.objects.filter(pk=cluster.pk).update(forwarded_to={})


def test_only_the_body_that_was_named_answers(process, officer):
    roads = records.a_body("roads")
    cluster = fate_stories.a_cluster(process, officer, body=roads)
    with pytest.raises(Refused) as refused:
        fate_stories.answered(cluster, officer)
    assert refused.value.code == "not_your_body"
    assert "body that answers" in str(refused.value)
    assert fate_stories.answered(cluster, stories.office(roads)).fate == "adopted"
    stranger = stories.office(records.a_body("parks"))
    assert code_of(lambda: _corrected(cluster, stranger)) == "not_your_body"


def test_a_cluster_that_holds_nothing_is_not_answered_but_can_be_dropped(process, officer):
    cluster = fate_stories.a_cluster(process, officer, statements=[])
    assert code_of(lambda: fate_stories.answered(cluster, officer)) == "empty"
    full = fate_stories.a_cluster(process, officer)
    assert code_of(lambda: services.drop_cluster(cluster=full, actor=officer, now=NOW)) == "not_empty"
    services.drop_cluster(cluster=cluster, actor=officer, now=NOW)
    assert list(Cluster.objects.all()) == [full]


def _corrected(cluster, actor, fate="partly", why="Қате есептелген"):
    return services.correct_fate(
        cluster=cluster,
        fate=fate,
        reason={"kk": "300 ағаш", "ru": "300 деревьев"},
        why=why,
        actor=actor,
        now=NOW + timedelta(days=2),
    )


def test_a_correction_says_why_and_the_earlier_answer_stays_on_record(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    assert code_of(lambda: _corrected(cluster, officer)) == "not_given"
    fate_stories.answered(cluster, officer)
    assert code_of(lambda: _corrected(cluster, officer, why=" ")) == "no_why"
    changed = _corrected(cluster, officer)
    assert (changed.fate, changed.answered_at) == ("partly", NOW), "a correction does not move the clock"
    first, second = queries.history(cluster)
    assert (first.data["fate"], first.data["reason"]) == ("adopted", REASON)
    assert (second.data["was"], second.data["why"]) == ("adopted", "Қате есептелген")


def test_answers_hold_nobodys_phone(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    said = {"kk": "Қоңырау шалыңыз: +7 701 123 45 67", "ru": "Звоните: +7 701 123 45 67"}
    assert "701" not in str(fate_stories.answered(cluster, officer, reason=said).reason)


def test_what_is_answered_stays_together_until_then_it_may_move(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    other = fate_stories.a_cluster(process, officer)
    member = cluster.members.get()
    services.take_out(member=member, actor=officer, now=NOW)
    assert services.put(cluster=other, ideas=[member.idea_id], actor=officer, now=NOW) == 1
    fate_stories.answered(other, officer)
    last = other.members.first()
    assert code_of(lambda: services.take_out(member=last, actor=officer, now=NOW)) == "answered"
    assert (
        code_of(lambda: services.hand_over(cluster=other, body=process.body, due_on=DUE, actor=officer, now=NOW))
        == "answered"
    )


def test_an_open_answer_is_handed_over_on_record(process, officer):
    cluster, roads = fate_stories.a_cluster(process, officer), records.a_body("roads")
    later = DUE + timedelta(days=3)
    services.hand_over(cluster=cluster, body=roads, due_on=later, actor=officer, now=NOW)
    entry = Entry.objects.filter(act=acts.CLUSTERED).last()
    assert (entry.data["body"], entry.data["was_body"]) == ("roads", "akimat-test")
    assert (entry.data["due_on"], entry.data["was_due_on"]) == (later.isoformat(), DUE.isoformat())


def test_author_and_supporters_are_told_once_each_in_their_language(process, officer):
    one, two = fate_stories.an_idea(process), fate_stories.an_idea(process, "Сквер", "Тағы көлеңке керек екен.")
    russian, _ = voices.a_voice("Ольга (демо)")
    type(russian).objects.filter(pk=russian.pk).update(language="ru")
    for idea in (one, two):
        Support.objects.create(matter=idea.matter, person=russian, given_at=NOW)
    fate_stories.answered(fate_stories.a_cluster(process, officer, one, two), officer)
    found = letters()
    assert found.count() == 3, "two authors, and one supporter of both"
    letters()
    assert found.count() == 3
    to_her = found.get(person=russian)
    assert (to_her.language, "Весной посадим 400 деревьев." in to_her.text) == ("ru", True)
    assert TITLE["ru"] in to_her.subject
    to_author = found.get(person=one.author)
    assert (to_author.language, REASON["kk"] in to_author.text, one.matter.title in to_author.text) == (
        "kk",
        True,
        True,
    )


def test_who_wrote_a_statement_is_told_and_who_voted_on_it_is_not_named(process, officer):
    said = fate_stories.a_statement(process)
    fate_stories.answered(fate_stories.a_cluster(process, officer, statements=[said.pk]), officer)
    assert [notice.person for notice in letters()] == [said.author]
    assert not Entry.objects.get(act=acts.FATE_TOLD).public


def test_a_correction_is_told_again_once(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    fate_stories.answered(cluster, officer)
    letters()
    _corrected(cluster, officer)
    assert letters().count() == 2
    assert "300 ағаш" in Notice.objects.latest("pk").text


def test_who_comes_late_into_an_answered_cluster_hears_its_answer(process, officer):
    cluster = fate_stories.a_cluster(process, officer)
    fate_stories.answered(cluster, officer)
    assert letters().count() == 1
    late = fate_stories.an_idea(process)
    services.put(cluster=cluster, ideas=[late.pk], actor=officer, now=NOW)
    assert letters().count() == 2
    assert Notice.objects.latest("pk").person == late.author


def test_many_supporters_are_told_some_at_a_time(process, officer, monkeypatch):
    monkeypatch.setattr(telling, "AT_ONCE", 2)
    idea = fate_stories.an_idea(process)
    for number in range(4):
        person, _ = voices.a_voice(f"Қолдаушы {number} (демо)")
        Support.objects.create(matter=idea.matter, person=person, given_at=NOW)
    fate_stories.answered(fate_stories.a_cluster(process, officer, idea), officer)
    entry = Entry.objects.get(act=acts.FATE_TOLD)
    told, after, rounds = 0, 0, 0
    while rounds == 0 or after:
        now_told, after = telling.tell_about(entry=entry, after=after, actor=system("fates"), now=NOW)
        told, rounds = told + now_told, rounds + 1
    assert (told, rounds) == (5, 3)


def test_a_process_cannot_end_while_anything_has_no_fate(process, officer):
    assert queries.without_fate(process) == 0
    idea, said = fate_stories.an_idea(process), fate_stories.a_statement(process)
    assert queries.without_fate(process) == 2, "two contributions in no cluster"
    cluster = fate_stories.a_cluster(process, officer, idea, statements=[said.pk])
    assert queries.without_fate(process) == 1, "one open cluster"
    fate_stories.answered(cluster, officer)
    assert queries.without_fate(process) == 0
    held = fate_stories.an_idea(process)
    ideas.hold_idea(idea=held, reason="Тексеру", actor=officer, now=NOW)
    statements.seed_statement(process=process, text="Ағаш керек.", actor=officer, now=NOW)
    assert queries.without_fate(process) == 0, "what is not shown and what organisers wrote need none"


def test_officers_are_reminded_once_per_cluster(process, officer, monkeypatch):
    far = fate_stories.a_cluster(process, officer, due_on=DUE)
    soon = fate_stories.a_cluster(process, officer, due_on=(NOW + timedelta(days=7)).date())
    remind = {"actor": system("clock"), "now": NOW}
    assert telling.remind(**remind) == 1
    assert telling.remind(**remind) == 0
    [notice] = Notice.objects.filter(kind="fate_due")
    assert (notice.person_id, notice.event) == (officer.person_id, f"fate_due:{soon.pk}")
    fate_stories.answered(far, officer)
    later = NOW + timedelta(days=60)
    assert telling.remind(actor=system("clock"), now=later) == 0, "the first stays told, the second is answered"


def test_the_jobs_run_and_run_again(process, officer):
    fate_stories.answered(fate_stories.a_cluster(process, officer), officer)
    entry = Entry.objects.get(act=acts.FATE_TOLD)
    assert jobs.tell_fate.func(entry_id=entry.pk) == 1
    assert jobs.tell_fate.func(entry_id=entry.pk) == 0
    assert jobs.remind_of_fates.func() == 0
