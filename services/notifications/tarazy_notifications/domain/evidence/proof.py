"""Proof of notice of one hearing, for the file of its case: one JSON document in canonical form.

What it must be is specified by `verify_notices.py`, which checks it with Python alone.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from tarazy_shared.audit_chain import FIRST, canonical

from tarazy_notifications.domain.evidence.entries import Seal, instant, personal_disclosed, words_disclosed

FORMAT, FORMAT_2 = "tarazy-proof-of-notice-1", "tarazy-proof-of-notice-2"
"""A proof without digests and without what clerks did is still one that checks of the first format read."""


def proof_of(court_id: str, hearing_id: UUID, seals: Sequence[Seal]) -> dict[str, Any]:
    """The document of all seals about a hearing, in order."""
    last = seals[-1] if seals else None
    return {
        "court_id": court_id,
        "entries": [_bound(one) for one in seals],
        "format": FORMAT_2 if any(one.piece.about.digest_id or one.piece.by_hand for one in seals) else FORMAT,
        "hearing_id": str(hearing_id),
        "last": {
            "entries": len(seals),
            "hash": last.link.hash if last else FIRST,
            "number": last.link.entry.number if last else 0,
        },
    }


def written(proof: dict[str, Any]) -> bytes:
    """The document as it is handed out: any other spelling of it is refused by the check."""
    return canonical(proof) + b"\n"


def _bound(seal: Seal) -> dict[str, Any]:
    entry, piece = seal.link.entry, seal.piece
    return {
        "entry": {
            "about": entry.about,
            "action": entry.action,
            "at": instant(entry.at),
            "chain": entry.chain,
            "detail": entry.detail,
            "number": entry.number,
            "person_id": entry.person_id,
            "previous_hash": seal.link.previous_hash,
            "request_id": entry.request_id,
            "subject": entry.subject,
        },
        "hash": seal.link.hash,
        "personal": personal_disclosed(piece, seal.salt),
        "words": words_disclosed(piece, seal.salt),
    }
