"""Bring an older file up to the version that is read today; refuse a newer one."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from planner.catalogue.faults import fault, shown
from planner.errors import InputError

if TYPE_CHECKING:
    from planner.catalogue.base import Language

Kind = Literal["plan", "layout"]
Step = Callable[[dict[str, Any]], dict[str, Any]]

CURRENT: Final[Mapping[Kind, int]] = {"plan": 1, "layout": 1}
STEPS: Final[Mapping[tuple[Kind, int], Step]] = {}
"""For (kind, version) the step that turns a file of that version into one of the next."""


def migrate(raw: object, kind: Kind, language: "Language" = "da") -> dict[str, Any]:
    """Return the content of a file in the current version of its format.

    Raises
    ------
    InputError
        At ``schema`` where it is missing, newer, older than any step, or of another format; at the whole
        input where it is no object.
    """
    if not isinstance(raw, dict):
        raise InputError((fault("model_type", "", language, value=shown(raw)),))
    version = _version(raw.get("schema"), kind)
    while (kind, version) in STEPS and version < CURRENT[kind]:
        raw = STEPS[kind, version](raw)
        version += 1
    if version != CURRENT[kind]:
        key = "schema_missing" if "schema" not in raw else "schema_other"
        key = "schema_newer" if version > CURRENT[kind] else key
        facts = {"value": shown(raw.get("schema")), "expected": f"planner/{kind}/{CURRENT[kind]}"}
        raise InputError((fault(key, "schema", language, **facts),))
    return raw


def _version(schema: object, kind: Kind) -> int:
    """Return the version a file says it has; -1 where it is none of this format."""
    match = re.fullmatch(rf"planner/{kind}/(\d{{1,6}})", schema) if isinstance(schema, str) else None
    return int(match.group(1)) if match else -1
