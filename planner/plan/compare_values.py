"""The values of a plan's fields in words; a field of the format without words here fails a test."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Apart, GroupSize, NeededPrerequisite
from planner.room.layout import Underlay

Names = Mapping[str, str]
LONGEST: Final = 60
"""How many letters of a text are shown; the rest is cut off where both texts are the same."""
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Form:
    """How one value is said; a text is shown from where the two differ."""

    words: Callable[[Any, Names], Words]
    text: bool = False

    def beside(self, before: Words, after: Words) -> tuple[Words, Words]:
        """Return both values as they are shown beside each other."""
        if not self.text:
            return before, after
        one, other = excerpts(before.da, after.da)
        english, other_english = excerpts(before.en, after.en)
        return Words(da=one, en=english), Words(da=other, en=other_english)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Return what two texts have apart from each other, with a little around it."""
    if max(len(before), len(after)) <= LONGEST:
        return before, after
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    start = max(0, same - LONGEST // 3)
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(text: str, start: int) -> str:
    cut = text[start : start + LONGEST]
    head, tail = (_CUT if start else ""), (_CUT if start + LONGEST < len(text) else "")
    return f"{head}{cut}{tail}"


def same_words(one: Words, other: Words) -> bool:
    """Whether two values read the same."""
    return (one.da, one.en) == (other.da, other.en)


def known_words(table: str, key: str) -> Words:
    """Return a word of the catalogue."""
    return load_catalogue().words[table][key]


def plain_words(text: str) -> Words:
    """Return a text that is the same in both languages."""
    return Words(da=text, en=text)


def number_words(value: float, unit: str = "") -> Words:
    """Return a number to the millimetre, with its unit."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    text = "0" if text == "-0" else text
    end = f" {unit}" if unit else ""
    return Words(da=f"{text.replace('.', ',')}{end}", en=f"{text}{end}")


def _text(value: str, _: Names) -> Words:
    return Words(da=f"»{value}«", en=f"“{value}”")


def _name(value: str, names: Names) -> Words:
    return plain_words(names.get(value, value))


def _count(value: int, _: Names) -> Words:
    return plain_words(str(value))


def _flag(value: object, _: Names) -> Words:
    return known_words("yes_no", "yes" if value else "no")


def _table(table: str) -> Callable[[Any, Names], Words]:
    return lambda value, _: known_words(table, str(value))


def _unit(unit: str) -> Callable[[Any, Names], Words]:
    return lambda value, _: number_words(value, unit)


def _support(value: str, _: Names) -> Words:
    entry = load_catalogue().supports.get(value)
    return entry.name if entry else plain_words(value)


def _kind(value: str, _: Names) -> Words:
    entry = load_catalogue().furniture.get(value)
    return entry.name if entry else plain_words(value)


def _needed(value: NeededPrerequisite, _: Names) -> Words:
    entry = load_catalogue().prerequisites.get(value.id)
    if entry is None:
        return plain_words(value.id)
    units = {parameter.id: parameter.unit for parameter in entry.parameters}
    numbers = [number_words(number, units.get(key, "")) for key, number in value.parameters]
    if not numbers:
        return entry.need
    return Words(
        da=f"{entry.need.da} ({', '.join(number.da for number in numbers)})",
        en=f"{entry.need.en} ({', '.join(number.en for number in numbers)})",
    )


def _numbers(unit: str, joint: str) -> Callable[[Any, Names], Words]:
    def say(value: Sequence[float], _: Names) -> Words:
        said = [number_words(one) for one in value]
        return Words(
            da=joint.join(one.da for one in said) + f" {unit}",
            en=joint.join(one.en for one in said) + f" {unit}",
        )

    return say


def _points(value: Sequence[Sequence[float]], _: Names) -> Words:
    """Say how many corners an outline has; where they are is seen in the drawing."""
    n = len(value)
    return Words(da=f"{n} punkter", en=f"{n} points")


def _seats(value: Sequence[object], _: Names) -> Words:
    n = len(value)
    return Words(da=f"{n} pladser" if n != 1 else "1 plads", en=f"{n} seats" if n != 1 else "1 seat")


def _rooms(value: tuple[str, str | None], names: Names) -> Words:
    outside = known_words("compare_value", "outside")
    ends = [plain_words(names.get(room, room)) if room else outside for room in value]
    return Words(da=" – ".join(end.da for end in ends), en=" – ".join(end.en for end in ends))


def _group_size(value: GroupSize, _: Names) -> Words:
    few, most = known_words("compare_value", "at_least"), known_words("compare_value", "at_most")
    given = [(word, n) for word, n in ((few, value.min), (most, value.max)) if n is not None]
    if not given:
        return known_words("compare_value", "no_limit")
    return Words(
        da=", ".join(f"{word.da} {n}" for word, n in given),
        en=", ".join(f"{word.en} {n}" for word, n in given),
    )


def _apart(value: Apart, names: Names) -> Words:
    missing = known_words("compare_value", "missing")
    purpose = _text(value.purpose, names) if value.purpose else missing
    back = _text(names.get(value.returns_to, value.returns_to), names) if value.returns_to else missing
    template = known_words("compare_value", "apart")
    return Words(
        da=template.da.format(purpose=purpose.da, back=back.da),
        en=template.en.format(purpose=purpose.en, back=back.en),
    )


def _underlay(value: Underlay, _: Names) -> Words:
    return number_words(value.width_m, "m")


_FREE: Final = Form(_text, text=True)
_M, _DEGREES = Form(_unit("m")), Form(_unit("°"))
_AT: Final = Form(_numbers("m", "; "))
_OUTLINE: Final = Form(_points)

ONE: Final[Mapping[str, Form]] = {
    "plan_title": _FREE,
    "plan_subject": _FREE,
    "plan_grade": Form(_count),
    "plan_language": Form(_table("compare_language")),
    "plan_class_size": Form(_count),
    "plan_between_form": Form(_table("between_form")),
    "lesson_minutes": Form(_unit("min")),
    "lesson_goal": _FREE,
    "phase_title": _FREE,
    "phase_minutes": Form(_unit("min")),
    "phase_co_teaching": Form(_table("co_teaching")),
    "activity_title": _FREE,
    "activity_kind": Form(_table("kind")),
    "activity_social_form": Form(_table("social_form")),
    "activity_group_size": Form(_group_size),
    "activity_voice": Form(_table("voice")),
    "activity_display": Form(_flag),
    "activity_adult": Form(_name),
    "activity_apart": Form(_apart, text=True),
    "activity_posture": Form(_table("activity_posture")),
    "activity_instructions": _FREE,
    "move_at": _AT,
    "move_angle": _DEGREES,
    "move_polygon": _OUTLINE,
    "adult_role": Form(_table("role")),
    "adult_present": Form(_numbers("min", "–")),
    "band_count": Form(_table("band_count")),
    "layout_id": Form(_name),
    "layout_name": _FREE,
    "layout_students": Form(_count),
    "layout_adults": Form(_count),
    "layout_underlay": Form(_underlay),
    "rooms_name": _FREE,
    "rooms_outline": _OUTLINE,
    "rooms_height_m": _M,
    "rooms_reverberation_s": Form(_unit("s")),
    "rooms_use": Form(_table("room_use")),
    "walls_line": _OUTLINE,
    "walls_thickness_m": _M,
    "walls_height_m": _M,
    "walls_reduction_db": Form(_unit("dB")),
    "steps_line": _OUTLINE,
    "steps_rise_m": _M,
    "steps_ramp": Form(_flag),
    "doors_at": _AT,
    "doors_angle": _DEGREES,
    "doors_clear_m": _M,
    "doors_thickness_m": _M,
    "doors_rooms": Form(_rooms),
    "doors_leaf": Form(_table("door_leaf")),
    "doors_opens_into": Form(_name),
    "doors_threshold_m": _M,
    "doors_reduction_db": Form(_unit("dB")),
    "doors_state": Form(_table("door_state")),
    "doors_exit": Form(_flag),
    "windows_line": _OUTLINE,
    "windows_sill_m": _M,
    "windows_head_m": _M,
    "windows_faces": Form(_table("faces")),
    "boards_line": _OUTLINE,
    "boards_bottom_m": _M,
    "boards_top_m": _M,
    "furniture_kind": Form(_kind),
    "furniture_at": _AT,
    "furniture_angle": _DEGREES,
    "furniture_size": Form(_numbers("m", " × ")),
    "furniture_height_m": _M,
    "furniture_fixed": Form(_flag),
    "furniture_seats": Form(_seats),
    "zones_name": _FREE,
    "zones_polygon": _OUTLINE,
    "zones_use": Form(_table("zone_use")),
    "zones_seats": Form(_seats),
    "zones_light_lux": Form(_unit("lux")),
    "zones_screened": Form(_flag),
}
"""How a value of each field is said."""

MANY: Final[Mapping[str, Callable[[Any, Names], Words]]] = {
    "lesson_supports": _support,
    "phase_supports": _support,
    "activity_zones": _name,
    "activity_ways_in": _table("way_in"),
    "activity_ways_out": _table("way_out"),
    "activity_sensory": _table("compare_sensory"),
    "activity_supports": _support,
    "student_prerequisites": _needed,
    "student_supports": _support,
    "student_together": _name,
    "student_apart_from": _name,
    "student_wishes": _name,
}
"""How one entry of a list is said."""
