"""How long a drop in the drawing takes until the new facts are there.

Run it as ``python tests/benchmarks/editor_drop.py``; the second part needs Chromium. First the parts in this
process, in milliseconds of the processor and of the clock, medians; then in a browser from letting go of the
piece until the drawing has the answer with the facts of the new layout. The aim: 120 ms and 300 ms.
"""

import logging
import os
import statistics
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import Page  # noqa: E402 – the path comes first
from serving import chromium, find_chromium, serving  # noqa: E402

from planner.room.patch import layout_json  # noqa: E402
from planner.services import plans  # noqa: E402
from planner.services.plans import plan_layout  # noqa: E402
from planner.web.component import encode  # noqa: E402
from planner.web.desk import PlanDesk  # noqa: E402
from planner.web.edits import read_queue  # noqa: E402
from planner.web.furnish import drawing_of_plan, editor_data, plan_scene  # noqa: E402
from planner.web.hearing import hear  # noqa: E402
from planner.web.opened import the_archive  # noqa: E402
from planner.web.server.session import now  # noqa: E402
from planner.web.speech import Speech  # noqa: E402

ROUNDS = 15
PARTS = ("made and saved", "opened", "facts", "data", "written", "in all")
# From letting go until the layer over the drawing tells of the new layout again.
ANSWERED = """() => new Promise((done) => {
  const roots = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
  const root = roots.find((one) => one.querySelector("[data-document]"));
  const state = { start: 0, old: false };
  addEventListener("pointerup", () => { state.start = performance.now(); }, { once: true, capture: true });
  const look = () => {
    const old = Boolean(root.querySelector(".old"));
    if (state.start && state.old && !old) return done(performance.now() - state.start);
    state.old = state.old || (Boolean(state.start) && old);
    requestAnimationFrame(look);
  };
  look();
})"""


def say(text: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{text}\n")


def parts(phase_id: str | None) -> list[list[float]]:
    """Return the milliseconds of each part of each drop, on the processor and by the clock in turn."""
    desk = PlanDesk(the_archive(), plans.open_sample(the_archive(), "fractions-grade-5", now()))
    drawing = drawing_of_plan(desk, phase_id, Speech("da"))
    rounds = []
    for number in range(1, ROUNDS + 4):
        opened = desk.open()
        piece = next(p for p in layout_json(plan_layout(opened.plan))["furniture"] if p["id"] == "w1")
        at = [(5.4 if phase_id else 5.3) + 0.011 * number, 5.6]
        patch = {"put": {"furniture": [piece | {"at": at}]}}
        edits = [{"seq": number, "do": "patch", "patch": patch}]
        queue = read_queue({"document": drawing.name, "client": "c", "base": opened.head, "edits": edits})
        marks = [(time.process_time(), time.perf_counter())]
        hear(drawing, opened, queue)
        marks.append((time.process_time(), time.perf_counter()))
        opened = desk.open()
        marks.append((time.process_time(), time.perf_counter()))
        phase = next((p for p in opened.plan.lesson.phases if p.id == phase_id), None)
        scene = plan_scene(opened.plan, phase)
        marks.append((time.process_time(), time.perf_counter()))
        data = editor_data(drawing, opened, scene, queue)
        marks.append((time.process_time(), time.perf_counter()))
        encode(data)
        marks.append((time.process_time(), time.perf_counter()))
        ends = [*pairwise(marks), (marks[0], marks[-1])]
        rounds.append([1000 * (b[kind] - a[kind]) for a, b in ends for kind in (0, 1)])
    return rounds[3:]


def in_process() -> None:
    """Print the parts of a drop in the room at rest and in a phase."""
    for phase in (None, "work"):
        columns = [statistics.median(column) for column in zip(*parts(phase), strict=True)]
        say(f"{'in a phase' if phase else 'at rest'} – processor / clock, ms")
        for name, cpu, clock in zip(PARTS, columns[::2], columns[1::2], strict=True):
            say(f"  {name:16} {cpu:6.1f} / {clock:6.1f}")


def drops(page: Page, document: str) -> list[float]:
    """Return the milliseconds of every drop after the first three."""
    page.goto(f"/plan-room?id={document}")
    piece = page.locator('[data-place="furniture:w1"]').first
    piece.wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    times = []
    for number in range(ROUNDS + 3):
        box = piece.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.evaluate(f"() => {{ window.answer = ({ANSWERED})(); }}")
        page.mouse.move(x, y)
        page.mouse.down()
        page.mouse.move(x + (24 if number % 2 else -24), y, steps=4)
        page.mouse.up()
        times.append(float(page.evaluate("window.answer")))
        page.wait_for_timeout(400)
    return times[3:]


def in_browser(data: Path) -> None:
    """Print what somebody waits for."""
    with serving(data) as server, chromium() as browser:
        document = plans.open_sample(the_archive(), "fractions-grade-5", now())
        page = browser.new_page(base_url=server.url, viewport={"width": 1440, "height": 1000}, locale="da-DK")
        times = sorted(drops(page, document))
    late = times[int(0.95 * (len(times) - 1))]
    say(f"drop to new facts on screen: median {statistics.median(times):.0f} ms, 95th {late:.0f} ms")


def main() -> None:
    """Measure."""
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PLANNER_DATA"] = folder
        in_process()
        if find_chromium():
            in_browser(Path(folder))
    say(f"load of the machine: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
