"""Which changes of the catalogue may repair a plan: those that answer a barrier somebody meets.

They are tried in the order in which they stand here; which of them help is for the search to measure.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import GroupSize
from planner.participation.registry import PATH_RULES
from planner.plan.changes import SetAdult, SetGroupSize, SetSupport, SetVoice, SetZones
from planner.plan.lesson_changes import MovePhase
from planner.plan.parts import find_activity
from planner.plan.remedy import Remedy, told
from planner.plan.room_changes import own_layout
from planner.plan.set_field import SetField

if TYPE_CHECKING:
    from planner.catalogue.message import Message
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Activity, Phase, Plan
    from planner.participation.model import Barrier, Check
    from planner.plan.changes import Change, Scope
    from planner.room.facts import RoomFacts
    from planner.room.layout import Layout

ADULT: Final = frozenset({"adult_near", "know_help", "see_face", "know_next"})
QUIET: Final = frozenset({"low_noise", "hear_speech", "break_exit"})
ZONED: Final = QUIET | {"step_free", "turning", "reach", "see_face", "see_board", "low_visual", "light"}
SPEECH: Final = frozenset({"speech", "speech_plenary", "speech_group"})
SCHEDULE: Final = {"know_next": ("visual_schedule",)}
"""Supports that a rule asks for by itself."""
WAYS: Final = {
    "concrete": ("ways_in", ("objects",)),
    "read_aloud": ("ways_in", ("pictures", "speech")),
    "write_alt": ("ways_out", ("drawing", "recording")),
    "speak_alt": ("ways_out", ("speech_group", "pointing")),
}


@dataclass(frozen=True)
class Case:
    """A checked plan in its room, and who lacks what.

    Attributes
    ----------
    facts
        Of the room in each phase.
    lacking
        ``(student, phase)`` in which the goal is not reached.
    """

    plan: "Plan"
    check: "Check"
    facts: "dict[str, RoomFacts]"
    lacking: frozenset[tuple[str, str]]
    limits: "Limits"
    catalogue: "Catalogue" = field(default_factory=load_catalogue)

    @property
    def layout(self) -> "Layout":
        """The room the plan carries."""
        return own_layout(self.plan)

    @cached_property
    def barriers(self) -> "dict[tuple[str, str], dict[str, Barrier]]":
        """The barriers of those who lack something, by phase and activity, then by prerequisite."""
        found: defaultdict[tuple[str, str], dict[str, Barrier]] = defaultdict(dict)
        for cell in self.check.cells:
            if (cell.student, cell.phase) not in self.lacking:
                continue
            for option in cell.options:
                for barrier in option.barriers:
                    found[cell.phase, option.activity].setdefault(barrier.prerequisite, barrier)
        return dict(found)

    @cached_property
    def phases(self) -> "tuple[Phase, ...]":
        """The phases in which somebody lacks something."""
        where = {phase for _, phase in self.lacking}
        return tuple(phase for phase in self.plan.lesson.phases if phase.id in where)

    def met(self, phase: str, activity: str) -> "dict[str, Barrier]":
        """Return the barriers met in an activity."""
        return self.barriers.get((phase, activity), {})

    def met_in(self, phase: "Phase") -> frozenset[str]:
        """Return the prerequisites that are barriers anywhere in a phase."""
        return frozenset(id_ for one in phase.activities for id_ in self.met(phase.id, one.id))


def lesson_remedies(case: Case) -> tuple[Remedy, ...]:
    """Return every change of the lesson that may help; each once."""
    makers = (_supports, _adults, _voices, _moves, _zones, _groups, _ways, _order)
    found = (remedy for maker in makers for remedy in maker(case))
    return tuple({remedy.candidate.key: remedy for remedy in found}.values())


def _supports(case: Case) -> Iterator[Remedy]:
    """Offer a support where it is missing; wider where more than one activity or phase lacks it."""
    asked: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for support, phase, activity in _missing_supports(case):
        asked[support][phase].append(activity)
    for support, places in asked.items():
        on_the_way = _of_a_way(case, support)
        if len(places) > 1 or on_the_way:
            yield _support(case, support, "lesson", ())
        for phase, activities in places.items():
            if len(activities) > 1 or on_the_way:
                yield _support(case, support, "phase", (phase,))
            for activity in activities:
                yield _support(case, support, "activity", (phase, activity))


def _missing_supports(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield supports that answer a barrier, with the phase and the activity in which it is met."""
    for phase in case.phases:
        for activity in phase.activities:
            offered = {*case.plan.lesson.supports, *phase.supports, *activity.supports}
            met = case.met(phase.id, activity.id)
            for support in dict.fromkeys(s for id_ in met for s in _answering(case, id_)):
                if support not in offered:
                    yield support, phase.id, activity.id


def _answering(case: Case, prerequisite: str) -> tuple[str, ...]:
    entry = case.catalogue.prerequisites.get(prerequisite)
    return (*SCHEDULE.get(prerequisite, ()), *(entry.supports if entry else ()))


def _of_a_way(case: Case, support: str) -> bool:
    return any(support in case.catalogue.prerequisites[id_].supports for id_ in PATH_RULES)


def _support(case: Case, support: str, scope: "Scope", ids: tuple[str, ...]) -> Remedy:
    kind = "add_support" if scope == "activity" else f"add_support_{scope}"
    titles = dict(zip(("phase", "activity"), _titles(case.plan, ids), strict=False))
    at = "lesson" if scope == "lesson" else f"{scope}:{ids[-1]}"
    change = SetSupport(scope, ids, support, on=True)
    name = case.catalogue.supports[support].name
    phase = ids[0] if ids and not _of_a_way(case, support) else None
    part = ids[-1] if scope == "activity" and phase else ""
    return Remedy(
        kind, at, support, told(kind, scope, support=name, **titles), _one(change), phase, part=part
    )


def _titles(plan: "Plan", ids: tuple[str, ...]) -> tuple[str, ...]:
    if not ids:
        return ()
    phase = next(one for one in plan.lesson.phases if one.id == ids[0])
    return (phase.title, *(find_activity(plan, ids[0], one).title for one in ids[1:]))


def _adults(case: Case) -> Iterator[Remedy]:
    for phase, activity in _activities(case, ADULT):
        for adult in case.plan.adults:
            if adult.id != activity.adult:
                words = {"phase": phase.title, "activity": activity.title, "adult": adult.id}
                message = told(
                    "assign_adult", "adult", role=case.catalogue.words["role"][adult.role], **words
                )
                change = SetAdult(phase.id, activity.id, adult.id)
                slot = f"adult:{activity.id}"
                yield Remedy("assign_adult", _at(activity), adult.id, message, _one(change), phase.id, slot)


def _activities(case: Case, prerequisites: frozenset[str]) -> "Iterator[tuple[Phase, Activity]]":
    for phase in case.phases:
        for activity in phase.activities:
            if prerequisites & case.met(phase.id, activity.id).keys():
                yield phase, activity


def _at(activity: "Activity") -> str:
    return f"activity:{activity.id}"


def _one(change: "Change") -> "_Fixed":
    return _Fixed((change,))


@dataclass(frozen=True, slots=True)
class _Fixed:
    """The same changes, whatever else is changed."""

    changes: "tuple[Change, ...]"

    def __call__(self, _plan: "Plan") -> "tuple[Change, ...]":
        return self.changes


def _voices(case: Case) -> Iterator[Remedy]:
    words = case.catalogue.words["voice"]
    for phase in case.phases:
        loud = [one for one in phase.activities if one.voice]
        if not QUIET & case.met_in(phase) or not loud:
            continue
        for one in loud:
            for level in range((one.voice or 0) - 1, _lowest(case, one) - 1, -1):
                message = told(
                    "lower_voice", "activity", activity=one.title, phase=phase.title, voice=words[str(level)]
                )
                change = _one(SetVoice(phase.id, one.id, level))
                slot = f"voice:{phase.id}:{one.id}"
                yield Remedy("lower_voice", _at(one), str(level), message, change, phase.id, slot)
        for level in range(max(one.voice or 0 for one in loud) - 1, -1, -1):
            able = [o for o in loud if _lowest(case, o) <= level < (o.voice or 0)]
            lowered = tuple(SetVoice(phase.id, o.id, level) for o in able)
            if len(lowered) > 1:
                message = told("lower_voices", "phase", phase=phase.title, voice=words[str(level)])
                at = f"phase:{phase.id}"
                yield Remedy("lower_voices", at, str(level), message, _Fixed(lowered), phase.id)


def _lowest(case: Case, activity: "Activity") -> int:
    """Return the lowest voice an activity can be done with: silent only where nobody has to talk."""
    ways = (*(activity.ways_in or ()), *(activity.ways_out or ()))
    return int(case.limits["repair_voice_speech"]) if SPEECH.intersection(ways) else 0


def _moves(case: Case) -> Iterator[Remedy]:
    """Move an activity away from what stands in the way there, or because it is loud for others."""
    for phase in case.phases:
        noisy = bool(QUIET & case.met_in(phase))
        for activity in phase.activities:
            loud = noisy and (activity.voice or 0) > case.limits["quiet_voice"]
            if activity.zones and (loud or ZONED & case.met(phase.id, activity.id).keys()):
                for zone in _free_zones(case, phase):
                    change = _one(SetZones(phase.id, activity.id, (zone,)))
                    message = _zone_told(case, "move_activity", phase, activity, zone)
                    slot = f"zones:{activity.id}"
                    yield Remedy("move_activity", _at(activity), zone, message, change, phase.id, slot)


def _free_zones(case: Case, phase: "Phase") -> list[str]:
    """Return zones nobody uses in the phase, those in rooms it uses first; else no zone."""
    zones = case.facts[phase.id].zones
    used = {zone for one in phase.activities for zone in one.zones or ()}
    rooms = {zones[zone].room for zone in used if zone in zones}
    free = [zone for zone in zones if zone not in used and zones[zone].places]
    free.sort(key=lambda zone: (zones[zone].room not in rooms, not zones[zone].seats))
    return free[: int(case.limits["repair_zones"])]


def _zone_told(case: Case, kind: str, phase: "Phase", activity: "Activity", zone: str) -> "Message":
    name = case.facts[phase.id].zones[zone].name
    return told(kind, "zone", activity=activity.title, phase=phase.title, zone=name)


def _zones(case: Case) -> Iterator[Remedy]:
    """Open one more zone for an activity; where all are in use, one that another activity uses."""
    for phase in case.phases:
        used = [zone for one in phase.activities for zone in one.zones or ()]
        for activity in phase.activities:
            own = activity.zones or ()
            others = [z for z in dict.fromkeys(used) if z not in own and z in case.facts[phase.id].zones]
            most = int(case.limits["repair_zones"])
            for zone in (_free_zones(case, phase) + others)[:most] if own else ():
                message = _zone_told(case, "open_zone", phase, activity, zone)
                build = _OpenZone(phase.id, activity.id, zone)
                yield Remedy("open_zone", _at(activity), zone, message, build, phase.id)


@dataclass(frozen=True, slots=True)
class _OpenZone:
    """A zone beside those the activity has by then."""

    phase: str
    activity: str
    zone: str

    def __call__(self, plan: "Plan") -> "tuple[Change, ...]":
        zones = find_activity(plan, self.phase, self.activity).zones or ()
        return () if self.zone in zones else (SetZones(self.phase, self.activity, (*zones, self.zone)),)


def _groups(case: Case) -> Iterator[Remedy]:
    usual = case.catalogue.prerequisites["small_group"].parameters[0].default
    for phase, activity in _activities(case, frozenset({"small_group"})):
        limit = case.met(phase.id, activity.id)["small_group"].limit
        most = int(limit or (case.limits[usual] if isinstance(usual, str) else usual))
        size = activity.group_size or GroupSize()
        if size.min is None or size.min <= most:
            message = told("split_group", "activity", activity=activity.title, phase=phase.title, most=most)
            changes: tuple[Change, ...] = (SetGroupSize(phase.id, activity.id, most),)
            if activity.social_form == "whole_class":
                changes = (SetField("activity", (phase.id, activity.id), "social_form", "group"), *changes)
            yield Remedy("split_group", _at(activity), str(most), message, _Fixed(changes), phase.id)


def _ways(case: Case) -> Iterator[Remedy]:
    for id_, (side, ways) in WAYS.items():
        for phase, activity in _activities(case, frozenset({id_})):
            for way in ways:
                if way not in (getattr(activity, side) or ()):
                    kind = "add_way_in" if side == "ways_in" else "add_way_out"
                    name = case.catalogue.words["way_in" if side == "ways_in" else "way_out"][way]
                    message = told(kind, "activity", way=name, activity=activity.title, phase=phase.title)
                    build = _AddWay(phase.id, activity.id, side, way)
                    yield Remedy(kind, _at(activity), way, message, build, phase.id, part=activity.id)


@dataclass(frozen=True, slots=True)
class _AddWay:
    """A way beside those the activity has by then."""

    phase: str
    activity: str
    side: str
    way: str

    def __call__(self, plan: "Plan") -> "tuple[Change, ...]":
        ways = getattr(find_activity(plan, self.phase, self.activity), self.side) or ()
        where = self.phase, self.activity
        return () if self.way in ways else (SetField("activity", where, self.side, (*ways, self.way)),)


def _order(case: Case) -> Iterator[Remedy]:
    """Swap two phases that follow each other, where somebody's way through the lesson breaks."""
    if all(path.complete for path in case.check.paths) and not any(
        PATH_RULES & barriers.keys() for barriers in case.barriers.values()
    ):
        return
    phases = case.plan.lesson.phases
    for index in range(len(phases) - 1):
        first, second = phases[index : index + 2]
        message = told("move_phase", "phase", phase=first.title, other=second.title)
        change = _one(MovePhase(first.id, index + 1))
        yield Remedy("move_phase", f"phase:{first.id}", second.id, message, change, None, "order")
