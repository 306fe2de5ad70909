"""Axes of charts in rows and columns: names in the theme's colours, without lines of their own."""

from typing import Any

import altair as alt

from planner.charts.colours import Colours
from planner.charts.sheet import TEXT_PX


def names_axis(colours: Colours, limit_px: int, **more: Any) -> alt.Axis:  # noqa: ANN401 – of Altair's axis
    """Return an axis of names that are cut off at a width."""
    return alt.Axis(
        title=None,
        labelColor=colours.text,
        labelFontSize=TEXT_PX,
        labelLimit=limit_px,
        ticks=False,
        domain=False,
        **more,
    )


def row_names(colours: Colours, width_px: int, **more: Any) -> alt.Axis:  # noqa: ANN401 – of Altair's axis
    """Return an axis of names that takes one width whatever the names are."""
    return names_axis(colours, width_px, minExtent=width_px, maxExtent=width_px, labelPadding=8, **more)
