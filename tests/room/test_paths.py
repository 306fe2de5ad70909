import math
from itertools import pairwise

import pytest

from planner.catalogue.loader import load_catalogue
from planner.exchange.documents import layout_by_id, layout_ids
from planner.room.facts import ENTRANCE
from planner.room.paths import joined_path
from planner.room.routes import route_facts

LIMITS = load_catalogue().limits()


@pytest.mark.parametrize("name", layout_ids())
def test_a_path_leads_from_an_outside_door_to_every_zone_with_a_walk(name: str) -> None:
    layout = layout_by_id(name)
    found = route_facts(layout, LIMITS)
    doors = {door.at for door in layout.doors if None in door.rooms}
    walked = {zone.id for zone in layout.zones if found.routes[ENTRANCE, zone.id].distance_m is not None}

    assert set(found.paths) == walked
    assert {path[0] for path in found.paths.values()} <= doors


@pytest.mark.parametrize("name", layout_ids())
def test_a_path_is_as_long_as_the_walk_but_for_its_ends(name: str) -> None:
    found = route_facts(layout_by_id(name), LIMITS)

    for zone, path in found.paths.items():
        drawn = sum(math.dist(a, b) for a, b in pairwise(path))
        walk = found.routes[ENTRANCE, zone].distance_m
        assert walk is not None
        assert -1.6 < drawn - walk < 0.2, zone


def test_legs_are_joined_at_their_nearer_ends() -> None:
    assert joined_path((0, 0), [((4, 0), (1, 0)), (), ((4.001, 0), (4, 3))]) == (
        (0, 0),
        (1, 0),
        (4, 0),
        (4, 3),
    )
