"""Accounts of sign-on services, and the roles that are granted to them beyond what follows from posts."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong

GrantedRole = Literal["observer", "hr_officer", "inspector", "secretary", "trainer"]


@dataclass(frozen=True, slots=True)
class AccountName:
    """Which account at which sign-on service."""

    issuer: str
    subject: str


@dataclass(frozen=True, slots=True)
class Account:
    """A version of an account."""

    name: AccountName
    version: int
    what: Literal["linked", "closed"]
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A version of a grant; `to_on` is the last day."""

    grant_id: UUID
    version: int
    what: Literal["granted", "ended"]
    account: AccountName
    role: GrantedRole
    court_id: str | None
    from_on: date
    to_on: date | None = None


def link(known: Account | None, name: AccountName, person_id: UUID | None) -> Account | None:
    """Say whose account it is, anew if it was another's; None when it is so already."""
    if known is not None and known.what == "linked" and known.person_id == person_id:
        return None
    return Account(name, known.version + 1 if known else 1, "linked", person_id)


def close(known: Account | None, name: AccountName) -> Account | Refusal | None:
    """Nobody signs in with it any more; None when it is so already."""
    if known is None:
        return unknown("subject", "unknown_account", name.subject)
    return None if known.what == "closed" else Account(name, known.version + 1, "closed", known.person_id)


def grant(known: Grant | None, account: Account | None, wanted: Grant) -> Grant | Refusal | None:
    """Grant a role to a known account; None when it is so already. A grant of an id never turns into another."""
    if known is not None:
        same = replace(wanted, version=known.version, what=known.what) == known
        return None if same and known.what == "granted" else conflict("grant_id", "id_taken")
    if account is None or account.what == "closed":
        return unknown("subject", "unknown_account", wanted.account.subject)
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return wrong("to_on", "ends_before_start", start=wanted.from_on, end=wanted.to_on)
    return wanted


def end(known: Grant | None, grant_id: UUID, to_on: date) -> Grant | Refusal | None:
    """End a grant after a day; None when it ends then already."""
    if known is None:
        return unknown("grant_id", "unknown_grant", grant_id)
    if to_on < known.from_on:
        return wrong("to_on", "ends_before_start", start=known.from_on, end=to_on)
    if known.to_on is not None and known.to_on <= to_on:
        return None
    return replace(known, version=known.version + 1, what="ended", to_on=to_on)
