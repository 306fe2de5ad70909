"""One student explained on graphs: verdicts, the way through, the smallest cut, the nearest way.

Works student by student on networkx and uses no array: the second way to the answer of ``compiled``.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.participation.bands import checked_students
from planner.participation.compiled import distinct_needs
from planner.participation.graph import (
    Graph,
    break_of,
    narrowest_of,
    nearest_way,
    open_graph,
    option_graph,
    smallest_cut,
    takes_part,
)
from planner.participation.graph_ways import BREAKS, Walkable
from planner.participation.model import StudentPath, Verdict
from planner.participation.needs import Need, Profile, profile_of
from planner.participation.outcome import Outcome, State, missing
from planner.participation.path_needs import Relief, path_limit, path_outcome, relief_of
from planner.participation.peers import peer_outcome
from planner.participation.table import fill_table
from planner.participation.words import own_support

if TYPE_CHECKING:
    from planner.participation.options import Option, Setting


@dataclass(frozen=True, slots=True)
class Explained:
    """One student: the option graph, verdicts per option, the way, the cut and the nearest way."""

    graph: Graph
    verdicts: tuple[Verdict, ...]
    path: StudentPath
    cut: "tuple[Option, ...]"
    nearest: "tuple[Option, ...]"


class Explainer:
    """Explains students of one setting; the table of outcomes is filled once."""

    def __init__(self, setting: "Setting") -> None:
        plan = setting.plan
        self._profiles = {
            student.code: profile_of(student, plan, setting.catalogue, setting.limits)
            for student in checked_students(plan)
        }
        profiles = tuple(dict.fromkeys(self._profiles.values()))
        self._table = fill_table(setting, distinct_needs(setting, profiles))
        self._rows = dict(zip(self._table.needs, self._table.rows, strict=True))
        self._reliefs: dict[str, Relief] = {}
        self._asked_of: dict[Need, list[bool]] = {}

    def explain(self, code: str) -> Explained:
        """Explain one student by code, with the smallest cut and the nearest way."""
        G, verdicts, path = self.answer(code)  # noqa: N806
        options = self._table.options
        cut = smallest_cut(open_graph(G, takes_part))
        return Explained(
            G,
            verdicts,
            path,
            tuple(options[o] for o in sorted(cut)),
            tuple(options[o] for o in nearest_way(G)),
        )

    def answer(self, code: str) -> tuple[Graph, tuple[Verdict, ...], StudentPath]:
        """Return a student's option graph, verdicts per option, and way through the lesson."""
        profile = self._profiles[code]
        states = [self._states(profile, o, self._able(o, code)) for o in range(len(self._table.options))]
        verdicts = self._with_paths(profile, [_verdict(found) for found in states])
        barriers = [sum(state is State.UNMET for state, _ in found) for found in states]
        G = option_graph(self._table, profile.mobility, verdicts, barriers)  # noqa: N806
        return G, tuple(verdicts), self._path(code, open_graph(G, takes_part), verdicts)

    def _states(self, profile: Profile, o: int, able: dict[str, Verdict]) -> list[tuple[State, bool]]:
        """Return each need's state at an option, and whether a support of the student's own meets it."""
        found = []
        for need in profile.needs:
            outcome = self._outcome(need, o, able)
            own = outcome.state is not State.MET and self._own(need, profile)
            found.append((outcome.with_own if own else outcome.state, own and outcome.with_own is State.MET))
        return found

    def _own(self, need: Need, profile: Profile) -> bool:
        return own_support(need, profile, self._table.setting.catalogue) is not None

    def _outcome(self, need: Need, o: int, able: dict[str, Verdict]) -> Outcome:
        if need.prerequisite != "safe_peer" or not self._asked(need)[o]:
            return self._rows[need][o]
        best = min((able[peer] for peer in need.peers or () if peer in able), default=Verdict.NOT_POSSIBLE)
        return peer_outcome(need, best)

    def _asked(self, need: Need) -> list[bool]:
        known = self._asked_of.get(need)
        if known is None:
            known = self._asked_of[need] = self._table.asked(need)
        return known

    def _able(self, o: int, code: str) -> dict[str, Verdict]:
        """Return the verdicts on an option of a student's peers and theirs, by asking until none changes."""
        circle = self._circle(code)
        able = dict.fromkeys(circle, Verdict.AS_PLANNED)
        while True:
            now = {peer: _verdict(self._states(self._profiles[peer], o, able)) for peer in circle}
            if now == able:
                return able
            able = now

    def _circle(self, code: str) -> set[str]:
        circle, waiting = set[str](), [code]
        while waiting:
            here = waiting.pop()
            if here in self._profiles and here not in circle:
                circle.add(here)
                waiting += [peer for need in self._profiles[here].needs for peer in need.peers or ()]
        return circle

    def _with_paths(self, profile: Profile, verdicts: list[Verdict]) -> list[Verdict]:
        together = list(verdicts)
        for need in profile.needs:
            if need.prerequisite in BREAKS:
                found = self._path_break(need, profile, verdicts)
                if found is not None:
                    worst = _path_verdict(found[1], own=self._own(need, profile))
                    for o, option in enumerate(self._table.options):
                        if option.phase == found[0]:
                            together[o] = max(together[o], worst)
        return together

    def _path_break(
        self, need: Need, profile: Profile, verdicts: list[Verdict]
    ) -> tuple[int, Outcome] | None:
        table, setting = self._table, self._table.setting
        relief = self._reliefs.setdefault(need.prerequisite, relief_of(need.prerequisite, table))
        limit = path_limit(need, setting.plan, setting.limits)

        def walk(worst: Verdict, free: list[bool]) -> Walkable:
            open_ = frozenset(o for o, verdict in enumerate(verdicts) if verdict <= worst)
            eased = frozenset(o for o, relieved in enumerate(free) if relieved)
            return Walkable(table, profile.mobility, open_, eased, relief.counts, limit)

        G = option_graph(table, profile.mobility, verdicts, [0] * len(verdicts))  # noqa: N806
        none = break_of(open_graph(G, takes_part), len(setting.facts))
        ask = BREAKS[need.prerequisite]
        at_best, value = ask(walk(Verdict.UNKNOWN, relief.at_best))
        if at_best < none:
            return at_best, path_outcome(need, value, limit)
        surely, _ = ask(walk(Verdict.WITH_SUPPORT, relief.surely))
        return (surely, missing()) if surely < none else None

    def _path(self, code: str, usable: Graph, verdicts: list[Verdict]) -> StudentPath:
        ids = [phase.id for phase in self._table.setting.plan.lesson.phases]
        broken = break_of(usable, len(ids))
        complete = broken == len(ids)
        open_ = [o for o, verdict in enumerate(verdicts) if takes_part(verdict)]
        choices, shared = dict.fromkeys(ids, 0), dict.fromkeys(ids, 0)
        for o in open_:
            option = self._table.options[o]
            choices[ids[option.phase]] += 1
            shared[ids[option.phase]] += option.activity.apart is None
        narrowest = ids[narrowest_of(usable, len(ids))] if complete else None
        return StudentPath(code, complete, None if complete else ids[broken], narrowest, choices, shared)


def _verdict(found: list[tuple[State, bool]]) -> Verdict:
    states = {state for state, _ in found}
    if State.UNMET in states:
        return Verdict.NOT_POSSIBLE
    if State.MISSING in states:
        return Verdict.UNKNOWN
    return Verdict.WITH_SUPPORT if any(own for _, own in found) else Verdict.AS_PLANNED


def _path_verdict(outcome: Outcome, *, own: bool) -> Verdict:
    if own:
        return Verdict.WITH_SUPPORT
    return Verdict.NOT_POSSIBLE if outcome.state is State.UNMET else Verdict.UNKNOWN
