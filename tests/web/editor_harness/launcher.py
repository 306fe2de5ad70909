"""The launcher of the editor's own page: the planner's headers, routes and theme around one component."""

import json
import sys
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parents[2])]

from web.editor_harness.harness_state import STATE  # noqa: E402 – found by the line above

from planner.web.server.around import LIFESPAN, MIDDLEWARE, ROUTES  # noqa: E402


async def seen(request: Request) -> Response:
    """Tell the tests how a document stands in Python."""
    room = STATE.document(request.path_params["name"])
    facts = {"layout": room.layout, "edits": room.edits, "head": room.head, "chosen": room.queues}
    return JSONResponse(json.loads(json.dumps(facts)))


async def told(request: Request) -> Response:
    """Let a document behave as a test wants it to: ignore or refuse edits, or be in conflict."""
    room = STATE.document(request.path_params["name"])
    room.mood = dict(request.query_params)
    return JSONResponse({})


app = st.App(
    str(HERE / "app.py"),
    routes=(*ROUTES, Route("/seen/{name}", seen), Route("/told/{name}", told)),
    middleware=MIDDLEWARE,
    lifespan=LIFESPAN,
)
