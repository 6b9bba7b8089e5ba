"""What is evidence of a notice, read from where it is kept: for the chain that binds it, and to check that chain."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from tarazy_notifications.adapters.evidence.words import unpacked
from tarazy_notifications.domain.evidence.piece import About, Answer, ByHand, Change, Personal, Piece, Words

Row = asyncpg.Record | dict[str, Any]
"""Columns by name."""

ABOUT = """
n.notice_id, n.court_id, coalesce(i.subject_id, n.subject_id) AS subject_id,
coalesce(i.version, n.subject_version) AS subject_version, n.recipient_id, n.role, n.channel,
coalesce(i.topic, n.topic) AS topic, n.language, n.name, n.address, n.capacity, n.acts_for, v.event_id,
i.digest_id
"""
"""Columns of a notice with the version that it tells of; of a digest, with one of the hearings in it."""

TOLD_OF = """
LEFT JOIN digest_items i
    ON i.digest_id = n.subject_id AND i.recipient_id = n.recipient_id AND i.subject_id = {hearing}
LEFT JOIN subject_versions v
    ON v.subject_id = coalesce(i.subject_id, n.subject_id) AND v.version = coalesce(i.version, n.subject_version)
"""
"""To be joined to notices `n`. `hearing`: which of those in a digest is meant."""

CHANGE = """
t.number, t.at, t.state, t.attempt, t.reason, t.provider_reference, t.cause, t.sent_sha256, t.text_version, w.words
"""

CHANGES = """
notice_transitions t LEFT JOIN notice_words w
    ON t.sent_sha256 IS NOT NULL AND w.notice_id = t.notice_id AND w.attempt = t.attempt
"""

BY_HAND = "by_hand"
"""The channel of what a clerk did."""

ANSWER = "r.reply_id, r.received_at, r.answer, r.stamped_at, r.day, r.mail_sha256"


def pieces(rows: Iterable[Row]) -> list[Piece]:
    """The changes of one notice, in order, in as few pieces as may be: one lets at most one message leave."""
    found: list[Piece] = []
    for row in rows:
        words = words_of(row)
        change = change_of(row)
        last = found[-1] if found else None
        if last is not None and not (words and last.words):
            found[-1] = Piece(
                last.about, (*last.changes, change), None, last.personal or _first(row), last.words or words
            )
        else:
            found.append(Piece(about_of(row), (change,), None, _first(row), words))
    return found


def about_of(row: Row) -> About:
    """Of which notice it is."""
    return About(
        row["notice_id"],
        row["court_id"],
        row["subject_id"],
        row["subject_version"],
        row["recipient_id"],
        row["role"],
        row["channel"],
        row["topic"],
        row["language"],
        str(row["event_id"] or ""),
        row["digest_id"],
    )


def change_of(row: Row) -> Change:
    """One change of state."""
    at = row["at"]
    return Change(
        row["number"],
        at if isinstance(at, datetime) else datetime.fromisoformat(at),
        row["state"],
        row["attempt"],
        row["reason"],
        row["provider_reference"],
        row["cause"],
        row["text_version"],
    )


def words_of(row: Row) -> Words | None:
    """What left with a change, if something did."""
    if row["sent_sha256"] is None:
        return None
    words = row["words"]
    if words is None:
        return Words(None, None, row["sent_sha256"])
    # Within JSON PostgreSQL spells bytes in hexadecimal digits.
    raw = words if isinstance(words, bytes) else bytes.fromhex(words.removeprefix("\\x"))
    return Words(*unpacked(raw), row["sent_sha256"])


def personal_of(row: Row) -> Personal:
    """To whom a notice went."""
    return Personal(row["name"], row["address"], row["capacity"], row["acts_for"])


def answer_of(row: Row) -> Answer:
    """What was answered."""
    return Answer(
        row["reply_id"],
        row["received_at"],
        row["answer"],
        row["stamped_at"],
        row["day"].isoformat() if row["day"] else None,
        row["mail_sha256"],
    )


def by_hand_of(task: str, step: str) -> Piece:
    """What was done about a task, both as JSON: it stands in the place of a notice that the task is."""
    about, done = json.loads(task), json.loads(step)
    told_at = done["told_at"]
    return Piece(
        About(
            UUID(about["task_id"]),
            about["court_id"],
            UUID(about["subject_id"]),
            about["subject_version"],
            UUID(about["recipient_id"]),
            "",
            BY_HAND,
            about["topic"],
            "",
            "",
        ),
        by_hand=ByHand(
            done["number"],
            datetime.fromisoformat(done["at"]),
            done["what"],
            done["subject"],
            done["note_code"],
            done["tells"],
            datetime.fromisoformat(told_at) if told_at else None,
            done["document"],
        ),
    )


def changes_in(row: Row) -> list[dict[str, Any]]:
    """The changes that a row holds as JSON."""
    found: list[dict[str, Any]] = json.loads(row["changes"])
    return found


def _first(row: Row) -> Personal | None:
    """With its first change, 1 or of old ones 0, a notice's recipient goes into the chain."""
    return personal_of(row) if row["number"] <= 1 else None
