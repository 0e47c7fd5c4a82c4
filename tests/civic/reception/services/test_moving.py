from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connection

from ortaq.civic.reception.models import Appeal, Assignment, Extension
from ortaq.civic.reception.services import moving, publishing
from ortaq.core.journal import queries as journal
from ortaq.core.journal.models import Entry
from ortaq.core.matters import services as matters
from ortaq.core.people.refusal import Refused
from tests import factories
from tests.conftest import NOW

DAY = timedelta(days=1)
REASON = "Бұл мәселе біздің құзыретімізде емес"


def test_a_whole_appeal_goes_to_the_right_body_and_its_own_clock_starts(the_city, appeal):
    row = factories.lead_of(appeal)
    made = moving.redirect(
        assignment=row, to=the_city.bodies["transport"], reason=REASON, actor=the_city.officer(), now=NOW + 2 * DAY
    )
    kept = Appeal.objects.get()
    assert (kept.lead.code, kept.due_on) == ("transport", made.due_on)
    assert made.lead
    assert made.registered_on == date(2027, 3, 3)
    assert made.due_on == date(2027, 3, 31)
    old = Assignment.objects.get(pk=row.pk)
    assert (old.state, old.clock.stopped_at) == ("redirected", NOW + 2 * DAY)
    assert factories.lead_of(kept) == made


def test_after_three_working_days_a_body_answers_itself(the_city, appeal):
    row = factories.lead_of(appeal)
    to, actor = the_city.bodies["transport"], the_city.officer()
    with pytest.raises(Refused) as refused:
        moving.redirect(assignment=row, to=to, reason=REASON, actor=actor, now=NOW + 4 * DAY)
    assert refused.value.code == "redirect_late"
    assert refused.value.params["day"] == date(2027, 3, 4)
    moving.redirect(assignment=row, to=to, reason=REASON, actor=actor, now=NOW + 3 * DAY)


def test_a_redirect_needs_a_reason(the_city, appeal):
    with pytest.raises(Refused) as refused:
        moving.redirect(
            assignment=factories.lead_of(appeal),
            to=the_city.bodies["transport"],
            reason=" ",
            actor=the_city.officer(),
            now=NOW,
        )
    assert refused.value.code == "reason_empty"


def test_a_part_goes_elsewhere_and_the_rest_stays(the_city, appeal):
    row = factories.lead_of(appeal)
    made = moving.redirect(
        assignment=row,
        to=the_city.bodies["transport"],
        reason=REASON,
        part="Тротуар туралы",
        actor=the_city.officer(),
        now=NOW + DAY,
    )
    assert (made.lead, made.part, made.state) == (False, "Тротуар туралы", "open")
    assert factories.lead_of(appeal) == row
    assert Appeal.objects.get().lead.code == "akimat-bostandyk"


def test_what_was_forwarded_cannot_be_forwarded_or_answered_again(the_city, appeal):
    row = factories.lead_of(appeal)
    actor = the_city.officer()
    moving.redirect(assignment=row, to=the_city.bodies["transport"], reason=REASON, actor=actor, now=NOW)
    with pytest.raises(Refused) as refused:
        moving.redirect(assignment=row, to=the_city.bodies["centre"], reason=REASON, actor=actor, now=NOW)
    assert refused.value.code == "redirected"


def test_parts_have_clocks_of_their_own(the_city, appeal):
    row = factories.lead_of(appeal)
    parts = [(the_city.bodies["transport"], "Жол"), (the_city.bodies["light-demo"], "Шам")]
    made = moving.split(assignment=row, parts=parts, actor=the_city.officer(), now=NOW + 2 * DAY)
    assert [part.due_on for part in made] == [date(2027, 3, 31)] * 2
    assert len({part.clock_id for part in made} | {row.clock_id}) == 3
    with pytest.raises(Refused) as refused:
        moving.split(assignment=row, parts=parts, actor=the_city.officer(), now=NOW + 2 * DAY)
    assert refused.value.code == "has_it"
    with pytest.raises(Refused) as refused:
        moving.split(assignment=row, parts=[(the_city.bodies["centre"], "")], actor=the_city.officer(), now=NOW)
    assert refused.value.code == "part_empty"


def test_the_head_extends_once_and_the_applicant_is_told_in_three_working_days(the_city, appeal):
    row = factories.lead_of(appeal)
    head = the_city.officer("akimat-bostandyk", "head")
    until = date(2027, 4, 30)
    extension = moving.extend(assignment=row, motive="Сараптама керек", until=until, actor=head, now=NOW + DAY)
    kept = Assignment.objects.select_related("clock").get()
    assert kept.due_on == kept.clock.due_on == Appeal.objects.get().due_on == until
    assert kept.clock.first_due_on == date(2027, 3, 29)
    assert extension.tell_by == date(2027, 3, 5)
    assert extension.signed_by.role == "head"
    with pytest.raises(Refused) as refused:
        moving.extend(assignment=row, motive="Тағы", until=date(2027, 4, 29), actor=head, now=NOW + DAY)
    assert refused.value.code == "extended_already"


@pytest.mark.parametrize(
    ("kind", "until", "role", "code"),
    [
        ("application", date(2027, 5, 4), "head", "too_far"),
        ("application", date(2027, 4, 20), "officer", "head_only"),
        ("complaint", date(2027, 4, 20), "head", "not_extendable"),
        ("application", date(2027, 4, 4), "head", "extension_on_day_off"),
    ],
)
def test_what_cannot_be_extended(the_city, kind, until, role, code):
    row = factories.lead_of(factories.an_appeal(the_city, kind=kind))
    with pytest.raises(Refused) as refused:
        moving.extend(
            assignment=row, motive="Сараптама", until=until, actor=the_city.officer("akimat-bostandyk", role), now=NOW
        )
    assert refused.value.code == code
    assert Extension.objects.count() == 0


def test_the_desk_corrects_topic_kind_and_place_but_never_the_words(the_city, appeal):
    text = appeal.text
    moving.correct(
        appeal=appeal,
        kind="message",
        topic=the_city.topics["roads.pothole"],
        lon=factories.MEDEU[0],
        lat=factories.MEDEU[1],
        place="point",
        actor=the_city.officer(),
        now=NOW + DAY,
    )
    kept = Appeal.objects.select_related("matter").get()
    assert (kept.kind, kept.topic.code, kept.group.code) == ("message", "roads.pothole", "roads")
    assert kept.district.code == "kz.almaty.medeu"
    assert kept.matter.h3_9 is not None
    assert kept.text == text
    assert kept.lead.code == "akimat-bostandyk"
    with pytest.raises(Refused):
        moving.correct(appeal=appeal, kind="request", actor=the_city.officer("light-demo"), now=NOW)


def test_what_an_official_writes_about_moving_it_is_public_only_masked(the_city, appeal):
    row = factories.lead_of(appeal)
    head = the_city.officer("akimat-bostandyk", "head")
    private = "тел. +7 701 123 45 67"
    moving.extend(assignment=row, motive=f"Сараптама, {private}", until=date(2027, 4, 30), actor=head, now=NOW)
    moving.split(
        assignment=row, parts=[(the_city.bodies["light-demo"], f"Шам, {private}")], actor=the_city.officer(), now=NOW
    )
    made = moving.redirect(
        assignment=row,
        to=the_city.bodies["transport"],
        reason=f"{REASON}, {private}",
        part=f"Жол, {private}",
        actor=the_city.officer(),
        now=NOW,
    )
    shown = [made.reason, made.part, Extension.objects.get().motive]
    shown += [str(entry.data) for entry in Entry.objects.all()]
    assert not [words for words in shown if "701" in words]
    assert REASON in made.reason
    assert journal.verify() is None


def test_moving_the_pin_does_not_undo_what_a_moderator_decided(the_city, appeal):
    """On PostgreSQL the card read with a locked appeal may be older than the appeal."""
    stale = Appeal.objects.select_related("matter", "topic").get()
    publishing.hold(appeal=appeal, reason="Тексеру", actor=the_city.officer("centre", "moderator"), now=NOW)
    matters.move(matter=stale.matter, stage="answered", actor=the_city.officer(), now=NOW)
    card = Appeal.objects.select_related("matter").get().matter
    assert (card.stage, card.visibility) == ("answered", "held")


@pytest.mark.django_db(transaction=True)
def test_of_three_officers_who_forward_at_once_one_does_and_the_others_are_told():
    city = factories.city()
    row = factories.lead_of(factories.an_appeal(city))
    actor = city.officer()

    def forward(code):
        try:
            moving.redirect(assignment=row, to=city.bodies[code], reason=REASON, actor=actor, now=NOW)
        except Refused as refused:
            return refused.code
        finally:
            connection.close()
        return "first"

    with ThreadPoolExecutor(3) as pool:
        said = sorted(pool.map(forward, ["transport", "centre", "akimat-medeu"]))
    assert said == ["first", "redirected", "redirected"]
    assert Assignment.objects.filter(state="open").count() == 1
    assert journal.verify() is None
