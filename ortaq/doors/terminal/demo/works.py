"""Works of the demo city: the streets, pavements and playgrounds of 2017, the years since, and 23 park concepts."""

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from ortaq.civic.works.queries import acceptance as findings
from ortaq.civic.works.queries import grants as grant_queries
from ortaq.civic.works.services import acceptance, grants, photos, quantities, workshops
from ortaq.civic.works.services import works as services
from ortaq.core.files import services as files
from ortaq.core.matters.localized import words
from ortaq.core.people.actor import system
from ortaq.doors.terminal.demo import atlas, places
from ortaq.doors.terminal.demo.cast import Cast, resident_actor
from ortaq.doors.terminal.demo.founding import City
from ortaq.doors.terminal.demo.life import ALMATY
from ortaq.doors.terminal.demo.pictures import State, draw_scene
from ortaq.journeys import defect_to_appeal

if TYPE_CHECKING:
    from ortaq.civic.works.models import Work

DEMO = system("demo")
TENGE: Final = 100
"""Tiyn."""
WAY: Final = ("design", "tender", "construction", "done", "accepted")
DAYS: Final = {"design": 60, "tender": 110, "construction": 150, "done": 270, "accepted": 300}
"""After the work was entered."""
PAPERS: Final = "https://papers.demo.ortaq.invalid/{number}/{stage}"
"""An address that leads nowhere, as all of the demo's papers do."""
EXIF, GPS, TAKEN = 0x8769, 0x8825, 0x9003
PARK: Final = 0.0011
"""Degrees from the middle of a park to its edge."""
STEP: Final = 0.00008
"""Degrees between where the two photos of a pair were taken: ≈ 9 m."""


@dataclass
class Works:
    """The register as it grows, through the services that own it."""

    city: City
    cast: Cast
    rng: random.Random
    small: bool = False

    def run(self, end: datetime) -> None:
        """Build what 2017 built and what came after; let residents look at a few works, and draw concepts of parks."""
        self.told = atlas.read("works")
        built = [self._built_2017(kind, row, end) for kind, row in self.told["built_2017"].items()]
        for work in (built[0][:1] + built[2][:1]) if self.small else (built[0][:5] + built[2][:4]):
            self._photographed(work)
        if not self.small:
            self._later(end)
        parks = self._workshop(end)
        self._photographed(parks[0])
        self._looked_at(end)
        self._results(end)

    def _built_2017(self, kind: str, row: dict[str, Any], end: datetime) -> "list[Work]":
        begun = datetime(2017, 2, 6, 10, tzinfo=ALMATY)
        return [
            self._work(kind, name, row, amount, begun + timedelta(days=number), end)
            for number, (name, amount) in enumerate(zip(self.told["districts"], row["amounts"], strict=True))
        ]

    def _later(self, end: datetime) -> None:
        """One work of every district a year; those of the last year are under way."""
        kinds = list(self.told["later"].items())
        for year in range(2018, end.year + 1):
            for number, name in enumerate(self.told["districts"]):
                kind, row = kinds[(year + number) % len(kinds)]
                amount = self.rng.randrange(row["from"], row["to"])
                begun = datetime(year, 2, 1 + number * 3, 10, tzinfo=ALMATY)
                if begun < end:
                    self._work(kind, name, row, amount, begun, end)

    def _work(
        self, kind: str, district: str, row: dict[str, Any], amount: int, begun: datetime, end: datetime
    ) -> "Work":
        """One work from its first day as far as it has come by `end`."""
        body = self.city.bodies[f"akimat-{district}"]
        place = self._place(body.territory.code, street=kind in ("pedestrian", "pavement"))
        language = self.rng.choice(("kk", "kk", "ru"))
        work = services.open_work(
            kind=kind,
            title=self._title(kind, place),
            about=self.told["about"][kind],
            language=language,
            body=body,
            note=self.told["notes"]["idea"][language],
            planned=amount * row["tenge_each"] * TENGE,
            contractor=self.rng.choice(self.told["contractors"]),
            starts_on=(begun + timedelta(days=150)).date(),
            contract_number=f"Д-{begun:%Y}/{self.rng.randrange(100, 999)}",
            ends_on=(begun + timedelta(days=270)).date(),
            shape=self._shape(kind, place),
            territory=body.territory,
            address=place.words[language]["name"],
            demo=True,
            channel="import",
            actor=DEMO,
            now=begun,
        )
        given = {"work": work, "kind": row["measure"], "unit": row["unit"], "planned": amount, "actor": DEMO}
        quantities.set_quantity(**given, now=begun)
        return self._led(work, begun, end, lambda now: quantities.set_quantity(**given, done=amount, now=now))

    def _led(self, work: "Work", begun: datetime, end: datetime, measure: Any, last: str = "accepted") -> "Work":
        """Lead a work through its stages up to `last`, as long as their days have come."""
        for number, stage in enumerate(WAY, 1):
            at = begun + timedelta(days=DAYS[stage])
            if at >= end:
                break
            if stage == "done":
                measure(at)
            language = work.matter.language
            work = services.move_work(
                work=work,
                stage=stage,
                reached_on=at.date(),
                note=self.told["notes"][stage][language],
                spent=(work.planned or 0) * max(0, number - 1) // 4,
                actor=DEMO,
                now=at,
                links=[(PAPERS.format(number=work.matter.number, stage=stage), self.told["paper"][language])],
            )
            if stage == last:
                break
        return work

    def _place(self, territory: str, *, street: bool) -> places.Place:
        kinds = ("street",) if street else ("quarter", "street")
        here = [place for place in places.all_places() if place.territory == territory]
        return self.rng.choice([place for place in here if place.kind in kinds] or here)

    def _title(self, kind: str, place: places.Place) -> dict[str, str]:
        names = {language: said["name"] for language, said in place.words.items()}
        return {language: text.format(**names) for language, text in self.told["titles"][kind].items()}

    def _shape(self, kind: str, place: places.Place) -> dict[str, Any]:
        """A street is a line of the schematic street; a park an area, the rest a point."""
        spot = places.draw_spot(self.rng, place)
        if kind in ("pedestrian", "pavement"):
            (x0, y0), (x1, y1) = place.line
            middle = [(x0 * 2 + x1) / 3, (y0 * 2 + y1) / 3], [(x0 + x1 * 2) / 3, (y0 + y1 * 2) / 3]
            return {"type": "LineString", "coordinates": [list(point) for point in middle]}
        if kind == "park":
            corners = ((-1, -0.7), (1, -0.6), (0.9, 0.8), (-0.8, 0.7), (-1, -0.7))
            ring = [[spot.lon + x * PARK, spot.lat + y * PARK] for x, y in corners]
            return {"type": "Polygon", "coordinates": [ring]}
        return {"type": "Point", "coordinates": [spot.lon, spot.lat]}

    # ── photos ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _photographed(self, work: "Work") -> None:
        """Two painted scenes from one spot, each with what a camera would have written into it."""
        card, done = work.matter, work.done_on
        if card.lon is None or card.lat is None or done is None:
            return
        first = datetime.combine(done - timedelta(days=200), time(11, 20), tzinfo=ALMATY)
        last = datetime.combine(done + timedelta(days=1), time(11, 40), tzinfo=ALMATY)
        scene, now = self.told["scenes"][work.kind], last + timedelta(hours=2)
        pair = photos.add_before(
            work=work,
            photo=signed(scene, "before", first, card.lon, card.lat),
            name="before.jpg",
            spot=self.told["spots"][work.kind],
            actor=DEMO,
            now=now,
        )
        after = signed(scene, "after", last, card.lon, card.lat + STEP)
        pair = photos.add_after(pair=pair, photo=after, name="after.jpg", actor=DEMO, now=now)
        for file in (pair.before, pair.after):
            if file is not None:
                files.clean(file=file, actor=DEMO, now=now)
        photos.check_pair(pair=pair, confirmed=True, actor=DEMO, now=last + timedelta(days=2))

    # ── a workshop and its parks ──────────────────────────────────────────────────────────────────────────────────

    def _workshop(self, end: datetime) -> "list[Work]":
        """Three days, 23 concepts; eight became parks, fifteen are being designed."""
        told = self.told["workshop"]
        body = self.city.bodies["architecture"]
        held_at = datetime.combine(date.fromisoformat(told["until"]), time(18), tzinfo=ALMATY)
        held = workshops.hold_workshop(
            body=body,
            title=told["title"],
            summary=told["summary"],
            place=told["place"],
            language="kk",
            starts_on=date.fromisoformat(told["from"]),
            ends_on=date.fromisoformat(told["until"]),
            participants=told["participants"],
            demo=True,
            actor=DEMO,
            now=held_at,
        )
        found = []
        for number, place in enumerate(self._quarters(told["concepts"]), 1):
            concept = workshops.draw_concept(
                workshop=held,
                title=self._title("park", place),
                authors=self.told["tables"]["kk"].format(n=number),
                summary=self.told["proposals"][number % len(self.told["proposals"])],
                shape=self._shape("park", place),
                demo=True,
                actor=DEMO,
                now=held_at,
            )
            akimat = self.city.bodies[f"akimat-{place.territory.rpartition('.')[2]}"]
            work = workshops.build_on(
                concept=concept,
                body=akimat,
                kind="park",
                note=self.told["notes"]["concept"]["kk"],
                planned=self.rng.randrange(90, 400) * 1_000_000 * TENGE,
                actor=DEMO,
                now=held_at + timedelta(days=20),
                link=PAPERS.format(number=concept.matter.number, stage="concept"),
            )
            found.append(self._park(work, held_at + timedelta(days=30), end, built=number <= told["built"]))
        return found

    def _park(self, work: "Work", begun: datetime, end: datetime, *, built: bool) -> "Work":
        area = self.rng.randrange(9, 40) * 1000

        def measured(now: datetime, done: int | None = None) -> object:
            return quantities.set_quantity(
                work=work, kind="green_area", unit="m2", planned=area, done=done, actor=DEMO, now=now
            )

        measured(begun)
        last = "done" if built else "design"
        return self._led(work, begun, end, lambda now: measured(now, area), last)

    def _quarters(self, count: int) -> Iterator[places.Place]:
        """Places of the city, quarters first, each once."""
        here = [place for place in places.all_places() if place.territory.startswith("kz.almaty.")]
        ordered = sorted(here, key=lambda place: place.kind != "quarter")
        return iter(ordered[:count])

    # ── residents and grants ──────────────────────────────────────────────────────────────────────────────────────

    def _looked_at(self, end: datetime) -> None:
        """Residents go through the check-list of a park; one find is settled, one is open."""
        work = self._work(
            "playground", "bostandyk", self.told["later"]["playground"], 6, end - timedelta(days=280), end
        )
        at, told = end - timedelta(days=6), self.told["defect"]
        for number, person in enumerate(self.cast.neighbours()[:3]):
            language = person.language
            found = {line.item: ("fine", "") for line in findings.of_work(work).lines}
            if number:
                found[told["item"]] = ("defect", told[language])
            made = acceptance.inspect_work(work=work, found=found, actor=resident_actor(person), now=at)
            defect_to_appeal.open_all(inspection_id=made.pk, actor=DEMO, now=at)
        first = findings.defects(work)[:1]
        for finding in first:
            note = words(told["settled"], work.matter.language)
            acceptance.settle_defect(finding=finding, note=note, actor=DEMO, now=end - timedelta(days=2))

    def _results(self, end: datetime) -> None:
        """What came of the grants that contests have given."""
        begun = end - timedelta(days=5)
        for row in grant_queries.listing()[0][:3]:
            jobs = self.rng.randrange(2, 9)
            number, language = row.work.matter.number, row.work.matter.language
            work = services.move_work(
                work=row.work,
                stage="construction",
                reached_on=begun.date(),
                note=self.told["begun"][language],
                actor=DEMO,
                now=begun,
                links=[(PAPERS.format(number=number, stage="construction"), self.told["paper"][language])],
            )
            grants.tell_result(
                work=work,
                on=(end - timedelta(days=1)).date(),
                jobs=jobs,
                jobs_youth=jobs // 2,
                jobs_women=jobs - jobs // 3,
                people=self.rng.randrange(80, 600),
                text=self.told["result"],
                actor=DEMO,
                now=end,
            )


def signed(scene: str, state: State, at: datetime, lon: float, lat: float) -> bytes:
    """A painted scene with the moment and the place a camera would have written."""
    picture, exif = Image.open(io.BytesIO(draw_scene(scene, state))), Image.Exif()
    exif.get_ifd(EXIF)[TAKEN] = f"{at:%Y:%m:%d %H:%M:%S}"
    place = exif.get_ifd(GPS)
    place[1], place[2], place[3], place[4] = "N", _parts(lat), "E", _parts(lon)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=82, exif=exif)
    return kept.getvalue()


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), (degrees - whole - minutes / 60) * 3600
