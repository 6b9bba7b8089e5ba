"""When a hearing could sit, asked of the court as it stands."""

from uuid import UUID

from tarazy_shared.unit_of_work import Work

from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.listing.suggesting import Suggestion, suggestions
from tarazy_scheduling.domain.model.case import Conflict
from tarazy_scheduling.domain.model.hearing import Hearing


async def suggest(
    work: Work, sets: WorkingSets, court_id: str, case_id: UUID, hearing_id: UUID
) -> tuple[Hearing, list[Suggestion] | tuple[Conflict, ...]]:
    """The hearing as it stands, and when it could sit, or why nothing can be looked for. Nothing is written."""
    touched = Touched(courts={court_id}, cases={case_id: court_id}, hearings={hearing_id: court_id})
    async with work.begin() as uow:
        loaded = await sets.take(uow.connection, touched, uow.now)
        court = loaded.court(court_id)
        hearing = court.hearings[hearing_id]
        found = suggestions(court, hearing, uow.now)
        sets.keep(loaded, {})
        return hearing, found
