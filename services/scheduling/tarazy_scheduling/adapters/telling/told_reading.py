"""Who of a hearing has been told, and who has answered that they do not come: at the hearing and on the board."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters import hearing_replies
from tarazy_scheduling.adapters.hearing_replies import HearingReply
from tarazy_scheduling.adapters.telling import hearing_notices
from tarazy_scheduling.domain.model.case import Party
from tarazy_scheduling.domain.telling.people import PersonTold, people_told

# Parts of the documents alone, as the board reads them.
_STANDING = """
SELECT h.hearing_id, d."placing", p.parties
FROM hearings h
     CROSS JOIN json_to_record(h.document) AS d ("placing" json)
     JOIN cases c ON c.case_id = h.case_id
     CROSS JOIN json_to_record(c.document) AS p (parties json)
WHERE h.hearing_id = ANY($1::uuid[]) AND h.state = 'listed'
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """What people are told and say of one hearing that stands."""

    people: Sequence[PersonTold]
    declined: frozenset[UUID]
    """Those who answered to what they were last told that they do not come."""


async def marks_of(connection: Connection, hearing_ids: Collection[UUID]) -> dict[UUID, Marks]:
    """Of those of the hearings that stand."""
    rows = await connection.fetch(_STANDING, list(hearing_ids)) if hearing_ids else []
    standing = [row["hearing_id"] for row in rows]
    notices = await hearing_notices.of_hearings(connection, standing)
    answers: dict[UUID, list[HearingReply]] = {}
    for reply in (await hearing_replies.known(connection, standing)).values():
        answers.setdefault(reply.hearing_id, []).append(reply)
    found = {}
    for row in rows:
        hearing_id = row["hearing_id"]
        people = _people(row, hearing_id, notices)
        found[hearing_id] = Marks(people, _declined(people, answers.get(hearing_id, ())))
    return found


async def people_of(connection: Connection, hearing_id: UUID) -> Sequence[PersonTold]:
    """Of one hearing; nobody where it has no place."""
    marks = (await marks_of(connection, [hearing_id])).get(hearing_id)
    return marks.people if marks else ()


def _people(row: asyncpg.Record, hearing_id: UUID, notices: Any) -> list[PersonTold]:
    placing = json.loads(row["placing"])
    clerk = [placing["clerk"]] if placing["clerk"] else []
    return people_told(
        [UUID(one) for one in (*placing["judges"], *clerk, *placing["interpreters"])],
        [UUID(one) for one in placing["attendee_ids"]],
        [_party(one) for one in json.loads(row["parties"])],
        notices[hearing_id],
    )


def _party(said: dict[str, Any]) -> Party:
    represents, person_id = said.get("represents"), said.get("person_id")
    return Party(
        UUID(said["party_id"]),
        said["role"],
        said["name"],
        represents=UUID(represents) if represents else None,
        person_id=UUID(person_id) if person_id else None,
    )


def _declined(people: Sequence[PersonTold], answers: Sequence[HearingReply]) -> frozenset[UUID]:
    """An answer to an older invitation than the last says nothing of what stands."""
    versions = {one.recipient_id: one.version or 0 for one in people}
    return frozenset(
        one.recipient_id
        for one in answers
        if one.answer == "declined"
        and one.recipient_id in versions
        and one.version >= (versions[one.recipient_id] or 0)
    )
