"""Remarks a moderator looks at: shown, or not shown with a reason; the author may object and another answers."""

import pytest
from django.test import Client

from ortaq.civic.plans import acts
from ortaq.civic.plans.models import Plan, Remark
from ortaq.civic.plans.queries import moderation as queries
from ortaq.civic.plans.services import moderation as services
from ortaq.civic.plans.services.telling import answers as telling
from ortaq.core.discussion import services as discussion
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests import factories, records
from tests.civic.plans import answer_stories, remark_stories, stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    plan, officer, version = remark_stories.a_spoken_plan()
    Plan.objects.filter(pk=plan.pk).update(moderation="before")
    return plan, officer, version


@pytest.fixture
def moderator():
    return factories.actor_for(factories.an_office(records.a_body("centre-said"), "moderator"))


def code_of(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_held_remark_is_shown_and_found(told, moderator):
    remark = remark_stories.said(told[2])
    assert remark.state == "held"
    assert [(one.plan.pk, one.remarks) for one in queries.waiting(moderator)] == [(told[0].pk, 1)]
    shown = services.show_remark(remark=remark, actor=moderator, now=NOW)
    assert (shown.state, shown.matter.visibility) == ("shown", "public")
    assert Entry.objects.get(act=acts.REMARK_SHOWN).public
    again = services.show_remark(remark=remark, actor=moderator, now=NOW)
    assert again.state == "shown"
    assert Entry.objects.filter(act=acts.REMARK_SHOWN).count() == 1
    assert queries.waiting(moderator) == []


def test_only_moderators_and_makers_of_the_plan_decide(told, moderator):
    remark = remark_stories.said(told[2])
    stranger = stories.office(records.a_body("other"))
    weak = factories.actor_for(factories.an_office(records.a_body("weak"), "moderator"), strong=False)
    show = {"remark": remark, "now": NOW}
    assert code_of(lambda: services.show_remark(**show, actor=stranger)) == "not_yours"
    assert code_of(lambda: services.show_remark(**show, actor=weak)) == "second_factor"
    assert code_of(lambda: services.show_remark(**show, actor=remark_stories.a_voice())) == "not_yours"
    services.show_remark(**show, actor=told[1])
    reject = {"remark": remark, "actor": moderator, "now": NOW}
    assert code_of(lambda: services.reject_remark(**reject, reason=" ")) == "reason"
    services.reject_remark(**reject, reason="Жарнама, +7 701 123 45 67")
    remark.refresh_from_db()
    assert remark.matter.visibility == "private"
    assert "123 45 67" not in remark.reason
    assert code_of(lambda: services.reject_remark(**reject, reason="Тағы")) == "second"


def test_the_author_hears_and_objects_and_another_moderator_shows_it_again(told, moderator):
    voice = remark_stories.a_voice()
    remark = remark_stories.said(told[2], actor=voice)
    services.reject_remark(remark=remark, reason="Жарнама", actor=moderator, now=NOW)
    entry = Entry.objects.get(act=acts.REMARK_REJECTED)
    assert telling.tell_decision(entry=entry, actor=system("answers"), now=NOW) == 1
    letter = Notice.objects.get(kind="remark_judged")
    assert f"/moderation/remark/{remark.pk}/" in letter.text
    assert "Жарнама" in letter.text
    other = remark_stories.a_voice()
    object_to = {"pk": remark.pk, "text": "Жарнама емес", "now": NOW}
    assert code_of(lambda: services.object_to(**object_to, actor=other)) == "not_author"
    objection = services.object_to(**object_to, actor=voice)
    answer = {"objection": objection, "upheld": True, "answer": "Авторы дұрыс айтады", "now": NOW}
    assert code_of(lambda: discussion.answer_objection(**answer, actor=moderator)) != ""
    second = factories.actor_for(factories.an_office(records.a_body("centre-two"), "moderator"))
    discussion.answer_objection(**answer, actor=second)
    assert Remark.objects.get(pk=remark.pk).state == "shown", "shown in the same transaction"


def test_the_log_and_the_pages_of_moderation_know_remarks(told, moderator):
    voice = remark_stories.a_voice()
    remark = remark_stories.said(told[2], actor=voice)
    desk = Client()
    account = records.an_account(factories.an_office(records.a_body("centre-look"), "moderator").person)
    records.sign_in(desk, account, strong=True)
    shown = desk.get("/en/desk/moderation/").content.decode()
    assert f"/en/desk/plans/{told[0].code}/remarks/?tab=held" in shown
    assert "1 remark waits" in shown
    answer_stories.rejected(remark, moderator, "Бөтен сөз")
    log = Client().get("/en/moderation/").content.decode()
    assert "A remark on a plan" in log
    assert "Бөтен сөз" in log
    assert remark.matter.title not in log
    objection = services.object_to(pk=remark.pk, text="Келіспеймін", actor=voice, now=NOW)
    assert "A remark on a plan" in desk.get("/en/desk/moderation/").content.decode()
    asked = desk.get(f"/en/desk/moderation/objections/{objection.pk}/").content.decode()
    assert remark.matter.title in asked, "who answers the objection reads what was hidden"
    hers = Client()
    records.sign_in(hers, remark.author.account)
    assert "Келіспеймін" in hers.get(f"/en/moderation/remark/{remark.pk}/").content.decode()
    assert desk.get(f"/en/moderation/remark/{remark.pk}/").status_code == 404, "only the author's"


def test_nothing_is_to_object_to_while_it_is_shown(told):
    voice = remark_stories.a_voice()
    remark = remark_stories.said(told[2], actor=voice)
    assert code_of(lambda: services.object_to(pk=remark.pk, text="Неге?", actor=voice, now=NOW)) == "not_hidden"
    assert code_of(lambda: services.object_to(pk=10**9, text="Неге?", actor=voice, now=NOW)) == "not_hidden"
