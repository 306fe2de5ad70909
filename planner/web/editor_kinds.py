"""What every floor-plan editor is given of the catalogue: the furniture, and what its quick facts go by."""

from functools import lru_cache
from typing import Any, Final

from planner.catalogue.base import Language
from planner.catalogue.loader import load_catalogue

LIMITS: Final = ("overlap_m2", "door_leaf_extra_m", "seat_radius_m")


@lru_cache(maxsize=1)
def editor_limits() -> dict[str, Any]:
    """Return what the editor's quick facts go by, so that they and the whole check say the same."""
    catalogue = load_catalogue()
    limits = catalogue.limits()
    traits = {
        kind.id: {"blocks": kind.blocks_walking, "table": kind.table} for kind in catalogue.furniture.values()
    }
    return {"limits": {name: limits[name] for name in LIMITS}, "traits": traits}


@lru_cache(maxsize=2)
def editor_kinds(language: Language) -> tuple[dict[str, Any], ...]:
    """Return the furniture one can put in; shared, never to be changed."""
    return tuple(
        {
            "kind": kind.id,
            "name": kind.name.text(language),
            "size": list(kind.size),
            "height_m": kind.height_m,
            "seats": [list(seat) for seat in kind.seats],
            "carriers": kind.carriers,
        }
        for kind in load_catalogue().furniture.values()
    )
