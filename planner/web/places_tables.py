"""Who is where, as tables: phase by phase and student by student."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from planner.participation.assignment.model import NO_PLACE
from planner.participation.assignment.words import option_words, zone_name
from planner.web.markup import Html, join, tag
from planner.web.matrix import student_name

if TYPE_CHECKING:
    from planner.participation.assignment.model import Grid, Problem
    from planner.web.speech import Speech

LOCK: Final = "lock"
"""The name of the sign in the font of signs."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A placement as it is shown; ``pinned`` are the ``(student, phase)`` the teacher has decided."""

    problem: "Problem"
    grid: "Grid"

    @property
    def pinned(self) -> Mapping[tuple[int, int], int]:
        """The option that is decided, where the student is there."""
        return {key: o for key, o in self.problem.pinned.items() if self.grid[key[0]][key[1]] == o}

    def there(self, phase: int) -> dict[int, list[int]]:
        """Return the students of each option of a phase, and of ``NO_PLACE``."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for student, row in enumerate(self.grid):
            found[row[phase]].append(student)
        return dict(found)


def phase_tables(shown: Shown, speech: "Speech") -> Html:
    """Return a table for each phase: place, how many of how many, and who."""
    tables = (_phase_table(shown, t, speech) for t in range(len(shown.problem.phases)))
    return tag("div", *tables, class_="pl-phases")


def _phase_table(shown: Shown, phase: int, speech: "Speech") -> Html:
    of, there = shown.problem.phases[phase], shown.there(phase)
    caption = f"{of.title} · {speech.number(of.minutes)} min"
    heads = (speech.gettext("Place"), speech.gettext("Students"))
    rows = [_place_row(shown, o, there.get(o, []), speech) for o in shown.problem.by_phase[phase]]
    if there.get(NO_PLACE):
        rows.append(_without_row(shown, phase, there[NO_PLACE], speech))
    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *(tag("th", head, scope="col") for head in heads))),
        tag("tbody", *rows),
        class_="p-table pl-table",
    )


def _place_row(shown: Shown, option: int, students: list[int], speech: "Speech") -> Html:
    one = shown.problem.options[option]
    where = tag("th", one.title, tag("span", _zone(shown, option), class_="pl-zone"), scope="row")
    codes = _codes(shown, one.phase, students, speech) if students else Html("–")
    number = tag("span", _number(shown, option, len(students), speech), class_="pl-number")
    return tag("tr", where, tag("td", number, codes))


def _zone(shown: Shown, option: int) -> str:
    place = shown.problem.options[option].place
    return zone_name(shown.problem, place) if shown.problem.options[option].known else "–"


def _number(shown: Shown, option: int, n: int, speech: "Speech") -> str:
    """Say how many are there, of how many places where that is known."""
    one = shown.problem.options[option]
    places = shown.problem.capacity.get((one.phase, one.place))
    if places is None:
        return speech.ngettext("{n} student", "{n} students", n)
    return speech.gettext("{n} of {places} places", n=n, places=places)


def _without_row(shown: Shown, phase: int, students: list[int], speech: "Speech") -> Html:
    head = tag("th", "✕ ", speech.gettext("Without a place"), scope="row")
    return tag("tr", head, tag("td", _codes(shown, phase, students, speech)), class_="pl-without")


def _codes(shown: Shown, phase: int, students: Iterable[int], speech: "Speech") -> Html:
    """Return codes beside each other; who is pinned has a lock and the word."""
    return tag("ul", *(tag("li", part) for part in _each(shown, phase, students, speech)), class_="pl-codes")


def _each(shown: Shown, phase: int, students: Iterable[int], speech: "Speech") -> Iterator[Html | str]:
    for student in students:
        said = student_name(shown.problem.students[student], speech)
        yield join(said, " ", pinned_mark(speech)) if (student, phase) in shown.pinned else said


def pinned_mark(speech: "Speech") -> Html:
    """Return the lock with its word: the sign alone says nothing to who does not see it."""
    lock = tag("span", LOCK, class_="pl-lock", aria_hidden="true", translate="no")
    return tag("span", lock, speech.gettext("pinned"), class_="pl-pin")


def student_table(shown: Shown, speech: "Speech") -> Html:
    """Return a table with a row for each student and a column for each phase."""
    phases = (phase.title for phase in shown.problem.phases)
    heads = tag("tr", *(tag("th", head, scope="col") for head in (speech.gettext("Student"), *phases)))
    rows = (_student_row(shown, student, speech) for student in range(len(shown.grid)))
    title = speech.gettext("Where each student is")
    table = tag(
        "table",
        tag("caption", title),
        tag("thead", heads),
        tag("tbody", *rows),
        class_="p-table pl-table",
    )
    return tag("div", table, class_="p-scroll", role="region", aria_label=title, tabindex="0")


def _student_row(shown: Shown, student: int, speech: "Speech") -> Html:
    name = student_name(shown.problem.students[student], speech)
    cells = (_cell(shown, student, phase, speech) for phase in range(len(shown.problem.phases)))
    return tag("tr", tag("th", name, scope="row"), *cells)


def _cell(shown: Shown, student: int, phase: int, speech: "Speech") -> Html:
    option = shown.grid[student][phase]
    if option == NO_PLACE:
        return tag("td", "✕ ", speech.gettext("no place"), class_="pl-without")
    said = speech.words(option_words(shown.problem, option))
    pinned = (student, phase) in shown.pinned
    return tag("td", said, " " if pinned else None, pinned_mark(speech) if pinned else None)
