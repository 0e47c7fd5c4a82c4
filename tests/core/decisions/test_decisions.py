"""A decision is announced, drawn once, recomputed by anyone, and may be set aside only in the open."""

import json
from datetime import timedelta

import pytest

from ortaq.core.decisions import queries, services
from ortaq.core.journal.models import Entry
from ortaq.core.people.actor import GUEST, Actor, HeldOffice, Role, system
from ortaq.core.people.refusal import Refused
from ortaq.engines import proof
from tests.conftest import NOW
from tests.records import a_matter

pytestmark = pytest.mark.django_db
SYSTEM = system("test")
TITLE = {"kk": "Аудандар кезегі", "ru": "Очередь районов", "en": "The order of districts"}
CASE = {"entries": ["medeu", "almaly", "turksib"]}


def announced(**facts):
    given = {"rule": "lot.order", "version": 1, "case": CASE, "title": TITLE, "actor": SYSTEM, "now": NOW, **facts}
    return services.announce(**given)


def decided(**facts):
    draw = {
        "seed": "12345",
        "seed_source": "Drawn in the hall from a bag",
        "actor": SYSTEM,
        "now": NOW + timedelta(hours=1),
    }
    return services.decide(decision=announced(**facts), **draw)


def test_the_case_is_public_with_its_digest_before_the_seed_is_drawn(client):
    decision = announced()
    assert decision.case_digest == proof.digest(CASE)
    assert (decision.seed, decision.outcome) == ("", None)
    assert json.loads(client.get(f"/kk/decisions/{decision.public_id}/case.json").content) == CASE
    assert client.get(f"/kk/decisions/{decision.public_id}/decision.json").status_code == 404
    assert client.get(f"/kk/decisions/{decision.public_id}/").status_code == 200


def test_the_published_record_can_be_recomputed_and_its_bytes_stay(client):
    decision = decided()
    first = client.get(f"/ru/decisions/{decision.public_id}/decision.json").content
    assert proof.verify(proof.read_json(first)) == []
    assert first == proof.canonical(json.loads(first)) + b"\n"
    decision.refresh_from_db()
    assert queries.record_bytes(decision) == first


def test_a_lot_is_not_drawn_twice():
    decision = decided()
    with pytest.raises(Refused) as refused:
        services.decide(decision=decision, seed="other", seed_source="again", actor=SYSTEM, now=NOW)
    assert refused.value.code == "second"
    decision.refresh_from_db()
    assert decision.seed == "12345"


def test_a_case_changed_in_the_database_is_not_decided():
    decision = announced()
    type(decision).objects.filter(pk=decision.pk).update(case={"entries": ["medeu"]})
    with pytest.raises(Refused) as refused:
        services.decide(decision=decision, seed="1", seed_source="hall", actor=SYSTEM, now=NOW)
    assert refused.value.code == "case_changed"


@pytest.mark.parametrize(("rule", "version"), [("lot.order", 99), ("nothing.here", 1)])
def test_an_unknown_rule_is_refused(rule, version):
    with pytest.raises(Refused):
        announced(rule=rule, version=version)


def test_a_drawn_seed_says_where_it_comes_from():
    with pytest.raises(Refused) as refused:
        services.decide(decision=announced(), seed="1", seed_source="", actor=SYSTEM, now=NOW)
    assert refused.value.code == "seed_source"


def test_people_may_decide_otherwise_with_a_reason_and_a_name():
    decision = decided()
    with pytest.raises(Refused):
        services.set_aside(decision=decision, reason=" ", name_and_post="Head (demo)", actor=SYSTEM, now=NOW)
    aside = services.set_aside(decision=decision, reason="A flood", name_and_post="Head (demo)", actor=SYSTEM, now=NOW)
    assert aside.state == "set_aside"
    assert proof.verify(queries.record_of(aside)) == []


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (GUEST, False),
        (Actor(person_id=1, offices=(HeldOffice(Role.OFFICER, 1, "x"),), strong=True), False),
        (Actor(person_id=1, offices=(HeldOffice(Role.HEAD, 1, "x"),), strong=False), False),
        (Actor(person_id=1, offices=(HeldOffice(Role.HEAD, 1, "x"),), strong=True), True),
        (Actor(person_id=1, offices=(HeldOffice(Role.ADMIN, 1, "x"),), strong=True), True),
    ],
)
def test_only_a_head_with_a_second_factor_announces(actor, allowed):
    if allowed:
        assert announced(actor=actor).pk
    else:
        with pytest.raises(Refused):
            announced(actor=actor)


def test_a_decision_on_a_matter_is_in_its_journal():
    matter = a_matter()
    decision = decided(matter=matter)
    services.set_aside(decision=decision, reason="A flood", name_and_post="Head (demo)", actor=SYSTEM, now=NOW)
    acts = list(Entry.objects.filter(matter=matter).order_by("seq").values_list("act", flat=True))
    assert acts == ["decision.announced", "decision.decided", "decision.set_aside"]


def test_a_decision_of_a_private_matter_is_not_shown(client):
    decision = decided(matter=a_matter(visibility="private"))
    assert client.get(f"/kk/decisions/{decision.public_id}/").status_code == 404
    assert client.get(f"/kk/decisions/{decision.public_id}/decision.json").status_code == 404
    assert queries.newest() == []


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_list_and_the_page_speak_three_languages(client, language):
    decision = decided()
    for path in ("", f"{decision.public_id}/"):
        page = client.get(f"/{language}/decisions/{path}")
        assert page.status_code == 200
        assert TITLE[language] in page.content.decode()


def test_the_list_takes_the_same_queries_for_any_number_of_rows(client, django_assert_num_queries):
    for number in range(25):
        announced(now=NOW + timedelta(minutes=number))
    with django_assert_num_queries(1):
        page = client.get("/kk/decisions/")
    assert page.content.decode().count("lot.order@1") == 20
    older = page.context["older"]
    assert client.get(f"/kk/decisions/{older}").content.decode().count("lot.order@1") == 5
    assert client.get("/kk/decisions/?after=nonsense").status_code == 404
