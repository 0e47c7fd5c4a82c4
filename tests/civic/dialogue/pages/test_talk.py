"""Talk under an idea: read by everyone, drafted as a guest, written once signed in, reported once."""

import pytest

from ortaq.core.discussion import services as discussion
from ortaq.core.discussion.models import Comment, ReaderReport
from tests import records
from tests.civic.dialogue import fate_stories, stories, voices
from tests.civic.dialogue.stories import COLLECTED
from tests.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def told():
    return stories.a_process(code="green")


@pytest.fixture
def idea(told):
    return fate_stories.an_idea(told[0])


@pytest.fixture
def here(idea):
    return f"/en/dialogue/green/talk/{idea.matter.number}/"


def signed_in(client, person, *, strong=False):
    from ortaq.core.people.queries import account_of

    records.sign_in(client, account_of(person) or records.an_account(person), strong=strong)
    return client


def said(idea, text="Ағаш керек", actor=None, **facts):
    actor = actor or voices.a_voice()[1]
    return discussion.comment(matter=idea.matter, text=text, actor=actor, now=NOW, **facts)


def test_a_guest_drafts_signs_in_and_finds_her_words(client, idea, here):
    answer = client.post(here, {"text": "Көлеңке аз, орындық жоқ."})
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]
    assert Comment.objects.count() == 0
    person, _ = voices.a_voice()
    session = client.session["talk_draft"]
    signed_in(client, person)
    kept = client.session
    kept["talk_draft"] = session
    kept.save()
    assert "Көлеңке аз, орындық жоқ." in client.get(here).content.decode()
    assert client.post(here, {"text": session["text"], "form_token": session["form_token"]}).status_code == 302
    assert "talk_draft" not in client.session
    assert Comment.objects.get().author == person


def test_signing_in_keeps_a_guests_draft(client, idea, here):
    """allauth cycles the session's key and keeps what is in it."""
    client.post(here, {"text": "Көлеңке аз"})
    client.force_login(records.an_account(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Көлеңке аз" in client.get(here).content.decode()


def test_a_comment_with_personal_data_is_shown_masked(client, here):
    signed_in(client, voices.a_voice()[0])
    client.post(here, {"text": "Маған +7 701 123 45 67 нөміріне хабарласыңыз"})
    shown = client.get(here).content.decode()
    assert ("123 45 67" in shown, "хабарласыңыз" in shown) == (False, True)


def test_an_answer_stands_under_its_comment(client, idea, here):
    first = said(idea)
    signed_in(client, voices.a_voice()[0])
    shown = client.get(f"{here}?reply={first.pk}").content.decode()
    assert "Your answer" in shown
    client.post(f"{here}?reply={first.pk}", {"text": "Келісемін"})
    assert Comment.objects.latest("pk").reply_to == first
    assert 'class="reply"' in client.get(here).content.decode()


@pytest.mark.parametrize(
    "query", ["?reply=999999", "?reply=x", "?after=zzz", "?reply=" + "9" * 30, "?after=" + "9" * 30]
)
def test_a_mangled_address_shows_the_talk(client, here, query):
    assert client.get(f"{here}{query}").status_code == 200


def test_columns_ask_for_a_side_and_keep_the_words(client, told, idea, here):
    type(told[0]).objects.update(columns=True)
    signed_in(client, voices.a_voice()[0])
    refused = client.post(here, {"text": "Қымбат болады"})
    shown = refused.content.decode()
    assert (refused.status_code, "Choose whether you are for or against" in shown, "Қымбат болады" in shown) == (
        422,
        True,
        True,
    )
    assert client.post(here, {"text": "Қымбат болады", "side": "against"}).status_code == 302
    assert Comment.objects.get().side == "against"
    shown = client.get(here).content.decode()
    assert shown.index('id="talk-for"') < shown.index('id="talk-against"') < shown.index("Қымбат болады")


def test_what_is_read_first_says_so(client, told, idea, here):
    type(told[0]).objects.update(moderation="before")
    person, _ = voices.a_voice()
    signed_in(client, person)
    assert "A moderator reads comments here" in client.get(here).content.decode()
    client.post(here, {"text": "Көлеңке аз"})
    mine = client.get(here).content.decode()
    client.logout()
    everyones = client.get(here).content.decode()
    assert ("waits for a moderator" in mine, "Көлеңке аз" in mine, "Көлеңке аз" in everyones) == (True, True, False)


def test_a_phase_that_ended_while_the_form_was_open(client, idea, here, clock):
    signed_in(client, voices.a_voice()[0])
    client.get(here)
    clock.now = COLLECTED
    refused = client.post(here, {"text": "Кешіктім бе?"})
    shown = refused.content.decode()
    assert (refused.status_code, "Comments were open until" in shown) == (422, True)
    assert Comment.objects.count() == 0


def test_an_officer_speaks_for_her_body(client, told, idea, here):
    from ortaq.core.people.queries import person_by_id

    process, officer = told
    signed_in(client, person_by_id(officer.person_id), strong=True)
    assert "In whose name?" in client.get(here).content.decode()
    client.post(here, {"text": "Жобалап жатырмыз", "speaks_for": process.body.code})
    assert Comment.objects.get().body == process.body
    assert client.post(here, {"text": "Біз", "speaks_for": "another"}).status_code == 422


def test_a_reader_reports_once(client, idea, here):
    comment = said(idea, "Дөрекі")
    path = f"{here}{comment.pk}/report/"
    assert "/account/login/" in client.get(path)["Location"]
    signed_in(client, voices.a_voice()[0])
    assert client.post(path, {}).status_code == 422
    assert client.post(path, {"why": "insult"}).status_code == 302
    again = client.post(path, {"why": "other"}, follow=True)
    assert "You have reported this already" in again.content.decode()
    client.post(f"{here}report/", {"why": "advertising"})
    assert ReaderReport.objects.count() == 2
    assert client.get(f"{here}999999/report/").status_code == 404
    own = said(idea, actor=stories.her(ReaderReport.objects.first().person))
    assert "your own words" in client.post(f"{here}{own.pk}/report/", {"why": "other"}).content.decode()


def test_a_card_of_another_dialogue_has_no_talk_here(client, told, idea):
    stories.a_process(code="other", body=told[0].body)
    assert client.get(f"/en/dialogue/other/talk/{idea.matter.number}/").status_code == 404
    assert client.get("/en/dialogue/green/talk/2027-000000/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_comments_takes_five_questions(client, idea, here, count, django_assert_num_queries):
    for number in range(count):
        root = said(idea, f"Пікір {number}")
        said(idea, "Жауап", reply_to=root)
    with django_assert_num_queries(5):
        assert client.get(here).content.decode().count('class="reply"') == count
    signed_in(client, voices.a_voice()[0])
    client.get(here)
    with django_assert_num_queries(8):  # the session, the account and the offices of who asks
        assert client.get(here).content.decode().count('class="reply"') == count


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_speaks_three_languages(client, idea, language):
    said(idea)
    page = client.get(f"/{language}/dialogue/green/talk/{idea.matter.number}/")
    assert (page.status_code, f'<html lang="{language}"' in page.content.decode()) == (200, True)
