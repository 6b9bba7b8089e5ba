"""What is shown of training."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from pydantic import BaseModel, Field

from tarazy_hr.adapters.education.certificates import Certificate, Validity, code_shown
from tarazy_hr.adapters.http.body import View
from tarazy_hr.adapters.http.courts import TextView
from tarazy_hr.domain.education.facts import Mode
from tarazy_hr.domain.education.hours import Outlook, Shortfall
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.surveys.groups import LEAST


class ModuleView(View):
    """A part of a programme."""

    code: str
    name: TextView
    minutes: int


class ProgrammeView(View):
    """What is taught."""

    code: str
    name: TextView
    provider: str
    modules: list[ModuleView]
    subjects: list[str]
    roles: list[str]
    prerequisites: list[str]
    attendance_percent: int
    pass_mark: Decimal | None
    valid_months: int | None
    warn_days: int
    accept_hours: int | None
    source: str
    verified: bool


class ProviderView(View):
    """Whoever teaches."""

    code: str
    name: TextView
    contact: str
    active: bool


class RequirementView(View):
    """What a year asks of a role."""

    role: str
    minutes: int
    from_year: int
    source: str
    verified: bool


class PartView(View):
    """A continuous part of a session."""

    starts_at: datetime
    ends_at: datetime


class ListedSessionView(View):
    """A session, as lists show it."""

    session_id: UUID
    court_id: str
    programme: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    enrol_until: date
    places: int
    taken: int
    waiting: int
    cancelled: bool


class SessionView(BaseModel):
    """A session. It names nobody."""

    session_id: UUID
    court_id: str = Field(description="The court that holds it; people of all courts may take part")
    programme: ProgrammeView = Field(description="As it stood when the session was planned")
    parts: list[PartView]
    minutes: int
    places: int
    free: int
    waiting: int
    mode: Mode
    venue: str
    enrol_until: date
    trainers: list[UUID] = Field(description="Members of courts who teach")
    cancelled: str | None = Field(description="Why it is not held")
    feedback: list[int] | None = Field(description="How many said 1, 2, 3, 4 and 5; null for fewer than five answers")
    entries: int = Field(description="Length of the record")

    @classmethod
    def of(cls, session: Session) -> "SessionView":
        """A session as it stands."""
        planned = session.planned
        return cls(
            session_id=planned.session_id,
            court_id=planned.court_id,
            programme=ProgrammeView.model_validate(session.programme),
            parts=[PartView.model_validate(part) for part in session.parts],
            minutes=session.minutes,
            places=planned.places,
            free=session.free,
            waiting=len(session.waiting),
            mode=planned.mode,
            venue=planned.venue,
            enrol_until=planned.enrol_until,
            trainers=list(planned.trainers),
            cancelled=session.cancelled,
            feedback=list(session.rated) if session.rated and sum(session.rated) >= LEAST else None,
            entries=session.entries,
        )


class DoneView(BaseModel):
    """What a command brought about."""

    changed: bool
    facts: list[str] = Field(examples=[["enrolled"]], description="What was added to the record")
    free: int
    waiting: int
    entries: int

    @classmethod
    def of(cls, session: Session, facts: list[str]) -> "DoneView":
        """A session after a command."""
        return cls(
            changed=bool(facts), facts=facts, free=session.free, waiting=len(session.waiting), entries=session.entries
        )


class ParticipantView(BaseModel):
    """Somebody who takes part or waits to."""

    person_id: UUID
    name: str | None
    court_id: str
    role: str
    waits: bool
    attended_minutes: int | None
    attended_percent: int
    score: Decimal | None
    certificate: str | None = Field(description="The code of a certificate that stands")


class CertifiedView(BaseModel):
    """What became of one participant when all were to be certified."""

    person_id: UUID
    certificate: str | None
    reason: str | None = Field(description="Why there is none")


class AllCertifiedView(BaseModel):
    """What became of everybody with a place."""

    people: list[CertifiedView]


class PlaceView(View):
    """Somebody's place or turn."""

    session_id: UUID
    held_by: str
    programme: str
    starts_at: datetime
    ends_at: datetime
    minutes: int
    waits: bool
    turn: int = Field(description="From 1, among those with a place and among those who wait")
    cancelled: bool
    attended: int | None
    score: Decimal | None
    offered_until: datetime | None = Field(description="Until then a place is kept, to be accepted")


class CertificateView(BaseModel):
    """A certificate, as its holder and HR see it."""

    certificate_id: UUID
    code: str
    programme: str
    issued_on: date
    expires_on: date | None = Field(description="First day on which it no longer holds")
    validity: Validity

    @classmethod
    def of(cls, one: Certificate, today: date) -> "CertificateView":
        """A certificate on a day."""
        return cls(
            certificate_id=one.certificate_id,
            code=code_shown(one.code),
            programme=one.programme,
            issued_on=one.issued_on,
            expires_on=one.expires_on,
            validity=one.validity(today),
        )


class ShortfallView(BaseModel):
    """How somebody stands in a year, in minutes."""

    person_id: UUID
    name: str | None
    role: str
    required: int
    attended: int
    to_come: int = Field(description="Of sessions with a place that are not over")
    lacks: int = Field(description="What no session covers")
    outlook: Outlook

    @classmethod
    def of(cls, one: Shortfall, name: str | None) -> "ShortfallView":
        """How somebody stands."""
        return cls(
            person_id=one.person_id,
            name=name,
            role=one.role,
            required=one.required,
            attended=one.attended,
            to_come=one.to_come,
            lacks=one.lacks,
            outlook=one.outlook,
        )


class PersonTrainingView(BaseModel):
    """Somebody's training."""

    places: list[PlaceView]
    certificates: list[CertificateView]
    hours: ShortfallView | None = Field(description="Of this year; null where nothing is asked")


class HoursView(BaseModel):
    """How the people of a court stand in a year."""

    year: int
    people: list[ShortfallView]
