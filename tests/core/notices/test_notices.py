"""One message per person and event, in her language, whatever happens to the worker that sends it."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core.mail.backends import locmem
from django.template import TemplateDoesNotExist

from ortaq.core.matters import services as matters
from ortaq.core.notices import channels, jobs, queries, rules, services
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import GUEST, Actor, system
from ortaq.core.people.models import Person
from ortaq.core.tasks import worker
from ortaq.core.tasks.models import Task
from tests.conftest import NOW
from tests.records import at_once

pytestmark = pytest.mark.django_db
ME = {"actor": system("test"), "now": NOW}


class Post:
    """A channel that remembers, and fails as often as it is told to."""

    def __init__(self, failures=0):
        self.sent, self.failures = [], failures

    def send(self, to, subject, text, *, key="", unsubscribe=""):
        if self.failures:
            self.failures -= 1
            raise ConnectionError("the mail server is down")
        self.sent.append((to, subject, key))


@pytest.fixture
def post(monkeypatch):
    made = Post()
    monkeypatch.setattr(channels, "channel_for", lambda _name: made)
    return made


def a_person(**more):
    facts = {"name": "Айгүл (demo)", "language": "kk", "email": "aigul@demo.invalid", "created_at": NOW, "demo": True}
    return Person.objects.create(**(facts | more))


def a_matter(title="Шұңқыр", visibility="public", **more):
    return matters.open_matter(
        kind="appeal", series="appeal-2027", title=title, language="kk", channel="web", stage="received",
        visibility=visibility, **more, **ME,
    )  # fmt: skip


def tell(person, event="entry:1", **more):
    facts = {"kind": "digest", "context": {"cards": [], "more": False}}
    return services.tell(person=person, event=event, **(facts | more), **ME)


def test_a_person_is_told_of_an_event_once_and_of_another_again(post):
    person, other = a_person(), a_person(email="bolat@demo.invalid")
    first = tell(person)
    assert tell(person) is None, "a replayed task tells nobody twice"
    assert tell(person, "entry:2") is not None
    assert tell(other) is not None
    assert [notice.event for notice in queries.mine(Actor(person_id=person.pk))] == ["entry:2", "entry:1"]
    assert queries.mine(GUEST) == []
    worker.run(stop=threading.Event(), burst=True)
    assert len(post.sent) == 3
    assert post.sent[0] == ("aigul@demo.invalid", first.subject, str(first.pk))


@pytest.mark.parametrize(
    ("language", "subject"),
    [("kk", "Осы аптада өтініштеріңізде"), ("ru", "Что нового"), ("en", "This week on your matters")],
)
def test_a_message_speaks_the_persons_language_whoever_writes_it(language, subject):
    from django.utils import translation

    with translation.override("ru"):
        notice = tell(
            a_person(language=language), context={"cards": queries.cards([a_matter()], language), "more": True}
        )
    assert notice.language == language
    assert notice.subject.startswith(subject)
    assert "2027-000001 Шұңқыр" in notice.text
    assert f"/{language}/my/" in notice.text


def test_text_is_not_escaped_and_a_subject_is_one_line():
    notice = tell(
        a_person(), context={"cards": queries.cards([a_matter(title="Көше & <жол> 'Абай'")], "kk"), "more": False}
    )
    assert "Көше & <жол> 'Абай'" in notice.text
    assert rules.split_message("\n a \t b \n\nc\n") == ("a b", "c\n")
    assert len(rules.split_message("x" * 500)[0]) == 200


@pytest.mark.parametrize(
    ("email", "phone", "channel"),
    [("a@demo.invalid", "+77010000000", "email"), ("", "+77010000000", "sms"), ("", "", "none")],
)
def test_the_way_is_chosen_by_what_is_known(post, email, phone, channel):
    notice = tell(a_person(email=email, phone=phone))
    assert notice.channel == channel
    worker.run(stop=threading.Event(), burst=True)
    notice.refresh_from_db()
    assert len(post.sent) == (channel != "none")
    assert notice.state == ("waiting" if channel == "none" else "sent")


def test_a_message_without_a_template_is_a_mistake_that_writes_nothing():
    with pytest.raises(TemplateDoesNotExist):
        tell(a_person(), kind="no_such_kind")
    assert not Notice.objects.exists()


def test_a_failed_delivery_is_tried_again_and_a_sent_one_never(post):
    post.failures = 1
    notice = tell(a_person())
    assert worker.run(stop=threading.Event(), burst=True) == (0, 1)
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, notice.sent_at) == ("failed", 1, None)
    Task.objects.update(run_after=NOW - timedelta(days=3650))
    assert worker.run(stop=threading.Event(), burst=True) == (1, 0)
    notice.refresh_from_db()
    assert (notice.state, notice.attempts, len(post.sent)) == ("sent", 2, 1)
    assert services.deliver(notice=notice, **ME) is False
    assert jobs.deliver_notice.call(notice.pk) is False
    assert len(post.sent) == 1


def test_after_a_crash_in_the_middle_the_same_key_goes_out_again(post):
    """Nobody can know whether the first attempt got through: the provider is told that it is the same message."""
    notice = tell(a_person())
    Notice.objects.update(state="sending", attempts=1)
    assert jobs.deliver_notice.call(notice.pk) is True
    assert post.sent == [("aigul@demo.invalid", notice.subject, str(notice.pk))]


def test_an_address_taken_back_is_not_written_to(post):
    person = a_person()
    notice = tell(person)
    Person.objects.update(email="")
    assert jobs.deliver_notice.call(notice.pk) is False
    notice.refresh_from_db()
    assert (notice.channel, notice.state, post.sent) == ("none", "waiting", [])
    assert jobs.deliver_notice.call(987654) is False


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_message():
    person = a_person()
    at_once(lambda: tell(person))
    assert Notice.objects.count() == 1
    assert Task.objects.count() == 1


def test_only_ones_own_notices_are_marked_as_read():
    person, other = a_person(), a_person(email="bolat@demo.invalid")
    mine, foreign = tell(person), tell(other)
    actor = Actor(person_id=person.pk)
    assert queries.unread(actor) == 1
    assert services.mark_read(notices=[mine.pk, foreign.pk], actor=actor, now=NOW) == 1
    assert services.mark_read(notices=[mine.pk], actor=actor, now=NOW) == 0
    assert services.mark_read(notices=[foreign.pk], actor=GUEST, now=NOW) == 0
    assert (queries.unread(actor), queries.unread(Actor(person_id=other.pk)), queries.unread(GUEST)) == (0, 1, 0)


# ── the digest ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_digest_goes_to_those_who_want_it_when_something_moved_and_once():
    keen, idle, shy = (
        a_person(digest=True),
        a_person(digest=True, email="b@demo.invalid"),
        a_person(email="c@demo.invalid"),
    )
    matter = a_matter(opened_by=keen)
    matters.follow(matter=matter, person=shy, **ME)
    assert jobs.weekly_digest.call("2027-W09") == 1
    assert jobs.weekly_digest.call("2027-W09") == 0
    assert jobs.weekly_digest.call("2027-W10") == 0, "nothing moved in that week"
    (notice,) = Notice.objects.all()
    assert (notice.person, notice.event) == (keen, "digest:2027-W09")
    assert matter.number in notice.text
    assert not Notice.objects.filter(person__in=[idle, shy]).exists()


def test_a_busy_week_is_told_in_short():
    keen = a_person(digest=True, language="en")
    for number in range(jobs.MOST_IN_DIGEST + 1):
        a_matter(title=f"t{number}", opened_by=keen)
    jobs.weekly_digest.call("2027-W09")
    text = Notice.objects.get().text
    assert text.count("№") == jobs.MOST_IN_DIGEST
    assert "And more" in text


def test_the_digest_tells_the_week_of_the_city_in_her_language_with_addresses():
    from ortaq.civic.works import acts
    from ortaq.core.journal import services as journal

    a_person(digest=True, language="ru")
    matter = a_matter("Шұңқыр жөнделді")
    hidden = a_matter("жасырын", visibility="private")
    early = ME | {"now": NOW - timedelta(days=8)}
    for card, when in ((matter, ME), (hidden, ME)):
        journal.write(act=acts.MOVED, matter=card, data={"stage": "done"}, **when)
    journal.write(act=acts.OPENED, matter=a_matter("бұрынғы"), data={"stage": "idea"}, **early)
    assert jobs.weekly_digest.call("2027-W09") == 1
    assert jobs.weekly_digest.call("2027-W09") == 0
    text = Notice.objects.get().text
    assert text.count("Шұңқыр жөнделді") == 1
    assert f"/ru/appeals/{matter.number}/" in text
    assert "Построено" in text
    assert "жасырын" not in text
    assert "бұрынғы" not in text


def test_the_digest_ends_by_one_press_without_signing_in(mailoutbox, client):
    keen = a_person(digest=True, language="ru")
    a_matter(opened_by=keen)
    assert jobs.weekly_digest.call("2027-W09") == 1
    assert services.deliver(notice=Notice.objects.get(), **ME)
    (mail,) = mailoutbox
    address = queries.stop_address(keen)
    assert mail.extra_headers["List-Unsubscribe"] == f"<{address}>"
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in mail.body
    path = "/" + address.split("/", 3)[3]
    assert "Отписаться" in client.get(path).content.decode()
    keen.refresh_from_db()
    assert keen.digest, "looking at the page ends nothing"
    for _ in range(2):
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    keen.refresh_from_db()
    assert not keen.digest
    assert jobs.weekly_digest.call("2027-W10") == 0
    assert client.post(path[:-3] + "x/").status_code == 404


def test_other_letters_name_no_way_out(mailoutbox):
    notice = tell(a_person())
    Notice.objects.filter(pk=notice.pk).update(kind="appeal_answered")
    notice.refresh_from_db()
    services.deliver(notice=notice, **ME)
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


# ── channels ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mail_carries_the_same_id_at_every_attempt(mailoutbox):
    for _ in range(2):
        channels.channel_for("email").send("a@demo.invalid", "Жауап", "Мәтін", key="7")
    assert [(mail.to, mail.subject, mail.body) for mail in mailoutbox] == [(["a@demo.invalid"], "Жауап", "Мәтін")] * 2
    (message_id,) = {mail.message()["Message-ID"] for mail in mailoutbox}
    assert message_id.startswith("<ortaq-7@")


def test_a_mail_server_that_is_down_is_a_failure_that_is_heard(monkeypatch):
    def refuse(self, messages):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    notice = tell(a_person())
    with pytest.raises(smtplib.SMTPServerDisconnected):
        jobs.deliver_notice.call(notice.pk)
    notice.refresh_from_db()
    assert notice.state == "failed"


def test_the_console_writes_neither_who_nor_what(caplog, capsys):
    with caplog.at_level("DEBUG"):
        channels.channel_for("sms").send("+77011234567", "Жауап", "Құпия мәтін", key="7")
    written = caplog.text + capsys.readouterr().out
    assert "77011234567" not in written
    assert "Құпия" not in written
    assert isinstance(channels.channel_for("messenger"), channels.ConsoleChannel)
