"""What evaluations ask the judges of a court, a region and the country to learn."""

from dataclasses import dataclass
from datetime import date, datetime

from fastapi import APIRouter, Request
from tarazy_shared.database import Connection

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.evaluation.needing import Teaching, needing, teaching
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.http.documenting import READ, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.evaluation.group_views import GroupNeedsView, NeedsView, SubjectView
from tarazy_hr.app.evaluation.needs import GroupNeeds, as_of, by_place, by_role
from tarazy_hr.domain.court import Court
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import unknown
from tarazy_hr.domain.surveys.groups import LEAST


@dataclass(frozen=True, slots=True)
class CourtNeeds:
    """What is told of in a court: itself, its region and the country where they are large enough, and roles."""

    before: date
    """It is told as it stood at the beginning of this day."""
    places: list[GroupNeeds]
    roles: list[GroupNeeds]
    teaching: dict[str, Teaching]

    @property
    def subjects(self) -> list[str]:
        """All that are asked for in a group that is told of."""
        return sorted({subject for one in (*self.places, *self.roles) for subject in one.subjects})


def needs_router(desk: Desk, door: Door) -> APIRouter:
    """Needs of groups."""
    router = guarded_router("/courts/{court_id}", "evaluation")

    @router.get("/training-needs", responses=READ, dependencies=[door.needs("training_needs.read")])
    async def show_training_needs(request: Request, court_id: CourtPath) -> NeedsView:
        """How many judges have to learn what, as it stood when the quarter began: in the court, its region and the
        country, and by role. No group of fewer than five who were evaluated is told of, nor one that would leave fewer
        beside it."""
        async with desk.work.pool.acquire() as connection:
            court = await queries.court(connection, queries.STANDING, court_id)
            if court is None:
                raise refused(request, unknown("court_id", "unknown_court", court_id))
            found = await needs_in(connection, court.court, desk.work.clock())
        return NeedsView(
            as_of=found.before,
            least=LEAST,
            places=[GroupNeedsView.of_place(one) for one in found.places],
            roles=[GroupNeedsView.of_role(one) for one in found.roles],
            taught=[
                SubjectView(subject=subject, programmes=list(one.programmes), free_places=one.free_places)
                for subject, one in sorted(found.teaching.items())
            ],
        )

    return router


async def needs_in(connection: Connection, court: Court, now: datetime) -> CourtNeeds:
    """What is told of in a court."""
    today = day_of(now, court.zone)
    before = as_of(today)
    evaluated = await needing(connection, today, before)
    around = ((), (court.region or "",), (court.region or "", court.court_id))
    return CourtNeeds(
        before,
        [one for one in by_place(evaluated) if one.path in around],
        by_role(evaluated),
        await teaching(connection, court.court_id, today),
    )
