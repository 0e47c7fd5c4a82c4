"""Appeals and ideas that ask for the same become a public work: who may say so, who hears of it, what is shown at the end."""

from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from ortaq.core.people.actor import system
from ortaq.core.people.refusal import Refused
from tests import factories, records
from tests.civic.dialogue import fate_stories
from tests.civic.dialogue import stories as dialogues
from tests.civic.works import stories as works
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work

pytestmark = pytest.mark.django_db
BODY = "akimat-bostandyk"
NEW = {
    "kind": "playground", "title": {"kk": "Ойын алаңы", "ru": "Площадка"}, "note": "Биыл саламыз.", "form_token": "t1",
}  # fmt: skip


@pytest.fixture
def city() -> factories.City:
    return factories.city()


def open_to_all(*appeals: Any) -> list[str]:
    """What the numbers of these appeals are, once everybody may read them."""
    from ortaq.civic.reception.services import publishing

    for one in appeals:
        moderator = factories.actor_for(factories.an_office(one.lead, "moderator"))
        publishing.publish(appeal=one, public_text=one.public_text, title="Алаң", actor=moderator, now=NOW)
    return [one.matter.number for one in appeals]


def asked(city: factories.City, count: int = 2, **facts: Any) -> list[Any]:
    found = [factories.an_appeal(city, **facts) for _ in range(count)]
    open_to_all(*found)
    return found


def tied(city: factories.City, work: "Work", *numbers: str, body: str = BODY) -> int:
    from ortaq.journeys import word_to_work

    return word_to_work.tie(numbers=numbers, work=work.matter.number, actor=city.officer(body), now=NOW)


def built(city: factories.City, work: "Work") -> "Work":
    return works.moved(work, city.officer(BODY), "done", day=3)


def run() -> list[int]:
    """What a worker would run of the journeys, in the order promised; how many were told by each."""
    from ortaq.core.tasks.models import Task
    from ortaq.journeys import jobs

    promised = Task.objects.filter(name__startswith="ortaq.journeys.jobs.tell_").order_by("pk")
    told = [getattr(jobs, task.name.rsplit(".", 1)[1]).func(**task.kwargs) for task in promised]
    Task.objects.filter(name__startswith="ortaq.journeys.").delete()
    return told


def notices(kind: str) -> list[int]:
    from ortaq.core.notices.models import Notice

    return sorted(Notice.objects.filter(kind=kind).values_list("person", flat=True))


def test_two_appeals_become_one_work_once(city: factories.City) -> None:
    from ortaq.core.journal.models import Entry

    first, second = asked(city)
    work = factories.a_work(city)
    assert tied(city, work, first.matter.number, second.matter.number) == 2
    assert tied(city, work, second.matter.number, first.matter.number) == 0, "a second time changes nothing"
    became = Entry.objects.filter(act="matter.became")
    assert [(one.matter_id, one.data["number"], one.public) for one in became] == [
        (first.matter_id, work.matter.number, True), (second.matter_id, work.matter.number, True)
    ]  # fmt: skip
    assert Entry.objects.get(act="matter.gathered").data == {"words": 2, "kind": "work"}
    assert run() == [1, 1]
    assert notices("became") == sorted([first.applicant_id, second.applicant_id])


def test_whoever_stands_behind_two_appeals_hears_once(city: factories.City) -> None:
    from ortaq.core.notices.models import Notice

    person = factories.a_person()
    first, second = asked(city, applicant=person)
    tied(city, factories.a_work(city), first.matter.number, second.matter.number)
    assert run() == [1, 0]
    notice = Notice.objects.get(kind="became")
    assert "Әткеншек" in notice.subject
    assert f"/kk/thread/{first.matter.number}/" in notice.text


def test_a_new_work_stands_where_the_first_appeal_is(city: factories.City) -> None:
    from ortaq.civic.works.models import Work
    from ortaq.journeys import word_to_work

    nowhere, here = asked(city, 1, at=None, topic="other")[0], asked(city, 1)[0]
    given: dict[str, Any] = {
        "numbers": [nowhere.matter.number, here.matter.number], "body": city.bodies[BODY], **NEW,
        "actor": city.officer(BODY), "now": NOW,
    }  # fmt: skip
    made = [word_to_work.open_work(**given) for _ in range(2)]
    assert Work.objects.count() == 1
    assert made[0] == made[1]
    assert (made[0].matter.lon, made[0].matter.lat) == (here.matter.lon, here.matter.lat)
    assert made[0].matter.links_in.count() == 2


@pytest.mark.parametrize(
    ("number", "code"),
    [("2027-777777", "not_seen"), ("{work}", "no_word"), ("{hidden}", "not_seen"), ("", "no_words")],
)
def test_what_is_not_there_or_not_hers_to_see_becomes_nothing(city: factories.City, number: str, code: str) -> None:
    from ortaq.core.matters import services as matters
    from ortaq.core.matters.models import Link

    (good,) = asked(city, 1)
    hidden = factories.an_appeal(city, at=factories.MEDEU, publish=False)
    matters.move(matter=hidden.matter, visibility="private", actor=system("test"), now=NOW)
    type(hidden).objects.filter(pk=hidden.pk).update(listed=False)
    work, other = factories.a_work(city), factories.a_work(city)
    wrong = number.format(work=other.matter.number, hidden=hidden.matter.number)
    with pytest.raises(Refused) as refused:
        tied(city, work, *([good.matter.number, wrong] if wrong else []))
    assert refused.value.code == code
    assert not Link.objects.exists(), "all or nothing"


def test_an_appeal_nobody_else_reads_becomes_a_work_at_the_desk_that_has_it(city: factories.City) -> None:
    quiet = factories.an_appeal(city, publish=False)
    assert tied(city, factories.a_work(city), quiet.matter.number) == 1


def test_another_bodys_work_takes_nothing(city: factories.City) -> None:
    (appeal,) = asked(city, 1)
    with pytest.raises(Refused) as refused:
        tied(city, factories.a_work(city), appeal.matter.number, body="akimat-medeu")
    assert refused.value.code == "no_work"


def test_a_work_that_is_done_takes_no_more_words(city: factories.City) -> None:
    (appeal,) = asked(city, 1)
    with pytest.raises(Refused) as refused:
        tied(city, built(city, factories.a_work(city)), appeal.matter.number)
    assert refused.value.code == "done"


def test_a_defect_of_a_work_does_not_become_the_work_it_came_from(city: factories.City) -> None:
    from ortaq.core.matters import services as matters

    (appeal,), work = asked(city, 1), factories.a_work(city)
    matters.link(origin=work.matter, result=appeal.matter, kind="defect", actor=system("test"), now=NOW)
    with pytest.raises(Refused) as refused:
        tied(city, work, appeal.matter.number)
    assert refused.value.code == "circle"


# ── ideas ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_accepted_idea_takes_what_was_joined_into_it_along(city: factories.City) -> None:
    from ortaq.civic.dialogue.services import joining

    process, officer = dialogues.a_process()
    root, other = fate_stories.an_idea(process), fate_stories.an_idea(process, "Аллеяға орындық", "Отыратын жер жоқ.")
    fate_stories.answered(fate_stories.a_cluster(process, officer, root), officer)
    joining.join_ideas(ideas=[other], into=root, reason="Бір аллея туралы.", actor=officer, now=NOW)
    work = factories.a_work(city)
    assert tied(city, work, other.matter.number) == 2, "a joined idea leads to its root"
    assert run() == [1, 1]
    assert notices("became") == sorted([root.author_id, other.author_id])


@pytest.mark.parametrize("fate", ["", "not_adopted"])
def test_an_idea_nobody_accepted_becomes_nothing(city: factories.City, fate: str) -> None:
    process, officer = dialogues.a_process()
    idea = fate_stories.an_idea(process)
    if fate:
        fate_stories.answered(fate_stories.a_cluster(process, officer, idea), officer, fate)
    with pytest.raises(Refused) as refused:
        tied(city, factories.a_work(city), idea.matter.number)
    assert refused.value.code == "not_accepted"


@pytest.mark.parametrize(
    ("award", "state", "public", "code"),
    [("prize", "funded", True, ""), ("prize", "not_funded", True, "not_won"), ("prize", "funded", False, "not_seen"),
     ("grant", "funded", True, "grant")],
)  # fmt: skip
def test_what_won_a_prize_becomes_a_work_once_it_is_told(
    city: factories.City, award: str, state: str, public: bool, code: str
) -> None:
    from ortaq.civic.contests.models import Application, Contest
    from ortaq.core.matters import services as matters
    from tests.civic.contests import stories as contests

    contest, _head = contests.a_contest()
    sent = contests.sent(contest)
    Application.objects.filter(pk=sent.pk).update(state=state)
    if award == "prize":
        Contest.objects.filter(pk=contest.pk).update(award="prize", places=1, budget=0, cap=0)
    matters.move(
        matter=sent.matter, visibility="public" if public else "private", actor=system("test"), now=NOW
    )  # fmt: skip
    work = factories.a_work(city)
    if not code:
        assert tied(city, work, sent.matter.number) == 1
        return
    with pytest.raises(Refused) as refused:
        tied(city, work, sent.matter.number)
    assert refused.value.code == code


# ── when it is built ─────────────────────────────────────────────────────────────────────────────────────────────────


def test_everybody_who_said_supported_wrote_or_follows_hears_once_that_it_is_built(city: factories.City) -> None:
    from ortaq.core.discussion import services as discussion
    from ortaq.core.matters import services as matters

    appeal, second = asked(city)
    supporter, writer, follower, both, silent = (factories.a_person() for _ in range(5))
    for card in (appeal.matter, second.matter):
        discussion.support(matter=card, actor=factories.resident(both), now=NOW)
        discussion.comment(matter=card, text="Бізде де солай.", actor=factories.resident(both), now=NOW)
    discussion.support(matter=appeal.matter, actor=factories.resident(supporter), now=NOW)
    discussion.comment(matter=second.matter, text="Қосыламын.", actor=factories.resident(writer), now=NOW)
    work = factories.a_work(city)
    matters.follow(matter=work.matter, person=follower, actor=factories.resident(follower), now=NOW)
    tied(city, work, appeal.matter.number, second.matter.number)
    run()
    built(city, work)
    everybody = sorted(
        [appeal.applicant_id, second.applicant_id, supporter.pk, writer.pk, both.pk, follower.pk]
    )  # fmt: skip
    assert sum(run()) == len(everybody)
    assert notices("work_built") == everybody
    assert silent.pk not in notices("work_built")


def test_a_hidden_comment_makes_nobody_a_voice(city: factories.City) -> None:
    from ortaq.core.discussion import services as discussion
    from ortaq.core.discussion.models import Comment

    (appeal,) = asked(city, 1)
    rude = factories.a_person()
    said = discussion.comment(matter=appeal.matter, text="Ұят сөз.", actor=factories.resident(rude), now=NOW)
    Comment.objects.filter(pk=said.pk).update(state="hidden", reason="Балағат")
    work = factories.a_work(city)
    tied(city, work, appeal.matter.number)
    built(city, work)
    run()
    assert notices("work_built") == [appeal.applicant_id]


def test_a_done_work_shows_with_its_photo_that_the_appeal_is_fixed(city: factories.City) -> None:
    from ortaq.civic.reception.models import Fix
    from ortaq.core.files.models import StoredFile
    from ortaq.journeys import appeal_to_work

    (appeal,) = asked(city, 1)  # a playground: "fixed" needs a photo
    work = factories.a_work(city)
    tied(city, work, appeal.matter.number)
    later: dict[str, Any] = {"actor": city.officer(BODY), "now": works.LATER}
    with pytest.raises(Refused, match="done"):
        appeal_to_work.fix(appeal=appeal, **later)
    built(city, work)
    with pytest.raises(Refused) as refused:
        appeal_to_work.fix(appeal=appeal, **later)
    assert refused.value.code == "needs_photo"
    pair = works.a_checked_pair(work, city)
    appeal_to_work.fix(appeal=appeal, **later)
    kept = Fix.objects.get(appeal=appeal)
    assert (kept.done_on, work.matter.number in kept.note) == ((NOW + timedelta(days=3)).date(), True)
    assert kept.evidence is not None
    assert (kept.evidence.matter_id, kept.evidence.visibility, kept.evidence.state) == (
        appeal.matter_id, "public", "ready",
    )  # fmt: skip
    story = Client().get(f"/en/thread/{work.matter.number}.json").json()["parts"][3]["moments"]
    shown = [proof["href"].partition("/en/")[2] for one in story for proof in one["evidence"]]
    assert set(shown) == {
        f"works/{work.matter.number}/#way", f"works/{work.matter.number}/#pairs",
        f"appeals/{appeal.matter.number}/#fixed",
    }  # fmt: skip
    assert StoredFile.objects.get(pair_after=pair).matter_id == work.matter_id, "the work keeps its own"


def test_another_body_does_not_call_it_fixed(city: factories.City) -> None:
    from ortaq.journeys import appeal_to_work

    appeal = asked(city, 1, topic="other")[0]
    work = factories.a_work(city)
    tied(city, work, appeal.matter.number)
    built(city, work)
    with pytest.raises(Refused) as refused:
        appeal_to_work.fix(appeal=appeal, actor=city.officer("akimat-medeu"), now=works.LATER)
    assert refused.value.code == "not_yours"
    assert appeal_to_work.fix(appeal=appeal, actor=city.officer(BODY), now=works.LATER).appeal == appeal


# ── at the desk ──────────────────────────────────────────────────────────────────────────────────────────────────────


def at_desk(city: factories.City, body: str = BODY, role: str = "officer") -> Client:
    client = Client()
    office = factories.an_office(city.bodies[body], role)
    records.sign_in(client, records.an_account(office.person), strong=True)
    return client


def test_the_desk_ties_an_appeal_to_a_work_near_by(city: factories.City) -> None:
    appeal, second = asked(city)
    work = factories.a_work(city)
    client, here = at_desk(city), f"/en/desk/words/{appeal.matter.number}/work/"
    assert "Swings" in client.get(here).content.decode()
    sent = client.post(here, {"tied_to": work.matter.number, "also": f"№ {second.matter.number}", "keeper": work.body.code,
                              "work_kind": "other"})  # fmt: skip
    assert sent.status_code == 302
    assert sent["Location"].endswith(f"/desk/works/{work.matter.number}/")
    assert work.matter.links_in.count() == 2
    told = " ".join(Client().get(f"/en/appeals/{appeal.matter.number}/").content.decode().split())
    assert "It becomes a public work" in told
    assert f'href="/en/works/{work.matter.number}/"' in told


def test_a_new_work_without_its_name_comes_back_with_every_word(city: factories.City) -> None:
    from ortaq.civic.works.models import Work

    (appeal,) = asked(city, 1)
    client, here = at_desk(city), f"/en/desk/words/{appeal.matter.number}/work/"
    given = {
        "tied_to": "new", "also": "2027-1", "title_kk": "Алаң", "title_ru": "", "note": "Биыл", "work_kind": "playground",
        "keeper": BODY, "form_token": "t9",
    }  # fmt: skip
    refused = client.post(here, given)
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "A new work needs its name in Kazakh and in Russian." in page
    assert "Биыл" in page
    refused = client.post(here, given | {"title_ru": "Площадка"})
    assert (refused.status_code, "There is no No. 2027-1 that you can see" in refused.content.decode()) == (422, True)
    assert not Work.objects.exists()
    assert client.post(here, given | {"title_ru": "Площадка", "also": ""}).status_code == 302
    assert Work.objects.get().matter.links_in.get().origin_id == appeal.matter_id


def test_the_desk_of_a_work_takes_numbers_as_people_write_lists(city: factories.City) -> None:
    first, second = asked(city)
    work = factories.a_work(city)
    client, here = at_desk(city), f"/en/desk/words/of/{work.matter.number}/"
    assert client.post(here, {"numbers": " "}).status_code == 422
    assert "cannot" not in client.get(here).content.decode()
    sent = client.post(here, {"numbers": f"№{first.matter.number},\n {second.matter.number}; {first.matter.number}"})
    assert sent.status_code == 302
    assert work.matter.links_in.count() == 2


def test_whoever_keeps_no_works_is_refused_with_a_sentence(city: factories.City) -> None:
    (appeal,) = asked(city, 1)
    refused = at_desk(city, "centre", "moderator").get(f"/en/desk/words/{appeal.matter.number}/work/")
    assert refused.status_code == 403
    assert "Officers and heads of a body enter its works." in refused.content.decode()


def test_the_button_calls_it_fixed_and_a_refusal_is_said(city: factories.City, monkeypatch: pytest.MonkeyPatch) -> None:
    from ortaq.doors.desk import into_work

    monkeypatch.setattr(into_work, "timezone", SimpleNamespace(now=lambda: works.LATER))
    appeal = asked(city, 1)[0]
    work = factories.a_work(city)
    tied(city, work, appeal.matter.number)
    client, here = at_desk(city), f"/en/desk/words/{appeal.matter.number}/"
    built(city, work)
    assert f'action="{here}fixed/"' in client.get(f"{here}work/").content.decode()
    refused = client.post(f"{here}fixed/", follow=True)
    assert "Add a photo taken after the work" in refused.content.decode()
    works.a_checked_pair(work, city)
    assert client.post(f"{here}fixed/")["Location"].endswith(f"/appeals/{appeal.matter.number}/")
    assert f'action="{here}fixed/"' not in client.get(f"{here}work/").content.decode()
