"""Rows of the staffing tables as facts of the domain, and back."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg

from tarazy_hr.adapters.leave import leave_documents
from tarazy_hr.domain.absence import Absence, AbsenceFact
from tarazy_hr.domain.appointment import WEEKDAYS, Appointment, AppointmentFact, Contact, WorkingPattern
from tarazy_hr.domain.authorisation import Authorisation, AuthorisationFact
from tarazy_hr.domain.court import Court, CourtFact, Trilingual
from tarazy_hr.domain.court_book import Fact
from tarazy_hr.domain.interest import Interest, InterestFact
from tarazy_hr.domain.leave.adjustment import Adjustment, AdjustmentFact
from tarazy_hr.domain.leave.cover import CoverRule, CoverRuleFact
from tarazy_hr.domain.leave.leave_type import LeaveTypeFact
from tarazy_hr.domain.leave.span import Span
from tarazy_hr.domain.leave.terms import LeaveTerms
from tarazy_hr.domain.norm import Norm, NormFact
from tarazy_hr.domain.post import Post, PostFact
from tarazy_hr.domain.suspension import SuspensionFact

Row = asyncpg.Record


def court_fact(row: Row) -> CourtFact:
    """A row of `courts`."""
    court = Court(
        court_id=row["court_id"],
        name=_trilingual(row["name"]),
        zone=row["zone"],
        language=row["language"],
        level=row["level"],
        region=row["region"],
        address=None if row["address"] is None else _trilingual(row["address"]),
        phone=row["phone"],
        email=row["email"],
    )
    return CourtFact(row["what"], row["version"], court)


def post_fact(row: Row) -> PostFact:
    """A row of `posts`."""
    post = Post(
        court_id=row["court_id"],
        post_id=_uuid(row["post_id"]),
        number=row["number"],
        exclusive=row["exclusive"],
        share=row["share"],
        role=row["role"],
        speciality=row["speciality"],
        from_on=row["from_on"],
        to_on=row["to_on"],
    )
    return PostFact(row["what"], row["version"], post)


def appointment_fact(row: Row) -> AppointmentFact:
    """A row of `appointments`."""
    pattern = row["working_pattern"]
    appointment = Appointment(
        court_id=row["court_id"],
        person_id=_uuid(row["person_id"]),
        post_id=_uuid(row["post_id"]),
        role=row["role"],
        name=row["name"],
        from_on=row["from_on"],
        to_on=row["to_on"],
        languages=tuple(row["languages"]),
        contacts=tuple(Contact(contact["channel"], contact["address"]) for contact in json.loads(row["contacts"])),
        full_time_share=Decimal(row["full_time_share"]),
        working_pattern=None if pattern is None else working_pattern(json.loads(pattern)),
        order_number=row["order_number"],
        acting=row["acting"],
        share_from_on=row["share_from_on"],
    )
    return AppointmentFact(row["what"], row["version"], appointment, row["separated_on"], row["tenure"])


def authorisation_fact(row: Row) -> AuthorisationFact:
    """A row of `authorisations`."""
    authorisation = Authorisation(
        row["court_id"], _uuid(row["person_id"]), row["specialism"], row["from_on"], row["to_on"]
    )
    return AuthorisationFact(row["what"], row["version"], authorisation, row["ended_on"], row["listed"])


def absence_fact(row: Row) -> AbsenceFact:
    """A row of `absences`."""
    absence = Absence(
        _uuid(row["absence_id"]),
        row["court_id"],
        _uuid(row["person_id"]),
        row["kind"],
        row["starts_at"],
        row["ends_at"],
    )
    return AbsenceFact(row["what"], row["version"], absence, row["note"], _terms(row))


def _terms(row: Row) -> LeaveTerms | None:
    if row["leave_type"] is None:
        return None
    span = Span(row["first_on"], row["last_on"], row["first_half"], row["last_half"])
    who = row["substitute_id"]
    return LeaveTerms(
        row["leave_type"],
        span,
        None if who is None else _uuid(who),
        row["is_open"],
        row["may_overlap"],
        row["certificate"],
    )


def suspension_fact(row: Row) -> SuspensionFact:
    """A row of `suspensions`."""
    return SuspensionFact(
        row["what"], row["version"], row["court_id"], _uuid(row["person_id"]), row["from_on"], row["back_on"]
    )


def interest_fact(row: Row) -> InterestFact:
    """A row of `interests`."""
    interest = Interest(
        _uuid(row["interest_id"]),
        row["court_id"],
        _uuid(row["person_id"]),
        row["against"],
        row["from_on"],
        row["to_on"],
    )
    return InterestFact(row["what"], row["version"], interest, row["ended_on"])


def norm_fact(row: Row) -> NormFact:
    """A row of `norms`."""
    norm = Norm(row["court_id"], row["category"], row["weight_minutes"], row["valid_from"], row["instance"])
    return NormFact(row["what"], row["version"], norm, row["recorded_at"])


def leave_type_fact(row: Row) -> LeaveTypeFact:
    """A row of `leave_types`."""
    rules = {"code": row["code"], "rules": json.loads(row["rules"]), "source": row["source"]}
    days = {"valid_from": row["valid_from"], "valid_to": row["valid_to"]}
    made = leave_documents.read_type(rules | days | {"verified": row["verified"]})
    return LeaveTypeFact(row["what"], row["version"], row["court_id"], made)


def adjustment_fact(row: Row) -> AdjustmentFact:
    """A row of `leave_adjustments`."""
    made = Adjustment(
        _uuid(row["adjustment_id"]),
        row["court_id"],
        _uuid(row["person_id"]),
        row["leave_type"],
        row["on"],
        row["kind"],
        row["days"],
        row["reason"],
    )
    return AdjustmentFact(row["what"], row["version"], made)


def cover_rule_fact(row: Row) -> CoverRuleFact:
    """A row of `cover_rules`."""
    rule = CoverRule(row["specialism"], row["valid_from"], row["minimum"])
    return CoverRuleFact(row["what"], row["version"], row["court_id"], rule)


def working_pattern(days: Mapping[Any, Any]) -> WorkingPattern:
    """A pattern as `{mon: [am, pm], ...}` in the order of the week, without repetitions and empty days."""
    halves = ((day, tuple(half for half in ("am", "pm") if half in days.get(day, ()))) for day in WEEKDAYS)
    return WorkingPattern(tuple((day, half) for day, half in halves if half))  # type: ignore[misc]


def maybe_pattern(text: str | None) -> WorkingPattern | None:
    """A pattern as it is stored; None means every half-day on which the court sits."""
    return None if text is None else working_pattern(json.loads(text))


def columns(fact: Fact) -> dict[str, Any]:
    """The row that records a fact, ready for JSON, without its times of record."""
    row: dict[str, Any] = {"what": fact.what, "version": fact.version}
    match fact:
        case CourtFact():
            court = fact.court
            name, address = _languages(court.name), court.address and _languages(court.address)
            return row | _fields(court) | {"name": name, "address": address}
        case PostFact():
            return row | _fields(fact.post)
        case AppointmentFact():
            appointment, pattern = fact.appointment, fact.appointment.working_pattern
            return (
                row
                | _fields(appointment)
                | {
                    "contacts": [_fields(contact) for contact in appointment.contacts],
                    "working_pattern": None if pattern is None else dict(pattern.half_days),
                    "separated_on": fact.separated_on,
                    "tenure": fact.tenure,
                }
            )
        case AuthorisationFact():
            return row | _fields(fact.authorisation) | {"ended_on": fact.ended_on, "listed": fact.listed}
        case AbsenceFact():
            return row | _fields(fact.absence) | {"note": fact.note} | _terms_columns(fact.terms)
        case SuspensionFact():
            return row | _fields(fact)
        case InterestFact():
            return row | _fields(fact.interest) | {"ended_on": fact.ended_on}
        case NormFact():
            return row | _fields(fact.norm)
        case LeaveTypeFact():
            made = fact.leave_type
            return row | _fields(made) | {"court_id": fact.court_id, "rules": leave_documents.written(made.rules)}
        case AdjustmentFact():
            return row | _fields(fact.adjustment) | {"days": str(fact.adjustment.days)}
        case CoverRuleFact():
            return row | _fields(fact.rule) | {"court_id": fact.court_id}


def _terms_columns(terms: LeaveTerms | None) -> dict[str, Any]:
    if terms is None:
        return {"is_open": False, "may_overlap": False}
    return {
        "leave_type": terms.leave_type,
        "substitute_id": terms.substitute_id,
        "is_open": terms.is_open,
        "may_overlap": terms.overlaps,
        "certificate": terms.certificate,
        **_fields(terms.span),
    }


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _uuid(value: Any) -> UUID:
    """asyncpg gives a subclass of its own, which is slower to compare and to hash."""
    return UUID(int=value.int)


def _languages(text: Trilingual) -> dict[str, str]:
    return {"kk": text.kk, "ru": text.ru, "en": text.en}


def _trilingual(text: str) -> Trilingual:
    return Trilingual(**json.loads(text))
