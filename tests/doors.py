"""People with accounts, and browsers without one, for the tests of the doors."""

import re
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, Final

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from planner.services.accounts import Wanted, add_account
from planner.services.doors import open_doors
from planner.settings import read_settings
from planner.storage.accounts import Account, Role

PASSWORD: Final = "tolv grønne trapper"  # noqa: S105 – of nobody
# Making the context anew for each request would take most of the time.
NO_TLS: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
TOKEN: Final = re.compile(r'name="form" value="([0-9a-f]+)"')
ALERT: Final = re.compile(r'role="alert"[^>]*>([^<]*)<')


def make_account(data: Path, name: str, role: Role = "teacher") -> Account:
    """Make an account in the embedded database of a folder."""
    doors = open_doors(read_settings({"PLANNER_DATA": str(data)}))
    account = add_account(doors, Wanted(name, role, PASSWORD), "test", datetime.now(UTC))
    doors.close()
    return account


@dataclass
class Visitor:
    """A browser of few words: it keeps cookies, follows no redirect, and sends forms as ours are sent."""

    url: str
    language: str = "da"
    jar: httpx.Cookies = field(default_factory=httpx.Cookies)

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        headers = {"Accept-Language": self.language, **more.pop("headers", {})}
        with httpx.Client(cookies=self.jar, verify=NO_TLS) as client:
            answer = client.request(method, self.url + path, headers=headers, **more)
        self.jar.extract_cookies(answer)
        return answer

    def get(self, path: str) -> httpx.Response:
        return self.ask("GET", path)

    def send(
        self, path: str, *, origin: str | None = None, form: str | None = None, **fields: str
    ) -> httpx.Response:
        """Send a form, with the token of the page of the same address unless another is given."""
        if form is None:
            found = TOKEN.search(self.get(path).text)
            form = found.group(1) if found else ""
        headers = {"Origin": self.url if origin is None else origin}
        return self.ask("POST", path, data={"form": form, **fields}, headers=headers)

    def sign_in(self, name: str, password: str = PASSWORD, path: str = "/login") -> httpx.Response:
        return self.send(path, name=name, password=password)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())


def alert(answer: httpx.Response) -> str:
    """Return what a page says went wrong."""
    found = ALERT.search(answer.text)
    return unescape(found.group(1)) if found else ""


def socket(url: str, cookie: str = "", origin: str | None = "own") -> ClientConnection:
    """Open the websocket of a page."""
    return connect(
        f"ws{url.removeprefix('http')}/_stcore/stream",
        origin=Origin(url if origin == "own" else origin) if origin else None,
        additional_headers={"Cookie": cookie},
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    )


def run(page: ClientConnection, **asked: Any) -> str:
    """Ask a page to run and return all it sends, as text."""
    said = BackMsg()
    said.rerun_script.query_string = asked.get("query", "")
    said.rerun_script.fragment_id = asked.get("fragment", "")
    said.rerun_script.page_name = asked.get("address", "")
    page.send(said.SerializeToString())
    told = ""
    while True:
        message = ForwardMsg.FromString(page.recv(timeout=30))
        told += str(message.delta)
        ended = message.WhichOneof("type") == "script_finished"
        if ended and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return told
