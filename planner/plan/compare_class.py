"""Say what differs in the class: students by code, what matters to them, bands and the size."""

from collections.abc import Iterator

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.lesson.model import Band, Plan
from planner.plan.compare_words import Said, Speaker, compare_message, needed_words, order_said

_SIZE = ("class_size",)


def class_said(before: Plan, after: Plan) -> Iterator[Said]:
    """Yield what differs in the class."""
    yield from _size(before, after)
    yield from _students(before, after)
    yield from _bands(before, after)


def _size(before: Plan, after: Plan) -> Iterator[Said]:
    others = [name for name in type(after).model_fields if name not in _SIZE]
    called = load_catalogue().words["compare_field"]["class"]
    yield from Speaker("class", "plan").differences(called, before, after, others)


def _students(before: Plan, after: Plan) -> Iterator[Said]:
    old, new = ({student.code: student for student in plan.students} for plan in (before, after))
    yield from _emptiness("students", before, after)
    came, went = [code for code in new if code not in old], [code for code in old if code not in new]
    if came:
        yield Said("class", _codes("students_came", came))
    if went:
        yield Said("class", _codes("students_went", went))
    for code, student in new.items():
        if code in old:
            yield from Speaker("class", "student").differences(code, old[code], student, ("code",))
    yield from order_said("class", "students_order", old, ((code, code) for code in new))


def _codes(key: str, codes: list[str]) -> Message:
    return compare_message(key, n=len(codes), codes=", ".join(codes))


def _emptiness(field: str, before: Plan, after: Plan) -> Iterator[Said]:
    """Yield that a list nobody is on is recorded now, or is not any more."""
    empty = not getattr(before, field) and not getattr(after, field)
    if empty and before.recorded(field) != after.recorded(field):
        yield Said("class", compare_message(f"{field}_{'none' if after.recorded(field) else 'missing'}"))


def _bands(before: Plan, after: Plan) -> Iterator[Said]:
    old, new = ({band.prerequisite.id: band for band in plan.bands} for plan in (before, after))
    yield from _emptiness("bands", before, after)
    for key, band in new.items():
        if key not in old:
            yield Said("class", _band("band_came", band))
        else:
            name = needed_words(band.prerequisite)
            yield from Speaker("class", "band").differences(name, old[key], band, ("prerequisite",))
            yield from _numbers(old[key], band)
    yield from (Said("class", _band("band_went", band)) for key, band in old.items() if key not in new)
    names = ((key, needed_words(band.prerequisite)) for key, band in new.items())
    yield from order_said("class", "bands_order", old, names)


def _band(key: str, band: Band) -> Message:
    count = load_catalogue().words["band_count"][band.count]
    return compare_message(key, need=needed_words(band.prerequisite), count=count)


def _numbers(before: Band, after: Band) -> Iterator[Said]:
    """Yield which numbers a band sets now."""
    if before.prerequisite.parameters != after.prerequisite.parameters:
        words = (needed_words(before.prerequisite), needed_words(after.prerequisite))
        yield Said("class", compare_message("band_numbers", before=words[0], after=words[1]))
