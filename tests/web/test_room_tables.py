"""The tables of the room page."""

from dataclasses import replace

import numpy as np

from planner.exchange.documents import layout_by_id
from planner.services.checking import layout_facts
from planner.web.room import sound_table, zone_table
from planner.web.speech import Speech

DANISH = Speech("da")
FACTS = layout_facts(layout_by_id("common-area"))


def test_a_distance_is_called_a_distance() -> None:
    assert "Afstand i kørestol" in zone_table(FACTS, DANISH)


def test_sound_is_told_once_for_each_pair_by_the_smaller_reduction_and_as_an_estimate() -> None:
    html = sound_table(FACTS, DANISH)
    pairs = len(FACTS.sound.zones) * (len(FACTS.sound.zones) - 1) // 2
    assert html.count('<th scope="row">') == pairs
    assert html.count("ca. ") == pairs
    assert "Lyden dæmpes (skøn)" in html


def test_an_unknown_reverberation_time_gives_no_reduction() -> None:
    sound = replace(FACTS.sound, transfer_db=np.full_like(FACTS.sound.transfer_db, np.nan))
    html = sound_table(replace(FACTS, sound=sound), DANISH)
    assert "kan ikke siges: efterklangstiden er ikke noteret" in html
    assert "dB" not in html
