"""What people read of a repair beside its steps: what the plan lacks, what turns for whom, what it asks."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message
from planner.participation.bands import students_words
from planner.room.patch_words import both

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.catalogue.model import Limits
    from planner.lesson.model import Plan
    from planner.participation.model import Check
    from planner.participation.repair.model import Lacks
    from planner.plan.repair import Proposal

KINDS = ("now_none", "now_way", "now_one", "now_few", "now_place")
OPTIONS = ("now_none", "now_one")
A_FEW = 3


class Whole(NamedTuple):
    """How many students there are to speak of, and the word for all of them together."""

    number: int
    word: str = "everybody"


NOBODY = Whole(0)
GroupT = TypeVar("GroupT", bound=Hashable)
ValueT = TypeVar("ValueT")


def now_sentences(lacks: "Lacks", check: "Check", plan: "Plan") -> tuple[Message, ...]:
    """Say what a plan lacks, phase by phase: each student once for each thing that is lacking."""
    groups, everybody = _grouped(_named(lacks, check)), len(check.paths)
    said = []
    for phase in plan.lesson.phases:
        for kind, students in ((kind, groups.get((phase.id, kind))) for kind in KINDS):
            if students:
                first = len(groups.get((phase.id, "now_none"), ())) if kind != "now_none" else 0
                whole = Whole(everybody - first, "others" if first else "everybody")
                said.append(_about(kind, students, whole, phase=phase.title))
    return tuple(said)


def _named(lacks: "Lacks", check: "Check") -> "Iterator[tuple[tuple[str, str], str]]":
    """Yield what is lacking by phase and kind, with the student."""
    options = {path.student: path.choices for path in check.paths}
    for student, phase in lacks.choices:
        number = options[student][phase]
        yield (phase, OPTIONS[number] if number < len(OPTIONS) else "now_few"), student
    for student, phase in lacks.ways:
        if options[student][phase]:
            yield (phase, "now_way"), student
    for student, phase in lacks.places:
        if options[student][phase]:
            yield (phase, "now_place"), student


def turn_sentences(proposal: "Proposal") -> "Iterator[Message]":
    """Say what turns for whom: verdicts, ways through the lesson, then how much there is to choose from."""
    words, told = load_catalogue().words["verdict"], proposal.difference
    titles = {phase.id: phase.title for phase in proposal.plan.lesson.phases}
    everybody = Whole(len(proposal.check.paths))
    cells = _grouped(((one.phase, one.before, one.after), one.student) for one in told.cells)
    for (phase, before, after), students in _by_phase(cells, titles):
        turn = {"before": words[before.id], "after": words[after.id]}
        yield _about("turn", students, everybody, phase=titles[phase], **turn)
    for key, through in (("path_opened", told.paths_opened), ("path_broken", told.paths_broken)):
        if through:
            yield _about(key, through, everybody)
    choices = _grouped(((one.phase, one.before, one.after), one.student) for one in told.choices)
    for (phase, was, now), students in _by_phase(choices, titles):
        yield _about("options", students, everybody, phase=titles[phase], was=was, now=now, n=now)


def _by_phase(
    groups: "Mapping[tuple[str, ValueT, ValueT], tuple[str, ...]]", phases: Iterable[str]
) -> "list[tuple[tuple[str, ValueT, ValueT], tuple[str, ...]]]":
    order = {phase: t for t, phase in enumerate(phases)}
    return sorted(groups.items(), key=lambda group: order[group[0][0]])


def finding_sentences(proposal: "Proposal") -> "Iterator[Message]":
    """Say which findings come and go with a proposal."""
    for key, findings in (("came", proposal.difference.came), ("went", proposal.difference.went)):
        for found in findings:
            yield _told(key, found=both(found.message))


def effort_words(effort: float, limits: "Limits") -> Message:
    """Say in two words how much a proposal asks of the adults."""
    if effort <= limits["repair_small_effort"]:
        return _told("small")
    return _told("medium" if effort <= limits["repair_some_effort"] else "large")


def effort_sentence(effort: float) -> Message:
    """Say the same as a number, and what it is measured in."""
    return _told("effort_said", effort=float(effort))


def touches_sentence(students: tuple[str, ...], helped: int, check: "Check") -> Message:
    """Say for whom else something changes, beside those who are helped."""
    whole = Whole(len(check.paths) - helped, "others" if helped else "everybody")
    return _about("touches", students, whole) if students else _told("touches_nobody")


def helps_sentence(students: tuple[str, ...], check: "Check") -> Message:
    """Say for whom something changes who lacked something."""
    return _about("helps", students, Whole(len(check.paths)))


def _grouped(pairs: Iterable[tuple[GroupT, str]]) -> Mapping[GroupT, tuple[str, ...]]:
    """Put students with the same beside each other, each once, in the order they come in."""
    groups: defaultdict[GroupT, dict[str, None]] = defaultdict(dict)
    for group, student in pairs:
        groups[group][student] = None
    return {group: tuple(students) for group, students in groups.items()}


def _about(key: str, students: tuple[str, ...], whole: Whole = NOBODY, **facts: "Value") -> Message:
    """Say something of students by their codes, of more than a few who are all there are as such."""
    named: Value = students_words(students)
    if len(students) == whole.number > A_FEW:
        named = load_catalogue().words["repair"][whole.word]
    who: dict[str, Value] = {"students": named, "n": len(students)}
    return _told(key, **{**who, **facts})


def _told(key: str, **params: "Value") -> Message:
    return Message(load_catalogue().words["repair"][key], params)
