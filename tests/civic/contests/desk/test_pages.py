"""A contest led at the desk from the first word to the last instalment, by its pages alone."""

import re

import pytest
from django.test import Client

from ortaq.civic.contests.models import Agreement, Application, Contest, Juror, Objection, Review
from ortaq.civic.contests.services import objecting
from tests import factories, records
from tests.civic.contests import stories
from tests.civic.contests.services.test_deciding import all_score, at_work, decided
from tests.civic.contests.stories import AFTER, CLOSES, DAY, NOW

pytestmark = pytest.mark.django_db


class Clock:
    """What time the pages think it is."""

    def __init__(self, monkeypatch):
        self.now = NOW
        from django.utils import timezone

        monkeypatch.setattr(timezone, "now", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def desk_of(body, role="head") -> Client:
    office = factories.an_office(body, role)
    client = Client()
    records.sign_in(client, records.an_account(office.person), strong=True)
    return client


def send(client, path, status=302, **data):
    response = client.post(f"/en/desk/contests/{path}", data)
    shown = response.content.decode() if response.status_code != status else ""
    assert response.status_code == status, re.sub(r"<[^>]+>", " ", shown)[-2000:]
    return response


WHERE = "green/"


def write_the_call(desk, body) -> Contest:
    """Every part of the call, with a question added twice, moved and taken out again."""
    days = {"opens_at": "2027-02-28T09:00:00", "closes_at": "2027-03-11T10:00:00"}
    titles = {"title_kk": "Жасыл аула", "title_ru": "Зелёный двор"}
    send(desk, "new/", **titles, **days, code="green", body=str(body.pk), award="grant")
    send(desk, f"{WHERE}step/publish/", status=422)
    words = {"summary_kk": "Ағаш", "summary_ru": "Сад", "text_kk": "Шақыру", "text_ru": "Призыв"}
    send(desk, f"{WHERE}edit/words/", **titles, **words)
    send(desk, f"{WHERE}edit/money/", currency="EUR", budget="10000", cap="5000", at_line="line")
    terms = {"grace_minutes": "0", "supplement_days": "3", "objection_days": "5", "reviews_each": "2"}
    send(desk, f"{WHERE}edit/terms/", **days, **terms)
    said = {"label_kk": "Алматыда тұрамын", "label_ru": "Живу в Алматы"}
    send(desk, f"{WHERE}eligibility/resident/0/", **said)
    send(desk, f"{WHERE}eligibility/age/1/", **said, status=422)
    send(desk, f"{WHERE}eligibility/age/1/", **said, least="18")
    send(desk, f"{WHERE}eligibility/organisation/1/", **said, status=404)
    send(desk, f"{WHERE}eligibility/", deed="out:1")
    asked = {"label_kk": "Ой", "label_ru": "Идея", "type": "long_text", "required": "on", "jury": "on"}
    for place, code in enumerate(("idea", "extra")):
        send(desk, f"{WHERE}form/{place}/", code=code, **asked)
    send(desk, f"{WHERE}form/", deed="up:1")
    send(desk, f"{WHERE}form/", deed="out:0")
    send(desk, f"{WHERE}criteria/", title_kk_1="Пайдасы", title_ru_1="Польза", weight_1="2", highest_1="10")
    send(desk, f"{WHERE}step/publish/")
    return Contest.objects.get()


def check_two_and_refuse_the_third(desk, first, second, third):
    one = f"{WHERE}applications/{first.matter.number}/"
    assert desk.get(f"/en/desk/contests/{WHERE}applications/").content.decode().count("<h2") == 3
    assert desk.get(f"/ru/desk/contests/{one}").status_code == 200
    send(desk, f"{one}let-in/", status=403)  # the rule has not been looked at
    for entry in (first, second):
        path = f"{WHERE}applications/{entry.matter.number}/"
        send(desk, f"{path}check/", rule="resident1", state="met", note="")
        send(desk, f"{path}let-in/")
    last = f"{WHERE}applications/{third.matter.number}/"
    send(desk, f"{last}more/", codes=["idea"], note="Толығырақ")
    send(desk, f"{last}refuse/", status=422)
    send(desk, f"{last}refuse/", reason="Толықтырылмады.")


def invite_two(desk):
    for n in (1, 2):
        person = stories.a_person(f"Қазы {n} (демо)")
        chair = {"chair": "on"} if n == 1 else {}
        given = {"contact": person.email, "public_name": f"Қазы {n}, ғалым", "languages": ["kk"], **chair}
        send(desk, f"{WHERE}jury/invite/", **given)
    send(desk, f"{WHERE}jury/invite/", status=422, contact="nobody@example.kz", public_name="Ешкім")


def everybody_scores(*points):
    for juror in Juror.objects.select_related("person"):
        room = Client()
        records.sign_in(room, records.an_account(juror.person))
        assert "green" in room.get("/en/jury/").content.decode()
        assert room.get("/en/jury/green/").status_code == 200
        for entry, given in points:
            path = f"/en/jury/green/{entry.matter.number}/"
            assert "Айгерім" not in room.get(path).content.decode()
            assert room.post(path, {"score_c1": "11", "comment": ""}).status_code == 422
            assert room.post(path, {"comment": "Кейін", "hand_in": "1"}).status_code == 422
            assert room.post(path, {"comment": "Кейін"}).status_code == 302
            assert room.post(path, {"score_c1": given, "comment": "Жақсы"}).status_code == 302
            assert room.post(path, {"score_c1": given, "comment": "Жақсы", "hand_in": "1"}).status_code == 302
            assert room.get(path).status_code == 200


def test_a_contest_from_the_first_word_to_the_last_instalment(clock):
    body = records.a_body(code="organiser")
    desk = desk_of(body)
    contest = write_the_call(desk, body)
    assert (contest.state, contest.cap, contest.forms.last().version) == ("open", 5_000_00, 4)
    names = ("Бірінші", "Екінші", "Үшінші")
    first, second, third = (stories.sent(contest, answers={"idea": f"{n} ой: ағаш егу"}, now=NOW) for n in names)
    check_two_and_refuse_the_third(desk, first, second, third)
    invite_two(desk)

    clock.now = AFTER + 6 * DAY
    desk = desk_of(body)
    send(desk, f"{WHERE}step/close/")
    send(desk, f"{WHERE}step/judge/", reviews_due_at="2027-04-01T10:00:00")
    send(desk, f"{WHERE}step/give/", status=422, seed="1", seed_source="Кубик")
    send(desk, f"{WHERE}step/share/")
    send(desk, f"{WHERE}step/give/", seed="7712", seed_source="Лотерея (демо)")
    assert Review.objects.count() == 4
    assert desk.get(f"/kk/desk/contests/{WHERE}jury/").status_code == 200
    everybody_scores((first, 9), (second, 4))
    send(desk, f"{WHERE}step/scores/")
    send(desk, f"{WHERE}step/decide/", seed="9", seed_source="Лотерея (демо)")
    send(desk, f"{WHERE}step/tell/")
    assert Contest.objects.get().state == "appeals"
    assert {one.state for one in Application.objects.exclude(pk=third.pk)} == {"funded"}

    parts = {"amount_1": "1500", "due_on_1": "2027-04-20", "amount_2": "2500", "due_on_2": "2027-07-20"}
    signed = f"{WHERE}applications/{first.matter.number}/agreement/"
    send(desk, signed, number="1-Г", signed_on="2027-04-10", **parts)
    part = Agreement.objects.get().instalments.first()
    assert part.amount == 1_500_00
    send(desk, f"{WHERE}instalments/{part.pk}/", paid="yes", on="2027-04-20")
    assert desk.get(f"/en/desk/contests/{WHERE}agreements/").status_code == 200
    clock.now += 6 * DAY
    send(desk, f"{WHERE}step/finish/")
    for path in ("", WHERE):
        assert desk.get(f"/en/desk/contests/{path}").status_code == 200


def test_an_objection_is_answered_at_the_desk(clock):
    contest, head = stories.a_contest()
    sent = stories.sent(contest)
    from ortaq.civic.contests.services import checking

    out = checking.find_not_eligible(application=sent, reason="Алматыдан тыс.", actor=head, now=NOW)
    objection = objecting.object_to(application=out, text="Алматыда!", actor=stories.her(out), now=NOW)
    desk = desk_of(contest.body)
    where = f"{contest.code}/objections/"
    assert "Алматыда!" in desk.get(f"/en/desk/contests/{where}").content.decode()
    send(desk, f"{where}{objection.pk}/", status=422, upheld="yes")
    send(desk, f"{where}{objection.pk}/", upheld="yes", answer="Картада бар екен.")
    send(desk, f"{where}{objection.pk}/", status=409, upheld="no", answer="Жоқ")
    assert Objection.objects.get().state == "upheld"


def test_somebody_of_another_body_finds_nothing_and_an_officer_does_not_decide(clock):
    contest, _head = stories.a_contest()
    sent = stories.sent(contest)
    stranger = desk_of(records.a_body(code="other"))
    paths = ["", "form/", "criteria/", "applications/", f"applications/{sent.matter.number}/", "jury/", "step/close/"]
    for path in [*paths, "objections/", "agreements/", "edit/words/"]:
        assert stranger.get(f"/en/desk/contests/{contest.code}/{path}").status_code == 404
    officer = desk_of(contest.body, "officer")
    clock.now = CLOSES + DAY
    page = officer.get(f"/en/desk/contests/{contest.code}/").content.decode()
    assert "step/close/" in page
    assert "step/publish/" not in page


def test_the_jurys_room_is_for_jurors(clock):
    contest, head = stories.a_contest()
    (entry,) = stories.let_in(contest, head, 1)
    contest, seats = stories.judging(contest, head, jurors=2)
    from ortaq.civic.contests.services import jury

    for seat in seats:
        jury.add_review(juror=seat, application=entry, actor=head, now=AFTER)
    guest, other, juror = Client(), Client(), Client()
    records.sign_in(other, records.an_account(stories.a_person("Бөтен (демо)")))
    records.sign_in(juror, records.an_account(seats[0].person))
    path = f"/en/jury/{contest.code}/{entry.matter.number}/"
    assert guest.get(path).status_code == 302
    assert other.get(path).status_code == 404
    assert other.get("/en/jury/").status_code == 200
    assert juror.get(path).status_code == 200
    assert juror.get(f"/en/jury/another/{entry.matter.number}/").status_code == 404
    assert juror.post(f"{path}close/", {}).status_code == 422
    assert juror.post(f"{path}close/", {"reason": "Әпкемнің жобасы"}).status_code == 302
    assert juror.get(path).status_code == 404
    assert Review.objects.get(juror=seats[0]).state == "released"


def test_the_chair_settles_what_the_scores_cannot_tell_apart(clock):
    contest, head, entries, seats = at_work(count=4)
    stories.shared_out(contest, head)
    all_score(contest, [(7, 7)] * 4)
    decided(contest, head)
    chair, other = Client(), Client()
    records.sign_in(chair, records.an_account(seats[0].person))
    records.sign_in(other, records.an_account(seats[1].person))
    path = f"/en/jury/{contest.code}/talk/"
    assert other.get(path).status_code == 404
    assert path in chair.get(f"/en/jury/{contest.code}/").content.decode()
    numbers = [one.matter.number for one in entries]
    assert chair.post(path, {"funded": numbers[:2]}).status_code == 422
    assert chair.post(path, {"funded": numbers[:3], "reasons": "Үшеуі де керек"}).status_code == 422
    assert chair.post(path, {"funded": numbers[:2], "reasons": "Екі ауданнан"}).status_code == 302
    funded = Application.objects.filter(state="funded").values_list("matter__number", flat=True)
    assert set(funded) == set(numbers[:2])


@pytest.mark.parametrize("many", [False, True])
def test_the_queue_asks_the_same_few_questions_for_few_and_many(clock, many, django_assert_max_num_queries):
    contest, _head = stories.a_contest()
    for _ in range(3 if many else 1):
        stories.sent(contest)
    desk = desk_of(contest.body)
    desk.get("/en/desk/contests/")
    with django_assert_max_num_queries(14):
        assert desk.get(f"/en/desk/contests/{contest.code}/applications/").status_code == 200


@pytest.mark.parametrize("many", [1, 4])
def test_a_juror_with_much_to_read_asks_no_more_questions(clock, many, django_assert_max_num_queries):
    contest, head, _entries, seats = at_work(count=many, jurors=2)
    stories.shared_out(contest, head)
    room = Client()
    records.sign_in(room, records.an_account(seats[0].person))
    room.get("/en/jury/")
    with django_assert_max_num_queries(11):
        page = room.get(f"/en/jury/{contest.code}/").content.decode()
    assert page.count("Жасыл аула") == many
