"""Laying rules of proceedings down over HTTP, for one court or for all."""

from datetime import date
from typing import TypeVar

from fastapi import Request
from fastapi.responses import JSONResponse
from tarazy_shared.contracts.fields import Day
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import queries
from tarazy_hr.adapters.http.answering import Desk, refused
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.adapters.proceedings.rules import EVERYWHERE, RulesOf
from tarazy_hr.domain.days import day_of
from tarazy_hr.domain.refusal import Refusal, unknown

R = TypeVar("R")
ZONE_OF_ALL = "Asia/Almaty"
"""In which the day begins of rules that are for every court."""


async def laid_down(
    desk: Desk, request: Request, of: RulesOf[R], court_id: str, valid_from: Day, rules: R
) -> JSONResponse:
    """Lay rules down from a day to come on, and say whether that changed anything."""

    async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
        today = await _today(uow, request, court_id)
        done = await of.lay_down(uow.connection, court_id, valid_from, rules, today, uow.now)
        if isinstance(done, Refusal):
            raise refused(request, done)
        return Answer(200, {"changed": done})

    return await desk.perform(request, perform)


async def standing_rules(desk: Desk, request: Request, of: RulesOf[R], court_id: str, on: Day | None) -> R:
    """The rules that stand in a court on a day."""
    async with desk.work.begin() as uow:
        day = on or await _today(uow, request, court_id)
        rules = await of.standing(uow.connection, court_id, day)
    if rules is None:
        raise refused(request, unknown("on", "no_procedure", day))
    return rules


async def _today(uow: UnitOfWork, request: Request, court_id: str) -> date:
    if court_id == EVERYWHERE:
        return day_of(uow.now, ZONE_OF_ALL)
    court = await queries.court(uow.connection, queries.STANDING, court_id)
    if court is None:
        raise refused(request, unknown("court_id", "unknown_court", court_id))
    return day_of(uow.now, court.court.zone)
