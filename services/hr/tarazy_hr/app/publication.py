"""Facts as events: what HR tells the world on `court.staff`."""

from collections.abc import Sequence
from typing import cast

from tarazy_shared.contracts import contact, staff
from tarazy_shared.contracts.event import EventData
from tarazy_shared.contracts.local_text import LocalText

from tarazy_hr.adapters.leave.pattern_store import DatedPattern
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact, Contact, WorkingPattern
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.court import CourtFact, Trilingual
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.domain.interest import InterestFact
from tarazy_hr.domain.leave.adjustment import AdjustmentFact
from tarazy_hr.domain.leave.cover import CoverRuleFact
from tarazy_hr.domain.leave.leave_type import LeaveTypeFact
from tarazy_hr.domain.norm import COUNTRY, Norm, NormFact
from tarazy_hr.domain.post import PostFact
from tarazy_hr.domain.suspension import SuspensionFact

_COURT = {"registered": staff.CourtRegistered, "updated": staff.CourtUpdated}
_APPOINTMENT = {
    "appointed": staff.StaffAppointed,
    "updated": staff.StaffUpdated,
    "separated": staff.StaffSeparated,
    "called_off": staff.StaffSeparated,
}
_AUTHORISATION = {"authorised": staff.StaffAuthorised, "ended": staff.AuthorisationEnded}
_ABSENCE = {"approved": staff.AbsenceApproved, "cancelled": staff.AbsenceCancelled}
_INTEREST = {"declared": staff.InterestDeclared, "ended": staff.InterestEnded}


HalfDays = dict[staff.Weekday, tuple[staff.Half, ...]]


def event_of(fact: Fact, to_come: Sequence[DatedPattern] = ()) -> EventData | None:
    """The event that tells a fact; of an appointment with the changes of the working pattern to come.

    None for what concerns HR alone (a request, a refusal, the staffing table) and for what is told later.
    """
    match fact:
        case CourtFact():
            return _court(fact)
        case AppointmentFact():
            return None if fact.held_until or fact.past else _appointment(fact, to_come)
        case AuthorisationFact():
            return _authorisation(fact)
        case AbsenceFact():
            return _absence(fact)
        case SuspensionFact():
            return _suspension(fact)
        case InterestFact():
            return _interest(fact)
        case NormFact():
            # What holds in the whole country is told to each court by itself (`norm_told_to`).
            return None if fact.norm.court_id == COUNTRY else norm_told_to(fact.norm.court_id, fact.norm)
        case PostFact() | LeaveTypeFact() | AdjustmentFact() | CoverRuleFact():
            return None


def _court(fact: CourtFact) -> EventData:
    court = fact.court
    return _COURT[fact.what](
        court_id=court.court_id,
        version=fact.version,
        name=_local(court.name),
        zone=court.zone,
        language=court.language,
        level=court.level,
        region=court.region,
        address=None if court.address is None else _local(court.address),
        phone=court.phone,
        email=court.email,
    )


def _appointment(fact: AppointmentFact, to_come: Sequence[DatedPattern]) -> EventData:
    appointment = fact.appointment
    changes = (staff.PatternToCome(from_on=one.from_on, working_pattern=_half_days(one.pattern)) for one in to_come)
    return _APPOINTMENT[fact.what](
        court_id=appointment.court_id,
        person_id=appointment.person_id,
        version=fact.version,
        post_id=appointment.post_id,
        role=appointment.role,
        name=appointment.name,
        from_on=appointment.from_on,
        # Called off: nobody is in post on any day, so there is no last one.
        to_on=None if fact.what == "called_off" else fact.last_on,
        languages=appointment.languages,
        contacts=tuple(map(_contact, appointment.contacts)),
        full_time_share=float(appointment.full_time_share),
        working_pattern=_half_days(appointment.working_pattern),
        working_patterns=tuple(changes) or None,
        order_number=appointment.order_number,
        acting=appointment.acting or None,
    )


def _half_days(pattern: WorkingPattern | None) -> HalfDays | None:
    return None if pattern is None else {cast(staff.Weekday, day): halves for day, halves in pattern.half_days}


def _authorisation(fact: AuthorisationFact) -> EventData:
    given = fact.authorisation
    return _AUTHORISATION[fact.what](
        court_id=given.court_id,
        person_id=given.person_id,
        specialism=given.specialism,
        from_on=given.from_on,
        to_on=fact.last_on,
    )


def _absence(fact: AbsenceFact) -> EventData | None:
    told = _ABSENCE.get(fact.what)
    absence = fact.absence
    return told and told(
        court_id=absence.court_id,
        person_id=absence.person_id,
        absence_id=absence.absence_id,
        kind=absence.kind,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        version=fact.version,
    )


def _suspension(fact: SuspensionFact) -> EventData:
    if fact.back_on is None:
        return staff.StaffSuspended(court_id=fact.court_id, person_id=fact.person_id, from_on=fact.from_on)
    return staff.StaffReinstated(court_id=fact.court_id, person_id=fact.person_id, from_on=fact.back_on)


def _interest(fact: InterestFact) -> EventData:
    interest = fact.interest
    return _INTEREST[fact.what](
        court_id=interest.court_id,
        person_id=interest.person_id,
        interest_id=interest.interest_id,
        against=interest.against,
        from_on=interest.from_on,
        to_on=fact.ended_on or interest.to_on,
    )


def norm_told_to(court_id: str, norm: Norm) -> EventData:
    """The event that tells a norm to a court: its own, or one of the whole country."""
    return staff.NormChanged(
        court_id=court_id,
        category=norm.category,
        weight_minutes=norm.weight_minutes,
        valid_from=norm.valid_from,
        instance=cast(staff.Instance | None, norm.instance or None),
        country_wide=True if norm.court_id == COUNTRY else None,
    )


def _local(text: Trilingual) -> LocalText:
    return LocalText(kk=text.kk, ru=text.ru, en=text.en)


def _contact(given: Contact) -> contact.Contact:
    # Frozen and checked when it came in: the model checks it once more on its way out.
    return contact.Contact.model_validate({"channel": given.channel, "address": given.address})
