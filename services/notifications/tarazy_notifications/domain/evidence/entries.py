"""What is bound into the chain: how notices went on and were answered, with what is personal behind salted hashes.

An entry stands in two chains at once: that of its court, whose end is told to the log, and that of what its notice is
about, so that the entries of one hearing can be handed out and checked without those of others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from tarazy_shared.audit_chain import FIRST, Entry, Head, Link, canonical, hash_of

from tarazy_notifications.domain.evidence import lines
from tarazy_notifications.domain.evidence.piece import Answer, ByHand, Change, Piece

ACCOUNT = "notifications"
WENT_ON, ANSWERED = "notice.went_on", "notice.answered"
TOLD_IN_DIGEST, TOLD_BY_HAND = "notice.told_in_digest", "notice.told_by_hand"


@dataclass(frozen=True, slots=True)
class Seal:
    """A piece as it stands in both chains."""

    piece: Piece
    link: Link
    subject_number: int
    salt: bytes | None
    """None once what is personal was erased."""
    personal_hash: str | None
    words_hash: str | None


def personal_hash_of(piece: Piece, salt: bytes | None) -> str | None:
    """The hash that stands in the chain for to whom it went."""
    said = personal_disclosed(piece, salt)
    return sha256(canonical(said)).hexdigest() if said else None


def words_hash_of(piece: Piece, salt: bytes | None) -> str | None:
    """The hash that stands in the chain for the words."""
    if piece.about.digest_id and piece.words and salt:
        return lines.hashed(piece.words.lines, piece.words.sha256, salt)
    said = words_disclosed(piece, salt)
    return sha256(canonical(said)).hexdigest() if said else None


def personal_disclosed(piece: Piece, salt: bytes | None) -> dict[str, Any] | None:
    """To whom it went, as that is handed out and hashed; None where it was erased, or is not in this piece."""
    one = piece.personal
    if one is None or salt is None:
        return None
    said = {"acts_for": one.acts_for, "address": one.address, "capacity": one.capacity, "name": one.name}
    return {"salt": salt.hex(), **said}


def words_disclosed(piece: Piece, salt: bytes | None) -> dict[str, Any] | None:
    """The words as they are handed out; of a digest those about the one case, of what was done by hand its record."""
    words, by_hand = piece.words, piece.by_hand
    if by_hand is not None and by_hand.document is not None and salt is not None:
        return {"document": by_hand.document, "salt": salt.hex()}
    if words is None or salt is None:
        return None
    if piece.about.digest_id:
        return lines.handed_out(words.lines, words.sha256, salt, piece.cases)
    return {"salt": salt.hex(), "sha256": words.sha256, "subject": words.subject, "text": words.text}


def entry(
    piece: Piece, court: Head, subject: Head, at: datetime, personal_hash: str | None, words_hash: str | None
) -> Entry:
    """The entry that follows the last ones of its court and of what it is about."""
    about = piece.about
    return Entry(
        chain=about.court_id,
        number=court.number + 1,
        at=at,
        subject=ACCOUNT,
        person_id=None,
        action=_action(piece),
        about=str(about.notice_id),
        request_id=about.event_id,
        detail={
            "answer": _answer(piece.answer) if piece.answer else None,
            "changes": [_change(one) for one in piece.changes],
            "channel": about.channel,
            "language": about.language,
            "personal_hash": personal_hash,
            "recipient_id": str(about.recipient_id),
            "role": about.role,
            "subject_id": str(about.subject_id),
            "subject_number": subject.number + 1,
            "subject_previous_hash": subject.hash,
            "subject_version": about.subject_version,
            "topic": about.topic,
            "words_hash": words_hash,
        }
        | ({"digest_id": str(about.digest_id)} if about.digest_id else {})
        | ({"by_hand": _by_hand(piece.by_hand)} if piece.by_hand else {}),
    )


def _action(piece: Piece) -> str:
    if piece.answer:
        return ANSWERED
    if piece.by_hand:
        return TOLD_BY_HAND
    return TOLD_IN_DIGEST if piece.about.digest_id else WENT_ON


class Sealing:
    """Binds pieces one after the other to where the chains end."""

    def __init__(self, courts: Mapping[str, Head], subjects: Mapping[UUID, Head], at: datetime) -> None:
        self._courts, self._subjects, self._at = dict(courts), dict(subjects), at

    def seal(self, piece: Piece, salt: bytes) -> Seal:
        """The next seal."""
        about = piece.about
        court = self._courts.get(about.court_id, Head(0, FIRST))
        subject = self._subjects.get(about.subject_id, Head(0, FIRST))
        personal_hash, words_hash = personal_hash_of(piece, salt), words_hash_of(piece, salt)
        made = entry(piece, court, subject, self._at, personal_hash, words_hash)
        link = Link(made, court.hash, hash_of(made, court.hash))
        self._courts[about.court_id] = Head(made.number, link.hash)
        self._subjects[about.subject_id] = Head(subject.number + 1, link.hash)
        return Seal(piece, link, subject.number + 1, salt, personal_hash, words_hash)


def instant(at: datetime) -> str:
    """As the chain writes instants."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _change(one: Change) -> dict[str, Any]:
    return {
        "at": instant(one.at),
        "attempt": one.attempt,
        "cause": one.cause,
        "number": one.number,
        "provider_reference": one.provider_reference,
        "reason": one.reason,
        "state": one.state,
        "text_version": one.text_version,
    }


def _answer(one: Answer) -> dict[str, Any]:
    return {
        "answer": one.answer,
        "day": one.day,
        "mail_sha256": one.mail_sha256,
        "received_at": instant(one.received_at),
        "reply_id": str(one.reply_id),
        "stamped_at": instant(one.stamped_at),
    }


def _by_hand(one: ByHand) -> dict[str, Any]:
    return {
        "at": instant(one.at),
        "by": one.by,
        "note_code": one.note_code,
        "number": one.number,
        "tells": one.tells,
        "told_at": instant(one.told_at) if one.told_at else None,
        "what": one.what,
    }
