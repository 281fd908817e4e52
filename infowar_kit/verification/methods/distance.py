"""How far apart places are, how surely, and how fast somebody must have been to be seen at both."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from infowar_kit.corpus.moments import Moment
from infowar_kit.corpus.records import Place
from infowar_kit.errors import LookupFailed
from infowar_kit.page.labels import enumerated
from infowar_kit.say import number, say

# Mean radius of the Earth, IUGG (Moritz 2000, Geodetic Reference System 1980): 6371.0 km. A sphere is
# off by up to 0.5 % against the ellipsoid: 150 m in 30 km, less than any point here is sure.
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True, repr=False)
class Distance:
    """A length on the ground with how far off it may be, in kilometres.

    Attributes
    ----------
    km : float
        As the crow flies.
    uncertainty_km : float
        Of both ends together: the root of the sum of their squares.
    """

    km: float
    uncertainty_km: float

    @property
    def least(self) -> float:
        """Lower end, never below nought."""
        return max(0.0, self.km - self.uncertainty_km)

    @property
    def most(self) -> float:
        """Upper end."""
        return self.km + self.uncertainty_km

    def __repr__(self) -> str:
        return say(
            "{distance} km ± {uncertainty} km",
            distance=number(self.km, 1), uncertainty=number(self.uncertainty_km, 1),
        )  # fmt: skip


def great_circle(latitude_1: float, longitude_1: float, latitude_2: float, longitude_2: float) -> float:
    """Return the great-circle distance of two points in kilometres.

    Parameters
    ----------
    latitude_1, longitude_1, latitude_2, longitude_2 : float
        Degrees north and east.

    Notes
    -----
    The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984),
    which stays exact for short distances.
    """
    phi_1, phi_2 = math.radians(latitude_1), math.radians(latitude_2)
    half_phi = (phi_2 - phi_1) / 2
    half_lambda = math.radians(longitude_2 - longitude_1) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi_1) * math.cos(phi_2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, chord)))


def between(one: Place, other: Place) -> Distance:
    """Return the distance of two places, with the uncertainty of both.

    Raises
    ------
    LookupFailed
        If one of them has no coordinates, such as a river or a region.
    """
    for place in (one, other):
        if place.latitude is None or place.longitude is None or place.uncertainty_km is None:
            raise LookupFailed(
                say(
                    "{place} ({kind}) has no point on the map in places.csv, so no distance can be given. "
                    "Choose a town or a village.",
                    place=place.name, kind=enumerated("places.kind", place.kind),
                )
            )  # fmt: skip
    assert one.latitude is not None and one.longitude is not None and one.uncertainty_km is not None
    assert other.latitude is not None and other.longitude is not None and other.uncertainty_km is not None
    if one.place_id == other.place_id:
        return Distance(0.0, 0.0)
    km = great_circle(one.latitude, one.longitude, other.latitude, other.longitude)
    return Distance(km, math.hypot(one.uncertainty_km, other.uncertainty_km))


@dataclass(frozen=True, slots=True)
class Span:
    """Hours that may lie between two sightings; `least` is below nought if their order is open."""

    least: float
    most: float


def time_between(first: Moment, second: Moment) -> Span:
    """Return the shortest and the longest time that may lie between two sightings."""
    hour = dt.timedelta(hours=1)
    least = (second.earliest - first.latest) / hour
    return Span(least, (second.latest - first.earliest) / hour)


@dataclass(frozen=True, slots=True)
class Speed:
    """The speeds, in km/h, that would bring somebody from one sighting to the other.

    Attributes
    ----------
    least : float
        Shortest way in the longest time: at least this fast.
    most : float or None
        Longest way in the shortest time; None where no time need have passed, so that nothing bounds it.
    """

    least: float
    most: float | None


def speed(distance: Distance, span: Span) -> Speed:
    """Return the range of speeds between two sightings.

    Raises
    ------
    ValueError
        If the second sighting was surely before the first.
    """
    if span.most <= 0:
        raise ValueError("The second sighting is before the first. Exchange them.")
    return Speed(distance.least / span.most, distance.most / span.least if span.least > 0 else None)


def stamp(text: str, zone: dt.tzinfo) -> dt.datetime:
    """Return a stamp such as ``2001-10-01T14:04+00:00`` in another zone."""
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(zone)
