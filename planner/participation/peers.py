"""A safe peer: somebody named can take the same option, who may need a safe peer too."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from planner.participation.model import Verdict
from planner.participation.outcome import MET, Outcome, State, missing, unmet
from planner.participation.words import Judged, OptionStates, judge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.participation.needs import Need
    from planner.participation.table import Table
    from planner.participation.words import Words

NO_PEER = unmet("no_peer")
NOT_NAMED = missing()
PEER_UNKNOWN = missing("missing_peer")
PEER_CANNOT = unmet()


def peer_outcome(need: "Need", best: int) -> Outcome:
    """Return the outcome where ``best`` is the best verdict of the peers on the option."""
    if need.peers is None:
        return NOT_NAMED
    if not need.peers:
        return NO_PEER
    if best <= Verdict.WITH_SUPPORT:
        return MET
    return PEER_UNKNOWN if best == Verdict.UNKNOWN else PEER_CANNOT


def judge_with_peers(
    wants: "Words", brings: "Words", states: OptionStates, table: "Table", profile_of: "Mapping[str, int]"
) -> Judged:
    """Judge, and ask peers until nothing changes; verdicts only get worse, so that it ends.

    Starting from "every peer can", two students who rely on each other hold each other up.
    """
    judged = judge(wants, brings, states)
    asking = [(n, need) for n, need in enumerate(table.needs) if need.prerequisite == "safe_peer"]
    asked = {n: np.array(table.asked(need)) for n, need in asking}
    while asking and _worsened(asking, asked, states, judged, profile_of):
        judged = judge(wants, brings, states)
    for n, need in asking:
        best = _best_peer(need, judged, profile_of)
        table.rows[n][:] = [
            peer_outcome(need, int(b)) if counts else MET for b, counts in zip(best, asked[n], strict=True)
        ]
    return judged


def _best_peer(need: "Need", judged: Judged, profile_of: "Mapping[str, int]") -> NDArray[np.int8]:
    rows = [profile_of[code] for code in need.peers or () if code in profile_of]
    if not rows:
        return np.full(judged.verdicts.shape[1], Verdict.NOT_POSSIBLE, np.int8)
    best: NDArray[np.int8] = judged.verdicts[rows].min(axis=0)
    return best


def _worsened(
    asking: "list[tuple[int, Need]]",
    asked: "Mapping[int, NDArray[np.bool_]]",
    states: OptionStates,
    judged: Judged,
    profile_of: "Mapping[str, int]",
) -> bool:
    changed = False
    for n, need in asking:
        best = _best_peer(need, judged, profile_of)
        state = np.array([peer_outcome(need, verdict).state for verdict in range(len(Verdict))], np.int8)[
            best
        ]
        state = np.where(asked[n], state, np.int8(State.MET))
        changed |= bool((state != states.plain[n]).any())
        states.plain[n] = state
    return changed
