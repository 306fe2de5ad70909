"""What the drawing of a room sends: the edits of one browser tab that were not answered yet."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

MOST_EDITS = 2000
"""How many unanswered edits one tab may send; a drawn hour stays far below."""


class Edit(BaseModel):
    """One edit: a patch as raw JSON, or a step back or forward in the history."""

    model_config = ConfigDict(frozen=True)

    seq: Annotated[int, Field(ge=1)]
    do: Literal["patch", "undo", "redo"]
    patch: Any = None


class Queue(BaseModel):
    """The edits a tab has made since ``base``, the head it saw, numbered without end by its client id."""

    model_config = ConfigDict(frozen=True)

    document: Annotated[str, Field(max_length=100)]
    client: Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
    base: int
    edits: Annotated[tuple[Edit, ...], Field(max_length=MOST_EDITS)]

    @property
    def in_order(self) -> bool:
        """Whether the numbers grow."""
        numbers = [edit.seq for edit in self.edits]
        return numbers == sorted(set(numbers))


_QUEUE = TypeAdapter(Queue)


def read_queue(value: object) -> Queue | None:
    """Read what the browser sent; None for anything that is no queue."""
    try:
        queue = _QUEUE.validate_python(value)
    except ValidationError:
        return None
    return queue if queue.in_order else None


def net_edits(edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """Return the patches that are left once undo and redo among the edits are done.

    The last of them takes the number of the last edit, so that with it all of them are answered.
    """
    made: list[Edit] = []
    undone: list[Edit] = []
    for edit in edits:
        if edit.do == "patch":
            made.append(edit)
            undone.clear()
        elif edit.do == "undo" and made:
            undone.append(made.pop())
        elif edit.do == "redo" and undone:
            made.append(undone.pop())
    if made:
        made[-1] = made[-1].model_copy(update={"seq": edits[-1].seq})
    return tuple(made)
