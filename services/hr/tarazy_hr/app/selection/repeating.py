"""The records of a court's competitions as events, for readers that start late."""

import json
from collections.abc import Iterator
from uuid import UUID

from tarazy_shared.contracts.event import EventData
from tarazy_shared.database import Connection

from tarazy_hr.adapters.selection import candidates, standing
from tarazy_hr.adapters.selection.record import RECORD
from tarazy_hr.app.selection.publication import event_of
from tarazy_hr.domain.selection.competition import Competition, told_by


async def told_of_competitions(connection: Connection, court_id: str) -> list[EventData]:
    """Everything that was told of a court's competitions, in order: same versions, same hashes.

    Who filled a post is found among the candidates, or where their data are deleted among those appointed to it.
    """
    told: list[EventData] = []
    for one in await standing.of_court(connection, court_id):
        lines = await RECORD.lines(connection, one.competition_id)
        competition = told_by([RECORD.entry_of(line) for line in lines])
        if competition is not None:
            filled_by = await _filled_by(connection, competition)
            told += _told(competition, lines, filled_by)
    return told


def _told(competition: Competition, lines: list[str], filled_by: UUID | None) -> Iterator[EventData]:
    for line in lines:
        entry, digest = RECORD.entry_of(line), str(json.loads(line)["hash"])
        if (event := event_of(competition, entry, digest, filled_by)) is not None:
            yield event


async def _filled_by(connection: Connection, competition: Competition) -> UUID | None:
    announced = competition.announced
    filled = competition.appointed
    if filled is None:
        return None
    for one in await candidates.of_competition(connection, announced.competition_id):
        if one.application_id == filled:
            return one.person_id
    return await candidates.appointed_to(connection, announced.court_id, announced.post_id, announced.from_on)
