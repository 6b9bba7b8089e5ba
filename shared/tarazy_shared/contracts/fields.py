"""The kinds of field that events are made of, each strict about its form.

They are built from pydantic-core's own validators where those are strict enough, because an event has dozens of
fields; Python is called for instants and dates only, where pydantic would also take numbers and other spellings.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler, StringConstraints
from pydantic_core import PydanticCustomError, core_schema

LARGEST_INTEGER = 2**63 - 1
"""The largest that PostgreSQL's bigint holds."""

_RFC_3339 = re.compile(r"\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})", re.ASCII).fullmatch
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII).fullmatch


def wrong(text: str, *fields: str) -> PydanticCustomError:
    """What a rule over several fields raises: `fields` are those to change, relative to the object."""
    return PydanticCustomError("field_wrong", "{text}", {"text": text, "fields": fields})


def parse_instant(value: object) -> datetime:
    """An RFC 3339 date-time with offset, or an aware datetime, in UTC to the microsecond. ValueError otherwise."""
    if isinstance(value, str) and _RFC_3339(value):
        try:
            return datetime.fromisoformat(value.upper()).astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    elif isinstance(value, datetime) and value.tzinfo is not None:
        return value if value.tzinfo is UTC else value.astimezone(UTC)
    raise wrong("Must be an RFC 3339 date and time with an offset, such as 2026-03-02T09:00:00+05:00")


def parse_day(value: object) -> date:
    """A `YYYY-MM-DD` date. ValueError otherwise."""
    if isinstance(value, str) and _FULL_DATE(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    elif isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise wrong("Must be a date, YYYY-MM-DD")


def _parse_day_or_instant(value: object) -> date:
    """A date, or the date that an instant carries where it was written."""
    if isinstance(value, str) and _RFC_3339(value):
        parse_instant(value)
        return parse_day(value[:10])
    return parse_day(value)


class _CanonicalUuid:
    """Eight-four-four-four-twelve hexadecimal digits: at 36 characters no other spelling is left."""

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        spelled = core_schema.str_schema(min_length=36, max_length=36)
        return core_schema.json_or_python_schema(
            json_schema=core_schema.chain_schema([spelled, core_schema.uuid_schema(strict=False)]),
            python_schema=core_schema.is_instance_schema(UUID),
        )

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


class _Spelled:
    """A text that `parse` reads, in one of `formats`; written as pydantic writes a value of the type."""

    def __init__(self, parse: Callable[[object], Any], *formats: str) -> None:
        self.parse = parse
        self.formats = formats

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.parse, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        forms = [{"type": "string", "format": form} for form in self.formats]
        return forms[0] if len(forms) == 1 else {"anyOf": forms}


Id = Annotated[UUID, _CanonicalUuid()]
CourtId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{2,40}$")]
Instant = Annotated[datetime, _Spelled(parse_instant, "date-time")]
Day = Annotated[date, _Spelled(parse_day, "date")]
DayOrInstant = Annotated[date, _Spelled(_parse_day_or_instant, "date", "date-time")]
Text = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=r"\S")]
"""1 to 500 code points, not white space alone. Control characters other than NUL are taken;
whoever shows or sends the text puts a space for them."""
Code = Text
"""A catalogue's code. Whether the catalogue knows it is for the domain to answer, not a question of form."""
Language = Literal["kk", "ru", "en"]
SpokenLanguage = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""An ISO 639 code: what an interpreter is needed for, or what somebody in post speaks."""
Version = Annotated[int, Field(ge=1, le=LARGEST_INTEGER)]
LaterVersion = Annotated[int, Field(ge=2, le=LARGEST_INTEGER)]
"""The version of an update: 1 is the registration."""
Count = Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]
Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]+$", max_length=500)]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
