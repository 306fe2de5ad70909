"""What a person does with plans: open, change, undo, redo, save, take out, bring in."""

from dataclasses import dataclass
from datetime import datetime

from planner.catalogue.base import Language, Words
from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.errors import ConflictError, NotFoundError, PlannerError
from planner.exchange.documents import layout_by_id, layout_of, read_plan, sample_plans
from planner.exchange.reading import parse_json
from planner.exchange.versions import migrate
from planner.lesson.model import Plan
from planner.lesson.validate import validate_plan
from planner.locale import mark
from planner.plan.changes import NOT_RECORDED, Change, SetZones, apply_change, change_label
from planner.plan.document import plan_text, stored_plan
from planner.room.layout import Layout
from planner.storage.store import PlanEntry, State, Store, StoredPlan


@dataclass(frozen=True, slots=True)
class SampleCard:
    """A sample plan as the start page shows it; ``layout`` is the id of its layout."""

    id: str
    title: str
    subject: str | None
    grade: int
    layout: str
    students: int
    minutes: float


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """A plan as it is shown: its state, the saved one and what can be undone and redone.

    ``head`` names the state; a change is made against it. The labels are the history's words for the
    edit that would be undone or redone.
    """

    id: str
    plan: Plan
    head: int
    saved: Plan
    undo_label: Words | None
    redo_label: Words | None

    @property
    def can_undo(self) -> bool:
        """Whether there is an edit to undo."""
        return self.undo_label is not None

    @property
    def can_redo(self) -> bool:
        """Whether there is an edit to redo."""
        return self.redo_label is not None

    @property
    def unsaved(self) -> bool:
        """Whether the plan differs from its saved version."""
        return plan_text(self.plan) != plan_text(self.saved)


def list_samples(language: Language) -> tuple[SampleCard, ...]:
    """Return the sample plans, those in the reader's language first."""
    plans = [(sample, read_plan(path, language)) for sample, path in sample_plans().items()]
    plans.sort(key=lambda item: (item[1].language != language, item[1].grade, item[0]))
    return tuple(_card(sample, plan) for sample, plan in plans)


def list_plans(store: Store) -> tuple[PlanEntry, ...]:
    """Return the plans of the store, the last changed first."""
    return store.plans()


def open_sample(store: Store, sample: str, now: datetime) -> str:
    """Make a copy of a sample plan and return the copy's id; NotFoundError where there is no such sample."""
    files = sample_plans()
    if sample not in files:
        raise NotFoundError(mark("This sample plan does not exist."))
    return _keep(store, read_plan(files[sample]), "opened", now)


def import_plan(store: Store, content: bytes, now: datetime, language: Language = "da") -> str:
    """Keep a plan that was exported before, as a new plan, and return its id.

    Raises
    ------
    InputError
        The content is no plan, or names a layout there is none of; its faults say where and why, in the
        language.
    """
    document = migrate(parse_json(content, language), "plan", language)
    plan = validate_plan(document, language)
    layout_of(plan, language=language)
    return _keep(store, plan, "imported", now)


def export_plan(store: Store, plan_id: str) -> bytes:
    """Return the shown state of a plan as a plan file."""
    return plan_text(load_plan(store, plan_id).plan, indent=1).encode()


def load_plan(store: Store, plan_id: str) -> OpenPlan:
    """Return a plan as it stands; NotFoundError where there is none."""
    return _open(store.plan(plan_id))


def change_plan(store: Store, plan_id: str, head: int, change: Change, now: datetime) -> OpenPlan:
    """Make a change and save it at once; on return it is on disk.

    Raises
    ------
    PlannerError
        The change does not fit the plan, or ends where it began.
    ConflictError
        The plan was changed elsewhere since ``head``; nothing is written.
    NotFoundError
        There is no such plan.
    """
    before = load_plan(store, plan_id)
    if before.head != head:
        raise ConflictError(mark("The plan was changed somewhere else. Look at it again first."))
    _require_zones(before.plan, change)
    after = apply_change(before.plan, change)
    state = State(plan_text(after), _both(change_label(before.plan, change)))
    return _open(store.add_edit((plan_id, head), after.title, state, now))


def undo(store: Store, plan_id: str, head: int) -> OpenPlan:
    """Show the state before the last edit; the edit is kept and can be redone."""
    return _open(store.undo(plan_id, head))


def redo(store: Store, plan_id: str, head: int) -> OpenPlan:
    """Show the newest state that came after this one."""
    return _open(store.redo(plan_id, head))


def save_version(store: Store, plan_id: str, head: int, now: datetime) -> OpenPlan:
    """Keep the shown state as a version, to be compared with from now on."""
    return _open(store.save(plan_id, head, now))


def plan_layout(plan: Plan) -> Layout:
    """Return the layout of a plan: its own, or the one it names; NotFoundError where there is none."""
    return plan.layout if isinstance(plan.layout, Layout) else layout_by_id(plan.layout)


def _open(stored: StoredPlan) -> OpenPlan:
    return OpenPlan(
        id=stored.id,
        plan=stored_plan(stored.document),
        head=stored.head,
        saved=stored_plan(stored.saved_document),
        undo_label=stored.undo,
        redo_label=stored.redo,
    )


def _keep(store: Store, plan: Plan, label: str, now: datetime) -> str:
    return store.add_plan(plan.title, State(plan_text(plan), load_catalogue().words["changes"][label]), now)


def _both(label: Message) -> Words:
    return Words(da=label.text("da"), en=label.text("en"))


def _require_zones(plan: Plan, change: Change) -> None:
    """Refuse zones that the layout does not have: the widget that offers them is not to be trusted."""
    if isinstance(change, SetZones) and change.zones is not NOT_RECORDED:
        known = {zone.id for zone in plan_layout(plan).zones}
        if not known.issuperset(change.zones):
            raise PlannerError(mark("This zone is not in the layout."))


def _card(sample: str, plan: Plan) -> SampleCard:
    return SampleCard(
        id=sample,
        title=plan.title,
        subject=plan.subject,
        grade=plan.grade,
        layout=plan.layout.id if isinstance(plan.layout, Layout) else plan.layout,
        students=len(plan.students),
        minutes=sum(phase.minutes for phase in plan.lesson.phases),
    )
