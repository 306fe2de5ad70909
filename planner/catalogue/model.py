"""The typed catalogue: what each entry of the TOML files holds."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Literal

from pydantic import Field

from planner.catalogue.base import Entry, Profile, Severity, Sourced, Words

Kind = Literal["orient", "teach", "work", "share", "break"]
Group = Literal["place", "senses", "time", "task", "people"]
Posture = Literal["chair", "floor", "high", "stand"]
When = Literal["speech_in", "display"]


class Threshold(Sourced):
    """A number a rule compares with; ``profiles`` holds other values than the Danish one."""

    id: str
    name: Words
    value: float
    unit: str
    profiles: Mapping[Profile, float] = Field(default_factory=dict)


class Parameter(Entry):
    """A number a student's prerequisite may set; ``default`` is a number or a threshold's id."""

    id: str
    name: Words
    unit: str
    default: float | str
    minimum: float
    maximum: float


class Prerequisite(Sourced):
    """What must be in place for someone to take part, and how it is asked and told.

    Attributes
    ----------
    need
        Ends the sentence "a student who needs …".
    counts_in
        Kinds of activity in which it counts; elsewhere it is met.
    when
        What the activity must use for it to count at all.
    supports
        Ids of supports that meet it when offered to everyone; as the student's own support too.
    own_supports
        Ids that meet it only as the student's own support.
    messages
        Sentence variants: ``unmet`` and ``missing`` (what to record) at least.
    """

    id: str
    name: Words
    need: Words
    question: Words
    group: Group
    counts_in: tuple[Kind, ...]
    when: When | None = None
    path: bool = False
    parameters: tuple[Parameter, ...] = ()
    supports: tuple[str, ...] = ()
    own_supports: tuple[str, ...] = ()
    remedies: tuple[Words, ...]
    messages: Mapping[str, Words]


class Condition(Sourced):
    """What an option asks of anyone, such as a place and a way to get there."""

    id: str
    name: Words
    remedies: tuple[Words, ...]
    messages: Mapping[str, Words]


class Support(Sourced):
    """Something that meets a prerequisite; ``for_`` tells whether a class or one student uses it."""

    id: str
    name: Words
    help: Words
    offered: bool = True
    own: bool = True


class FurnitureKind(Entry):
    """A kind of furniture: footprint in metres, seats as (dx, dy, facing in degrees, posture)."""

    id: str
    name: Words
    size: tuple[float, float]
    height_m: float
    blocks_walking: bool = True
    reduction_db: float | None = None
    table: bool = False
    carriers: Annotated[int, Field(ge=0)] = 1
    seats: tuple[tuple[float, float, float, Posture], ...] = ()


class Rule(Sourced):
    """A room or lesson rule: how much it weighs, its sentences and what may help."""

    id: str
    number: int | None = None
    name: Words
    severity: Severity
    remedies: tuple[Words, ...] = ()
    messages: Mapping[str, Words]


class FaultText(Entry):
    """What is wrong with an input: what was found and what was expected."""

    found: Words
    expected: Words


class Limits:
    """The thresholds of one profile, as plain numbers."""

    def __init__(self, thresholds: Mapping[str, Threshold], profile: Profile) -> None:
        self.profile = profile
        self._values = MappingProxyType(
            {key: entry.profiles.get(profile, entry.value) for key, entry in thresholds.items()}
        )
        self._hash = hash(tuple(self._values.items()))

    def __getitem__(self, threshold: str) -> float:
        return self._values[threshold]

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Limits) and self._values == other._values


class Catalogue(Entry):
    """All that is known, by id."""

    prerequisites: Mapping[str, Prerequisite]
    conditions: Mapping[str, Condition]
    supports: Mapping[str, Support]
    furniture: Mapping[str, FurnitureKind]
    thresholds: Mapping[str, Threshold]
    room_rules: Mapping[str, Rule]
    lesson_rules: Mapping[str, Rule]
    words: Mapping[str, Mapping[str, Words]]
    faults: Mapping[str, FaultText] = Field(default_factory=dict)

    def limits(self, profile: Profile = "DK") -> Limits:
        """Return the thresholds of a profile."""
        return Limits(self.thresholds, profile)
