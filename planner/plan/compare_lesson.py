"""Say what differs in the lesson, the adults and the plan's own fields."""

from collections.abc import Iterator, Mapping

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.lesson.model import Activity, Move, Phase, Plan
from planner.plan.compare_values import Names, plain_words
from planner.plan.compare_words import Said, Speaker, compare_message, order_said

ActivityKey = tuple[str, str]
_PARTS = ("schema_", "layout", "adults", "students", "bands", "class_size", "pins", "places", "lesson")


def plan_said(before: Plan, after: Plan) -> Iterator[Said]:
    """Yield what differs in title, subject, grade and language."""
    yield from Speaker("plan", "plan").differences(_called("plan"), before, after, _PARTS)


def adults_said(before: Plan, after: Plan) -> Iterator[Said]:
    """Yield which adults came, went or have another role or other times."""
    old, new = ({adult.id: adult for adult in plan.adults} for plan in (before, after))
    if not before.adults and not after.adults and before.recorded("adults") != after.recorded("adults"):
        yield Said("adults", compare_message("adults_none" if after.recorded("adults") else "adults_missing"))
    for key, adult in new.items():
        if key in old:
            yield from Speaker("adults", "adult").differences(key, old[key], adult, ("id",))
        else:
            role = load_catalogue().words["role"][adult.role]
            yield Said("adults", compare_message("adult_came", adult=key, role=role))
    for key, adult in old.items():
        if key not in new:
            role = load_catalogue().words["role"][adult.role]
            yield Said("adults", compare_message("adult_went", adult=key, role=role))
    yield from order_said("adults", "adults_order", old, ((key, key) for key in new))


def lesson_said(before: Plan, after: Plan, places: Names) -> Iterator[Said]:
    """Yield what differs in the lesson; ``places`` names the zones and furniture of both layouts."""
    speaker = Speaker("lesson", "lesson")
    yield from speaker.differences(_called("lesson"), before.lesson, after.lesson, ("phases",))
    old, new = ({phase.id: phase for phase in plan.lesson.phases} for plan in (before, after))
    titles = {key: phase.title for key, phase in (old | new).items()}
    for key, phase in new.items():
        if key not in old:
            yield Said("lesson", _whole("phase_came", phase))
        else:
            yield from Speaker("lesson", "phase").differences(
                phase.title, old[key], phase, ("id", "moves", "activities")
            )
            yield from _moves(old[key], phase, places)
    yield from (Said("lesson", _whole("phase_went", phase)) for key, phase in old.items() if key not in new)
    yield from order_said("lesson", "phases_order", old, ((key, phase.title) for key, phase in new.items()))
    yield from _activities(before, after, {**places, **titles})


def _called(part: str) -> Words:
    return load_catalogue().words["changes_lesson_field"][part]


def _whole(key: str, phase: Phase) -> Message:
    titles = tuple(plain_words(activity.title) for activity in phase.activities)
    return compare_message(key, phase=phase.title, minutes=phase.minutes, activities=titles)


def _moves(before: Phase, after: Phase, places: Names) -> Iterator[Said]:
    """Yield what is moved for a phase now, or no longer, or to another place."""
    old, new = ({move.id: move for move in phase.moves} for phase in (before, after))
    if not before.moves and not after.moves and before.recorded("moves") != after.recorded("moves"):
        key = "moves_none" if after.recorded("moves") else "moves_missing"
        yield Said("lesson", compare_message(key, phase=after.title))
    for key, move in new.items():
        where = plain_words(f"{after.title} · {places.get(key, key)}")
        if key not in old:
            yield Said("lesson", compare_message("move_came", where=where))
        else:
            yield from _move(where, old[key], move)
    for key in old:
        if key not in new:
            where = plain_words(f"{after.title} · {places.get(key, key)}")
            yield Said("lesson", compare_message("move_went", where=where))
    yield from order_said("lesson", "moves_order", old, ((key, places.get(key, key)) for key in new))


def _move(where: Words, before: Move, after: Move) -> Iterator[Said]:
    yield from Speaker("lesson", "move").differences(where, before, after, ("id",))


def _by_key(plan: Plan) -> dict[ActivityKey, tuple[Phase, Activity]]:
    return {(p.id, activity.id): (p, activity) for p in plan.lesson.phases for activity in p.activities}


def _pairs(
    old: Mapping[ActivityKey, object], new: Mapping[ActivityKey, object]
) -> dict[ActivityKey, ActivityKey]:
    """Pair the activities of both states: by phase and id, then those that went to another phase by id."""
    pairs = {key: key for key in new if key in old}
    left = {key[1]: key for key in old if key not in new}
    return pairs | {key: left.pop(key[1]) for key in new if key not in old and key[1] in left}


def _activities(before: Plan, after: Plan, names: Names) -> Iterator[Said]:
    old, new = _by_key(before), _by_key(after)
    pairs, phases = _pairs(old, new), {phase.id for phase in before.lesson.phases}
    for key, (phase, activity) in new.items():
        if key in pairs:
            yield from _activity(old[pairs[key]], (phase, activity), names)
        elif phase.id in phases:
            yield Said("lesson", compare_message("activity_came", phase=phase.title, activity=activity.title))
    kept = {phase.id for phase in after.lesson.phases}
    for key, (phase, activity) in old.items():
        if key not in pairs.values() and phase.id in kept:
            yield Said("lesson", compare_message("activity_went", phase=phase.title, activity=activity.title))
    for phase in after.lesson.phases:
        titles = ((one.id, one.title) for one in phase.activities)
        ids = [one for where, one in old if where == phase.id]
        for said in order_said("lesson", "activities_order", ids, titles):
            yield Said("lesson", compare_message("in_phase", phase=phase.title, what=_both(said)))


def _both(said: Said) -> Words:
    return Words(da=said.message.text("da"), en=said.message.text("en"))


def _activity(old: tuple[Phase, Activity], new: tuple[Phase, Activity], names: Names) -> Iterator[Said]:
    phase, activity = new
    if old[0].id != phase.id:
        params = {"activity": activity.title, "before": old[0].title, "after": phase.title}
        yield Said("lesson", compare_message("activity_moved", **params))
    where = plain_words(f"{phase.title} · {activity.title}")
    yield from Speaker("lesson", "activity", names).differences(where, old[1], activity, ("id",))
