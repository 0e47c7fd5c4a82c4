"""What everybody reads: the lists, the call with its terms in words, the results nobody's loss stands in."""

import pytest
from django.test import Client

from ortaq.civic.contests.models import Application, Contest, Review
from ortaq.civic.contests.services import deciding
from tests.civic.contests import stories
from tests.civic.contests.pages.hands import Resident, words
from tests.civic.contests.stories import AFTER, CLOSES, DAY, NOW

pytestmark = pytest.mark.django_db
SEED = {"seed": "4815", "seed_source": "Спортлото (демо)"}
RULES = [
    {"code": "age", "kind": "age", "least": 18, "most": 35},
    {"code": "who", "kind": "organisation", "kinds": ["ngo", "school"]},
    {"code": "tags", "kind": "hashtags", "field": "idea", "tags": ["#WeAlmaty"]},
    {"code": "posted", "kind": "posted_by", "field": "idea", "at": "2027-03-01"},
    {"code": "came", "kind": "attended"},
    {"code": "lives", "kind": "resident", "territory": "kz", "label": {"kk": "Қалада тұру", "en": "You live here"}},
]


def read(path, language="en"):
    return words(Client().get(f"/{language}/contests/{path}"))


def told(count=5, jurors=3, money=8_000_00, **terms):
    """A contest whose results are out; each application's scores are its number."""
    contest, head = stories.a_contest(at_line="line", budget=money, **terms)
    stories.let_in(contest, head, count)
    contest, _seats = stories.judging(contest, head, jurors=jurors)
    stories.shared_out(contest, head)
    numbers = sorted(Review.objects.values_list("application_id", flat=True).distinct())
    for review in Review.objects.select_related("juror__person").order_by("pk"):
        points = numbers.index(review.application_id)
        stories.scored(review, points * 2, points * 2, comment="Айгерімнің ойы жақсы")
    now = {"actor": head, "now": AFTER}
    deciding.announce_ranking(contest=contest, **now)
    deciding.decide(contest=contest, **SEED, **now)
    return deciding.tell_results(contest=contest, **now), head


def test_contests_stand_under_what_a_resident_can_do_with_them(clock):
    opened = stories.a_contest()[0]
    stories.a_contest(opens_at=NOW + DAY)
    closed = stories.a_contest()[0]
    Contest.objects.filter(pk=closed.pk).update(state="judging")
    draft = stories.a_draft()[0]
    page = Client().get("/en/contests/").content.decode()
    assert "11 March 2027, 10:00" in page
    assert "10 days left" in page
    assert "Applications are taken from" in page
    assert draft.code not in page
    assert (
        page.index("You can apply now") < page.index(opened.code) < page.index("Being judged") < page.index(closed.code)
    )
    clock.now = CLOSES
    assert "today is the last day" in read("")
    clock.now = AFTER
    assert "Nothing is open just now" in read("")


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_cost_the_same_for_one_row_and_for_three(rows, django_assert_num_queries):
    her = Resident(stories.a_contest()[0])
    her.begin()
    for _ in range(rows - 1):
        Resident(stories.a_contest()[0], her.person).begin()
    guest = Client()
    with django_assert_num_queries(2):
        assert guest.get("/en/contests/").status_code == 200
    her.client.get("/en/my/applications/")
    with django_assert_num_queries(4):  # session, account, offices, applications
        assert her.client.get("/en/my/applications/").status_code == 200


def test_a_call_says_its_terms_in_words(clock):
    grace = {"kk": "Жарты сағат.", "ru": "Полчаса.", "en": "Half an hour for a broken connection."}
    contest, head = stories.a_contest(eligibility=RULES, grace_minutes=30, grace_rule=grace)
    stories.a_juror(contest, head, chair=True)
    page = read(f"{contest.code}/")
    for said in (
        "You are from 18 to 35 years old.", "For: public organisations, schools and kindergartens.", "#WeAlmaty",
        "It was posted by 1 March 2027.", "You came to the forum in person.", "You live here",
        "67 %", "33 %", "Пайдасы", "3 jurors read each application", "up to 5 000 €", "10 000 €",
        "11 March 2027, 10:00", "Half an hour for a broken connection.", "сәулетші", "leads the jury",
    ):  # fmt: skip
        assert said in page, said
    assert "Қатыса алады: қоғамдық ұйымдар" in read(f"{contest.code}/", "kk")
    clock.now = AFTER
    late = read(f"{contest.code}/")
    assert "Applications were taken until" in late
    assert f"/contests/{contest.code}/apply/" not in Client().get(f"/en/contests/{contest.code}/").content.decode()


def test_a_draft_is_not_there_for_residents():
    assert Client().get(f"/en/contests/{stories.a_draft()[0].code}/").status_code == 404


def test_results_name_the_winners_and_nobody_else():
    contest, _head = told()
    page = read(f"{contest.code}/")
    winner, loser = Application.objects.filter(state="funded").first(), Application.objects.get(place=5)
    assert winner.title in page
    assert "Айгерім С." in page
    assert loser.title not in page
    assert loser.contact_name not in page
    assert loser.matter.number in page, "the table under the picture goes by numbers"
    for said in ("Krippendorff's alpha", "1.000", "saw the applications much alike", "the money ends here"):
        assert said in page, said
    assert "ortaq verify decision.json" in page
    assert page.count("№ a20") >= 5


def test_nothing_of_the_results_shows_before_they_are_told(clock):
    contest, head = stories.a_contest(at_line="line")
    her = Resident(contest, stories.let_in(contest, head, 2)[0].applicant)
    contest, _seats = stories.judging(contest, head)
    stories.shared_out(contest, head)
    for review in Review.objects.select_related("juror__person"):
        stories.scored(review, 9, 9)
    deciding.announce_ranking(contest=contest, actor=head, now=AFTER)
    contest = deciding.decide(contest=contest, **SEED, actor=head, now=AFTER)
    clock.now = AFTER
    number = Application.objects.get(applicant=her.person).matter.number
    for page in (her.read(), her.read(f"applications/{number}/"), words(her.client.get("/en/my/applications/"))):
        assert "won" not in page.replace("Your own", "")
        assert "Winners" not in page
    assert "judged" in her.read(f"applications/{number}/")
    assert Client().get(f"/en/contests/{contest.code}/applications/{number}/").status_code == 302


@pytest.mark.parametrize("count", [2, 4])
def test_the_page_of_results_costs_the_same_for_few_and_for_many(count, django_assert_num_queries):
    contest, _head = told(count)
    with django_assert_num_queries(9):
        assert Client().get(f"/en/contests/{contest.code}/").status_code == 200


def test_a_winner_s_card_leads_others_to_the_table():
    contest, _head = told()
    won = Application.objects.filter(state="funded").select_related("matter").first()
    lost = Application.objects.get(place=5)
    guest = Client()
    assert guest.get(f"/en/contests/{contest.code}/applications/{won.matter.number}/")["Location"].endswith(
        f"/contests/{contest.code}/"
    )
    assert "/account/login/" in guest.get(f"/en/contests/{contest.code}/applications/{lost.matter.number}/")["Location"]
