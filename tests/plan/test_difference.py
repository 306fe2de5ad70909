"""What a change did for whom."""

import pytest

from planner.catalogue.base import Words
from planner.catalogue.finding import Finding, finding
from planner.catalogue.model import Rule
from planner.participation.model import Cell, Check, StudentPath, Verdict
from planner.plan.difference import (
    ChangedCell,
    ChangedChoice,
    Direction,
    direction,
    participation_difference,
)

AS_PLANNED, WITH_SUPPORT, UNKNOWN, NOT_POSSIBLE = Verdict
RULE = Rule(
    id="short_break",
    name=Words(da="kort", en="short"),
    severity="look",
    source="a book",
    sureness="choice",
    messages={
        "found": Words(da="{minutes:g} minutter er kort", en="{minutes:g} minutes are short"),
        "missing": Words(da="mangler", en="missing"),
    },
)


def cell(student: str, phase: str, verdict: Verdict) -> Cell:
    return Cell(student, phase, verdict, ())


def path(student: str, *, complete: bool = True, **choices: int) -> StudentPath:
    return StudentPath(student, complete, None, None, choices, choices)


def check(*cells: Cell, paths: tuple[StudentPath, ...] = (), findings: tuple[Finding, ...] = ()) -> Check:
    return Check(cells, paths, findings)


def short(at: str, minutes: float) -> Finding:
    return finding(RULE, at, {"minutes": minutes}, value=minutes)


def test_the_same_check_is_no_difference() -> None:
    same = check(cell("A1", "work", UNKNOWN), paths=(path("A1", work=1),), findings=(short("phase:work", 3),))
    assert participation_difference(same, same).empty


def test_changed_verdicts_are_counted_by_phase() -> None:
    before = check(
        cell("A1", "work", NOT_POSSIBLE), cell("A2", "work", AS_PLANNED), cell("A2", "end", AS_PLANNED)
    )
    after = check(cell("A2", "end", UNKNOWN), cell("A2", "work", AS_PLANNED), cell("A1", "work", AS_PLANNED))
    difference = participation_difference(before, after)
    assert difference.cells == (
        ChangedCell("A2", "end", AS_PLANNED, UNKNOWN),
        ChangedCell("A1", "work", NOT_POSSIBLE, AS_PLANNED),
    )
    assert (dict(difference.better), dict(difference.worse)) == ({"work": 1}, {"end": 1})


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        (NOT_POSSIBLE, UNKNOWN, "changed"),
        (UNKNOWN, NOT_POSSIBLE, "changed"),
        (AS_PLANNED, UNKNOWN, "worse"),
        (WITH_SUPPORT, UNKNOWN, "worse"),
        (UNKNOWN, WITH_SUPPORT, "better"),
        (UNKNOWN, AS_PLANNED, "better"),
        (AS_PLANNED, WITH_SUPPORT, "worse"),
        (NOT_POSSIBLE, WITH_SUPPORT, "better"),
        (UNKNOWN, UNKNOWN, None),
    ],
)
def test_unknown_is_never_better_than_not_possible(
    before: Verdict, after: Verdict, turn: Direction | None
) -> None:
    assert direction(before, after) == turn


def test_a_deleted_fact_counts_as_changed_neither_better_nor_worse() -> None:
    difference = participation_difference(
        check(cell("A1", "work", NOT_POSSIBLE)), check(cell("A1", "work", UNKNOWN))
    )
    assert (dict(difference.better), dict(difference.worse)) == ({}, {})
    assert dict(difference.changed) == {"work": 1}
    assert not difference.empty


def test_students_and_phases_that_come_and_go_are_told_apart_from_changes() -> None:
    before = check(cell("A1", "work", AS_PLANNED), cell("A1", "end", AS_PLANNED))
    after = check(cell("A1", "work", AS_PLANNED), cell("A3", "work", NOT_POSSIBLE))
    difference = participation_difference(before, after)
    assert difference.cells == ()
    assert (difference.new, difference.gone) == ((("A3", "work"),), (("A1", "end"),))


def test_a_choice_less_is_told_even_where_the_verdict_stays() -> None:
    before = check(paths=(path("A1", work=2, end=1),))
    after = check(paths=(path("A1", work=1, end=1), path("A2", work=1)))
    assert participation_difference(before, after).choices == (ChangedChoice("A1", "work", 2, 1),)


def test_ways_through_the_lesson_open_and_break() -> None:
    before = check(paths=(path("A1", complete=False), path("A2")))
    after = check(paths=(path("A1"), path("A2", complete=False)))
    difference = participation_difference(before, after)
    assert (difference.paths_opened, difference.paths_broken) == (("A1",), ("A2",))


def test_findings_come_and_go_but_other_numbers_are_the_same_finding() -> None:
    before = check(findings=(short("phase:work", 3), short("phase:plan", 2)))
    after = check(findings=(short("phase:work", 4), short("phase:end", 2)))
    difference = participation_difference(before, after)
    assert [found.at for found in difference.came] == ["phase:end"]
    assert [found.at for found in difference.went] == ["phase:plan"]


def test_a_finding_that_turns_into_a_missing_fact_is_another_one() -> None:
    missing = finding(RULE, "phase:work", variant="missing")
    difference = participation_difference(
        check(findings=(short("phase:work", 3),)), check(findings=(missing,))
    )
    assert (len(difference.came), len(difference.went)) == (1, 1)
