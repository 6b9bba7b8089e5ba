"""What is said about absences, and how HR shows them."""

from datetime import datetime
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator
from tarazy_shared.contracts.fields import CourtId, Day, Instant, Text, wrong

from tarazy_hr.adapters.http.body import Body, Id, View, example
from tarazy_hr.domain.absence import Absence, AbsenceFact, AbsenceKind


class NoteBody(Body):
    """Words about a decision; they stay in HR."""

    model_config = example({"note": "Approved with order 31"})

    note: Text | None = None


class _OfPersonBody(Body):
    person_id: Id
    court_id: CourtId
    kind: AbsenceKind = Field(examples=["leave"])


class AbsenceBody(_OfPersonBody):
    """An absence from `starts_at` up to, not including, `ends_at`."""

    model_config = example(
        {
            "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
            "court_id": "kz-almaty-1",
            "kind": "leave",
            "starts_at": "2026-12-01T00:00:00+05:00",
            "ends_at": "2026-12-05T00:00:00+05:00",
        }
    )

    starts_at: Instant
    ends_at: Instant

    def absence(self, absence_id: UUID) -> Absence:
        """As the domain knows it."""
        return Absence(absence_id, self.court_id, self.person_id, self.kind, self.starts_at, self.ends_at)


class AbsenceRequestBody(_OfPersonBody):
    """An absence that somebody asks for, by instants or by whole days of the court."""

    model_config = example(
        {
            "person_id": "5a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10",
            "court_id": "kz-almaty-1",
            "kind": "leave",
            "first_on": "2026-12-01",
            "last_on": "2026-12-04",
        }
    )

    absence_id: Id | None = Field(None, description="Chosen by the caller; by default made here")
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    first_on: Day | None = None
    last_on: Day | None = Field(None, description="Last day away")
    note: Text | None = None

    @model_validator(mode="after")
    def _days_or_instants(self) -> Self:
        instants, days = (self.starts_at, self.ends_at), (self.first_on, self.last_on)
        if [None not in instants, None not in days].count(True) != 1 or (any(instants) and any(days)):
            raise wrong("Give either starts_at and ends_at, or first_on and last_on", "starts_at")
        return self

    def absence(self, absence_id: UUID, starts_at: datetime, ends_at: datetime) -> Absence:
        """As the domain knows it, with the days turned into instants."""
        return Absence(absence_id, self.court_id, self.person_id, self.kind, starts_at, ends_at)


class AbsenceView(View):
    """An absence, half-open [starts_at, ends_at)."""

    absence_id: UUID
    court_id: str
    person_id: UUID
    kind: str
    starts_at: datetime
    ends_at: datetime
    status: str = "requested"
    note: str | None = None

    @classmethod
    def of(cls, fact: AbsenceFact) -> "AbsenceView":
        """The absence of a fact."""
        return cls.model_validate(fact.absence).model_copy(update={"status": fact.what, "note": fact.note})
