"""The page of a project, and its author's way out."""

from ortaq.civic.budgets.models import Project
from tests.civic.budgets.ballot_box import a_neighbour
from tests.civic.budgets.pages.test_calls import home, words_of
from tests.civic.budgets.pages.test_results import counted


def page_of(client, vote, place=0, rest=""):
    return client.get(home(vote, f"projects/{vote.projects[place].matter.number}/{rest}"))


def test_a_project_tells_what_where_how_much_and_what_the_experts_found(client, vote):
    page = words_of(page_of(client, vote))
    for said in (
        "Аула балалар алаңы",
        "20 000 000 ₸",
        "Yes, it can be built",
        "Number",
        "Residents vote",
    ):
        assert said in page
    pin = page_of(client, vote, rest="place.json").json()
    assert pin["pins"][0][2] == vote.projects[0].matter.number


def test_after_the_count_each_project_says_why(client, vote):
    counted(vote)
    for place, project in enumerate(vote.projects[:3]):
        project.refresh_from_db()
        told = words_of(page_of(client, vote, place))
        assert ("Why it won" if project.state == "won" else "Why it did not win") in told


def test_projects_on_one_place_name_each_other(client, vote):
    Project.objects.filter(pk__in=[p.pk for p in vote.projects[:2]]).update(site="Абай, 1")
    page = words_of(page_of(client, vote))
    assert "Of these projects one at most can win" in page
    assert "Жаяу жол жарығы" in page


def test_a_project_that_became_a_work_leads_there(client, vote):
    from ortaq.core.people.actor import system
    from ortaq.journeys import project_to_work
    from tests.conftest import NOW

    counted(vote)
    won = next(project for project in vote.projects if project.state == "won")
    work = project_to_work.carry_over(project=won, actor=system("test"), now=NOW)
    page = client.get(home(vote, f"projects/{won.matter.number}/")).content.decode()
    assert f"/en/works/{work.matter.number}/" in page


def test_the_author_withdraws_after_being_asked_and_others_find_no_such_page(client, vote, enter):
    author, project = enter(vote.projects[0].author), vote.projects[0]
    assert "Withdraw it" in words_of(page_of(author, vote))
    assert page_of(client, vote, rest="withdraw/").status_code == 404
    assert page_of(enter(a_neighbour()), vote, rest="withdraw/").status_code == 404
    assert page_of(author, vote, rest="withdraw/").status_code == 200
    done = author.post(home(vote, f"projects/{project.matter.number}/withdraw/"), {"reason": "Көршілер қарсы."})
    assert done["Location"] == home(vote)
    project.refresh_from_db()
    assert project.state == "withdrawn"
    assert "Көршілер қарсы." in words_of(page_of(client, vote))


def test_the_page_names_no_author(client, vote):
    assert vote.projects[0].author.name not in page_of(client, vote).content.decode()


def test_a_project_costs_the_same_with_one_and_three_on_its_place(client, vote, django_assert_num_queries):
    Project.objects.filter(pk__in=[p.pk for p in vote.projects[:2]]).update(site="Абай, 1")
    page_of(client, vote)
    with django_assert_num_queries(7):
        page_of(client, vote)
    Project.objects.filter(pk__in=[p.pk for p in vote.projects[:4]]).update(site="Абай, 1")
    with django_assert_num_queries(7):
        page_of(client, vote)
