"""Where many pins lie in a room, as shades on its plan.

Every pin is spread over its surroundings and counted in squares. How many students it takes for a drawing,
and that one student's many pins in a place weigh as one, is settled before: ``planner.voice``.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import altair as alt
import numpy as np

from planner.catalogue.base import Language
from planner.charts.colours import Colours
from planner.charts.room_plan import DEFAULT_LOOK, room_plan
from planner.charts.sheet import Look, sheet_of
from planner.room.facts import RoomFacts
from planner.room.layout import Layout, Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

CELL_M: Final = 0.25
SPREAD_M: Final = 0.7
FAINTEST: Final = 0.12
"""The share of the strongest shade below which a square stays empty."""
STRONGEST_OPACITY: Final = 0.85

Spot = tuple[float, float, float]
"""Where a pin is, x and y in metres, and its weight."""
Row = dict[str, Any]


def heat_map(
    layout: Layout,
    spots: Sequence[Spot],
    facts: RoomFacts | None,
    language: Language,
    look: Look = DEFAULT_LOOK,
) -> dict[str, Any]:
    """Draw a layout with the density of pins as a Vega-Lite specification, to scale as ``room_plan``.

    ``spots`` are in metres, with their weights; nothing of them stands in the specification but the shades
    of its squares.
    """
    spec = room_plan(layout, facts, language, look=look)
    axes = next(layer["encoding"] for layer in spec["layer"] if "x" in layer.get("encoding", {}))
    shades = _shades(look.colours)
    encoding = shades["encoding"]
    for name in ("x", "y"):
        encoding |= {name: encoding[name] | {"scale": axes[name]["scale"]}}
    heat = shades | {"data": {"values": heat_rows(layout, spots)}, "encoding": encoding}
    first_words = next(i for i, layer in enumerate(spec["layer"]) if layer["mark"]["type"] == "text")
    return spec | {"layer": [*spec["layer"][:first_words], heat, *spec["layer"][first_words:]]}


def heat_rows(layout: Layout, spots: Sequence[Spot]) -> list[Row]:
    """Return the squares with a shade, ``share`` from 0 to 1 of the strongest; none without pins."""
    if not spots:
        return []
    sheet = sheet_of(layout, DEFAULT_LOOK.width_px)
    xs = np.arange(sheet.left, sheet.right, CELL_M) + CELL_M / 2
    ys = np.arange(sheet.bottom, sheet.top, CELL_M) + CELL_M / 2
    shares = density(xs, ys, spots) * _inside(layout, xs, ys)
    strongest = shares.max()
    if strongest <= 0:
        return []
    shares /= strongest
    return [
        _square(xs[column], ys[row], shares[row, column])
        for row, column in np.argwhere(shares >= FAINTEST).tolist()
    ]


def density(
    xs: "NDArray[np.float64]", ys: "NDArray[np.float64]", spots: Sequence[Spot]
) -> "NDArray[np.float64]":
    """Return how close pins lie at the middles of squares, shape ``(len(ys), len(xs))``.

    A normal distribution around every pin, times its weight; without unit, for comparison within one
    drawing only.
    """
    at = np.asarray(spots, dtype=float)
    across = np.exp(-((xs[None, :] - at[:, 0, None]) ** 2) / (2 * SPREAD_M**2))
    along = np.exp(-((ys[None, :] - at[:, 1, None]) ** 2) / (2 * SPREAD_M**2))
    return np.asarray((along * at[:, 2, None]).T @ across, dtype=np.float64)


def _inside(layout: Layout, xs: "NDArray[np.float64]", ys: "NDArray[np.float64]") -> "NDArray[np.bool_]":
    """Say which squares have their middle in a room."""
    x, y = np.meshgrid(xs, ys)
    found = np.zeros(x.shape, dtype=bool)
    for room in layout.rooms:
        found |= _in_ring(room.outline, x, y)
    return found


def _in_ring(
    ring: Sequence[Point], x: "NDArray[np.float64]", y: "NDArray[np.float64]"
) -> "NDArray[np.bool_]":
    """Say which points lie in an outline: a ray to the right crosses it an odd number of times."""
    odd = np.zeros(x.shape, dtype=bool)
    for (x1, y1), (x2, y2) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if y1 == y2:
            continue
        crosses = (y1 > y) != (y2 > y)
        odd ^= crosses & (x < x1 + (y - y1) * (x2 - x1) / (y2 - y1))
    return odd


def _square(x: float, y: float, share: float) -> Row:
    half = CELL_M / 2
    return {
        "x": round(x - half, 3),
        "x2": round(x + half, 3),
        "y": round(y - half, 3),
        "y2": round(y + half, 3),
        "share": round(float(share), 2),
    }


@lru_cache(maxsize=4)
def _shades(colours: Colours) -> dict[str, Any]:
    """Return the layer of shades without rows, checked by Altair when it is made."""
    chart: alt.Chart = (
        alt.Chart(alt.NamedData("heat"))
        .mark_rect(color=colours.highlight, strokeWidth=0, tooltip=None)
        .encode(
            alt.X("x:Q").axis(None),
            alt.Y("y:Q").axis(None),
            x2="x2:Q",
            y2="y2:Q",
            opacity=alt.Opacity("share:Q", legend=None).scale(domain=[0, 1], range=[0, STRONGEST_OPACITY]),
        )
    )
    spec = chart.to_dict()
    return {"mark": spec["mark"], "encoding": spec["encoding"]}
