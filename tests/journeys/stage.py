"""One city and one server for the many looks of a module: what has happened in it, and who looks."""

from functools import cached_property
from typing import Any

from tests import factories
from tests.journeys import addresses, grants, life, votes


class Stage:
    """The city, what has happened in it, its address, and a signed-in client for each who looks."""

    def __init__(self, city: factories.City, address: str) -> None:
        self.city, self.address = city, address
        self.past = life.a_past(city)
        self.officer = life.an_officer(city)
        for role in ("operator", "moderator"):
            factories.an_office(city.bodies["centre"], role, self.officer)
        factories.an_office(city.bodies["light-demo"], "head", self.officer)
        self.clients: dict[str, Any] = {
            "guest": None,
            "applicant": life.signed_in(self.past.owner),
            "officer": life.signed_in(self.officer, strong=True),
        }

    @cached_property
    def pages(self) -> dict[str, list[str]]:
        """Addresses of every kind of page by who looks; the votes and grants behind them happen only when asked for."""
        budgets = votes.addresses(self.city, self.past.owner)
        contests = grants.addresses(self.past.owner)
        return {
            "guest": addresses.for_everyone(self.past) + budgets["guest"] + contests["guest"],
            "applicant": addresses.for_the_applicant(self.past) + budgets["applicant"] + contests["applicant"],
            "officer": addresses.for_an_officer(factories.lead_of(self.past.late)),
        }
