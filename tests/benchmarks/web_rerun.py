"""How fast a change answers in the browser, beside an empty page on the same tuned server.

Run it as ``python tests/benchmarks/web_rerun.py``; needs Chromium. Milliseconds from the click until the text
stands in the page, medians, and the check alone in this process. The aim: a change that updates the
matrix takes at most 1.5 times the empty page plus the check.
"""

import json
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import Browser, Page, expect  # noqa: E402 – the path comes first
from serving import chromium, serving  # noqa: E402

from planner.exchange.documents import layout_of, read_plan, sample_plans  # noqa: E402
from planner.plan.changes import SetOwnSupport, apply_change  # noqa: E402
from planner.services.checking import check_once  # noqa: E402

ROUNDS = 25
EMPTY_PAGE = """
import streamlit as st
n = st.session_state.setdefault("n", 0)
def more(): st.session_state["n"] += 1
st.button("mere", on_click=more)
st.html(f"<p id='n'>{st.session_state['n']}</p>")
"""
LAUNCHER = """
import streamlit as st
from planner.web.server.around import LIFESPAN, MIDDLEWARE, ROUTES
app = st.App("{script}", routes=ROUTES, middleware=MIDDLEWARE, lifespan=LIFESPAN)
"""
# Measured in the page itself: from the click until the observed text changes, whichever root it stands in.
MEASURE = """([click, read]) => new Promise((done) => {
  const shadows = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
  const roots = [document, ...shadows];
  const rootOf = (selector) => roots.find((root) => root.querySelector(selector));
  const root = rootOf(read);
  const before = root.querySelector(read).textContent;
  const button = rootOf(click).querySelector(click);
  const start = performance.now();
  const observer = new MutationObserver(() => {
    const now = root.querySelector(read)?.textContent;
    if (now === undefined || now === before) return;
    observer.disconnect();
    done(performance.now() - start);
  });
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  button.click();
})"""


def clicks(page: Page, click: str, read: str) -> list[float]:
    """Return the milliseconds of every round after the first three."""
    times = []
    for _ in range(ROUNDS):
        times.append(page.evaluate(MEASURE, [click, read]))
        page.wait_for_timeout(400)
    return times[3:]


def empty_page(browser: Browser, folder: Path) -> list[float]:
    """Measure a page with one button and one number."""
    script, launcher = folder / "empty.py", folder / "launcher.py"
    script.write_text(EMPTY_PAGE, encoding="utf-8")
    launcher.write_text(LAUNCHER.format(script=script), encoding="utf-8")
    with serving(folder, launcher) as server:
        page = browser.new_page(base_url=server.url)
        page.goto("/")
        expect(page.locator("#n")).to_be_visible()
        page.wait_for_timeout(1000)
        times = clicks(page, "[data-testid='stButton'] button", "#n")
        page.close()
    return times


def plan_page(browser: Browser, folder: Path) -> tuple[list[float], list[float]]:
    """Measure undo and redo of a support (matrix cell changes), and choosing a cell (cause changes)."""
    with serving(folder) as server:
        page = browser.new_page(base_url=server.url, locale="da-DK", viewport={"width": 1280, "height": 800})
        page.goto("/")
        page.get_by_role("button", name="Åbn Brøker").click()
        box = page.get_by_role("combobox", name="Kun til eleven: B05")
        box.press_sequentially("Høreværn")
        box.press("Enter")
        box.press("Escape")
        expect(page.get_by_role("grid").get_by_text("▲ bedre").first).to_be_visible()
        page.wait_for_timeout(2000)
        cell = "button[data-student='B05'][data-phase='plan']"
        changes = []
        for number in range(ROUNDS):
            step = ".st-key-undo button" if number % 2 == 0 else ".st-key-redo button"
            changes.append(page.evaluate(MEASURE, [step, cell]))
            page.wait_for_timeout(700)
        choices = []
        for number in range(ROUNDS):
            student = ("B16", "B19")[number % 2]
            where = f"button[data-student='{student}'][data-phase='plan']"
            choices.append(page.evaluate(MEASURE, [where, "section.p-cause h2"]))
            page.wait_for_timeout(700)
        page.close()
    return changes[3:], choices[3:]


def check_alone() -> float:
    """Return the median milliseconds of the whole check of the same plan, room facts at hand."""
    plan = read_plan(sample_plans()["fractions-grade-5"])
    layout, times = layout_of(plan), []
    for number in range(ROUNDS):
        changed = apply_change(plan, SetOwnSupport("B05", "headphones", on=number % 2 == 0))
        start = time.perf_counter()
        check_once(changed, layout)
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other, chromium() as browser:
        empty = statistics.median(empty_page(browser, Path(one)))
        changes, choices = plan_page(browser, Path(other))
    check = check_alone()
    change = statistics.median(changes)
    answer = {
        "empty_page_ms": round(empty, 1),
        "check_ms": round(check, 1),
        "change_ms": round(change, 1),
        "aim_ms": round(1.5 * empty + check, 1),
        "choose_cell_ms": round(statistics.median(choices), 1),
    }
    print(json.dumps(answer, indent=1))  # noqa: T201 – this is the report


if __name__ == "__main__":
    main()
