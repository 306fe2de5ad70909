"""A real server in a process of its own, and a real browser, for the tests that need them."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import httpx
from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).parent.parent
CHROMIUM_ARGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
)


def find_chromium() -> str | None:
    """Find a Chromium: the one the environment names, else one on the path."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(CHROMIUM_ARGS))
        try:
            yield browser
        finally:
            browser.close()


def free_port() -> int:
    """Return a loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """``streamlit run`` of a launcher, with its data in a folder of its own.

    ``settings`` are added to its environment.
    """

    data: Path
    launcher: Path = ROOT / "streamlit_app.py"
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None
    address: str = "127.0.0.1"
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"

    def start(self) -> None:
        command = (
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(self.launcher),
            "--server.port",
            str(self.port),
            "--server.address",
            self.address,
        )
        env = {**os.environ, "PLANNER_DATA": str(self.data), "PYTHONUNBUFFERED": "1", **self.settings}
        log = (self.data / "server.log").open("ab")
        with log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        self._wait()

    def _wait(self) -> None:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                if httpx.get(f"{self.url}/healthz").status_code == 200:
                    return
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError((self.data / "server.log").read_text(encoding="utf-8"))

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(10)
            self.process = None


@contextmanager
def serving(
    data: Path,
    launcher: Path | None = None,
    address: str = "127.0.0.1",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """Give a running server; it is ended with the block."""
    server = Server(data, launcher or ROOT / "streamlit_app.py", address=address, settings=settings or {})
    server.start()
    try:
        yield server
    finally:
        server.kill()
