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
    with django_assert_num_queries(6):
        client.get("/en/desk/moderation/")
