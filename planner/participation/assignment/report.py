"""The assignment as plain JSON, the public contract of ``planner assign --json``."""

from typing import TYPE_CHECKING, Any

from planner.catalogue.finding import rounded

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.participation.assignment.model import Assignment, Conflict, Problem

Json = dict[str, Any]


def assignment_report(problem: "Problem", found: "Assignment", language: "Language") -> Json:
    """Return an assignment as plain lists and words; ``placed`` are students with a place in every phase."""
    without = {student for student, _ in found.left_out}
    return {
        "status": found.status,
        "placed": len(problem.students) - len(without),
        "left_out": [{"student": student, "phase": phase} for student, phase in found.left_out],
        "places": [
            {"phase": p.phase, "student": p.student, "activity": p.activity, "zone": p.zone}
            for p in found.places
        ],
        "objective": dict(found.objective),
        "bound": dict(found.bound),
        "gap": rounded(found.gap, 3),
        "conflict": [_conflict(conflict, language) for conflict in found.conflicts],
        "notes": [note.text(language) for note in found.notes],
    }


def _conflict(conflict: "Conflict", language: "Language") -> Json:
    return {
        "kind": conflict.kind,
        "phase": conflict.phase,
        "students": list(conflict.students),
        "zones": list(conflict.zones),
        "short_by": conflict.short_by,
        "message": conflict.message.text(language),
        "conditions": [condition.text(language) for condition in conflict.conditions],
    }
