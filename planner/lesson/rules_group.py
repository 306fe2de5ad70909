"""Rules about groups: time apart has a purpose and an end, small groups are small."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from planner.lesson.scene import LESSON

if TYPE_CHECKING:
    from planner.catalogue.finding import Finding
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity
    from planner.lesson.scene import Scene


def group_apart(scene: "Scene") -> Iterator["Finding"]:
    """Rule 6: a group apart has a purpose, an adult, an end and something to return to."""
    for _, activity in scene.activities():
        if activity.apart is None:
            continue
        lacking = list(lacking_apart(activity))
        for variant, chosen in (("found", True), ("missing", False)):
            words = tuple(scene.words("apart", key) for key, by_choice in lacking if by_choice == chosen)
            if words:
                at = f"activity:{activity.id}"
                yield scene.found("group_apart", at, variant, {"title": activity.title, "lacking": words})


def lacking_apart(activity: "Activity") -> Iterator[tuple[str, bool]]:
    """Tell what a group apart lacks, each with whether the plan says so itself."""
    apart = activity.apart
    if apart is None:
        return
    if not (apart.purpose and apart.purpose.strip()):
        yield "purpose", apart.recorded("purpose")
    if activity.adult is None:
        yield "adult", activity.recorded("adult")
    if apart.returns_to is None:
        yield "return", apart.recorded("returns_to")


def grouping_varied(scene: "Scene") -> Iterator["Finding"]:
    """Rule 7: one lesson cannot tell whether the same students are apart again; say so once."""
    if any(activity.apart for _, activity in scene.activities()):
        most = scene.limits["apart_lessons"]
        yield scene.found("grouping_varied", LESSON, "missing", {"limit": most, "unit": "lessons"})


def small_group_size(scene: "Scene") -> Iterator["Finding"]:
    """Rule 8: a group has at most five students."""
    most = scene.limits["small_group"]
    for _, activity in scene.activities():
        if activity.social_form != "group":
            continue
        size = activity.group_size.max if activity.group_size else None
        at = f"activity:{activity.id}"
        if size is None:
            yield scene.found("small_group_size", at, "missing", {"title": activity.title})
        elif size > most:
            facts: dict[str, Value] = {"value": size, "limit": most, "unit": "students"}
            yield scene.found("small_group_size", at, params={**facts, "title": activity.title})
