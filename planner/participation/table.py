"""Every distinct need asked of every option, once: the outcomes behind all verdicts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.participation import conditions
from planner.participation.bands import class_size
from planner.participation.needs import EVERYONE, PLACE, Need
from planner.participation.options import Option, Setting, Task, options_of, tasks_of
from planner.participation.outcome import MET, Outcome, missing
from planner.participation.registry import Parameters
from planner.participation.rules import OPTION_RULES, PATH_RULES, TASK_RULES, ZONE_RULES
from planner.participation.sound import PhaseSound
from planner.participation.views import Mobility, OptionView, TaskView, ZoneView

if TYPE_CHECKING:
    from planner.catalogue.model import Prerequisite

NO_ZONE = missing("missing_zone")
NO_WAYS_IN = missing("missing_ways_in")
NO_DISPLAY = missing("missing_display")

Row = list[Outcome]
Ask = Callable[[Option], Outcome]


@dataclass(frozen=True, slots=True)
class Table:
    """Outcomes of needs in options.

    ``rows[need][option]``; needs about company and about a path have a row that is met throughout –
    they are answered for students, see ``asked`` for the options in which they count.
    """

    setting: Setting
    tasks: tuple[Task, ...]
    options: tuple[Option, ...]
    needs: tuple[Need, ...]
    rows: tuple[Row, ...]

    def asked(self, need: Need) -> list[bool]:
        """Return per option whether a need counts there and no offered support meets it already."""
        gates = _gates(self.setting.catalogue.prerequisites[need.prerequisite], self.tasks)
        return [gates[option.task] is None for option in self.options]


def fill_table(setting: Setting, needs: tuple[Need, ...]) -> Table:
    """Ask every need of every option; what depends on the activity or the zone alone is asked once."""
    tasks = tasks_of(setting.plan)
    options = options_of(tasks, setting.facts)
    asker = _Asker(setting, tasks)
    rows = tuple(asker.row(need, options) for need in needs)
    return Table(setting, tasks, options, needs, rows)


def _gates(entry: "Prerequisite", tasks: tuple[Task, ...]) -> list[Outcome | None]:
    """Return per activity what settles a prerequisite before its rule is asked; None: ask the rule."""
    supports = frozenset(entry.supports)
    return [_gate(entry, supports, task) for task in tasks]


def _gate(entry: "Prerequisite", supports: frozenset[str], task: Task) -> Outcome | None:
    if task.activity.kind not in entry.counts_in or supports & task.offered:
        return MET
    if entry.when is None:
        return None
    return _speech_gate(task) if entry.when == "speech_in" else _display_gate(task)


def _speech_gate(task: Task) -> Outcome | None:
    if not task.activity.recorded("ways_in"):
        return NO_WAYS_IN
    return None if "speech" in (task.activity.ways_in or ()) else MET


def _display_gate(task: Task) -> Outcome | None:
    if not task.activity.recorded("display"):
        return NO_DISPLAY
    return None if task.activity.display else MET


class _Asker:
    """Asks rules; remembers each phase's sound while one table is filled."""

    def __init__(self, setting: Setting, tasks: tuple[Task, ...]) -> None:
        self._setting = setting
        self._tasks = tasks
        self._sounds: dict[int, PhaseSound] = {}
        self._on_foot = Mobility(wheels=False, clear_m=setting.limits["walking_width_m"])

    def row(self, need: Need, options: tuple[Option, ...]) -> Row:
        """Return the outcomes of one need in the order of the options."""
        limits = self._setting.limits
        if need in EVERYONE:
            condition = conditions.place if need.prerequisite == PLACE else conditions.route
            return [condition(option, limits) for option in options]
        if need.peers is not None or need.prerequisite in PATH_RULES | {"safe_peer"}:
            return [MET] * len(options)
        gates = _gates(self._setting.catalogue.prerequisites[need.prerequisite], self._tasks)
        ask = self._ask(need)
        return [gates[option.task] or ask(option) for option in options]

    def _ask(self, need: Need) -> Ask:
        numbers = need.numbers
        if need.prerequisite in TASK_RULES:
            return self._ask_task(need.prerequisite, numbers)
        if need.prerequisite in ZONE_RULES:
            return self._ask_zone(need.prerequisite, numbers)
        return self._ask_option(need, numbers)

    def _ask_task(self, prerequisite: str, numbers: Parameters) -> Ask:
        rule, known = TASK_RULES[prerequisite], dict[int, Outcome]()

        def ask(option: Option) -> Outcome:
            outcome = known.get(option.task)
            if outcome is None:
                outcome = known[option.task] = rule(self._task_view(option), numbers)
            return outcome

        return ask

    def _task_view(self, option: Option) -> TaskView:
        task = self._tasks[option.task]
        plan, limits = self._setting.plan, self._setting.limits
        questions = self._setting.catalogue.words["ten_h"]
        return TaskView(plan, option.phase, option.activity, task.start, task.end, limits, questions)

    def _ask_zone(self, prerequisite: str, numbers: Parameters) -> Ask:
        rule, known = ZONE_RULES[prerequisite], dict[int, Outcome]()

        def ask(option: Option) -> Outcome:
            if option.place is None:
                return NO_ZONE
            outcome = known.get(id(option.place))
            if outcome is None:
                view = ZoneView(option.place, self._setting.limits)
                outcome = known[id(option.place)] = rule(view, numbers)
            return outcome

        return ask

    def _ask_option(self, need: Need, numbers: Parameters) -> Ask:
        rule = OPTION_RULES[need.prerequisite]
        mobility = need.mobility or self._on_foot

        def ask(option: Option) -> Outcome:
            if option.place is None:
                return NO_ZONE
            return rule(self._option_view(option, mobility), numbers)

        return self._remembering(need, ask) if self._setting.memory else ask

    def _remembering(self, need: Need, ask: Ask) -> Ask:
        """Return a way to ask that looks first whether the answer about the same phase and room is known."""
        setting, memory = self._setting, self._setting.memory
        if memory is None:
            raise AssertionError
        phases, known = setting.plan.lesson.phases, memory.of(need)
        held = [memory.holds(phase, facts) for phase, facts in zip(phases, setting.facts, strict=True)]

        def remembered(option: Option) -> Outcome:
            t = option.phase
            if not held[t]:
                return ask(option)
            key = id(phases[t]), id(setting.facts[t]), id(option.activity), id(option.place)
            outcome = known.get(key)
            if outcome is None:
                outcome = known[key] = ask(option)
            return outcome

        return remembered

    def _option_view(self, option: Option, mobility: Mobility) -> OptionView:
        setting = self._setting
        phase, facts = setting.plan.lesson.phases[option.phase], setting.facts[option.phase]
        if option.place is None:
            raise AssertionError(option)
        sound = self._sounds.get(option.phase)
        if sound is None:
            size = class_size(setting.plan, setting.limits)
            sound = self._sounds[option.phase] = PhaseSound(phase, facts, size, setting.limits)
        return OptionView(phase, option.activity, option.place, facts, sound, mobility, setting.limits)
