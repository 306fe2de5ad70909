"""The served app from outside: headers, language and that the tuning still works."""

import inspect
import socket
import tomllib

import httpx
import pytest
from apart import run_apart
from serving import ROOT, Server
from streamlit.starlette import App

from planner.web.server import warm


def test_every_answer_carries_the_security_headers(server: Server) -> None:
    for path in ("/", "/plan", "/healthz", "/_stcore/health", "/static/nothing.js", "/language/en"):
        headers = httpx.get(server.url + path).headers
        assert "script-src 'self' blob: 'sha256-" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe-eval" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_the_inner_doors_are_closed(server: Server, path: str) -> None:
    assert httpx.get(server.url + path).status_code == 404


def test_the_document_says_its_language(server: Server) -> None:
    for accept, cookie, language in (("da", {}, "da"), ("en", {}, "en"), ("da", {"language": "en"}, "en")):
        answer = httpx.get(f"{server.url}/plan", headers={"Accept-Language": accept}, cookies=cookie)
        assert f'<html lang="{language}">' in answer.text
        assert answer.headers["content-language"] == language
        assert int(answer.headers["content-length"]) == len(answer.content)
        assert "etag" not in answer.headers


def test_the_language_is_remembered_and_leads_back_to_our_pages_only(server: Server) -> None:
    answer = httpx.get(f"{server.url}/language/en", params={"next": "/plan?id=a"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/plan?id=a")
    assert answer.headers["set-cookie"].startswith("language=en; HttpOnly;")
    assert "SameSite=lax" in answer.headers["set-cookie"]
    assert httpx.get(f"{server.url}/language/en?next=//evil.example").headers["location"] == "/"
    assert httpx.get(f"{server.url}/language/tlh").status_code == 404


def test_a_listening_socket_is_found_and_answers_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        assert listening in warm.listening_sockets()
        warm.answer_at_once()
        assert listening.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        with socket.create_connection(listening.getsockname()) as asking:
            accepted, _ = listening.accept()
            with accepted:
                assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                asking.close()


def test_streamlit_still_knows_the_hidden_option() -> None:
    """Without ``runner.postScriptGC = false`` every run ends with a full collection."""
    from streamlit import config
    from streamlit.runtime.scriptrunner import script_runner

    ours = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert ours["runner"]["postScriptGC"] is False
    for section in ("server", "browser", "client", "runner"):
        for name in ours[section]:
            assert f"{section}.{name}" in config._config_options_template
    assert "runner.postScriptGC" in inspect.getsource(script_runner)


def test_the_running_server_answers_at_once(server: Server) -> None:
    """The socket of the real server was found and tuned; it says so in its log where it was not."""
    assert httpx.get(f"{server.url}/healthz").text == "ok"
    assert warm.UNTUNED not in (server.data / "server.log").read_text(encoding="utf-8")


def test_a_server_that_was_not_tuned_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm, "answer_at_once", lambda: 0)
    monkeypatch.setattr(warm, "freeze_heap", lambda: None)

    async def start() -> None:
        async with warm.lifespan(App("nothing.py")):
            pass

    run_apart(start())
    assert warm.UNTUNED in caplog.text
