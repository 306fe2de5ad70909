"""Begin a plan: a room, and a lesson that is carried into it – a shape, a template or an earlier plan."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue
from planner.errors import NotFoundError
from planner.exchange.documents import layout_by_id, layout_ids, layout_of
from planner.exchange.shapes import read_shape
from planner.lesson.model import Plan
from planner.locale import mark
from planner.plan.fitting import fitted
from planner.plan.parts import changed_part
from planner.plan.placed import without_placed
from planner.plan.placing import least_places, with_places
from planner.room.layout import Layout
from planner.services import history, layouts, plans
from planner.services.archive import Archive
from planner.services.classes import keep_class
from planner.services.permissions import Action
from planner.services.templates import read_template

LessonKind = Literal["shape", "template", "plan"]
KINDS: Final[tuple[LessonKind, ...]] = get_args(LessonKind)
CLASS_FIELDS: Final = ("grade", "students", "bands", "class_size", "between_form")
TITLE_MOST: Final = 120
_TO_REPLACE: Final[tuple[Action, ...]] = ("copy", "delete")


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new plan begins with.

    Attributes
    ----------
    room
        Id of a shipped room, or of a room of one's own.
    kind, lesson
        A lesson shape, a template or an earlier plan, and its id.
    replacing
        A plan that was begun just before and is begun again: its class is kept, it goes off the list.
    """

    room: str
    kind: LessonKind
    lesson: str
    replacing: str | None = None


def room_layout(archive: Archive, room: str) -> Layout:
    """Return a shipped room, or one of one's own; NotFoundError where there is neither."""
    return layout_by_id(room) if room in layout_ids() else layouts.load_layout(archive, room).layout


def begin_plan(archive: Archive, beginning: Beginning, now: datetime, language: Language = "da") -> str:
    """Make a plan from a lesson in a room and return its id.

    Zones are carried over and opened until the class has places; what has none in the room, the check says.

    Raises
    ------
    NotFoundError
        There is no such room, or no such lesson.
    NotAllowedError
        The earlier plan may not be copied, or the one that is replaced is not one's own.
    """
    layout = room_layout(archive, beginning.room)
    if beginning.replacing is not None:
        # Before its class is carried over: what comes in its place is a copy.
        for action in _TO_REPLACE:
            archive.require(beginning.replacing, action)
    plan = _carried(_lesson(archive, beginning, language), layout)
    if beginning.replacing is None:
        made = plans.new_plan(archive, plan, "created", now)
        if beginning.kind == "plan":
            keep_class(archive, beginning.lesson, made)
        return made
    plan = _with_class(plan, plans.load_plan(archive, beginning.replacing).plan)
    made = plans.new_plan(archive, plan, "created", now)
    keep_class(archive, beginning.replacing, made)
    history.remove(archive, beginning.replacing, now)
    return made


def usual_class(layout: Layout) -> int:
    """Return how many students a class in a room has, as long as nobody has said so."""
    limits = load_catalogue().limits()
    meant = layout.students
    return meant if meant and meant <= limits["class_size_most"] else int(limits["class_size_usual"])


def _lesson(archive: Archive, beginning: Beginning, language: Language) -> Plan:
    if beginning.kind == "shape":
        return read_shape(beginning.lesson, language)
    if beginning.kind == "template":
        return read_template(archive, beginning.lesson)
    if beginning.kind == "plan":
        return plans.plan_to_copy(archive, beginning.lesson)
    raise NotFoundError(mark("This lesson shape does not exist."))


def _carried(lesson: Plan, layout: Layout) -> Plan:
    """Return the lesson in a room, with places for its class."""
    before = layout_of(lesson)
    title = lesson.title.removesuffix(f" – {before.name}")
    named = changed_part(lesson, title=f"{title} – {layout.name}"[:TITLE_MOST])
    size = len(named.students) or named.class_size or usual_class(layout)
    fit = fitted(named, before, layout, similar=True)
    there = with_places(fit.plan, layout, size, calm=before.id != layout.id)
    if named.students or named.class_size:
        return there
    places = least_places(there, layout)
    return changed_part(there, class_size=min(size, places) if places else size)


def _with_class(plan: Plan, before: Plan) -> Plan:
    """Return a plan with the class of another, as far as that one records it, and nobody placed yet."""
    data = before.model_dump(by_alias=True, exclude_unset=True)
    return changed_part(
        without_placed(plan), **{field: data[field] for field in CLASS_FIELDS if field in data}
    )
