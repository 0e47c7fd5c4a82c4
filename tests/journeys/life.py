"""What has happened in the city of the journeys: appeals in every state, counted back from the day of the run."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from threading import Event
from typing import Any

from PIL import Image, ImageDraw

from tests import factories
from tests.records import an_account, sign_in

BODY = "akimat-bostandyk"
ANSWER = "Әткеншек ауыстырылды, төсеніш жаңартылды. Алаңды әр апта сайын тексеріп тұрамыз."


def now() -> datetime:
    from django.utils import timezone

    return timezone.now()


def today() -> date:
    """This will give the day in the city, which is another one than in Greenwich for five hours a night."""
    from django.utils import timezone

    return timezone.localdate()


def ago(days: int) -> datetime:
    return now() - timedelta(days=days)


def city_of_today() -> factories.City:
    """This will build the city; every day of the years around today is covered by its calendar."""
    from ortaq.core.deadlines.models import Calendar

    city = factories.city()
    years = {str(today().year + n): {"off": [], "work": []} for n in (-2, -1, 0, 1, 2)}
    Calendar.objects.update(years=years)
    return city


def work() -> None:
    """This will do what waits in the queue: photos are cleaned, messages written."""
    from ortaq.core.tasks import worker

    worker.run(stop=Event(), burst=True)


def photo(colour: str = "seagreen", size: tuple[int, int] = (640, 480)) -> bytes:
    """This will draw a photo that says where it was taken."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).ellipse([size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2], fill="white")
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    octets = BytesIO()
    picture.save(octets, "JPEG", exif=exif)
    return octets.getvalue()


def a_stored_photo(purpose: str, *, actor: Any, at: datetime, colour: str, matter: Any = None, token: str = "") -> Any:
    from ortaq.core.files import services as files

    stored = files.store_upload(
        upload=photo(colour), name=f"{colour}.jpg", purpose=purpose, matter=matter, upload_token=token,
        visibility="public", actor=actor, now=at,
    )  # fmt: skip
    files.clean(file=stored, actor=actor, now=at)
    return stored


def signed_in(person: Any, *, strong: bool = False) -> Any:
    """This will give a client in which the person is signed in, by the account she has or a new one."""
    from django.test import Client

    from ortaq.core.people.models import Account

    client = Client()
    account = Account.objects.filter(person=person).first() or an_account(person)
    sign_in(client, account, strong=strong)
    return client


def cookies_of(client: Any, address: str) -> list[Any]:
    """This will give a client's cookies as a browser takes them."""
    return [{"name": name, "value": morsel.value, "url": address} for name, morsel in client.cookies.items()]


def an_officer(
    city: factories.City, body: str = BODY, role: str = "officer", name: str = "Ерлан Сапаров (демо)"
) -> Any:
    """This will give a person who holds the office."""
    return factories.an_office(city.bodies[body], role, factories.a_person(name)).person


@dataclass
class Past:
    """Numbers and people of what has happened."""

    waiting: Any
    late: Any
    fixed: Any
    own: Any
    owner: Any
    held: Any
    extended: Any
    decision: Any
    comment: Any


def a_past(city: factories.City) -> Past:
    """This will let the last weeks happen: one appeal waits, one is late, one is answered and fixed, one held, one extended."""
    from ortaq.civic.reception.services import applicant, clocks, moving, publishing
    from ortaq.core.decisions import services as decisions
    from ortaq.core.discussion import services as discussion
    from ortaq.core.people.actor import system

    owner = factories.a_person("Айгерім Нұрланова (демо)")
    me = factories.resident(owner)
    waiting = factories.an_appeal(city, now=ago(1), address="Абай даңғылы, 52")
    late = factories.an_appeal(
        city, now=ago(60), topic="light.lamp", applicant=owner, actor=me,
        text="Во дворе третью неделю не горит фонарь, вечером детям страшно идти домой.",
    )  # fmt: skip
    clocks.sweep(actor=system("clock"), now=now())
    fixed, own = _fixed(city, owner), factories.an_appeal(city, now=ago(6), applicant=owner, actor=me, topic="other")
    factories.an_answer(city, own, now=ago(3), text=ANSWER)
    held = factories.an_appeal(city, now=ago(2), text="Көршім туралы айтқым келеді, атын жазбай-ақ қояйын.")
    publishing.hold(appeal=held, reason="Тексеру керек", actor=city.officer("centre", "moderator"), now=ago(2))
    extended = factories.an_appeal(city, now=ago(7), kind="application")
    moving.extend(
        assignment=factories.lead_of(extended), motive="Жобалау құжаттары әлі дайын емес.",
        until=today() + timedelta(days=30), actor=city.officer(BODY, "head"), now=ago(4),
    )  # fmt: skip
    comment = discussion.comment(matter=waiting.matter, text="Бізде де солай, қолдаймын.", actor=me, now=ago(1))
    applicant.rate(appeal=fixed, score=5, comment="Рақмет!", actor=me, now=ago(1))
    for _n in range(6):  # a body's figures begin at five
        done = factories.an_appeal(city, now=ago(20), topic="other")
        factories.an_answer(city, done, now=ago(15), text=ANSWER)
    decision = decisions.announce(
        rule="lot.order", version=1, case={"entries": ["a", "b", "c"]},
        title={"kk": "Кезек жеребесі", "ru": "Жребий очереди", "en": "A lot"},
        actor=city.officer("centre", "admin"), now=ago(2),
    )  # fmt: skip
    return Past(waiting, late, fixed, own, owner, held, extended, decision, comment)


def _fixed(city: factories.City, owner: Any) -> Any:
    """An appeal with a photo before and a photo after."""
    from ortaq.civic.reception.services import answering

    me = factories.resident(owner)
    appeal = factories.an_appeal(
        city, now=ago(14), applicant=owner, actor=me,
        text="A swing on the playground in our yard is broken and children get hurt.",
    )  # fmt: skip
    a_stored_photo("photo", actor=me, at=ago(14), colour="firebrick", matter=appeal.matter)
    officer = city.officer(BODY)
    a_stored_photo("after_photo", actor=officer, at=ago(9), colour="seagreen", token="after-work")
    answering.mark_fixed(
        appeal=appeal, note="New swing, new ground.", upload_token="after-work", done_on=ago(9).date(),
        actor=officer, now=ago(9),
    )  # fmt: skip
    factories.an_answer(city, appeal, now=ago(8), text="The swing has been replaced and the ground is soft again.")
    appeal.refresh_from_db()
    return appeal
