"""What HR's own copy knows of hearings, to name them to people."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tarazy_shared.database import Connection

NAMES = "SELECT hearing_id, case_number, hearing_type FROM hearing_facts WHERE hearing_id = ANY($1::uuid[])"


@dataclass(frozen=True, slots=True)
class HearingName:
    """Number of the case, and the code of the hearing's type."""

    case_number: str | None
    hearing_type: str | None


async def names_of(connection: Connection, hearings: Sequence[UUID]) -> dict[UUID, HearingName]:
    """The hearings that are known here."""
    if not hearings:
        return {}
    rows = await connection.fetch(NAMES, list(hearings))
    return {UUID(int=row["hearing_id"].int): HearingName(row["case_number"], row["hearing_type"]) for row in rows}
