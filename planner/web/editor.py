"""The floor-plan editor on a page: what it is given, and what it reports back."""

from collections.abc import Mapping
from typing import Any, cast

from planner.web.component import encode, load_component
from planner.web.editor_kinds import editor_limits
from planner.web.server.assets import asset_path

_mount = load_component("editor")


def show_editor(data: Mapping[str, Any], key: str) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Draw the editor; return the queue of its unanswered edits and the places that are chosen in it.

    What comes from the browser is only roughly sorted here: whoever reads the queue validates it.
    """
    given = {**editor_limits(), **data, "assets": asset_path("editor/main.js")}
    said = _mount(key=key, data=encode(given), on_queue_change=lambda: None, on_select_change=lambda: None)
    return read_queue(said.get("queue"), data["document"]), read_choice(said.get("select"), data["document"])


def read_queue(value: object, document: object) -> dict[str, Any] | None:
    """Return the queue the browser holds for a document, None for another one's or for nothing."""
    if not isinstance(value, Mapping) or value.get("document") != document:
        return None
    return dict(value)


def read_choice(value: object, document: object) -> tuple[str, ...]:
    """Return the chosen places, such as ``furniture:t1``."""
    if not isinstance(value, Mapping) or value.get("document") != document:
        return ()
    places = value.get("ids")
    return (
        tuple(cast("list[str]", [p for p in places if isinstance(p, str)]))
        if isinstance(places, list)
        else ()
    )
