"""Narrow spots in words."""

from typing import TYPE_CHECKING

from planner.catalogue.base import Words

if TYPE_CHECKING:
    from planner.catalogue.model import Catalogue
    from planner.room.facts import Narrow


def spot_words(narrow: "Narrow", catalogue: "Catalogue") -> Words:
    """Say where a narrow spot is: "between bookcase bcB and the wall", "in door D1"."""
    one, two = narrow.between
    alone = "at" if any(narrow.ids) else "within"
    words = catalogue.words["spot"][alone if one == two else "between"]
    return Words(da=words.da.format(one=one.da, two=two.da), en=words.en.format(one=one.en, two=two.en))
