"""How the class does at a glance: students by code, and prerequisites of a class without codes."""

from planner.participation.bands import is_band
from planner.participation.model import Check, Verdict
from planner.web.matrix import cells_by_student
from planner.web.speech import Speech


def count_lines(check: Check, speech: Speech) -> list[str]:
    """Say how many take part; a band stands for several students, so that needs are counted instead."""
    worst = {code: max(cell.verdict for cell in cells) for code, cells in cells_by_student(check).items()}
    if not worst:
        return [speech.gettext("No class yet: the check answers once the plan says who is there.")]
    students = [verdict for code, verdict in worst.items() if not is_band(code)]
    bands = [verdict for code, verdict in worst.items() if is_band(code)]
    lines = _students(students, speech) if students else []
    return lines + (_bands(bands, speech) if bands else [])


def _students(worst: list[Verdict], speech: Speech) -> list[str]:
    out, open_, fine = _counts(worst)
    lines = [
        speech.ngettext(
            "{n} student cannot take part in every phase",
            "{n} students cannot take part in every phase",
            out,
        )
        if out
        else "",
        speech.ngettext("{n} student still unanswered", "{n} students still unanswered", open_)
        if open_
        else "",
        speech.ngettext("{n} student takes part all the way", "{n} students take part all the way", fine),
    ]
    return [line for line in lines if line]


def _bands(worst: list[Verdict], speech: Speech) -> list[str]:
    out, open_, fine = _counts(worst)
    lines = [
        speech.ngettext(
            "{n} prerequisite of the class is not met in every phase",
            "{n} prerequisites of the class are not met in every phase",
            out,
        )
        if out
        else "",
        speech.ngettext(
            "{n} prerequisite of the class still unanswered",
            "{n} prerequisites of the class still unanswered",
            open_,
        )
        if open_
        else "",
        speech.ngettext(
            "{n} prerequisite of the class is met all the way",
            "{n} prerequisites of the class are met all the way",
            fine,
        )
        if fine
        else "",
    ]
    return [line for line in lines if line]


def _counts(worst: list[Verdict]) -> tuple[int, int, int]:
    out, open_ = worst.count(Verdict.NOT_POSSIBLE), worst.count(Verdict.UNKNOWN)
    return out, open_, len(worst) - out - open_
