"""How many chose what: a bar for every answer of a question, with its number beside it."""

import textwrap
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import altair as alt

from planner.charts.axes import row_names
from planner.charts.colours import LIGHT, Colours
from planner.charts.sheet import LETTER_PX, LINE_PX, NO_PADDING, OWN_SIZE, TEXT_PX

BAR_PX: Final = 34
LABEL_PX: Final = 180
NUMBER_PX: Final = 40

Row = dict[str, Any]
Bar = tuple[str, int]
"""An answer in words, and how many gave it."""


def answer_bars(bars: Sequence[Bar], colours: Colours = LIGHT, width_px: int = 360) -> dict[str, Any]:
    """Draw bars from top to bottom in the order given, as a Vega-Lite specification."""
    most = max((count for _, count in bars), default=0)
    rows = [
        {"answer": _lines(answer), "count": count, "place": place}
        for place, (answer, count) in enumerate(bars)
    ]
    template = _template(colours)
    wide = {"domain": [0, max(most, 1)], "nice": False}
    layers = [_filled(layer, rows, wide) for layer in template["layer"]]
    return template | {"layer": layers, "width": width_px, "height": BAR_PX * max(len(bars), 1)}


def _lines(answer: str) -> str:
    """Break an answer into two lines; what does not fit ends in dots, and stands whole in the table."""
    return "\n".join(textwrap.wrap(answer, int(LABEL_PX / LETTER_PX), max_lines=2, placeholder="…"))


def _filled(layer: Row, rows: list[Row], scale: Row) -> Row:
    """Put rows and scale into a layer: each has its own rows, which Streamlit leaves as they are."""
    encoding = layer["encoding"]
    with_scale = encoding | {"x": encoding["x"] | {"scale": scale}}
    return layer | {"data": {"values": rows}, "encoding": with_scale}


@lru_cache(maxsize=4)
def _template(colours: Colours) -> dict[str, Any]:
    """Return the specification without rows, checked by Altair when it is made."""
    split = r"split(datum.label, '\n')"
    names = row_names(colours, LABEL_PX, labelExpr=split, labelLineHeight=LINE_PX)
    y = alt.Y("answer:N", sort=alt.SortField("place", order="ascending"), axis=names)
    base: Any = alt.Chart(alt.NamedData("answers"))
    bar = base.mark_bar(color=colours.window, cornerRadiusEnd=3, tooltip=None, height={"band": 0.7})
    number = base.mark_text(align="left", dx=6, color=colours.text, fontSize=TEXT_PX, tooltip=None)
    x = alt.X("count:Q").axis(None)
    layers = (bar.encode(x, y), number.encode(x, y, text="count:Q"))
    padding = NO_PADDING | {"right": NUMBER_PX}
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(background=colours.background, padding=padding, autosize=OWN_SIZE)
        .configure_view(stroke=None)
    )
    spec = dict(chart.to_dict())
    spec.pop("data", None)
    return spec
