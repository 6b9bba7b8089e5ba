"""The decision: what stands, and what somebody wants, make facts or a refusal."""

from datetime import date, datetime

from tarazy_hr.domain import absence, appointment, authorisation, court, interest, norm, post, suspension, tenure
from tarazy_hr.domain.absence import DecideAbsence, EnterAbsence, RequestAbsence
from tarazy_hr.domain.appointment import (
    Appointed,
    AppointmentFact,
    AppointPerson,
    CallOffAppointment,
    SeparatePerson,
)
from tarazy_hr.domain.authorisation import AuthorisePerson, EndAuthorisation
from tarazy_hr.domain.court import RegisterCourt
from tarazy_hr.domain.court_book import CourtBook, Fact
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.interest import DeclareInterest, EndInterest
from tarazy_hr.domain.leave import adjustment, cover, leave_type, requests
from tarazy_hr.domain.leave.adjustment import AdjustLeave, WithdrawAdjustment
from tarazy_hr.domain.leave.cover import LayDownCover
from tarazy_hr.domain.leave.leave_type import LayDownLeaveType
from tarazy_hr.domain.leave.objections import Asking
from tarazy_hr.domain.leave.requests import (
    CertifyLeave,
    EndLeave,
    NameSubstitute,
    OfLeave,
    ProlongLeave,
    RequestLeave,
)
from tarazy_hr.domain.norm import SetNorm
from tarazy_hr.domain.person_file import PersonFile
from tarazy_hr.domain.post import AbolishPost, RegisterPost
from tarazy_hr.domain.refusal import Refusal, conflict, unknown
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson
from tarazy_hr.domain.tenure import DescribePerson, EnterTenure

Command = (
    RegisterCourt
    | RegisterPost
    | AbolishPost
    | AppointPerson
    | SeparatePerson
    | CallOffAppointment
    | EnterTenure
    | DescribePerson
    | AuthorisePerson
    | EndAuthorisation
    | RequestAbsence
    | DecideAbsence
    | EnterAbsence
    | SuspendPerson
    | ReinstatePerson
    | DeclareInterest
    | EndInterest
    | SetNorm
    | RequestLeave
    | OfLeave
    | AdjustLeave
    | WithdrawAdjustment
    | LayDownLeaveType
    | LayDownCover
)
Decision = tuple[Fact, ...] | Refusal
"""No facts at all: what was wanted stands already."""


def decide(book: CourtBook, command: Command, now: datetime) -> Decision:
    """What a command makes of what stands in the court. Changes nothing by itself."""
    if isinstance(command, RegisterCourt):
        return court.register(book.court, command)
    if book.court is None:
        return unknown("court_id", "unknown_court", book.court_id)
    today = day_of(now, book.zone)
    match command:
        case RegisterPost():
            return _register_post(book, command)
        case AbolishPost():
            return post.abolish(book.posts.get(command.post_id), book.holders(command.post_id), command)
        case SetNorm():
            return norm.set_norm(book.norms.values(), command, now=now, today=today)
        case EndInterest():
            return interest.end(book.interests.get(command.interest_id), command)
        case AppointPerson():
            return _appoint(book, command, today)
        case SeparatePerson():
            file = book.person(command.person_id)
            return tenure.separate(file.tenures, command, today, file.called_off)
        case CallOffAppointment():
            file = book.person(command.person_id)
            return tenure.call_off(file.tenures, command, today, file.called_off)
        case EnterTenure():
            file = book.person(command.person_id)
            return _filling_posts(book, tenure.enter(file.tenures, command, today, file.called_off))
        case DescribePerson():
            file = book.person(command.person_id)
            return tenure.describe(file.tenures, command, today, file.called_off)
        case DecideAbsence():
            return requests.decide(_asking(book, command, now), command)
        case RequestAbsence() | EnterAbsence():
            return _be_absent(book, command)
        case RequestLeave():
            return _ask_for_leave(book, command, now)
        case EndLeave() | ProlongLeave() | CertifyLeave() | NameSubstitute():
            return requests.change(_asking(book, command, now), command)
        case AdjustLeave() | WithdrawAdjustment() | LayDownLeaveType() | LayDownCover():
            return _keep_leave(book, command)
        case DeclareInterest():
            person_id = command.interest.person_id
            known = book.interests.get(command.interest.interest_id)
            return _refuse_stranger(book.person(person_id)) or interest.declare(known, command)
        case AuthorisePerson():
            file = book.person(command.authorisation.person_id)
            return _refuse_stranger(file) or authorisation.authorise(file.authorisations, command)
        case EndAuthorisation():
            file = book.person(command.person_id)
            return _refuse_stranger(file) or authorisation.end(file.authorisations, command)
        case SuspendPerson():
            file = book.person(command.person_id)
            return _refuse_stranger(file) or suspension.suspend(file.suspensions, command)
        case ReinstatePerson():
            file = book.person(command.person_id)
            return _refuse_stranger(file) or suspension.reinstate(file.suspensions, command)


def _appoint(book: CourtBook, command: AppointPerson, today: date) -> Decision:
    wanted = command.appointment
    file = book.person(wanted.person_id)
    appointed = _filling_posts(book, appointment.appoint(file.tenures, wanted, today, file.called_off))
    if isinstance(appointed, Refusal) or command.specialisms is None:
        return appointed
    authorised = authorisation.follow_list(
        file.authorisations,
        command.specialisms,
        court_id=wanted.court_id,
        person_id=wanted.person_id,
        from_on=wanted.from_on,
        today=today,
    )
    return *appointed, *authorised


def _filling_posts(book: CourtBook, appointed: Appointed) -> Decision:
    """What an appointment brings about, if its post takes the holder."""
    if isinstance(appointed, Refusal):
        return appointed
    return next((refused for fact in appointed if (refused := _refuse_post(book, fact))), appointed)


def _register_post(book: CourtBook, command: RegisterPost) -> Decision:
    post_id = command.post.post_id
    known = book.posts.get(post_id)
    if known is None and post_id in book.posts_elsewhere:
        return conflict("post_id", "id_taken")
    return post.register(known, book.holders(post_id), command)


def _refuse_post(book: CourtBook, fact: AppointmentFact) -> Refusal | None:
    """Why the appointment cannot fill its post: the post is another court's, or does not take the holder."""
    post_id = fact.appointment.post_id
    known, elsewhere = book.posts.get(post_id), book.posts_elsewhere.get(post_id)
    if known is None and elsewhere is not None:
        return conflict("post_id", "post_of_another_court", court=elsewhere)
    return post.refuse_holder(known, book.holders(post_id), fact.holding)


def _be_absent(book: CourtBook, command: RequestAbsence | EnterAbsence) -> Decision:
    wanted = command.absence
    owner = wanted.court_id, wanted.person_id
    if book.absence_owners.get(wanted.absence_id, owner) != owner:
        return conflict("absence_id", "id_taken")
    file = book.person(wanted.person_id)
    if isinstance(command, RequestAbsence):
        return absence.request(file.absences, file.appointment, book.zone, command)
    return absence.enter(file.absences, file.appointment, book.zone, command)


def _ask_for_leave(book: CourtBook, command: RequestLeave, now: datetime) -> Decision:
    owner = command.court_id, command.person_id
    if book.absence_owners.get(command.absence_id, owner) != owner:
        return conflict("absence_id", "id_taken")
    return requests.request(_asking(book, command, now), command)


def _asking(book: CourtBook, command: DecideAbsence | RequestLeave | OfLeave, now: datetime) -> Asking:
    """What a decision about somebody's leave looks at, the one who stands in among it."""
    file = book.person(command.person_id)
    if isinstance(command, RequestLeave | NameSubstitute):
        who = command.substitute_id
    else:
        known = absence.by_id(file.absences, command.absence_id)
        who = known.terms.substitute_id if known and known.terms else None
    substitute = None if who is None else book.person(who)
    return Asking(file, substitute, book.leave, book.zone, day_of(now, book.zone), now)


def _keep_leave(
    book: CourtBook, command: AdjustLeave | WithdrawAdjustment | LayDownLeaveType | LayDownCover
) -> Decision:
    records = book.leave
    match command:
        case AdjustLeave():
            made = command.adjustment
            known = records.adjustments.get(made.adjustment_id)
            is_type = records.types.ever(made.leave_type) is not None
            stranger = _refuse_stranger(book.person(made.person_id))
            return stranger or adjustment.adjust(known, is_known_type=is_type, command=command)
        case WithdrawAdjustment():
            return adjustment.withdraw(records.adjustments.get(command.adjustment_id), command)
        case LayDownLeaveType():
            wanted = command.leave_type
            return leave_type.lay_down(records.own.get((wanted.code, wanted.valid_from)), command)
        case LayDownCover():
            rule = command.rule
            return cover.lay_down(records.cover_rules.get((rule.specialism, rule.valid_from)), command)


def _refuse_stranger(file: PersonFile) -> Refusal | None:
    """Somebody who was never appointed in this court has nothing to be recorded here."""
    return unknown("person_id", "unknown_person", file.person_id) if file.appointment is None else None
