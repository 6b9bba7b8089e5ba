"""JSON schemas as tables of fields that link to each other, for the pages that document an interface."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

_LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "minLength": "length at least {}",
    "maxLength": "length at most {}",
    "minItems": "at least {} items",
    "maxItems": "at most {} items",
    "pattern": "matches {}",
}
_KINDS = {"string": "text", "integer": "whole number", "boolean": "true or false"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a type's name; with an anchor where it names another schema of the page."""

    text: str
    anchor: str | None = None


TypeName = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One field, parameter or header."""

    name: str
    type: TypeName
    required: bool
    description: str = ""
    limits: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    place: str = ""
    """Where a parameter stands: path, query or header; empty for a field."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One named schema."""

    name: str
    description: str
    type: TypeName
    """Empty for an object, whose fields say what it is."""
    fields: tuple[Field, ...]
    examples: tuple[str, ...]

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return schema_anchor(self.name)


def schema_anchor(name: str) -> str:
    """The anchor of a schema by its name in the document."""
    return f"schema-{name}"


def schemas_of(document: Json) -> list[Schema]:
    """The named schemas of an OpenAPI or AsyncAPI document, by name."""
    named: Json = document.get("components", {}).get("schemas", {})
    return [schema_of(name, named[name]) for name in sorted(named)]


def schema_of(name: str, schema: Json) -> Schema:
    """One schema under the name it has in the document."""
    return Schema(
        name,
        str(schema.get("description", "")),
        () if "properties" in schema else type_of(schema),
        fields_of(schema),
        examples_of(schema),
    )


def fields_of(schema: Json) -> tuple[Field, ...]:
    """The fields of an object, in the order of the document; none for anything else."""
    required = schema.get("required", ())
    return tuple(
        field_of(name, inner, required=name in required) for name, inner in schema.get("properties", {}).items()
    )


def field_of(name: str, schema: Json, *, required: bool, description: str = "", place: str = "") -> Field:
    """A field; a description beside its schema goes before the schema's own."""
    return Field(
        name,
        type_of(schema),
        required,
        description or str(schema.get("description", "")),
        tuple(_limits(schema)),
        examples_of(schema),
        place,
    )


def type_of(schema: Json) -> TypeName:
    """What a value may be, in words: `list of Contact`, `text (uuid) or null`, `"am" or "pm"`."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        return (Piece(name, schema_anchor(name)),)
    if "const" in schema:
        return (Piece(json.dumps(schema["const"], ensure_ascii=False)),)
    if "enum" in schema:
        return (Piece(" or ".join(json.dumps(one, ensure_ascii=False) for one in schema["enum"])),)
    for choice in ("anyOf", "oneOf"):
        if choice in schema:
            return _joined([type_of(one) for one in schema[choice]], " or ")
    if "allOf" in schema:
        return _joined([type_of(one) for one in schema["allOf"]], " and ")
    kind = schema.get("type", "anything")
    if isinstance(kind, list):
        return _joined([type_of({**schema, "type": one}) for one in kind], " or ")
    if kind == "array":
        return (Piece("list of "), *_bracketed(type_of(schema.get("items", {}))))
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return (Piece("object of "), *_bracketed(type_of(schema["additionalProperties"])))
    word = _KINDS.get(kind, str(kind))
    return (Piece(f"{word} ({schema['format']})" if "format" in schema else word),)


def examples_of(schema: Json) -> tuple[str, ...]:
    """The examples that a document itself gives; a single one may stand under `example`."""
    given = schema.get("examples", [schema["example"]] if "example" in schema else [])
    values = given.values() if isinstance(given, Mapping) else given
    return tuple(pretty(value) for value in map(_value, values) if value is not None)


def pretty(value: object) -> str:
    """JSON to be read by people."""
    return json.dumps(value, ensure_ascii=False, indent=2)


def _value(example: object) -> object:
    """OpenAPI wraps the examples of a body, `{"summary": …, "value": …}`."""
    return example["value"] if isinstance(example, Mapping) and "value" in example else example


def _limits(schema: Json) -> Iterator[str]:
    """Limits of a value and of what it may be."""
    inner = [one for choice in ("anyOf", "oneOf", "allOf") for one in schema.get(choice, ())]
    for one in (schema, *inner):
        for key, words in _LIMITS.items():
            if key in one:
                yield words.format(one[key])
    if schema.get("default") is not None:
        yield f"otherwise {json.dumps(schema['default'], ensure_ascii=False)}"


def _joined(types: list[TypeName], word: str) -> TypeName:
    unique = list(dict.fromkeys(types))
    pieces = list(unique[0]) if unique else [Piece("anything")]
    for one in unique[1:]:
        pieces += [Piece(word), *one]
    return tuple(pieces)


def _bracketed(inner: TypeName) -> TypeName:
    alternatives = len(inner) > 1 and any(piece.text == " or " for piece in inner)
    return (Piece("("), *inner, Piece(")")) if alternatives else inner
