"""The whole class at once on arrays: verdicts per option, best per cell, ways through the lesson."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.participation.bands import checked_students
from planner.participation.layers import Layers, first_break, layers_of, open_to
from planner.participation.model import Verdict
from planner.participation.needs import EVERYONE, Need, Profile, profile_of
from planner.participation.outcome import State
from planner.participation.path_needs import Journey, PathAnswer, answer_paths
from planner.participation.peers import judge_with_peers
from planner.participation.table import Table, fill_table
from planner.participation.words import Judged, brought, own_support, states_of, wanted

if TYPE_CHECKING:
    from planner.participation.options import Setting
    from planner.participation.words import Verdicts


@dataclass(frozen=True, slots=True)
class Compiled:
    """Everything answered, by profile; students of one profile share its row.

    Attributes
    ----------
    students
        Profile of each student of the check, in the order of the plan.
    judged
        Words and verdicts of options before the needs about a way.
    verdicts
        ``[profiles, options]`` with them.
    breaks
        Per profile the first phase that no way leads through; the number of phases where one does.
    narrowest
        Per profile the phase with the fewest options on a way; -1 where no way leads through.
    """

    table: Table
    layers: Layers
    profiles: tuple[Profile, ...]
    students: tuple[int, ...]
    judged: Judged
    paths: tuple[PathAnswer, ...]
    verdicts: "Verdicts"
    breaks: NDArray[np.intp]
    narrowest: NDArray[np.intp]


def compile_check(setting: "Setting") -> Compiled:
    """Ask everything once and judge the whole class."""
    plan = setting.plan
    asked = checked_students(plan)
    of_student = [profile_of(student, plan, setting.catalogue, setting.limits) for student in asked]
    profiles = tuple(dict.fromkeys(of_student))
    number = {profile: p for p, profile in enumerate(profiles)}
    students = tuple(number[profile] for profile in of_student)
    table = fill_table(setting, distinct_needs(setting, profiles))
    codes = {student.code: p for student, p in zip(asked, students, strict=True)}
    return judge_class(table, profiles, students, codes)


def distinct_needs(setting: "Setting", profiles: tuple[Profile, ...]) -> tuple[Need, ...]:
    """Return every need once: what is asked of anyone, then the order of the catalogue."""
    order = {entry: n for n, entry in enumerate(setting.catalogue.prerequisites)}
    distinct = dict.fromkeys(need for profile in profiles for need in profile.needs if need not in EVERYONE)
    return EVERYONE + tuple(sorted(distinct, key=lambda need: order[need.prerequisite]))


def judge_class(
    table: Table, profiles: tuple[Profile, ...], students: tuple[int, ...], codes: dict[str, int]
) -> Compiled:
    """Judge on arrays alone: the numeric core, with every outcome at hand."""
    catalogue = table.setting.catalogue
    wants = wanted(profiles, table.needs)
    brings = brought(profiles, table.needs, catalogue)
    judged = judge_with_peers(wants, brings, states_of(table), table, codes)
    mobilities = tuple(dict.fromkeys(profile.mobility for profile in profiles))
    layers = layers_of(table, mobilities)
    mobility = np.array([mobilities.index(profile.mobility) for profile in profiles], np.intp)
    paths = answer_paths(Journey(table, layers, profiles, judged.verdicts, mobility))
    verdicts = _with_paths(judged.verdicts, layers, profiles, paths, table)
    breaks, narrowest = _through(layers, verdicts, mobility)
    return Compiled(table, layers, profiles, students, judged, paths, verdicts, breaks, narrowest)


def path_verdict(answer: PathAnswer, profile: Profile, table: Table) -> Verdict:
    """Return what a break means for the options of its phase."""
    if own_support(answer.need, profile, table.setting.catalogue):
        return Verdict.WITH_SUPPORT
    return Verdict.NOT_POSSIBLE if answer.outcome.state is State.UNMET else Verdict.UNKNOWN


def _with_paths(
    verdicts: "Verdicts",
    layers: Layers,
    profiles: tuple[Profile, ...],
    paths: tuple[PathAnswer, ...],
    table: Table,
) -> "Verdicts":
    together = verdicts.copy()
    for answer in paths:
        phase = layers.phases[answer.phase]
        worst = np.int8(path_verdict(answer, profiles[answer.profile], table))
        together[answer.profile, phase] = np.maximum(together[answer.profile, phase], worst)
    return together


def _through(
    layers: Layers, verdicts: "Verdicts", mobility: NDArray[np.intp]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    flags = open_to(verdicts, known=False)
    reached = layers.reached(flags, mobility)
    breaks = first_break(reached)
    live_zones = layers.leading_on(reached, mobility)
    live = [
        (flags[:, phase] & live_zones[t][:, layers.zone[phase]]).sum(axis=1)
        for t, phase in enumerate(layers.phases)
    ]
    narrowest = np.where(breaks < len(reached), -1, np.argmin(np.stack(live), axis=0))
    return breaks, narrowest
