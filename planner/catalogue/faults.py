"""Say what is wrong with an input: a broken model, a wrong reference, in Danish or English."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from planner.catalogue.loader import load_catalogue
from planner.catalogue.message import Message, Value
from planner.errors import Fault

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

    from planner.catalogue.base import Language

LONGEST_SHOWN = 40
"""How many characters of a wrong value a sentence repeats."""

NEAR_ENOUGH = 0.7
"""How alike a known word must be, 0-1, to be suggested: a slip of the hand, not another word."""
MOST_FAULTS = 200
"""How many faults of one input are told; nobody reads more, and a hostile file cannot make it slow."""


def fault(key: str, path: str, language: "Language", /, **params: Value) -> Fault:
    """Make a fault from an entry of the catalogue's ``faults`` tables.

    ``params`` fill the sentences; with ``known`` (see ``did_you_mean``) the nearest word is suggested.
    """
    entry = load_catalogue().faults[key]
    found, expected = (Message(words, params).text(language) for words in (entry.found, entry.expected))
    return Fault(path, found, expected)


def did_you_mean(word: object, known: Iterable[str], language: "Language") -> str:
    """Return " (mente du …?)" with the nearest known word, or nothing where none is near."""
    near = get_close_matches(word, list(known), n=1, cutoff=NEAR_ENOUGH) if isinstance(word, str) else []
    if not near:
        return ""
    template = load_catalogue().faults["did_you_mean"].expected
    return Message(template, {"near": near[0]}).text(language)


def shown(value: object) -> str:
    """Return a wrong value as JSON, cut to a readable length."""
    try:
        text = json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        text = type(value).__name__
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def path_of(parts: Iterable[int | str]) -> str:
    """Write a location as ``zones[3].polygon``; the tags of unions (``<id>``) are left out."""
    path = ""
    for part in parts:
        if isinstance(part, int):
            path += f"[{part}]"
        elif not part.startswith("<"):
            path += f".{part}" if path else part
    return path


def faults_of(
    error: "ValidationError", language: "Language" = "da", *, raw: object = None, fields: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Turn everything pydantic found wrong into faults, in its order, at most ``MOST_FAULTS``.

    ``raw`` is the input, which keeps a path from naming what stands only in the model; ``fields`` are the
    known field names, from which an unknown one gets its nearest suggestion.
    """
    told = (details for details in error.errors(include_url=False) if not _is_echo(details))
    return tuple(_fault_of(details, language, raw, fields) for details in islice(told, MOST_FAULTS))


def _is_echo(details: "ErrorDetails") -> bool:
    """Whether a list counts as too short only because pydantic dropped its broken items."""
    value = details["input"]
    return (
        details["type"] == "too_short"
        and isinstance(value, list | tuple)
        and len(value) >= details["ctx"]["min_length"]
    )


def _fault_of(details: "ErrorDetails", language: "Language", raw: object, fields: Collection[str]) -> Fault:
    parts = details["loc"] if raw is None else _standing(details["loc"], raw)
    kind = details["type"] if details["type"] in load_catalogue().faults else "other"
    return fault(kind, path_of(parts), language, **_facts(details, language, fields))


def _facts(details: "ErrorDetails", language: "Language", fields: Collection[str]) -> dict[str, Value]:
    value, field = details["input"], str(details["loc"][-1]) if details["loc"] else ""
    context = {k: v for k, v in details.get("ctx", {}).items() if isinstance(v, int | float | str)}
    facts: dict[str, Value] = {"near": "", "reason": details["msg"], **context}
    facts |= {"value": shown(value), "field": field}
    if details["type"] == "literal_error":
        known = re.findall(r"'([^']*)'", str(facts["expected"]))
        near = did_you_mean(value, known, language) if len(known) > 1 else ""
        facts |= {"expected": ", ".join(known), "near": near}
    if details["type"] == "extra_forbidden":
        facts["near"] = did_you_mean(field, fields, language)
    return facts


def _standing(parts: Sequence[int | str], raw: object) -> list[int | str]:
    """Keep the parts of a location that can be followed in the input, and a missing last field."""
    kept: list[int | str] = []
    node = raw
    for part in parts:
        if isinstance(part, str) and part.startswith("<"):
            continue
        if not isinstance(node, Mapping | list | tuple):
            break
        kept.append(part)
        node = _child(node, part)
    return kept


def _child(node: object, part: int | str) -> object:
    if isinstance(node, Mapping):
        return node.get(part)
    if isinstance(node, list | tuple) and isinstance(part, int) and part < len(node):
        return node[part]
    return None
