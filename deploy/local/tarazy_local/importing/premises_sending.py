"""A court's calendar, rooms, rules of draws and limits sent to scheduling, each by itself: tried first, then kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from tarazy_local.importing.court_file import CourtFile, Row
from tarazy_local.importing.finding import Finding
from tarazy_local.importing.installation import Installation, NoAnswerError, body_of, said
from tarazy_local.importing.report import Tally

Tell = Callable[[str], None]
_ROWS_PER_LINE = 100
_REFUSED = (httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY)


@dataclass(frozen=True, slots=True)
class Kept:
    """What scheduling keeps now, and what it refused."""

    tally: Tally
    problems: Sequence[Finding]


async def refused_premises(installation: Installation, court: CourtFile) -> list[Finding]:
    """What scheduling would refuse, without writing anything; of a court that it does not know yet, next to nothing.

    A calendar is not tried: one that is well-formed is never refused.
    """
    problems: list[Finding] = []
    for where, path, row in _premises(court):
        if where == "calendar":
            continue
        answer = await installation.ask("scheduling", "PUT", path, json=row, params={"dry_run": "true"})
        if answer.status_code in _REFUSED:
            problems.append(Finding(court.sources.get(where, where), "", said(answer)))
        elif not (answer.is_success or answer.status_code == httpx.codes.NOT_FOUND):
            raise NoAnswerError(f"Scheduling did not look at {where}: {said(answer)}.")
    return problems


async def keep_premises(installation: Installation, court: CourtFile, tell: Tell, *, known: bool) -> Kept:
    """Send everything; `known` says whether the court stood before this import."""
    tally = Tally()
    problems: list[Finding] = []
    rows = list(_premises(court))
    for number, (where, path, row) in enumerate(rows, 1):
        if number % _ROWS_PER_LINE == 0:
            tell(f"{number:,} of {len(rows):,} sent to scheduling")
        answer = await installation.ask("scheduling", "PUT", path, json=row)
        if answer.is_success:
            body = body_of(answer)
            new = not known or (where != "calendar" and bool(body.get("changed")) and body.get("version") == 1)
            tally += Tally(read=1, new=int(new), changed=int(bool(body.get("changed")) and not new))
        elif answer.status_code in (*_REFUSED, httpx.codes.NOT_FOUND):
            tally += Tally(read=1, skipped=1)
            problems.append(Finding(court.sources.get(where, where), "", said(answer)))
        else:
            raise NoAnswerError(f"Scheduling did not take {where}: {said(answer)}.")
    tell(f"Sent the calendar and {len(court.rooms):,} rooms to scheduling")
    return Kept(tally, problems)


def _premises(court: CourtFile) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Where each row stands in the file, the path to which it is put, and what is put there."""
    prefix = f"/courts/{court.court_id}"
    if court.calendar is not None:
        yield "calendar", f"{prefix}/calendar", _without_ids(court.calendar)
    for position, room in enumerate(court.rooms):
        yield f"rooms[{position}]", f"{prefix}/rooms/{room['room_id']}", _without_ids(room)
    # Earlier rules first: none can be added before one that has begun.
    for position, rules in sorted(enumerate(court.draw_rules), key=lambda one: str(one[1]["valid_from"])):
        yield f"draw_rules[{position}]", f"{prefix}/draw-rules", _without_ids(rules)
    for position, rule in enumerate(court.limits):
        yield f"limits[{position}]", f"{prefix}/limit-rules/{rule['code']}", _without_ids(rule)


def _without_ids(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in {"court_id", "room_id", "code"}}
