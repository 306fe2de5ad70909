"""Every address of the server: without a session, with one that is over or made up, and with the wrong role.

The addresses are those the launcher really serves, so a new one is looked at without being listed here.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
import pytest
from doors import Visitor, make_account, run, socket
from serving import ROOT, Server, serving

from planner.plan.class_changes import AddStudents
from planner.plan.place_changes import SetPin
from planner.plan.set_field import SetField
from planner.services import plans, rounds, school, sharing
from planner.services.archive import Archive
from planner.services.doors import open_doors
from planner.settings import read_settings
from planner.storage.accounts import Role
from planner.storage.images import Image, ImageStore
from planner.storage.store import open_store
from planner.web.server.gate import INNER
from planner.web.server.login import DOOR_ROUTES
from planner.web.student.routes import STUDENT_ROUTES

TITLE: Final = "Qzxplan"
PUBLIC: Final = "Qzxpublic"
CODE: Final = "QZ77"
ROUTES: Final = """
import json
from streamlit_app import app
built = app._build_starlette_app()
paths = [getattr(route, "path", "") for route in built.routes]
print(json.dumps([path for path in paths if path]))
"""
PAGE: Final = re.compile(r'url_path="([a-z-]+)"')
FILLED: Final = {
    "digest": "0",
    "part": "editor",
    "file": "main.js",
    "file_id": "0123",
    "file_id:path": "0123.json",
    "path:path": "part/index.js",
    "session_id": "session",
    "name:path": "student.css",
    "token": "made-up",
}
OPEN: Final = {"/healthz", "/language/{code}", "/login.css"}
NOT_SERVED: Final = ("/_stcore/metrics", "/_stcore/agent")
"""Closed for everybody."""
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


@dataclass(frozen=True)
class Place:
    """A server with a plan that nobody but its owner may open, and ids of what belongs to it."""

    server: Server
    plan: str
    copy: str
    round: str
    image: str
    stale: str
    closed: str

    def path(self, route: str) -> str:
        """Return an address of a route, of things that are really there."""
        there = {"code": "da", "name": self.image, "round": self.round, "plan": self.plan}
        return re.sub(r"{([\w:]+)}", lambda found: (there | FILLED)[found.group(1)], route)

    def person(self, name: str) -> Visitor:
        visitor = Visitor(self.server.url)
        visitor.sign_in(name)
        return visitor


def secret_plan(archive: Archive, title: str, now: datetime) -> str:
    """Make a plan whose title and class are told by words that stand nowhere else."""
    plan = plans.open_sample(archive, "fractions-grade-5", now)
    pin = SetPin(CODE, "work", "relay", "camp")
    for change in (SetField("plan", (), "title", title), AddStudents((CODE,)), pin):
        plans.change_plan(archive, (plan, plans.load_plan(archive, plan).head), change, now)
    return plan


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    data = tmp_path_factory.mktemp("routes")
    people = {name: make_account(data, name, role) for name, role in ROLES}
    now = datetime.now(UTC)
    settings = read_settings({"PLANNER_DATA": str(data)})
    store = open_store(settings.database_url)
    anna = Archive(store, people["anna"])
    plan = secret_plan(anna, TITLE, now)
    copy = sharing.put_in_library(anna, secret_plan(anna, PUBLIC, now), now)
    room = plans.plan_layout(plans.load_plan(anna, plan).plan)
    asked = rounds.open_round(anna, plan, rounds.Asked("4-6", (room,), 60), now)
    image = ImageStore(store.engine).add(Image("image/png", b"\x89PNG"), now)
    with serving(data) as server:
        stale, closed = Visitor(server.url), Visitor(server.url)
        stale.sign_in("anna")
        sign_out(stale)
        closed.sign_in("ole")
        doors = open_doors(settings, store)
        school.disable(Archive(store, people["eva"]), doors, people["ole"].id, now)
        yield Place(server, plan, copy, asked.id, image, stale.cookie or STALE["anna"], closed.cookie)
    store.close()


ROLES: Final[tuple[tuple[str, Role], ...]] = (
    ("eva", "administrator"),
    ("anna", "teacher"),
    ("bo", "teacher"),
    ("kim", "coach"),
    ("ole", "teacher"),
)
STALE: dict[str, str] = {}


def sign_out(visitor: Visitor) -> None:
    """Sign out and remember the cookie that was good before."""
    STALE["anna"] = visitor.cookie
    with socket(visitor.url, visitor.cookie) as page:
        form = run(page).split('name=\\"form\\" value=\\"')[1][:64]
    assert visitor.send("/logout", form=form).status_code == 303


def served() -> set[str]:
    """Return the addresses the launcher serves beside the doors, the students' pages and our pages."""
    told = subprocess.run(
        [sys.executable, "-c", ROUTES], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return set(json.loads(told.stdout.splitlines()[-1]))


def pages() -> list[str]:
    """Return the addresses of the pages."""
    return PAGE.findall((ROOT / "planner/web/app.py").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def closed(place: Place) -> list[str]:
    """Return every address that needs a session, of things that are really there."""
    inside = served() - OPEN
    return [
        *(place.path(route) for route in sorted(inside) if not route.startswith(NOT_SERVED)),
        *(f"/{page}?id={place.plan}" for page in pages()),
        "/",
        "/anything",
    ]


def cookies(place: Place) -> dict[str, str]:
    return {
        "none": "",
        "made up": "planner=" + "x" * 43,
        "signed out": place.stale,
        "account closed": place.closed,
        "the secure one over http": place.stale.replace("planner=", "__Host-planner="),
    }


def test_the_pages_and_addresses_are_all_looked_at(closed: list[str]) -> None:
    assert len(pages()) >= 14
    assert {"/_stcore/stream", "/_stcore/health", "/"} <= set(closed)
    assert {route.path for route in DOOR_ROUTES} == {  # type: ignore[attr-defined]
        "/login.css",
        "/login",
        "/login/school",
        "/login/back",
        "/logout",
        "/first/{token}",
        "/password/{token}",
    }


def test_nothing_is_answered_without_a_session_that_is_good(place: Place, closed: list[str]) -> None:
    with httpx.Client(base_url=place.server.url) as client:
        for path in closed:
            for name, cookie in cookies(place).items():
                for method in METHODS if name == "none" else ("GET", "POST"):
                    answer = client.request(method, path, headers={"Cookie": cookie})
                    inner = path.startswith(INNER) or method not in ("GET", "HEAD")
                    assert answer.status_code == (401 if inner else 303), (name, method, path)
                    assert answer.text == "", (name, method, path)
                    assert inner or answer.headers["location"].startswith("/login"), (name, path)
        for path in NOT_SERVED:
            answer = client.get(path)
            assert (answer.status_code, answer.text) == (404, "")


def test_every_answer_has_the_headers_that_protect(place: Place, closed: list[str]) -> None:
    students = [place.path(route.path) for route in STUDENT_ROUTES]
    with httpx.Client(base_url=place.server.url) as client:
        for path in (*closed, *students, "/login", "/healthz", "/first/x", "/password/x"):
            headers = client.get(path).headers
            assert headers["x-content-type-options"] == "nosniff", path
            assert headers["referrer-policy"] == "same-origin", path
            assert headers["x-frame-options"] == "DENY", path
            policy = headers["content-security-policy"]
            for part in ("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "base-uri"):
                assert part in policy, (path, part)
            assert "unsafe-eval" not in policy
            assert "strict-transport-security" not in headers, path


def test_a_student_needs_no_session_and_finds_nothing_of_a_plan(place: Place) -> None:
    with httpx.Client(base_url=place.server.url) as client:
        for route in STUDENT_ROUTES:
            path = place.path(route.path)
            for method in METHODS:
                answer = client.request(method, path)
                assert answer.status_code not in {401, 500}, (method, path)
                assert TITLE not in answer.text, path
                assert CODE not in answer.text, path


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/logout", 405),
        ("PUT", "/login", 405),
        ("GET", "/s/a/b/c", 404),
        ("GET", "/s/CODE/nope", 404),
        ("POST", "/s/CODE", 405),
        ("DELETE", "/s/CODE/answer", 405),
        ("GET", "/s/%2e%2e/login", 404),
    ],
)
def test_what_is_not_there_is_said_so_in_plain_words(
    place: Place, method: str, path: str, status: int
) -> None:
    headers = {"Accept-Language": "da", "Origin": place.server.url}
    answer = httpx.request(method, place.server.url + path, headers=headers)
    assert answer.status_code == status
    assert answer.headers["x-frame-options"] == "DENY"
    assert ("Den side findes ikke." if status == 404 else "Det kan man ikke her.") in answer.text
    assert ("allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize("name", ["bo", "kim", "eva"])
def test_who_is_signed_in_gets_nothing_of_what_is_somebody_elses(place: Place, name: str) -> None:
    visitor = place.person(name)
    for path in (f"/board/{place.round}", f"/print/round/{place.round}.pdf"):
        answer = visitor.get(path)
        assert (answer.status_code, answer.text) == (404, ""), path
    for path in NOT_SERVED:
        assert visitor.get(path).status_code == 404
    with socket(place.server.url, visitor.cookie) as page:
        for address in pages():
            for query in (f"id={place.plan}", f"id={place.plan}&before=1&after=2", f"template={place.plan}"):
                told = run(page, address=address, query=query)
                assert TITLE not in told, (address, query)
                assert CODE not in told, (address, query)


def test_its_owner_finds_it(place: Place) -> None:
    """Return words that the test above looks for in vain do stand on the pages."""
    visitor = place.person("anna")
    assert visitor.get(f"/board/{place.round}").status_code == 200
    with socket(place.server.url, visitor.cookie) as page:
        assert TITLE in run(page, address="plan", query=f"id={place.plan}")
        for address in ("plan-class", "plan-places"):
            assert CODE in run(page, address=address, query=f"id={place.plan}")


@pytest.mark.parametrize("name", ["bo", "kim", "eva", "anna"])
def test_the_library_shows_everybody_the_plan_and_nobody_its_class(place: Place, name: str) -> None:
    visitor = place.person(name)
    with socket(place.server.url, visitor.cookie) as page:
        for address in pages():
            assert CODE not in run(page, address=address, query=f"id={place.copy}"), address
        assert PUBLIC in run(page, address="review", query=f"id={place.copy}")


@pytest.mark.parametrize("name", ["bo", "kim", "eva"])
def test_the_administrators_page_is_for_administrators(place: Place, name: str) -> None:
    visitor = place.person(name)
    with socket(place.server.url, visitor.cookie) as page:
        told = run(page, address="school")
    assert ("person_" in told) is (name == "eva")
    assert (f"Ret {name}" in told) is (name == "eva")


def test_pages_tell_nothing_of_what_went_wrong_inside(place: Place) -> None:
    log = (place.server.data / "server.log").read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert not [path for path in (Path("planner/web"), Path("planner/services")) if f"{path}/" in log]


def test_browsers_are_told_to_stay_with_https(tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    with serving(tmp_path, settings={"PLANNER_URL": "https://planner.example"}) as server:
        for path in ("/login", "/", "/s", "/_stcore/health"):
            headers = httpx.get(server.url + path, headers={"Host": "planner.example"}).headers
            assert headers["strict-transport-security"] == "max-age=31536000", path
