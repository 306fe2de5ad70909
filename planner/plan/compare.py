"""Two states of a plan beside each other: what was changed, and what it did for whom.

The states may be two versions, or a version and what is shown now. A state that cannot be checked (its room
is no longer there) is still compared field by field.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.participation.model import Check, Verdict
from planner.plan.compare_class import class_said
from planner.plan.compare_lesson import adults_said, lesson_said, plan_said
from planner.plan.compare_places import places_said
from planner.plan.compare_room import room_said
from planner.plan.compare_words import Said
from planner.plan.difference import Difference, participation_difference

if TYPE_CHECKING:
    from planner.lesson.model import Phase, Plan
    from planner.room.layout import Layout

Counts = Mapping[Verdict, int]
Option = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One state of a plan with its room and its check, None where it cannot be checked."""

    plan: "Plan"
    layout: "Layout | None"
    check: Check | None


@dataclass(frozen=True, slots=True)
class PhaseCounts:
    """How many students have each verdict in a phase; None where that state does not have the phase."""

    phase: str
    title: str
    before: Counts | None
    after: Counts | None

    @property
    def changed(self) -> bool:
        """Whether the counts differ."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class ChangedOption:
    """A way to take part that some students have lost or gained.

    Attributes
    ----------
    phase, activity, zone
        The option, by the ids of the state that has it; no zone where none is recorded.
    lost, gained
        Students of both states to whom it is closed now and was open, and the reverse. Open is what is
        not impossible, as the check counts it.
    there
        Whether the option itself is in the earlier and in the later state.
    """

    phase: str
    activity: str
    zone: str | None
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    there: tuple[bool, bool]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two states of a plan.

    Attributes
    ----------
    said
        The plain difference, as sentences by topic: plan, room, class, adults, lesson. Empty means that
        the states are the same, apart from how the file writes them.
    participation
        Verdicts, findings and ways that changed; None where one of the states cannot be checked.
    phases
        The verdicts of every phase counted, those of the later state first, then phases that are gone.
    options
        Options that were lost or gained by somebody, in the order of the phases.
    """

    said: tuple[Said, ...]
    participation: Difference | None
    phases: tuple[PhaseCounts, ...] = ()
    options: tuple[ChangedOption, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not self.said and (self.participation is None or self.participation.empty)


def compare(before: Side, after: Side) -> Comparison:
    """Compare two states of a plan, in plain words and in participation terms."""
    said = plain_difference(before, after)
    if before.check is None or after.check is None:
        return Comparison(said, None)
    return Comparison(
        said,
        participation_difference(before.check, after.check),
        _phases(before, after),
        _options(before, after),
    )


def plain_difference(before: Side, after: Side) -> tuple[Said, ...]:
    """Say every field of the plan that differs: plan, room, class, adults, lesson."""
    zones = _zone_names(before) | _zone_names(after)
    return (
        *plan_said(before.plan, after.plan),
        *room_said((before.plan, before.layout), (after.plan, after.layout)),
        *class_said(before.plan, after.plan),
        *places_said(before.plan, after.plan, zones),
        *adults_said(before.plan, after.plan),
        *lesson_said(before.plan, after.plan, zones),
    )


def _zone_names(side: Side) -> dict[str, str]:
    layout = side.layout
    if layout is None:
        return {}
    return {zone.id: zone.name for zone in layout.zones}


def _counts(check: Check) -> dict[str, Counter[Verdict]]:
    counts: dict[str, Counter[Verdict]] = {}
    for cell in check.cells:
        counts.setdefault(cell.phase, Counter())[cell.verdict] += 1
    return counts


def _phases(before: Side, after: Side) -> tuple[PhaseCounts, ...]:
    if before.check is None or after.check is None:
        return ()
    old, new = _counts(before.check), _counts(after.check)
    were = {phase.id: phase for phase in before.plan.lesson.phases}
    are = {phase.id: phase for phase in after.plan.lesson.phases}
    named: dict[str, Phase] = {**are, **{key: phase for key, phase in were.items() if key not in are}}
    return tuple(
        PhaseCounts(
            key,
            phase.title,
            old.get(key, Counter()) if key in were else None,
            new.get(key, Counter()) if key in are else None,
        )
        for key, phase in named.items()
    )


def _open(check: Check) -> dict[Option, dict[str, bool]]:
    """Return for every option and student whether it is open."""
    found: dict[Option, dict[str, bool]] = {}
    for cell in check.cells:
        for option in cell.options:
            key = (cell.phase, option.activity, option.zone)
            found.setdefault(key, {})[cell.student] = option.verdict is not Verdict.NOT_POSSIBLE
    return found


def _options(before: Side, after: Side) -> tuple[ChangedOption, ...]:
    if before.check is None or after.check is None:
        return ()
    old, new = _open(before.check), _open(after.check)
    both = {cell.student for cell in before.check.cells} & {cell.student for cell in after.check.cells}
    changed = (_option(key, old.get(key), new.get(key), both) for key in dict.fromkeys((*new, *old)))
    return tuple(option for option in changed if option.lost or option.gained)


def _option(
    key: Option, old: dict[str, bool] | None, new: dict[str, bool] | None, both: set[str]
) -> ChangedOption:
    was, is_ = old or {}, new or {}
    students = [student for student in dict.fromkeys((*was, *is_)) if student in both]
    lost = tuple(one for one in students if was.get(one, False) and not is_.get(one, False))
    gained = tuple(one for one in students if is_.get(one, False) and not was.get(one, False))
    return ChangedOption(*key, lost, gained, (old is not None, new is not None))
