"""What a rule answers about one prerequisite: met, unmet or not recorded, with the fact behind it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from types import MappingProxyType

from planner.catalogue.message import Value

NOTHING: Mapping[str, Value] = MappingProxyType({})


class State(IntEnum):
    """How a prerequisite stands in an option."""

    MET = 0
    MISSING = 1
    UNMET = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rule's answer.

    Attributes
    ----------
    variant
        Which sentence of the catalogue entry says it; empty where it is met.
    params
        What fills the sentence beside the names of the phase, the activity and the zone.
    place
        Where the fact stands, None for the place of the option itself.
    with_own
        How it stands for a student who brings a support of their own for it.
    """

    state: State
    variant: str = ""
    params: Mapping[str, Value] = field(default_factory=lambda: NOTHING)
    value: float | None = None
    limit: float | None = None
    unit: str = ""
    place: str | None = None
    with_own: State = State.MET


MET = Outcome(State.MET)


def unmet(variant: str = "unmet", params: Mapping[str, Value] = NOTHING, /, **words: Value) -> Outcome:
    """Return an unmet outcome that is not about a number."""
    return Outcome(State.UNMET, variant, {**params, **words})


def missing(variant: str = "missing", **words: Value) -> Outcome:
    """Return an outcome that asks for something to be recorded."""
    return Outcome(State.MISSING, variant, words)


def short(value: float, limit: float, unit: str, variant: str = "unmet", **words: Value) -> Outcome:
    """Return an unmet outcome about a number; the sentence may use ``value`` and ``limit``."""
    params = {"value": value, "limit": limit, **words}
    return Outcome(State.UNMET, variant, params, value, limit, unit)
