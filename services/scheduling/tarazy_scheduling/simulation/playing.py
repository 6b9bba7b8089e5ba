"""Plays years through the domain as the service does: commands to one court's working set, facts told of draws."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from tarazy_shared.country import COUNTRY_ZONE
from tarazy_shared.tickets import Candidate

from tarazy_scheduling.domain.commands import (
    ApproveAbsence,
    Authorise,
    ChangeNorm,
    ChangePost,
    Command,
    DescribeCourt,
    GrantRecusal,
    PassTime,
    RegisterCase,
)
from tarazy_scheduling.domain.deciding.deciding import decide
from tarazy_scheduling.domain.draw.proof import commitment_to
from tarazy_scheduling.domain.facts import CaseAllocated, CaseReallocated
from tarazy_scheduling.domain.model.catalogue import Catalogue
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.outcome import Applied
from tarazy_scheduling.domain.working_set.court import Court
from tarazy_scheduling.simulation.years import BEGINS_ON, COURT_ID, Filing, Setting, Years

NOTICE = timedelta(days=14)
"""How long before it begins an absence is told."""


@dataclass(frozen=True, slots=True)
class Draw:
    """One draw: who could be drawn, with how many tickets each, and who was."""

    case_id: UUID
    on: date
    minutes: int
    is_first: bool
    judges: tuple[UUID, ...]
    shares: tuple[int, ...]
    tickets: tuple[int, ...]
    drawn: UUID


def play(setting: Setting, years: Years, beta: Fraction) -> Iterator[Draw]:
    """Every draw of the years, in order."""
    court = Court(COURT_ID, _terms(setting, BEGINS_ON, beta), catalogue=Catalogue.of(years.categories, (), ())).open()
    begins_at = datetime.combine(BEGINS_ON, time(), years.filings[0].at.tzinfo) - NOTICE
    yield from _decided(court, DescribeCourt(1, COUNTRY_ZONE, "kk", "district"), begins_at)
    for post in years.posts:
        yield from _decided(court, ChangePost(post), begins_at)
    for one in years.authorisations:
        yield from _decided(court, Authorise(one), begins_at)
    told = sorted(
        [(absence.starts_at - NOTICE, ApproveAbsence(absence)) for absence in years.absences]
        + [(datetime.combine(norm.valid_from, time(), begins_at.tzinfo), ChangeNorm(norm)) for norm in years.norms],
        key=lambda one: one[0],
        reverse=True,
    )
    today = BEGINS_ON - NOTICE
    for filing in years.filings:
        while told and told[-1][0] <= filing.at:
            at, command = told.pop()
            yield from _decided(court, command, at)
        if filing.at.date() > today:
            today = filing.at.date()
            court.terms = _terms(setting, today, beta)
            yield from _decided(court, PassTime(), filing.at)
        yield from _filed(court, filing)


def _filed(court: Court, filing: Filing) -> Iterator[Draw]:
    """The case comes in; whoever is drawn may be recused at once."""
    yield from _decided(court, RegisterCase(filing.case), filing.at)
    judge_id = court.cases[filing.case.case_id].judge_id
    if filing.recuses and judge_id:
        yield from _decided(court, GrantRecusal(filing.case.case_id, judge_id), filing.at)


def _decided(court: Court, command: Command, now: datetime) -> Iterator[Draw]:
    outcome = decide(court, command, now, "simulation")
    if not isinstance(outcome, Applied):
        raise ValueError(f"The domain does not take {command}: {outcome}")
    for told in outcome.told:
        if isinstance(told.fact, CaseAllocated | CaseReallocated):
            yield _draw(court, told.fact, now)
    court.take_changes()


def _draw(court: Court, fact: CaseAllocated | CaseReallocated, now: datetime) -> Draw:
    held = [one for one in fact.proof.candidates if isinstance(one, Candidate)]
    return Draw(
        case_id=fact.case_id,
        on=now.date(),
        minutes=court.cases[fact.case_id].weight_minutes,
        is_first=isinstance(fact, CaseAllocated),
        judges=tuple(one.person_id for one in held),
        shares=tuple(one.share for one in held),
        tickets=tuple(one.tickets for one in held),
        drawn=fact.person_id,
    )


def _terms(setting: Setting, day: date, beta: Fraction) -> DrawTerms:
    """The day's secret follows from the seed: a simulation is repeated, a court's draw is not."""
    secret = hashlib.sha256(f"{setting.seed} {day}".encode()).hexdigest()
    return DrawTerms(
        secret=secret,
        secret_commitment=commitment_to(secret),
        beta_numerator=beta.numerator,
        beta_denominator=beta.denominator,
    )
