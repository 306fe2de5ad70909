"""The room for paper: a small plan as SVG with the names of its zones, and shades where many pins lie."""

from collections.abc import Sequence
from html import escape
from typing import Final

from planner.charts.colours import LIGHT
from planner.charts.heat import STRONGEST_OPACITY, Spot, heat_rows
from planner.charts.thumbnail import room_thumbnail
from planner.room.layout import Layout, Zone
from planner.room.shapes import middle

LETTERS_M: Final = 0.3
HALO_M: Final = 0.09


def paper_plan(layout: Layout, spots: Sequence[Spot] = (), width_px: int = 440) -> str:
    """Return a plan to print, to scale; of ``spots``, in metres with weights, it shows how close they lie."""
    shades = "".join(
        f'<rect x="{row["x"]}" y="{-row["y2"]}" width="{row["x2"] - row["x"]:.3f}" '
        f'height="{row["y2"] - row["y"]:.3f}" fill="{LIGHT.highlight}" '
        f'fill-opacity="{row["share"] * STRONGEST_OPACITY:.2f}"/>'
        for row in heat_rows(layout, spots)
    )
    names = "".join(_name(zone) for zone in layout.zones)
    return room_thumbnail(layout, width_px=width_px).removesuffix("</svg>") + f"{shades}{names}</svg>"


def _name(zone: Zone) -> str:
    x, y = middle(zone.polygon)
    place = f'x="{x:.2f}" y="{-y:.2f}" text-anchor="middle" font-size="{LETTERS_M}" font-weight="bold"'
    name = escape(zone.name)
    rim = f'stroke="{LIGHT.floor}" stroke-width="{HALO_M}" stroke-linejoin="round"'
    below = f'<text {place} fill="{LIGHT.floor}" {rim}>{name}</text>'
    return f'{below}<text {place} fill="{LIGHT.text}">{name}</text>'
