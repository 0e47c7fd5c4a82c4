"""The journal: one chain per matter, nothing changed, nothing lost, and whoever tampers is named."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django_tasks import task

from ortaq.core.journal import queries, reactions, services
from ortaq.core.journal.models import Entry, Seal
from ortaq.core.journal.queries import Broken
from ortaq.core.matters.models import Matter
from ortaq.core.matters.services import open_matter
from ortaq.core.people.actor import GUEST, Actor, HeldOffice, Role, system
from ortaq.core.people.models import Person
from ortaq.core.tasks.models import Task
from ortaq.core.territory.models import Body, Territory
from ortaq.engines.proof import NotCanonicalError
from tests.conftest import NOW
from tests.records import at_once, tamper

pytestmark = pytest.mark.django_db
ROBOT = system("test")


@task()
def told(entry_id):
    return entry_id


@pytest.fixture(autouse=True)
def wiring(monkeypatch):
    """A page of its own: these tests are about the journal, not about what the city does with it."""
    monkeypatch.setattr(reactions, "_WIRED", {})
    for act in ("thing.opened", "thing.answered", "journal.erased"):
        reactions.on(act)


def a_person(name="Айгүл (demo)"):
    return Person.objects.create(name=name, created_at=NOW, demo=True)


def a_matter(person=None):
    return open_matter(
        kind="appeal", series="appeal-2027", title="Шұңқыр", language="kk", channel="web", stage="received",
        visibility="public", opened_by=person, actor=ROBOT, now=NOW,
    )  # fmt: skip


def write(matter, act="thing.opened", actor=ROBOT, now=NOW, **more):
    return services.write(act=act, matter=matter, actor=actor, now=now, **more)


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_entries_of_a_matter_are_a_chain_and_other_matters_have_their_own():
    one, other = a_matter(), a_matter()
    first, second, foreign = write(one), write(one, "thing.answered"), write(other)
    assert [(entry.seq, entry.previous) for entry in (first, second, foreign)] == [(1, ""), (2, first.digest), (1, "")]
    assert len({first.digest, second.digest, foreign.digest}) == 3
    assert queries.verify() is None
    assert queries.verify(matter=one) is None


def test_an_entry_says_in_which_office_it_was_done():
    city = Territory.objects.create(code="kz.x", kind="city", name={})
    roads, water = (
        Body.objects.create(code=code, kind="department", name={}, short_name={}, territory=city)
        for code in ("roads", "water")
    )
    person = a_person()
    officer = Actor(
        person_id=person.pk,
        offices=(HeldOffice(Role.HEAD, roads.pk, "roads"), HeldOffice(Role.OFFICER, water.pk, "water")),
    )
    matter, own = a_matter(), a_matter(person)
    written = [
        write(matter, actor=officer, body=water),
        write(matter, actor=officer),
        write(own, actor=officer),
        write(matter, actor=Actor(person_id=person.pk)),
        write(matter, actor=GUEST),
        write(matter, body=roads),
    ]
    assert [(entry.role, entry.body_id) for entry in written] == [
        ("officer", water.pk),
        ("head", roads.pk),
        ("resident", None),
        ("resident", None),
        ("guest", None),
        ("system:test", roads.pk),
    ]
    assert queries.verify() is None


def test_reactions_run_within_and_tasks_wait_for_the_commit():
    seen = []
    reactions.on("thing.fixed", within=[lambda entry, now: seen.append((entry.pk, now))], later=[told])
    entry = write(a_matter(), "thing.fixed")
    assert seen == [(entry.pk, NOW)]
    assert [(each.name, each.kwargs) for each in Task.objects.all()] == [
        ("tests.core.journal.test_journal.told", {"entry_id": entry.pk})
    ]


@pytest.mark.django_db(transaction=True)
def test_a_reaction_that_fails_takes_the_entry_with_it():
    def refuse(entry, now):
        raise ZeroDivisionError

    reactions.on("thing.fixed", within=[refuse], later=[told])
    matter = a_matter()
    with pytest.raises(ZeroDivisionError):
        write(matter, "thing.fixed")
    assert not Entry.objects.exists()
    assert not Task.objects.exists()


def test_an_act_nobody_wired_is_not_written_and_none_is_wired_twice():
    with pytest.raises(reactions.WiringError, match="not wired"):
        write(a_matter(), "thing.forgotten")
    with pytest.raises(reactions.WiringError, match="wired already"):
        reactions.on("thing.opened")
    assert not Entry.objects.exists()


def test_fractions_have_no_place_in_the_facts():
    with pytest.raises(NotCanonicalError):
        write(a_matter(), data={"lon": 76.9})


def test_the_facts_come_back_as_they_went_in():
    data = {"б": ["ә", 1, None, True], "a": {"n": -(2**53)}, "": "😀"}
    matter = a_matter()
    write(matter, data=data, personal={"name": "Айгүл"}, now=datetime(2027, 3, 1, 5, 0, 0, 123456, tzinfo=UTC))
    assert Entry.objects.get().data == data
    assert queries.verify() is None


def test_residents_read_the_public_entries_and_the_desk_all():
    matter = a_matter()
    write(matter)
    write(matter, "thing.answered", public=False)
    officer = Actor(person_id=1, offices=(HeldOffice(Role.OFFICER, 1, "x"),), strong=True)
    weak = Actor(person_id=1, offices=(HeldOffice(Role.OFFICER, 1, "x"),))
    assert [len(queries.entries(matter, actor)) for actor in (GUEST, weak, officer, ROBOT)] == [1, 1, 2, 2]


@pytest.mark.django_db(transaction=True)
def test_twenty_writers_of_one_matter_make_one_chain():
    matter = a_matter()
    at_once(lambda: [write(matter) for _ in range(5)])
    assert list(Entry.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 21))
    assert queries.verify() is None


# ── who tampers is named ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def chains():
    """Two matters with four entries each."""
    matters = [a_matter(), a_matter()]
    for matter in matters:
        for number in range(4):
            write(matter, data={"n": number}, personal={"name": "Айгүл (demo)"}, public=number != 2)
    return matters


@pytest.mark.parametrize(
    ("change", "values", "seq", "what"),
    [
        ("UPDATE journal_entry SET act = %s", ["thing.answered"], 3, "digest"),
        ("UPDATE journal_entry SET role = %s", ["head"], 3, "digest"),
        ("UPDATE journal_entry SET at = %s", ["2027-03-01 05:00:00.000001"], 3, "digest"),
        ("UPDATE journal_entry SET data = %s", ['{"n": 7}'], 3, "digest"),
        ("UPDATE journal_entry SET data = %s", ['{"n": 2.5}'], 3, "digest"),
        ("UPDATE journal_entry SET public = %s", [True], 3, "digest"),
        ("UPDATE journal_entry SET digest = %s", ["0" * 64], 3, "digest"),
        ("UPDATE journal_entry SET previous = %s", ["0" * 64], 3, "previous"),
        ("UPDATE journal_entry SET personal = %s", ['{"name": "Болат (demo)"}'], 3, "personal"),
        ("UPDATE journal_entry SET personal = NULL, salt = %s", ["x"], 3, "personal"),
        ("UPDATE journal_entry SET seq = %s", [9], 4, "gap"),
        ("DELETE FROM journal_entry", [], 4, "gap"),
    ],
)
def test_the_first_entry_that_does_not_hold_is_named(chains, change, values, seq, what):
    tamper(f"{change} WHERE matter_id = %s AND seq = 3", *values, chains[1].pk)
    assert queries.verify() == Broken(chains[1].number, seq, what)
    assert queries.verify(matter=chains[1]) == Broken(chains[1].number, seq, what)
    assert queries.verify(matter=chains[0]) is None
    assert chains[1].number in str(queries.verify())


def test_a_person_put_in_anothers_place_is_found(chains):
    tamper("UPDATE journal_entry SET person_id = %s WHERE matter_id = %s AND seq = 1", a_person().pk, chains[0].pk)
    assert queries.verify() == Broken(chains[0].number, 1, "personal")


def test_a_matter_given_another_number_is_found(chains):
    Matter.objects.filter(pk=chains[0].pk).update(number="2027-999999")
    assert queries.verify() == Broken("2027-999999", 1, "digest")


def test_progress_tells_how_far_the_walk_is(chains):
    told_so = []
    assert queries.verify(progress=lambda done, total: told_so.append((done, total))) is None
    assert told_so == [(8, 8)]


def test_the_database_itself_refuses_to_change_an_entry(chains):
    for change in ({"act": "thing.answered"}, {"data": {}}, {"salt": "x"}, {"personal": None}, {"personal": {"a": 1}}):
        with pytest.raises((IntegrityError, DatabaseError), match="never changed"), transaction.atomic():
            Entry.objects.filter(seq=2).update(**change)
    assert queries.verify() is None


def test_postgresql_also_refuses_to_remove_one(chains):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's flush needs DELETE: there the chain and the seal tell (docs/decisions/0002)")
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Entry.objects.filter(seq=2).delete()


# ── erasing ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_personal_facts_are_erased_and_the_chain_stays_whole(chains):
    assert services.erase_personal(matter=chains[0], actor=ROBOT, now=NOW) == 4
    entries = list(Entry.objects.filter(matter=chains[0]).order_by("seq"))
    assert [(entry.personal, entry.salt, entry.person_id) for entry in entries] == [(None, "", None)] * 5
    assert (entries[-1].act, entries[-1].data, entries[-1].public) == (
        "journal.erased",
        {"entries": [1, 2, 3, 4]},
        False,
    )
    assert Entry.objects.filter(matter=chains[1]).exclude(personal=None).count() == 4
    assert queries.verify() is None
    assert services.erase_personal(matter=chains[0], actor=ROBOT, now=NOW) == 0


def test_a_person_is_erased_from_what_she_did_and_from_her_own_matters():
    person, other = a_person(), a_person("Болат (demo)")
    own, foreign = a_matter(person), a_matter()
    write(own, personal={"phone": "…"}, actor=Actor(person_id=other.pk))
    write(foreign, actor=Actor(person_id=person.pk))
    write(foreign, actor=Actor(person_id=other.pk))
    assert services.erase_personal(person=person, actor=ROBOT, now=NOW) == 2
    assert not Entry.objects.filter(person=person).exists()
    assert Entry.objects.filter(person=other).count() == 1
    assert queries.verify() is None
    with pytest.raises(TypeError):
        services.erase_personal(actor=ROBOT, now=NOW)


# ── seals ────────────────────────────────────────────────────────────────────────────────────────────────────────


def seal(day):
    return services.seal_day(day=day, actor=ROBOT, now=NOW)


def test_a_seal_finds_a_chain_whose_end_was_cut_off(chains):
    sealed = seal(date(2027, 3, 1))
    assert (sealed.heads, sealed.entries) == (2, 8)
    assert queries.verify() is None
    tamper("DELETE FROM journal_entry WHERE matter_id = %s AND seq = 4", chains[0].pk)
    assert queries.verify(matter=chains[0]) is None, "the chain alone cannot know"
    assert queries.verify() == Broken("2027-03-01", 0, "seal")


def test_seals_are_a_chain_too_and_a_day_is_sealed_once(chains):
    first = seal(date(2027, 3, 1))
    assert seal(date(2027, 3, 1)).pk == first.pk
    quiet = seal(date(2027, 3, 2))
    write(chains[0])
    third = seal(date(2027, 3, 3))
    assert (quiet.heads, third.heads, third.entries) == (0, 1, 1)
    assert (quiet.previous, third.previous) == (first.digest, quiet.digest)
    assert queries.verify() is None
    with pytest.raises(services.Refused):
        seal(date(2027, 2, 28))
    Seal.objects.filter(pk=quiet.pk).delete()
    assert queries.verify().what == "seal"


def test_the_nightly_job_seals_the_days_it_has_missed(chains):
    from ortaq.core.journal import jobs

    assert jobs.seal_days.call("2027-03-02") == 1
    assert jobs.seal_days.call("2027-03-02") == 0
    assert jobs.seal_days.call("2027-03-05") == 3
    assert [str(day) for day in Seal.objects.order_by("day").values_list("day", flat=True)] == [
        "2027-03-01", "2027-03-02", "2027-03-03", "2027-03-04",
    ]  # fmt: skip
    assert queries.verify() is None


# ── bulk ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_chains_written_in_bulk_verify_and_grow_like_others():
    matters = [a_matter() for _ in range(3)]
    yesterday = NOW - timedelta(days=400)
    lines = [
        services.Line(
            matter.pk, matter.number, act, yesterday, data={"source": "kursk", "ә": [1]}, personal={"name": "demo"}
        )
        for matter in matters
        for act in ("thing.opened", "thing.answered")
    ]
    assert services.write_many(lines=lines, actor=ROBOT, now=NOW) == 6
    assert queries.verify() is None
    assert write(matters[0]).seq == 3
    assert queries.verify() is None
    first = Entry.objects.filter(matter=matters[1]).order_by("seq").first()
    assert (first.at, first.role, first.personal) == (yesterday, "system:test", {"name": "demo"})
    with pytest.raises(reactions.WiringError):
        services.write_many(lines=[services.Line(1, "x", "thing.forgotten", NOW)], actor=ROBOT, now=NOW)


def test_a_second_first_entry_is_refused_by_the_database():
    matter = a_matter()
    write(matter)
    with pytest.raises(IntegrityError), transaction.atomic():
        services.write_many(lines=[services.Line(matter.pk, matter.number, "thing.opened", NOW)], actor=ROBOT, now=NOW)
    assert Entry.objects.count() == 1
