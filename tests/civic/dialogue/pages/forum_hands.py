"""A resident at the pages of a forum, an officer at its desk: who they are, what they send, what they read."""

from typing import TYPE_CHECKING, Any

from django.test import Client

from tests import factories, records
from tests.civic.contests.pages.hands import words
from tests.civic.dialogue import stories

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Forum
    from ortaq.core.people.models import Person

__all__ = ["Officer", "Resident", "words"]


class Resident:
    """Somebody with a browser, signed in."""

    def __init__(self, forum: "Forum", person: "Person | None" = None) -> None:
        from ortaq.core.people.models import Account

        self.forum, self.person, self.client = forum, person or stories.a_person(), Client()
        account = Account.objects.filter(person=self.person).first() or records.an_account(self.person)
        records.sign_in(self.client, account)

    def path(self, tail: str = "", language: str = "en") -> str:
        return f"/{language}/forums/{self.forum.code}/{tail}"

    def read(self, tail: str = "", status: int = 200) -> str:
        response = self.client.get(self.path(tail))
        assert response.status_code == status, words(response)[-1500:]
        return words(response)

    def send(self, tail: str, status: int = 302, **typed: Any) -> Any:
        response = self.client.post(self.path(tail), typed)
        assert response.status_code == status, words(response)[-1500:]
        return response


class Officer(Resident):
    """Somebody of the forum's body, with a second factor."""

    def __init__(self, forum: "Forum", role: str = "officer") -> None:
        office = factories.an_office(forum.process.body, role)
        super().__init__(forum, office.person)
        records.sign_in(self.client, self.person.account, strong=True)

    def path(self, tail: str = "", language: str = "en") -> str:
        return f"/{language}/desk/forums/{self.forum.code}/{tail}"
