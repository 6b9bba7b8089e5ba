"""A form as it comes back: what was typed, and what is wrong with it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

MOST_BYTES = 20_000
MOST_FIELDS = 1_000
MOST_UPLOADED = 16 * 1024 * 1024
"""Bytes of a file; of a longer one one byte more is kept, so that whoever takes it sees that."""


@dataclass(frozen=True, slots=True)
class Form:
    """Given to the field parts; an empty one for a form not yet sent."""

    typed: Mapping[str, str] = field(default_factory=dict)
    """Values by field name, shown again as they were typed."""
    wrong: Mapping[str, str] = field(default_factory=dict)
    """Why a field was not taken, in the reader's language; in the order of the fields."""

    def value(self, name: str, otherwise: object = "") -> object:
        """What was typed in a field, or what stands in it at first."""
        return self.typed.get(name, otherwise)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that was sent by POST; none where the body is no such form.

    A form that uploads a file leaves its content in `request.state.uploaded`, by field name.
    """
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        return await _with_upload(request)
    body = await request.body()
    if len(body) > MOST_BYTES or not request.headers.get("content-type", "").startswith(
        "application/x-www-form-urlencoded"
    ):
        return {}
    try:
        return dict(parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return {}


async def _with_upload(request: Request) -> dict[str, str]:
    fields: dict[str, str] = {}
    uploaded: dict[str, bytes] = {}
    try:
        async with request.form(max_files=1, max_fields=MOST_FIELDS, max_part_size=MOST_BYTES) as form:
            for name, value in form.multi_items():
                if isinstance(value, str):
                    fields[name] = value
                else:
                    uploaded[name] = await value.read(MOST_UPLOADED + 1)
    except HTTPException:
        return {}
    request.state.uploaded = uploaded
    return fields
