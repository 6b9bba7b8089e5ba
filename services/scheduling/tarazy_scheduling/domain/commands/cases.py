"""What becomes of a case."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tarazy_scheduling.domain.model.case import Case, Instance, Party


@dataclass(frozen=True, slots=True)
class RegisterCase:
    """A case came in; `case` as registered, version 1 and without a judge."""

    case: Case


@dataclass(frozen=True, slots=True)
class UpdateCase:
    """What is given now stands so; None stays as it is."""

    case_id: UUID
    version: int
    number: str | None = None
    category: str | None = None
    filed_at: datetime | None = None
    instance: Instance | None = None
    language: str | None = None
    complexity: int | None = None
    custody: tuple[date | None, date | None] | None = None
    """Since when, and until when at most."""
    confidential: bool | None = None
    specialisms: tuple[str, ...] | None = None
    related_case_ids: tuple[UUID, ...] | None = None
    parties: tuple[Party, ...] | None = None


@dataclass(frozen=True, slots=True)
class CloseCase:
    """The case is over in this court."""

    case_id: UUID
    closed_at: datetime
    outcome: str


@dataclass(frozen=True, slots=True)
class GrantRecusal:
    """A judge no longer sits in a case."""

    case_id: UUID
    person_id: UUID
