"""The record of somebody's service: tenures entered as they were, past ones too, and what a person is called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tarazy_hr.domain.appointment import (
    Appointed,
    Appointment,
    AppointmentFact,
    CallOffAppointment,
    Contact,
    SeparatePerson,
    WorkingPattern,
    lasts_until,
    next_tenure,
    next_version,
    refuse_form,
    share_dated,
)
from tarazy_hr.domain.appointment import separate as separate_last
from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.refusal import Refusal, conflict, unknown


@dataclass(frozen=True, slots=True)
class EnterTenure:
    """Enter a tenure as a record of service has it, or correct the one of that first day.

    `to_on` of the appointment is the last day in post, whatever ended it.
    """

    appointment: Appointment

    @property
    def person_id(self) -> UUID:
        """Whose it is."""
        return self.appointment.person_id


@dataclass(frozen=True, slots=True)
class DescribePerson:
    """Say what somebody is called and how they are reached; None leaves that as it is."""

    court_id: str
    person_id: UUID
    name: str | None = None
    languages: tuple[str, ...] | None = None
    contacts: tuple[Contact, ...] | None = None


def enter(
    tenures: Sequence[AppointmentFact],
    command: EnterTenure,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> Appointed:
    """A tenure among the others of the person, with none of which it has a day in common.

    Others are told of the tenure that stands or was the last one told, not of what was over before they knew.
    """
    wanted = command.appointment
    if refused := refuse_form(wanted):
        return refused
    same = next((fact for fact in tenures if fact.appointment.from_on == wanted.from_on), None)
    for fact in tenures:
        start, end = fact.appointment.from_on, day_after(fact.last_on)
        if fact is not same and overlap(start, end, wanted.from_on, day_after(wanted.to_on)):
            return conflict("from_on", "tenure_overlaps", from_on=start, to_on=fact.last_on or "…")
    before = [fact for fact in tenures if fact.appointment.from_on < wanted.from_on]
    after = [fact for fact in tenures if fact.appointment.from_on > wanted.from_on]
    held = lasts_until(before[-1] if before else None, today)
    numbered = (*tenures, *called_off)
    version = next_version(numbered)
    if same is None:
        past = _is_over(wanted.to_on, today)
        fact = AppointmentFact("appointed", version, wanted, None, next_tenure(numbered), held, past)
        return fact, *_told_again(fact, after, today)
    wanted = share_dated(wanted, same, today)
    ends, separated = wanted.to_on, same.separated_on
    if separated is not None and ends in (None, separated):
        wanted = replace(wanted, to_on=same.appointment.to_on)
    else:
        separated = None
    if (same.appointment, same.last_on) == (replace(wanted, to_on=same.appointment.to_on), separated or wanted.to_on):
        return ()
    past = bool(after) and _is_over(same.last_on, today)
    fact = AppointmentFact("updated", version, wanted, separated, same.tenure, held, past)
    return fact, *_told_again(fact, after, today)


def separate(
    tenures: Sequence[AppointmentFact],
    command: SeparatePerson,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> Appointed:
    """An appointment ends; those after it, should there be any, are told when it is over."""
    meant = tenures
    if command.from_on is not None:
        meant = [fact for fact in tenures if fact.appointment.from_on <= command.from_on]
        if not meant or meant[-1].appointment.from_on != command.from_on:
            return unknown("from_on", "unknown_appointment", command.from_on)
    after = tenures[len(meant) :]
    separated = separate_last(meant, command, today, (*after, *called_off))
    if isinstance(separated, Refusal) or not separated:
        return separated
    return *separated, *_told_again(separated[0], after, today)


def call_off(
    tenures: Sequence[AppointmentFact],
    command: CallOffAppointment,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> Appointed:
    """An appointment whose first day is to come does not come about; those after it stay.

    Once more changes nothing. Others are told where they knew of it.
    """
    known = next((fact for fact in tenures if fact.appointment.from_on == command.from_on), None)
    if known is None:
        if any(fact.appointment.from_on == command.from_on for fact in called_off):
            return ()
        return unknown("from_on", "unknown_appointment", command.from_on)
    if command.from_on <= today:
        return conflict("from_on", "appointment_begun", day=command.from_on)
    before = [fact for fact in tenures if fact.appointment.from_on < command.from_on]
    after = [fact for fact in tenures if fact.appointment.from_on > command.from_on]
    lasts = lasts_until(before[-1] if before else None, today)
    version = next_version((*tenures, *called_off))
    fact = AppointmentFact("called_off", version, known.appointment, None, known.tenure, past=lasts is not None)
    later: list[AppointmentFact] = []
    for number, one in enumerate(after, version + 1):
        until = lasts_until(later[-1], today) if later else lasts
        later.append(AppointmentFact("updated", number, one.appointment, one.separated_on, one.tenure, until))
    return fact, *later


def describe(
    tenures: Sequence[AppointmentFact],
    command: DescribePerson,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> Appointed:
    """The last tenure as the person is called now; earlier ones keep the names that they were made out in."""
    if not tenures:
        return unknown("person_id", "unknown_person", command.person_id)
    known = tenures[-1]
    made = known.appointment
    described = replace(
        made,
        name=made.name if command.name is None else command.name,
        languages=made.languages if command.languages is None else command.languages,
        contacts=made.contacts if command.contacts is None else command.contacts,
    )
    if described == made:
        return ()
    held = lasts_until(tenures[-2] if len(tenures) > 1 else None, today)
    version = next_version((*tenures, *called_off))
    return (AppointmentFact("updated", version, described, known.separated_on, known.tenure, held, known.past),)


def told_now(tenures: Sequence[AppointmentFact], today: date) -> AppointmentFact | None:
    """The tenure that others know: the last one before which none lasts."""
    before: AppointmentFact | None = None
    known: AppointmentFact | None = None
    for one in tenures:
        if lasts_until(before, today) is None:
            known = one
        before = one
    return known


def with_pattern(
    tenures: Sequence[AppointmentFact],
    known: AppointmentFact,
    pattern: WorkingPattern | None,
    today: date,
    called_off: Sequence[AppointmentFact] = (),
) -> tuple[AppointmentFact, ...]:
    """The tenure that others know, with a working pattern, by a new version: the same pattern tells it once more."""
    appointment = replace(known.appointment, working_pattern=pattern)
    version = next_version((*tenures, *called_off))
    fact = AppointmentFact("updated", version, appointment, known.separated_on, known.tenure)
    after = [one for one in tenures if one.appointment.from_on > appointment.from_on]
    return fact, *_told_again(fact, after, today)


def _told_again(fact: AppointmentFact, after: Sequence[AppointmentFact], today: date) -> Iterator[AppointmentFact]:
    """What comes after a tenure that others are told of now: told when that is over, by a version above its own."""
    if fact.past:
        return
    for number, later in enumerate(after, fact.version + 1):
        until = lasts_until(fact, today)
        yield AppointmentFact("updated", number, later.appointment, later.separated_on, later.tenure, until)
        fact = later


def _is_over(last_on: date | None, today: date) -> bool:
    return last_on is not None and last_on < today
