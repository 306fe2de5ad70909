"""Files that are made when they are asked for, over a real server with accounts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import pytest
from doors import Visitor, make_account, socket
from serving import ROOT, Server, serving
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection

from planner.errors import NotAllowedError
from planner.services import plans, rounds
from planner.services.archive import LOCAL, Archive
from planner.services.doors import open_doors
from planner.services.sessions import sign_out_everywhere
from planner.settings import read_settings
from planner.storage.store import open_store
from planner.web import downloading
from planner.web.server.session import the_doors

FILE: Final = re.compile(r'deferred_file_id: "([^"]+)"')
BUTTON: Final = re.compile(r"st\.download_button\((.*?)\n    *\)\n", re.DOTALL)
DATA: Final = re.compile(r"data=(\S+)")


@dataclass(frozen=True)
class Place:
    """A server with a plan of anna's and a round about it."""

    server: Server
    plan: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    data = tmp_path_factory.mktemp("downloads")
    make_account(data, "eva", "administrator")
    now = datetime.now(UTC)
    store = open_store(read_settings({"PLANNER_DATA": str(data)}).database_url)
    anna = Archive(store, make_account(data, "anna"))
    plan = plans.open_sample(anna, "fractions-grade-5", now)
    room = plans.plan_layout(plans.load_plan(anna, plan).plan)
    rounds.open_round(anna, plan, rounds.Asked("4-6", (room,), 60), now)
    with serving(data) as server:
        yield Place(server, plan)
    store.close()


def signed_in(place: Place) -> Visitor:
    visitor = Visitor(place.server.url)
    visitor.sign_in("anna")
    return visitor


def files_of(page: ClientConnection, address: str, plan: str) -> tuple[str, list[str]]:
    """Run a page and return the id of its session and of the files it offers."""
    said, session, told = BackMsg(), "", ""
    said.rerun_script.query_string, said.rerun_script.page_name = f"id={plan}", address
    page.send(said.SerializeToString())
    while True:
        message = ForwardMsg.FromString(page.recv(timeout=60))
        session = message.new_session.initialize.session_id or session
        told += str(message.delta)
        if message.WhichOneof("type") == "script_finished":
            return session, FILE.findall(told)


def made(page: ClientConnection, session: str, file_id: str) -> str:
    """Ask for a file as a browser does, and return where it is; nothing where the page ran anew instead."""
    said = BackMsg()
    said.backend_operation_request.request_id = "1"
    said.backend_operation_request.session_id = session
    said.backend_operation_request.deferred_file.file_id = file_id
    page.send(said.SerializeToString())
    while True:
        message = ForwardMsg.FromString(page.recv(timeout=60))
        if message.WhichOneof("type") == "backend_operation_response":
            return str(message.backend_operation_response.deferred_file.url)
        if message.WhichOneof("type") == "script_finished":
            return ""


@pytest.mark.parametrize(
    ("address", "starts"),
    [("plan-voice", {b"%PDF", b"\xef\xbb\xbf"}), ("plan", {b"{"}), ("plan-class", {b"\xef\xbb\xbf"})],
)
def test_what_is_downloaded_arrives_with_its_content(place: Place, address: str, starts: set[bytes]) -> None:
    visitor = signed_in(place)
    with socket(place.server.url, visitor.cookie) as page:
        session, files = files_of(page, address, place.plan)
        contents = [visitor.get(made(page, session, file)).content for file in files]
    for start in starts:
        assert [content for content in contents if content.startswith(start)], contents


def test_who_is_signed_out_everywhere_gets_no_file_from_a_page_that_is_open(place: Place) -> None:
    visitor = signed_in(place)
    doors = open_doors(read_settings({"PLANNER_DATA": str(place.server.data)}))
    with socket(place.server.url, visitor.cookie) as page:
        session, files = files_of(page, "plan-voice", place.plan)
        sign_out_everywhere(doors, "anna", "eva", datetime.now(UTC))
        assert files
        assert made(page, session, files[0]) == ""
    doors.close()


def test_a_file_is_made_for_whom_its_button_was_drawn_while_their_session_lasts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_hashes: None
) -> None:
    del quick_hashes
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path))
    monkeypatch.setattr(downloading, "visitor_token", lambda: "a token")
    make = downloading.made_later(lambda archive: archive.account)
    assert make() == LOCAL
    anna = make_account(tmp_path, "anna")
    with pytest.raises(NotAllowedError):
        make()
    monkeypatch.setattr(downloading, "session_account", lambda *_: anna)
    assert make() == anna
    assert the_doors().accounts.census()[0]


def test_every_file_that_needs_to_know_who_asks_is_bound_to_them() -> None:
    for path in (ROOT / "planner" / "web").rglob("*.py"):
        for button in BUTTON.findall(path.read_text(encoding="utf-8")):
            data = DATA.search(button)
            assert data, path
            assert data[1].startswith("made_later(") or path.name == "rooming.py", path
