"""What the law says of time apart, as text: the planner counts lessons, the law a school year."""

from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message

if TYPE_CHECKING:
    from planner.catalogue.model import Limits


def law_frame(grade: int, limits: "Limits") -> Message:
    """Return the law's frame for a grade in one sentence, with what it says nothing about."""
    key = "law_young" if grade <= limits["first_stage_grade"] else "law_old"
    return Message(load_catalogue().words["belonging"][key])
