"""What pages and programs are told of single entries of the ledger."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tarazy_shared.database import Connection
from tarazy_shared.pages.reader import Reader
from tarazy_shared.tickets import BELOW, DIGITS_A_NUMBER

from tarazy_scheduling.adapters import catalogue_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.draws import draw_rules, draw_secrets, single_draws
from tarazy_scheduling.adapters.draws.single_draws import LedgerRow, Taken
from tarazy_scheduling.adapters.hearing_reading import names_of
from tarazy_scheduling.adapters.http.draws.codes import CORRECTIONS, REASONS
from tarazy_scheduling.adapters.http.draws.correction_words import explain_correction
from tarazy_scheduling.adapters.http.draws.seat_drawings import bars, strip
from tarazy_scheduling.adapters.http.draws.shown_draws import ShownDraw, called
from tarazy_scheduling.adapters.http.draws.words import Explanation, explain
from tarazy_scheduling.adapters.http.list_words import Names
from tarazy_scheduling.domain.draw.account import Account, Correction, account_of, correction_of


@dataclass(frozen=True, slots=True)
class EntryLink:
    """An entry in a list."""

    number: int
    at: datetime
    case_number: str | None
    """None for a confidential case and for a correction."""
    judge: str
    reason: str
    attempt: int
    is_correction: bool = False


async def listed(connection: Connection, rows: Sequence[LedgerRow]) -> list[EntryLink]:
    """Entries as links, in the same order."""
    names = await names_of(connection, {_judge(row) for row in rows})
    return [_link(row, called(names, _judge(row))) for row in rows]


async def page_of(
    connection: Connection, court: CourtRow, row: LedgerRow, today: date, reader: Reader
) -> dict[str, Any]:
    """What the page of an entry says in the reader's language."""
    if row.is_correction:
        correction = correction_of(row.record)
        names = await _names_in(connection, correction)
        return {
            "correction": correction,
            "said": explain_correction(correction, row.drawn_at, names, reader),
            "secret_day": row.secret_day,
        }
    draw = await _shown(connection, court, row, reader)
    attempts = await single_draws.of_case(connection, court.court_id, draw.account.case_id, today)
    return seen(draw, reader, await listed(connection, attempts))


async def said_of(connection: Connection, court: CourtRow, row: LedgerRow, reader: Reader) -> Explanation:
    """The same for programs."""
    if row.is_correction:
        correction = correction_of(row.record)
        return explain_correction(correction, row.drawn_at, await _names_in(connection, correction), reader)
    return explain(await _shown(connection, court, row, reader), reader)


def seen(draw: ShownDraw, reader: Reader, attempts: Sequence[EntryLink]) -> dict[str, Any]:
    """What the page of a draw says, once all names are known."""
    account = draw.account
    return {
        "account": account,
        "said": explain(draw, reader),
        "seats": [(bars(seat), strip(seat)) for seat in account.seats],
        "attempts": attempts,
        "first_number": draw.first_number,
        "secret_day": draw.secret_day,
        "by_hand": _by_hand(account),
    }


async def _names_in(connection: Connection, correction: Correction) -> Mapping[UUID, str]:
    return await names_of(connection, {correction.person_id, correction.corrected_by})


async def _shown(connection: Connection, court: CourtRow, row: LedgerRow, reader: Reader) -> ShownDraw:
    """A draw with the names that go with it."""
    account = account_of(row.record)
    case = row.case if row.case and not row.case.confidential else None
    names = Names(await catalogue_reading.on_day(connection, row.secret_day, court.court_id), reader)
    chains = await draw_secrets.chains(connection, court.court_id)
    related = account.related_case_id
    return ShownDraw(
        account=account,
        drawn_at=row.drawn_at,
        secret_day=row.secret_day,
        names=await names_of(connection, _people(account, row.taken)),
        case_number=case.number if case else None,
        category=names.category(case.category) if case else None,
        taken=row.taken,
        fewest=(await draw_rules.on_day(connection, court.court_id, row.secret_day)).fewest_candidates,
        exclusions={code: names.exclusion(code) for code in {code for _, code in account.excluded}},
        chain_published_on=next((one.published_on for one in chains if one.anchor.hex() == account.anchor), None),
        first_number=await single_draws.first_of_case(connection, court.court_id, related) if related else None,
    )


def _people(account: Account, takings: tuple[Taken, ...]) -> set[UUID]:
    people = {account.person_id, *account.panel, *(person_id for person_id, _ in account.excluded)}
    for taken in takings:
        people |= {taken.person_id, *filter(None, [taken.approver])}
    return people | {one.person_id for seat in account.seats for one in seat.holders}


def _judge(row: LedgerRow) -> UUID:
    return UUID(row.record["data"]["person_id"])


def _link(row: LedgerRow, judge: str) -> EntryLink:
    if row.is_correction:
        reason = correction_of(row.record).reason
        return EntryLink(row.number, row.drawn_at, None, judge, CORRECTIONS.get(reason, reason), 1, True)
    account = account_of(row.record)
    return EntryLink(
        number=row.number,
        at=row.drawn_at,
        case_number=row.case.number if row.case and not row.case.confidential else None,
        judge=judge,
        reason=REASONS.get(account.reason, account.reason),
        attempt=account.attempt,
    )


def _by_hand(account: Account) -> tuple[str, str] | None:
    """The line whose SHA-256 is the seed and the digits that gave the number; None where it takes more than that."""
    if account.secret is None or account.seed is None or len(account.seats) != 1:
        return None
    total = account.seats[0].total
    digits = account.seed[:DIGITS_A_NUMBER]
    if int(digits, 16) >= BELOW - BELOW % total:
        return None
    beacon = account.beacon.randomness if account.beacon else ""
    line = f"{account.secret}|{beacon}|{account.case_id}|{account.inputs_hash}|{account.attempt}"
    return line, f"print(0x{digits} % {total})"
