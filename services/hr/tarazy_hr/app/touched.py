"""What a piece of work touches, so that all of it is read with a few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from tarazy_hr.domain.absence import DecideAbsence, EnterAbsence, RequestAbsence
from tarazy_hr.domain.appointment import AppointPerson, CallOffAppointment, SeparatePerson
from tarazy_hr.domain.authorisation import AuthorisePerson, EndAuthorisation
from tarazy_hr.domain.court import RegisterCourt
from tarazy_hr.domain.deciding import Command
from tarazy_hr.domain.interest import DeclareInterest, EndInterest
from tarazy_hr.domain.leave.adjustment import AdjustLeave, WithdrawAdjustment
from tarazy_hr.domain.leave.cover import LayDownCover
from tarazy_hr.domain.leave.leave_type import LayDownLeaveType
from tarazy_hr.domain.leave.requests import CertifyLeave, EndLeave, NameSubstitute, OfLeave, ProlongLeave, RequestLeave
from tarazy_hr.domain.norm import SetNorm
from tarazy_hr.domain.post import AbolishPost, RegisterPost
from tarazy_hr.domain.suspension import ReinstatePerson, SuspendPerson
from tarazy_hr.domain.tenure import DescribePerson, EnterTenure


@dataclass(frozen=True, slots=True)
class Touched:
    """The ids and codes, within one court, whose records must be open before deciding."""

    people: frozenset[UUID] = frozenset()
    posts: frozenset[UUID] = frozenset()
    interests: frozenset[UUID] = frozenset()
    absences: frozenset[UUID] = frozenset()
    categories: frozenset[str] = frozenset()
    adjustments: frozenset[UUID] = frozenset()
    beside: frozenset[UUID] = frozenset()
    """Other people who are only looked at."""
    leave: bool = False
    """The court's rules of leave, and of the people what their ledgers are worked out from."""


def touched_by(commands: Iterable[Command]) -> Touched:
    """Everything that the commands touch."""
    touched = [_one(command) for command in commands]
    return Touched(
        frozenset[UUID]().union(*(one.people for one in touched)),
        frozenset[UUID]().union(*(one.posts for one in touched)),
        frozenset[UUID]().union(*(one.interests for one in touched)),
        frozenset[UUID]().union(*(one.absences for one in touched)),
        frozenset[str]().union(*(one.categories for one in touched)),
        frozenset[UUID]().union(*(one.adjustments for one in touched)),
        frozenset[UUID]().union(*(one.beside for one in touched)),
        any(one.leave for one in touched),
    )


def _one(command: Command) -> Touched:
    match command:
        case RegisterCourt():
            return Touched()
        case RegisterPost():
            return Touched(posts=frozenset({command.post.post_id}))
        case AbolishPost():
            return Touched(posts=frozenset({command.post_id}))
        case AppointPerson() | EnterTenure():
            appointment = command.appointment
            return Touched(people=frozenset({appointment.person_id}), posts=frozenset({appointment.post_id}))
        case AuthorisePerson():
            return Touched(people=frozenset({command.authorisation.person_id}))
        case RequestAbsence() | EnterAbsence():
            wanted = command.absence
            return Touched(people=frozenset({wanted.person_id}), absences=frozenset({wanted.absence_id}))
        case DeclareInterest():
            interest = command.interest
            return Touched(people=frozenset({interest.person_id}), interests=frozenset({interest.interest_id}))
        case EndInterest():
            return Touched(interests=frozenset({command.interest_id}))
        case SetNorm():
            return Touched(categories=frozenset({command.norm.category}))
        case (
            DescribePerson()
            | SeparatePerson()
            | CallOffAppointment()
            | EndAuthorisation()
            | SuspendPerson()
            | ReinstatePerson()
        ):
            return Touched(people=frozenset({command.person_id}))
        case _:
            return _of_leave(command)


LeaveCommand = (
    DecideAbsence | RequestLeave | OfLeave | AdjustLeave | WithdrawAdjustment | LayDownLeaveType | LayDownCover
)


def _of_leave(command: LeaveCommand) -> Touched:
    match command:
        case RequestLeave() | NameSubstitute():
            beside = frozenset({command.substitute_id} if command.substitute_id else ())
            touched = Touched(people=frozenset({command.person_id}), absences=frozenset({command.absence_id}))
            return replace(touched, beside=beside, leave=True)
        case DecideAbsence() | EndLeave() | ProlongLeave() | CertifyLeave():
            return Touched(people=frozenset({command.person_id}), leave=True)
        case AdjustLeave():
            made = command.adjustment
            return Touched(people=frozenset({made.person_id}), adjustments=frozenset({made.adjustment_id}), leave=True)
        case WithdrawAdjustment():
            people = frozenset({command.person_id})
            return Touched(people=people, adjustments=frozenset({command.adjustment_id}), leave=True)
        case LayDownLeaveType() | LayDownCover():
            return Touched(leave=True)
