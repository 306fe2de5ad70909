"""One server and one browser for all tests of the pages."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from serving import Server, chromium, find_chromium, serving

# A machine that runs other tests beside these may be slow; a text that never comes is an error all the same.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("served")) as running:
        yield running
        # A page that fails on the way says so only in the server's log, with our file in its traceback.
        assert "planner/web/" not in (running.data / "server.log").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def editor_harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the editor alone and a Python side in memory."""
    launcher = Path(__file__).parent / "editor_harness" / "launcher.py"
    with serving(tmp_path_factory.mktemp("editor"), launcher) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if find_chromium() is None:
        reason = "no Chromium on this machine (looked at CHROMIUM, chromium, chromium-browser, google-chrome)"
        if os.environ.get("PLANNER_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with chromium() as running:
        yield running


@pytest.fixture
def context(browser: Browser, server: Server) -> Iterator[BrowserContext]:
    fresh = browser.new_context(
        base_url=server.url, viewport={"width": 1280, "height": 800}, locale="da-DK", color_scheme="light"
    )
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()
