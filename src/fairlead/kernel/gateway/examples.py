"""An example of a message, put together from the examples of its parts."""

from collections.abc import Mapping
from typing import Any

from fairlead.core.errors import Misconfigured

_BY_FORMAT = {
    "uuid": "019c0e5a-7c1e-7b1f-9f0a-3d1f0b6a2c44",
    "date-time": "2026-11-20T09:30:00Z",
    "date": "2026-11-20",
}
_BY_TYPE: dict[str, Any] = {"integer": 1, "number": 1.0, "boolean": True, "null": None}


def example_of(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any shape
    """Return an example of what this schema describes; a text needs one of its own."""
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rsplit("/", 1)[-1]], schemas)
    if "examples" in schema:
        return schema["examples"][0]
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example_of(schema[choice][0], schemas)
    return _of_plain(schema, schemas)


def _of_plain(schema: Mapping[str, Any], schemas: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any shape
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        parts = schema.get("properties", {})
        return {name: example_of(part, schemas) for name, part in parts.items()}
    if kind == "array":
        return [example_of(schema["items"], schemas)]
    if kind == "string":
        if schema.get("format") not in _BY_FORMAT:
            raise Misconfigured("needs an example", place=str(schema.get("title", schema)))
        return _BY_FORMAT[schema["format"]]
    return _BY_TYPE.get(str(kind))
