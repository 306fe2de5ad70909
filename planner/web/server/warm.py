"""Warm-up and tuning, once, before the first visitor.

A listening socket made with ``proto=0`` keeps asyncio from turning off delayed acknowledgements (40 ms per
answer), and a heap full of library objects makes every collection slow; both are mended here.
"""

import gc
import importlib
import logging
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

from streamlit.starlette import App

LOG: Final = logging.getLogger(__name__)
UNTUNED: Final = "No listening socket found: every answer waits for its acknowledgement."
LIBRARIES: Final = ("pandas", "pyarrow", "pydantic", "networkx", "babel.dates")


def import_libraries(names: Iterable[str] = LIBRARIES) -> None:
    """Import what the first visitor would otherwise wait for."""
    for name in names:
        importlib.import_module(name)


def _listens(candidate: socket.socket) -> bool:
    try:
        internet = candidate.family in (socket.AF_INET, socket.AF_INET6)
        return internet and bool(candidate.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:
        return False


def listening_sockets() -> tuple[socket.socket, ...]:
    """Find the listening internet sockets of this process."""
    found = (item for item in gc.get_objects() if isinstance(item, socket.socket))
    return tuple(item for item in found if _listens(item))


def answer_at_once() -> int:
    """Set TCP_NODELAY on the listening sockets, accepted ones inherit it; return how many."""
    sockets = listening_sockets()
    for listening in sockets:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return len(sockets)


def freeze_heap() -> None:
    """Collect once, then leave what is left out of every later collection."""
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(_: App) -> AsyncIterator[None]:
    """Warm up and tune the server before it takes visitors."""
    import_libraries()
    if not answer_at_once():
        LOG.warning(UNTUNED)
    freeze_heap()
    yield
