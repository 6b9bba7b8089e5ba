"""What speaks against somebody's leave: time in post, notice, length, other absences, the substitute, the balance."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from tarazy_hr.domain import absence as absences
from tarazy_hr.domain.absence import AbsenceFact
from tarazy_hr.domain.days import overlap
from tarazy_hr.domain.leave.leave_type import LeaveRules, LeaveTypes
from tarazy_hr.domain.leave.ledger import LedgerSources, counted, lowest_from
from tarazy_hr.domain.leave.records import LeaveRecords
from tarazy_hr.domain.leave.terms import LeaveTerms
from tarazy_hr.domain.person_file import PersonFile
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything that a decision about somebody's leave looks at."""

    file: PersonFile
    substitute: PersonFile | None
    records: LeaveRecords
    zone: str
    today: date
    now: datetime

    @property
    def in_the_way(self) -> list[AbsenceFact]:
        """Absences that a leave must not lie over: weeks of duty give way."""
        return [fact for fact in self.file.absences if fact.absence.absence_id not in self.records.duties]

    def sources(self, day: date, *changed: AbsenceFact) -> LedgerSources:
        """What leave that begins on a day is taken from, with some absences as they would be."""
        ids = {fact.absence.absence_id for fact in changed}
        kept = [fact for fact in self.file.absences if fact.absence.absence_id not in ids]
        return self.records.sources_on(day, self.file.person_id, [*kept, *changed])

    def types(self, day: date) -> LeaveTypes:
        """The types by which leave goes that begins on a day: those at home of whoever is seconded here."""
        return self.sources(day).types


def refuse(asking: Asking, fact: AbsenceFact, rules: LeaveRules, *, is_new: bool) -> Refusal | None:
    """What speaks against a leave, in the order in which people would say it."""
    terms = fact.terms
    if terms is None:
        raise AssertionError("a leave has terms")
    approving = not is_new
    return (
        refuse_half_days(asking, terms, rules)
        or refuse_out_of_post(asking, terms)
        or (_refuse_notice(asking, terms, rules) if is_new else None)
        or _refuse_length(asking, terms, rules)
        or _refuse_seconded(asking, fact)
        or absences.refuse_overlap(asking.in_the_way, fact.absence, overlaps=terms.overlaps)
        or refuse_substitute(asking, fact, terms, rules, required=approving)
        or _refuse_overdraft(asking, fact, terms, rules)
    )


def refuse_half_days(asking: Asking, terms: LeaveTerms, rules: LeaveRules) -> Refusal | None:
    """Half days are taken where the type has them and the court's day has a middle."""
    if not terms.span.has_half_days:
        return None
    field = "first_half" if terms.span.first_half == "pm" else "last_half"
    if not rules.half_days:
        return wrong(field, "no_half_days", leave_type=terms.leave_type)
    return None if asking.records.calendar.midday else wrong(field, "day_in_one_piece")


def refuse_out_of_post(asking: Asking, terms: LeaveTerms) -> Refusal | None:
    """A leave lies wholly in the time in post."""
    first, last = terms.span.first_on, terms.span.last_on
    gap = asking.records.service_of(asking.file.person_id).first_gap(first, last)
    if gap is None:
        return None
    return conflict("first_on" if gap == first else "last_on", "not_in_post", day=gap)


def _refuse_notice(asking: Asking, terms: LeaveTerms, rules: LeaveRules) -> Refusal | None:
    earliest = asking.today + timedelta(days=rules.notice_days)
    if rules.needs_approval and rules.notice_days and terms.span.first_on < earliest:
        return wrong("first_on", "too_short_notice", days=rules.notice_days, earliest=earliest)
    return None


def _refuse_seconded(asking: Asking, fact: AbsenceFact) -> Refusal | None:
    """Leave in the days of a secondment is decided by the court in which somebody serves then."""
    if fact.overlaps:
        return None
    for other in asking.in_the_way:
        host, away = asking.records.seconded.get(other.absence.absence_id), other.absence
        mine = fact.absence
        is_other = host is not None and other.what == "approved" and away.absence_id != mine.absence_id
        if is_other and overlap(away.starts_at, away.ends_at, mine.starts_at, mine.ends_at):
            return conflict("first_on", "seconded_then", court=host)
    return None


def _refuse_length(asking: Asking, terms: LeaveTerms, rules: LeaveRules) -> Refusal | None:
    days = counted(terms, asking.sources(terms.span.first_on))
    if not days and rules.has_entitlement:
        return wrong("last_on", "no_day_counts", first=terms.span.first_on, last=terms.span.last_on)
    if rules.longest is not None and days > rules.longest:
        return wrong("last_on", "too_long", days=days, longest=rules.longest)
    return None


def refuse_substitute(
    asking: Asking, fact: AbsenceFact, terms: LeaveTerms, rules: LeaveRules, *, required: bool
) -> Refusal | None:
    """Whoever stands in is somebody else, in post on all those days, and not away or suspended on any."""
    who = terms.substitute_id
    if who is None:
        return wrong("substitute_id", "substitute_needed") if required and rules.needs_substitute else None
    file = asking.substitute
    if who == asking.file.person_id:
        return wrong("substitute_id", "own_substitute")
    if file is None or file.appointment is None:
        return unknown("substitute_id", "unknown_person", who)
    service = asking.records.service_of(who)
    if gap := service.first_gap(terms.span.first_on, terms.span.last_on):
        return conflict("substitute_id", "substitute_not_in_post", day=gap)
    for other in file.absences:
        away = other.absence
        if other.what == "approved" and overlap(
            away.starts_at, away.ends_at, fact.absence.starts_at, fact.absence.ends_at
        ):
            return conflict(
                "substitute_id", "substitute_away", start=away.starts_at.isoformat(), end=away.ends_at.isoformat()
            )
    for one in file.suspensions:
        if one.from_on <= terms.span.last_on and (one.back_on is None or one.back_on > terms.span.first_on):
            return conflict("substitute_id", "substitute_suspended", from_on=one.from_on)
    return None


def _refuse_overdraft(asking: Asking, fact: AbsenceFact, terms: LeaveTerms, rules: LeaveRules) -> Refusal | None:
    if not rules.has_entitlement:
        return None
    taken = replace(fact, what="approved")
    lowest = lowest_from(terms.leave_type, terms.span.first_on, asking.sources(terms.span.first_on, taken))
    if lowest >= -rules.advance:
        return None
    days = counted(terms, asking.sources(terms.span.first_on))
    return conflict("last_on", "not_enough_days", days=days, left=lowest + days + rules.advance)
