"""Lesson shapes: whole plans that already check well in their home room, in Danish and in English wording."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from planner.catalogue.loader import load_catalogue
from planner.errors import NotFoundError
from planner.exchange.documents import PACKAGE, read_plan
from planner.locale import mark

if TYPE_CHECKING:
    from planner.catalogue.base import Language
    from planner.lesson.model import Plan

FOLDER: Final = PACKAGE / "exchange" / "shapes"
SHAPES: Final = (
    "think-pair-share",
    "stations",
    "workshop-choice",
    "individual-retreat",
    "alternative-teaching",
    "parallel-teaching",
    "gallery-walk",
    "project",
)
"""Their ids, the one most lessons can begin with first."""


@dataclass(frozen=True, slots=True)
class ShapeCard:
    """A lesson shape as it is offered: what it is for, how long it lasts, how many adults it needs.

    ``phases`` holds the titles of the phases in order; ``layout`` is the id of its home room.
    """

    id: str
    title: str
    about: str
    minutes: float
    adults: int
    phases: tuple[str, ...]
    layout: str


def list_shapes(language: "Language") -> tuple[ShapeCard, ...]:
    """Return the lesson shapes in the words of a language."""
    return tuple(_card(shape, language) for shape in SHAPES)


@cache
def read_shape(shape: str, language: "Language") -> "Plan":
    """Return a lesson shape as a plan without a class; NotFoundError where there is none of that id."""
    if shape not in SHAPES:
        raise NotFoundError(mark("This lesson shape does not exist."))
    return read_plan(FOLDER / f"{shape}.{language}.json", language)


def _card(shape: str, language: "Language") -> ShapeCard:
    plan = read_shape(shape, language)
    return ShapeCard(
        id=shape,
        title=plan.title,
        about=load_catalogue().words["shape_about"][shape].text(language),
        minutes=sum(phase.minutes for phase in plan.lesson.phases),
        adults=len(plan.adults),
        phases=tuple(phase.title for phase in plan.lesson.phases),
        layout=str(plan.layout),
    )
