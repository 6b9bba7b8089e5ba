"""`/rules/{kind}` and `/courts/{court_id}/rules/{kind}`: rules read and laid down."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Path, Query, Request
from pydantic import BaseModel, ConfigDict, create_model, field_validator
from tarazy_shared.contracts.fields import CourtId, Day, Text
from tarazy_shared.country import country_day
from tarazy_shared.database import Connection
from tarazy_shared.door import asking_of, must
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.trail import noted, noted_nothing, with_trail
from tarazy_shared.unit_of_work import Cause, UnitOfWork, Work

from tarazy_notifications.adapters import directory
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.rules import store
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.kind import RuleBody, RuleKind
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.rules.store import Entered, TooLate

CourtInPath = Annotated[CourtId, Path()]
DryRun = Annotated[bool, Query(description="Write nothing: only say whether it would be refused")]


@dataclass(frozen=True, slots=True)
class Place:
    """Whose rule of which kind."""

    kind: RuleKind[Any]
    court_id: str | None


class Wanted(BaseModel):
    """A rule from a day on."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    valid_from: Day
    """The first day on which it holds: today or later, as the court counts days."""
    source: Text | None = None
    """The order that it follows from."""

    @field_validator("source")
    @classmethod
    def _without_nul(cls, source: str | None) -> str | None:
        if source and "\0" in source:
            raise ValueError("holds NUL")
        return source


def rules_router(door: Door, rules: Rules) -> APIRouter:
    """Routes for every kind."""
    router = APIRouter(tags=["rules"])

    @router.get("/rules", summary="All kinds of rule", dependencies=[door.needs("rule.read")])
    async def every_kind() -> dict[str, Any]:
        return {"kinds": [{"kind": kind.name, "summary": kind.summary} for kind in KINDS]}

    for kind in KINDS:
        _add_routes(router, door, rules, kind)
    return router


def _add_routes(router: APIRouter, door: Door, rules: Rules, kind: RuleKind[Any]) -> None:
    body = create_model(f"{kind.body.__name__}Wanted", __base__=Wanted, rule=(kind.body, ...))
    work = door.work

    async def of_all() -> dict[str, Any]:
        async with work.pool.acquire() as connection:
            return await _shown(connection, kind, None, country_day(work.clock()))

    async def of_court(court_id: CourtInPath) -> dict[str, Any]:
        async with work.pool.acquire() as connection:
            return await _shown(connection, kind, court_id, await _today(connection, court_id, work.clock()))

    async def lay_down(request: Request, wanted: body, dry_run: DryRun = False) -> dict[str, Any]:
        must(request, None)
        return await _lay_down(request, work, rules, Place(kind, None), wanted, dry_run=dry_run)

    async def lay_down_in(
        request: Request, court_id: CourtInPath, wanted: body, dry_run: DryRun = False
    ) -> dict[str, Any]:
        return await _lay_down(request, work, rules, Place(kind, court_id), wanted, dry_run=dry_run)

    everywhere, here = f"/rules/{kind.name}", f"/courts/{{court_id}}/rules/{kind.name}"
    reads, changes = [door.needs("rule.read")], [door.needs("rule.change")]
    about = kind.summary
    router.get(everywhere, summary=f"{about}: what holds where a court has ruled nothing", dependencies=reads)(of_all)
    router.put(everywhere, summary=f"{about}: rule for all courts from a day on", dependencies=changes)(lay_down)
    if not kind.is_for_courts:
        return
    router.get(here, summary=f"{about}: what holds in a court", dependencies=reads)(of_court)
    router.put(here, summary=f"{about}: rule for a court from a day on", dependencies=changes)(lay_down_in)


async def _shown(connection: Connection, kind: RuleKind[Any], court_id: str | None, today: date) -> dict[str, Any]:
    """`in_force` holds today and `whose` it is; `rules` is all that was laid down for the court, past and to come."""
    own = await store.entered(connection, kind.name, court_id)
    general = own if court_id is None else await store.entered(connection, kind.name, None)
    whose, rule = "default", kind.body().model_dump_json(by_alias=True)
    for found, name in ((general, "all_courts"), (own, "court" if court_id else "all_courts")):
        begun = [one for one in found if one.valid_from <= today]
        if begun:
            whose, rule = name, begun[-1].rule
    return {
        "kind": kind.name,
        "court_id": court_id,
        "day": today,
        "whose": whose,
        "in_force": json.loads(rule),
        "rules": [
            {
                "valid_from": one.valid_from,
                "version": one.version,
                "rule": json.loads(one.rule),
                "entered_at": one.entered_at,
                "source": one.source,
                "entered_by": one.entered_by,
            }
            for one in own
        ],
    }


async def _lay_down(
    request: Request, work: Work, rules: Rules, place: Place, wanted: Any, *, dry_run: bool
) -> dict[str, Any]:
    kind, court_id = place.kind, place.court_id
    body: RuleBody = wanted.rule
    who = asking_of(request).who

    async def enter(uow: UnitOfWork, _: Cause) -> tuple[int, bool]:
        today = country_day(uow.now)
        if court_id is not None:
            today = await _today(uow.connection, court_id, uow.now)
        document = body.model_dump_json(by_alias=True)
        entered = Entered(wanted.valid_from, 0, document, uow.now, wanted.source, who.subject)
        version, changed = await store.add(uow.connection, kind.name, court_id, entered, today, dry_run=dry_run)
        if changed:
            detail = {"valid_from": wanted.valid_from.isoformat(), "version": version}
            noted(request, court_id, kind.name, detail)
        else:
            noted_nothing(request)
        return version, changed

    try:
        async with work.begin() as uow:
            version, changed = await with_trail(uow, request, Cause.command(uuid7(uow.now)), enter)
    except TooLate as error:
        problem = FieldError("valid_from", "in_the_past", str(error))
        raise Refusal(422, "The rule comes too late", [problem]) from None
    if changed:
        rules.forget()
    return {
        "kind": kind.name,
        "court_id": court_id,
        "valid_from": wanted.valid_from,
        "version": version,
        "changed": changed,
    }


async def _today(connection: Connection, court_id: str, now: datetime) -> date:
    """The present day of a court. Raises `Refusal` 404 for one that is not known."""
    found = (await directory.courts(connection, {court_id})).get(court_id)
    if found is None:
        problem = FieldError("court_id", "unknown_court", f"{court_id} is not known")
        raise Refusal(404, "This court is not known", [problem])
    return now.astimezone(ZoneInfo(found.court.zone)).date()
