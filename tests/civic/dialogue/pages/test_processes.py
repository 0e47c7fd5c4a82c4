"""What everybody reads of a process: the lists, its page, its timeline."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.civic.dialogue import stories
from tests.conftest import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def read(path: str, language: str = "en", status: int = 200) -> str:
    response = Client().get(f"/{language}/dialogue/{path}")
    assert response.status_code == status
    return response.content.decode()


def test_processes_stand_under_what_a_resident_can_do_with_them(clock: Any) -> None:
    process, _officer = stories.a_process()
    draft, _ = stories.a_process(body=process.body, listed=False, state="draft")
    page = read("")
    assert page.index("You can take part now") < page.index(process.code)
    assert "until <time" in page
    assert draft.code not in page
    clock.now = stories.VOTED
    assert "Nothing is being discussed just now" in read("")
    clock.now = NOW - 2 * DAY
    assert "Begins soon" in read("")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(rows: int, django_assert_num_queries: Any) -> None:
    first, _ = stories.a_process()
    for _more in range(rows - 1):
        stories.a_process(body=first.body)
    with django_assert_num_queries(3):  # active ones, their phases, closed ones (none: no phases)
        assert Client().get("/en/dialogue/").status_code == 200
