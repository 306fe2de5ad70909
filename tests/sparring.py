"""A teacher with a plan, her coach and a colleague, for the tests of sparring."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from doors import make_account
from serving import ROOT
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from planner.review.model import Anchor, NewComment
from planner.services import plans, reviews
from planner.services.archive import Archive
from planner.services.sharing import share
from planner.storage.accounts import Account
from planner.web import visitor
from planner.web.server.session import the_store

APP = str(ROOT / "planner" / "web" / "app.py")
SAMPLE = "fractions-grade-5"


@dataclass
class School:
    """A teacher with a plan, her coach and a colleague; ``enter`` lets one of them go to the pages."""

    eva: Account
    anna: Account
    kim: Account
    bo: Account
    plan: str
    patch: pytest.MonkeyPatch

    def archive(self, account: Account) -> Archive:
        return Archive(the_store(), account)

    def open(self, account: Account, page: str, **query: str) -> AppTest:
        self.patch.setattr(visitor, "current_account", lambda: account)
        app = AppTest.from_file(APP, default_timeout=60)
        app.switch_page(f"screens/{page}.py")
        app.query_params.update({"id": self.plan, **query})
        app.run()
        assert not app.exception
        return app

    def comment(self, account: Account, anchor: Anchor, text: str, answers: int | None = None) -> int:
        archive = self.archive(account)
        head = plans.load_plan(archive, self.plan).head
        return reviews.add_comment(archive, self.plan, NewComment(head, anchor, text, answers), now())


def now() -> datetime:
    return datetime.now(UTC)


def make_school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    """Make the accounts and the plan in a folder that the pages then use."""
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    eva = make_account(tmp_path, "eva", "administrator")
    anna, bo = make_account(tmp_path, "anna"), make_account(tmp_path, "bo")
    kim = make_account(tmp_path, "kim", "coach")
    hers = Archive(the_store(), anna)
    plan = plans.open_sample(hers, SAMPLE, now())
    share(hers, plan, kim.id, now())
    return School(eva, anna, kim, bo, plan, monkeypatch)


def html(app: AppTest) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def button(app: AppTest, label: str) -> Button:
    return next(button for button in app.button if button.label.startswith(label))


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]
