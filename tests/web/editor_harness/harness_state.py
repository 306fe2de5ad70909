"""The Python side of the editor as the tests want it: layouts in memory, the protocol to the letter."""

import copy
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from planner.catalogue.loader import load_catalogue
from planner.web.editor_words import editor_words
from planner.web.speech import Speech

LAYOUTS: Final = Path(__file__).parents[3] / "layouts"
PICTURE: Final = "0" * 64


@dataclass
class Room:
    """One document: its layout, what was done to it, and what the browser sent."""

    name: str
    layout: dict[str, Any]
    past: list[dict[str, Any]] = field(default_factory=list)
    future: list[dict[str, Any]] = field(default_factory=list)
    edits: list[dict[str, Any]] = field(default_factory=list)
    queues: int = 0
    head: int = 1
    acked: dict[str, Any] | None = None
    done: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, Any]] = field(default_factory=list)
    mood: dict[str, str] = field(default_factory=dict)

    def set(self, layout: dict[str, Any]) -> None:
        self.layout = layout
        self.head += 1


@dataclass
class State:
    """All documents of one server; a name such as ``rows~7`` is a fresh copy of ``rows``."""

    rooms: dict[str, Room] = field(default_factory=dict)

    def document(self, name: str) -> Room:
        if name not in self.rooms:
            path = LAYOUTS / f"{name.partition('~')[0]}.json"
            self.rooms[name] = Room(name, json.loads(path.read_text(encoding="utf-8")))
        return self.rooms[name]


STATE: Final = State()


def answer(room: Room, queue: dict[str, Any] | None) -> bool:
    """Take in the edits that are new, as the real side does; return whether there were any."""
    if not isinstance(queue, dict) or queue.get("document") != room.name:
        return False
    room.queues += 1
    if int(room.mood.get("ignore", "0")) > 0:
        room.mood["ignore"] = str(int(room.mood["ignore"]) - 1)
        return False
    client, last = queue["client"], room.done.get(queue["client"], 0)
    new = [edit for edit in queue["edits"] if edit["seq"] > last]
    for edit in new:
        _take(room, edit)
        room.done[client] = edit["seq"]
    room.acked = {"client": client, "seq": room.done.get(client, 0)}
    return bool(new)


def _take(room: Room, edit: dict[str, Any]) -> None:
    if room.mood.pop("refuse", None):
        room.refused = [{"seq": edit["seq"], "why": "Det kan ikke lade sig gøre."}]
        return
    room.edits.append(edit)
    if edit["do"] == "patch":
        room.past.append(room.layout)
        room.future.clear()
        room.set(patched(room.layout, edit["patch"]))
    else:
        taken, given = (room.past, room.future) if edit["do"] == "undo" else (room.future, room.past)
        if taken:
            given.append(room.layout)
            room.set(taken.pop())


def patched(layout: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """Apply a patch; written apart from the script's own way, so that each checks the other."""
    after: dict[str, Any] = copy.deepcopy(layout) | patch["fields"]
    for name, ids in patch["remove"].items():
        after[name] = [item for item in after.get(name, []) if item["id"] not in ids]
    for name, items in patch["put"].items():
        for item in items:
            places = [i for i, old in enumerate(after.setdefault(name, [])) if old["id"] == item["id"]]
            if places:
                after[name][places[0]] = item
            else:
                after[name].append(item)
    return after


def page_data(room: Room, mode: str) -> dict[str, Any]:
    """Return what the editor is given."""
    speech = Speech("da")
    if room.mood.pop("underlay", None):
        picture = {"image": PICTURE, "at": [0, 0], "width_m": 10, "height_m": 8, "angle": 0, "opacity": 0.5}
        room.layout["underlay"] = picture
    zones = room.layout.get("zones", [])
    return {
        "document": room.name,
        "head": room.head,
        "acked": room.acked,
        "refused": room.refused,
        "conflict": "conflict" in room.mood,
        "mode": mode,
        "phase": {"id": "work", "title": "Værksteder"} if mode == "phase" else None,
        "layout": room.layout,
        "base": (room.past or [room.layout])[0] if mode == "phase" else None,
        "findings": _findings(room),
        "overlays": {
            "routes": [
                {"to": z["id"], "points": [[1, 1], [4, 3]], "clear_m": 0.9, "text": "0,90 m"}
                for z in zones[:1]
            ],
            "narrow": [{"at": [4.3, 3], "clear_m": 0.62, "text": "0,62 m"}],
            "sound": [
                {"zone": z["id"], "level_db": 59.2, "text": "ca. 59 dB", "loud": i == 0}
                for i, z in enumerate(zones)
            ],
            "sight": [
                {"at": [2, 2], "sees": True, "text": "Ser tavlen"},
                {"at": [3, 2], "sees": False, "text": "Ser ikke tavlen"},
            ],
            "seats": [{"at": [2, 2], "facing": 90, "furniture": None, "zone": None}],
        },
        "kinds": [_kind(kind, speech) for kind in load_catalogue().furniture.values()],
        "undo": "Ændringen" if room.past else None,
        "redo": "Ændringen" if room.future else None,
        "description": "Et lokale med møbler.",
        "words": editor_words(speech),
        "images": {PICTURE: "data:image/gif;base64,R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs="},
        "language": "da",
    }


def _kind(kind: Any, speech: Speech) -> dict[str, Any]:
    return {
        "kind": kind.id,
        "name": speech.words(kind.name),
        "size": list(kind.size),
        "height_m": kind.height_m,
        "seats": [list(seat) for seat in kind.seats],
        "carriers": kind.carriers,
    }


def _findings(room: Room) -> list[dict[str, Any]]:
    zones = room.layout.get("zones", [])
    if not zones:
        return []
    place = f"zone:{zones[0]['id']}"
    return [{"id": "f1", "severity": "look", "text": "Her er der trangt.", "places": [place]}]
