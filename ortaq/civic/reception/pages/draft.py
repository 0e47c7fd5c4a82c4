"""An appeal that is being written."""

from dataclasses import dataclass

from ortaq.core.ui import photos

STEPS = ("words", "topic", "place", "kind", "about", "check")


@dataclass(kw_only=True)
class Draft(photos.Draft):
    """Answers to the questions of the form, as plain text."""

    NAME = "appeal"
    STEPS = STEPS

    text: str = ""
    topic: str = ""
    place: str = ""
    lon: str = ""
    lat: str = ""
    address: str = ""
    district: str = ""
    kind: str = ""
    who: str = ""
    name: str = ""
    phone: str = ""
    email: str = ""
    iin: str = ""
    publish: bool = True

    def point(self) -> tuple[float, float] | None:
        """This will give (lon, lat) if a point was chosen."""
        return (float(self.lon), float(self.lat)) if self.place == "point" and self.lon and self.lat else None
