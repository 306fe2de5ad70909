"""Which phase and which activity the lesson page is about just now."""

from collections.abc import Mapping
from dataclasses import dataclass
from secrets import token_hex

import streamlit as st

from planner.lesson.model import Activity, Phase, Plan


@dataclass(frozen=True, slots=True)
class Chosen:
    """A phase and an activity by id; the higher number is the newer choice."""

    phase: str
    activity: str | None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """The phase and the activity that are shown, with the phase's place from 0."""

    index: int
    phase: Phase
    activity: Activity
    seq: int

    @property
    def where(self) -> tuple[str, str]:
        """The ids of the phase and the activity."""
        return self.phase.id, self.activity.id


def read_chosen(reported: object) -> Chosen | None:
    """Read what the timeline reports as chosen; None for anything else."""
    if not isinstance(reported, Mapping) or not isinstance(reported.get("seq"), int):
        return None
    phase, activity = reported.get("phase"), reported.get("activity")
    if not isinstance(phase, str):
        return None
    return Chosen(phase, activity if isinstance(activity, str) else None, reported["seq"])


def newest(reported: Chosen | None, kept: Chosen | None) -> Chosen | None:
    """Return the newer of two choices."""
    known = [chosen for chosen in (reported, kept) if chosen is not None]
    return max(known, key=lambda chosen: chosen.seq) if known else None


def spot(plan: Plan, chosen: Chosen | None) -> Spot:
    """Return what is shown: the choice, or the first there is of what it names no longer."""
    ids = [phase.id for phase in plan.lesson.phases]
    index = ids.index(chosen.phase) if chosen and chosen.phase in ids else 0
    phase = plan.lesson.phases[index]
    wanted = chosen.activity if chosen else None
    activity = next((one for one in phase.activities if one.id == wanted), phase.activities[0])
    return Spot(index, phase, activity, chosen.seq if chosen else 0)


def kept(document: str) -> Chosen | None:
    """Return the last choice of this session."""
    chosen: Chosen | None = st.session_state.get(f"lesson_place:{document}")
    return chosen


def keep(document: str, chosen: Chosen | None) -> None:
    """Remember a choice for this session."""
    if chosen is not None:
        st.session_state[f"lesson_place:{document}"] = chosen


def go_to(document: str, phase: str, activity: str | None = None) -> None:
    """Choose from the page itself; newer than what the timeline has reported."""
    before = kept(document)
    keep(document, Chosen(phase, activity, before.seq + 1 if before else 1))


@dataclass(frozen=True, slots=True)
class Removed:
    """A phase or an activity that was just taken out; ``seq`` is the choice that was made with it.

    ``turn`` names the removal, so that the focus is moved once for each.
    """

    id: str
    title: str
    kind: type[Phase | Activity]
    seq: int
    turn: str

    def told(self, plan: Plan, at: Spot) -> bool:
        """Whether it is still news: nothing else was chosen since, and it has not come back."""
        there = {
            *(phase.id for phase in plan.lesson.phases),
            *(one.id for phase in plan.lesson.phases for one in phase.activities),
        }
        return at.seq == self.seq and self.id not in there


def keep_removed(document: str, part: Phase | Activity) -> None:
    """Remember what was taken out last in this session; what is shown in its place was chosen before."""
    chosen = kept(document)
    removed = Removed(part.id, part.title, type(part), chosen.seq if chosen else 0, token_hex(4))
    st.session_state[f"lesson_removed:{document}"] = removed


def removed_last(document: str, plan: Plan, at: Spot) -> Removed | None:
    """Return what was taken out last, while that is still news."""
    removed: Removed | None = st.session_state.get(f"lesson_removed:{document}")
    return removed if removed and removed.told(plan, at) else None
