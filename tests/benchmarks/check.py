"""Time the whole check beside its numeric core alone and the same on networkx, student by student.

Run ``python tests/benchmarks/check.py`` from the top of the project:
medians, by the clock and of the processor.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from subprocess import run
from time import perf_counter, process_time
from typing import NamedTuple

TOP = Path(__file__).parents[2]
sys.path[:0] = [str(TOP), str(TOP / "tests")]

from random_lessons import Size, parse, random_case  # noqa: E402 – found by the lines above

from planner.catalogue.loader import load_catalogue  # noqa: E402
from planner.participation.check import check, verdicts  # noqa: E402
from planner.participation.compiled import compile_check, judge_class  # noqa: E402
from planner.participation.explain import Explainer  # noqa: E402
from planner.participation.options import Setting, setting_of  # noqa: E402
from planner.participation.report import check_report  # noqa: E402

CLASS = Size(students=28, phases=6, activities=4, zones=6, uses=(3, 4), needs=(0, 4), gaps=0.02)
YEAR = Size(students=84, phases=8, activities=4, zones=18, uses=(3, 4), needs=(0, 4), gaps=0.02)
# Every activity may use about half of the zones: 380 options.
FULL = Size(students=84, phases=8, activities=4, zones=18, uses=(9, 15), needs=(0, 4), gaps=0.02)


class Spent(NamedTuple):
    """Median times of a piece of work in milliseconds: by the clock, and of the processor alone."""

    clock: float
    cpu: float

    def __str__(self) -> str:
        """Write both, as wide as a column."""
        return f"{self.clock:8.2f} ms {self.cpu:8.2f} ms"


def timed(work: Callable[[], object], rounds: int) -> Spent:
    """Return the median times of a piece of work, after one round to warm up."""
    work()
    spent = []
    for _ in range(rounds):
        start = perf_counter(), process_time()
        work()
        spent.append((perf_counter() - start[0], process_time() - start[1]))
    clock, cpu = zip(*spent, strict=True)
    return Spent(1000 * median(clock), 1000 * median(cpu))


def core(setting: Setting) -> Callable[[], object]:
    """Return the numeric core alone: everything asked already, judged anew."""
    done = compile_check(setting)
    students = setting.plan.students
    codes = {student.code: p for student, p in zip(students, done.students, strict=True)}
    return lambda: judge_class(done.table, done.profiles, done.students, codes)


def by_student(setting: Setting) -> Callable[[], object]:
    """Return the same answer student by student on networkx graphs."""

    def work() -> None:
        explainer = Explainer(setting)
        for student in setting.plan.students:
            explainer.answer(student.code)

    return work


def measure(name: str, size: Size) -> None:
    """Time one size and write what it took."""
    catalogue = load_catalogue()
    limits = catalogue.limits("DK")
    raw, facts = random_case(1, size)
    plan = parse(raw)
    setting = setting_of(plan, facts, catalogue, limits)
    options = len(compile_check(setting).table.options)
    alone = timed(core(setting), 15)
    cells = timed(lambda: verdicts(plan, facts, catalogue, limits), 15)
    rules = timed(lambda: check(plan, facts, catalogue, limits), 15)
    whole = timed(lambda: check_report(check(plan, facts, catalogue, limits), "da"), 15)
    report = check_report(check(plan, facts, catalogue, limits), "da")
    graph = timed(by_student(setting), 1)
    said = {b["message"] for v in report["verdicts"] for o in v["options"] for b in o["barriers"]}
    lines = [
        f"{name}: {size.students} students x {options} options, {len(said)} sentences",
        "                                clock         cpu",
        f"  whole check with sentences {whole}",
        f"  check with findings        {rules}",
        f"  verdicts and ways          {cells}",
        f"  numeric core alone         {alone}   whole / core     {whole.cpu / alone.cpu:8.1f}",
        f"  networkx by student        {graph}   networkx / whole {graph.cpu / whole.cpu:8.1f}",
        f"{'':51}   networkx / core  {graph.cpu / alone.cpu:8.1f}",
    ]
    sys.stdout.write("\n".join(lines) + "\n")


def import_seconds() -> float:
    """Return the median time to import the check in a fresh interpreter."""
    code = """
import time
start = time.perf_counter()
import planner.participation.check
print(time.perf_counter() - start)
"""
    command = [sys.executable, "-c", code]
    return median(
        float(run(command, cwd=TOP, capture_output=True, text=True, check=True).stdout) for _ in range(5)
    )


if __name__ == "__main__":
    measure("class", CLASS)
    measure("year", YEAR)
    measure("year, zones open to all", FULL)
    sys.stdout.write(f"import of planner.participation.check {import_seconds():.2f} s\n")
