"""A database that is away is called so; whatever else goes wrong is our own mistake."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from planner.catalogue.base import Words
from planner.errors import UnavailableError
from planner.storage import database
from planner.storage.database import immediate, open_engine
from planner.storage.store import State, open_store

STATE = State("Plan", "{}", Words(da="lavet", en="made"))


def test_a_database_that_is_locked_for_too_long_is_away(
    sqlite_url: str, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_MS", 20)
    store = open_store(sqlite_url)
    with immediate(open_engine(sqlite_url)), pytest.raises(UnavailableError, match="does not answer"):
        store.add("plan", STATE, now)
    assert store.documents("plan", "local") == ()
    store.add("plan", STATE, now)
    assert len(store.documents("plan", "local")) == 1
    store.close()


def test_a_server_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError):
        open_store(f"postgresql:///planner?host={tmp_path}")


def test_a_mistake_of_our_own_keeps_its_name() -> None:
    with pytest.raises(OperationalError), open_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("SELECT * FROM nothing")
