"""The cells of a class list: what people write in them, read as ids with numbers.

Several values stand behind each other with spaces or ``|`` between them. A value is an id, or the name in
Danish or English; as names have spaces in them, the longest known run of words is taken each time.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from planner.catalogue.loader import load_catalogue

if TYPE_CHECKING:
    from planner.catalogue.base import Words
    from planner.catalogue.model import Prerequisite

LONGEST_NAME: Final = 12
"""How many words a name has at most, with a number behind it."""
_NUMBERS: Final = re.compile(r"\s*=\s*([^=]*)$")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell: as written, the id it means (None: not known), what stands behind its ``=``."""

    written: str
    id: str | None
    numbers: str | None = None


def normal(text: str) -> str:
    """Return a text as it is compared: without capitals and needless spaces."""
    return " ".join(text.casefold().split())


def cell_values(cell: str, known: Mapping[str, str]) -> list[Value]:
    """Read the values of a cell; ``known`` holds ids under the names as they are compared."""
    if "|" in cell:
        return [_value(part.strip(), known) for part in cell.split("|") if part.strip()]
    values = list(_runs(cell.split(), known))
    return _joined(values) if any(" " in name for name in known) else values


def _joined(values: list[Value]) -> list[Value]:
    """Put unknown words behind each other together again: a name that is nearly right, told once."""
    joined: list[Value] = []
    for value in values:
        if joined and value.id is None and joined[-1].id is None:
            joined[-1] = Value(f"{joined[-1].written} {value.written}", None)
        else:
            joined.append(value)
    return joined


def _runs(words: list[str], known: Mapping[str, str]) -> Iterator[Value]:
    while words:
        ends = range(min(len(words), LONGEST_NAME), 0, -1)
        runs = ((end, _value(" ".join(words[:end]), known)) for end in ends)
        end, value = next(((end, value) for end, value in runs if value.id), (1, _value(words[0], known)))
        yield value
        words = words[end:]


def _value(written: str, known: Mapping[str, str]) -> Value:
    """Read one value; a comma behind it only parts it from the next."""
    written = written.rstrip(",;")
    found = _NUMBERS.search(written)
    name = written[: found.start()] if found else written
    return Value(written, known.get(normal(name)), found.group(1).strip() if found else None)


def read_numbers(numbers: str, entry: "Prerequisite") -> dict[str, float]:
    """Return the parameters of a prerequisite from ``50`` or ``300/2000``; an empty place sets nothing.

    Raises
    ------
    ValueError
        Where something is no number.
    """
    parts = [part.strip().replace(",", ".") for part in numbers.split("/")]
    return {
        parameter.id: float(part) for parameter, part in zip(entry.parameters, parts, strict=False) if part
    }


def count_numbers(numbers: str) -> int:
    """Return how many numbers are written behind a value."""
    return numbers.count("/") + 1


@cache
def prerequisite_names() -> Mapping[str, str]:
    """Return the ids of prerequisites under every name they go by."""
    return _names((entry.id, entry.name) for entry in load_catalogue().prerequisites.values())


@cache
def support_names() -> Mapping[str, str]:
    """Return the ids of supports under every name they go by."""
    return _names((entry.id, entry.name) for entry in load_catalogue().supports.values())


def _names(entries: Iterable[tuple[str, "Words"]]) -> dict[str, str]:
    """Collect names; an id always means itself."""
    pairs = list(entries)
    names = {normal(text): id_ for id_, words in pairs for text in (words.da, words.en)}
    return names | {normal(id_): id_ for id_, _ in pairs}
