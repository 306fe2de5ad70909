"""The layout file: rooms with their doors, furniture and zones, in metres.

Origin bottom left, x to the right, y up; degrees counter-clockwise. A field that is left out is *not
recorded*. What a single field must be stands here; what fields must be to each other in ``validate``.
"""

from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from planner.catalogue.model import Posture

SCHEMA: Final = "planner/layout/1"
LARGEST_M = 200.0
MOST_ITEMS = 500

Metres = Annotated[float, Field(ge=-LARGEST_M, le=LARGEST_M, allow_inf_nan=False)]
Length = Annotated[float, Field(gt=0, le=LARGEST_M, allow_inf_nan=False)]
Height = Annotated[float, Field(ge=0, le=20, allow_inf_nan=False)]
Degrees = Annotated[float, Field(ge=-360, le=360, allow_inf_nan=False)]
Decibels = Annotated[float, Field(ge=0, le=90, allow_inf_nan=False)]
Id = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_.-]+$")]
Name = Annotated[str, Field(min_length=1, max_length=80)]
Point = tuple[Metres, Metres]
Line = tuple[Point, Point]
Ring = Annotated[tuple[Point, ...], Field(min_length=3, max_length=200)]
Seat = tuple[Metres, Metres, Degrees, Posture]
RoomUse = Literal["classroom", "common_area", "group_room", "corridor", "special"]
ZoneUse = Literal["instruction", "group", "individual", "quiet", "practical", "movement"]


class Part(BaseModel):
    """A frozen part of a layout; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Room(Part):
    """A bounded space; ``reverberation_s`` left out is not recorded."""

    id: Id
    name: Name
    outline: Ring
    height_m: Annotated[float, Field(gt=1.5, le=20, allow_inf_nan=False)]
    reverberation_s: Annotated[float, Field(gt=0, le=10, allow_inf_nan=False)] | None = None
    use: RoomUse


class Wall(Part):
    """An inner wall or fixed screen; ``height_m`` left out reaches the ceiling."""

    id: Id
    line: Line
    thickness_m: Length = 0.1
    height_m: Height | None = None
    reduction_db: Decibels | None = None


class Step(Part):
    """A change of level along a line; a ramp carries wheels."""

    id: Id
    line: Line
    rise_m: Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]
    ramp: bool = False


class Door(Part):
    """A door by the middle of its opening; ``rooms`` with ``None`` leads outside.

    ``angle`` is the direction of the wall. ``leaf`` is seen from the room it opens into.
    """

    id: Id
    at: Point
    angle: Degrees = 0
    clear_m: Length
    thickness_m: Length = 0.12
    rooms: tuple[Id, Id | None]
    leaf: Literal["left", "right", "slide", "double", "none"] = "none"
    opens_into: Id | None = None
    threshold_m: Height = 0
    reduction_db: Decibels | None = None
    state: Literal["open", "closed"] = "closed"
    exit: bool = False


class Window(Part):
    """A window with the heights of its sill and head."""

    id: Id
    line: Line
    sill_m: Height
    head_m: Height
    faces: Literal["N", "NE", "E", "SE", "S", "SW", "W", "NW"] | None = None


class Board(Part):
    """A board or screen, seen from the left of its first towards its second point."""

    id: Id
    line: Line
    bottom_m: Height
    top_m: Height


class Furniture(Part):
    """A piece of furniture; size, height and seats come from its kind unless given."""

    id: Id
    kind: Id
    at: Point
    angle: Degrees = 0
    size: tuple[Length, Length] | None = None
    height_m: Height | None = None
    fixed: bool = False
    seats: Annotated[tuple[Seat, ...], Field(max_length=40)] | None = None


class Zone(Part):
    """A part of a room with one purpose; its own seats stand without furniture.

    ``light_lux`` and ``screened`` may be measured or judged on the spot; left out, light is not
    recorded and screening is worked out from the furniture.
    """

    id: Id
    name: Name
    polygon: Ring
    use: ZoneUse
    seats: Annotated[tuple[Seat, ...], Field(max_length=100)] = ()
    light_lux: Annotated[float, Field(ge=0, le=10000, allow_inf_nan=False)] | None = None
    screened: bool | None = None


class Underlay(Part):
    """A photo or plan drawing under the room: ``at`` is its bottom left corner, ``image`` its SHA-256."""

    image: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    at: Point
    width_m: Length
    height_m: Length
    angle: Degrees = 0
    opacity: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.5


def _some(least: int = 0) -> Any:  # noqa: ANN401 – pydantic's own Field has no better type
    return Field(min_length=least, max_length=MOST_ITEMS)


class Layout(Part):
    """One or more rooms with their furniture and zones."""

    schema_: Annotated[Literal["planner/layout/1"], Field(alias="schema")] = SCHEMA
    id: Id
    name: Name
    students: Annotated[int, Field(ge=0, le=500)] | None = None
    adults: Annotated[int, Field(ge=0, le=50)] | None = None
    rooms: Annotated[tuple[Room, ...], _some(1)]
    walls: Annotated[tuple[Wall, ...], _some()] = ()
    steps: Annotated[tuple[Step, ...], _some()] = ()
    doors: Annotated[tuple[Door, ...], _some()] = ()
    windows: Annotated[tuple[Window, ...], _some()] = ()
    boards: Annotated[tuple[Board, ...], _some()] = ()
    furniture: Annotated[tuple[Furniture, ...], _some()] = ()
    zones: Annotated[tuple[Zone, ...], _some()] = ()
    underlay: Underlay | None = None
