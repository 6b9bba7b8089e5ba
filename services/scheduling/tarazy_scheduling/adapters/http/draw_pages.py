"""Draws for people: a court's draws of a day, one draw explained, and the programs that check them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import CourtChoice, Pages

from tarazy_scheduling.adapters import catalogue_reading, court_reading, draw_rules, single_draws
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.hearing_reading import names_of
from tarazy_scheduling.adapters.http.cause_list import read_day
from tarazy_scheduling.adapters.http.courts import today_in
from tarazy_scheduling.adapters.http.draw_codes import REASONS
from tarazy_scheduling.adapters.http.draw_drawings import bars, strip
from tarazy_scheduling.adapters.http.draw_words import ShownDraw, explain
from tarazy_scheduling.adapters.http.list_words import CourtLink, Names
from tarazy_scheduling.adapters.single_draws import LARGEST, LedgerRow, Taken
from tarazy_scheduling.domain.account import Account, account_of
from tarazy_scheduling.domain.draw import BELOW, DIGITS_A_NUMBER

SECTION = "/allocation"
AT_ONCE = 200
"""Draws of one page of a day."""


def draw_pages_router(running: Running, pages: Pages) -> APIRouter:
    """Open to anybody."""
    router = APIRouter(tags=["draws"])
    pool, clock = running.pool, running.clock

    @router.get(SECTION, include_in_schema=False, response_model=None)
    async def index(request: Request, court: str = "") -> Response:
        """The courts; with one chosen, the way to its draws."""
        if court:
            return RedirectResponse(Place.of(request).url(f"/courts/{court}/allocation"), 303)
        reader = pages.reader(request)
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
        listed = [
            CourtLink(one.court_id, one.name[reader.language], one.address[reader.language] if one.address else "")
            for one in courts
        ]
        return pages.render(request, "draw_courts.html", section=SECTION, listed=listed)

    @router.get("/courts/{court_id}/allocation", response_class=HTMLResponse, summary="The draws of a court's day")
    async def of_day(
        request: Request,
        court_id: str,
        day: Annotated[str, Query(description="By default today")] = "",
        after: Annotated[int, Query(ge=0, le=LARGEST, description="Only draws of a higher number")] = 0,
    ) -> HTMLResponse:
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
            court = court_of(courts, court_id)
            if court is None:
                return no_court(pages, request, courts)
            asked, today = read_day(day), today_in(court, clock)
            on = asked or today
            rows = await single_draws.of_day(connection, court_id, on, today, after, AT_ONCE + 1)
            names = await names_of(connection, {account_of(row.record).person_id for row in rows})
        reader = pages.reader(request, language=court.language, zone=court.zone)
        return pages.render(
            request,
            "draws.html",
            section=SECTION,
            language=court.language,
            zone=court.zone,
            courts=choice_of(courts, reader, court),
            court_id=court_id,
            court_name=court.name[reader.language],
            day=on,
            before=on - timedelta(days=1),
            following=on + timedelta(days=1),
            wrong_day=day if day and asked is None else "",
            draws=_listed(rows[:AT_ONCE], names),
            more_after=rows[AT_ONCE - 1].number if len(rows) > AT_ONCE else None,
        )

    @router.get(
        "/courts/{court_id}/allocation/{number:int}", response_class=HTMLResponse, summary="One draw, explained"
    )
    async def page(request: Request, court_id: str, number: int) -> HTMLResponse:
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
            court = court_of(courts, court_id)
            if court is None:
                return no_court(pages, request, courts)
            reader = pages.reader(request, language=court.language, zone=court.zone)
            today = today_in(court, clock)
            row = await _one(connection, court_id, number, today)
            if row is None:
                return _no_draw(pages, request, courts, court, number)
            draw = await shown(connection, court, row, reader)
            attempts = await single_draws.of_case(connection, court_id, draw.account.case_id, today)
            judges = await names_of(connection, {account_of(one.record).person_id for one in attempts})
        return pages.render(
            request,
            "draw.html",
            section=SECTION,
            language=court.language,
            zone=court.zone,
            courts=choice_of(courts, reader, court),
            **seen(draw, reader, _listed(attempts, judges)),
        )

    return router


def no_court(pages: Pages, request: Request, courts: Sequence[CourtRow]) -> HTMLResponse:
    """The page that says that a court is not known."""
    reader = pages.reader(request)
    return pages.render(
        request,
        "no_draw.html",
        status=404,
        section=SECTION,
        court=None,
        courts=choice_of(courts, reader, None),
    )


def _no_draw(pages: Pages, request: Request, courts: Sequence[CourtRow], court: CourtRow, number: int) -> HTMLResponse:
    reader = pages.reader(request, language=court.language)
    return pages.render(
        request,
        "no_draw.html",
        status=404,
        section=SECTION,
        language=court.language,
        court=court,
        court_name=court.name[reader.language],
        number=number,
        courts=choice_of(courts, reader, court),
    )


@dataclass(frozen=True, slots=True)
class DrawLink:
    """A draw in a list."""

    number: int
    drawn_at: Any
    case_number: str | None
    judge: str
    reason: str
    attempt: int


def seen(draw: ShownDraw, reader: Reader, attempts: Sequence[DrawLink]) -> dict[str, Any]:
    """What the page of a draw says in the reader's language."""
    account = draw.account
    return {
        "court_id": account.court_id,
        "account": account,
        "said": explain(draw, reader),
        "seats": [(bars(seat), strip(seat)) for seat in account.seats],
        "attempts": attempts,
        "secret_day": draw.secret_day,
        "by_hand": _by_hand(account),
    }


async def shown(connection: Connection, court: CourtRow, row: LedgerRow, reader: Reader) -> ShownDraw:
    """A draw with the names that go with it."""
    account = account_of(row.record)
    case = row.case if row.case and not row.case.confidential else None
    names = Names(await catalogue_reading.on_day(connection, row.secret_day, court.court_id), reader)
    codes = {code for _, code in account.excluded}
    return ShownDraw(
        account=account,
        drawn_at=row.drawn_at,
        secret_day=row.secret_day,
        names=await names_of(connection, _people(account, row.taken)),
        case_number=case.number if case else None,
        category=names.category(case.category) if case else None,
        taken=row.taken,
        fewest=(await draw_rules.on_day(connection, court.court_id, row.secret_day)).fewest_candidates,
        exclusions={code: names.exclusion(code) for code in codes},
    )


async def _one(connection: Connection, court_id: str, number: int, today: date) -> LedgerRow | None:
    return await single_draws.one(connection, court_id, number, today) if number <= LARGEST else None


def _people(account: Account, taken: Taken | None) -> set[UUID]:
    people = {account.person_id, *account.panel, *(person_id for person_id, _ in account.excluded)}
    if taken:
        people |= {taken.person_id, *filter(None, [taken.approver])}
    return people | {one.person_id for seat in account.seats for one in seat.holders}


def _listed(rows: Iterable[LedgerRow], names: dict[UUID, str]) -> list[DrawLink]:
    links = []
    for row in rows:
        account = account_of(row.record)
        links.append(
            DrawLink(
                number=row.number,
                drawn_at=row.drawn_at,
                case_number=row.case.number if row.case and not row.case.confidential else None,
                judge=names.get(account.person_id, str(account.person_id)[:8]),
                reason=REASONS.get(account.reason, account.reason),
                attempt=account.attempt,
            )
        )
    return links


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


def court_of(courts: Sequence[CourtRow], court_id: str) -> CourtRow | None:
    """The court with this id."""
    return next((one for one in courts if one.court_id == court_id), None)


def choice_of(courts: Sequence[CourtRow], reader: Reader, chosen: CourtRow | None) -> CourtChoice:
    """The form that leads to another court's draws."""
    named = [(one.court_id, one.name[reader.language]) for one in courts]
    return CourtChoice(SECTION, named, chosen.court_id if chosen else None)
