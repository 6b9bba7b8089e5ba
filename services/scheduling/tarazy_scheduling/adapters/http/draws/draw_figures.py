"""Whether a court's draws go as chance has it: a page for people and the same figures for programs. Open to anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from tarazy_shared.database import Connection
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.pages.words import Words
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_reading, court_reading
from tarazy_scheduling.adapters.court_reading import CourtRow
from tarazy_scheduling.adapters.draws import draw_checks, single_draws
from tarazy_scheduling.adapters.hearing_reading import names_of
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.adapters.http.draws.draw_codes import EXCLUSIONS
from tarazy_scheduling.adapters.http.draws.draw_pages import SECTION, choice_of, court_of, no_court
from tarazy_scheduling.adapters.http.draws.figure_drawings import Deviation, Interval, columns, deviations, intervals
from tarazy_scheduling.adapters.http.draws.seat_words import workload
from tarazy_scheduling.adapters.http.draws.shown_draws import called
from tarazy_scheduling.adapters.http.list_words import Names
from tarazy_scheduling.app.draw_figures import CourtFigures, DrawFigures, Period
from tarazy_scheduling.domain.draw.distributions import normal_tails
from tarazy_scheduling.domain.draw.fairness import STRIKING, JudgeFigures, PoolFigures

SHOWN_NUMBERS = 20
"""Draws that a list names; of more it says how many."""

Year = Annotated[int | None, Query(ge=1900, le=2900, description="A calendar year; by default the last 365 days")]


def draw_figures_router(running: Running, pages: Pages, figures: DrawFigures) -> APIRouter:
    """The page and the programs' answer."""
    router = APIRouter(tags=["draws"])
    pool, clock = running.pool, running.clock

    @router.get(
        "/courts/{court_id}/allocation/statistics",
        response_class=HTMLResponse,
        summary="Whether the court's draws go as chance has it",
    )
    async def page(
        request: Request,
        court_id: str,
        year: Annotated[str, Query(description="A calendar year; by default the last 365 days")] = "",
        category: Annotated[str, Query(description="Cases of this category alone")] = "",
    ) -> HTMLResponse:
        async with pool.acquire() as connection:
            courts = await court_reading.all_courts(connection)
            court = court_of(courts, court_id)
            if court is None:
                return no_court(pages, request, courts)
            began = await single_draws.began_on(connection, court_id)
        today = today_in(court, clock)
        asked = int(year) if year.isascii() and year.isdigit() and 1900 <= int(year) <= 2900 else None
        found = await figures.of(court_id, court.zone, _period(asked, today))
        reader = pages.reader(request, language=court.language, zone=court.zone)
        chosen = category if category in found.categories else ""
        async with pool.acquire() as connection:
            context = await _seen(connection, court, found, chosen, reader)
            last_check = await draw_checks.of_court(connection, court_id)
        return pages.render(
            request,
            "draw_figures.html",
            section=SECTION,
            language=court.language,
            zone=court.zone,
            courts=choice_of(courts, reader, court),
            year=asked,
            years=range(began.year, today.year + 1) if began else (),
            last_check=last_check,
            **context,
        )

    @router.get("/courts/{court_id}/draw-statistics", summary="Figures about the court's draws, for programs")
    async def as_json(
        court_id: str,
        year: Year = None,
        category: Annotated[str | None, Query(description="Cases of this category alone")] = None,
    ) -> dict[str, Any]:
        """`z` and `p` are null where there are too few draws to say anything."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            last_check = await draw_checks.of_court(connection, court_id)
        today = today_in(court, clock)
        found = await figures.of(court_id, court.zone, _period(year, today))
        if category is not None and category not in found.categories:
            error = FieldError("category", "unknown_code", f"No case of {category} was drawn in this time")
            raise Refusal(404, "No draw of this category is known", [error])
        ledger = asdict(last_check) if last_check else None
        return {**_as_json(court_id, found, category), "last_verified": ledger}

    return router


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """A judge on the page."""

    name: str
    candidacies: str
    drawn: str
    expected: str
    finding: str
    tone: str
    interval: Interval
    workload: str
    deviation: Deviation


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A category on the page."""

    code: str
    name: str
    draws: str
    p: str
    finding: str
    tone: str


def _period(year: int | None, today: date) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31)) if year else Period.year_before(today)


async def _seen(
    connection: Connection, court: CourtRow, found: CourtFigures, category: str, reader: Reader
) -> dict[str, Any]:
    """What the page says in the reader's language."""
    names = Names(await catalogue_reading.on_day(connection, found.period.to_on, court.court_id), reader)
    pool = found.categories[category] if category else found.whole
    people = await names_of(connection, {one.person_id for one in pool.judges})
    return seen(court, found, category, names, people, reader)


def seen(
    court: CourtRow,
    found: CourtFigures,
    category: str,
    names: Names,
    people: Mapping[UUID, str],
    reader: Reader,
) -> dict[str, Any]:
    """What the page says, once all names are known."""
    words = Words("tarazy_scheduling", reader)
    pool = found.categories[category] if category else found.whole
    summary, tone = _summary(pool, words)
    return {
        "court_id": court.court_id,
        "court_name": court.name[reader.language],
        "found": found,
        "pool": pool,
        "category": category,
        "category_name": names.category(category) if category else "",
        "summary": summary,
        "tone": tone,
        "judges": _judges(pool, people, words),
        "categories": [_category(code, one, names, words) for code, one in found.categories.items()],
        "columns": columns(pool.sizes),
        "figures": _key_figures(pool, found, words),
        "shown_numbers": SHOWN_NUMBERS,
        "reasons": EXCLUSIONS,
    }


def _summary(pool: PoolFigures, words: Words) -> tuple[str, str]:
    if pool.chi_square is None:
        return words.gettext("There are too few draws to say anything."), ""
    if pool.is_striking:
        return words.gettext("Something here is seldom by chance alone: somebody should look into it."), "warn"
    return words.gettext("The draws went as chance has it."), "ok"


def _key_figures(pool: PoolFigures, found: CourtFigures, words: Words) -> list[tuple[str, str]]:
    few = words.gettext("too few to say")
    reader = words.reader
    z, chi_square, runs = pool.largest_z, pool.chi_square, found.runs
    return [
        (words.gettext("draws"), reader.number(pool.draws)),
        (words.gettext("all judges together: p"), _chance(chi_square.p, reader) if chi_square else few),
        (words.gettext("most striking judge: p"), few if z is None else _chance(pool.largest_z_p or 0.0, reader)),
        (words.gettext("order of the numbers: p"), few if runs.p is None else _chance(runs.p, reader)),
    ]


def _judges(pool: PoolFigures, people: Mapping[UUID, str], words: Words) -> Sequence[JudgeRow]:
    reader = words.reader
    rows = []
    for one, interval, deviation in zip(pool.judges, intervals(pool.judges), deviations(pool.judges), strict=True):
        finding, tone = _finding(one, pool, words)
        rows.append(
            JudgeRow(
                name=called(people, one.person_id),
                candidacies=reader.number(one.candidacies),
                drawn=reader.number(one.drawn),
                expected=reader.number(round(one.expected, 1)),
                finding=finding,
                tone=tone,
                interval=interval,
                workload=workload(one.surplus_minutes, words),
                deviation=deviation,
            )
        )
    return sorted(rows, key=lambda row: name_key(row.name))


def _finding(one: JudgeFigures, pool: PoolFigures, words: Words) -> tuple[str, str]:
    """In a word; striking is who is so among all judges of the pool, not who is beyond the band alone."""
    if one.z is None:
        return words.gettext("too few to say"), "none"
    told = sum(judge.z is not None for judge in pool.judges)
    if 1 - (1 - normal_tails(one.z)) ** told >= STRIKING:
        return words.gettext("as chance has it"), ""
    more = words.gettext("more often than chance") if one.z > 0 else words.gettext("more seldom than chance")
    return more, "warn"


def _category(code: str, pool: PoolFigures, names: Names, words: Words) -> PoolRow:
    chi_square = pool.chi_square
    few = words.gettext("too few to say")
    finding, tone = _summary(pool, words)
    return PoolRow(
        code=code,
        name=names.category(code),
        draws=words.reader.number(pool.draws),
        p=_chance(chi_square.p, words.reader) if chi_square else few,
        finding=finding,
        tone=tone,
    )


def _chance(p: float, reader: Reader) -> str:
    return f"< {reader.number(0.001)}" if p < 0.001 else reader.number(round(p, 3))


def _as_json(court_id: str, found: CourtFigures, category: str | None) -> dict[str, Any]:
    pool = found.categories[category] if category else found.whole
    return {
        "court_id": court_id,
        "from": found.period.from_on,
        "to": found.period.to_on,
        "category": category,
        "measured_at": found.measured_at,
        "last_number": found.last_number,
        **_pool(pool),
        "judges": [asdict(one) for one in pool.judges],
        "runs": asdict(found.runs),
        "categories": {code: _pool(one) for code, one in found.categories.items()},
        "one_judge": found.one_judge,
        "without_beacon": found.without_beacon,
        "late_exclusions": [asdict(one) for one in found.late],
        "filed_again": [asdict(one) for one in found.filed_again],
    }


def _pool(pool: PoolFigures) -> dict[str, Any]:
    return {
        "draws": pool.draws,
        "chi_square": asdict(pool.chi_square) if pool.chi_square else None,
        "largest_z": pool.largest_z,
        "largest_z_p": pool.largest_z_p,
        "pool_sizes": [{"candidates": candidates, "draws": draws} for candidates, draws in pool.sizes],
    }
