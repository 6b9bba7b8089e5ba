"""Grants: what an account of a sign-on service may be here beyond what follows from posts, and whose account it is."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

GrantedRole = Literal["clerk", "operator", "chair", "listing_officer", "judge"]
"""`judge` is somebody in post, about oneself: it says whose account it is and no more."""
Why = Literal["id_taken", "ends_before_start", "unknown_grant"]


@dataclass(frozen=True, slots=True)
class Grant:
    """A version of a grant; `to_on` is the last day, `court_id` None: in all courts."""

    grant_id: UUID
    version: int
    what: Literal["granted", "ended"]
    issuer: str
    subject: str
    person_id: UUID | None
    role: GrantedRole
    court_id: str | None
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Not:
    """It may not be."""

    field: str
    why: Why


def grant(known: Grant | None, wanted: Grant) -> Grant | Not | None:
    """Grant a role; None when it is so already. A grant of an id never turns into another."""
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return Not("to_on", "ends_before_start")
    if known is not None:
        same = replace(wanted, version=known.version, what=known.what) == known
        return None if same and known.what == "granted" else Not("grant_id", "id_taken")
    return wanted


def end(known: Grant | None, to_on: date) -> Grant | Not | None:
    """End a grant after a day; None when it ends then already."""
    if known is None:
        return Not("grant_id", "unknown_grant")
    if to_on < known.from_on:
        return Not("to_on", "ends_before_start")
    if known.to_on is not None and known.to_on <= to_on:
        return None
    return replace(known, version=known.version + 1, what="ended", to_on=to_on)
