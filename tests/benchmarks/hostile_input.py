"""Time what is refused: layouts and files made to be slow, beside a good layout of the same command.

Run ``python tests/benchmarks/hostile_input.py`` from the top of the project; seconds, one run each.
"""

import contextlib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

TOP = Path(__file__).parents[2]
sys.path[:0] = [str(TOP)]

from planner.errors import InputError  # noqa: E402 – found by the lines above
from planner.exchange.documents import read_layout  # noqa: E402

GOOD = json.loads((TOP / "layouts" / "zoned-classroom.json").read_text(encoding="utf-8"))
SQUARE = [[0, 0], [9, 0], [9, 7], [0, 7]]


def rooms(number: int) -> dict[str, object]:
    """Return a layout with many rooms on top of each other, each with a long outline."""
    ring = [[9 * i / 99, 0] for i in range(100)] + [[9 - 9 * i / 99, 7] for i in range(100)]
    return {**GOOD, "rooms": [{**GOOD["rooms"][0], "id": f"r{i}", "outline": ring} for i in range(number)]}


def chairs(number: int) -> dict[str, object]:
    """Return a layout with many chairs."""
    extra = [{"id": f"x{i}", "kind": "chair", "at": [i % 90 / 10, i // 90 / 10]} for i in range(number)]
    return {**GOOD, "furniture": [*GOOD["furniture"], *extra]}


def seconds(work: Callable[[], object]) -> float:
    """Return how long a piece of work takes, refused or not."""
    start = perf_counter()
    with contextlib.suppress(InputError):
        work()
    return perf_counter() - start


def main() -> None:
    """Time each input and write it beside the good one."""
    cases = {"good": GOOD, "500 rooms": rooms(500), "470 chairs": chairs(440), "2,000 chairs": chairs(2000)}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layout.json"
        base = 0.0
        for name, raw in cases.items():
            path.write_text(json.dumps(raw), encoding="utf-8")
            spent = seconds(lambda: read_layout(path))
            base = base or spent
            print(f"{name:14} {spent:7.3f} s {spent / base:8.1f} × good")  # noqa: T201 – its only output
        path.write_bytes(b"x" * 50_000_000)
        spent = seconds(lambda: read_layout(path))
        print(f"{'50 MB':14} {spent:7.3f} s {spent / base:8.1f} × good")  # noqa: T201 – its only output


if __name__ == "__main__":
    main()
