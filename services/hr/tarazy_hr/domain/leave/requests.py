"""Requests for leave and what becomes of them: asked for, recorded, approved, cut short, prolonged, certified."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from tarazy_hr.domain import absence as absences
from tarazy_hr.domain.absence import Absence, AbsenceFact, DecideAbsence
from tarazy_hr.domain.leave.leave_type import LeaveRules
from tarazy_hr.domain.leave.objections import (
    Asking,
    refuse,
    refuse_half_days,
    refuse_out_of_post,
    refuse_substitute,
)
from tarazy_hr.domain.leave.span import Half, Span, instants
from tarazy_hr.domain.leave.taking import rules_of
from tarazy_hr.domain.leave.terms import LeaveTerms
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class RequestLeave:
    """Ask for a leave, or record one of a type that needs no approval.

    Without `last_on` its end is not known yet; only types that say so can be left open.
    """

    court_id: str
    person_id: UUID
    absence_id: UUID
    leave_type: str
    first_on: date
    last_on: date | None
    first_half: Half = "am"
    last_half: Half = "pm"
    substitute_id: UUID | None = None
    certificate: str | None = None
    note: str | None = None
    is_recorded: bool = False
    """Entered by whoever records leave: for types that need no approval, and for them alone."""


@dataclass(frozen=True, slots=True)
class EndLeave:
    """Say with which half-day a leave ends: earlier than it was granted for; of what was recorded, later too."""

    court_id: str
    person_id: UUID
    absence_id: UUID
    last_on: date
    last_half: Half = "pm"
    note: str | None = None
    is_secondment: bool = False
    """Given together with what it means in the host court: a secondment does not end in one court alone."""


@dataclass(frozen=True, slots=True)
class ProlongLeave:
    """Put the provisional end of a leave off whose end is not known."""

    court_id: str
    person_id: UUID
    absence_id: UUID


@dataclass(frozen=True, slots=True)
class NameSubstitute:
    """Name who stands in; None for nobody."""

    court_id: str
    person_id: UUID
    absence_id: UUID
    substitute_id: UUID | None


@dataclass(frozen=True, slots=True)
class CertifyLeave:
    """Enter the certificate of a recorded leave; its days may differ from those recorded before."""

    court_id: str
    person_id: UUID
    absence_id: UUID
    certificate: str
    first_on: date | None = None
    last_on: date | None = None


OfLeave = EndLeave | ProlongLeave | NameSubstitute | CertifyLeave


Decision = tuple[AbsenceFact, ...] | Refusal


def request(asking: Asking, command: RequestLeave) -> Decision:
    """A request waits for its decision, what needs none holds at once; the same again is nothing new."""
    if asking.file.appointment is None:
        return unknown("person_id", "unknown_person", command.person_id)
    found = asking.types(command.first_on).on(command.leave_type, command.first_on)
    if found is None:
        return unknown("leave_type", "unknown_leave_type", command.leave_type)
    if found.rules.needs_approval == command.is_recorded:
        return wrong("leave_type", "is_asked_for" if command.is_recorded else "is_recorded", leave_type=found.code)
    terms = _terms(asking, command, found.rules)
    if isinstance(terms, Refusal):
        return terms
    fact = _fact(asking, command, terms, found.rules)
    same = absences.by_id(asking.file.absences, command.absence_id)
    if same is not None:
        known = same.absence == fact.absence and same.terms == fact.terms
        if same.terms is not None and terms.is_open and same.terms.is_open:
            known = same.terms.leave_type == terms.leave_type and same.terms.span.start == terms.span.start
        return () if known else conflict("absence_id", "absence_known", status=same.what)
    return refuse(asking, fact, found.rules, is_new=True) or (fact,)


def decide(asking: Asking, command: DecideAbsence) -> Decision:
    """A leave is decided as every absence; approving looks once more at all that could speak against it."""
    known = asking.file.absences
    if command.decision == "approve" and not command.is_secondment:
        known = tuple(asking.in_the_way)
    decided = absences.decide(known, command)
    if isinstance(decided, Refusal):
        return decided
    for fact in decided:
        if fact.what == "cancelled" and not command.is_secondment and (refused := _refuse_alone(asking, fact)):
            return refused
        rules = rules_of(fact.terms, asking.types(fact.terms.span.first_on)) if fact.terms else None
        if rules is None:
            continue
        if fact.what == "approved" and (refused := refuse(asking, fact, rules, is_new=False)):
            return refused
        if fact.what == "cancelled" and rules.needs_approval and fact.absence.starts_at <= asking.now:
            return conflict("absence_id", "leave_begun", start=fact.absence.starts_at.isoformat())
    return decided


def change(asking: Asking, command: OfLeave) -> Decision:
    """What becomes of a leave that stands."""
    fact = absences.by_id(asking.file.absences, command.absence_id)
    if fact is None or fact.terms is None:
        return unknown("absence_id", "unknown_leave", command.absence_id)
    rules = rules_of(fact.terms, asking.types(fact.terms.span.first_on))
    if rules is None:
        return unknown("leave_type", "unknown_leave_type", fact.terms.leave_type)
    match command:
        case NameSubstitute():
            return _name_substitute(asking, fact, command)
        case _ if fact.what != "approved":
            return conflict("absence_id", "not_approved", status=fact.what)
        case EndLeave():
            refused = None if command.is_secondment else _refuse_alone(asking, fact)
            return refused or _end(asking, fact, rules, command)
        case ProlongLeave():
            return _prolong(asking, fact, rules)
        case CertifyLeave():
            return _certify(asking, fact, rules, command)


def _refuse_alone(asking: Asking, fact: AbsenceFact) -> Refusal | None:
    """A secondment that a host court knows of is changed in both courts or in none."""
    host = asking.records.seconded.get(fact.absence.absence_id)
    return None if host is None else conflict("absence_id", "is_secondment", court=host)


def _terms(asking: Asking, command: RequestLeave, rules: LeaveRules) -> LeaveTerms | Refusal:
    last = command.last_on
    is_open = last is None
    if last is None:
        if rules.provisional_days is None:
            return wrong("last_on", "end_missing")
        last = _provisional_end(asking, max(command.first_on, asking.today), rules)
    span = Span(command.first_on, last, command.first_half, "pm" if is_open else command.last_half)
    if span.end <= span.start:
        return wrong("last_on", "ends_before_start", start=command.first_on, end=last)
    return LeaveTerms(command.leave_type, span, command.substitute_id, is_open, rules.overlaps, command.certificate)


def _fact(asking: Asking, command: RequestLeave, terms: LeaveTerms, rules: LeaveRules) -> AbsenceFact:
    starts_at, ends_at = instants(terms.span, asking.zone, asking.records.calendar.split)
    made = Absence(command.absence_id, command.court_id, command.person_id, rules.kind, starts_at, ends_at)
    return AbsenceFact("requested" if rules.needs_approval else "approved", 1, made, command.note, terms)


def _end(asking: Asking, fact: AbsenceFact, rules: LeaveRules, command: EndLeave) -> Decision:
    terms = _known_terms(fact)
    span = replace(terms.span, last_on=command.last_on, last_half=command.last_half)
    if span.end <= span.start:
        return wrong("last_on", "ends_before_start", start=span.first_on, end=span.last_on)
    if span.end == terms.span.end and not terms.is_open:
        return ()
    if rules.needs_approval and span.end > terms.span.end:
        return conflict("last_on", "only_shorter", last=terms.span.last_on)
    if rules.needs_approval and fact.absence.ends_at <= asking.now:
        return conflict("absence_id", "leave_over", end=fact.absence.ends_at.isoformat())
    return _moved(asking, fact, replace(terms, span=span, is_open=False), rules, command.note)


def _prolong(asking: Asking, fact: AbsenceFact, rules: LeaveRules) -> Decision:
    terms = _known_terms(fact)
    if not terms.is_open:
        return conflict("absence_id", "end_is_known", last=terms.span.last_on)
    last = _provisional_end(asking, max(terms.span.last_on, asking.today), rules)
    if last <= terms.span.last_on:
        return ()
    return _moved(asking, fact, replace(terms, span=replace(terms.span, last_on=last)), rules, fact.note)


def _certify(asking: Asking, fact: AbsenceFact, rules: LeaveRules, command: CertifyLeave) -> Decision:
    if rules.needs_approval:
        return conflict("absence_id", "needs_no_certificate")
    terms = _known_terms(fact)
    span = terms.span
    if command.first_on is not None:
        span = replace(span, first_on=command.first_on, first_half="am")
    if command.last_on is not None:
        span = replace(span, last_on=command.last_on, last_half="pm")
    if span.end <= span.start:
        return wrong("last_on", "ends_before_start", start=span.first_on, end=span.last_on)
    is_open = terms.is_open and command.last_on is None
    certified = replace(terms, span=span, certificate=command.certificate, is_open=is_open)
    return () if certified == terms else _moved(asking, fact, certified, rules, fact.note)


def _name_substitute(asking: Asking, fact: AbsenceFact, command: NameSubstitute) -> Decision:
    terms = _known_terms(fact)
    if fact.what not in ("requested", "approved"):
        return conflict("absence_id", "not_requested", status=fact.what)
    rules = rules_of(terms, asking.types(terms.span.first_on))
    if terms.substitute_id == command.substitute_id or rules is None:
        return ()
    named = replace(terms, substitute_id=command.substitute_id)
    required = fact.what == "approved"
    if refused := refuse_substitute(asking, fact, named, rules, required=required):
        return refused
    return (replace(fact, version=fact.version + 1, terms=named),)


def _moved(asking: Asking, fact: AbsenceFact, terms: LeaveTerms, rules: LeaveRules, note: str | None) -> Decision:
    """The leave with other half-days: others are told of it anew under its id, which takes the place of the former."""
    starts_at, ends_at = instants(terms.span, asking.zone, asking.records.calendar.split)
    moved = replace(
        fact,
        version=fact.version + 1,
        absence=replace(fact.absence, starts_at=starts_at, ends_at=ends_at),
        note=note,
        terms=terms,
    )
    return (
        refuse_half_days(asking, terms, rules)
        or refuse_out_of_post(asking, terms)
        or absences.refuse_overlap(asking.file.absences, moved.absence, overlaps=terms.overlaps)
        or (moved,)
    )


def _provisional_end(asking: Asking, day: date, rules: LeaveRules) -> date:
    """The last day that an open leave is told with, `day` being its first: never after the last day in post."""
    last = day + timedelta(days=max(rules.provisional_days or 1, 1) - 1)
    in_post = asking.records.service_of(asking.file.person_id).on(day)
    return last if in_post is None or in_post.last_on is None else max(day, min(last, in_post.last_on))


def _known_terms(fact: AbsenceFact) -> LeaveTerms:
    if fact.terms is None:
        raise AssertionError("a leave has terms")
    return fact.terms
