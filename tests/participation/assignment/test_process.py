"""The solver in its own process: the same answer, progress on the way, and gone when it is cancelled."""

import os
from dataclasses import replace
from io import BytesIO
from time import sleep

import pytest
from random_classes import CLASS, Size, random_class

from planner.participation.assignment.feasible import is_feasible
from planner.participation.assignment.model import AIMS, Assignment, Effort, Progress
from planner.participation.assignment.process import SolverError, assign_aside
from planner.participation.assignment.search import STAGES
from planner.participation.assignment.solve import assign, quick_answer
from planner.participation.assignment.worker import work

EFFORT = Effort(20.0, 120.0)
# Far from done within a test.
ENDLESS = replace(CLASS, students=90, zones=12, activities=6, uses=(4, 8))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_answer_is_that_of_this_process_with_progress_on_the_way() -> None:
    problem = random_class(5, Size(6, 2, 2, 3))
    running = assign_aside(problem, EFFORT)

    assert running.result() == assign(problem, EFFORT)
    assert running.done
    assert running.progress is not None
    assert running.progress.aim in AIMS
    assert not alive(running.pid)


def test_there_is_a_placement_at_once() -> None:
    problem = random_class(1, CLASS)
    running = assign_aside(problem, EFFORT)
    running.cancel()

    assert is_feasible(problem, running.first.grid) == ()
    assert running.first.grid == quick_answer(problem).grid


def test_cancelling_ends_the_process_and_keeps_the_best_so_far() -> None:
    problem = random_class(1, ENDLESS)
    running = assign_aside(problem, EFFORT)
    sleep(0.2)
    assert not running.done
    stopped = running.cancel()

    assert running.done
    assert not alive(running.pid)
    assert stopped.status == "cancelled"
    assert is_feasible(problem, stopped.grid) == ()
    assert running.cancel() == stopped


def test_cancelling_after_the_end_changes_nothing() -> None:
    running = assign_aside(random_class(5), EFFORT)
    found = running.result()

    assert running.cancel() is found


def test_a_process_that_is_gone_is_told() -> None:
    running = assign_aside(random_class(1, ENDLESS), EFFORT)
    os.kill(running.pid, 9)

    with pytest.raises(SolverError):
        running.result()


def test_the_worker_writes_progress_and_then_the_answer() -> None:
    problem, sink = random_class(3), BytesIO()
    work(problem, EFFORT, sink)
    sink.seek(0)
    messages = list(read_all(sink))

    assert all(isinstance(message, Progress) for message in messages[:-1])
    assert [m.aim for m in messages[:-1] if isinstance(m, Progress) and m.found] == [s[-1] for s in STAGES]
    assert messages[-1] == assign(problem, EFFORT)


def read_all(sink: BytesIO) -> list[Progress | Assignment]:
    from pickle import load

    messages = []
    while sink.tell() < len(sink.getvalue()):
        messages.append(load(sink))  # noqa: S301 – written by this test
    return messages
