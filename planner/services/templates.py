"""Templates of the school: plans without a class, shared by everybody who opens this planner."""

from datetime import datetime

from planner.catalogue.loader import load_catalogue
from planner.errors import PlannerError
from planner.lesson.model import Plan
from planner.plan.changes import change_label
from planner.plan.document import plan_text, stored_plan
from planner.plan.named import NAMES_STUDENTS, named_students
from planner.plan.parts import changed_part, without_class
from planner.plan.set_field import SetField
from planner.room.patch_words import both
from planner.services.archive import Archive
from planner.storage.store import DocumentEntry, State


def list_templates(archive: Archive, *, removed: bool = False) -> tuple[DocumentEntry, ...]:
    """Return the templates, or those taken off the list, the last changed first."""
    return archive.documents("template", removed=removed)


def new_template(archive: Archive, plan: Plan, title: str, now: datetime) -> str:
    """Keep a plan without its class as a template and return its id; not one that names a student."""
    named = changed_part(plan, title=title)
    if named_students(named):
        raise PlannerError(NAMES_STUDENTS)
    lesson = without_class(named)
    label = load_catalogue().words["changes"]["template_created"]
    return archive.add("template", State(lesson.title, plan_text(lesson), label), now)


def rename_template(archive: Archive, template: str, title: str, now: datetime) -> None:
    """Give a template another title; PlannerError where it is refused."""
    stored = archive.document(template, "template")
    plan, change = stored_plan(stored.content), SetField("plan", (), "title", title)
    named = change.apply(plan)
    label = both(change_label(plan, change))
    archive.add_edit((template, stored.head), State(named.title, plan_text(named), label), now)


def export_template(archive: Archive, template: str) -> bytes:
    """Return a template as a plan file."""
    archive.require(template, "copy")
    return plan_text(read_template(archive, template), indent=1).encode()


def read_template(archive: Archive, template: str) -> Plan:
    """Return a template as a plan without a class; NotFoundError where there is none."""
    return stored_plan(archive.document(template, "template").content)
