"""The layers of the room plan in Altair, made and checked once for each language and set of colours.

The data of a layer is named; ``room_plan`` puts the rows in.
"""

from functools import lru_cache
from typing import Any, Final, Literal

import altair as alt

from planner.catalogue.base import Language
from planner.charts.colours import Colours
from planner.charts.sheet import LINE_PX
from planner.locale import gettext

Cap = Literal["butt", "round"]
TEXT_PX: Final = 13
HALO_PX: Final = 5
X: Final = alt.X("x:Q").axis(None)
Y: Final = alt.Y("y:Q").axis(None)


@lru_cache(maxsize=8)
def room_template(language: Language, colours: Colours) -> dict[str, Any]:
    """Return the Vega-Lite specification without rows, from the floor to the labels.

    Raises nothing in practice: Altair checks it against the schema of Vega-Lite when it is made.
    """
    layers = [
        _floor(colours),
        _zones(colours, language),
        _lines("hatch", colours.hatch, 0.6),
        _furniture(colours, language),
        _lines("facing", colours.edge, 2),
        _seats(colours),
        _lines("walls", colours.wall, 5),
        *_doors(colours, language),
        _named_lines("windows", colours.window, 5, gettext("Window", language)),
        _named_lines("boards", colours.board, 7, gettext("Board", language)),
        _steps(colours, language),
        _lines("scale", colours.text, 3),
        _text("scale_text", colours.text, align="left"),
        _lines("marked", colours.highlight, 5),
        *_haloed("labels", colours.text, colours.floor),
        *_haloed("narrow", colours.step, colours.floor, fontWeight="bold"),
        *_haloed("marked_text", colours.highlight, colours.floor, fontWeight="bold", dy=-9),
    ]
    chart = alt.layer(*layers).properties(background=colours.background, padding=0)
    return dict(chart.configure_view(stroke=None, clip=True).to_dict())


def _polygons(name: str, **mark: Any) -> Any:  # noqa: ANN401 – Altair's chains have no type
    # Vega-Lite has no polygon in scaled axes; a closed line with a fill is one.
    shape = alt.Chart(alt.NamedData(name)).mark_line(interpolate="linear-closed", filled=True, **mark)
    return shape.encode(X, Y, order=alt.Order("order:Q"), detail="place:N")


def _floor(colours: Colours) -> Any:  # noqa: ANN401
    return _polygons(
        "floor", fill=colours.floor, stroke=colours.wall, strokeWidth=6, strokeJoin="miter"
    ).encode(tooltip=alt.value(None))


def _zones(colours: Colours, language: Language) -> Any:  # noqa: ANN401
    tips = {
        "name": gettext("Zone", language),
        "use": gettext("Use", language),
        "places": gettext("Places", language),
        "area": gettext("Area", language),
        "way": gettext("Narrowest way in", language),
    }
    return _polygons("zones", stroke=colours.edge, strokeWidth=1, strokeDash=[5, 3]).encode(
        fill=alt.Fill("fill:N", scale=None), tooltip=_tips(tips)
    )


def _furniture(colours: Colours, language: Language) -> Any:  # noqa: ANN401
    return _polygons("furniture", fill=colours.furniture, stroke=colours.edge, strokeWidth=1.2).encode(
        tooltip=_tips({"name": gettext("Piece of furniture", language)})
    )


def _seats(colours: Colours) -> Any:  # noqa: ANN401
    dots = alt.Chart(alt.NamedData("seats")).mark_circle(size=34, opacity=1, color=colours.edge)
    return dots.encode(X, Y)


def _doors(colours: Colours, language: Language) -> list[Any]:
    tips = {"name": gettext("Door", language), "clear": gettext("Clear width", language)}
    gap = _lines("openings", colours.floor, 9, cap="butt").encode(tooltip=_tips(tips))
    leaf = _polygons("swings", fill=colours.floor, fillOpacity=0, stroke=colours.wall, strokeWidth=1.5)
    return [gap, leaf]


def _steps(colours: Colours, language: Language) -> Any:  # noqa: ANN401
    tips = {"name": gettext("Step", language), "rise": gettext("Height", language)}
    return _lines("steps", colours.step, 4, strokeDash=[8, 4], cap="butt").encode(tooltip=_tips(tips))


def _named_lines(name: str, colour: str, width: float, title: str) -> Any:  # noqa: ANN401
    return _lines(name, colour, width, cap="butt").encode(tooltip=_tips({"name": title}))


def _lines(name: str, colour: str, width: float, *, cap: Cap = "round", **mark: Any) -> Any:  # noqa: ANN401
    lines = alt.Chart(alt.NamedData(name)).mark_rule(
        color=colour, strokeWidth=width, strokeCap=cap, opacity=1, **mark
    )
    return lines.encode(X, Y, x2="x2:Q", y2="y2:Q")


def _haloed(name: str, colour: str, halo: str, **mark: Any) -> list[Any]:  # noqa: ANN401
    """Text on a rim of another colour, so that it can be read on whatever lies below."""
    rim = _text(name, halo, stroke=halo, strokeWidth=HALO_PX, strokeJoin="round", **mark)
    return [rim, _text(name, colour, **mark)]


def _text(name: str, colour: str, **mark: Any) -> Any:  # noqa: ANN401
    text = alt.Chart(alt.NamedData(name)).mark_text(
        fontSize=TEXT_PX, color=colour, lineBreak="\n", lineHeight=LINE_PX, baseline="middle", **mark
    )
    return text.encode(X, Y, text=alt.Text("text:N"))


def _tips(titles: dict[str, str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
