"""Part of the class: who is with the class in the phases of work, and in those of being together.

It is what recommendation 6 asks of a form between general and special class: to take part in the general
class both academically and socially.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from planner.participation.belonging.model import Span

if TYPE_CHECKING:
    from planner.lesson.model import Phase, Plan
    from planner.participation.belonging.model import LessonBelonging

Side = Literal["academic", "social"]
ACADEMIC: Final = frozenset({"teach", "work"})
"""Kinds of activities in which the subject is learned; overview, sharing and break are the others."""


@dataclass(frozen=True, slots=True)
class PhaseTogether:
    """How many of the students with a code are with the class in a phase, between two numbers."""

    phase: str
    title: str
    minutes: float
    side: Side
    students: Span
    of: int


def together(plan: "Plan", lesson: "LessonBelonging") -> tuple[PhaseTogether, ...]:
    """Return for each phase how many students are with the class; a student without a place is not."""
    return tuple(_together(phase, lesson) for phase in plan.lesson.phases)


def _together(phase: "Phase", lesson: "LessonBelonging") -> PhaseTogether:
    parts = [part for one in lesson.students for part in one.parts if part.phase == phase.id]
    side: Side = "academic" if any(one.kind in ACADEMIC for one in phase.activities) else "social"
    surely = sum(part.with_class.least > 0 for part in parts)
    maybe = sum(part.with_class.most > 0 for part in parts)
    return PhaseTogether(phase.id, phase.title, phase.minutes, side, Span(surely, maybe), len(parts))
