"""An enrolment takes time from somebody's calendar; a place that is lost gives it back. By HR's own commands."""

from uuid import UUID, uuid5

from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.education import time_taken
from tarazy_hr.app.carrying_out import carry_out
from tarazy_hr.domain.absence import Absence, DecideAbsence, EnterAbsence
from tarazy_hr.domain.education.places import PlaceChange
from tarazy_hr.domain.education.session import Session
from tarazy_hr.domain.refusal import Refusal


async def keep_time(uow: UnitOfWork, session: Session, change: PlaceChange, cause: Cause) -> Refusal | None:
    """Bring somebody's absences up to what happened to the place. After a refusal the transaction must not commit."""
    if change.what == "changed" and "times" not in change.changes:
        return None
    session_id, place = session.planned.session_id, change.place
    if change.what != "given":
        given_back = await time_taken.taken(uow.connection, session_id, place.person_id)
        for absence_id in given_back:
            command = DecideAbsence(place.court_id, place.person_id, absence_id, "cancel")
            cancelled = await carry_out(uow, place.court_id, command, cause)
            if isinstance(cancelled, Refusal):
                return cancelled
        await time_taken.forget(uow.connection, given_back)
    if change.what == "taken":
        return None
    made = [absence_of(session_id, change, number) for number in range(len(session.parts))]
    await time_taken.take(uow.connection, session_id, place.person_id, made)
    for absence_id, part in zip(made, session.parts, strict=True):
        absence = Absence(absence_id, place.court_id, place.person_id, "training", part.starts_at, part.ends_at)
        entered = await carry_out(uow, place.court_id, EnterAbsence(absence), cause)
        if isinstance(entered, Refusal):
            return entered
    return None


def absence_of(session_id: UUID, change: PlaceChange, part: int) -> UUID:
    """Another one for every time that somebody gets a place: what was cancelled does not come to life again."""
    return uuid5(session_id, f"{change.place.person_id} {change.number} {part}")
