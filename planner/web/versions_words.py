"""A comparison of two versions in words and tables; every text in it is escaped."""

from collections.abc import Iterable

from planner.locale import mark
from planner.participation.model import Verdict
from planner.plan.compare import ChangedOption, Comparison, PhaseCounts, Side
from planner.plan.compare_words import TOPICS
from planner.plan.difference import ChangedCell
from planner.services.comparing import Compared
from planner.web.cause import Names, plan_names
from planner.web.markup import Html, items, join, tag
from planner.web.matrix import SYMBOLS, capital, student_name, verdict_word
from planner.web.speech import Speech

NOBODY = "–"


def summary(comparison: Comparison, speech: Speech) -> Html:
    """Say at a glance what the later version does better and worse."""
    turns = comparison.participation
    if turns is None:
        said = speech.gettext("One of the two cannot be checked, so only the changes themselves are shown.")
        return tag("p", said, class_="p-summary", role="status")
    if comparison.empty:
        said = speech.gettext("The two are the same.")
        return tag("p", said, class_="p-summary", role="status")
    better, worse, changed = (sum(n.values()) for n in (turns.better, turns.worse, turns.changed))
    lines = [
        speech.gettext("▲ {better} better, ▼ {worse} worse", better=better, worse=worse)
        if better or worse
        else speech.gettext("No verdict is better or worse"),
        speech.gettext("◆ {changed} changed", changed=changed) if changed else "",
        speech.ngettext("{n} finding is new", "{n} findings are new", len(turns.came)) if turns.came else "",
        speech.ngettext("{n} finding is gone", "{n} findings are gone", len(turns.went))
        if turns.went
        else "",
        speech.ngettext("{n} change", "{n} changes", len(comparison.said)),
    ]
    return tag("p", *(tag("span", line) for line in lines if line), class_="p-summary", role="status")


def counts_table(comparison: Comparison, speech: Speech) -> Html:
    """Return the phases by verdict: how many students before and after."""
    heads = (speech.gettext("Phase"), *(verdict_word(verdict, speech) for verdict in Verdict))
    rows = (_counts_row(phase, speech) for phase in comparison.phases)
    caption = speech.gettext("How many students take part how: before → after")
    return _table(caption, heads, rows, numbers=True)


def _counts_row(phase: PhaseCounts, speech: Speech) -> Html:
    title: Html = tag("th", phase.title, _there(phase, speech), scope="row")
    return tag("tr", title, *(_count(phase, verdict) for verdict in Verdict))


def _there(phase: PhaseCounts, speech: Speech) -> str:
    if phase.before is None:
        return " · " + speech.gettext("new")
    return " · " + speech.gettext("gone") if phase.after is None else ""


def _count(phase: PhaseCounts, verdict: Verdict) -> Html:
    before, after = (
        None if counts is None else counts.get(verdict, 0) for counts in (phase.before, phase.after)
    )
    if before == after:
        return tag("td", str(after), class_="number")
    return tag("td", tag("strong", f"{_said(before)} → {_said(after)}"), class_="number")


def _said(number: int | None) -> str:
    return NOBODY if number is None else str(number)


def cells_table(compared: Compared, speech: Speech) -> Html | None:
    """Return who takes part otherwise, phase by phase; None where nobody does."""
    turns = compared.comparison.participation
    others = list(_come_and_gone(compared, speech))
    if turns is None or not (turns.cells or others):
        return None
    titles = {phase.phase: phase.title for phase in compared.comparison.phases}
    order = list(titles)
    heads = (
        speech.gettext("Student"),
        speech.gettext("Phase"),
        speech.gettext("Before"),
        speech.gettext("After"),
    )
    cells = sorted(turns.cells, key=lambda cell: (order.index(cell.phase), cell.student))
    rows = [_cell_row(cell, titles[cell.phase], speech) for cell in cells]
    table = _table(speech.gettext("Who takes part otherwise"), heads, rows) if rows else None
    return join(table, items(*others))


def _cell_row(cell: ChangedCell, title: str, speech: Speech) -> Html:
    marks = {"better": "▲ ", "worse": "▼ ", "changed": "◆ ", None: ""}
    return tag(
        "tr",
        tag("th", student_name(cell.student, speech), scope="row"),
        tag("td", title),
        tag("td", _verdict(cell.before, speech)),
        tag("td", marks[cell.direction], _verdict(cell.after, speech)),
    )


def _verdict(verdict: Verdict, speech: Speech) -> str:
    return f"{SYMBOLS[verdict]} {verdict_word(verdict, speech)}"


def _come_and_gone(compared: Compared, speech: Speech) -> Iterable[str]:
    """Say which students are in one of the two only."""
    before, after = _asked(compared.before), _asked(compared.after)
    for students, said in (
        ([one for one in after if one not in before], mark("Only in the later one: {students}")),
        ([one for one in before if one not in after], mark("Only in the earlier one: {students}")),
    ):
        if students:
            yield speech.gettext(said, students=_students(students, speech))


def _asked(side: Side) -> dict[str, None]:
    """Return the students a check asked for, in its order."""
    return dict.fromkeys(cell.student for cell in side.check.cells) if side.check else {}


def options_list(compared: Compared, speech: Speech) -> Html | None:
    """Say which ways to take part were lost and gained, and for whom; None where none were."""
    names = (_names(compared, earlier=True), _names(compared, earlier=False))
    everybody = len(_asked(compared.before).keys() & _asked(compared.after).keys())
    said = [_option(option, names, everybody, speech) for option in compared.comparison.options]
    return items(*(line for lines in said for line in lines))


def _names(compared: Compared, *, earlier: bool) -> Names:
    side = compared.before if earlier else compared.after
    zones = {} if side.layout is None else {zone.id: zone.name for zone in side.layout.zones}
    return plan_names(side.plan, zones)


def _option(option: ChangedOption, names: tuple[Names, Names], everybody: int, speech: Speech) -> list[str]:
    known = names[1] if option.there[1] else names[0]
    parts = (
        known.phases.get(option.phase, option.phase),
        known.activities.get((option.phase, option.activity), option.activity),
        known.zones.get(option.zone, option.zone) if option.zone else speech.gettext("zone not recorded"),
    )
    what = " · ".join(parts)
    lost, gained = len(option.lost), len(option.gained)
    closed = speech.ngettext(
        "{what}: closed to {n} student now", "{what}: closed to {n} students now", lost, what=what
    )
    opened = speech.ngettext(
        "{what}: open to {n} more student", "{what}: open to {n} more students", gained, what=what
    )
    turns = ((option.lost, closed), (option.gained, opened))
    return [said + _who(students, everybody, speech) for students, said in turns if students]


def _who(students: tuple[str, ...], everybody: int, speech: Speech) -> str:
    """Name the students, unless they are the whole class."""
    return "" if len(students) == everybody else f" ({_students(students, speech)})"


def _students(students: Iterable[str], speech: Speech) -> str:
    return ", ".join(student_name(student, speech) for student in students)


def paths_list(compared: Compared, speech: Speech) -> Html | None:
    """Say who gets through the whole lesson now, and who no longer does."""
    turns = compared.comparison.participation
    if turns is None:
        return None
    return items(
        *(
            line.format(students=_students(students, speech))
            for students, line in (
                (
                    turns.paths_opened,
                    speech.gettext("Through the whole lesson now: {students}", students="{students}"),
                ),
                (
                    turns.paths_broken,
                    speech.gettext("No longer through the whole lesson: {students}", students="{students}"),
                ),
            )
            if students
        )
    )


def findings_lists(compared: Compared, speech: Speech) -> Html | None:
    """Say which findings are new and which are gone."""
    turns = compared.comparison.participation
    if turns is None or not (turns.came or turns.went):
        return None
    return join(
        *(
            join(tag("h3", title, class_="p-h3"), items(*(found.text(speech.language) for found in findings)))
            for title, findings in (
                (speech.gettext("New findings"), turns.came),
                (speech.gettext("Findings that are gone"), turns.went),
            )
            if findings
        )
    )


def said_lists(comparison: Comparison, speech: Speech) -> Html | None:
    """Say every change by the part of the plan it belongs to; None where there is none."""
    by_topic = {
        topic: [capital(speech.message(one.message)) for one in comparison.said if one.topic == topic]
        for topic in TOPICS
    }
    found = [
        join(tag("h3", speech.word("compare_topic", topic), class_="p-h3"), items(*lines))
        for topic, lines in by_topic.items()
        if lines
    ]
    return join(*found) if found else None


def _table(caption: str, heads: Iterable[str], rows: Iterable[Html], *, numbers: bool = False) -> Html:
    first, *rest = heads
    right = "number" if numbers else None
    columns = (tag("th", text, scope="col", class_=right) for text in rest)
    head = tag("tr", tag("th", first, scope="col"), *columns)
    table = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *rows), class_="p-table")
    return tag("div", table, class_="p-scroll", tabindex="0", role="region", aria_label=caption)
