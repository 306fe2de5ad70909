"""A school for the tests of sparring: a plan, who works on it, and people it is not for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from planner.lesson.model import Plan
from planner.plan.changes import Change
from planner.services.archive import Archive
from planner.services.plans import OpenPlan, change_plan, load_plan, open_sample
from planner.services.sharing import share
from planner.storage.accounts import AccountStore, NewAccount, Role
from planner.storage.store import Store

SAMPLE: Final = "fractions-grade-5"
ROLES: Final[dict[str, Role]] = {
    "bo": "teacher",
    "mia": "teacher",
    "eva": "coach",
    "ada": "administrator",
    "ib": "teacher",
    "ole": "coach",
}


@dataclass(frozen=True)
class School:
    """Bo owns the plan, Mia teaches along, Eva coaches it; Ada, Ib and Ole have nothing to do with it."""

    people: dict[str, Archive]
    plan: str
    now: datetime

    def __getitem__(self, name: str) -> Archive:
        return self.people[name]

    @property
    def shown(self) -> OpenPlan:
        return load_plan(self["bo"], self.plan)

    def change(self, change: Change) -> Plan:
        """Let Bo change the plan."""
        shown = self.shown
        return change_plan(self["bo"], (self.plan, shown.head), change, self.now).plan


def open_school(store: Store, now: datetime) -> School:
    accounts = AccountStore(store.engine)
    people = {name: Archive(store, accounts.add(NewAccount(name, role), now)) for name, role in ROLES.items()}
    plan = open_sample(people["bo"], SAMPLE, now)
    for name in ("mia", "eva"):
        share(people["bo"], plan, people[name].account.id, now)
    return School(people, plan, now)
