"""A class without codes: for each band the check asks for one student who needs that prerequisite.

Such a student has an id no code can have, as ``band:low_noise``. How many students there are counts for
places and sound: the size of the class where it is recorded, never less than the codes.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.catalogue.base import Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.lesson.model import Student

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.catalogue.model import Limits
    from planner.lesson.model import Band, Plan

# A code has no colon.
BAND: Final = "band:"


@dataclass(frozen=True, slots=True)
class ClassSize:
    """How many students there are at least, and whether there may be more than anybody has recorded."""

    least: int
    known: bool = True


def checked_students(plan: "Plan") -> tuple[Student, ...]:
    """Return the students the check asks for: those by code, then one for each band."""
    return plan.students + tuple(_student_of(band) for band in plan.bands)


def _student_of(band: "Band") -> Student:
    code = f"{BAND}{band.prerequisite.id}"
    return Student.model_construct({"code", "prerequisites"}, code=code, prerequisites=(band.prerequisite,))


def class_size(plan: "Plan", limits: "Limits") -> ClassSize:
    """Return the size of the class to count with.

    The codes are the class unless a larger size is recorded. Bands stand for some of the students only:
    without a size nobody can tell how many there are, only that one band is in the class.
    """
    bands = (limits["band_few" if band.count == "1-2" else "band_more"] for band in plan.bands)
    least = max(len(plan.students), plan.class_size or 0, *map(int, bands), 0)
    return ClassSize(least, known=plan.class_size is not None or not plan.bands)


def is_band(student: str) -> bool:
    """Whether a student of the check stands for a band."""
    return student.startswith(BAND)


def student_words(student: str) -> Words:
    """Return what people read of a student of the check: the code, or "a student who needs …"."""
    if not is_band(student):
        return Words(da=student, en=student)
    catalogue = load_catalogue()
    asked = catalogue.prerequisites.get(student.removeprefix(BAND))
    if asked is None:
        return Words(da=student, en=student)
    said = Message(catalogue.words["band"]["student"], {"need": asked.need})
    return Words(da=said.text("da"), en=said.text("en"))


def students_words(students: "Iterable[str]") -> tuple[Words, ...]:
    """Return the words of several students, ready to be listed in a sentence."""
    return tuple(student_words(student) for student in students)
