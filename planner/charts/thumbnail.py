"""A small picture of a room for its card: walls, zones and furniture as SVG."""

from collections.abc import Iterable
from html import escape

from planner.charts.colours import LIGHT, Colours
from planner.charts.sheet import sheet_of
from planner.charts.strokes import opening
from planner.room.layout import Layout
from planner.room.shapes import Corner, pieces


def room_thumbnail(layout: Layout, colours: Colours = LIGHT, width_px: int = 220) -> str:
    """Return the room as an SVG element, to scale, named for a screen reader by the layout's name."""
    sheet = sheet_of(layout, width_px)
    shapes = [
        *(_polygon(room.outline, colours.floor, colours.wall, 0.14) for room in layout.rooms),
        *(_polygon(zone.polygon, colours.zones[zone.use], colours.edge, 0.03) for zone in layout.zones),
        *(_polygon(item.corners, colours.furniture, colours.edge, 0.04) for item in pieces(layout)),
        *(_line(opening(door), colours.floor, 0.2) for door in layout.doors),
        *(_line(board.line, colours.board, 0.18) for board in layout.boards),
    ]
    box = f"{sheet.left:.2f} {-sheet.top:.2f} {sheet.right - sheet.left:.2f} {sheet.top - sheet.bottom:.2f}"
    name = escape(layout.name)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{name}" viewBox="{box}" '
        f'width="{sheet.width_px}" height="{sheet.height_px}">{"".join(shapes)}</svg>'
    )


def _points(ring: Iterable[Corner]) -> str:
    # SVG counts y downwards.
    return " ".join(f"{x:.2f},{-y:.2f}" for x, y in ring)


def _polygon(ring: Iterable[Corner], fill: str, stroke: str, width_m: float) -> str:
    return f'<polygon points="{_points(ring)}" fill="{fill}" stroke="{stroke}" stroke-width="{width_m}"/>'


def _line(line: Iterable[Corner], stroke: str, width_m: float) -> str:
    return f'<polyline points="{_points(line)}" stroke="{stroke}" stroke-width="{width_m}"/>'
