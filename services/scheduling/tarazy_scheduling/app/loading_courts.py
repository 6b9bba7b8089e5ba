"""Reading courts, and what commands name beyond what is in memory."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg
from tarazy_shared.database import Connection

from tarazy_scheduling.adapters import (
    case_store,
    hearing_store,
    hold_store,
    listing_rules,
    means_reading,
    session_store,
)
from tarazy_scheduling.adapters.draws import draw_rules, draw_secrets
from tarazy_scheduling.app.kept_courts import Kept, Loaded
from tarazy_scheduling.app.touched import Touched
from tarazy_scheduling.domain.model.case import Case
from tarazy_scheduling.domain.model.drawing import DrawTerms
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.working_set.court import Court


async def courts_of(connection: Connection, touched: Touched) -> set[str]:
    """Courts that are concerned because a person of theirs is away or back."""
    if not touched.everywhere and not touched.unavailabilities:
        return set()
    stored = await means_reading.away_by_id(connection, touched.absences, touched.unavailabilities)
    touched.everywhere |= {one.person_id for one in stored.absences}
    touched.everywhere |= {one.resource_id for one in stored.unavailabilities if one.kind == "person"}
    who_said_so = {one.court_id for one in stored.unavailabilities}
    in_post = await means_reading.in_post(connection, touched.everywhere)
    named = await case_store.named_in(connection, touched.everywhere)
    known = {court_id for _, court_id in in_post} | {court_id for _, court_id, is_party in named if not is_party}
    return known | who_said_so


async def read(connection: Connection, row: asyncpg.Record, day: date, now: datetime) -> Kept:
    """A court as the database has it. Its diaries are not open yet."""
    court_id = row["court_id"]
    secret = await draw_secrets.today(connection, court_id, day)
    terms = DrawTerms(secret=secret.secret, secret_commitment=secret.commitment)
    terms = terms.under(await draw_rules.on_day(connection, court_id, day))
    kept = await read_means_and_hearings(connection, row, terms, day, now)
    kept.ledger_day, kept.of_a_chain = secret.day, secret.of_a_chain
    return kept


async def read_means_and_hearings(
    connection: Connection, row: asyncpg.Record, terms: DrawTerms, day: date, now: datetime
) -> Kept:
    """The same without the day's secret: nothing is written for it."""
    court_id = row["court_id"]
    court = Court(court_id, terms)
    await means_reading.load(connection, court, row, now)
    court.holds = {hold.hold_id: hold for hold in await hold_store.standing_in(connection, court_id)}
    court.sessions = await session_store.load(connection, court_id, day)
    court.listing_rules = await listing_rules.book_of(connection, court_id)
    for case in await case_store.ended_in(connection, court_id, now - timedelta(days=court.terms.refile_days)):
        court.filings.note(case)
    kept = Kept(court, row["revision"], day)
    hearings = await hearing_store.standing_in(connection, court_id, now)
    linked = {one.request.linked_hearing_id for one in hearings} - {None} - {one.hearing_id for one in hearings}
    of_links = await hearing_store.by_id(connection, [one for one in linked if one])
    hearings += [hearing for of_court, hearing in of_links if of_court == court_id]
    kept.fill(await case_store.open_in(connection, court_id), hearings)
    missing = {hearing.case_id for hearing in hearings} - court.cases.keys()
    kept.fill([case for _, case in await case_store.by_id(connection, missing)], ())
    return kept


async def complete(connection: Connection, loaded: Loaded, touched: Touched, cold: Collection[str]) -> None:
    """Bring in the cases and hearings that commands name and that are not in memory.

    A case comes before its hearings: they are read with it.
    """
    cases = [one for one, court_id in touched.cases.items() if one not in loaded.court(court_id).cases]
    hearings = [one for one, court_id in touched.hearings.items() if one not in loaded.court(court_id).hearings]
    found = await hearing_store.by_id(connection, hearings)
    found += await hearing_store.of_cases(connection, touched.whole_cases)
    into: dict[str, tuple[list[Case], list[Hearing]]] = {}
    named = set(cases) | {hearing.case_id for court_id, hearing in found if _lacks(loaded, court_id, hearing.case_id)}
    for court_id, case in await case_store.by_id(connection, named):
        if touched.cases.get(case.case_id, court_id) != court_id:
            loaded.foreign_cases.add(case.case_id)
        elif court_id in loaded.kept:
            into.setdefault(court_id, ([], []))[0].append(case)
    for court_id, hearing in found:
        if touched.hearings.get(hearing.hearing_id, court_id) != court_id:
            loaded.foreign_hearings.add(hearing.hearing_id)
        elif court_id in loaded.kept:
            into.setdefault(court_id, ([], []))[1].append(hearing)
    for court_id, (of_cases, of_hearings) in into.items():
        kept = loaded.kept[court_id]
        if court_id in cold:
            kept.fill(of_cases, of_hearings)
        else:
            kept.enter(of_cases, of_hearings)


def _lacks(loaded: Loaded, court_id: str, case_id: UUID) -> bool:
    return court_id in loaded.kept and case_id not in loaded.court(court_id).cases
