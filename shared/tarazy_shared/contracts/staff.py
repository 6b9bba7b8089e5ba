"""`court.staff`: who works where, with what authority, and when not."""

from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from tarazy_shared.contracts import discipline, evaluation, surveys, topics, training, vacancies
from tarazy_shared.contracts.contact import Contact
from tarazy_shared.contracts.event import EventData, Facts
from tarazy_shared.contracts.fields import (
    LARGEST_INTEGER,
    Code,
    Day,
    Id,
    Instant,
    Language,
    LaterVersion,
    SpokenLanguage,
    Text,
    Version,
    wrong,
)
from tarazy_shared.contracts.local_text import LocalText
from tarazy_shared.country import COUNTRY_ZONE


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise wrong("Must be a zone of the IANA time zone database, such as Asia/Almaty") from None
    return name


Zone = Annotated[Text, AfterValidator(_known_zone)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Instance = Literal["first", "appeal", "cassation"]
Half = Literal["am", "pm"]
"""The first and the second of the court's sitting hours."""
AbsenceKind = Literal["leave", "sickness", "training", "secondment", "other"]


def _last_day_not_before_first(from_on: Day | None, to_on: Day | None) -> None:
    if from_on is not None and to_on is not None and to_on < from_on:
        raise wrong("to_on lies before from_on", "to_on")


class _CourtData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "court_id"

    name: LocalText
    zone: Zone = COUNTRY_ZONE
    language: Language = "kk"
    level: Literal["district", "regional", "cassation", "supreme"] | None = None
    region: Text | None = None
    address: LocalText | None = None
    phone: Text | None = None
    email: Text | None = None


class CourtRegistered(_CourtData):
    """A court begins to be run here."""

    TYPE: ClassVar[str] = "court.court.registered.v1"

    version: Version


class CourtUpdated(_CourtData):
    """The court as it now stands."""

    TYPE: ClassVar[str] = "court.court.updated.v1"

    version: LaterVersion


class _StaffData(EventData):
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "person_id"

    person_id: Id


class PatternToCome(Facts):
    """A working pattern from a day on."""

    from_on: Day
    working_pattern: dict[Weekday, tuple[Half, ...]] | None = None
    """Absent: every half day."""


class _PostData(_StaffData):
    post_id: Id
    role: Code
    """`judge`, `lay_judge` (in panels only), `chair`, `clerk`, `interpreter`, `registrar`, `listing_officer`,
    `hr_officer` or another: roles are an open list."""
    name: Text
    """As written."""
    from_on: Day
    to_on: Day | None = None
    """The last day in post."""
    languages: tuple[SpokenLanguage, ...] = ()
    contacts: tuple[Contact, ...] = ()
    full_time_share: Annotated[float, Field(gt=0, le=2, allow_inf_nan=False)] = 1.0
    working_pattern: dict[Weekday, tuple[Half, ...]] | None = None
    """Half days in post; a day that is not named is a day off. Absent: every half day."""
    working_patterns: tuple[PatternToCome, ...] | None = None
    """Changes of the working pattern to come, by their days; an event without them says that there are none."""
    order_number: Text | None = None
    acting: bool | None = None
    """In the place of a holder who is away, or of none yet; told only where it is so."""

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Self:
        _last_day_not_before_first(self.from_on, self.to_on)
        days = [one.from_on for one in self.working_patterns or ()]
        if days != sorted(set(days)):
            raise wrong("working_patterns must be in the order of their days, one for each", "working_patterns")
        return self


class StaffAppointed(_PostData):
    """A person takes up a post."""

    TYPE: ClassVar[str] = "court.staff.appointed.v1"

    version: Version


class StaffUpdated(_PostData):
    """The person in post as it now stands."""

    TYPE: ClassVar[str] = "court.staff.updated.v1"

    version: LaterVersion


class StaffSeparated(_PostData):
    """The person leaves the post; `to_on` is the last day. Without it, and with `from_on` ahead, the appointment was
    called off."""

    TYPE: ClassVar[str] = "court.staff.separated.v1"

    version: Version


class _AuthorisationData(_StaffData):
    specialism: Code
    from_on: Day
    to_on: Day | None = None
    """The last day."""

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Self:
        _last_day_not_before_first(self.from_on, self.to_on)
        return self


class StaffAuthorised(_AuthorisationData):
    """The person may hear cases of a specialism."""

    TYPE: ClassVar[str] = "court.staff.authorised.v1"


class AuthorisationEnded(_AuthorisationData):
    """The authorisation ends with `to_on`."""

    TYPE: ClassVar[str] = "court.staff.authorisation_ended.v1"


class _AbsenceData(_StaffData):
    absence_id: Id
    kind: AbsenceKind
    starts_at: Instant
    ends_at: Instant
    version: Version | None = None
    """Of the absence; it grows with each decision about it, so that one with other times is told anew."""
    session_id: Id | None = None
    """The session of training that it is for: `court.training.*` tells the person."""

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends_at <= self.starts_at:
            raise wrong("ends_at must be later than starts_at", "ends_at")
        return self


class AbsenceApproved(_AbsenceData):
    """The person is away from starts_at to ends_at."""

    TYPE: ClassVar[str] = "court.absence.approved.v1"


class AbsenceCancelled(_AbsenceData):
    """The absence does not hold any more."""

    TYPE: ClassVar[str] = "court.absence.cancelled.v1"


class StaffSuspended(_StaffData):
    """`from_on` is the first day out."""

    TYPE: ClassVar[str] = "court.staff.suspended.v1"

    from_on: Day


class StaffReinstated(_StaffData):
    """`from_on` is the first day back."""

    TYPE: ClassVar[str] = "court.staff.reinstated.v1"

    from_on: Day


class _InterestData(_StaffData):
    interest_id: Id
    against: Text
    """A party's name, an organisation or a case_id."""
    from_on: Day | None = None
    to_on: Day | None = None

    @model_validator(mode="after")
    def _days_are_in_order(self) -> Self:
        _last_day_not_before_first(self.from_on, self.to_on)
        return self


class InterestDeclared(_InterestData):
    """The person has an interest and is no candidate where it matters."""

    TYPE: ClassVar[str] = "court.interest.declared.v1"


class InterestEnded(_InterestData):
    """The interest does not hold any more."""

    TYPE: ClassVar[str] = "court.interest.ended.v1"


class NormChanged(EventData):
    """How many minutes of a judge's work a case of a category stands for in the court."""

    TYPE: ClassVar[str] = "court.norm.changed.v1"
    TOPIC: ClassVar[str] = topics.STAFF
    SUBJECT: ClassVar[str] = "court_id"

    category: Code
    weight_minutes: Annotated[int, Field(ge=0, le=LARGEST_INTEGER)]
    valid_from: Day
    instance: Instance | None = None
    """Of cases of this instance alone; a norm for it goes before one for any."""
    country_wide: bool | None = None
    """True for a norm that holds in all courts: any of the court's own goes before it."""


EVENTS: tuple[type[EventData], ...] = (
    CourtRegistered,
    CourtUpdated,
    StaffAppointed,
    StaffUpdated,
    StaffSeparated,
    StaffAuthorised,
    AuthorisationEnded,
    AbsenceApproved,
    AbsenceCancelled,
    StaffSuspended,
    StaffReinstated,
    InterestDeclared,
    InterestEnded,
    NormChanged,
    *vacancies.EVENTS,
    *training.EVENTS,
    *evaluation.EVENTS,
    *discipline.EVENTS,
    *surveys.EVENTS,
)
FAMILIES_TO_COME = ("court.vacancy.", "court.training.", "court.evaluation.", "court.discipline.", "court.survey.")
"""Types of this topic that are declared with the processes they tell of; readers here use none of them."""
