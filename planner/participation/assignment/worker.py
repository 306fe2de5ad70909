"""The solver's side of :mod:`planner.participation.assignment.process`."""

import os
import pickle
import sys
from threading import Thread
from typing import IO

from planner.participation.assignment.model import Effort, Problem
from planner.participation.assignment.solve import assign


def work(problem: Problem, effort: Effort, sink: IO[bytes]) -> None:
    """Assign, and write each piece of progress and then the answer."""

    def tell(message: object) -> None:
        pickle.dump(message, sink)
        sink.flush()

    tell(assign(problem, effort, tell))


def leave_with_parent(source: int) -> None:
    """End this process when whoever asked closes their end of a pipe, or is gone."""
    while os.read(source, 1):
        pass
    os._exit(1)


def main() -> None:
    """Work for the process that started this one."""
    problem, effort = pickle.load(sys.stdin.buffer)  # noqa: S301 – the planner wrote it itself a moment ago
    Thread(target=leave_with_parent, args=(sys.stdin.fileno(),), daemon=True).start()
    work(problem, effort, sys.stdout.buffer)


if __name__ == "__main__":
    main()
