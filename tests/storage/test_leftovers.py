"""What has had its time: counted first, then swept, and nothing younger with it."""

from datetime import UTC, datetime, timedelta

import pytest
from databases import rows

from planner.catalogue.base import Words
from planner.storage.account_tables import AttemptRow, AuditRow, OneTimeRow, SessionRow
from planner.storage.accounts import AccountStore, NewAccount
from planner.storage.database import writing
from planner.storage.leftovers import Dates, Leftovers, LeftoverStore
from planner.storage.store import State, Store
from planner.storage.voice_tables import AnswerRow, RoundRow

NOW = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DATES = Dates(now=NOW, seen=NOW - 8 * HOUR, tried=NOW - HOUR / 4, noted=NOW - timedelta(days=365))
KEPT = ("sessions", "one_time", "attempts", "audit")


def session(digest: str, account: str, *, seen: datetime, ends: datetime) -> SessionRow:
    return SessionRow(digest=digest, account=account, created=seen, seen=seen, ends=ends)


def round_(number: int, plan: str, edit: int, closes: datetime) -> tuple[RoundRow, AnswerRow]:
    row = RoundRow(
        id=f"r{number}",
        code=f"CODE{number}",
        plan=plan,
        edit=edit,
        age="4-6",
        layouts="[]",
        language="da",
        opened=NOW - 2 * HOUR,
        closes=closes,
        shared=False,
    )
    return row, AnswerRow(id=f"a{number}", round=row.id, device=f"d{number}", content="{}", released="")


@pytest.fixture
def filled(store: Store) -> Store:
    """Return a store with two of everything: one that is over, and one that is not."""
    account = AccountStore(store.engine).add(NewAccount("anna", "teacher"), NOW).id
    plan = store.add("plan", State("Brøker", "{}", Words(da="lavet", en="made")), NOW)
    edit = store.document(plan, "plan").head
    with writing(store.engine) as writer:
        writer.add_all(
            (
                session("ended", account, seen=NOW, ends=NOW),
                session("idle", account, seen=NOW - 8 * HOUR, ends=NOW + HOUR),
                session("open", account, seen=NOW - HOUR, ends=NOW + HOUR),
                OneTimeRow(digest="old", kind="first", content="", ends=NOW),
                OneTimeRow(digest="new", kind="first", content="", ends=NOW + HOUR),
                AttemptRow(key="old", at=NOW - HOUR),
                AttemptRow(key="new", at=NOW),
                AuditRow(at=NOW - timedelta(days=366), what="opened", detail=""),
                AuditRow(at=NOW - timedelta(days=364), what="opened", detail=""),
            )
        )
        for number, closes in ((1, NOW), (2, NOW + HOUR)):
            asked, answer = round_(number, plan, edit, closes)
            writer.add(asked)
            writer.flush()
            writer.add(answer)
    return store


def test_what_is_over_is_counted_and_still_there(filled: Store, url: str) -> None:
    over = Leftovers(sessions=2, links=1, attempts=1, happenings=1, rounds=1)
    assert LeftoverStore(filled.engine).count(DATES) == over
    assert rows(url, "SELECT count(*) FROM sessions") == [(3,)]


def test_what_is_over_goes_and_the_rest_stays(filled: Store, url: str) -> None:
    sweeper = LeftoverStore(filled.engine)
    sweeper.sweep(DATES)
    assert sweeper.count(DATES) == Leftovers(0, 0, 0, 0, 0)
    assert [rows(url, f"SELECT count(*) FROM {table}") for table in KEPT] == [[(1,)]] * 4  # noqa: S608
    assert rows(url, "SELECT digest FROM sessions") == [("open",)]


def test_a_round_that_is_over_forgets_its_devices(filled: Store, url: str) -> None:
    LeftoverStore(filled.engine).sweep(DATES)
    assert rows(url, "SELECT id FROM rounds WHERE closed IS NULL") == [("r2",)]
    assert rows(url, "SELECT device FROM answers WHERE round = 'r1'") == [(None,)]
    assert rows(url, "SELECT device FROM answers WHERE round = 'r2'") == [("d2",)]
