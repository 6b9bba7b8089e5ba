"""Routers whose operations have names of their own and tell how they say no."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute
from tarazy_shared.problems import MEDIA_TYPE

from tarazy_hr.adapters.http.door import anybody

_TEXT = {"type": "string"}
_ERROR = {"type": "object", "properties": {"field": _TEXT, "code": _TEXT, "reason": _TEXT}}
PROBLEM: Mapping[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": _TEXT,
        "title": _TEXT,
        "status": {"type": "integer"},
        "errors": {"type": "array", "items": _ERROR},
    },
}
"""A problem document."""


def problem(description: str, *, status: int, field: str = "", code: str = "", reason: str = "") -> dict[str, Any]:
    """One way to say no, with an example."""
    example: dict[str, Any] = {"type": "about:blank", "title": description, "status": status}
    if code:
        example["errors"] = [{"field": field, "code": code, "reason": reason}]
    return {"description": description, "content": {MEDIA_TYPE: {"schema": PROBLEM, "example": example}}}


Responses = dict[int | str, dict[str, Any]]
TOKEN: Responses = {
    401: problem("A valid bearer token is needed", status=401),
    403: problem(
        "This is not among what you may do here",
        status=403,
        code="forbidden",
        reason="This needs the permission absence.decide for this court or person",
    ),
}
READ: Responses = {
    404: problem(
        "What is referred to is not recorded here",
        status=404,
        field="court_id",
        code="unknown_court",
        reason="The court kz-almaty-1 is not registered.",
    ),
    422: problem(
        "The request has wrong fields",
        status=422,
        field="from_on",
        code="field_wrong",
        reason="Must be a date, YYYY-MM-DD",
    ),
    503: problem("A server that this needs is away; try again", status=503),
}
COMMANDED: Responses = {
    400: problem("The body is not JSON", status=400),
    409: problem(
        "This disagrees with what stands",
        status=409,
        field="starts_at",
        code="absence_overlaps",
        reason="It overlaps the approved absence 5a3c1f5e-… from 2026-11-30… to 2026-12-04….",
    ),
}
"""What only commands answer."""


def _name(route: APIRoute) -> str:
    return route.name


def open_router(prefix: str, tag: str) -> APIRouter:
    """Routes that anybody may ask."""
    return APIRouter(
        prefix=prefix,
        tags=[tag],
        dependencies=[Depends(anybody)],
        responses=READ,
        generate_unique_id_function=_name,
    )


def guarded_router(prefix: str, tag: str, **more: Any) -> APIRouter:
    """Routes with personal data or with commands: each names the permission that it needs (`Door.needs`)."""
    return APIRouter(prefix=prefix, tags=[tag], responses=TOKEN | READ, generate_unique_id_function=_name, **more)
