"""How loud it is in each zone while a phase runs, and how well an adult's speech carries, by estimate.

Where each student will be is not known before the class is assigned. The estimate spreads the class over all
options of the phase in proportion to the places of their zones.
"""

from dataclasses import dataclass
from math import isnan, log10, nan
from typing import TYPE_CHECKING, Final

import numpy as np

from planner.room.sound import Source, listening_power_db, sound_contributions, source_power_db, speech_level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from planner.catalogue.model import Limits
    from planner.lesson.model import Activity, Phase
    from planner.participation.bands import ClassSize
    from planner.room.facts import RoomFacts

NO_SOUND = 1e-20
SIZE: Final = ":class_size"
"""The gap where nobody has recorded how many students there are; no title of an activity in use."""


@dataclass(frozen=True, slots=True)
class Noise:
    """The level in a zone while everything runs.

    Attributes
    ----------
    level_db
        Of all sources that are known; dB(A).
    own_db
        Of the activity itself.
    loudest
        Title of the other activity that is loudest here, None where there is none.
    gap
        What has to be recorded for the level to be complete: ``reverberation``, the title of the activity
        whose voice or zone is not, or ``SIZE``; None where nothing is missing.
    """

    level_db: float
    own_db: float
    loudest: str | None
    gap: str | None

    @property
    def complete(self) -> bool:
        """Whether every source is known."""
        return self.gap is None


@dataclass(frozen=True, slots=True)
class Heard:
    """Speech at the best place of a zone and the sound besides, dB(A); ``gap`` as in :class:`Noise`."""

    speech_db: float
    other_db: float
    gap: str | None


class PhaseSound:
    """The sound of one phase; its sources are worked out once."""

    def __init__(self, phase: "Phase", facts: "RoomFacts", size: "ClassSize", limits: "Limits") -> None:
        self._phase = phase
        self._facts = facts
        self._limits = limits
        placed = list(_spread(phase, facts, size.least))
        self._students = {(activity.id, zone): number for activity, zone, number in placed}
        voiced = [entry for entry in placed if entry[0].recorded("voice")]
        sources = [
            Source(zone, source_power_db(a.voice or 0, number, a.social_form, limits), speech=bool(a.voice))
            for a, zone, number in voiced
        ]
        energy = _energy(facts, sources, limits)
        self._incomplete: list[bool] = (np.isnan(energy).sum(axis=0) > 0).tolist()
        self._energies = self._by_activity([activity.id for activity, _, _ in voiced], np.nan_to_num(energy))
        self._zones = {zone: n for n, zone in enumerate(facts.sound.zones)}
        self._gap = _open_question(phase, facts) or (None if size.known else SIZE)
        self._voices = _voices(phase)

    def _by_activity(self, ids: list[str], energy: "NDArray[np.float64]") -> list[dict[str, float]]:
        """Return per zone the energy each activity of the phase brings there, with all its zones."""
        made = {activity.id: np.zeros(energy.shape[1]) for activity in self._phase.activities}
        for activity, row in zip(ids, energy, strict=True):
            made[activity] += row
        columns: list[list[float]] = np.stack(list(made.values())).T.tolist()
        return [dict(zip(made, column, strict=True)) for column in columns]

    def _at(self, zone: str) -> tuple[dict[str, float], str | None]:
        """Return the energy each activity brings to a zone, and what is missing for the whole."""
        index = self._zones[zone]
        return self._energies[index], "reverberation" if self._incomplete[index] else self._gap

    def voice(self, zone: str) -> int | None:
        """Return the loudest voice used in a zone during the phase; None where one is not recorded."""
        return self._voices.get(zone, 0)

    def noise(self, activity: "Activity", zone: str) -> Noise:
        """Return the level in a zone, seen from one of its activities."""
        energies, gap = self._at(zone)
        total, own = sum(energies.values()), energies[activity.id]
        others = [
            other for other in self._phase.activities if other.id != activity.id and energies[other.id] > 0
        ]
        loudest = max(others, key=lambda other: energies[other.id], default=None)
        return Noise(_level(total), _level(own), loudest.title if loudest else None, gap)

    def speech(self, activity: "Activity", zone: str, distance_m: float) -> Heard:
        """Return how an adult of the activity is heard at a distance while its own students listen."""
        energies, gap = self._at(zone)
        sound, index = self._facts.sound, self._zones[zone]
        listening = listening_power_db(self._students.get((activity.id, zone), 1), self._limits)
        own = 10 ** ((listening + float(sound.transfer_db[index, index])) / 10)
        others = sum(energy for other, energy in energies.items() if other != activity.id)
        noise = _level(others + (0.0 if isnan(own) else own))
        volume, seconds = float(sound.volume_m3[index]), float(sound.reverberation_s[index])
        if isnan(volume) or isnan(seconds):
            return Heard(nan, noise, "reverberation")
        return Heard(
            float(speech_level(distance_m, volume, seconds, self._limits, noise_db=noise)), noise, gap
        )


def _spread(phase: "Phase", facts: "RoomFacts", students: int) -> "Iterator[tuple[Activity, str, int]]":
    """Spread the class over the options of a phase, in proportion to the places of their zones."""
    options = [
        (activity, facts.zones[zone])
        for activity in phase.activities
        for zone in dict.fromkeys(activity.zones or ())
        if zone in facts.zones
    ]
    places = sum(zone.places for _, zone in options) or 1
    for activity, zone in options:
        yield activity, zone.id, max(1, round(students * zone.places / places))


def _voices(phase: "Phase") -> dict[str, int | None]:
    """Return the loudest voice under each zone in use; None where one is not recorded."""
    loudest: dict[str, int | None] = {}
    for activity in phase.activities:
        voice = (activity.voice or 0) if activity.recorded("voice") else None
        for zone in activity.zones or ():
            before = loudest.get(zone, 0)
            loudest[zone] = None if voice is None or before is None else max(before, voice)
    return loudest


def _energy(facts: "RoomFacts", sources: list[Source], limits: "Limits") -> "NDArray[np.float64]":
    """Return the energy each source brings to each zone, ``[source, zone]``; NaN where nobody can tell."""
    if not sources:
        return np.zeros((0, len(facts.sound.zones)))
    energy: NDArray[np.float64] = 10 ** (sound_contributions(facts.sound, sources, limits) / 10)
    return energy


def _open_question(phase: "Phase", facts: "RoomFacts") -> str | None:
    """Return the title of an activity whose sound or place nobody has recorded."""
    for activity in phase.activities:
        known = [zone for zone in activity.zones or () if zone in facts.zones]
        if not activity.recorded("voice") or not known:
            return activity.title
    return None


def _level(energy: float) -> float:
    return 10 * log10(energy + NO_SOUND)
