"""What HR shows of its records."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import CourtFact
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.norm import NormFact
from tarazy_hr.domain.post import PostFact
from tarazy_hr.domain.suspension import SuspensionFact


class View(BaseModel):
    """Read from the attributes of a domain object."""

    model_config = ConfigDict(from_attributes=True)


class TextView(View):
    """One text in three languages."""

    kk: str
    ru: str
    en: str


class CourtView(View):
    """A court."""

    court_id: str
    version: int = 1
    name: TextView
    zone: str
    language: str
    level: str | None
    region: str | None
    address: TextView | None
    phone: str | None
    email: str | None

    @classmethod
    def of(cls, fact: CourtFact) -> "CourtView":
        """The court of a fact."""
        return cls.model_validate(fact.court).model_copy(update={"version": fact.version})


class ContactView(View):
    """One way to reach a person."""

    channel: str
    address: str


class PeriodView(View):
    """From the first to the last day of an authorisation."""

    specialism: str
    from_on: date
    to_on: date | None


class SuspensionView(View):
    """First day out, first day back."""

    from_on: date
    back_on: date | None


class PersonView(View):
    """A person in a post of a court."""

    person_id: UUID
    court_id: str
    version: int
    post_id: UUID
    role: str
    name: str
    from_on: date
    to_on: date | None = Field(description="Last day in post, by the appointment or by a separation")
    separated: bool
    languages: tuple[str, ...]
    contacts: tuple[ContactView, ...]
    full_time_share: float
    working_pattern: dict[str, tuple[str, ...]] | None
    order_number: str | None
    authorisations: tuple[PeriodView, ...] = ()
    suspensions: tuple[SuspensionView, ...] = ()

    @classmethod
    def of(
        cls,
        fact: AppointmentFact,
        authorisations: Sequence[AuthorisationFact] = (),
        suspensions: Sequence[SuspensionFact] = (),
    ) -> "PersonView":
        """The person of a fact, with what else stands about them."""
        made, pattern = fact.appointment, fact.appointment.working_pattern
        return cls(
            person_id=made.person_id,
            court_id=made.court_id,
            version=fact.version,
            post_id=made.post_id,
            role=made.role,
            name=made.name,
            from_on=made.from_on,
            to_on=fact.last_on,
            separated=fact.separated_on is not None,
            languages=made.languages,
            contacts=tuple(ContactView.model_validate(contact) for contact in made.contacts),
            full_time_share=float(made.full_time_share),
            working_pattern=None if pattern is None else dict(pattern.half_days),
            order_number=made.order_number,
            authorisations=tuple(
                PeriodView(
                    specialism=each.authorisation.specialism, from_on=each.authorisation.from_on, to_on=each.last_on
                )
                for each in authorisations
            ),
            suspensions=tuple(map(SuspensionView.model_validate, suspensions)),
        )


class PersonVersionView(View):
    """One version of an appointment, and from when to when it was believed."""

    what: str
    recorded_at: datetime
    superseded_at: datetime | None
    person: PersonView


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


class PostView(View):
    """A post of the staffing table."""

    post_id: UUID
    number: str | None
    exclusive: bool

    @classmethod
    def of(cls, fact: PostFact) -> "PostView":
        """The post of a fact."""
        return cls.model_validate(fact.post)


class InterestView(View):
    """A declared interest."""

    interest_id: UUID
    person_id: UUID
    against: str
    from_on: date | None
    to_on: date | None

    @classmethod
    def of(cls, fact: InterestFact) -> "InterestView":
        """The interest of a fact."""
        return cls.model_validate(fact.interest).model_copy(update={"to_on": fact.ended_on or fact.interest.to_on})


class NormView(View):
    """A workload norm."""

    category: str
    weight_minutes: int
    valid_from: date

    @classmethod
    def of(cls, fact: NormFact) -> "NormView":
        """The norm of a fact."""
        return cls.model_validate(fact.norm)


class SittingView(View):
    """A sitting that an absence would hit."""

    hearing_id: UUID
    case_id: UUID
    version: int
    case_number: str | None
    hearing_type: str | None
    category: str | None
    presides: bool
    sequence: int
    starts_at: datetime
    ends_at: datetime
    room_name: str | None


class HearingsView(View):
    """Sittings of a person, from HR's own copy of the hearing facts."""

    source: str = Field(examples=["own_copy"], description="`own_copy`: scheduling itself was not asked")
    note: str
    sittings: list[SittingView]
