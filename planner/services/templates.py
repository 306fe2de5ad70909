"""Templates of the school: plans without a class, shared by everybody who opens this planner."""

from datetime import datetime

from planner.catalogue.loader import load_catalogue
from planner.lesson.model import Plan
from planner.plan.document import plan_text, stored_plan
from planner.plan.parts import changed_part, without_field
from planner.storage.store import DocumentEntry, State, Store

CLASS_FIELDS = ("students", "bands", "class_size")


def list_templates(store: Store) -> tuple[DocumentEntry, ...]:
    """Return the templates, the last made first."""
    return store.documents("template")


def new_template(store: Store, plan: Plan, title: str, now: datetime) -> str:
    """Keep a plan without its class as a template and return its id."""
    lesson = changed_part(plan, title=title)
    for field in CLASS_FIELDS:
        lesson = without_field(lesson, field)
    label = load_catalogue().words["changes"]["template_created"]
    return store.add("template", State(lesson.title, plan_text(lesson), label), now)


def read_template(store: Store, template: str) -> Plan:
    """Return a template as a plan without a class; NotFoundError where there is none."""
    return stored_plan(store.document(template, "template").content)
