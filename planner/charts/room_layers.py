"""The layers of the room plan in Altair, made and checked once for each language and set of colours.

The data of a layer is named; ``room_plan`` puts the rows in.
"""

from functools import lru_cache
from typing import Any, Final, Literal

import altair as alt

from planner.catalogue.base import Language
from planner.charts.colours import Colours
from planner.charts.sheet import LINE_PX, NO_PADDING, OWN_SIZE, TEXT_PX
from planner.locale import gettext

Cap = Literal["butt", "round"]
HALO_PX: Final = 5
X: Final = alt.X("x:Q").axis(None)
Y: Final = alt.Y("y:Q").axis(None)


@lru_cache(maxsize=8)
def room_template(language: Language, colours: Colours) -> dict[str, Any]:
    """Return the Vega-Lite specification without rows, from the floor to the labels.

    Raises nothing in practice: Altair checks it against the schema of Vega-Lite when it is made.
    """
    labels = _haloed("labels", colours.text, colours.floor, fontSize=alt.ExprRef("datum.size"))
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
        *(text.encode(tooltip=_tips(_zone_tips(language))) for text in labels),
        *_haloed("narrow", colours.step, colours.floor, fontWeight="bold"),
        *_haloed("marked_text", colours.highlight, colours.floor, fontWeight="bold", dy=-9),
    ]
    chart = alt.layer(*layers).properties(
        background=colours.background, padding=NO_PADDING, autosize=OWN_SIZE
    )
    return dict(chart.configure_view(stroke=None, clip=True).to_dict())


def _areas(name: str, tips: dict[str, str] | None, **mark: Any) -> Any:  # noqa: ANN401 – Altair's chains have no type
    areas = alt.Chart(alt.NamedData(name)).mark_geoshape(tooltip=None, **mark)
    return areas if tips is None else areas.encode(tooltip=_tips(tips))


def _floor(colours: Colours) -> Any:  # noqa: ANN401
    return _areas("floor", None, fill=colours.floor, stroke=colours.wall, strokeWidth=6, strokeJoin="miter")


def _zones(colours: Colours, language: Language) -> Any:  # noqa: ANN401
    areas = _areas("zones", _zone_tips(language), stroke=colours.edge, strokeWidth=1, strokeDash=[5, 3])
    return areas.encode(fill=alt.Fill("fill:N", scale=None))


def _zone_tips(language: Language) -> dict[str, str]:
    return {
        "name": gettext("Zone", language),
        "use": gettext("Use", language),
        "places": gettext("Places", language),
        "area": gettext("Area", language),
        "way": gettext("Narrowest way in", language),
    }


def _furniture(colours: Colours, language: Language) -> Any:  # noqa: ANN401
    tips = {"name": gettext("Piece of furniture", language)}
    return _areas("furniture", tips, fill=colours.furniture, stroke=colours.edge, strokeWidth=1.2)


def _seats(colours: Colours) -> Any:  # noqa: ANN401
    dots = alt.Chart(alt.NamedData("seats")).mark_circle(size=34, opacity=1, color=colours.edge, tooltip=None)
    return dots.encode(X, Y)


def _doors(colours: Colours, language: Language) -> list[Any]:
    tips = {"name": gettext("Door", language), "clear": gettext("Clear width", language)}
    gap = _lines("openings", colours.floor, 9, cap="butt").encode(tooltip=_tips(tips))
    leaf = alt.Chart(alt.NamedData("swings")).mark_line(color=colours.wall, strokeWidth=1.5, tooltip=None)
    return [gap, leaf.encode(X, Y, order=alt.Order("order:Q"), detail="place:N")]


def _steps(colours: Colours, language: Language) -> Any:  # noqa: ANN401
    tips = {"name": gettext("Step", language), "rise": gettext("Height", language)}
    return _lines("steps", colours.step, 4, strokeDash=[8, 4], cap="butt").encode(tooltip=_tips(tips))


def _named_lines(name: str, colour: str, width: float, title: str) -> Any:  # noqa: ANN401
    return _lines(name, colour, width, cap="butt").encode(tooltip=_tips({"name": title}))


def _lines(name: str, colour: str, width: float, *, cap: Cap = "round", **mark: Any) -> Any:  # noqa: ANN401
    lines = alt.Chart(alt.NamedData(name)).mark_rule(
        color=colour, strokeWidth=width, strokeCap=cap, opacity=1, tooltip=None, **mark
    )
    return lines.encode(X, Y, x2="x2:Q", y2="y2:Q")


def _haloed(name: str, colour: str, halo: str, **mark: Any) -> list[Any]:  # noqa: ANN401
    """Text on a rim of another colour, so that it can be read on whatever lies below."""
    rim = _text(name, halo, stroke=halo, strokeWidth=HALO_PX, strokeJoin="round", **mark)
    return [rim, _text(name, colour, **mark)]


def _text(name: str, colour: str, **mark: Any) -> Any:  # noqa: ANN401
    text = alt.Chart(alt.NamedData(name)).mark_text(
        color=colour,
        lineBreak="\n",
        lineHeight=LINE_PX,
        baseline="middle",
        tooltip=None,
        **{"fontSize": TEXT_PX, **mark},
    )
    return text.encode(X, Y, text=alt.Text("text:N"))


def _tips(titles: dict[str, str]) -> list[alt.Tooltip]:
    return [alt.Tooltip(f"{field}:N", title=title) for field, title in titles.items()]
