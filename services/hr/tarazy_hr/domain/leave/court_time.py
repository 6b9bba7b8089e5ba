"""A court's time: who is in post in a range of days, what keeps them away, and how many judges are left."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.leave.cover import ANY, JUDGES, CoverDay, Sitting, cover, mask
from tarazy_hr.domain.leave.records import LeaveRecords
from tarazy_hr.domain.suspension import SuspensionFact

ONE_MOMENT = timedelta(microseconds=1)
ONE_DAY = timedelta(days=1)


@dataclass(slots=True)
class CourtTime:
    """What was read."""

    court_id: str
    zone: str
    first: date
    last: date
    people: dict[UUID, list[AppointmentFact]] = field(default_factory=dict)
    """Appointments that have a day of the range, by person, the latest last."""
    authorisations: dict[UUID, list[AuthorisationFact]] = field(default_factory=dict)
    suspensions: dict[UUID, list[SuspensionFact]] = field(default_factory=dict)
    absences: dict[UUID, list[AbsenceFact]] = field(default_factory=dict)
    elsewhere: dict[UUID, list[AbsenceFact]] = field(default_factory=dict)
    """Of people seconded here what their own courts know of absences in the range, but for secondments."""
    records: LeaveRecords = field(default_factory=LeaveRecords)

    def absences_of(self, person: UUID) -> list[AbsenceFact]:
        """Everything that keeps somebody away from this court, approved or asked for, whichever court knows it."""
        return [*self.absences.get(person, ()), *self.elsewhere.get(person, ())]

    def working_days(self) -> list[date]:
        """The working days of the range."""
        days = map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))
        return [day for day in days if self.records.calendar.is_working(day)]

    def cover(self, also: AbsenceFact | None = None) -> list[CoverDay]:
        """The cover of each working day; `also` is an absence that might be approved too."""
        judges = [one for person in self.people if (one := self._judge(person, also)) is not None]
        rules = [fact.rule for fact in self.records.cover_rules.values()]
        return cover(self.first, self.last, self.working_days(), judges, rules)

    def days_in_post(self, person: UUID) -> int:
        """The working days of the range on which somebody is in post, as bits, the first day lowest."""
        length = (self.last - self.first).days + 1
        working = mask([(day, day) for day in self.working_days()], self.first, length)
        held = [(fact.appointment.from_on, fact.last_on) for fact in self.people[person]]
        return working & mask(held, self.first, length)

    def days_away(self, person: UUID) -> int:
        """The days of the range on which somebody is away, wholly or in part, as bits."""
        return mask(self.away(person), self.first, (self.last - self.first).days + 1)

    def _judge(self, person: UUID, also: AbsenceFact | None) -> Sitting | None:
        in_post = [
            (fact.appointment.from_on, fact.last_on) for fact in self.people[person] if fact.appointment.role in JUDGES
        ]
        if not in_post:
            return None
        authorised: dict[str, list[tuple[date, date | None]]] = {ANY: in_post}
        for given in self.authorisations.get(person, ()):
            for period in in_post:
                if common := _common((given.authorisation.from_on, given.last_on), period):
                    authorised.setdefault(given.authorisation.specialism, []).append(common)
        away = self.away(person)
        if also is not None and also.absence.person_id == person:
            away.append(self.days_of(also))
        return Sitting(person, authorised, away)

    def away(self, person: UUID, without: Collection[UUID] = ()) -> list[tuple[date, date]]:
        """First and last days of what keeps somebody away: approved absences, but for some, and suspensions."""
        away = [
            self.days_of(fact)
            for fact in self.absences_of(person)
            if fact.what == "approved" and fact.absence.absence_id not in without
        ]
        for out in self.suspensions.get(person, ()):
            away.append((out.from_on, date.max if out.back_on is None else out.back_on - ONE_DAY))
        return away

    def days_of(self, fact: AbsenceFact) -> tuple[date, date]:
        """The first and the last day of an absence, in the court's zone."""
        if fact.terms is not None:
            return fact.terms.span.first_on, fact.terms.span.last_on
        return day_of(fact.absence.starts_at, self.zone), day_of(fact.absence.ends_at - ONE_MOMENT, self.zone)


def _common(one: tuple[date, date | None], other: tuple[date, date | None]) -> tuple[date, date | None] | None:
    first = max(one[0], other[0])
    lasts = [last for last in (one[1], other[1]) if last is not None]
    last = min(lasts) if lasts else None
    return None if last is not None and last < first else (first, last)
