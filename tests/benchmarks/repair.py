"""Time repairs of random lessons: by the clock and of the processor, with what was found.

Run ``python tests/benchmarks/repair.py [--seeds 20] [family …]`` from the top of the project. A lesson in
which a few lack something is what teachers bring; one in which everybody does is the hard end.
"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any, NamedTuple

TOP = Path(__file__).parents[2]
sys.path[:0] = [str(TOP), str(TOP / "tests")]

from random_repairs import random_plan  # noqa: E402 – found by the lines above

from planner.plan.repair import Repaired  # noqa: E402
from planner.services.checking import check_plan  # noqa: E402
from planner.services.repairing import repair_checked  # noqa: E402

FAMILIES: dict[str, dict[str, Any]] = {
    "class": {"students": 28, "phases": 6, "calm": True},
    "class, everybody lacks something": {"students": 28, "phases": 6},
    "60 students": {"students": 60, "phases": 6, "calm": True},
    "furniture": {"students": 28, "phases": 6, "calm": True, "wide": True},
}


class Run(NamedTuple):
    """One answer: seconds by the clock and of the processor, whether twice the same."""

    clock: float
    cpu: float
    found: Repaired
    again: bool


def timed(family: str, seed: int) -> Run:
    """Repair one plan twice."""
    checked = check_plan(random_plan(seed, **FAMILIES[family]))
    clock, cpu = perf_counter(), process_time()
    found = repair_checked(checked)
    spent = perf_counter() - clock, process_time() - cpu
    return Run(*spent, found, repair_checked(checked) == found)


def report(family: str, seeds: int) -> str:
    """Return what a family took and what was found."""
    runs = [timed(family, seed) for seed in range(seeds)]
    clock, cpu = sorted(run.clock for run in runs), sorted(run.cpu for run in runs)
    counts = [len(run.found.proposals) for run in runs]
    whole = sum(not run.found.before.count for run in runs)
    same = all(run.again for run in runs)
    shown = ", ".join(f"{n}: {counts.count(n)}" for n in (3, 2, 1))
    checks = median(run.found.checks for run in runs)
    lines = [
        f"{family}: {seeds} plans, {whole} with nothing to repair; the same twice: {same}",
        f"   clock median {median(clock):.2f} s, worst {clock[-1]:.2f} s",
        f"   processor median {median(cpu):.2f} s, worst {cpu[-1]:.2f} s",
        f"   repairs shown: {shown}, none: {counts.count(0) - whole}; plans checked, median {checks:.0f}",
    ]
    return "\n".join(lines)


def main() -> None:
    """Time what the command line asks for."""
    parser = ArgumentParser()
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("families", nargs="*", default=[*FAMILIES])
    asked = parser.parse_args()
    for family in asked.families:
        sys.stdout.write(report(family, asked.seeds) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
