"""The plan file: layout, adults, students by code and the lesson with its phases.

A field that is left out is *not recorded*; ``null``, ``[]`` and ``false`` say "none". Whether a field was
given is asked with ``recorded``: its default value does not tell.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator

from planner.catalogue.model import Kind
from planner.room.layout import Degrees, Id, Layout, Point, Ring

SCHEMA: Final = "planner/plan/1"

WayIn = Literal["speech", "text", "pictures", "video", "objects", "demonstration"]
WayOut = Literal[
    "speech_plenary",
    "speech_group",
    "writing",
    "drawing",
    "building",
    "recording",
    "pointing",
    "movement",
]
SocialForm = Literal["whole_class", "group", "pair", "individual"]
Role = Literal["teacher", "social_educator", "resource_person", "assistant", "substitute"]
CoTeaching = Literal["one_observes", "one_assists", "parallel", "station", "alternative", "team"]
BandCount = Literal["1-2", "3+"]
BetweenForm = Literal["class_based", "group_based"]
Title = Annotated[str, Field(min_length=1, max_length=120)]
Text = Annotated[str, Field(max_length=2000)]
Code = Annotated[str, Field(min_length=1, max_length=12, pattern=r"^[A-Za-zÆØÅæøå0-9_-]+$")]
Supports = Annotated[tuple[Id, ...], Field(max_length=60)]
Codes = Annotated[tuple[Code, ...], Field(max_length=200)]
Placeable = Annotated[str, Field(min_length=1, max_length=45, pattern=r"^(band:)?[A-Za-zÆØÅæøå0-9_.-]+$")]
"""A code, or the student a band stands for."""
Minutes = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]


class Part(BaseModel):
    """A frozen part of a plan; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def recorded(self, field: str) -> bool:
        """Whether a field stands in the plan at all, be it as "none"."""
        return field in self.model_fields_set

    def __eq__(self, other: object) -> bool:
        # "None" and "not recorded" are different plans, or a cache would answer one with the other.
        return isinstance(other, Part) and super().__eq__(other) and self._given() == other._given()

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def _given(self) -> set[str]:
        return self.model_fields_set - {"schema_"}


class Adult(Part):
    """A grown-up of the lesson; ``present`` in minutes from the start, all lesson when left out."""

    id: Id
    role: Role
    present: tuple[Minutes, Minutes] | None = None


class NeededPrerequisite(Part):
    """A prerequisite of a student, with parameters of its own where the catalogue has some."""

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Annotated[float, Field(allow_inf_nan=False)]]

    id: Id

    @property
    def parameters(self) -> tuple[tuple[str, float], ...]:
        """The given parameters by id, sorted."""
        return tuple(sorted((self.__pydantic_extra__ or {}).items()))


def _or_plain_ids(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema that an id alone is enough."""
    schema["items"] = {"anyOf": [{"type": "string"}, schema["items"]]}


def _or_plain_id(schema: dict[str, Any]) -> None:
    """Say in the JSON Schema that the id alone is enough, here too."""
    reference = schema.pop("$ref")
    schema["anyOf"] = [{"type": "string"}, {"$ref": reference}]


class Student(Part):
    """A student by code, with what must be in place for them to take part."""

    code: Code
    prerequisites: Annotated[
        tuple[NeededPrerequisite, ...], Field(max_length=60, json_schema_extra=_or_plain_ids)
    ] = ()
    supports: Supports = ()
    together: Annotated[Codes, Field(alias="with")] = ()
    apart_from: Codes = ()
    wishes: Codes = ()

    @field_validator("prerequisites", mode="before")
    @classmethod
    def _plain_ids(cls, value: Any) -> Any:  # noqa: ANN401 – raw input of any shape
        if not isinstance(value, list | tuple):
            return value
        return tuple({"id": entry} if isinstance(entry, str) else entry for entry in value)


class Band(Part):
    """How many students a prerequisite is for, where a class is described without codes."""

    prerequisite: Annotated[NeededPrerequisite, Field(json_schema_extra=_or_plain_id)]
    count: BandCount

    @field_validator("prerequisite", mode="before")
    @classmethod
    def _plain_id(cls, value: Any) -> Any:  # noqa: ANN401 – raw input of any shape
        return {"id": value} if isinstance(value, str) else value


class GroupSize(Part):
    """How many students an activity wants in one group."""

    min: Annotated[int, Field(ge=1, le=60)] | None = None
    max: Annotated[int, Field(ge=1, le=60)] | None = None


class Apart(Part):
    """Why a group works away from the class, and the phase in which it returns."""

    purpose: Text | None = None
    returns_to: Id | None = None


class Activity(Part):
    """One way to work in a phase; several run side by side."""

    id: Id
    title: Title
    kind: Kind
    zones: Annotated[tuple[Id, ...], Field(min_length=1, max_length=60)] | None = None
    ways_in: Annotated[tuple[WayIn, ...], Field(max_length=12)] | None = None
    ways_out: Annotated[tuple[WayOut, ...], Field(max_length=16)] | None = None
    social_form: SocialForm | None = None
    group_size: GroupSize | None = None
    voice: Annotated[int, Field(ge=0, le=4)] | None = None
    display: bool | None = None
    sensory: tuple[Literal["smell", "touch"], ...] | None = None
    adult: Id | None = None
    supports: Supports = ()
    apart: Apart | None = None
    posture: Literal["sitting", "standing", "moving", "free"] | None = None
    instructions: Text | None = None


class Move(Part):
    """A piece of furniture or a zone that stands elsewhere during a phase."""

    id: Id
    at: Point | None = None
    angle: Degrees | None = None
    polygon: Ring | None = None


class Phase(Part):
    """A timed part of the lesson."""

    id: Id
    title: Title
    minutes: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)]
    supports: Supports = ()
    moves: Annotated[tuple[Move, ...], Field(max_length=100)] = ()
    activities: Annotated[tuple[Activity, ...], Field(min_length=1, max_length=20)]
    co_teaching: CoTeaching | None = None


class Placed(Part):
    """Where one student is in one phase; an activity that is open nowhere in particular has no zone."""

    student: Placeable
    phase: Id
    activity: Id
    zone: Id | None = None

    def _given(self) -> set[str]:
        # A zone that is left out and none are the same place.
        return set()


class Lesson(Part):
    """One learning goal and its phases; ``minutes`` is what the timetable gives it."""

    minutes: Annotated[float, Field(gt=0, le=600, allow_inf_nan=False)] | None = None
    goal: Annotated[str, Field(max_length=500)] | None = None
    supports: Supports = ()
    phases: Annotated[tuple[Phase, ...], Field(min_length=1, max_length=30)]


def _layout_tag(value: object) -> str:
    """Tell a whole layout from the id of one, so that a fault names only what was meant."""
    return "<layout>" if isinstance(value, Mapping | Layout) else "<id>"


LayoutOrId = Annotated[
    Annotated[Id, Tag("<id>")] | Annotated[Layout, Tag("<layout>")], Discriminator(_layout_tag)
]


class Plan(Part):
    """A layout, a lesson, a class and its adults as one document.

    ``pins`` are places the teacher has decided, ``places`` is the placement that was kept. Both may name
    what the plan has no longer: that is said where they are shown, and nothing is dropped unseen.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_: Annotated[Literal["planner/plan/1"], Field(alias="schema")] = SCHEMA
    title: Title
    subject: Annotated[str, Field(max_length=80)] | None = None
    grade: Annotated[int, Field(ge=0, le=10)]
    language: Literal["da", "en"] = "da"
    layout: LayoutOrId
    adults: Annotated[tuple[Adult, ...], Field(max_length=20)] = ()
    students: Annotated[tuple[Student, ...], Field(max_length=200)] = ()
    bands: Annotated[tuple[Band, ...], Field(max_length=60)] = ()
    class_size: Annotated[int, Field(ge=1, le=200)] | None = None
    between_form: BetweenForm | None = None
    """The form between general and special class the plan is for; None: it is for none."""
    pins: Annotated[tuple[Placed, ...], Field(max_length=8000)] = ()
    places: Annotated[tuple[Placed, ...], Field(max_length=8000)] = ()
    lesson: Lesson
