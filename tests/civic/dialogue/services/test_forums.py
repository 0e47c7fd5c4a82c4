"""A forum from the first word to the minutes: what is refused, what is told, what stays."""

import pytest

from ortaq.civic.dialogue.jobs import forums as jobs
from ortaq.civic.dialogue.models import Forum, ProgrammeItem, Question
from ortaq.civic.dialogue.queries import forums as asked
from ortaq.civic.dialogue.services import forums, minutes, questions, registrations
from ortaq.core.journal.models import Entry
from ortaq.core.matters import queries as matters
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import GUEST, system
from ortaq.core.people.refusal import Refused
from tests import records
from tests.civic.dialogue import forum_stories as stories
from tests.civic.dialogue import stories as people
from tests.civic.dialogue.forum_stories import CLOSES, ENDS, HOUR, NOW, STARTS
from tests.civic.dialogue.stories import DAY

pytestmark = pytest.mark.django_db


def notices_of(act, **about):
    """What the job writes for the last entry of an act, as (person, kind, language, text)."""
    entry = Entry.objects.filter(act=act, **about).latest("pk")
    jobs.tell.func(entry.pk)
    jobs.tell.func(entry.pk)  # run again: nobody hears twice
    return list(
        Notice.objects.filter(event=f"entry:{entry.pk}").order_by("pk").values_list("person", "kind", "subject", "text")
    )


def test_a_forum_goes_from_draft_to_announced_to_held():
    forum, officer = stories.a_draft()
    assert (forum.state, forum.matter.visibility) == ("draft", "private")
    forum = forums.publish(forum=forum, actor=officer, now=NOW)
    assert (forum.state, forum.listed, forum.matter.visibility, forum.matter.stage) == (
        "published", True, "public", "published",
    )  # fmt: skip
    assert [one.number for one in matters.found("дәліз", GUEST, kinds=["forum"])] == [forum.matter.number]
    with pytest.raises(Refused, match="begins on"):
        forums.hold(forum=forum, actor=officer, now=STARTS - HOUR)
    assert stories.held(forum, officer).state == "held"
    with pytest.raises(Refused, match="has taken place already"):
        forums.hold(forum=forum, actor=officer, now=ENDS)
    acts = list(Entry.objects.filter(matter=forum.matter).order_by("seq").values_list("act", "public"))
    assert acts == [("forum.opened", False), ("forum.published", True), ("forum.held", True)]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"code": "Форум"}, "code"), ({"code": "certificate"}, "code"), ({"starts_at": ENDS}, "days"),
        ({"opens_at": CLOSES}, "days"), ({"closes_at": ENDS + HOUR}, "days"), ({"capacity": 0}, "capacity"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_before_there_is_a_forum(facts, code):
    with pytest.raises(Refused) as refused:
        stories.a_draft(**facts)
    assert refused.value.code == code
    assert not Forum.objects.exists()


def test_an_address_is_taken_once():
    stories.a_draft(code="forum-2")
    with pytest.raises(Refused) as refused:
        stories.a_draft(code="forum-2")
    assert refused.value.code == "code_taken"


@pytest.mark.parametrize(
    ("field", "code"), [({"title": {"kk": "Форум"}}, "title"), ({"venue": {}}, "venue"), ({"access": {}}, "access")]
)
def test_what_people_must_know_is_there_before_it_is_announced(field, code):
    forum, officer = stories.a_draft()
    forums.change_forum(forum=forum, changes=field, actor=officer, now=NOW)
    with pytest.raises(Refused) as refused:
        forums.publish(forum=forum, actor=officer, now=NOW)
    assert refused.value.code == code


def test_a_forum_of_a_draft_dialogue_waits_for_it_and_one_in_the_past_is_not_announced():
    body = records.a_body(code="akimat-draft")
    forum, officer = stories.a_draft(within=people.a_process(body=body, listed=False, state="draft"))
    with pytest.raises(Refused, match="Publish the dialogue first"):
        forums.publish(forum=forum, actor=officer, now=NOW)
    late, officer = stories.a_draft()
    with pytest.raises(Refused, match="in the past"):
        forums.publish(forum=late, actor=officer, now=STARTS)


def test_officers_of_another_body_change_nothing():
    forum, _officer = stories.a_forum()
    _other, stranger = stories.a_forum()
    given = {"forum": forum, "actor": stranger, "now": NOW}
    for act in (
        lambda: forums.change_forum(changes={"capacity": 9}, **given),
        lambda: forums.cancel(reason=stories.REASON, **given),
        lambda: forums.hold(**given),
        lambda: forums.save_item(starts_at=STARTS, minutes=1, title=stories.TITLE, **given),
        lambda: minutes.save_paragraph(text={"kk": "х"}, **given),
        lambda: minutes.publish(**given),
        lambda: minutes.add_photo(upload=b"x", name="x.jpg", **given),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_yours"
    assert asked.at_desk(forum.code, stranger) is None
    assert Forum.objects.get(pk=forum.pk).capacity == 2


def test_a_cancelled_forum_tells_everyone_with_its_reason_in_their_language():
    forum, officer = stories.a_forum(capacity=1)
    kk, ru = people.a_person("Айша (демо)", language="kk"), people.a_person("Иван (демо)", language="ru")
    gone = stories.registered(forum)
    registrations.cancel(registration=gone, actor=stories.her(gone), now=NOW)
    for person in (kk, ru):
        stories.registered(forum, people.her(person))
    with pytest.raises(Refused) as refused:
        forums.cancel(forum=forum, reason={"kk": "Жел"}, actor=officer, now=NOW)
    assert refused.value.code == "reason"
    forums.cancel(forum=forum, reason=stories.REASON, actor=officer, now=NOW)
    found = notices_of("forum.cancelled")
    assert [(person, kind) for person, kind, *_rest in found] == [
        (kk.pk, "forum_cancelled"), (ru.pk, "forum_cancelled"),
    ]  # fmt: skip
    assert "Қатты жел." in found[0][3]
    assert "Сильный ветер." in found[1][3]


def test_another_hour_is_told_and_another_hashtag_is_not():
    forum, officer = stories.a_forum()
    row = stories.registered(forum)
    forums.change_forum(forum=forum, changes={"hashtags": ["#WeAlmaty"]}, actor=officer, now=NOW)
    assert notices_of("forum.changed") == []
    forums.change_forum(forum=forum, changes={"ends_at": ENDS + HOUR}, actor=officer, now=NOW)
    assert [(person, kind) for person, kind, *_rest in notices_of("forum.changed")] == [
        (row.person_id, "forum_changed")
    ]
    with pytest.raises(TypeError):
        forums.change_forum(forum=forum, changes={"check_in_key": "x"}, actor=officer, now=NOW)


def test_each_step_of_a_registration_is_told_once_to_its_person():
    forum, officer = stories.a_forum(capacity=1, offer_hours=2)
    first, second, third = [stories.registered(forum) for _ in range(3)]
    ((person, kind, _subject, text),) = notices_of("forum.registered")
    assert (person, kind) == (first.person_id, "forum_registered")
    assert first.code in text
    assert f"/kk/forums/{forum.code}/mine/" in text
    ((person, _kind, subject, _text),) = notices_of("forum.waiting")
    assert person == third.person_id
    assert "2" in subject
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    assert [one[:2] for one in notices_of("forum.registration_cancelled")] == [(first.person_id, "forum_given_back")]
    ((person, kind, subject, _text),) = notices_of("forum.offered")
    assert (person, kind) == (second.person_id, "forum_offered")
    assert "12:00" in subject
    registrations.lapse_due(actor=system("clock"), now=NOW + 2 * HOUR)
    assert [one[:2] for one in notices_of("forum.offer_lapsed")] == [(second.person_id, "forum_lapsed")]
    registrations.accept_offer(registration=third, actor=stories.her(third), now=NOW + 3 * HOUR)
    registrations.remind_due(actor=system("clock"), now=STARTS - HOUR)
    assert [one[:2] for one in notices_of("forum.reminded")] == [(third.person_id, "forum_reminder")]
    stories.came(forum, third, officer)
    stories.held(forum, officer)
    assert [one[:2] for one in notices_of("forum.held")] == [(third.person_id, "forum_certificate")]
    minutes.save_paragraph(forum=forum, text={"kk": "Көлеңке"}, actor=officer, now=ENDS)
    minutes.publish(forum=forum, actor=officer, now=ENDS)
    assert [one[:2] for one in notices_of("forum.minutes_published")] == [(third.person_id, "forum_minutes")]


def test_a_message_that_is_true_no_more_is_not_written():
    forum, _officer = stories.a_forum(capacity=1)
    first, second = stories.registered(forum), stories.registered(forum)
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    assert notices_of("forum.registered") == [], "she gave it back before the worker came"
    assert notices_of("forum.waiting") == [], "a seat is offered to her already"
    assert len(notices_of("forum.offered")) == 1
    assert stories.fresh(second).state == "offered"


def test_jobs_of_the_clock_do_their_work(monkeypatch):
    forum, _officer = stories.a_forum(capacity=1)
    first, _second = stories.registered(forum), stories.registered(forum)
    monkeypatch.setattr("django.utils.timezone.now", lambda: STARTS - HOUR)
    assert jobs.remind.func() == 1
    registrations.cancel(registration=first, actor=stories.her(first), now=NOW)
    assert jobs.lapse_offers.func() == 1


def test_the_programme_stays_within_the_hours_and_names_who_speaks():
    forum, officer = stories.a_forum()
    given = {"forum": forum, "actor": officer, "now": NOW}
    line = forums.save_item(
        starts_at=STARTS, minutes=20, title=stories.TITLE, speaker=" Сәуле Омарова (demo) ", body=forum.process.body,
        **given,
    )  # fmt: skip
    assert line.speaker == "Сәуле Омарова (demo)"
    with pytest.raises(Refused, match="outside the hours"):
        forums.save_item(starts_at=ENDS, minutes=20, title=stories.TITLE, **given)
    forums.save_item(item=line, starts_at=STARTS + HOUR, minutes=5, title=stories.TITLE, **given)
    assert [one.minutes for one in asked.programme_of(forum)] == [5]
    forums.drop_item(item=line, **given)
    forums.drop_item(item=line, **given)
    assert not ProgrammeItem.objects.exists()


def test_a_forum_that_is_over_is_not_changed_any_more():
    forum, officer = stories.a_forum()
    stories.held(forum, officer)
    with pytest.raises(Refused, match="has taken place already"):
        forums.change_forum(forum=forum, changes={"capacity": 3}, actor=officer, now=ENDS)
    with pytest.raises(Refused, match="has taken place already"):
        forums.cancel(forum=forum, reason=stories.REASON, actor=officer, now=ENDS)


def test_minutes_need_known_public_numbers_and_a_forum_that_was():
    forum, officer = stories.a_forum()
    hidden = records.a_matter(visibility="private")
    given = {"forum": forum, "actor": officer, "now": NOW}
    for number in ("i2099-000001", hidden.number):
        with pytest.raises(Refused, match="nothing public with the number"):
            minutes.save_paragraph(text={"kk": "Көлеңке"}, numbers=[number], **given)
    with pytest.raises(Refused, match="Write what was said"):
        minutes.save_paragraph(text={"kk": ""}, **given)
    with pytest.raises(Refused, match="after the forum has taken place"):
        minutes.publish(**given)
    stories.held(forum, officer)
    with pytest.raises(Refused, match="no paragraphs"):
        minutes.publish(**given)
    assert Forum.objects.get(pk=forum.pk).minutes_published_at is None


def test_paragraphs_keep_their_order_when_one_is_taken_out_and_a_later_change_is_journaled():
    forum, officer = stories.a_forum()
    given = {"forum": forum, "actor": officer, "now": ENDS}
    for n in range(1, 5):
        minutes.save_paragraph(text={"kk": str(n)}, **given)
    minutes.drop_paragraph(position=2, **given)
    minutes.drop_paragraph(position=9, **given)
    assert [(one.position, one.text["kk"]) for one in asked.minutes_of(forum)] == [(1, "1"), (2, "3"), (3, "4")]
    stories.held(forum, officer)
    minutes.publish(**given)
    assert minutes.publish(**given).minutes_published_at == ENDS
    assert Entry.objects.filter(act="forum.minutes_published").count() == 1
    minutes.save_paragraph(position=1, text={"kk": "бір"}, **given)
    assert Entry.objects.filter(act="forum.changed").latest("pk").data == {"fields": ["minutes"]}


def test_a_question_waits_where_the_dialogue_wants_a_look_before():
    forum, officer = stories.a_forum()
    type(forum.process).objects.filter(pk=forum.process_id).update(moderation="before")
    me = stories.someone()
    question = questions.ask(forum=forum, text="Қашан?", language="kk", form_token="t", actor=me, now=NOW)
    assert question.state == "waiting"
    with pytest.raises(Refused, match="not among the open ones"):
        questions.want(question=question, actor=me, now=NOW)
    questions.show(question=question, actor=officer, now=NOW)
    question.refresh_from_db()
    assert questions.want(question=question, actor=me, now=NOW) is True


def test_a_moderator_hides_with_a_reason_that_stands_in_the_journal_without_the_person():
    forum, _officer = stories.a_forum()
    question = questions.ask(
        forum=forum, text="Қашан?", language="kk", form_token="t", actor=stories.someone(), now=NOW
    )
    moderator = people.office(records.a_body(code="centre-test"), "moderator")
    with pytest.raises(Refused):
        questions.hide(question=question, reason="Жоқ", actor=stories.someone(), now=NOW)
    with pytest.raises(Refused, match="Say why"):
        questions.hide(question=question, reason=" ", actor=moderator, now=NOW)
    hidden = questions.hide(question=question, reason="Қорлау, 8 701 123 45 67", actor=moderator, now=NOW)
    assert (hidden.reason.startswith("Қорлау"), "701" in hidden.reason) == (True, False)
    questions.hide(question=question, reason="Тағы да", actor=moderator, now=NOW)
    entry = Entry.objects.get(act="forum.question_hidden")
    assert (entry.public, entry.data) == (True, {"question": question.pk, "reason": hidden.reason})
    assert not Entry.objects.filter(act="forum.question_shown").exists(), "hidden twice is not shown again"
    questions.show(question=question, actor=moderator, now=NOW)
    questions.mark_answered(question=question, actor=moderator, now=NOW)
    assert Question.objects.get().state == "answered"
    with pytest.raises(Refused):
        questions.take_back(question=question, actor=people.her(question.person), now=NOW)


def test_guests_read_questions_and_are_asked_to_sign_in_for_more():
    forum, _officer = stories.a_forum()
    question = questions.ask(
        forum=forum, text="Қашан?", language="kk", form_token="t", actor=stories.someone(), now=NOW
    )
    for act in (
        lambda: questions.ask(forum=forum, text="Қашан?", language="kk", form_token="u", actor=GUEST, now=NOW),
        lambda: questions.want(question=question, actor=GUEST, now=NOW),
        lambda: questions.unwant(question=question, actor=GUEST, now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "sign_in"


def test_a_photo_of_the_forum_is_public_until_somebody_in_it_asks():
    from io import BytesIO

    from PIL import Image

    from ortaq.core.files import services as files

    forum, officer = stories.a_forum()
    octets = BytesIO()
    Image.new("RGB", (64, 48), "grey").save(octets, "JPEG")
    given = {"forum": forum, "actor": officer, "now": ENDS}
    photo = minutes.add_photo(upload=octets.getvalue(), name="hall.jpg", **given)
    files.clean(file=photo, actor=officer, now=ENDS)
    assert [one.pk for one in asked.photos_of(forum, GUEST)] == [photo.pk]
    assert minutes.hide_photo(public_id=photo.public_id, **given) is True
    assert asked.photos_of(forum, GUEST) == []
    with pytest.raises(Refused, match="is not a photo"):
        minutes.add_photo(upload=b"%PDF-1.4", name="hall.jpg", **given)


def test_other_forums_a_day_away_are_not_reminded_of():
    near, _officer = stories.a_forum()
    stories.registered(near)
    far, _officer = stories.a_forum(starts_at=STARTS + 5 * DAY, ends_at=ENDS + 5 * DAY)
    stories.registered(far)
    assert registrations.remind_due(actor=system("clock"), now=STARTS - HOUR) == 1
