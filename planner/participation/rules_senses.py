"""Prerequisites about seeing, hearing and quiet: faces, boards, speech, noise, movement in sight, light."""

from math import atan2, degrees, hypot, isnan
from typing import TYPE_CHECKING

from planner.participation.outcome import MET, Outcome, State, missing, short, unmet
from planner.participation.registry import Parameters, option_rule, zone_rule
from planner.participation.sound import SIZE
from planner.participation.views import OptionView, ZoneView
from planner.room.facts import BoardView, SeatFacts

if TYPE_CHECKING:
    from planner.catalogue.message import Value
    from planner.lesson.model import Activity
    from planner.participation.sound import Noise


@option_rule
def see_face(view: OptionView, p: Parameters) -> Outcome:
    """Ask for a seat close to where the adult speaks, facing there."""
    if not view.activity.recorded("adult"):
        return missing()
    if view.activity.adult is None:
        return unmet("no_adult")
    if not view.zone.seats:
        return missing("missing_seats")
    speaker = _speaker(view)
    angle = view.limits["face_angle_deg"]
    facing = [seat for seat in view.zone.seats if _turn_to(seat, speaker) <= angle]
    if not facing:
        return unmet("away")
    nearest = min(hypot(seat.x - speaker[0], seat.y - speaker[1]) for seat in facing)
    return MET if nearest <= p["distance_m"] else short(nearest, p["distance_m"], "m")


def _speaker(view: OptionView) -> tuple[float, float]:
    """Where the adult speaks by estimate: at the board for the whole class, else in the zone's middle."""
    at_board, middle = view.zone.speaking
    together = view.activity.display or view.activity.social_form == "whole_class"
    return at_board if together and at_board else middle


def _turn_to(seat: SeatFacts, point: tuple[float, float]) -> float:
    """Return how far the head turns from a seat's direction to a point, in degrees (0-180)."""
    turn = degrees(atan2(point[1] - seat.y, point[0] - seat.x)) - seat.facing
    return abs((turn + 180) % 360 - 180)


@zone_rule
def see_board(view: ZoneView, _p: Parameters) -> Outcome:
    """Ask for a seat with a clear view of the whole board, near enough and not too oblique."""
    if not view.zone.seats:
        return missing()
    if not view.zone.views:
        return missing("missing_board")
    faults = [_board_fault(view, seen) for seen in view.zone.views]
    return MET if None in faults else min((fault for fault in faults if fault), key=_how_far_off)


def _board_fault(view: ZoneView, seen: BoardView) -> Outcome | None:
    """Return what keeps one seat from seeing one board, None where nothing does."""
    limits = view.limits
    if seen.turn_deg > limits["facing_away_deg"]:
        return unmet("away", board=seen.board)
    if seen.visible < limits["board_visible_share"]:
        return short(100 * seen.visible, 100 * limits["board_visible_share"], "%", "hidden")
    if seen.distance_m > limits["board_far_m"]:
        return short(seen.distance_m, limits["board_far_m"], "m")
    if seen.angle_deg < limits["board_angle_deg"]:
        return short(seen.angle_deg, limits["board_angle_deg"], "°", "oblique")
    return None


def _how_far_off(fault: Outcome) -> tuple[bool, float]:
    """Order faults of seats from the nearest to good: relative distance to the limit."""
    if fault.value is None or not fault.limit:
        return True, 0.0
    return False, abs(fault.value - fault.limit) / fault.limit


@option_rule
def hear_speech(view: OptionView, p: Parameters) -> Outcome:
    """Ask for speech at the best seat well over the other sound; what is not recorded only adds to it."""
    heard = view.sound.speech(view.activity, view.zone.id, _nearest_m(view))
    if isnan(heard.speech_db):
        return missing()
    margin = heard.speech_db - heard.other_db
    if margin < p["margin_db"]:
        return short(margin, p["margin_db"], "dB")
    return _to_record(heard.gap)


def _nearest_m(view: OptionView) -> float:
    """Return the distance from where the adult speaks to the nearest seat, at least a listener's metre."""
    speaker = _speaker(view)
    distances = [hypot(seat.x - speaker[0], seat.y - speaker[1]) for seat in view.zone.seats]
    return max(min(distances, default=0.0), view.limits["nearest_listener_m"])


def _to_record(gap: str | None, with_own: State = State.MET) -> Outcome:
    """Return met, or what has to be recorded about the sound first."""
    if gap is None:
        return MET
    variant = {"reverberation": "missing", SIZE: "missing_size"}.get(gap, "missing_voice")
    return Outcome(State.MISSING, variant, {"other": gap}, with_own=with_own)


@option_rule
def low_noise(view: OptionView, p: Parameters) -> Outcome:
    """Hold the estimated level in the zone, all activities running, against the student's limit.

    A level that is above the limit by less than an estimate can tell counts as on the limit. Where
    something is not recorded, the known sources alone may already be too loud.
    """
    noise, limit = view.sound.noise(view.activity, view.zone.id), p["level_db"]
    too_loud = limit + view.limits["level_equal_db"]
    if noise.level_db <= too_loud:
        return _to_record(noise.gap, State.MISSING)
    only_neighbours = noise.loudest is not None and noise.own_db <= too_loud
    words: dict[str, Value] = {"value": noise.level_db, "limit": limit, "loudest": noise.loudest or ""}
    return Outcome(
        State.UNMET,
        "neighbour" if only_neighbours else "unmet",
        words,
        noise.level_db,
        limit,
        "dB",
        with_own=_behind_headphones(view, noise, too_loud),
    )


def _behind_headphones(view: OptionView, noise: "Noise", too_loud: float) -> State:
    """Return how a level stands for a student with headphones of their own."""
    if noise.level_db - view.limits["headphones_db"] > too_loud:
        return State.UNMET
    return State.MET if noise.complete else State.MISSING


@option_rule
def low_visual(view: OptionView, p: Parameters) -> Outcome:
    """Ask for little traffic past the zone and no other activity's board before it, or a screened zone."""
    if view.zone.screened:
        return MET
    percent = 100 * view.zone.passing
    if percent > p["passing_percent"]:
        return short(percent, p["passing_percent"], "%", n=view.zone.passing_routes)
    if not _faces_board(view):
        return MET
    others = [other for other in _others_here(view) if other.display]
    if others:
        return unmet("display", other=others[0].title)
    open_questions = [other for other in _others_here(view) if not other.recorded("display")]
    return missing(other=open_questions[0].title) if open_questions else MET


def _faces_board(view: OptionView) -> bool:
    """Whether no seat of the zone has its back to the boards of the room."""
    turned = {seen.seat for seen in view.zone.views if seen.turn_deg <= view.limits["facing_away_deg"]}
    return bool(turned) and len(turned) == len(view.zone.seats)


def _others_here(view: OptionView) -> list["Activity"]:
    """Return the other activities of the phase in the same room."""
    zones = view.facts.zones
    return [
        other
        for other in view.phase.activities
        if other is not view.activity
        and any(zone in zones and zones[zone].room == view.zone.room for zone in other.zones or ())
    ]


@zone_rule
def light(view: ZoneView, p: Parameters) -> Outcome:
    """Ask for the zone's light, recorded and neither too dim nor too bright."""
    lux = view.zone.light_lux
    if lux is None:
        return missing()
    if lux < p["min_lux"]:
        return short(lux, p["min_lux"], "lux", "dim")
    return MET if lux <= p["max_lux"] else short(lux, p["max_lux"], "lux")
