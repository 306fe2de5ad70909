"""Repairs worked out in a process of their own, once for each state of a plan: the page stays live.

A fresh interpreter rather than ``multiprocessing``, which would run the script of the page again.
"""

import os
import pickle
import sys
from subprocess import PIPE, Popen
from threading import Event, Thread
from typing import TYPE_CHECKING, cast

from planner.errors import PlannerError
from planner.exchange.documents import layout_of
from planner.locale import mark
from planner.plan.document import plan_text, stored_plan
from planner.services.memory import remembered

if TYPE_CHECKING:
    from planner.catalogue.base import Profile
    from planner.lesson.model import Plan
    from planner.plan.repair import Repaired
    from planner.room.layout import Layout

KEPT = 16
"""How many states of plans are kept with their repairs; undo and redo come back to them."""


class Repairing:
    """Repairs in the making."""

    def __init__(self, text: str, layout: "Layout", profile: "Profile") -> None:
        self._asked = pickle.dumps((text, layout, profile))
        self._begin()

    def _begin(self) -> None:
        self._answer: Repaired | None = None
        self._ended = Event()
        Thread(target=self._work, daemon=True).start()

    def begin_again(self) -> None:
        """Look once more where the process ended without an answer."""
        if self._ended.is_set() and self._answer is None:
            self._begin()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the answer; whether it is there, or never will be."""
        return self._ended.wait(seconds)

    def result(self) -> "Repaired":
        """Wait for the answer and return it; PlannerError where the process ended without one."""
        self._ended.wait()
        if self._answer is None:
            raise PlannerError(mark("The search for proposals stopped before it was done. Try again."))
        return self._answer

    def _work(self) -> None:
        try:
            found = _answered(self._asked)
            self._answer = cast("Repaired", pickle.loads(found)) if found else None  # noqa: S301 – ours
        finally:
            self._ended.set()


def _answered(asked: bytes) -> bytes:
    """Return what the other process answers; nothing where it ended without an answer."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", "planner.services.repairing_aside"]
    environment = {**os.environ, "PYTHONPATH": paths}
    with Popen(command, stdin=PIPE, stdout=PIPE, env=environment) as process:  # noqa: S603 – fixed arguments
        found, _ = process.communicate(asked)
    return b"" if process.returncode else found


def repairs_aside(plan: "Plan", profile: "Profile" = "DK") -> Repairing:
    """Return the repairs of a plan in the making, or made: the same for the same state of a plan."""
    repairing = _repairing(plan_text(plan), layout_of(plan), profile)
    repairing.begin_again()
    return repairing


@remembered(KEPT)
def _repairing(text: str, layout: "Layout", profile: "Profile") -> Repairing:
    return Repairing(text, layout, profile)


def _main() -> None:
    """Work for the process that started this one."""
    from planner.services.repairing import repair_plan  # noqa: PLC0415 – only here: geometry loads slowly

    text, layout, profile = pickle.load(sys.stdin.buffer)  # noqa: S301 – the planner wrote it a moment ago
    pickle.dump(repair_plan(stored_plan(text), layout, profile), sys.stdout.buffer)


if __name__ == "__main__":
    _main()
