"""The doors of a real server: signing in and out over HTTP, and what an open page may do afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from socket import create_connection
from socket import socket as Socket  # noqa: N812 – beside the websocket of a page

import httpx
import pytest
from doors import PASSWORD, TOKEN, Visitor, alert, make_account, run, socket
from serving import Server, serving
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from planner.services.accounts import disable_account
from planner.services.doors import open_doors
from planner.settings import read_settings
from planner.web.server.gate import INNER as INNER_FOLDERS
from planner.web.server.routes import ROUTES

INNER = (
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/script-health-check",
    "/_stcore/upload_file/session/file",
    "/_stcore/bidi-components/part/index.js",
    "/media/0123.json",
    "/component/part/index.html",
    "/static/index.html",
    "/assets/0/editor/main.js",
    "/images/0123",
)
PAGES = (
    "/",
    "/plan",
    "/plan-class?id=1",
    "/favicon.png",
    "/nothing",
    "/auth/login",
    "/oauth2callback",
    "//login",
)


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with accounts."""
    data = tmp_path_factory.mktemp("guarded")
    make_account(data, "eva", "administrator")
    make_account(data, "anna@skole.example")
    with serving(data) as running:
        yield running


@pytest.fixture
def visitor(guarded: Server) -> Visitor:
    return Visitor(guarded.url)


def test_every_route_is_closed_without_a_session(guarded: Server) -> None:
    ours = {route.path for route in ROUTES}  # type: ignore[attr-defined]
    closed = (*INNER, *PAGES, *ours - {"/healthz", "/language/{code}"})
    with httpx.Client(base_url=guarded.url) as client:
        for path in closed:
            for cookie in ("", "planner=" + "x" * 43, "language=da; planner="):
                answer = client.get(guarded.url + path, headers={"Cookie": cookie})
                assert answer.status_code == (401 if path.startswith(INNER_FOLDERS) else 303), path
                assert answer.text == ""
                assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
            for method in ("POST", "PUT", "DELETE", "OPTIONS"):
                assert client.request(method, guarded.url + path).status_code == 401, path


def test_what_must_stay_open_is_open(guarded: Server) -> None:
    assert httpx.get(f"{guarded.url}/healthz").text == "ok"
    assert httpx.get(f"{guarded.url}/language/en").status_code == 303
    assert httpx.get(f"{guarded.url}/login.css").headers["content-type"].startswith("text/css")
    page = httpx.get(f"{guarded.url}/login", headers={"Accept-Language": "en"})
    assert '<html lang="en">' in page.text
    assert "<script" not in page.text
    assert (page.headers["cache-control"], page.headers["x-frame-options"]) == ("no-store", "DENY")


def test_name_and_password_lead_to_the_page_that_was_wanted(visitor: Visitor) -> None:
    wanted = visitor.get("/plan?id=a").headers["location"]
    answer = visitor.sign_in(" ANNA@skole.example ", path=wanted)
    assert (answer.status_code, answer.headers["location"]) == (303, "/plan?id=a")
    given = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("planner="))
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    assert "Path=/" in given
    assert "Domain" not in given
    assert visitor.get("/").status_code == 200
    assert visitor.get("/login").headers["location"] == "/"


@pytest.mark.parametrize(
    "there", ["//evil.example", "https://evil.example", "/login?next=/", "/\\evil.example"]
)
def test_the_way_back_is_ours(visitor: Visitor, there: str) -> None:
    visitor.get("/login")
    path = str(httpx.URL("/login", params={"next": there}))
    assert visitor.sign_in("eva", path=path).headers["location"] == "/"


def test_it_does_not_tell_whether_there_is_such_an_account(visitor: Visitor) -> None:
    answers = [visitor.sign_in(name, "forkert kode her") for name in ("eva", "nobody")]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert alert(answers[0]) == alert(answers[1]) == "Navn eller adgangskode passer ikke. Prøv igen."
    assert answers[0].text.replace("eva", "") == answers[1].text.replace("nobody", "")
    assert 'value="nobody"' in answers[1].text
    assert "forkert kode her" not in answers[1].text


def test_a_form_from_elsewhere_is_refused(visitor: Visitor) -> None:
    fields = {"name": "eva", "password": PASSWORD}
    for origin in ("https://evil.example", "null", visitor.url + "0", ""):
        assert visitor.send("/login", origin=origin, **fields).status_code == 403
    for form in ("", "0" * 64, "æ"):
        answer = visitor.send("/login", form=form, **fields)
        assert (answer.status_code, alert(answer)) == (400, "Siden havde stået åben for længe. Prøv igen.")
    assert visitor.send("/login", name="x" * 9000).status_code == 400
    assert visitor.get("/").status_code == 303


def test_signing_in_again_gives_another_session_and_ends_the_first(visitor: Visitor) -> None:
    visitor.sign_in("eva")
    first = visitor.jar["planner"]
    other = Visitor(visitor.url)
    form = TOKEN.search(other.get("/login").text)
    assert form
    other.jar.set("planner", first)
    answer = other.send("/login", form=form.group(1), name="eva", password=PASSWORD)
    assert answer.status_code == 303
    assert answer.cookies["planner"] != first
    assert visitor.get("/").status_code == 303


def test_a_websocket_needs_a_session_and_our_own_origin(guarded: Server, visitor: Visitor) -> None:
    visitor.sign_in("eva")
    for cookie, origin in (
        ("", "own"),
        ("planner=stale", "own"),
        (visitor.cookie, "https://evil.example"),
        (visitor.cookie, "http://127.0.0.1:1"),
        (visitor.cookie, None),
    ):
        with pytest.raises(InvalidStatus) as refused, socket(guarded.url, cookie, origin):
            pass
        assert refused.value.response.status_code == 403
    with socket(guarded.url, visitor.cookie) as page:
        assert "Planlæggeren" in run(page)


def test_an_open_page_can_do_nothing_after_signing_out(guarded: Server, visitor: Visitor) -> None:
    visitor.sign_in("eva")
    with socket(guarded.url, visitor.cookie) as page, socket(guarded.url, visitor.cookie) as other:
        told = run(page)
        form = told.split('name=\\"form\\" value=\\"')[1][:64]
        assert "eva" in told
        run(other)
        assert visitor.send("/logout", form="0" * 64).status_code == 403
        assert visitor.send("/logout", form=form, origin="https://evil.example").status_code == 403
        assert "eva" in run(page)
        token = visitor.jar["planner"]
        answer = visitor.send("/logout", form=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login?out=1")
        assert alert(visitor.get("/login?out=1")) == "Du er logget ud."
        for tab in (page, other):
            for asked in ({"fragment": "anything"}, {"query": "id=1"}, {}):
                after = run(tab, **asked)
                assert "Du er logget ud" in after
                assert "eva" not in after
    assert visitor.get("/").status_code == 303
    log = (guarded.data / "server.log").read_text(encoding="utf-8")
    assert token not in log
    assert PASSWORD not in log


def test_a_closed_account_is_out_of_its_open_pages(guarded: Server) -> None:
    make_account(guarded.data, "kim")
    visitor = Visitor(guarded.url)
    visitor.sign_in("kim")
    with socket(guarded.url, visitor.cookie) as page:
        assert "kim" in run(page)
        doors = open_doors(read_settings({"PLANNER_DATA": str(guarded.data)}))
        disable_account(doors, "kim", "test", datetime.now(UTC))
        doors.close()
        assert "Du er logget ud" in run(page)


def test_a_session_and_a_wait_survive_a_restart(tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    with serving(tmp_path) as server:
        visitor = Visitor(server.url)
        visitor.sign_in("eva")
        stranger = Visitor(server.url)
        for _ in range(10):
            stranger.sign_in("someone", "forkert kode her")
        server.kill()
        server.start()
        assert visitor.get("/").status_code == 200
        answer = stranger.sign_in("someone", "forkert kode her")
        assert answer.status_code == 429
        assert alert(answer) in {
            f"Det var for mange forsøg. Vent {minutes} minutter, og prøv igen." for minutes in (13, 14, 15)
        }
        assert 720 < int(answer.headers["retry-after"]) <= 900


def test_the_first_account_turns_the_lock_of_an_open_page(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        assert httpx.get(f"{server.url}/plan").status_code == 200
        with socket(server.url) as page:
            assert "Du er logget ud" not in run(page)
            make_account(tmp_path, "eva", "administrator")
            assert "Du er logget ud" in run(page)
        assert httpx.get(f"{server.url}/plan").headers["location"] == "/login?next=%2Fplan"


def test_a_server_others_reach_asks_for_an_administrator_first(tmp_path: Path) -> None:
    with serving(tmp_path, address="127.0.0.2") as server:
        refused = httpx.get(server.url)
        assert (refused.status_code, "planner account add" in refused.text) == (403, True)
        for path in (*INNER, "/plan", "/login"):
            assert httpx.get(server.url + path).status_code in {401, 403}
        with pytest.raises(InvalidStatus), socket(server.url):
            pass
        log = (server.data / "server.log").read_text(encoding="utf-8")
        link = next(word for word in log.split() if word.startswith(f"{server.url}/first/"))
        path = link.removeprefix(server.url)
        visitor = Visitor(server.url)
        weak = visitor.send(path, name="eva", password=PASSWORD[:4], again=PASSWORD[:4])
        assert alert(weak).startswith("Adgangskoden skal være på mindst 12 tegn.")
        unlike = visitor.send(path, name="eva", password=PASSWORD, again="noget andet her")
        assert alert(unlike) == "De to adgangskoder er ikke ens."
        foreign = visitor.send(path, origin="https://evil.example", name="eva")
        assert foreign.status_code == 403
        made = visitor.send(path, name="eva", password=PASSWORD, again=PASSWORD)
        assert made.status_code == 303
        assert visitor.get("/").status_code == 200
        assert visitor.get(path).status_code == 404
        assert visitor.send(path, form="0", name="x").status_code in {400, 404}
        assert httpx.get(server.url).headers["location"] == "/login"
        server.kill()
        server.start()
        log = (server.data / "server.log").read_text(encoding="utf-8")
        assert log.count("/first/") == 1


def test_behind_a_proxy_that_speaks_https_the_cookie_is_for_https_only(tmp_path: Path) -> None:
    make_account(tmp_path, "eva", "administrator")
    public = "https://planner.example"
    with serving(tmp_path, settings={"PLANNER_URL": f"{public}/"}) as server, httpx.Client() as client:
        headers = {"Host": "planner.example", "Origin": public}
        page = client.get(f"{server.url}/login", headers=headers)
        (held,) = page.headers.get_list("set-cookie")
        assert held.startswith("__Host-planner_form=")
        form = TOKEN.search(page.text)
        assert form
        answer = client.post(
            f"{server.url}/login",
            data={"form": form.group(1), "name": "eva", "password": PASSWORD},
            headers={**headers, "Cookie": held.split(";")[0]},
        )
        given = next(value for value in answer.headers.get_list("set-cookie") if "__Host-planner=" in value)
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= set(given.split("; "))
        cookie = given.split(";")[0]
        bare = cookie.removeprefix("__Host-")
        assert client.get(server.url, headers={"Cookie": cookie}).status_code == 200
        assert client.get(server.url, headers={"Cookie": bare}).status_code == 303
        where = ("127.0.0.1", server.port)
        with create_connection(where) as wire, pytest.raises(InvalidStatus):
            connect_as(wire, bare, public)
        with create_connection(where) as wire, connect_as(wire, cookie, public) as tab:
            assert "eva" in run(tab)


def connect_as(wire: Socket, cookie: str, origin: str) -> ClientConnection:
    """Open the websocket of a page as a proxy passes it on."""
    return connect(
        "ws://planner.example/_stcore/stream",
        sock=wire,
        origin=Origin(origin),
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    )
