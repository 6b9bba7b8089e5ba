"""A court lays down the rules of its draws, from a day on; everybody may read them."""

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from pydantic import AfterValidator, BaseModel, Field
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Text
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import means_writing
from tarazy_scheduling.adapters.dated_rules import Dated, TooLate
from tarazy_scheduling.adapters.draws import draw_rules
from tarazy_scheduling.adapters.http.courts import DryRun, known_court, today_in
from tarazy_scheduling.adapters.http.draws.answers import Answer
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ReviewCatalogue
from tarazy_scheduling.domain.model.drawing import DrawRules
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
Days = Annotated[int, Field(ge=0, le=3650)]


def _from_0_to_1(text: str) -> str:
    numerator, _, denominator = text.partition("/")
    if int(denominator or 1) < max(1, int(numerator)):
        raise ValueError("beta lies from 0 to 1")
    return text


Beta = Annotated[str, Field(pattern=r"^[0-9]{1,3}(/[0-9]{1,3})?$"), AfterValidator(_from_0_to_1)]
"""A fraction such as `1/2`."""


class RulesBody(BaseModel):
    """The rules of a court's draws from a day on, in the form of the court file. What is left out has its default."""

    valid_from: date
    beta: Beta = "1/2"
    absence_days: Days = 2
    leaving_days: Days = 30
    ceiling_minutes: Annotated[int, Field(ge=0, le=1_000_000_000)] | None = None
    refile_days: Days = 180
    fewest_candidates: Annotated[int, Field(ge=1, le=1000)] = 3
    long_absence_days: Annotated[int, Field(ge=1, le=3650)] = 60
    suspension_days: Days = 0
    source: Text | None = None
    """The order that they follow from."""

    def dated(self) -> Dated[DrawRules]:
        """As they are kept."""
        beta = Fraction(self.beta)
        rules = DrawRules(
            beta_numerator=beta.numerator,
            beta_denominator=beta.denominator,
            absence_days=self.absence_days,
            leaving_days=self.leaving_days,
            ceiling_minutes=self.ceiling_minutes,
            refile_days=self.refile_days,
            fewest_candidates=self.fewest_candidates,
            long_absence_days=self.long_absence_days,
            suspension_days=self.suspension_days,
        )
        return Dated(self.valid_from, rules, source=self.source)


class Rules(Answer):
    """The rules of a court's draws."""

    beta: str
    absence_days: int
    leaving_days: int
    ceiling_minutes: int | None
    refile_days: int
    fewest_candidates: int
    long_absence_days: int
    suspension_days: int


class DatedRules(Rules):
    """Rules as they were laid down from a day on."""

    valid_from: date
    entered_at: datetime | None
    source: str | None
    """The order that they follow from."""


class RulesOfCourt(Answer):
    """The rules in force on a day, and all that the court has laid down."""

    court_id: str
    day: date
    in_force: Rules
    rules: tuple[DatedRules, ...]


class LaidDown(Answer):
    """What became of rules that were handed in."""

    court_id: str
    valid_from: date
    version: int
    """Of the rules of that day."""
    changed: bool


def draw_rules_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """The rules of a court's draws, read and laid down."""
    router = APIRouter(tags=["draws"])
    pool, work, clock = running.pool, running.work, running.clock

    @router.get(
        "/courts/{court_id}/draw-rules",
        response_model=RulesOfCourt,
        summary="The rules by which the court draws judges",
    )
    async def read(court_id: CourtInPath) -> dict[str, Any]:
        """`in_force` holds today; `rules` is all that the court has laid down, past and to come."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
            today = today_in(court, clock)
            in_force = await draw_rules.on_day(connection, court_id, today)
            laid_down = await draw_rules.RULES.of_court(connection, court_id)
        rules = [
            {"valid_from": one.valid_from, **_shown(one.rules), "entered_at": one.entered_at, "source": one.source}
            for one in laid_down
        ]
        return {"court_id": court_id, "day": today, "in_force": _shown(in_force), "rules": rules}

    @router.put(
        "/courts/{court_id}/draw-rules",
        response_model=LaidDown,
        summary="Lay down the rules of the court's draws from a day on",
        dependencies=[Depends(require_token(settings.token))],
    )
    async def lay_down(court_id: CourtInPath, body: RulesBody, dry_run: DryRun = False) -> dict[str, Any]:
        """Rules that have begun stay; others supersede them from a later day, on which nobody was drawn yet."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
        try:
            async with work.begin() as uow:
                version, changed = await draw_rules.add(
                    uow.connection, court_id, body.dated(), uow.now, dry_run=dry_run
                )
                if changed:
                    # With a new revision a copy in memory is read again, with the new rules.
                    await means_writing.revise(uow.connection, [court_id])
        except TooLate as error:
            problem = FieldError("valid_from", "in_the_past", str(error))
            raise Refusal(422, "The rules come too late", [problem]) from None
        if changed and body.valid_from <= today_in(court, clock):
            await carry_out(work, sets, court_id, ReviewCatalogue())
        return {"court_id": court_id, "valid_from": body.valid_from, "version": version, "changed": changed}

    return router


def _shown(rules: DrawRules) -> dict[str, Any]:
    figures = [name for name in DrawRules.__slots__ if not name.startswith("beta_")]
    beta = f"{rules.beta_numerator}/{rules.beta_denominator}"
    return {"beta": beta} | {name: getattr(rules, name) for name in figures}
