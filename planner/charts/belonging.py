"""A strip for each student over time: minutes away from the class, with a sentence and the same as a table.

Students stand by their codes and lessons by their days: nothing orders children by a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import altair as alt

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.charts.axes import names_axis
from planner.charts.colours import LIGHT, Colours
from planner.charts.sheet import NO_PADDING, TEXT_PX
from planner.participation.belonging.model import LessonBelonging, Part, Span, StudentLesson
from planner.participation.belonging.period import DatedLesson, PeriodBelonging

ROW_PX: Final = 30
LABEL_PX: Final = 80
COLUMN_PX: Final = 140
"""Narrowest column: many lessons make the drawing wider than it was asked for, and are scrolled."""
STRONGEST: Final = 0.35
"""How dark the darkest square is: text on it keeps its contrast in both themes."""

Subject = Literal["lesson", "period"]
Table = tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Square:
    """One student in one phase or lesson; None minutes where the student is not part of it."""

    apart: Span | None
    minutes: float
    no_place: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """What is drawn: the heads of the columns in the order of time, and a row of squares per student."""

    subject: Subject
    columns: tuple[Words, ...]
    rows: tuple[tuple[str, tuple[Square, ...]], ...]


@dataclass(frozen=True, slots=True)
class BelongingPicture:
    """Title, specification, what a screen reader says, and the same as a table."""

    title: str
    spec: dict[str, Any]
    alt: str
    table: Table


def lesson_strip(belonging: LessonBelonging) -> Strip:
    """Return the strips of one lesson, a square for each phase."""
    first = belonging.students[0].parts if belonging.students else ()
    return Strip(
        "lesson",
        tuple(Words(da=part.title, en=part.title) for part in first),
        tuple((one.student, tuple(_phase_square(part) for part in one.parts)) for one in belonging.students),
    )


def period_strip(period: PeriodBelonging) -> Strip:
    """Return the strips of a period, a square for each lesson."""
    return Strip(
        "period",
        tuple(_head(lesson) for lesson in period.lessons),
        tuple(
            (one.student, tuple(_lesson_square(lesson) for lesson in one.lessons)) for one in period.students
        ),
    )


def belonging_picture(
    strip: Strip, language: Language, colours: Colours = LIGHT, width_px: int = 720
) -> BelongingPicture:
    """Draw strips; squares with two numbers are dashed, as nobody has settled them yet."""
    heads = _told_apart([column.text(language) for column in strip.columns])
    return BelongingPicture(
        _words(strip.subject).text(language),
        _widened(_drawn(strip, heads, language, colours), width_px, len(heads)),
        _alt(strip, language),
        _table(strip, heads, language),
    )


def _phase_square(part: Part) -> Square:
    return Square(part.apart, part.minutes, part.no_place)


def _lesson_square(lesson: StudentLesson | None) -> Square:
    return Square(lesson.apart, lesson.minutes, lesson.no_place) if lesson else Square(None, 0)


def _head(lesson: DatedLesson) -> Words:
    key = "held" if lesson.held else "planned"
    day = Words(da=f"{lesson.day.day}.{lesson.day.month}.{lesson.day.year}", en=lesson.day.isoformat())
    said = Message(_words(key), {"day": day, "title": lesson.title})
    return Words(da=said.text("da"), en=said.text("en"))


def _told_apart(heads: Sequence[str]) -> list[str]:
    """Tell columns of one name apart, or their squares would stand on each other."""
    return [head if heads.index(head) == n else f"{head} ({n + 1})" for n, head in enumerate(heads)]


def _shown(square: Square, language: Language) -> str:
    if square.apart is None:
        return _words("not_there").text(language)
    if square.no_place and square.no_place == square.minutes:
        return _words("no_place").text(language)
    shown = _minutes(square.apart, language)
    if not square.no_place:
        return shown
    facts: dict[str, Value] = {"shown": shown, "value": square.no_place}
    return Message(_words("no_place_for"), facts).text(language)


def _minutes(apart: Span, language: Language) -> str:
    key = "minutes" if apart.known else "between"
    facts: dict[str, Value] = {"value": apart.least, "least": apart.least, "most": apart.most}
    return Message(_words(key), facts).text(language)


def _alt(strip: Strip, language: Language) -> str:
    if not strip.rows:
        return _words("nothing_alt").text(language)
    certain = all(square.apart is None or square.apart.known for _, row in strip.rows for square in row)
    students = Message(load_catalogue().words["assign"]["students"], {"n": len(strip.rows)})
    facts: dict[str, Value] = {"known": _words("known" if certain else "bounds")}
    facts["students"] = Words(da=students.text("da"), en=students.text("en"))
    return Message(_words(f"{strip.subject}_alt"), facts).text(language)


def _table(strip: Strip, heads: Sequence[str], language: Language) -> Table:
    student, total = (_words(key).text(language) for key in ("student", "total"))
    return tuple(
        {student: code}
        | {head: _shown(square, language) for head, square in zip(heads, row, strict=True)}
        | {total: _minutes(_sum(row), language)}
        for code, row in strip.rows
    )


def _sum(row: Sequence[Square]) -> Span:
    return sum((square.apart for square in row if square.apart is not None), Span(0, 0))


def _words(key: str) -> Words:
    return load_catalogue().words["belonging_chart"][key]


def _drawn(strip: Strip, heads: Sequence[str], language: Language, colours: Colours) -> dict[str, Any]:
    values = [
        {
            "student": code,
            "row": row,
            "head": head,
            "column": column,
            "share": square.apart.least / square.minutes if square.apart and square.minutes else 0.0,
            "open": bool(square.apart and not square.apart.known),
            "shown": _shown(square, language),
        }
        for row, (code, squares) in enumerate(strip.rows)
        for column, (head, square) in enumerate(zip(heads, squares, strict=True))
    ]
    return _template(colours) | {"data": {"values": values}, "height": ROW_PX * max(len(strip.rows), 1)}


def _widened(spec: dict[str, Any], width_px: int, columns: int) -> dict[str, Any]:
    """Give a specification its width, and the heads of the columns as much of it as they may take."""
    width = max(width_px, COLUMN_PX * columns)
    limit = width // max(columns, 1) - 8
    layers = []
    for layer in spec["layer"]:
        x = layer["encoding"]["x"]
        axis = x["axis"] | {"labelLimit": limit}
        layers.append(layer | {"encoding": layer["encoding"] | {"x": x | {"axis": axis}}})
    return spec | {"layer": layers, "width": width}


@lru_cache(maxsize=4)
def _template(colours: Colours) -> dict[str, Any]:
    """Return the specification without rows, checked by Altair when it is made."""
    base: Any = alt.Chart(alt.NamedData("belonging")).encode(
        alt.X(
            "head:N",
            sort=alt.SortField("column", order="ascending"),
            axis=names_axis(colours, COLUMN_PX, orient="top", labelAngle=0),
        ),
        alt.Y("student:N", sort=alt.SortField("row", order="ascending"), axis=names_axis(colours, LABEL_PX)),
        tooltip=["student:N", "head:N", "shown:N"],
    )
    edge = base.mark_rect(fill=colours.floor, stroke=colours.edge)
    # Within the square, or its neighbour's edge would lie over the dashes.
    dashes = base.mark_rect(
        filled=False,
        stroke=colours.edge,
        strokeDash=[4, 3],
        width=alt.RelativeBandSize(0.94),
        height=alt.RelativeBandSize(0.76),
    ).transform_filter("datum.open")
    shade = base.mark_rect(fill=colours.highlight).encode(
        opacity=alt.Opacity("share:Q", legend=None).scale(domain=[0, 1], range=[0, STRONGEST])
    )
    text = base.mark_text(color=colours.text, fontSize=TEXT_PX, tooltip=None).encode(text="shown:N")
    chart: alt.LayerChart = (
        alt.layer(edge, shade, dashes, text)
        .properties(background=colours.background, padding=NO_PADDING | {"right": 4})
        .configure_view(stroke=None)
    )
    spec = dict(chart.to_dict())
    # The rows stand once for all layers.
    layers = [{key: value for key, value in layer.items() if key != "data"} for layer in spec["layer"]]
    return spec | {"layer": layers}
