"""The file of one person in one court: everything recorded about them there, as it stands."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.appointment import AppointmentFact
from tarazy_hr.domain.authorisation import AuthorisationFact
from tarazy_hr.domain.suspension import SuspensionFact

Entry = AppointmentFact | AuthorisationFact | AbsenceFact | SuspensionFact


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What stands about one person in one court."""

    court_id: str
    person_id: UUID
    tenures: tuple[AppointmentFact, ...] = ()
    """Every appointment, by its first day; no two have a day in common."""
    called_off: tuple[AppointmentFact, ...] = ()
    """Appointments that never came about: their versions and numbers are not used again."""
    authorisations: tuple[AuthorisationFact, ...] = ()
    absences: tuple[AbsenceFact, ...] = ()
    suspensions: tuple[SuspensionFact, ...] = ()

    @property
    def appointment(self) -> AppointmentFact | None:
        """The appointment that stands, or was the last."""
        return self.tenures[-1] if self.tenures else None

    @property
    def former(self) -> AppointmentFact | None:
        """The tenure before, of somebody who left and came back."""
        return self.tenures[-2] if len(self.tenures) > 1 else None

    def with_entry(self, entry: Entry) -> "PersonFile":
        """The file after a fact was entered: it takes the place of the one it follows."""
        match entry:
            case AppointmentFact():
                tenures = [fact for fact in self.tenures if fact.tenure != entry.tenure]
                if entry.what == "called_off":
                    return replace(self, tenures=tuple(tenures), called_off=(*self.called_off, entry))
                tenures.append(entry)
                return replace(self, tenures=tuple(sorted(tenures, key=_first_day)))
            case AuthorisationFact():
                given = [fact for fact in self.authorisations if _period(fact) != _period(entry)]
                return replace(self, authorisations=(*given, entry))
            case AbsenceFact():
                absence_id = entry.absence.absence_id
                absences = [fact for fact in self.absences if fact.absence.absence_id != absence_id]
                return replace(self, absences=(*absences, entry))
            case SuspensionFact():
                suspensions = [fact for fact in self.suspensions if fact.from_on != entry.from_on]
                return replace(self, suspensions=(*suspensions, entry))


def _first_day(fact: AppointmentFact) -> date:
    return fact.appointment.from_on


def _period(fact: AuthorisationFact) -> tuple[str, date]:
    return fact.authorisation.specialism, fact.authorisation.from_on
