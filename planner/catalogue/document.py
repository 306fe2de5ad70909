"""A JSON document of the planner: read strictly, with all faults told at once, and its JSON Schema."""

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from planner.catalogue.faults import fault, faults_of
from planner.errors import InputError

if TYPE_CHECKING:
    from planner.catalogue.base import Language

Model = TypeVar("Model", bound=BaseModel)


class Document(Generic[Model]):
    """The document of a model.

    ``schema_id`` names its version, such as ``planner/plan/1``; ``unreadable`` is the key of the fault
    for what cannot be JSON at all.
    """

    def __init__(self, model: type[Model], schema_id: str, unreadable: str) -> None:
        self._adapter = TypeAdapter(model)
        self._schema_id = schema_id
        self._unreadable = unreadable

    def read(self, raw: object, language: "Language") -> Model:
        """Read parsed JSON; types are held strictly: a number in quotes is no number.

        Raises
        ------
        InputError
            With every fault of a field, the nearest known name beside a misspelt one.
        """
        try:
            return self._adapter.validate_json(self._as_json(raw, language), strict=True)
        except ValidationError as error:
            raise InputError(faults_of(error, language, raw=raw, fields=self._names)) from error

    def _as_json(self, raw: object, language: "Language") -> str:
        """Write the input as JSON again, as pydantic is strict on JSON without refusing lists."""
        try:
            return json.dumps(raw)
        except (TypeError, ValueError, RecursionError) as error:
            raise InputError((fault(self._unreadable, "", language),)) from error

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema of the file."""
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **self._adapter.json_schema()}
        schema["title"] = self._schema_id
        return schema

    @cached_property
    def _names(self) -> frozenset[str]:
        """All field names of the document, to suggest the nearest one for a misspelt name."""
        schema = self.schema()
        parts = [schema, *schema["$defs"].values()]
        return frozenset(name for part in parts for name in part.get("properties", {}))
