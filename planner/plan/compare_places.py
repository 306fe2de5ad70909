"""Say what differs in who is where: places that are decided, and the placement that was kept."""

from collections.abc import Iterator

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.lesson.model import Placed, Plan
from planner.participation.bands import student_words, students_words
from planner.plan.compare_values import Names
from planner.plan.compare_words import Said
from planner.plan.placed import key_of

Titles = dict[str, str]


def places_said(before: Plan, after: Plan, zones: Names) -> Iterator[Said]:
    """Yield what differs in the decided places, then in the kept ones; ``zones`` are their names."""
    yield from (Said("class", message) for message in _pins(before, after, zones))
    yield from (Said("class", message) for message in _kept(before, after))


def placed_words(placed: Placed, titles: Titles, zones: Names) -> Words:
    """Return a place as "activity in zone"; what nobody knows is called by its id."""
    title = titles.get(f"{placed.phase}/{placed.activity}", placed.activity)
    zone = placed.zone
    key, params = ("option", {"zone": zones.get(zone, zone)}) if zone else ("option_nowhere", {})
    said = Message(load_catalogue().words["assign"][key], {"title": title, **params})
    return Words(da=said.text("da"), en=said.text("en"))


def titles_of(*plans: Plan) -> Titles:
    """Return the titles of phases, and of activities under ``phase/activity``; a later plan's count."""
    phases = [phase for plan in plans for phase in plan.lesson.phases]
    found = {phase.id: phase.title for phase in phases}
    return found | {f"{p.id}/{one.id}": one.title for p in phases for one in p.activities}


def _pins(before: Plan, after: Plan, zones: Names) -> Iterator[Message]:
    old, new = ({key_of(pin): pin for pin in plan.pins} for plan in (before, after))
    were, are = titles_of(after, before), titles_of(before, after)
    for key, pin in new.items():
        where: dict[str, Value] = {
            "student": student_words(pin.student),
            "phase": are.get(pin.phase, pin.phase),
        }
        now = placed_words(pin, are, zones)
        if key not in old:
            yield _say("pin_came", **where, option=now)
        elif old[key] != pin:
            yield _say("pin_moved", **where, before=placed_words(old[key], were, zones), after=now)
    for key, pin in old.items():
        if key not in new:
            who, phase = student_words(pin.student), were.get(pin.phase, pin.phase)
            yield _say("pin_went", student=who, phase=phase, option=placed_words(pin, were, zones))


def _kept(before: Plan, after: Plan) -> Iterator[Message]:
    old, new = ({key_of(one): one for one in plan.places} for plan in (before, after))
    if bool(old) != bool(new):
        yield _say("kept" if new else "kept_none")
        return
    titles = titles_of(before, after)
    changed = [key for key in dict.fromkeys((*new, *old)) if old.get(key) != new.get(key)]
    for phase in dict.fromkeys(phase for _, phase in changed):
        students = tuple(student for student, one in changed if one == phase)
        said: dict[str, Value] = {"phase": titles.get(phase, phase), "students": students_words(students)}
        yield _say("changed", n=len(students), **said)


def _say(key: str, **params: Value) -> Message:
    return Message(load_catalogue().words["compare_places"][key], params)
