"""Sound between zones: how much of it travels, how loud running activities are, how well speech carries."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from planner.room.absorption import absorption_area

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.room.facts import SoundFacts

SILENCE_DB = -200.0
SocialForm = Literal["whole_class", "group", "pair", "individual"]
_LEVEL_OF_VOICE = (
    "level_silent_db",
    "level_whisper_db",
    "level_individual_db",
    "level_group_db",
    "level_movement_db",
)
_FIRST_SPOKEN = 2
"""From pair voice on, a whole class is one speaker at a time; below, nobody speaks aloud."""
_ROUNDS = 40
_CLOSE_ENOUGH_DB = 0.01


@dataclass(frozen=True, slots=True)
class Source:
    """Sound made in a zone: its power in quiet, dB(A), and whether it is speech, which grows with noise."""

    zone: str
    power_db: float
    speech: bool = True


def field_db(
    distance_m: "NDArray[np.float64] | float",
    volume_m3: float,
    reverberation_s: float,
    limits: "Limits",
    *,
    screen_db: "NDArray[np.float64] | float" = 0.0,
) -> "NDArray[np.float64]":
    """Return the level at a distance for a sound power of 0 dB; NaN where the reverberation is.

    Direct sound plus Barron's reverberant field, ``10 lg(10^(-IL/10) / 4πr² + 4/A e^(-0.04 r/T))``;
    a screen weakens the direct part only. Mid-band, all directions alike.
    """
    r = np.maximum(np.asarray(distance_m, dtype=float), 0.1)
    area = absorption_area(volume_m3, reverberation_s, limits)
    direct = 10.0 ** (-np.asarray(screen_db) / 10) / (4 * np.pi * r * r)
    reverberant = 4 / area * np.exp(-limits["barron_per_m"] * r / reverberation_s)
    level: NDArray[np.float64] = 10 * np.log10(direct + reverberant)
    return level


def source_power_db(voice: int, students: int, social_form: SocialForm | None, limits: "Limits") -> float:
    """Return the power in quiet, dB(A), of an activity with a voice level 0-4.

    Worked back from published levels of 28 students in an ordinary classroom, then scaled with the
    number of students; a whole class from pair voice on is one speaker at a time and is not scaled.
    """
    one_speaker = social_form == "whole_class" and voice >= _FIRST_SPOKEN
    level = limits["level_one_speaker_db" if one_speaker else _LEVEL_OF_VOICE[voice]]
    power = level - _reference_db(limits)
    if speaks(voice):
        power -= limits["lombard_slope"] * max(0.0, level - limits["lombard_from_db"])
    scale = 1.0 if one_speaker else max(students, 1) / limits["zone_reference_students"]
    return float(power + 10 * np.log10(scale))


def listening_power_db(students: int, limits: "Limits") -> float:
    """Return the power, dB(A), of students who sit and listen; it does not grow with the noise."""
    scale = max(students, 1) / limits["zone_reference_students"]
    return float(limits["level_listening_db"] - _reference_db(limits) + 10 * np.log10(scale))


def speaks(voice: int) -> bool:
    """Whether a voice level is speech, which rises with the noise around it."""
    return voice > 0


def _reference_db(limits: "Limits") -> float:
    volume, seconds = limits["zone_reference_m3"], limits["zone_reference_s"]
    return float(field_db(limits["zone_reference_m"], volume, seconds, limits))


def sound_contributions(
    sound: "SoundFacts", sources: "Sequence[Source]", limits: "Limits"
) -> "NDArray[np.float64]":
    """Return the level dB(A) each source makes in each zone, ``[source, zone]``, all running at once.

    Voices rise with the noise at their own place by the Lombard effect until nothing changes; each round
    halves what is left at most. NaN where a reverberation time is not recorded.
    """
    order = {zone: index for index, zone in enumerate(sound.zones)}
    places = np.array([order[source.zone] for source in sources], dtype=np.intp)
    quiet = np.array([source.power_db for source in sources], dtype=float)
    slope = limits["lombard_slope"] * np.array([source.speech for source in sources], dtype=float)
    reach = sound.transfer_db[places]
    known = np.nan_to_num(10.0 ** (reach[:, places] / 10), nan=0.0)
    power = quiet
    for _ in range(_ROUNDS):
        level = 10 * np.log10(10.0 ** (power / 10) @ known + 1e-20)
        raised = quiet + slope * np.maximum(0.0, level - limits["lombard_from_db"])
        step = float(np.abs(raised - power).max(initial=0.0))
        power = raised
        if step < _CLOSE_ENOUGH_DB:
            break
    made: NDArray[np.float64] = power[:, None] + reach
    return made


def sound_levels(sound: "SoundFacts", sources: "Sequence[Source]", limits: "Limits") -> "NDArray[np.float64]":
    """Return the level dB(A) in each zone, in the order of ``sound.zones``, for running activities.

    NaN in a zone that a source reaches by a way nobody has measured.
    """
    total = (10.0 ** (sound_contributions(sound, sources, limits) / 10)).sum(axis=0)
    level: NDArray[np.float64] = 10 * np.log10(total + 10 ** (SILENCE_DB / 10))
    return level


def speech_level(
    distance_m: "NDArray[np.float64] | float",
    volume_m3: float,
    reverberation_s: float,
    limits: "Limits",
    *,
    noise_db: float = 0.0,
) -> "NDArray[np.float64]":
    """Return the level dB(A) of an adult's raised voice at a distance; NaN without reverberation.

    The voice rises with ``noise_db`` at the speaker, up to a loud voice (ANSI S3.5).
    """
    lift = limits["lombard_slope"] * max(0.0, noise_db - limits["level_listening_db"])
    at_1m = min(limits["speech_1m_db"] + lift, limits["speech_most_db"])
    power = at_1m + limits["free_field_db"]
    return power + field_db(distance_m, volume_m3, reverberation_s, limits)


def reduction_db(sound: "SoundFacts", start: str, end: str) -> float:
    """Return how much quieter a zone's sound is in another zone than where it is made; may be NaN."""
    i, j = sound.zones.index(start), sound.zones.index(end)
    return float(sound.transfer_db[i, i] - sound.transfer_db[i, j])
