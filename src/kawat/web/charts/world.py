"""The outlines of countries on the plane of the map (``static/world.json``), and where a point of the earth lies on it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

import msgspec

from kawat.errors import DataError
from kawat.web.charts.parts import Box


class Shape(msgspec.Struct, frozen=True):
    """A country's outline ("" where it is too small to have one), the middle for its dot or name, its area in square units."""

    d: str
    label: tuple[float, float]
    area: float


class Disputed(Shape, frozen=True, kw_only=True):
    """An area that is drawn apart: its names by language, who holds it ("" nobody of the registry), who claims it."""

    name: dict[str, str]
    held: str
    claims: list[str]


class Projection(msgspec.Struct, frozen=True):
    """Equal earth (Šavrič, Patterson and Jenny 2018) around a meridian."""

    meridian: float
    scale: float
    translate: tuple[float, float]

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the earth lies, in units of the view box."""
        root = sqrt(3) / 2
        east = radians((longitude - self.meridian + 180) % 360 - 180)
        slant = asin(root * sin(radians(latitude)))
        square = slant * slant
        sixth = square**3
        x = east * cos(slant) / (root * (1.340264 - 3 * 0.081106 * square + sixth * (7 * 0.000893 + 9 * 0.003796 * square)))
        y = slant * (1.340264 - 0.081106 * square + sixth * (0.000893 + 0.003796 * square))
        return self.translate[0] + self.scale * x, self.translate[1] - self.scale * y


class World(msgspec.Struct, frozen=True):
    """The map: countries by their codes, and the areas that are drawn apart."""

    projection: Projection
    countries: dict[str, Shape]
    disputed: list[Disputed]


# West, south, east, north of the parts of the world that may be looked at alone.
REGIONS: dict[str, tuple[float, float, float, float] | None] = {
    "world": None, "southeast_asia": (90, -13, 146, 30), "asia": (40, -12, 150, 54), "middle_east": (22, 10, 66, 43),
    "europe": (-14, 34, 48, 68), "africa": (-22, -36, 56, 38), "americas": (-128, -56, -30, 62),
}  # fmt: skip
WIDTH, HEIGHT = 1000.0, 500.0


@cache
def world() -> World:
    """The outlines; raises DataError where the package lacks them."""
    try:
        return msgspec.json.decode(files("kawat.web").joinpath("static", "world.json").read_bytes(), type=World)
    except FileNotFoundError:
        raise DataError("the web desk lacks static/world.json, the outlines of the countries: install kawat again") from None


def view(region: str) -> Box:
    """What of the plane a region takes up."""
    sides = REGIONS[region]
    if sides is None:
        return (0.0, 0.0, WIDTH, HEIGHT)
    west, south, east, north = sides
    corners = [
        world().projection.place(latitude, longitude)
        for latitude in (south, max(south, min(0, north)), north)
        for longitude in (west, (west + east) / 2, east)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys)))
