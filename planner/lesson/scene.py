"""What a lesson rule looks at: a plan beside the catalogue and its limits."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Words
from planner.catalogue.finding import Finding, finding

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Activity, Adult, Phase, Plan

LESSON: Final = "lesson:"
NOTHING: Final[Mapping[str, "Value"]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scene:
    """A plan with the catalogue and the limits its rules are read from."""

    plan: "Plan"
    catalogue: "Catalogue"
    limits: "Limits"

    @property
    def phases(self) -> tuple["Phase", ...]:
        """The phases in order."""
        return self.plan.lesson.phases

    @property
    def minutes(self) -> float:
        """How long the lesson lasts."""
        return sum(phase.minutes for phase in self.phases)

    def activities(self) -> Iterator[tuple["Phase", "Activity"]]:
        """Every activity with its phase, breaks left out."""
        for phase in self.phases:
            for activity in phase.activities:
                if activity.kind != "break":
                    yield phase, activity

    def found(
        self,
        rule: str,
        at: str | tuple[str, ...],
        variant: str = "found",
        params: Mapping[str, "Value"] = NOTHING,
    ) -> Finding:
        """Make a finding of a lesson rule.

        Several places are the place itself and those that belong to it. ``value``, ``limit`` and ``unit``
        among the parameters of the sentence are the facts of the finding.
        """
        place, *also = (at,) if isinstance(at, str) else at
        value, limit = (_number(params.get(key)) for key in ("value", "limit"))
        return replace(
            finding(self.catalogue.lesson_rules[rule], place, params, variant=variant),
            value=value,
            limit=limit,
            unit=str(params.get("unit", "")),
            also=tuple(also),
        )

    def words(self, table: str, key: str) -> Words:
        """Return a word of the plan format as people read it."""
        return self.catalogue.words[table][key]

    def start(self, phase: "Phase") -> float:
        """Return the minute a phase begins at."""
        before = self.phases[: self.phases.index(phase)]
        return sum(earlier.minutes for earlier in before)

    def present(self, adult: "Adult", phase: "Phase") -> bool:
        """Whether an adult is there for the whole phase."""
        if adult.present is None:
            return True
        start = self.start(phase)
        return adult.present[0] <= start and adult.present[1] >= start + phase.minutes

    def offered(self, phase: "Phase", activity: "Activity") -> frozenset[str]:
        """Return the supports everyone is offered in an activity."""
        return frozenset((*self.plan.lesson.supports, *phase.supports, *activity.supports))


def _number(value: "Value | None") -> float | None:
    return float(value) if isinstance(value, int | float) else None


def names(texts: Iterable[str]) -> tuple[Words, ...]:
    """Make names that are the same in both languages ready to be listed in a sentence."""
    return tuple(Words(da=text, en=text) for text in texts)


def titles(parts: Iterable["Phase | Activity"]) -> tuple[Words, ...]:
    """Return the titles of phases or activities in quotes, ready to be listed."""
    return tuple(Words(da=f"»{part.title}«", en=f"“{part.title}”") for part in parts)
