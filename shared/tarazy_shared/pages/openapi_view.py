"""An OpenAPI document as a reader meets it: operations by subject, with their fields and answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tarazy_shared.pages.schema_view import (
    Field,
    Json,
    Schema,
    TypeName,
    examples_of,
    field_of,
    schemas_of,
    type_of,
)

_METHODS = ("get", "put", "post", "patch", "delete", "head", "options")


@dataclass(frozen=True, slots=True)
class Content:
    """A body in one media type."""

    media_type: str
    type: TypeName
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer."""

    status: str
    description: str
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path."""

    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Field, ...]
    bodies: tuple[Content, ...]
    answers: tuple[Answer, ...]
    secured: bool
    """It needs the service's token."""

    @property
    def anchor(self) -> str:
        """The id of its heading."""
        return re.sub(r"[^a-z0-9]+", "-", f"{self.method}{self.path}".lower()).strip("-")


@dataclass(frozen=True, slots=True)
class Subject:
    """Operations under one tag; those without one have an empty name and come first."""

    name: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class OpenApi:
    """The whole document."""

    title: str
    version: str
    summary: str
    subjects: tuple[Subject, ...]
    schemas: tuple[Schema, ...]


def read_openapi(document: Json) -> OpenApi:
    """The document in the order in which it names its paths."""
    info: Json = document.get("info", {})
    subjects: dict[str, list[Operation]] = {}
    for tag, operation in _operations(document):
        subjects.setdefault(tag, []).append(operation)
    return OpenApi(
        str(info.get("title", "")),
        str(info.get("version", "")),
        str(info.get("summary", "") or info.get("description", "")),
        tuple(Subject(name, tuple(found)) for name, found in sorted(subjects.items(), key=lambda one: one[0] != "")),
        tuple(schemas_of(document)),
    )


def _operations(document: Json) -> Iterator[tuple[str, Operation]]:
    for path, item in document.get("paths", {}).items():
        for method in _METHODS:
            if method in item:
                stated: Json = item[method]
                parameters = [*item.get("parameters", ()), *stated.get("parameters", ())]
                secured = bool(stated.get("security", document.get("security", ())))
                yield next(iter(stated.get("tags", ())), ""), _operation(method, path, stated, parameters, secured)


def _operation(method: str, path: str, stated: Json, parameters: list[Json], secured: bool) -> Operation:
    return Operation(
        method.upper(),
        path,
        str(stated.get("summary", "")),
        str(stated.get("description", "")),
        tuple(
            field_of(
                one["name"],
                {**one.get("schema", {}), **({"example": one["example"]} if "example" in one else {})},
                required=bool(one.get("required")),
                description=str(one.get("description", "")),
                place=one["in"],
            )
            for one in parameters
        ),
        _contents(stated.get("requestBody", {})),
        tuple(
            Answer(status, str(answer.get("description", "")), _contents(answer))
            for status, answer in stated.get("responses", {}).items()
        ),
        secured,
    )


def _contents(body: Json) -> tuple[Content, ...]:
    return tuple(
        Content(
            media_type,
            type_of(one["schema"]) if one.get("schema") else (),
            examples_of(one) or examples_of(one.get("schema", {})),
        )
        for media_type, one in body.get("content", {}).items()
    )
