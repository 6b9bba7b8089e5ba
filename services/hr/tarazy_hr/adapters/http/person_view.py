"""How HR shows people in posts."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from tarazy_hr.adapters.http.body import View
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.suspension import SuspensionFact


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
    acting: bool
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
            acting=made.acting,
            authorisations=tuple(
                PeriodView(
                    specialism=each.authorisation.specialism, from_on=each.authorisation.from_on, to_on=each.last_on
                )
                for each in authorisations
            ),
            suspensions=tuple(map(SuspensionView.model_validate, suspensions)),
        )

    def in_public(self) -> "PersonView":
        """What everybody in the court knows of who works there."""
        return self.model_copy(update={"contacts": (), "order_number": None, "suspensions": ()})


class PersonVersionView(View):
    """One version of an appointment, and from when to when it was believed."""

    what: str
    recorded_at: datetime
    superseded_at: datetime | None
    person: PersonView
