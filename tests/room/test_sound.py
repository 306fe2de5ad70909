import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.catalogue.loader import load_catalogue
from planner.room.absorption import absorption_area, object_absorption, reverberation, surface_absorption
from planner.room.layout import Layout
from planner.room.sound import (
    Source,
    field_db,
    listening_power_db,
    reduction_db,
    sound_contributions,
    sound_levels,
    source_power_db,
    speech_level,
)
from planner.room.transfer import sound_facts
from planner.room.validate import validate_layout

DATA = Path(__file__).parents[1] / "data"
LIMITS = load_catalogue().limits()


def _layout(name: str, **reverberation_s: float | None) -> Layout:
    raw = json.loads((DATA / "layouts" / f"{name}.json").read_text(encoding="utf-8"))
    for room in raw["rooms"]:
        if room["id"] in reverberation_s:
            room["reverberation_s"] = reverberation_s[room["id"]]
    return validate_layout(raw)


def test_furnished_room_of_en_12354_6_annex_e() -> None:
    table = json.loads((DATA / "tables" / "en12354_6_annex_e.json").read_text())
    volume, case2 = table["volume_m3"], table["case2"]
    for name in ("case1", "case3"):
        area = surface_absorption(table[name]["surfaces_area_alpha"])
        assert area == pytest.approx(table[name]["A"], abs=0.01)
        assert reverberation(volume, area, LIMITS) == pytest.approx(table[name]["T"], abs=0.05)
    objects = object_absorption(case2["object_volumes_m3"])
    assert objects == pytest.approx(case2["A_obj_sum"], abs=0.01)
    assert reverberation(volume, case2["A"], LIMITS, objects_share=case2["psi"]) == pytest.approx(
        0.9, abs=0.05
    )


def test_raised_and_loud_voice_are_the_levels_of_ansi_s3_5() -> None:
    with (DATA / "tables" / "ansi_s3_5_speech_spectra.csv").open() as file:
        rows = list(csv.DictReader(file))

    def a_weight(hz: float) -> float:
        f2 = hz * hz
        r = (
            12194**2
            * f2**2
            / ((f2 + 20.6**2) * math.sqrt((f2 + 107.7**2) * (f2 + 737.9**2)) * (f2 + 12194**2))
        )
        return 20 * math.log10(r) + 2.0

    def level(effort: str) -> float:
        bands = [(float(r["hz"]), float(r[effort])) for r in rows]
        return 10 * math.log10(
            sum(10 ** ((db + 10 * math.log10(0.2316 * hz) + a_weight(hz)) / 10) for hz, db in bands)
        )

    assert LIMITS["speech_1m_db"] == pytest.approx(level("raised"), abs=0.15)
    assert LIMITS["speech_most_db"] == pytest.approx(level("loud"), abs=0.15)


@pytest.mark.parametrize(
    ("voice", "form", "level"),
    [
        (0, "individual", 56.3),
        (2, "individual", 64.7),
        (3, "group", 72.9),
        (4, "group", 76.8),
        (4, "whole_class", 61.2),
    ],
)
def test_28_students_in_an_ordinary_classroom_give_the_published_levels(
    voice: int, form: str, level: float
) -> None:
    power = source_power_db(voice, 28, form, LIMITS)  # type: ignore[arg-type]
    reach = float(field_db(LIMITS["zone_reference_m"], 180, 0.6, LIMITS))
    lift, now = 0.0, power + reach
    for _ in range(60):
        lift = 0.5 * max(0.0, now - 45) if voice else 0.0
        now = power + lift + reach
    assert now == pytest.approx(level, abs=0.01)


def test_one_speaker_is_one_speaker_in_a_class_of_any_size() -> None:
    assert source_power_db(4, 5, "whole_class", LIMITS) == source_power_db(4, 28, "whole_class", LIMITS)
    half = source_power_db(3, 28, "group", LIMITS) - source_power_db(3, 14, "group", LIMITS)
    assert half == pytest.approx(10 * math.log10(2))
    assert listening_power_db(28, LIMITS) < source_power_db(0, 28, "whole_class", LIMITS)


def test_direct_sound_and_reverberation_add_up_by_hand() -> None:
    area = absorption_area(180, 0.6, LIMITS)
    assert area == pytest.approx(48.3)
    by_hand = 10 * math.log10(1 / (4 * math.pi * 4) + 4 / area * math.exp(-0.04 * 2 / 0.6))
    assert float(field_db(2.0, 180, 0.6, LIMITS)) == pytest.approx(by_hand)


def test_sound_between_rooms_follows_the_textbook() -> None:
    facts = sound_facts(_layout("common-area"), LIMITS)
    stage, room1, room2 = (facts.zones.index(zone) for zone in ("stage", "R1z", "R2z"))
    area_f, area_r = absorption_area(540, 0.8, LIMITS), absorption_area(141.6, 0.5, LIMITS)
    door = 0.9 * 2.1
    assert facts.transfer_db[stage, room1] == pytest.approx(
        10 * math.log10(4 / area_f * door / area_r), abs=0.4
    )
    assert facts.transfer_db[stage, room2] < facts.transfer_db[stage, room1] - 15
    assert np.allclose(facts.transfer_db, facts.transfer_db.T)


def test_a_missing_reverberation_is_never_guessed() -> None:
    facts = sound_facts(_layout("common-area", R2=None), LIMITS)
    lost = facts.zones.index("R2z")
    assert np.isnan(facts.transfer_db[lost]).all()
    assert np.isnan(facts.reverberation_s[lost])
    assert not np.isnan(facts.transfer_db[facts.zones.index("stage"), facts.zones.index("high")])
    levels = sound_levels(facts, [Source("stage", 70.0)], LIMITS)
    assert np.isnan(levels[lost])
    assert not np.isnan(levels[0])


def test_a_screen_helps_a_little() -> None:
    raw = json.loads((DATA / "layouts" / "zoned-classroom.json").read_text(encoding="utf-8"))
    with_screen = sound_facts(validate_layout(raw), LIMITS)
    raw["furniture"] = [piece for piece in raw["furniture"] if piece["id"] != "scr"]
    without = sound_facts(validate_layout(raw), LIMITS)
    help_db = reduction_db(with_screen, "shop", "cave") - reduction_db(without, "shop", "cave")
    assert 0.1 < help_db < 4


def test_voices_rise_with_the_noise_and_silence_does_not() -> None:
    facts = sound_facts(_layout("zoned-classroom"), LIMITS)
    alone = sound_contributions(facts, [Source("water", 70.0)], LIMITS)[0]
    both = sound_contributions(facts, [Source("water", 70.0), Source("shop", 75.0)], LIMITS)[0]
    still = sound_contributions(facts, [Source("water", 70.0, speech=False), Source("shop", 75.0)], LIMITS)[0]
    assert both[0] > alone[0] > still[0]


def test_an_adult_speaks_up_but_no_louder_than_loud() -> None:
    quiet, noisy, roar = (float(speech_level(3.0, 180, 0.5, LIMITS, noise_db=n)) for n in (40, 55, 90))
    assert quiet < noisy < roar
    assert roar - quiet == pytest.approx(73.9 - 66.4)
    assert math.isnan(float(speech_level(3.0, 180, math.nan, LIMITS)))


@given(
    st.lists(
        st.tuples(st.sampled_from(["camp", "water", "high", "cave", "shop"]), st.floats(40, 90)), max_size=6
    )
)
def test_one_more_source_makes_no_zone_quieter(made: list[tuple[str, float]]) -> None:
    facts = sound_facts(_layout("zoned-classroom"), LIMITS)
    sources = [Source(zone, power) for zone, power in made]
    fewer, more = (sound_levels(facts, part, LIMITS) for part in (sources[:-1], sources))
    assert (more >= fewer - 0.05).all()
