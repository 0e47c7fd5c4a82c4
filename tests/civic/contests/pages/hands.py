"""A resident at the pages of a contest: who she is, how she answers, what she reads."""

import html
import re
from typing import TYPE_CHECKING, Any

from django.test import Client

from ortaq.core.people.models import Account
from tests import records
from tests.civic.contests import stories

if TYPE_CHECKING:
    from ortaq.civic.contests.models import Contest
    from ortaq.core.people.models import Person

ANSWERS: dict[str, dict[str, Any]] = {
    "project": {"title": "Жасыл аула", "summary": "Мектеп ауласын көгалдандыру."},
    "sum": {"asked": "4 000"},
    "q-idea": {"answer": "Мектеп ауласына отыз түп ағаш отырғызамыз."},
    "q-field": {"answer": "green"},
    "q-team": {"answer": ""},
    "q-plan": {},
    "who": {"organisation_kind": "group", "organisation": "Абай, 52 көршілері"},
    "contact": {"contact_name": "Айгерім Серікова (демо)", "contact_phone": "8 701 123 45 67", "contact_email": ""},
    "name": {"public_name": "Айгерім С.", "public_name_agreed": "on"},
}
"""What she types on each page of the contest of `stories`."""


class Resident:
    """Somebody with a browser, signed in."""

    def __init__(self, contest: "Contest", person: "Person | None" = None) -> None:
        self.contest, self.person, self.client = contest, person or stories.a_person(), Client()
        account = Account.objects.filter(person=self.person).first() or records.an_account(self.person)
        records.sign_in(self.client, account)

    def path(self, tail: str = "") -> str:
        return f"/en/contests/{self.contest.code}/{tail}"

    def read(self, tail: str = "", status: int = 200) -> str:
        """This will open a page of the contest and give its words."""
        response = self.client.get(self.path(tail))
        assert response.status_code == status, words(response)[-1500:]
        return words(response)

    def send(self, tail: str, status: int = 302, **typed: Any) -> Any:
        """This will fill in a page of the contest and send it."""
        response = self.client.post(self.path(tail), typed)
        assert response.status_code == status, words(response)[-1500:]
        return response

    def begin(self) -> Any:
        return self.send("apply/")

    def answer_everything(self, **other: Any) -> None:
        """This will begin and fill in every page; `other` replaces pages' answers, None leaves one out."""
        self.begin()
        for step, typed in {**ANSWERS, **other}.items():
            if typed is not None:
                self.send(f"apply/{step}/", go="on", **typed)

    def hand_in(self) -> Any:
        return self.send("apply/check/")


def words(response: Any) -> str:
    """This will give the words of a page without its tags."""
    shown = response.content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", shown.partition("<main")[2])).split())
