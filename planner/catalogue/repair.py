"""What a repair may change: how much each change asks of the adults, and how it is told."""

from collections.abc import Mapping

from planner.catalogue.base import Sourced, Words


class RepairChange(Sourced):
    """A kind of change.

    Attributes
    ----------
    effort
        How much it asks of the adults, next to moving one activity to another zone (1).
    change
        Its word in the answer where it differs from the id.
    """

    id: str
    name: Words
    effort: float
    change: str = ""
    messages: Mapping[str, Words]

    @property
    def word(self) -> str:
        """The word of the public contract."""
        return self.change or self.id
