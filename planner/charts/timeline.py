"""The lesson as a timeline: phases along the minutes, the activities of a phase side by side in lanes."""

import textwrap
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final

import altair as alt

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue
from planner.charts.colours import LIGHT, Colours
from planner.charts.room_words import number
from planner.charts.sheet import LETTER_PX, NO_PADDING, OWN_SIZE, SMALLEST_PX, font_px
from planner.lesson.model import Phase, Plan
from planner.locale import gettext

HEADER_PX: Final = 58
LANE_PX: Final = 72
GAP_PX: Final = 3
LINE_LETTERS: Final = 3
LINE_PX: Final = 14
TEXT_PX: Final = 12
# A box as wide as it is shown, in pixels: a line that is longer ends in dots, and words that were made
# small to fit grow with their box.
SHOWN_PX: Final = "abs(scale('x', datum.x2) - scale('x', datum.x))"
LINE_LIMIT: Final = f"{SHOWN_PX} - {2 * GAP_PX - 2}"
SHOWN_SIZE: Final = f"clamp(datum.size * {SHOWN_PX} / datum.drawn, {SMALLEST_PX}, {TEXT_PX})"
Row = dict[str, Any]


def lesson_timeline(
    plan: Plan, language: Language, colours: Colours = LIGHT, width_px: int = 900
) -> dict[str, Any]:
    """Draw the lesson as a Vega-Lite specification; it holds nothing about students.

    Texts are broken for ``width_px``; shown wider it has more room, shown narrower a line ends in dots.
    """
    phases = plan.lesson.phases
    starts = list(accumulate((phase.minutes for phase in phases), initial=0.0))
    px_per_minute = width_px / starts[-1]
    rows: dict[str, list[Row]] = {"phases": [], "activities": []}
    for place, (phase, start) in enumerate(zip(phases, starts, strict=False), start=1):
        rows["phases"].append(_phase_row(phase, place, start, (language, px_per_minute)))
        rows["activities"] += _activity_rows(phase, start, (language, px_per_minute), colours)
    lanes = max(len(phase.activities) for phase in phases)
    template = timeline_template(language, colours)
    layers = [_filled(layer, rows, starts[-1], HEADER_PX + lanes * LANE_PX) for layer in template["layer"]]
    return template | {"layer": layers, "width": width_px, "height": HEADER_PX + lanes * LANE_PX}


def _phase_row(phase: Phase, place: int, start: float, scale: tuple[Language, float]) -> Row:
    language, px_per_minute = scale
    minutes = _minutes(phase.minutes, language)
    drawn = phase.minutes * px_per_minute
    width_px = drawn - 2 * GAP_PX
    size = font_px(phase.title, width_px, TEXT_PX)
    lines = _lines(f"{place} {phase.title}", width_px, 2, size)
    box = _box(start, phase.minutes, 0, HEADER_PX)
    about = {"place": f"phase:{phase.id}", "title": phase.title, "minutes": minutes, "drawn": drawn}
    return {**box, **_label(box, [*lines, minutes], size), **about}


def _activity_rows(phase: Phase, start: float, scale: tuple[Language, float], colours: Colours) -> list[Row]:
    language, px_per_minute = scale
    kinds = load_catalogue().words["kind"]
    drawn = phase.minutes * px_per_minute
    width_px = drawn - 2 * GAP_PX
    rows = []
    for lane, activity in enumerate(phase.activities):
        box = _box(start, phase.minutes, HEADER_PX + lane * LANE_PX, LANE_PX)
        kind = kinds[activity.kind].text(language)
        size = font_px(activity.title, width_px, TEXT_PX)
        lines = [*_lines(activity.title, width_px, 3, size), *_aside(f"({kind})", width_px, size)]
        about = {
            "place": f"activity:{activity.id}",
            "title": activity.title,
            "kind": kind,
            "minutes": _minutes(phase.minutes, language),
            "drawn": drawn,
            "fill": colours.kinds[activity.kind],
        }
        rows.append({**box, **_label(box, lines, size), **about})
    return rows


def _box(start: float, minutes: float, top: float, height: float) -> Row:
    return {
        "x": start,
        "x2": start + minutes,
        "y": top + GAP_PX,
        "y2": top + height - GAP_PX,
    }


def _label(box: Row, lines: list[str], size: int) -> Row:
    """Centre lines in a box; Vega-Lite places the first of them."""
    first = (box["y"] + box["y2"] - (len(lines) - 1) * LINE_PX) / 2
    middle = (box["x"] + box["x2"]) / 2
    return {"text": "\n".join(lines), "middle": middle, "first": first, "size": size}


def _minutes(minutes: float, language: Language) -> str:
    digits = 0 if minutes == int(minutes) else 1
    return gettext("{minutes} min", language).format(minutes=number(minutes, digits, language))


def _letters(width_px: float, size: int) -> int:
    return max(LINE_LETTERS, int(width_px * TEXT_PX / size / LETTER_PX))


def _lines(text: str, width_px: float, most: int, size: int) -> list[str]:
    """Break a text between words; what does not fit ends in dots and stands whole in the tooltip."""
    letters = _letters(width_px, size)
    return textwrap.wrap(text, letters, max_lines=most, placeholder="…", break_long_words=False)


def _aside(text: str, width_px: float, size: int) -> list[str]:
    """Return a line that is left out where it does not fit: the tooltip says the same."""
    return [text] if len(text) <= _letters(width_px, size) else []


@lru_cache(maxsize=8)
def timeline_template(language: Language, colours: Colours) -> dict[str, Any]:
    """Return the specification without rows, checked by Altair when it is made."""
    tips = [
        alt.Tooltip("title:N", title=gettext("Activity", language)),
        alt.Tooltip("kind:N", title=gettext("Kind", language)),
        alt.Tooltip("minutes:N", title=gettext("Time", language)),
    ]
    heads = [
        alt.Tooltip("title:N", title=gettext("Phase", language)),
        alt.Tooltip("minutes:N", title=gettext("Time", language)),
    ]
    chart = alt.layer(
        _boxes("phases", stroke=colours.edge, fill=colours.floor).encode(tooltip=heads),
        _boxes("activities", stroke=colours.wall).encode(
            fill=alt.Fill("fill:N", scale=None),
            tooltip=tips,
        ),
        _texts("phases", colours.text, fontWeight="bold"),
        _texts("activities", colours.text),
    )
    chart = chart.properties(
        background=colours.background, padding=NO_PADDING, autosize=OWN_SIZE
    ).configure_view(stroke=None)
    return dict(chart.to_dict())


def _boxes(name: str, **mark: Any) -> Any:  # noqa: ANN401 – Altair's chains have no type
    boxes = alt.Chart(alt.NamedData(name)).mark_rect(cornerRadius=3, **mark)
    return boxes.encode(alt.X("x:Q").axis(None), alt.Y("y:Q").axis(None), x2="x2:Q", y2="y2:Q")


def _texts(name: str, colour: str, **mark: Any) -> Any:  # noqa: ANN401
    texts = alt.Chart(alt.NamedData(name)).mark_text(
        fontSize=alt.ExprRef(SHOWN_SIZE),
        limit=alt.ExprRef(LINE_LIMIT),
        color=colour,
        lineBreak="\n",
        lineHeight=LINE_PX,
        baseline="middle",
        tooltip=None,
        **mark,
    )
    return texts.encode(alt.X("middle:Q").axis(None), alt.Y("first:Q").axis(None), text="text:N")


def _filled(layer: Row, rows: dict[str, list[Row]], minutes: float, height: float) -> Row:
    encoding = layer["encoding"]
    axes = {
        "x": encoding["x"] | {"scale": {"domain": [0, minutes], "nice": False, "zero": False}},
        "y": encoding["y"] | {"scale": {"domain": [height, 0], "nice": False, "zero": False}},
    }
    values = rows[layer["data"]["name"]]
    return layer | {"data": {"values": values}, "encoding": encoding | axes}
