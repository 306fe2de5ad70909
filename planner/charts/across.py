"""Pictures of what stands across plans: bars with their numbers, a sentence, and the same as a table."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal, get_args

import altair as alt

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.charts.axes import row_names
from planner.charts.colours import LIGHT, Colours
from planner.charts.room_words import number
from planner.charts.sheet import NO_PADDING, TEXT_PX
from planner.review.across import Across, PlanRow

Subject = Literal["unmet", "adults", "zones", "apart"]
SUBJECTS: Final[tuple[Subject, ...]] = get_args(Subject)
BAR_PX: Final = 34
LABEL_PX: Final = 220
NUMBER_PX: Final = 90
MOST_BARS: Final = 20

Bar = tuple[str, float, str]
"""What it is, how much, and that as words."""
Table = tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class AcrossPicture:
    """A picture across plans: title, specification, what a screen reader says, and the same as a table.

    The picture shows at most twenty bars, the table all rows. ``note`` says what neither shows.
    """

    subject: Subject
    title: str
    spec: dict[str, Any]
    alt: str
    table: Table
    note: str = ""


def across_picture(
    across: Across, subject: Subject, language: Language, colours: Colours = LIGHT, width_px: int = 520
) -> AcrossPicture:
    """Draw one subject; plans stand in the order of grade and subject, never of a number."""
    bars = _BARS[subject](across, language)
    note = across.hidden.text(language) if across.hidden and subject == "unmet" else ""
    return AcrossPicture(
        subject,
        _words("across_chart", subject).text(language),
        _drawn(bars[:MOST_BARS], colours, width_px),
        _alt(subject, bars, language) if bars or not note else note,
        _TABLES[subject](across, language),
        note,
    )


def _unmet_bars(across: Across, language: Language) -> list[Bar]:
    return [(row.name.text(language), row.students, str(row.students)) for row in across.unmet]


def _adult_bars(across: Across, language: Language) -> list[Bar]:
    return [
        (name, row.adult_minutes, f"{number(row.adult_minutes, 0, language)} min")
        for name, row in _named_rows(across, language)
    ]


def _zone_bars(across: Across, language: Language) -> list[Bar]:
    """Return the use of each kind of zone; rooms differ, kinds do not."""
    sums: defaultdict[str, float] = defaultdict(float)
    for row in across.zones:
        sums[row.use.text(language)] += row.student_minutes
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [(use, value, number(round(value, -1), 0, language)) for use, value in ordered]


def _apart_bars(across: Across, language: Language) -> list[Bar]:
    known = [(name, row.apart) for name, row in _named_rows(across, language) if row.apart is not None]
    return [(name, 100 * share, _percent(share, language)) for name, share in known]


def _unmet_table(across: Across, language: Language) -> Table:
    return tuple(
        _row(language, prerequisite=row.name.text(language), students=str(row.students), plans=str(row.plans))
        for row in across.unmet
    )


def _adult_table(across: Across, language: Language) -> Table:
    return tuple(
        _row(
            language,
            plan=name,
            minutes=number(row.minutes, 0, language),
            adult_minutes=number(row.adult_minutes, 0, language),
            per_minute=number(row.adult_minutes / row.minutes, 1, language),
        )
        for name, row in _named_rows(across, language)
    )


def _zone_table(across: Across, language: Language) -> Table:
    return tuple(
        _row(
            language,
            room=row.room,
            zone=row.zone,
            use=row.use.text(language),
            open_minutes=number(row.minutes, 0, language),
            student_minutes=number(round(row.student_minutes, -1), 0, language),
        )
        for row in across.zones
    )


def _apart_table(across: Across, language: Language) -> Table:
    unknown = _words("verdict", "unknown").text(language)
    return tuple(
        _row(
            language,
            plan=name,
            minutes=number(row.minutes, 0, language),
            apart=unknown if row.apart is None else _percent(row.apart, language),
        )
        for name, row in _named_rows(across, language)
    )


_BARS: Final = {"unmet": _unmet_bars, "adults": _adult_bars, "zones": _zone_bars, "apart": _apart_bars}
_TABLES: Final = {"unmet": _unmet_table, "adults": _adult_table, "zones": _zone_table, "apart": _apart_table}


def _alt(subject: Subject, bars: Sequence[Bar], language: Language) -> str:
    if not bars:
        return _words("across_chart", "nothing_alt").text(language)
    values = [value for _, value, _ in bars]
    name, most, _ = bars[0]
    params: dict[str, Value] = {"n": len(bars), "least": min(values), "most": max(values), "name": name}
    params["value"] = int(most) if subject == "unmet" else round(most, -1)
    return Message(_words("across_chart", f"{subject}_alt"), params).text(language)


def _row(language: Language, **cells: str) -> dict[str, str]:
    return {_words("across_column", key).text(language): cell for key, cell in cells.items()}


def _percent(share: float, language: Language) -> str:
    return f"{number(100 * share, 0, language)} %"


def _named_rows(across: Across, language: Language) -> Iterator[tuple[str, PlanRow]]:
    """Return the plans, each under the name that it has in the picture and in the table."""
    names = _numbered([row.name.text(language) for row in across.rows])
    return zip(names, across.rows, strict=True)


def _numbered(names: Sequence[str]) -> list[str]:
    """Tell plans of one name apart, or their bars would stand on each other."""
    seen: defaultdict[str, int] = defaultdict(int)
    told = []
    for name in names:
        seen[name] += 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told


def _words(table: str, key: str) -> Words:
    return load_catalogue().words[table][key]


def _drawn(bars: Sequence[Bar], colours: Colours, width_px: int) -> dict[str, Any]:
    rows = [
        {"name": name, "value": value, "shown": shown, "place": place}
        for place, (name, value, shown) in enumerate(bars)
    ]
    template = _template(colours)
    most = max((value for _, value, _ in bars), default=0.0)
    scale = {"domain": [0, most or 1], "nice": False}
    layers = [_scaled(layer, scale) for layer in template["layer"]]
    size = {"width": width_px, "height": BAR_PX * max(len(bars), 1)}
    return template | {"layer": layers, "data": {"values": rows}, **size}


def _scaled(layer: dict[str, Any], scale: dict[str, Any]) -> dict[str, Any]:
    encoding = layer["encoding"]
    kept = {key: value for key, value in layer.items() if key != "data"}
    return kept | {"encoding": encoding | {"x": encoding["x"] | {"scale": scale}}}


@lru_cache(maxsize=4)
def _template(colours: Colours) -> dict[str, Any]:
    """Return the specification without rows, checked by Altair when it is made."""
    names = row_names(colours, LABEL_PX)
    y = alt.Y("name:N", sort=alt.SortField("place", order="ascending"), axis=names)
    x = alt.X("value:Q").axis(None)
    base: Any = alt.Chart(alt.NamedData("across"))
    tips = ["name:N", "shown:N"]
    bar = base.mark_bar(color=colours.window, cornerRadiusEnd=3, height={"band": 0.7}).encode(
        x, y, tooltip=tips
    )
    text = base.mark_text(align="left", dx=6, color=colours.text, fontSize=TEXT_PX, tooltip=None)
    chart: alt.LayerChart = (
        alt.layer(bar, text.encode(x, y, text="shown:N"))
        .properties(background=colours.background, padding=NO_PADDING | {"right": NUMBER_PX})
        .configure_view(stroke=None)
    )
    return dict(chart.to_dict())
