"""What the doors cost: looking up a session, passing the gate, signing in. By hand, with a database URL."""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from planner.services.accounts import Wanted, add_account
from planner.services.doors import Doors, open_doors
from planner.services.passwords import verify_password
from planner.services.sessions import Attempt, session_account, sign_in
from planner.settings import Settings
from planner.web.server.gate import Gate
from planner.web.server.origin import Listening

ROUNDS = 2000
GOOD = "tolv grønne trapper"


async def page(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with nothing, at once."""
    await PlainTextResponse("")(scope, receive, send)


def tell(what: str, seconds: list[float]) -> None:
    """Print median and 95th percentile in milliseconds."""
    late = quantiles(seconds, n=20)[-1]
    sys.stdout.write(f"{what}: median {median(seconds) * 1000:.2f} ms, 95 % {late * 1000:.2f} ms\n")


async def through(gate: Gate, token: str) -> list[float]:
    """Pass the gate again and again."""
    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "scheme": "http",
        "headers": [(b"host", b"127.0.0.1"), (b"cookie", f"planner={token}".encode())],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(_: object) -> None:
        return None

    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        await gate(scope, receive, send)
        taken.append(perf_counter() - start)
    return taken


def timed(doors: Doors, token: str, what: str) -> list[float]:
    """Look a session up, or count accounts, again and again."""
    taken = []
    for _ in range(ROUNDS):
        start = perf_counter()
        if what == "session":
            session_account(doors, token, datetime.now(UTC))
        else:
            doors.accounts.census()
        taken.append(perf_counter() - start)
    return taken


def main() -> None:
    """Measure on a database of its own, or the one of a URL."""
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/planner.sqlite3"
        settings = Settings(Path(folder), url)
        doors = open_doors(settings)
        add_account(doors, Wanted("eva", "administrator", GOOD), "benchmark", datetime.now(UTC))
        token = sign_in(doors, Attempt("eva", GOOD, "here"), datetime.now(UTC)) or ""
        tell("session looked up", timed(doors, token, "session"))
        tell("accounts counted", timed(doors, token, "census"))
        gate = Gate(page, settings, Listening(("127.0.0.1",)), lambda _: doors, lambda: None)
        tell("gate passed", asyncio.run(through(gate, token)))
        for what, hashed in (("password compared", doors.accounts.by_name("eva")), ("nobody's", None)):
            taken = []
            for _ in range(20):
                start = perf_counter()
                verify_password(GOOD, hashed[1] if hashed else None)
                taken.append(perf_counter() - start)
            tell(what, taken)
        doors.close()


if __name__ == "__main__":
    main()
