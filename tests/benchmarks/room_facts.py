"""Medians of all room facts per layout: cold, after moving one piece, at rest, and two references.

``empty`` is a call that does nothing; ``naive`` is sight alone by marching along each ray.
Run ``python tests/benchmarks/room_facts.py`` from the project's folder.
"""

import functools
import gc
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from planner.catalogue.loader import load_catalogue
from planner.room.check import check_room
from planner.room.facts_of import room_facts
from planner.room.layout import Layout
from planner.room.routes import route_facts
from planner.room.shapes import pieces, seats
from planner.room.sight import board_views
from planner.room.transfer import sound_facts
from planner.room.validate import validate_layout

ROOT = Path(__file__).parents[2]
CATALOGUE = load_catalogue()
LIMITS = CATALOGUE.limits()
ROUNDS = 15


def forget() -> None:
    """Empty every cache of the room functions."""
    for name, module in list(sys.modules.items()):
        if name.startswith("planner.room"):
            for thing in vars(module).values():
                if isinstance(thing, functools._lru_cache_wrapper) and thing.__module__ == name:
                    thing.cache_clear()


def median_ms(before: Callable[[int], Layout], call: Callable[[Layout], object]) -> float:
    """Return the median of a call in ms; what comes before each round is not counted."""
    times = []
    for number in range(ROUNDS):
        layout = before(number)
        gc.collect()
        start = time.perf_counter()
        call(layout)
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def moved(layout: Layout, number: int) -> Layout:
    """Return the layout with its last loose piece in one room moved by a centimetre more."""
    index = max(i for i, item in enumerate(layout.furniture) if not item.fixed)
    item = layout.furniture[index]
    other = item.model_copy(update={"at": (item.at[0], item.at[1] + 0.01 * (number + 1))})
    furniture = (*layout.furniture[:index], other, *layout.furniture[index + 1 :])
    return layout.model_copy(update={"furniture": furniture})


def _same(layout: Layout, _number: int) -> Layout:
    return layout


def naive_sight(layout: Layout) -> int:
    """Count hidden board points by marching along each ray in steps of 5 cm: the naive reference."""
    rings = [(np.array(piece.corners), piece.height_m) for piece in pieces(layout)]
    hidden = 0
    for seat in seats(layout)[:3]:
        for board in layout.boards[:1]:
            for share in np.linspace(0, 1, 9):
                end = np.array(board.line[0]) * (1 - share) + np.array(board.line[1]) * share
                start = np.array([seat.x, seat.y])
                steps = max(int(np.hypot(*(end - start)) / 0.05), 1)
                hidden += any(_inside(start + (end - start) * k / steps, rings) for k in range(steps))
    return hidden


def _inside(point: np.ndarray, rings: list[tuple[np.ndarray, float]]) -> bool:
    for ring, height in rings:
        edge = np.roll(ring, -1, axis=0) - ring
        gap = point - ring
        if height > 1.05 and (edge[:, 0] * gap[:, 1] - edge[:, 1] * gap[:, 0] >= 0).all():
            return True
    return False


def main() -> None:
    """Print one line per layout."""
    parts: dict[str, Callable[[Layout], object]] = {
        "empty": lambda _layout: None,
        "facts": lambda layout: room_facts(layout, LIMITS),
        "routes": lambda layout: route_facts(layout, LIMITS),
        "sight": lambda layout: board_views(layout, LIMITS),
        "sound": lambda layout: sound_facts(layout, LIMITS),
        "check": lambda layout: check_room(layout, CATALOGUE, LIMITS),
    }
    names = "".join(f"{name:>9}" for name in (*parts, "moved", "again", "naive"))
    sys.stdout.write(f"{'layout':18}{names}  ms\n")
    for path in sorted((ROOT / "tests" / "data" / "layouts").glob("*.json")):
        raw = json.loads(path.read_text(encoding="utf-8"))
        if raw.get("schema") != "planner/layout/1":
            continue
        layout = validate_layout(raw)

        def cold(_number: int, layout: Layout = layout) -> Layout:
            forget()
            return layout

        row = [median_ms(cold, call) for call in parts.values()]
        room_facts(layout, LIMITS)
        row.append(median_ms(functools.partial(moved, layout), parts["facts"]))
        row.append(median_ms(functools.partial(_same, layout), parts["facts"]))
        start = time.perf_counter()
        naive_sight(layout)
        row.append(1000 * (time.perf_counter() - start) * len(seats(layout)) / 3)
        sys.stdout.write(f"{layout.id:18}" + "".join(f"{value:9.2f}" for value in row) + "\n")


if __name__ == "__main__":
    main()
