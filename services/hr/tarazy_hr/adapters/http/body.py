"""What all bodies of requests and all views of records have in common."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, WithJsonSchema, model_validator
from tarazy_shared.contracts.fields import Code, wrong
from tarazy_shared.contracts.local_text import LocalText

from tarazy_hr.domain.court import Trilingual


def _canonical(value: object) -> UUID:
    if isinstance(value, UUID):
        return value
    if isinstance(value, str) and len(value) == 36:
        try:
            return UUID(value)
        except ValueError:
            pass
    raise wrong("Must be a UUID in its usual spelling, such as 019312d0-0c9e-7c64-9d4e-0d6a2f7f3f10")


def _free_of_nul(value: str) -> str:
    if "\x00" in value:
        raise wrong("Must not contain the character NUL")
    return value


CodeInPath = Annotated[Code, AfterValidator(_free_of_nul)]
"""A catalogue's code as a part of an address."""

Id = Annotated[UUID, BeforeValidator(_canonical), WithJsonSchema({"type": "string", "format": "uuid"})]


def _texts(value: object) -> list[str]:
    """The texts that a field holds itself or in a list; objects check their own."""
    return [part for part in (value if isinstance(value, list | tuple) else [value]) if isinstance(part, str)]


class Body(BaseModel):
    """A part of a request; unknown fields are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _without_nul(cls, data: Any) -> Any:
        if isinstance(data, dict):
            for name, value in data.items():
                if any("\x00" in part for part in _texts(value)):
                    raise wrong("Must not contain the character NUL", str(name))
        return data


def example(body: dict[str, Any]) -> ConfigDict:
    """What the API's description shows of a body."""
    return ConfigDict(json_schema_extra={"examples": [body]})


class Names(Body, LocalText):
    """The same text in Kazakh, Russian and English."""

    def trilingual(self) -> Trilingual:
        """As the domain knows it."""
        return Trilingual(self.kk, self.ru, self.en)


class View(BaseModel):
    """Read from the attributes of a domain object."""

    model_config = ConfigDict(from_attributes=True)
