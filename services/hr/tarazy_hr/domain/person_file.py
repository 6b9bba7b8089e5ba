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
    appointment: AppointmentFact | None = None
    former: AppointmentFact | None = None
    """The tenure before, of somebody who left and came back."""
    authorisations: tuple[AuthorisationFact, ...] = ()
    absences: tuple[AbsenceFact, ...] = ()
    suspensions: tuple[SuspensionFact, ...] = ()

    def with_entry(self, entry: Entry) -> "PersonFile":
        """The file after a fact was entered: it takes the place of the one it follows."""
        match entry:
            case AppointmentFact():
                known = self.appointment
                follows = known is not None and known.tenure < entry.tenure
                return replace(self, appointment=entry, former=known if follows else self.former)
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


def _period(fact: AuthorisationFact) -> tuple[str, date]:
    return fact.authorisation.specialism, fact.authorisation.from_on
