"""From a checked plan to the problem of placing its students; the same plan gives the same problem."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from planner.participation.assignment.journeys import journeys_of
from planner.participation.assignment.model import Option, PhaseOf, Pin, Problem, option_number
from planner.participation.assignment.noise import sounds_of
from planner.participation.bands import checked_students, class_size
from planner.participation.model import Verdict
from planner.participation.needs import profile_of
from planner.participation.options import setting_of
from planner.participation.table import Table, fill_table
from planner.participation.words import own_support

if TYPE_CHECKING:
    from planner.catalogue.message import Message
    from planner.catalogue.model import Catalogue, Limits
    from planner.lesson.model import Plan
    from planner.participation.assignment.noise import Sounds
    from planner.participation.model import Cell, Check
    from planner.participation.needs import Need, Profile
    from planner.participation.options import Option as Checked
    from planner.participation.views import Mobility
    from planner.room.facts import RoomFacts

Numbered = tuple[int, "Checked"]


def problem_of(
    check: "Check",
    table: Table,
    pins: tuple[Pin, ...] = (),
) -> Problem:
    """Return the problem of a plan; ``table`` is what was asked, see :func:`table_of`.

    The plan's own pins hold, unless ``pins`` say otherwise of the student in that phase. One of them that
    names what the plan has no longer is among the ``lost``.

    Raises
    ------
    KeyError
        Where one of ``pins`` names a student, phase or option the plan does not have.
    """
    return _Builder(check, table, pins).problem()


def table_of(
    plan: "Plan", facts_by_phase: Mapping[str, "RoomFacts"], catalogue: "Catalogue", limits: "Limits"
) -> Table:
    """Return the options of a plan in the order of the check, with nothing asked of them."""
    return fill_table(setting_of(plan, facts_by_phase, catalogue, limits), ())


class _Builder:
    """Puts a problem together, one part at a time."""

    def __init__(self, check: "Check", table: Table, pins: tuple[Pin, ...]) -> None:
        setting = table.setting
        self.table, self.setting, self.plan = table, setting, setting.plan
        self.phases, self.students = setting.plan.lesson.phases, checked_students(setting.plan)
        self.number = {student.code: s for s, student in enumerate(self.students)}
        self.profiles = [profile_of(s, self.plan, setting.catalogue, setting.limits) for s in self.students]
        phase = {entry.id: t for t, entry in enumerate(self.phases)}
        self.cells = {(self.number[c.student], phase[c.phase]): c for c in check.cells}
        self.options = tuple(_option(checked) for checked in table.options)
        self.pins = pins
        self.phase_number = phase

    def problem(self) -> Problem:
        bare = Problem(self._phases(), tuple(self.number), self.options, ())
        own, lost = self._own(bare)
        pinned = own | dict(self._pinned(bare))
        size = class_size(self.plan, self.setting.limits).least
        return Problem(
            bare.phases,
            bare.students,
            self.options,
            tuple(self._costs(s, pinned) for s in range(len(self.students))),
            capacity=dict(self._capacity()),
            together=tuple(self._named("together")),
            asunder=tuple(self._asunder()),
            wishes=tuple(self._named("wishes")),
            beside=frozenset(self._beside()),
            quiet=dict(self._quiet()),
            sounds=tuple(self._sounds(t) for t in range(len(self.phases))),
            journeys=journeys_of(self.table, self.profiles, self.cells),
            blocked=self._blocked(),
            closed=dict(self._closed(pinned)),
            pinned=pinned,
            lost=lost,
            zone_names={z.id: z.name for facts in self.setting.facts for z in facts.zones.values()},
            adult_roles={adult.id: adult.role for adult in self.plan.adults},
            unnamed=max(0, size - len(self.students)),
        )

    def _phases(self) -> tuple[PhaseOf, ...]:
        return tuple(PhaseOf(phase.id, phase.title, phase.minutes) for phase in self.phases)

    def _pinned(self, bare: Problem) -> Iterator[tuple[tuple[int, int], int]]:
        for pin in self.pins:
            phase = self.phase_number[pin.phase]
            yield (
                (self.number[pin.student], phase),
                option_number(bare, phase, pin.activity, pin.zone),
            )

    def _own(self, bare: Problem) -> tuple[dict[tuple[int, int], int], tuple[Pin, ...]]:
        """Return what the plan's own pins choose, and those that name what is not there."""
        chosen: dict[tuple[int, int], int] = {}
        lost: list[Pin] = []
        for one in self.plan.pins:
            try:
                phase = self.phase_number[one.phase]
                option = option_number(bare, phase, one.activity, one.zone)
                chosen[self.number[one.student], phase] = option
            except KeyError:
                lost.append(Pin(one.student, one.phase, one.activity, one.zone))
        return chosen, tuple(lost)

    def _open(self, student: int) -> Iterator[tuple[int, int]]:
        """Yield the options the check leaves open to a student, with the verdict as a number."""
        for o, checked in enumerate(self.table.options):
            verdict = self._verdict(student, o, checked)
            if verdict is not Verdict.NOT_POSSIBLE:
                yield o, int(verdict)

    def _verdict(self, student: int, option: int, checked: "Checked") -> Verdict:
        cell = self.cells[student, checked.phase]
        first = self._first_of(checked.phase)
        return cell.options[option - first].verdict

    def _first_of(self, phase: int) -> int:
        return next((o for o, option in enumerate(self.options) if option.phase == phase), 0)

    def _costs(self, student: int, pinned: Mapping[tuple[int, int], int]) -> dict[int, int]:
        costs = dict(self._open(student))
        chosen = [o for (s, _), o in pinned.items() if s == student and o not in costs]
        return dict(sorted({**costs, **dict.fromkeys(chosen, int(Verdict.NOT_POSSIBLE))}.items()))

    def _capacity(self) -> Iterator[tuple[tuple[int, str], int]]:
        for checked in self.table.options:
            if checked.place is not None:
                yield (checked.phase, checked.place.id), checked.place.places

    def _named(self, field: str) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield students with those a field names, unknown codes and themselves left out."""
        for s, student in enumerate(self.students):
            others = {self.number[code] for code in getattr(student, field) if code in self.number} - {s}
            if others:
                yield s, tuple(sorted(others))

    def _asunder(self) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Yield pairs to keep apart; where a phase happens in one zone only, no placement can."""
        places = [{o.place for o in self.options if o.phase == t} for t in range(len(self.phases))]
        phases = tuple(t for t, here in enumerate(places) if len(here) > 1)
        pairs = {tuple(sorted((s, other))) for s, others in self._named("apart_from") for other in others}
        for one, other in sorted(pairs):
            yield one, other, phases

    def _asking(self, prerequisite: str) -> Iterator[tuple[int, "Profile", "Need", Numbered]]:
        """Yield students who need something, with the open options in which it counts."""
        for s, profile in enumerate(self.profiles):
            for need in profile.needs:
                if need.prerequisite == prerequisite:
                    counts = self.table.asked(need)
                    for o, _ in self._open(s):
                        if counts[o]:
                            yield s, profile, need, (o, self.table.options[o])

    def _beside(self) -> Iterator[tuple[int, int]]:
        for s, profile, need, (o, checked) in self._asking("adult_near"):
            own = own_support(need, profile, self.setting.catalogue)
            if checked.activity.adult is not None and own is None:
                yield s, o

    def _quiet(self) -> Iterator[tuple[tuple[int, int], float]]:
        limits = self.setting.limits
        for s, profile, need, (o, checked) in self._asking("low_noise"):
            if checked.place is not None:
                own = own_support(need, profile, self.setting.catalogue)
                behind = limits["headphones_db"] if own else 0.0
                yield (s, o), need.numbers["level_db"] + limits["level_equal_db"] + behind

    def _sounds(self, phase: int) -> "Sounds | None":
        if not any(need.prerequisite == "low_noise" for profile in self.profiles for need in profile.needs):
            return None
        voiced = [
            (o, checked.activity, checked.place.id)
            for o, checked in enumerate(self.table.options)
            if checked.phase == phase and checked.place is not None and checked.activity.recorded("voice")
        ]
        return sounds_of(voiced, self.setting.facts[phase].sound, self.setting.limits)

    def _blocked(self) -> tuple[frozenset[tuple[int, str, str]], ...]:
        known = {m: self._blocked_for(m) for m in {profile.mobility for profile in self.profiles}}
        return tuple(known[profile.mobility] for profile in self.profiles)

    def _blocked_for(self, mobility: "Mobility") -> frozenset[tuple[int, str, str]]:
        slack = self.setting.limits["limit_tie_m"]
        used = [
            sorted({o.place for o in self.options if o.phase == t and o.known})
            for t in range(len(self.phases))
        ]
        return frozenset(
            (t, start, end)
            for t in range(1, len(self.phases))
            for start in used[t - 1]
            for end in used[t]
            if start != end and not mobility.passes(self.setting.facts[t].routes.get((start, end)), slack)
        )

    def _closed(
        self, pinned: Mapping[tuple[int, int], int]
    ) -> Iterator[tuple[tuple[int, int], tuple["Message", ...]]]:
        for key, cell in self.cells.items():
            if cell.verdict is Verdict.NOT_POSSIBLE and key not in pinned:
                yield key, _reasons(cell)


def _reasons(cell: "Cell") -> tuple["Message", ...]:
    """Return what stands in the way of each option, the first barrier of each, told once."""
    first = [option.barriers[0].message for option in cell.options if option.barriers]
    return tuple({message.text("en"): message for message in first}.values())


def _option(checked: "Checked") -> Option:
    activity, size = checked.activity, checked.activity.group_size
    known = checked.place is not None
    return Option(
        checked.phase,
        activity.id,
        activity.title,
        checked.zone,
        checked.place.id if checked.place else f"activity:{activity.id}",
        known=known,
        adult=activity.adult,
        apart=activity.apart is not None,
        least=size.min if size else None,
        most=size.max if size else None,
    )
