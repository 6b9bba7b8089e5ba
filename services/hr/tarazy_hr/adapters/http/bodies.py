"""What commands look like in JSON, and as which commands they are meant."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.fields import (
    LARGEST_INTEGER,
    Code,
    CourtId,
    Day,
    Instant,
    Language,
    SpokenLanguage,
    Text,
    wrong,
)
from tarazy_shared.contracts.staff import Half, LocalText, Weekday, Zone

from tarazy_hr.adapters.stored_facts import working_pattern
from tarazy_hr.domain.absence import Absence, AbsenceKind
from tarazy_hr.domain.appointment import Appointment, AppointPerson
from tarazy_hr.domain.appointment import Contact as KnownContact
from tarazy_hr.domain.authorisation import Authorisation
from tarazy_hr.domain.court import Court, CourtLevel, Trilingual
from tarazy_hr.domain.interest import Interest
from tarazy_hr.domain.norm import Norm
from tarazy_hr.domain.post import Post


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


class Names(Body, LocalText):
    """The same text in Kazakh, Russian and English."""

    def trilingual(self) -> Trilingual:
        """As the domain knows it."""
        return Trilingual(self.kk, self.ru, self.en)


class CourtBody(Body):
    """A court as it now stands; what is left out is unset or has its default."""

    name: Names
    zone: Zone = "Asia/Almaty"
    language: Language = "kk"
    level: CourtLevel | None = None
    region: Text | None = None
    address: Names | None = None
    phone: Text | None = None
    email: Text | None = None

    def court(self, court_id: str) -> Court:
        """As the domain knows it."""
        return Court(
            court_id,
            self.name.trilingual(),
            self.zone,
            self.language,
            self.level,
            self.region,
            None if self.address is None else self.address.trilingual(),
            self.phone,
            self.email,
        )


class PostBody(Body):
    """A post of the staffing table."""

    number: Text | None = None
    exclusive: bool = False
    """At most one holder on any day."""

    def post(self, court_id: str, post_id: UUID) -> Post:
        """As the domain knows it."""
        return Post(court_id, post_id, self.number, self.exclusive)


class PersonBody(Body):
    """A person in a post of the court, as the appointment now stands."""

    post_id: Id
    role: Code = Field(examples=["judge"])
    name: Text = Field(examples=["Ахметова Айгүл Серікқызы"])
    from_on: Day
    to_on: Day | None = Field(None, description="Last day in post")
    languages: tuple[SpokenLanguage, ...] = ()
    contacts: tuple[Contact, ...] = ()
    full_time_share: Annotated[Decimal, Field(ge=Decimal("0.01"), le=2, allow_inf_nan=False)] = Decimal(1)
    working_pattern: dict[Weekday, tuple[Half, ...]] | None = Field(
        None, description="Half days in post; a day that is not named is a day off. Absent: every half day"
    )
    order_number: Text | None = None
    specialisms: tuple[Code, ...] | None = Field(
        None,
        description="What the person is authorised for, from the first day in post. One that an earlier list named "
        "and this one leaves out ends today; without a list authorisations stay as they are",
    )

    def appointing(self, court_id: str, person_id: UUID) -> AppointPerson:
        """The command."""
        pattern = self.working_pattern
        appointment = Appointment(
            court_id,
            person_id,
            self.post_id,
            self.role,
            self.name,
            self.from_on,
            self.to_on,
            self.languages,
            tuple(KnownContact(contact.channel, contact.address) for contact in self.contacts),
            self.full_time_share,
            None if pattern is None else working_pattern(pattern),
            self.order_number,
        )
        return AppointPerson(appointment, self.specialisms)


class FromOnBody(Body):
    """The day from which something holds."""

    from_on: Day


class ToOnBody(Body):
    """The last day on which something holds."""

    to_on: Day


class AuthorisationBody(FromOnBody):
    """From the first to the last day of an authorisation."""

    to_on: Day | None = None

    def authorisation(self, court_id: str, person_id: UUID, specialism: str) -> Authorisation:
        """As the domain knows it."""
        return Authorisation(court_id, person_id, specialism, self.from_on, self.to_on)


class InterestBody(Body):
    """Whom or what a person must not judge."""

    person_id: Id
    against: Text = Field(description="Name of a party or an organisation, or a case_id")
    from_on: Day | None = None
    to_on: Day | None = None

    def interest(self, court_id: str, interest_id: UUID) -> Interest:
        """As the domain knows it."""
        return Interest(interest_id, court_id, self.person_id, self.against, self.from_on, self.to_on)


class NormBody(Body):
    """What a case of a category weighs from a day on."""

    weight_minutes: Annotated[int, Field(ge=0, le=LARGEST_INTEGER, strict=True)]
    valid_from: Day

    def norm(self, court_id: str, category: str) -> Norm:
        """As the domain knows it."""
        return Norm(court_id, category, self.weight_minutes, self.valid_from)


class NoteBody(Body):
    """Words about a decision; they stay in HR."""

    note: Text | None = None


class _OfPersonBody(Body):
    person_id: Id
    court_id: CourtId
    kind: AbsenceKind = Field(examples=["leave"])


class AbsenceBody(_OfPersonBody):
    """An absence from `starts_at` up to, not including, `ends_at`."""

    starts_at: Instant
    ends_at: Instant

    def absence(self, absence_id: UUID) -> Absence:
        """As the domain knows it."""
        return Absence(absence_id, self.court_id, self.person_id, self.kind, self.starts_at, self.ends_at)


class AbsenceRequestBody(_OfPersonBody):
    """An absence that somebody asks for, by instants or by whole days of the court."""

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
