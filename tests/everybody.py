"""Everybody who may stand to a document in some way, and documents for them, to try all services with."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast, get_args

from asking import ask
from sqlalchemy import event

from planner.catalogue.base import Words
from planner.exchange.documents import layout_by_id, read_plan, sample_plans
from planner.plan.document import plan_text, stored_plan
from planner.review.model import Anchor, NewComment
from planner.services import classes, layouts, plans, proposing, reviews, rounds, sharing, templates
from planner.services.archive import Archive
from planner.services.doors import Doors, open_doors
from planner.services.permissions import Relation
from planner.settings import Settings
from planner.storage.accounts import ROLES, Account, AccountStore, NewAccount, Role
from planner.storage.shares import NewShare, ShareRole, ShareStore
from planner.storage.store import Kind, State, Store, open_store

Subject = Literal["plan", "layout", "template", "round", "word", "comment", "proposal", "class"]
FITTING: Final[dict[Relation, tuple[Role, ...]]] = {
    "owner": ROLES,
    "co_teacher": ("teacher", "administrator"),
    "coach": ("coach",),
    "proposer": ("coach",),
    "publisher": ROLES,
    "library": ROLES,
    "stranger": ROLES,
}
RELATIONS: Final[dict[Subject, tuple[Relation, ...]]] = {
    "plan": ("owner", "co_teacher", "coach", "proposer", "publisher", "library", "stranger"),
    "layout": ("owner", "co_teacher", "coach", "library", "stranger"),
    "template": ("owner", "library"),
    "round": ("owner", "co_teacher", "coach", "stranger"),
    "word": ("owner", "co_teacher", "coach", "stranger"),
    "comment": ("owner", "co_teacher", "coach", "stranger"),
    "proposal": ("owner", "co_teacher", "coach", "stranger"),
    "class": ("owner", "stranger"),
}
KINDS: Final = get_args(Kind)
SHARED_FOR: Final[dict[Relation, ShareRole]] = {
    "co_teacher": "co_teacher",
    "coach": "coach",
    "proposer": "coach",
}
SAMPLE: Final = "fractions-grade-5"


@dataclass(frozen=True)
class Seat:
    """Somebody of a role, and how they stand to a document.

    ``misfit`` is what the document was opened for to somebody whose role does not fit: that opens nothing.
    """

    role: Role
    relation: Relation
    misfit: ShareRole | None = None

    @property
    def mine(self) -> bool:
        """Whether they made it themselves."""
        return self.relation in ("owner", "publisher")

    @property
    def name(self) -> str:
        return f"{self.role}-{self.relation}" + (f"-misfit-{self.misfit}" if self.misfit else "")


MISFITS: Final = (
    Seat("coach", "stranger", "co_teacher"),
    Seat("teacher", "stranger", "coach"),
    Seat("administrator", "stranger", "coach"),
)


def seats(subject: Subject) -> tuple[Seat, ...]:
    """Return everybody who may stand to a subject in some way."""
    fitting = tuple(Seat(role, relation) for relation in RELATIONS[subject] for role in FITTING[relation])
    return fitting if subject in ("template", "class") else (*fitting, *MISFITS)


@dataclass(frozen=True)
class Thing:
    """A document in the hands of somebody, with ids of what belongs to it.

    ``id`` is what the service is asked about, ``plan`` the document it belongs to, ``other`` a comment on
    the plan, or a counter-proposal to it.
    """

    archive: Archive
    owner: Archive
    id: str
    plan: str
    head: int
    now: datetime
    colleague: Account
    other: str = ""

    @property
    def where(self) -> tuple[str, int]:
        return self.id, self.head


@dataclass(frozen=True)
class Made:
    """A subject that was made: its id, that of the document it belongs to, and what else there is."""

    owner: Archive
    id: str
    plan: str
    other: str


@dataclass
class World:
    """A database in which everybody has an account."""

    store: Store
    doors: Doors
    now: datetime
    accounts: dict[str, Account] = field(default_factory=dict)

    def archive(self, name: str, role: Role) -> Archive:
        """Return the documents in the hands of somebody, whose account is made when first asked for."""
        if name not in self.accounts:
            new = NewAccount(name, role)
            self.accounts[name] = AccountStore(self.store.engine).add(new, self.now)
        return Archive(self.store, self.accounts[name])

    def thing(self, subject: Subject, seat: Seat) -> Thing:
        """Make a subject to which somebody stands as their seat says."""
        return self.seated(subject, seat, self.made(subject, seat))

    def made(self, subject: Subject, seat: Seat) -> Made:
        """Make a subject for somebody; others may be seated at it too, where they do not own it."""
        owner = self._owner(seat)
        document, plan, other = self._made(subject, owner)
        return Made(owner, document, plan, other)

    def seated(self, subject: Subject, seat: Seat, made: Made) -> Thing:
        """Let somebody stand to a subject as their seat says."""
        owner = made.owner
        who = owner if seat.mine else self.archive(seat.name, seat.role)
        self._open(made.plan, seat, owner, who)
        shown = _shown(self, subject, seat, owner, made.id)
        if seat.relation == "proposer":
            shown = proposing.propose(who, made.id, self.now)
        document = shown if subject in KINDS else made.plan
        kind = cast("Kind", subject if subject in KINDS else "plan")
        head = 0 if subject == "class" else owner.store.document(document, kind).head
        colleague = self.archive("colleague", "teacher").account
        return Thing(who, owner, shown, made.plan, head, self.now, colleague, made.other)

    def _owner(self, seat: Seat) -> Archive:
        role = seat.role if seat.mine else "teacher"
        return self.archive(f"owner-{role}", role)

    def _open(self, plan: str, seat: Seat, owner: Archive, who: Archive) -> None:
        role = seat.misfit or SHARED_FOR.get(seat.relation)
        if role is not None:
            new = NewShare(plan, who.account.id, role, owner.account.id)
            ShareStore(self.store.engine).share(new, self.now)

    def _made(self, subject: Subject, owner: Archive) -> tuple[str, str, str]:
        """Make a subject and return its id, that of its document, and what else there is."""
        if subject == "layout":
            room = layouts.new_layout(owner, layout_by_id("rows"), self.now)
            return room, room, ""
        if subject == "class":
            number = len(classes.list_classes(owner))
            made = classes.new_class(owner, f"Klasse {number}", self.now)
            return made, made, ""
        if subject in ("round", "word"):
            return self._asked(subject, owner)
        if subject == "template":
            made = templates.new_template(owner, stored_plan(sample().content), "Skabelon", self.now)
            return made, made, ""
        plan = owner.add("plan", sample(), self.now)
        if subject == "comment":
            head = plans.load_plan(owner, plan).head
            said = NewComment(head, Anchor("plan"), "Godt set.")
            return plan, plan, str(reviews.add_comment(owner, plan, said, self.now))
        return plan, plan, self._proposed(owner, plan) if subject == "proposal" else ""

    def _asked(self, subject: Subject, owner: Archive) -> tuple[str, str, str]:
        asked = ask(owner, self.now)
        if subject == "round":
            return asked.round.id, asked.round.plan, ""
        asked.wish(*range(5))
        asked.look()
        return rounds.waiting_words(owner, asked.round.id)[0].id, asked.round.plan, ""

    def _proposed(self, owner: Archive, plan: str) -> str:
        """Have a coach make a counter-proposal to a plan."""
        coach = self.archive("proposing-coach", "coach")
        sharing.share(owner, plan, coach.account.id, self.now)
        return proposing.propose(coach, plan, self.now)


def _shown(world: World, subject: Subject, seat: Seat, owner: Archive, made: str) -> str:
    """Return what somebody is to find: in the library it may be a copy."""
    if subject not in ("plan", "layout") or seat.relation not in ("library", "publisher"):
        return made
    return sharing.put_in_library(owner, made, world.now)


@cache
def sample() -> State:
    """Return a plan as it is kept; to read and check the file each time would take most of the time."""
    plan = read_plan(sample_plans()[SAMPLE])
    return State(plan.title, plan_text(plan), Words(da="lavet", en="made"))


def open_world(url: str, now: datetime, folder: Path) -> World:
    """Open an empty database as a world."""
    store = open_store(url)
    if store.engine.dialect.name == "sqlite":
        # Nothing is to survive the test, so nothing has to reach the disk.
        event.listen(store.engine, "connect", lambda raw, _: raw.execute("PRAGMA synchronous=OFF"))
        store.engine.dispose()
    return World(store, open_doors(Settings(folder, url), store), now)
