"""Works as tests meet them: at a stage, with quantities, photos a camera has signed, residents who look."""

import io
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from PIL import Image

from tests import factories
from tests.conftest import NOW

if TYPE_CHECKING:
    from ortaq.civic.works.models import Concept, Inspection, PhotoPair, Work, Workshop
    from ortaq.core.people.actor import Actor

LINK = [("https://purchases.example/12", "Құжат № 12")]
LON, LAT = factories.BOSTANDYK
LINE = {"type": "LineString", "coordinates": [[LON, LAT], [LON + 0.004, LAT + 0.002]]}
AREA = {
    "type": "Polygon",
    "coordinates": [[[LON, LAT], [LON + 0.002, LAT], [LON + 0.002, LAT + 0.002], [LON, LAT + 0.002], [LON, LAT]]],
}
LATER = NOW + timedelta(days=30)
BODY = "akimat-bostandyk"
WAY = ("concept", "design", "tender", "construction", "done")
EXIF, GPS, TAKEN = 0x8769, 0x8825, 0x9003


def moved(work: "Work", actor: "Actor", stage: str, *, day: int = 0, **facts: Any) -> "Work":
    """This will move a work with a link for evidence, on the n-th day after NOW."""
    from ortaq.civic.works import services

    given = {"links": LINK, "note": "Құжат № 12", "now": LATER, **facts}
    return services.move_work(
        work=work, stage=stage, reached_on=(NOW + timedelta(days=day)).date(), actor=actor, **given
    )


def measured(work: "Work", actor: "Actor", kind: str = "playground", unit: str = "piece", **amounts: Any) -> Any:
    """This will say how much a work makes."""
    from ortaq.civic.works.services import quantities

    return quantities.set_quantity(work=work, kind=kind, unit=unit, actor=actor, now=LATER, **amounts)


def a_built(city: "factories.City", *, day: int = 0, amounts: Any = (), **facts: Any) -> "Work":
    """This will enter a work and bring it to "done"; amounts are (kind, unit, built)."""
    work = factories.a_work(city, **facts)
    actor = city.officer(work.body.code)
    for kind, unit, built in amounts:
        measured(work, actor, kind, unit, planned=built, done=built)
    return moved(work, actor, "done", day=day)


def a_photo(
    taken: datetime | None = None, *, lon: float | None = None, lat: float | None = None, colour: str = "#668866"
) -> bytes:
    """This will give a JPEG that says when and where it was taken."""
    picture, exif = Image.new("RGB", (320, 240), colour), Image.Exif()
    if taken is not None:
        exif.get_ifd(EXIF)[TAKEN] = f"{taken:%Y:%m:%d %H:%M:%S}"
    if lon is not None and lat is not None:
        place = exif.get_ifd(GPS)
        place[1], place[2] = "N" if lat >= 0 else "S", _parts(abs(lat))
        place[3], place[4] = "E" if lon >= 0 else "W", _parts(abs(lon))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), (degrees - whole - minutes / 60) * 3600


def cleaned() -> None:
    """This will clean what was uploaded, as the queue does."""
    from ortaq.core.files import services
    from ortaq.core.files.models import StoredFile
    from ortaq.core.people.actor import system

    for file in StoredFile.objects.filter(state="waiting"):
        services.clean(file=file, actor=system("files"), now=LATER)


def a_pair(work: "Work", actor: "Actor", *, days: int = 20, metres: float = 10, **facts: Any) -> "PhotoPair":
    """This will keep a photo BEFORE and one AFTER so many days later, so many metres to the north."""
    from ortaq.civic.works.services import photos

    pair = photos.add_before(
        work=work, photo=a_photo(NOW, lon=LON, lat=LAT), name="before.jpg", spot={"kk": "Қақпа алдынан"}, actor=actor,
        now=LATER, **facts,
    )  # fmt: skip
    after = a_photo(NOW + timedelta(days=days), lon=LON, lat=LAT + metres / 111_195, colour="#88aa88")
    return photos.add_after(pair=pair, photo=after, name="after.jpg", actor=actor, now=LATER)


def a_checked_pair(work: "Work", city: "factories.City") -> "PhotoPair":
    """This will have a pair confirmed by a colleague."""
    from ortaq.civic.works.services import photos

    pair = a_pair(work, city.officer(work.body.code))
    cleaned()
    return photos.check_pair(pair=pair, confirmed=True, actor=city.officer(work.body.code), now=LATER)


def checklist(work: "Work", **defects: str) -> dict[str, tuple[str, str]]:
    """This will fill a check-list: all in order but what is named."""
    from ortaq.civic.works.rules.acceptance import items_of

    return {
        item: ("defect", defects[item]) if item in defects else ("fine", "") for item in items_of(work.kind)
    }  # fmt: skip


def inspected(work: "Work", actor: "Actor | None" = None, *, photos: Any = None, **defects: str) -> "Inspection":
    """This will have a resident go through the check-list."""
    from ortaq.civic.works.services import acceptance
    from ortaq.core.files import services as files

    actor = actor or factories.resident(factories.a_person())
    tokens = {item: f"token.{item}" for item in photos or {}}
    for item, (name, photo) in (photos or {}).items():
        given = {"upload": photo, "name": name, "purpose": "photo", "upload_token": tokens[item]}
        files.store_upload(**given, actor=actor, now=LATER)
    return acceptance.inspect_work(work=work, found=checklist(work, **defects), photos=tokens, actor=actor, now=LATER)


def a_grant(city: "factories.City", **facts: Any) -> "Work":
    """This will enter a grant of 600 000 tenge."""
    return factories.a_work(city, kind="grant", planned=600_000_00, contractor="Нан цехы (демо)", **facts)


def a_workshop(city: "factories.City", concepts: int = 2, **facts: Any) -> "Workshop":
    """This will hold a workshop of three days with its concepts."""
    from ortaq.civic.works.services import workshops

    actor = city.officer(BODY)
    given = {
        "title": {"kk": "Саябақ шеберханасы", "ru": "Мастерская парков"}, "summary": {"kk": "Үш күн."},
        "place": {"kk": "Мектеп"}, "language": "kk", "starts_on": NOW.date(),
        "ends_on": (NOW + timedelta(days=2)).date(), "participants": 40, **facts,
    }  # fmt: skip
    held = workshops.hold_workshop(body=city.bodies[BODY], actor=actor, now=NOW, **given)
    for number in range(1, concepts + 1):
        a_concept(held, actor, number)
    return held


def a_concept(workshop: "Workshop", actor: "Actor", number: int = 1) -> "Concept":
    """This will draw a concept."""
    from ortaq.civic.works.services import workshops

    title = {"kk": f"Саябақ {number}", "ru": f"Парк {number}"}
    summary = {"kk": "Көлеңке мен орындықтар.", "ru": "Тень и скамейки."}
    return workshops.draw_concept(workshop=workshop, title=title, summary=summary, shape=AREA, actor=actor, now=NOW)
