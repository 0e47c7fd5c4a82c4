"""The money of a grant part by part, and what came of it: jobs for the young and for women, services."""

from datetime import timedelta

import pytest

from ortaq.core.people.refusal import Refused
from tests import factories
from tests.civic.works import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
PARTS = [
    {"amount": 400_000_00, "due_on": NOW.date(), "purpose": "Пеш"},
    {"amount": 200_000_00, "due_on": NOW.date() + timedelta(days=60), "purpose": "Ұн"},
]


def kept(work, city, parts=PARTS, **facts):
    from ortaq.civic.works.services import grants

    return grants.keep_payments(work=work, parts=parts, actor=city.officer(), now=NOW, **facts)


def told(work, city, day=0, **facts):
    from ortaq.civic.works.services import grants

    given = {"jobs": 6, "jobs_youth": 4, "jobs_women": 5, "people": 560, "text": {"kk": "Наубайхана ашылды."}, **facts}
    return grants.tell_result(
        work=work, on=NOW.date() + timedelta(days=day), actor=city.officer(), now=stories.LATER, **given
    )  # fmt: skip


def test_what_is_paid_is_what_was_spent(the_city):
    from ortaq.civic.works.services import grants

    work = stories.a_grant(the_city)
    first, second = kept(work, the_city)
    given = {"on": NOW.date(), "actor": the_city.officer(), "now": NOW}
    grants.settle_payment(payment=first, paid=True, **given)
    with pytest.raises(Refused) as refused:
        grants.settle_payment(payment=second, paid=False, **given)
    assert refused.value.code == "no_reason"
    grants.settle_payment(payment=second, paid=False, note="Есеп жоқ.", **given)
    work.refresh_from_db()
    assert work.spent == 400_000_00
    with pytest.raises(Refused) as refused:
        grants.settle_payment(payment=first, paid=True, **given)
    assert refused.value.code == "second"


def test_instalments_that_do_not_fit_are_refused(the_city):
    with pytest.raises(Refused) as refused:
        kept(stories.a_grant(the_city), the_city, PARTS[:1])
    assert refused.value.code == "sum"
    with pytest.raises(Refused) as refused:
        kept(factories.a_work(the_city), the_city)
    assert refused.value.code == "no_grant"
    work = stories.a_grant(the_city)
    kept(work, the_city)
    with pytest.raises(Refused) as refused:
        kept(work, the_city)
    assert refused.value.code == "second"


def test_what_a_contest_pays_is_shown_and_not_written_here(the_city):
    from ortaq.civic.works.services import grants

    work = stories.a_grant(the_city)
    kept(work, the_city, elsewhere=True)
    paid = [PARTS[0] | {"state": "paid", "settled_on": NOW.date()}, PARTS[1]]
    for _ in range(2):
        rows = kept(work, the_city, paid, elsewhere=True)
    assert [row.state for row in rows] == ["paid", "due"]
    work.refresh_from_db()
    assert work.spent == 400_000_00
    with pytest.raises(Refused) as refused:
        grants.settle_payment(payment=rows[1], paid=True, on=NOW.date(), actor=the_city.officer(), now=NOW)
    assert refused.value.code == "elsewhere"


def test_results_are_added_up_from_the_newest_of_each(the_city, client):
    from ortaq.civic.works.queries import grants

    one, other = stories.a_grant(the_city), stories.a_grant(the_city)
    told(one, the_city, jobs=2, jobs_youth=1, jobs_women=1)
    told(one, the_city, 10)
    told(other, the_city, jobs=3, jobs_youth=3, jobs_women=0, people=None, finished=True)
    found = grants.sums()
    assert (found.jobs, found.youth, found.women, found.people, found.finished) == (9, 7, 5, 560, 1)
    assert found.money == {"KZT": (1_200_000_00, 0)}
    page = client.get("/en/works/grants/").content.decode()
    assert "Jobs: 6, of them for people under 35: 4, for women: 5." in page


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"jobs_women": 7}, "groups"),
        ({"text": {"kk": " "}}, "no_note"),
        ({"day": 40}, "future"),
        ({"day": 0}, "too_early"),
    ],
)
def test_what_cannot_be_told_is_refused(the_city, facts, code):
    work = stories.a_grant(the_city)
    told(work, the_city, 5)
    with pytest.raises(Refused) as refused:
        told(work, the_city, **{"day": 6, **facts})
    assert refused.value.code == code
    assert work.results.count() == 1


def test_after_the_last_result_comes_none(the_city):
    work = stories.a_grant(the_city)
    told(work, the_city, finished=True)
    with pytest.raises(Refused) as refused:
        told(work, the_city, 5)
    assert refused.value.code == "finished"


def test_the_thread_of_a_grant_tells_its_stages_in_its_own_words(the_city, client):
    grant, work = stories.a_grant(the_city), factories.a_work(the_city)
    for one in (grant, work):
        stories.moved(one, the_city.officer(), "construction")
    told = client.get(f"/ru/thread/{grant.matter.number}/").content.decode()
    assert "присуждён" in told
    assert "строительство" not in told
    assert "строительство" in client.get(f"/ru/thread/{work.matter.number}/").content.decode()
