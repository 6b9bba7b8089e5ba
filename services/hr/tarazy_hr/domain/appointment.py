"""Appointments: a person in a post of a court, from the first to the last day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.post import Holding
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

HalfDay = Literal["am", "pm"]
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Contact:
    """One way to reach a person."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class WorkingPattern:
    """The half-days of the week on which somebody works: halves of the court's sitting hours."""

    half_days: tuple[tuple[str, tuple[HalfDay, ...]], ...]
    """Per weekday (`mon` to `sun`, in this order, only those with work) its halves, `am` before `pm`."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """What the order of appointment says, and how the person may be reached."""

    court_id: str
    person_id: UUID
    post_id: UUID
    role: str
    name: str
    """As the person writes it."""
    from_on: date
    to_on: date | None = None
    """Last day in post; None for an appointment without term."""
    languages: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    full_time_share: Decimal = Decimal(1)
    """Above 0, at most 2; 1 is full time."""
    working_pattern: WorkingPattern | None = None
    """None means every half-day on which the court sits."""
    order_number: str | None = None
    acting: bool = False
    """In the place of a holder who is away, or of none yet: does not count against the post's share."""
    share_from_on: date | None = None
    """The first day of the share, after `from_on`; None: that day. Former shares stand in the former versions."""


@dataclass(frozen=True, slots=True)
class AppointmentFact:
    """An appointment as it stood from one version to the next; versions count per person and court."""

    what: Literal["appointed", "updated", "separated", "called_off"]
    """`called_off`: it ends before its first day and leaves nothing behind but its version."""
    version: int
    appointment: Appointment
    separated_on: date | None = None
    """Last day in post as the separation says; the appointment itself stays as it was made."""
    tenure: int = 1
    """Which appointment of this person in this court it is: who leaves and comes back has several."""
    held_until: date | None = None
    """Last day of the tenure before, which lasts: others know one at a time and are told of this one afterwards."""
    past: bool = False
    """It was over when it was entered, or a later one was known by then: others are not told of it."""

    @property
    def last_on(self) -> date | None:
        """The last day in post, as far as it is known."""
        return self.separated_on or self.appointment.to_on

    def covers(self, day: date) -> bool:
        """Whether the person is in post by it on a day."""
        return self.appointment.from_on <= day and (self.last_on is None or day <= self.last_on)

    @property
    def _share_holds_from(self) -> date:
        since = self.appointment.share_from_on
        return self.appointment.from_on if since is None or not self.covers(since) else since

    @property
    def holding(self) -> Holding:
        """The days on which this appointment fills its post."""
        appointment = self.appointment
        return Holding(
            appointment.person_id,
            self.tenure,
            appointment.post_id,
            # Of the days before, the former share was looked at when it was entered.
            self._share_holds_from,
            self.last_on,
            appointment.full_time_share,
            appointment.acting,
            appointment.role,
        )


Appointed = tuple[AppointmentFact, ...] | Refusal


@dataclass(frozen=True, slots=True)
class AppointPerson:
    """Appoint a person, or say how the appointment now stands.

    `specialisms` lists what the person is authorised for; None leaves the authorisations alone.
    """

    appointment: Appointment
    specialisms: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class SeparatePerson:
    """End an appointment; `to_on` is the last day in post."""

    court_id: str
    person_id: UUID
    to_on: date
    from_on: date | None = None
    """The first day of the appointment meant; None: the last one."""


@dataclass(frozen=True, slots=True)
class CallOffAppointment:
    """Say before the first day of an appointment that it does not come about."""

    court_id: str
    person_id: UUID
    from_on: date


def appoint(
    tenures: Sequence[AppointmentFact],
    wanted: Appointment,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> Appointed:
    """The appointment that now stands, given the tenures of the person in the order of their first days.

    Repeating what was said never undoes a separation decided since; somebody who has left is appointed anew
    from a later day. Two tenures never have a day in common. What was called off counts for numbers alone.
    """
    if refused := refuse_form(wanted):
        return refused
    numbered = (*tenures, *called_off)
    version = next_version(numbered)
    if not tenures:
        return (AppointmentFact("appointed", version, wanted, tenure=next_tenure(numbered)),)
    known, former = tenures[-1], tenures[-2] if len(tenures) > 1 else None
    if known.appointment == share_dated(wanted, known, today):
        return ()
    if former is not None and former.appointment == share_dated(wanted, former, today):
        return ()
    if former is not None and former.last_on is not None and wanted.from_on <= former.last_on:
        return conflict("from_on", "separated", day=former.last_on)
    if known.last_on is not None and wanted.from_on > known.last_on:
        held = lasts_until(known, today)
        return (AppointmentFact("appointed", version, wanted, tenure=next_tenure(numbered), held_until=held),)
    if known.separated_on is not None:
        return conflict("from_on", "separated", day=known.separated_on)
    held, wanted = lasts_until(former, today), share_dated(wanted, known, today)
    return (AppointmentFact("updated", version, wanted, tenure=known.tenure, held_until=held),)


def separate(
    tenures: Sequence[AppointmentFact],
    command: SeparatePerson,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> Appointed:
    """The last day lies inside the last appointment; another day corrects an earlier separation."""
    if not tenures:
        return unknown("person_id", "unknown_person", command.person_id)
    known, former = tenures[-1], tenures[-2] if len(tenures) > 1 else None
    appointment = known.appointment
    if command.to_on < appointment.from_on:
        return wrong("to_on", "ends_before_start", start=appointment.from_on, end=command.to_on)
    if appointment.to_on is not None and command.to_on > appointment.to_on:
        return conflict("to_on", "after_appointment", day=appointment.to_on)
    if known.separated_on == command.to_on:
        return ()
    held, version = lasts_until(former, today), next_version((*tenures, *called_off))
    return (AppointmentFact("separated", version, appointment, command.to_on, known.tenure, held),)


def refuse_form(wanted: Appointment) -> Refusal | None:
    """Why an appointment contradicts itself."""
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return wrong("to_on", "ends_before_start", start=wanted.from_on, end=wanted.to_on)
    if wanted.working_pattern is not None and not wanted.working_pattern.half_days:
        return wrong("working_pattern", "pattern_without_hours")
    return None


def share_dated(wanted: Appointment, known: AppointmentFact, today: date) -> Appointment:
    """An appointment that takes the place of another with the day from which its share holds.

    A share that changes without a day changes today; before the first day in post it never was another.
    """
    since = wanted.share_from_on
    if since is None and wanted.full_time_share == known.appointment.full_time_share:
        since = known.appointment.share_from_on
    elif since is None:
        since = today
    return replace(wanted, share_from_on=since if since is not None and since > wanted.from_on else None)


def next_version(tenures: Iterable[AppointmentFact]) -> int:
    """Versions count over all tenures of a person in a court."""
    return max((fact.version for fact in tenures), default=0) + 1


def next_tenure(tenures: Iterable[AppointmentFact]) -> int:
    """The number of one more tenure: it says nothing about the order of their days."""
    return max((fact.tenure for fact in tenures), default=0) + 1


def lasts_until(tenure: AppointmentFact | None, today: date) -> date | None:
    """The last day of a tenure that is not over; None for one that is, or for none."""
    last = None if tenure is None else tenure.last_on
    return last if last is not None and last >= today else None
