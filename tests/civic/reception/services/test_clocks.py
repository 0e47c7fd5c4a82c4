from datetime import timedelta

from ortaq.civic.reception import jobs
from ortaq.civic.reception.models import Appeal, Assignment
from ortaq.civic.reception.services import clocks, moving, publishing, telling
from ortaq.core.journal.models import Entry
from ortaq.core.notices.models import Notice
from ortaq.core.people.actor import system
from ortaq.core.tasks.models import Task
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)
CLOCK = system("clock")


def test_silence_is_marked_the_day_after_the_due_day_and_once(the_city, appeal):
    on_the_day = NOW + 28 * DAY
    assert clocks.sweep(actor=CLOCK, now=on_the_day) == 0
    assert clocks.sweep(actor=CLOCK, now=on_the_day + DAY) == 1
    assert clocks.sweep(actor=CLOCK, now=on_the_day + 2 * DAY) == 0
    kept = Appeal.objects.select_related("matter").get()
    assert (kept.overdue_count, kept.matter.stage, kept.state) == (1, "late", "open")
    row = Assignment.objects.select_related("clock").get()
    assert row.late
    assert row.clock.late_told_at is not None
    assert Entry.objects.filter(act="appeal.fell_silent").count() == 1


def test_a_silent_part_is_late_but_not_the_appeals_own(the_city, appeal):
    row = factories.lead_of(appeal)
    moving.split(
        assignment=row, parts=[(the_city.bodies["transport"], "Жол")], actor=the_city.officer(), now=NOW + 2 * DAY
    )
    moving.extend(
        assignment=row,
        motive="Сараптама керек",
        until=(NOW + 60 * DAY).date(),
        actor=the_city.officer("akimat-bostandyk", "head"),
        now=NOW + 2 * DAY,
    )
    assert clocks.sweep(actor=CLOCK, now=NOW + 40 * DAY) == 1
    assert Appeal.objects.get().overdue_count == 0


def test_every_act_that_concerns_her_promises_a_message(the_city, appeal):
    promised = {task.kwargs["entry_id"] for task in Task.objects.filter(name__endswith="reception.jobs.tell")}
    assert promised == {Entry.objects.get(act="appeal.opened").pk}


def test_a_message_is_written_once_in_her_language_and_says_what_next(the_city):
    appeal = factories.an_appeal(the_city, applicant=factories.a_person("Олег (демо)", "ru"))
    clocks.sweep(actor=CLOCK, now=NOW + 30 * DAY)
    entry = Entry.objects.get(act="appeal.fell_silent")
    assert jobs.tell.func(entry.pk) == 1
    assert jobs.tell.func(entry.pk) == 0
    notice = Notice.objects.get()
    assert notice.language == "ru"
    assert appeal.matter.number in notice.subject
    assert f"/ru/appeals/{appeal.matter.number}/complain/" in notice.text
    assert "29 марта 2027 года" in notice.text
    assert "Акимат Бостандыка" in notice.text


def test_followers_hear_of_an_answer_and_not_of_everything(the_city, appeal):
    from ortaq.core.matters import services as matters

    neighbour = factories.a_person("Neighbour (demo)", "en")
    matters.follow(matter=appeal.matter, person=neighbour, actor=factories.resident(neighbour), now=NOW)
    factories.an_answer(the_city, appeal)
    for entry in Entry.objects.order_by("pk"):
        telling.tell_about(entry=entry, actor=CLOCK, now=NOW)
    kinds = {(notice.person_id == neighbour.pk, notice.kind) for notice in Notice.objects.all()}
    assert kinds == {(False, "appeal_received"), (False, "appeal_answered"), (True, "followed_answered")}


def test_each_kind_of_message_is_written_in_three_languages(the_city):
    """Every template is rendered with what the service gives it, and leaves no hole."""
    for language in ("kk", "ru", "en"):
        appeal = factories.an_appeal(the_city, applicant=factories.a_person("Demo (demo)", language))
        row = factories.lead_of(appeal)
        head, moderator = the_city.officer("akimat-bostandyk", "head"), the_city.officer("centre", "moderator")
        transport, light = the_city.bodies["transport"], the_city.bodies["light-demo"]
        moving.redirect(assignment=row, to=transport, reason="Жол туралы", part="Жол", actor=head, now=NOW)
        moving.split(assignment=row, parts=[(light, "Шам")], actor=head, now=NOW)
        moving.extend(assignment=row, motive="Сараптама", until=(NOW + 44 * DAY).date(), actor=head, now=NOW)
        publishing.hold(appeal=appeal, reason="Тексеру керек", actor=moderator, now=NOW)
        publishing.publish(appeal=appeal, public_text=appeal.public_text, title="", actor=moderator, now=NOW)
        clocks.sweep(actor=CLOCK, now=NOW + 60 * DAY)
        factories.an_answer(the_city, appeal, now=NOW + 61 * DAY)
    for entry in Entry.objects.order_by("pk"):
        telling.tell_about(entry=entry, actor=CLOCK, now=NOW)
    kinds = {"received", "redirected", "split", "extended", "held", "silent", "answered"}
    for language in ("kk", "ru", "en"):
        told = Notice.objects.filter(language=language)
        assert {notice.kind.removeprefix("appeal_") for notice in told} == kinds
        for notice in told:
            assert notice.subject
            assert not {"None", "{{", "%(", "()", "“”"} & set(notice.text.split())
            assert f"/{language}/appeals/2027-" in notice.text


def test_publishing_and_holding_move_list_search_and_card_together(the_city, appeal):
    moderator = the_city.officer("centre", "moderator")
    publishing.hold(appeal=appeal, reason="Аты-жөні бар", actor=moderator, now=NOW)
    kept = Appeal.objects.select_related("matter__search").get()
    assert (kept.listed, kept.matter.visibility, kept.matter.search.stems) == (False, "held", "")
    publishing.publish(
        appeal=appeal, public_text="Аулада әткеншек сынып қалды.", title="Әткеншек", actor=moderator, now=NOW
    )
    kept = Appeal.objects.select_related("matter__search").get()
    assert (kept.listed, kept.matter.visibility, kept.matter.title) == (True, "public", "Әткеншек")
    assert kept.matter.search.stems
    assert kept.text == appeal.text


def test_a_message_names_the_body_of_its_own_entry_however_late_it_is_written(the_city):
    appeal = factories.an_appeal(the_city, applicant=factories.a_person("Олег (демо)", "en"))
    row = factories.lead_of(appeal)
    for code, part in (("transport", "Road"), ("light-demo", "Lamp")):
        to = the_city.bodies[code]
        moving.redirect(assignment=row, to=to, reason="Not ours", part=part, actor=the_city.officer(), now=NOW)
    for entry in Entry.objects.filter(act="appeal.redirected").order_by("pk"):
        telling.tell_about(entry=entry, actor=CLOCK, now=NOW)
    first, second = Notice.objects.order_by("pk")
    assert "(Road)" in first.text
    assert "Roads" in first.text
    assert "City Light" in second.text


def test_an_extension_is_told_when_somebody_was_told(the_city):
    from ortaq.civic.reception.models import Extension

    for applicant, organisation in ((factories.a_person(), ""), (None, "Demo LLP")):
        appeal = factories.an_appeal(the_city, applicant=applicant, organisation=organisation)
        moving.extend(
            assignment=factories.lead_of(appeal),
            motive="Сараптама керек",
            until=(NOW + 60 * DAY).date(),
            actor=the_city.officer("akimat-bostandyk", "head"),
            now=NOW,
        )
    for entry in Entry.objects.filter(act="appeal.extended").order_by("pk"):
        telling.tell_about(entry=entry, actor=CLOCK, now=NOW + DAY)
    told, untold = Extension.objects.order_by("pk")
    assert told.told_at == NOW + DAY
    assert untold.told_at is None
