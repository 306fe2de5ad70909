"""How each field of a lesson is asked for; a field of the plan format without an entry here fails a test."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Activity, Apart
from planner.locale import mark
from planner.plan.changes import NOT_RECORDED, Change
from planner.plan.set_field import SetField
from planner.web.controls import Box, adult_names, choose_many, support_changes, zone_change
from planner.web.frame import paragraph
from planner.web.lesson_ask import (
    NONE,
    Asked,
    Choices,
    Range,
    ask_number,
    ask_one,
    ask_several,
    ask_text,
    ask_yes_no,
    table_names,
)
from planner.web.lesson_timeline import lesson_length, planned_minutes
from planner.web.matrix import capital
from planner.web.plain import plain

OWN: Final = "own"
PART: Final = "part"
WHOLE: Final = "whole"
MOST_GROUP: Final = 30
PHASE: Final = Range(1, 600, 1)
PRESENT: Final = Range(0, 600, 1)
ANOTHER: Final = 5.0
"""How many minutes longer than usual another length is at first."""
GRADES: Final = range(11)
LANGUAGES: Final = {"da": mark("Danish"), "en": mark("English")}
Ask = Callable[[Asked], None]


def _table(asked: Asked, table: str, none: str | None = None, *, required: bool = False) -> None:
    said = asked.speech.gettext(none) if none else None
    ask_one(asked, Choices(table_names(table, asked.speech), said, required=required))


def _several(asked: Asked, table: str, none: str) -> None:
    ask_several(asked, table_names(table, asked.speech), asked.speech.gettext(none))


def _text(asked: Asked, most: int, none: str | None = None, *, tall: bool = False) -> None:
    ask_text(asked, most, tall=tall, none=asked.speech.gettext(none) if none else None)


def _grade(asked: Asked) -> None:
    names = {str(n): asked.speech.gettext("grade {grade}", grade=n) for n in GRADES}
    ask_one(asked, Choices(names, required=True, values={str(n): n for n in GRADES}))


def _language(asked: Asked) -> None:
    names = {code: asked.speech.gettext(name) for code, name in LANGUAGES.items()}
    shown = Choices(names, required=True)
    if asked.value is NOT_RECORDED:
        shown = Choices(names)
    ask_one(asked, shown)


def _length(asked: Asked) -> None:
    """Ask for one lesson, two, or another length in minutes."""
    one = load_catalogue().limits()["lesson_minutes"]
    usual = {f"{n * one:g}": n * one for n in (1, 2)}
    names = {key: asked.speech.gettext("{minutes} min", minutes=key) for key in usual}
    names[OWN] = asked.speech.gettext("Another length")
    other = _another_length(asked, usual.values())
    ask_one(asked, Choices(names, values={**usual, OWN: other}))
    if asked.value == other:
        ask_number(asked_again(asked), PHASE, asked.speech.gettext("Minutes of the lesson"))


def _another_length(asked: Asked, usual: Iterable[float]) -> float:
    """Return the length that stands for "another": the recorded one, else what the phases last."""
    known, phases = asked.value, planned_minutes(asked.bench.plan)
    if isinstance(known, float) and known not in usual:
        return known
    return phases if phases not in usual else lesson_length(asked.bench.plan) + ANOTHER


def asked_again(asked: Asked) -> Asked:
    """Return the same question for a second input, with a key of its own."""
    return Asked(asked.bench, asked.level, asked.ids, asked.part, asked.field, suffix="number")


def _supports(asked: Asked) -> None:
    """Ask for supports: each is switched on and off by itself, so two windows do not undo each other."""
    speech, chosen = asked.speech, tuple(asked.value) if asked.value is not NOT_RECORDED else ()
    names = {
        entry.id: capital(speech.words(entry.name))
        for entry in load_catalogue().supports.values()
        if entry.offered or entry.id in chosen
    }
    names = dict(sorted(names.items(), key=lambda item: item[1]))
    shown = chosen or (() if asked.value is NOT_RECORDED else (NONE,))

    def make(picked: Iterable[str]) -> tuple[Change, ...]:
        return support_choice(asked, shown, tuple(picked))

    names[NONE] = speech.gettext("No support")
    box = Box(asked.key, asked.question, names, asked.help)
    choose_many(asked.bench, box, shown, make, empty=speech.gettext("Not decided yet"))


def support_choice(asked: Asked, before: tuple[str, ...], picked: tuple[str, ...]) -> tuple[Change, ...]:
    """Return the changes a choice of supports makes: none at all is said, an empty box is left open."""
    if NONE in picked and NONE not in before:
        return (SetField(asked.level, asked.ids, asked.field, ()),)
    if not picked:
        return () if asked.value is NOT_RECORDED else asked.change(NOT_RECORDED)
    known = tuple(one for one in before if one != NONE)
    return support_changes(asked.ids, known, (one for one in picked if one != NONE))


def _zones(asked: Asked) -> None:
    """Ask for the zones of an activity, by their names."""
    activity = asked.part
    if not isinstance(activity, Activity):
        raise TypeError(asked.name)
    zones = activity.zones or ()
    names = dict(asked.bench.zones) | {zone: zone for zone in zones if zone not in asked.bench.zones}
    make = partial(zone_change, asked.ids[0], activity)
    box = Box(asked.key, asked.question, names, asked.help)
    choose_many(asked.bench, box, zones, make, empty=asked.speech.gettext("Not decided yet"))


def _adult(asked: Asked) -> None:
    everyone = adult_names(asked.bench.plan, asked.speech)
    names = {one.id: everyone[one.id] for one in asked.bench.plan.adults}
    ask_one(asked, Choices(names, everyone[NONE]))


def _group_size(asked: Asked) -> None:
    """Ask for the largest and the smallest group."""
    numbers = {str(n): str(n) for n in range(1, MOST_GROUP + 1)}
    values = {str(n): n for n in range(1, MOST_GROUP + 1)}
    for inner, none in (("max", mark("No largest size")), ("min", mark("No smallest size"))):
        ask_one(asked.within(inner), Choices(numbers, asked.speech.gettext(none), values=values))


def _apart(asked: Asked) -> None:
    """Ask whether a group works away from the class; if so, for what, and when it is back."""
    speech, value = asked.speech, asked.value
    known: object = value if isinstance(value, Apart) else {}
    names = {PART: speech.gettext("No, a group works apart")}
    ask_one(asked, Choices(names, speech.gettext("Yes, with the class"), values={PART: known}))
    if not isinstance(value, Apart):
        return
    ask_text(asked.within("purpose"), 2000, none=speech.gettext("There is no purpose"))
    later = _later_phases(asked)
    ask_one(asked.within("returns_to"), Choices(later, speech.gettext("Not in this lesson")))


def _later_phases(asked: Asked) -> dict[str, str]:
    phases = asked.bench.plan.lesson.phases
    index = next((n for n, phase in enumerate(phases) if phase.id == asked.ids[0]), len(phases))
    return {phase.id: phase.title for phase in phases[index + 1 :]}


def _present(asked: Asked) -> None:
    """Ask whether an adult is there all lesson or from one minute to another."""
    speech, value = asked.speech, asked.value
    start_end = value if isinstance(value, tuple) else (0.0, lesson_length(asked.bench.plan))
    names = {WHOLE: speech.gettext("All lesson"), PART: speech.gettext("Part of the lesson")}
    whole = None if value is None else NOT_RECORDED
    ask_one(asked, Choices(names, required=True, values={WHOLE: whole, PART: start_end}))
    if isinstance(value, tuple):
        for end, label in enumerate((mark("From minute"), mark("To minute"))):
            _ask_minutes(asked, end, f"{plain(asked.ids[0])}: {speech.gettext(label)}")


def _ask_minutes(asked: Asked, end: int, label: str) -> None:
    """Ask for the start (0) or the end (1) of a presence."""
    half = Asked(asked.bench, asked.level, asked.ids, asked.part, asked.field, suffix=str(end), item=end)
    ask_number(half, PRESENT, label)


def _moves(asked: Asked) -> None:
    """Say what is moved for a phase; it is moved where the room is drawn."""
    moves = asked.value if isinstance(asked.value, tuple) else ()
    said = asked.speech.ngettext("{n} thing is moved.", "{n} things are moved.", len(moves))
    text = said if moves else asked.speech.gettext("Nothing is moved.")
    paragraph(f"{asked.question} {text} {asked.help}")


ASK: Final[Mapping[tuple[str, str], Ask]] = {
    ("plan", "title"): partial(_text, most=120),
    ("plan", "subject"): partial(_text, most=80, none=mark("No subject")),
    ("plan", "grade"): _grade,
    ("plan", "language"): _language,
    ("plan", "between_form"): partial(_table, table="between_form", none=mark("No form in between")),
    ("lesson", "minutes"): _length,
    ("lesson", "goal"): partial(_text, most=500, none=mark("There is no shared goal")),
    ("lesson", "supports"): _supports,
    ("phase", "title"): partial(_text, most=120),
    ("phase", "minutes"): partial(ask_number, within=PHASE),
    ("phase", "supports"): _supports,
    ("phase", "moves"): _moves,
    ("phase", "co_teaching"): partial(_table, table="co_teaching", none=mark("We do not share this phase")),
    ("activity", "title"): partial(_text, most=120),
    ("activity", "kind"): partial(_table, table="kind", required=True),
    ("activity", "zones"): _zones,
    ("activity", "ways_in"): partial(_several, table="way_in", none=mark("No ways in")),
    ("activity", "ways_out"): partial(_several, table="way_out", none=mark("They show nothing here")),
    ("activity", "social_form"): partial(_table, table="social_form"),
    ("activity", "group_size"): _group_size,
    ("activity", "display"): ask_yes_no,
    ("activity", "sensory"): partial(_several, table="sense", none=mark("Neither smell nor touch")),
    ("activity", "adult"): _adult,
    ("activity", "supports"): _supports,
    ("activity", "apart"): _apart,
    ("activity", "posture"): partial(_table, table="activity_posture"),
    ("activity", "instructions"): partial(_text, most=2000, none=mark("No instructions"), tall=True),
    ("adult", "role"): partial(_table, table="role", required=True),
    ("adult", "present"): _present,
}
"""How a field is asked for; the voice has its own scale."""


def ask(asked: Asked) -> None:
    """Ask for a field."""
    ASK[asked.level, asked.field](asked)
