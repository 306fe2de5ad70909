"""The solver in its own process: the page stays live, and cancelling ends it at once.

A fresh interpreter rather than ``multiprocessing``, which would run the script of the page again.
"""

import os
import pickle
import sys
from dataclasses import replace
from subprocess import PIPE, Popen
from threading import Event, Thread
from typing import IO, cast

from planner.errors import PlannerError
from planner.locale import mark
from planner.participation.assignment.model import Assignment, Effort, Problem, Progress
from planner.participation.assignment.solve import answer, quick_answer


class SolverError(PlannerError):
    """The solver's process ended without an answer."""


class Running:
    """An assignment in the making.

    Attributes
    ----------
    first
        The placement found at once.
    """

    def __init__(self, problem: Problem, effort: Effort) -> None:
        self.first = quick_answer(problem)
        self._problem = problem
        self._progress: list[Progress] = []
        self._answer: Assignment | None = None
        self._ended = Event()
        self._cancelled = False
        command = [sys.executable, "-m", "planner.participation.assignment.worker"]
        paths = os.pathsep.join(path for path in sys.path if path)
        environment = {**os.environ, "PYTHONPATH": paths}
        self._process = Popen(command, stdin=PIPE, stdout=PIPE, env=environment)  # noqa: S603 – fixed arguments
        Thread(target=self._listen, args=(pickle.dumps((problem, effort)),), daemon=True).start()

    @property
    def done(self) -> bool:
        """Whether there is an answer, or never will be one."""
        return self._ended.is_set()

    @property
    def progress(self) -> Progress | None:
        """The last that was heard of the search."""
        return self._progress[-1] if self._progress else None

    @property
    def pid(self) -> int:
        """The id of the solver's process."""
        return self._process.pid

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the answer; whether it is there."""
        return self._ended.wait(seconds)

    def cancel(self) -> Assignment:
        """End the solver and return the best it had found, or the answer if it was there already."""
        self._cancelled = self._answer is None
        self._process.kill()
        self._process.wait()
        self._ended.wait()
        return self.result()

    def result(self) -> Assignment:
        """Wait for the answer and return it.

        Raises
        ------
        SolverError
            Where the process ended without one, and nobody had cancelled it.
        """
        self._ended.wait()
        if self._answer is not None:
            return self._answer
        if not self._cancelled:
            raise SolverError(mark("The assignment stopped before it was done. Try again."))
        return self._best()

    def _best(self) -> Assignment:
        found = next((p.found for p in reversed(self._progress) if p.found is not None), None)
        if found is None:
            return replace(self.first, status="cancelled")
        return answer(self._problem, found.grid, found.bound, status="cancelled")

    def _listen(self, asked: bytes) -> None:
        """Hand over the problem and take in what comes back, until the process ends."""
        source, sink = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            source.write(asked)
            source.flush()
            while True:
                self._take(pickle.load(sink))  # noqa: S301 – our own process wrote it
        except (EOFError, OSError, pickle.UnpicklingError):
            pass
        finally:
            # The child ends with its input; then both pipes are free.
            _close(source)
            sink.close()
            self._process.wait()
            self._ended.set()

    def _take(self, message: Progress | Assignment) -> None:
        if isinstance(message, Progress):
            self._progress.append(message)
        else:
            self._answer = message


def _close(source: "IO[bytes]") -> None:
    try:
        source.close()
    except OSError:
        # What was not written yet cannot be written to a process that is gone.
        return


def assign_aside(problem: Problem, effort: Effort) -> Running:
    """Start to assign a class in a process of its own; the same answer as :func:`assign`."""
    return Running(problem, effort)
