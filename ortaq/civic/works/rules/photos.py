"""Two photos from one spot: what order and what distance say, and when a pair may be shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Final

from ortaq.core.people.refusal import N_, YES, Answer, no

FARTHEST: Final = 500
"""Metres between two photos of one spot."""
EARTH: Final = 6_371_009
"""Metres, mean radius (IUGG)."""

OLDER, FAR, FUTURE, NO_TIME, NO_PLACE = "older", "far", "future", "no_time", "no_place"
GRAVE: Final = frozenset({OLDER, FAR, FUTURE})
"""A pair with one of these is kept, but never shown."""
SENTENCES: Final = {
    OLDER: N_("The photo AFTER is older than the photo BEFORE. Perhaps the two were exchanged."),
    FAR: N_("The two photos were taken more than 500 m apart: they do not show the same spot."),
    FUTURE: N_("The camera says a day that has not come yet: its clock is wrong."),
    NO_TIME: N_("A photo does not say when it was taken: the day was typed by hand."),
    NO_PLACE: N_("A photo does not say where it was taken: whoever checks it has to know the spot."),
}


@dataclass(frozen=True, slots=True)
class Shot:
    """When and where a photo was taken; `by_camera` tells whether the camera says when, or a person the day."""

    taken_at: datetime | None
    by_camera: bool
    lon: float | None = None
    lat: float | None = None

    @property
    def placed(self) -> bool:
        """Whether it says where."""
        return self.lon is not None and self.lat is not None


def metres_between(one: Shot, other: Shot) -> int | None:
    """This will give the distance of two photos along the ground in whole metres (haversine), None without places."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    lat1, lat2 = radians(one.lat), radians(other.lat)
    half = hypot(
        sin((lat2 - lat1) / 2), sqrt(cos(lat1) * cos(lat2)) * sin(radians(other.lon - one.lon) / 2)
    )  # fmt: skip
    return round(2 * EARTH * asin(min(1.0, half)))


def is_older(before: Shot, after: Shot) -> bool:
    """This will tell whether the photo AFTER was taken first. Days are compared where a person typed one of them."""
    if before.taken_at is None or after.taken_at is None:
        return False
    if before.by_camera and after.by_camera:
        return after.taken_at < before.taken_at
    return after.taken_at.date() < before.taken_at.date()


def findings(before: Shot, after: Shot | None, *, now: datetime) -> list[str]:
    """This will list what has to be said about a pair, the grave first."""
    shots = [before, after] if after else [before]
    found = []
    if after and is_older(before, after):
        found.append(OLDER)
    distance = metres_between(before, after) if after else None
    if distance is not None and distance > FARTHEST:
        found.append(FAR)
    if any(shot.taken_at is not None and shot.taken_at > now for shot in shots):
        found.append(FUTURE)
    if any(not shot.by_camera for shot in shots):
        found.append(NO_TIME)
    if any(not shot.placed for shot in shots):
        found.append(NO_PLACE)
    return found


def check_when(shot: Shot, *, now: datetime) -> Answer:
    """This will tell whether a photo can be kept: the camera or a person says when it was taken, and a person writes no
    day that is still to come.
    """
    if shot.taken_at is None:
        return no("when", N_("The photo does not say when it was taken. Write the day."))
    if shot.taken_at > now and not shot.by_camera:
        return no("future", N_("This day has not come yet."))
    return YES


def check_clock(shot: Shot, *, now: datetime) -> Answer:
    """This will tell whether the clock of the camera can be right: a photo BEFORE with a day to come fits no AFTER."""
    if shot.taken_at is not None and shot.taken_at > now:
        return no("when", N_("The camera says a day that has not come yet: its clock is wrong. Write the day."))
    return YES


def may_confirm(found: Collection[str], *, whole: bool) -> Answer:
    """This will tell whether a pair may be shown to everyone."""
    if not whole:
        return no("half", N_("The photo AFTER is not here yet."))
    for code in found:
        if code in GRAVE:
            return no(code, SENTENCES[code])
    return YES
