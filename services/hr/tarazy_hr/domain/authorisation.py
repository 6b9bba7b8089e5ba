"""Authorisations: for which specialisms a person may sit, and from when to when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from tarazy_hr.domain.days import day_after, overlap
from tarazy_hr.domain.refusal import Refusal, conflict, unknown, wrong


@dataclass(frozen=True, slots=True)
class Authorisation:
    """Permission to sit in cases of one specialism."""

    court_id: str
    person_id: UUID
    specialism: str
    from_on: date
    to_on: date | None = None
    """Last day; None while no end is set."""


@dataclass(frozen=True, slots=True)
class AuthorisationFact:
    """An authorisation as it stood from one version to the next; versions count per period."""

    what: Literal["authorised", "ended"]
    version: int
    authorisation: Authorisation
    ended_on: date | None = None
    """Last day as the ending says; the authorisation itself stays as it was given."""
    listed: bool = False
    """Given with the list of an appointment: it ends when a later list leaves it out."""

    @property
    def last_on(self) -> date | None:
        """The last day, as far as it is known."""
        return self.ended_on or self.authorisation.to_on


@dataclass(frozen=True, slots=True)
class AuthorisePerson:
    """Authorise somebody for a specialism."""

    authorisation: Authorisation


@dataclass(frozen=True, slots=True)
class EndAuthorisation:
    """End what stands of a person's authorisation for a specialism; `to_on` is its last day."""

    court_id: str
    person_id: UUID
    specialism: str
    to_on: date


def authorise(known: Iterable[AuthorisationFact], command: AuthorisePerson) -> tuple[AuthorisationFact, ...] | Refusal:
    """Periods of one specialism never overlap; repeating one never undoes its end."""
    wanted = command.authorisation
    if wanted.to_on is not None and wanted.to_on < wanted.from_on:
        return wrong("to_on", "ends_before_start", start=wanted.from_on, end=wanted.to_on)
    periods = [fact for fact in known if fact.authorisation.specialism == wanted.specialism]
    same = next((fact for fact in periods if fact.authorisation.from_on == wanted.from_on), None)
    if same is not None and (same.last_on == wanted.to_on or (same.ended_on is not None and wanted.to_on is None)):
        return ()
    for fact in periods:
        start, end = fact.authorisation.from_on, day_after(fact.last_on)
        if fact is not same and overlap(start, end, wanted.from_on, day_after(wanted.to_on)):
            return conflict("from_on", "authorised_already", from_on=start, to_on=fact.last_on or "…")
    if same is None:
        return (AuthorisationFact("authorised", 1, wanted),)
    return (AuthorisationFact("authorised", same.version + 1, wanted, listed=same.listed),)


def end(known: Iterable[AuthorisationFact], command: EndAuthorisation) -> tuple[AuthorisationFact, ...] | Refusal:
    """Ends the period that covers the day; one that has not begun by then cannot be ended so early."""
    periods = [fact for fact in known if fact.authorisation.specialism == command.specialism]
    if not periods:
        return unknown("specialism", "unknown_authorisation", command.specialism)
    if any(fact.ended_on == command.to_on for fact in periods):
        return ()
    begun = [fact for fact in periods if fact.authorisation.from_on <= command.to_on]
    if not begun:
        first = min(fact.authorisation.from_on for fact in periods)
        return wrong("to_on", "ends_before_start", start=first, end=command.to_on)
    last = max(begun, key=lambda fact: fact.authorisation.from_on)
    if last.authorisation.to_on is not None and command.to_on > last.authorisation.to_on:
        return conflict("to_on", "after_authorisation", day=last.authorisation.to_on)
    return (_ended(last, command.to_on),)


def follow_list(
    known: Iterable[AuthorisationFact],
    specialisms: Iterable[str],
    *,
    court_id: str,
    person_id: UUID,
    from_on: date,
    today: date,
) -> tuple[AuthorisationFact, ...]:
    """What a list that comes with an appointment of `from_on` changes.

    A specialism that is new in it is authorised from the first day in post; one that an earlier list named
    and this one leaves out ends today. What was given or ended by itself since stays as it is.
    """
    periods = list(known)
    wanted = list(dict.fromkeys(specialisms))
    facts: list[AuthorisationFact] = []
    for specialism in wanted:
        of_it = [fact for fact in periods if fact.authorisation.specialism == specialism]
        if any(fact.authorisation.from_on >= from_on or _stands_on(fact, from_on, today) for fact in of_it):
            continue
        free = [day_after(fact.last_on) for fact in of_it]
        start = max([from_on, *(day for day in free if day is not None)])
        if None in free:
            continue
        facts.append(
            AuthorisationFact("authorised", 1, Authorisation(court_id, person_id, specialism, start), listed=True)
        )
    for fact in periods:
        given = fact.authorisation
        last = max(today, given.from_on)
        if fact.listed and given.specialism not in wanted and (fact.last_on is None or fact.last_on > last):
            facts.append(_ended(fact, last))
    return tuple(facts)


def _stands_on(fact: AuthorisationFact, from_on: date, today: date) -> bool:
    return fact.last_on is None or (fact.ended_on is None and fact.last_on >= max(from_on, today))


def _ended(fact: AuthorisationFact, last_on: date) -> AuthorisationFact:
    return AuthorisationFact("ended", fact.version + 1, fact.authorisation, last_on, fact.listed)
