"""Ideas for tests: residents whose phone is confirmed, an idea of one, supporters."""

from itertools import count
from typing import TYPE_CHECKING, Any

from tests import records
from tests.civic.dialogue import stories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.dialogue.models import Idea, Process
    from ortaq.core.people.actor import Actor

_number = count(1)
TITLE = "Абай даңғылына веложол керек"
TEXT = "Мектепке велосипедпен баратын балалар жол шетімен жүреді. Бөлек жол болса, қауіпсіз болар еді."


def a_resident(*, phone: bool = True, **facts: Any) -> "Actor":
    """Somebody with an account, whose phone is confirmed unless told otherwise."""
    person = stories.a_person(f"Тұрғын {next(_number)} (демо)", **facts)
    number = f"+7701{next(_number):07}" if phone else None
    records.an_account(person, phone=number, phone_verified=phone)
    return stories.her(person)


def an_idea(process: "Process", **facts: Any) -> "Idea":
    """An idea of a fresh resident about a cycle path; any argument of `post_idea` may be given."""
    from ortaq.civic.dialogue.services import ideas

    given: dict[str, Any] = {"title": TITLE, "text": TEXT, "theme": "transport", "now": NOW, **facts}
    given.setdefault("actor", None)
    given["actor"] = given["actor"] or a_resident()
    return ideas.post_idea(process=process, **given)


def supported(idea: "Idea", *people: "Actor") -> None:
    from ortaq.civic.dialogue.services import support

    for person in people:
        support.support_idea(idea=idea, actor=person, now=NOW)


def supporters(idea: "Idea") -> int:
    from ortaq.civic.dialogue.models import Idea

    return Idea.objects.values_list("supporters", flat=True).get(pk=idea.pk)


def many(process: "Process", count: int, **facts: Any) -> "list[Idea]":
    """Shown ideas the fast way, a minute apart, the last the newest; every tenth drawn as a line of forty points."""
    from datetime import timedelta

    from ortaq.civic.dialogue.models import Idea
    from ortaq.civic.dialogue.rules.ideas import THEMES
    from ortaq.core.matters import services as matters
    from ortaq.core.people.actor import system

    author = a_resident().person_id
    spots = [(76.80 + n % 100 * 0.002, 43.15 + n // 100 % 100 * 0.002) for n in range(count)]
    openings = [
        matters.Opening(
            title=f"Идея {n}", language="kk", opened_at=NOW, channel="portal", stage="shown", visibility="public",
            lon=lon, lat=lat, opened_by_id=author,
        )
        for n, (lon, lat) in enumerate(spots)
    ]  # fmt: skip
    year = NOW.year
    cards = matters.open_many(kind="idea", series=f"idea-i{year}", openings=openings, actor=system("test"), now=NOW)
    made = [
        Idea(
            matter_id=card.matter_id, process=process, author_id=author, text=TEXT, public_text=TEXT, state="shown",
            posted_at=NOW + timedelta(minutes=n), **{"theme": THEMES[n % 8], "shape": _drawn(n, spot), **facts},
        )
        for n, (card, spot) in enumerate(zip(cards, spots, strict=True))
    ]  # fmt: skip
    return Idea.objects.bulk_create(made)


def _drawn(n: int, spot: tuple[float, float]) -> dict[str, Any]:
    lon, lat = spot
    if n % 10:
        return {"type": "Point", "coordinates": [lon, lat]}
    way = [[lon + step * 0.0003, lat + step % 7 * 0.0004] for step in range(40)]
    return {"type": "LineString", "coordinates": way}
