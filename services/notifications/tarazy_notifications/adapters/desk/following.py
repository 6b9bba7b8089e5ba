"""What is known of the notices of a hearing or of a person: read for the desk, whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_notifications.adapters.delivery import transitions
from tarazy_notifications.adapters.directory import court_from_row
from tarazy_notifications.adapters.documents import read_matter, read_placing, read_story
from tarazy_notifications.adapters.evidence.words import unpacked
from tarazy_notifications.adapters.notice_store import as_notice
from tarazy_notifications.domain.delivery.states import State
from tarazy_notifications.domain.desk.standing import Followed
from tarazy_notifications.domain.desk.timeline import (
    Answered,
    ByHand,
    Entry,
    Happened,
    Tone,
    VersionTold,
    in_order,
    steps_of,
)
from tarazy_notifications.domain.hearings import Matter, Placing
from tarazy_notifications.domain.people import Court
from tarazy_notifications.domain.stories import Story

# A digest stands there as word of this hearing.
_OF_HEARING = """
SELECT n.*, (SELECT old.channel FROM notices old WHERE old.notice_id = n.instead_of) AS after,
    told.about, told.about_version, told.about_topic
FROM (
    SELECT notice_id, NULL::uuid AS about, NULL::bigint AS about_version, NULL::text AS about_topic
    FROM notices WHERE subject_id = $1
    UNION ALL
    SELECT n.notice_id, i.subject_id, i.version, i.topic
    FROM digest_items i JOIN notices n ON n.subject_id = i.digest_id AND n.recipient_id = i.recipient_id
    WHERE i.digest_id IS NOT NULL AND i.subject_id = $1
) AS told JOIN notices n USING (notice_id)
WHERE n.court_id = $2 ORDER BY n.place DESC LIMIT $3
"""

_OF_PERSON = """
SELECT n.*, (SELECT old.channel FROM notices old WHERE old.notice_id = n.instead_of) AS after
FROM notices n WHERE recipient_id = $1 AND court_id = $2 AND ($3::bigint IS NULL OR place < $3)
ORDER BY place DESC LIMIT $4
"""

_ONE = """
SELECT n.*, (SELECT old.channel FROM notices old WHERE old.notice_id = n.instead_of) AS after,
    v.story, c.names, c.zone, c.language AS court_language, c.addresses, c.phone, c.email
FROM notices n
JOIN subject_versions v ON v.subject_id = n.subject_id AND v.version = n.subject_version
JOIN courts c ON c.court_id = n.court_id
WHERE n.notice_id = $1 AND n.court_id = $2
"""

_WORDS = "SELECT words FROM notice_words WHERE notice_id = $1 ORDER BY attempt DESC LIMIT 1"

_VERSIONS = """
SELECT subject_id, version, story FROM subject_versions
WHERE (subject_id, version) IN (SELECT * FROM unnest($1::uuid[], $2::bigint[]))
"""

_ANSWERS = """
SELECT recipient_id, received_at, answer, day FROM replies
WHERE hearing_id = ANY($1::uuid[]) AND verdict = 'believed' AND ($2::uuid IS NULL OR recipient_id = $2)
ORDER BY received_at
"""

_BY_HAND = """
SELECT t.recipient_id, t.subject_id, t.subject_version, s.at, s.note_code, s.tells,
    t.state = 'done' AND s.number = (SELECT max(number) FROM task_steps last WHERE last.task_id = t.task_id) AS holds
FROM tasks t JOIN task_steps s ON s.task_id = t.task_id AND s.what = 'done'
WHERE t.subject_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR t.recipient_id = $2)
"""

_HEARINGS = """
SELECT h.hearing_id, h.case_id, c.number, h.version, h.stands, h.placed, h.matter
FROM hearings h LEFT JOIN cases c ON c.case_id = h.case_id
WHERE h.court_id = $1 AND (h.hearing_id = ANY($2::uuid[]) OR h.case_id = ANY($3::uuid[]))
"""

_ANSWER_TONES: dict[str, Tone] = {"accepted": "ok", "declined": "bad", "tentative": "warn"}


@dataclass(frozen=True, slots=True)
class KnownHearing:
    """A hearing as it stands, or last stood."""

    hearing_id: UUID
    case_id: UUID
    number: str
    version: int
    stands: bool
    placing: Placing | None
    matter: Matter


@dataclass(frozen=True, slots=True)
class Following:
    """Notices with all that has happened to them, the oldest first."""

    notices: Sequence[Followed]
    entries: Sequence[Entry]
    before: int | None
    """Where there are more: the place before which they stand."""
    by_hand: Mapping[UUID, int]
    """The newest version that clerks say that they told people of."""


@dataclass(frozen=True, slots=True)
class Written:
    """A notice with all that its words need."""

    followed: Followed
    story: Story
    court: Court
    queued_at: datetime


async def of_hearing(connection: Connection, court_id: str, hearing_id: UUID, at_most: int) -> Following:
    """The notices of a hearing; of very many the newest."""
    rows = await connection.fetch(_OF_HEARING, hearing_id, court_id, at_most + 1)
    return await _following(connection, rows, at_most, None)


async def of_person(
    connection: Connection, court_id: str, recipient_id: UUID, at_most: int, before: int | None = None
) -> Following:
    """What somebody was told in a court: the newest, or those before a place."""
    rows = await connection.fetch(_OF_PERSON, recipient_id, court_id, before, at_most + 1)
    return await _following(connection, rows, at_most, recipient_id)


async def one(connection: Connection, court_id: str, notice_id: UUID) -> Written | None:
    """One notice of a court."""
    row = await connection.fetchrow(_ONE, notice_id, court_id)
    if row is None:
        return None
    return Written(
        _followed(row), read_story(row["story"]), court_from_row(row, row["court_language"]), row["queued_at"]
    )


async def words_sent(connection: Connection, notice_id: UUID) -> tuple[str, str] | None:
    """Subject and text of what left last, as its reader reads it; None if nothing has left, or it was erased."""
    words = await connection.fetchval(_WORDS, notice_id)
    return unpacked(words) if words is not None else None


async def every_step(connection: Connection, found: Sequence[Followed]) -> dict[UUID, list[Happened]]:
    """What has become of notices, by their ids."""
    steps = await transitions.of_notices(connection, [one.notice.notice_id for one in found])
    return {one.notice.notice_id: steps_of(one.notice, steps[one.notice.notice_id], one.after) for one in found}


async def hearings(
    connection: Connection, court_id: str, *, hearing_ids: Sequence[UUID] = (), case_ids: Sequence[UUID] = ()
) -> list[KnownHearing]:
    """Hearings by their ids, and all those of cases; what stands first, the next one before later ones."""
    rows = await connection.fetch(_HEARINGS, court_id, list(hearing_ids), list(case_ids))
    found = [_hearing(row) for row in rows]
    return sorted(found, key=lambda one: (not one.stands, str(one.placing and one.placing.starts_at), one.hearing_id))


async def _following(
    connection: Connection, rows: Sequence[asyncpg.Record], at_most: int, recipient_id: UUID | None
) -> Following:
    shown = list(reversed(rows[:at_most]))
    found = [_followed(row) for row in shown]
    steps = await every_step(connection, found)
    versions = list({(one.notice.subject_id, one.notice.subject_version) for one in found})
    subjects = [subject for subject, _ in versions]
    stories = await connection.fetch(_VERSIONS, subjects, [version for _, version in versions])
    answers = await connection.fetch(_ANSWERS, subjects, recipient_id)
    entries: list[Entry] = [entry for one in found for entry in steps[one.notice.notice_id]]
    for row in stories:
        story = read_story(row["story"])
        entries.append(VersionTold(story.at, row["subject_id"], row["version"], story))
    entries += [
        Answered(row["received_at"], row["recipient_id"], row["answer"], row["day"], _ANSWER_TONES[row["answer"]])
        for row in answers
    ]
    told: dict[UUID, int] = {}
    for row in await connection.fetch(_BY_HAND, subjects, recipient_id):
        who, version, tells = row["recipient_id"], row["subject_version"], row["tells"]
        tone: Tone = "ok" if tells else "warn"
        entries.append(ByHand(row["at"], who, row["subject_id"], version, row["note_code"], tells, tone))
        if tells and row["holds"]:
            told[who] = max(version, told.get(who, 0))
    return Following(found, in_order(entries), shown[0]["place"] if len(rows) > at_most else None, told)


def _followed(row: asyncpg.Record) -> Followed:
    notice, about = as_notice(row), row.get("about")
    if about is not None:
        notice = notice._replace(subject_id=about, subject_version=row["about_version"], topic=row["about_topic"])
    return Followed(
        notice,
        State(row["state"]),
        row["changed_at"],
        row["attempts"],
        row["reason"],
        row["resends"],
        row["instead_of"],
        row["after"],
        in_digest=about is not None,
    )


def _hearing(row: asyncpg.Record) -> KnownHearing:
    matter = read_matter(row["matter"])
    return KnownHearing(
        row["hearing_id"],
        row["case_id"],
        row["number"] or matter.case_number,
        row["version"],
        row["stands"],
        read_placing(row["placed"]),
        matter,
    )
