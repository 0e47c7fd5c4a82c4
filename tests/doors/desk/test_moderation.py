"""What everyone reads is read by a person: held and unread appeals, comments."""

import pytest
from django.utils import timezone

from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import Comment
from tests import factories
from tests.civic.reception.desk.test_case import at_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def almaty():
    return factories.city()


@pytest.fixture
def comment(almaty):
    appeal = factories.an_appeal(almaty, now=timezone.now())
    author = factories.resident(appeal.applicant)
    return discussion.comment(matter=appeal.matter, text="Дөрекі сөз", actor=author, now=timezone.now())


def test_a_new_appeal_waits_to_be_read_until_somebody_has(client, almaty):
    appeal = factories.an_appeal(almaty, now=timezone.now())
    at_desk(client, almaty, body="centre", role="moderator")
    assert [row.appeal for row in client.get("/en/desk/moderation/").context["unread"]] == [appeal]
    row = factories.lead_of(appeal)
    client.post(f"/en/desk/appeals/{row.pk}/publish/", {"title": "Алаң", "public_text": "Алаң ескірген"})
    assert client.get("/en/desk/moderation/").context["unread"] == []


def test_a_comment_is_hidden_with_a_reason(client, almaty, comment):
    at_desk(client, almaty, body="centre", role="moderator")
    assert "Дөрекі сөз" in client.get("/en/desk/moderation/").content.decode()
    client.post(f"/en/desk/moderation/comments/{comment.pk}/hide/", {"reason": "Балағат сөз"})
    assert (Comment.objects.get().state, Comment.objects.get().reason) == ("hidden", "Балағат сөз")


def test_a_comment_is_not_hidden_without_a_reason(client, almaty, comment):
    at_desk(client, almaty, body="centre", role="moderator")
    page = client.post(f"/en/desk/moderation/comments/{comment.pk}/hide/", {"reason": ""}, follow=True)
    assert "Write the reason." in page.content.decode()
    assert Comment.objects.get().state == "shown"


@pytest.mark.parametrize("count", [1, 3])
def test_moderation_asks_the_same_questions_for_one_and_for_three(client, almaty, count, django_assert_num_queries):
    for _ in range(count):
        factories.an_appeal(almaty, now=timezone.now())
    at_desk(client, almaty, body="centre", role="moderator")
    client.get("/en/desk/moderation/")
    with django_assert_num_queries(13):
        client.get("/en/desk/moderation/")


def reported(comment, why="insult"):
    reader = factories.resident(factories.a_person("Оқырман (демо)"))
    discussion.report(matter=comment.matter, comment=comment, why=why, actor=reader, now=timezone.now())


def test_what_readers_report_is_hidden_or_let_stand(client, almaty, comment):
    at_desk(client, almaty, body="centre", role="moderator")
    reported(comment)
    shown = client.get("/en/desk/moderation/").content.decode()
    assert "1 reader: insult" in shown
    stand = f"/en/desk/moderation/cards/{comment.matter.number}/stand/"
    assert client.post(stand, {"comment": comment.pk}).status_code == 302
    assert "Reported by readers" not in client.get("/en/desk/moderation/").content.decode()
    assert Comment.objects.get().state == "shown"
    assert client.post(stand, {"comment": 999_999}).status_code == 404
    assert client.post("/en/desk/moderation/cards/2027-999999/stand/").status_code == 404


def test_a_comment_that_waits_is_shown_by_a_moderator(client, almaty, comment):
    Comment.objects.update(state="held")
    at_desk(client, almaty, body="centre", role="moderator")
    assert "Comments that wait for a look" in client.get("/en/desk/moderation/").content.decode()
    client.post(f"/en/desk/moderation/comments/{comment.pk}/pass/")
    assert Comment.objects.get().state == "shown"


def objected(almaty, comment):
    """Hidden by one moderator; the author objects."""
    first = almaty.officer("centre", "moderator")
    discussion.hide(comment=comment, reason="Балағат", actor=first, now=timezone.now())
    author = factories.resident(comment.author)
    return first, discussion.object_to_hiding(comment=comment, text="Балағат емес", actor=author, now=timezone.now())


def test_another_moderator_answers_an_objection_with_reasons(client, almaty, comment):
    _first, objection = objected(almaty, comment)
    path = f"/en/desk/moderation/objections/{objection.pk}/"
    at_desk(client, almaty, body="centre", role="moderator")
    assert "Балағат емес" in client.get("/en/desk/moderation/").content.decode()
    shown = client.get(path).content.decode()
    assert all(words in shown for words in ("Дөрекі сөз", "Балағат емес", "Балағат"))
    refused = client.post(path, {"upheld": "yes", "answer": ""})
    assert (refused.status_code, "Write the reasons" in refused.content.decode()) == (422, True)
    assert client.post(path, {"upheld": "yes", "answer": "Орынды"}).status_code == 302
    assert Comment.objects.get().state == "shown"
    second = client.post(path, {"upheld": "no", "answer": "Жоқ"})
    assert (second.status_code, "Somebody has answered" in second.content.decode()) == (409, True)
    assert client.get("/en/desk/moderation/objections/999999/").status_code == 404


def test_who_hid_it_reads_why_another_has_to_answer(client, almaty, comment):
    from ortaq.core.people.queries import person_by_id
    from tests import records

    first, objection = objected(almaty, comment)
    records.sign_in(client, records.an_account(person_by_id(first.person_id)), strong=True)
    answer = client.post(f"/en/desk/moderation/objections/{objection.pk}/", {"upheld": "no", "answer": "Жоқ"})
    assert (answer.status_code, "another moderator has to answer" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("count", [1, 3])
def test_reports_and_objections_cost_the_same_for_one_and_for_three(client, almaty, count, django_assert_num_queries):
    for number in range(count):
        appeal = factories.an_appeal(almaty, now=timezone.now())
        author = factories.resident(appeal.applicant)
        said = {"matter": appeal.matter, "actor": author, "now": timezone.now()}
        reported(discussion.comment(text=f"Сөз {number}", **said))
        discussion.comment(text=f"Күтеді {number}", look_first=True, **said)
        objected(almaty, discussion.comment(text=f"Жасырын {number}", **said))
    at_desk(client, almaty, body="centre", role="moderator")
    client.get("/en/desk/moderation/")
    with django_assert_num_queries(13):
        client.get("/en/desk/moderation/")
