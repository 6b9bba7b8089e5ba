"""Rules about the limits of hearings: what holds on a day, and what a court lays down from a day on."""

from datetime import date
from typing import Annotated, Any, Literal, Self

from fastapi import APIRouter, Depends, Path, Query
from pydantic import BaseModel, ConfigDict, Field, model_validator
from tarazy_shared.access import require_token
from tarazy_shared.contracts.fields import CourtId, Text, wrong
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.terms import Unit

from tarazy_scheduling.adapters import catalogue_writing, means_writing, reviews
from tarazy_scheduling.adapters.http.catalogues import CodeInPath, Names
from tarazy_scheduling.adapters.http.courts import DryRun, known_court, today_in
from tarazy_scheduling.adapters.limits import rule_store
from tarazy_scheduling.adapters.limits.rule_documents import shown
from tarazy_scheduling.app.orders import carry_out
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import ReviewLimits
from tarazy_scheduling.domain.limits.rules import names
from tarazy_scheduling.domain.model.calendar import ONE_DAY
from tarazy_scheduling.domain.model.limits import (
    ANY_BELOW,
    Applies,
    Authority,
    Extension,
    Limited,
    RollOver,
    Rule,
    Trigger,
)
from tarazy_scheduling.settings import Settings

CourtInPath = Annotated[CourtId, Path()]
Pattern = Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,100}(\.\*)?$")]
"""A code, or a beginning of codes such as `civil.*`."""
PlainCode = Annotated[str, Field(pattern=r"^[a-z0-9_.-]{1,100}$")]
MOST = {"days": 36_600, "working_days": 2_500, "months": 1_200}
"""A hundred years; ten of working days, which are counted one by one."""


class _Strict(BaseModel):
    # A misspelt name would leave a rule without what it was to say.
    model_config = ConfigDict(extra="forbid")


class AppliesBody(_Strict):
    """Which hearings a rule is about. What is left out names all."""

    categories: Annotated[tuple[Pattern, ...], Field(max_length=100)] = ()
    hearing_types: Annotated[tuple[PlainCode, ...], Field(max_length=100)] = ()
    instances: Annotated[tuple[Literal["first", "appeal", "cassation"], ...], Field(max_length=3)] = ()
    priorities: Annotated[tuple[Literal["urgent", "custody", "normal", "low"], ...], Field(max_length=4)] = ()
    custody: bool | None = None


class ExtensionBody(_Strict):
    """Who may make a term longer, and by how much at most."""

    by: Authority
    amount: Annotated[int, Field(ge=1)] | None = None
    unit: Unit = "months"

    @model_validator(mode="after")
    def _is_no_eternity(self) -> Self:
        if self.amount is not None and self.amount > MOST[self.unit]:
            raise wrong(f"At most {MOST[self.unit]} {self.unit}", "amount")
        return self


class RuleBody(_Strict):
    """A rule from a day on, as a whole: what is left out has its default, not what it had before."""

    limits: Limited
    amount: Annotated[int, Field(ge=0)]
    unit: Unit
    trigger: Trigger
    name: Names
    act: Names | None = None
    article: Annotated[str, Field(min_length=1, max_length=50)] | None = None
    applies: AppliesBody = AppliesBody()
    instead_of: Annotated[tuple[Pattern, ...], Field(max_length=100)] = ()
    suspendable: bool = False
    extension: ExtensionBody | None = None
    roll_over: RollOver = "stays"
    roll_over_source: Text | None = None
    binding: bool = True
    verified: bool = False
    source: Text
    valid_from: date
    valid_to: date | None = None

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise wrong("Lies before valid_from", "valid_to")
        if self.amount > MOST[self.unit]:
            raise wrong(f"At most {MOST[self.unit]} {self.unit}", "amount")
        if (self.limits == "notice") != (self.trigger == "told"):
            raise wrong("Notice counts from `told`, and nothing else does", "trigger")
        if self.limits == "notice":
            self._has_no_term()
        if self.roll_over == "next_working_day" and not self.roll_over_source:
            raise wrong("Say where it is laid down that the end moves", "roll_over_source")
        return self

    def _has_no_term(self) -> None:
        for field in ("suspendable", "extension"):
            if getattr(self, field):
                raise wrong("Notice is no term that stands still or is made longer", field)
        if self.roll_over != "stays":
            raise wrong("Notice has no last day", "roll_over")

    def rule(self, code: str) -> Rule:
        """As it is kept."""
        return Rule(
            code=code,
            limits=self.limits,
            amount=self.amount,
            unit=self.unit,
            trigger=self.trigger,
            name=self.name.model_dump(),
            act=self.act.model_dump() if self.act else None,
            article=self.article,
            applies=Applies(**self.applies.model_dump()),
            instead_of=self.instead_of,
            suspendable=self.suspendable,
            extension=Extension(**self.extension.model_dump()) if self.extension else None,
            roll_over=self.roll_over,
            roll_over_source=self.roll_over_source,
            binding=self.binding,
            verified=self.verified,
            source=self.source,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


OnDay = Annotated[date | None, Query(description="What holds on this day; by default today")]


def limit_rules_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Anybody may read the rules; laying them down needs the service's token."""
    router = APIRouter(tags=["limits"])
    pool, work, clock = running.pool, running.work, running.clock
    by_staff = [Depends(require_token(settings.token))]

    @router.get("/limit-rules", summary="The rules about limits that hold in all courts")
    async def read_for_all(day: OnDay = None) -> dict[str, Any]:
        return await read("", day or clock().date())

    @router.get("/courts/{court_id}/limit-rules", summary="The rules about limits that hold in a court")
    async def read_own(court_id: CourtInPath, day: OnDay = None) -> dict[str, Any]:
        """`in_force` holds on the day; `entered` is all that was ever laid down beside the rules that ship."""
        async with pool.acquire() as connection:
            court = await known_court(connection, court_id)
        return await read(court_id, day or today_in(court, clock))

    @router.put("/limit-rules/{code}", summary="Lay down a rule for all courts", dependencies=by_staff)
    async def lay_down_for_all(code: CodeInPath, body: RuleBody, dry_run: DryRun = False) -> dict[str, Any]:
        """It holds at once; what stands and what waits is looked at court by court within the next seconds."""
        return await lay_down("", body.rule(code), dry_run=dry_run)

    @router.put("/courts/{court_id}/limit-rules/{code}", summary="Lay down a court's own rule", dependencies=by_staff)
    async def lay_down_own(
        court_id: CourtInPath, code: CodeInPath, body: RuleBody, dry_run: DryRun = False
    ) -> dict[str, Any]:
        """It goes before the rule of the same code that holds everywhere. What was laid down before stays readable."""
        async with pool.acquire() as connection:
            await known_court(connection, court_id)
        return await lay_down(court_id, body.rule(code), dry_run=dry_run)

    async def read(court_id: str, day: date) -> dict[str, Any]:
        async with pool.acquire() as connection:
            book = await rule_store.book_of(connection, court_id)
            entered = await rule_store.entered_in(connection, court_id)
        return {
            "court_id": court_id or None,
            "day": day,
            "in_force": [shown(rule) for rule in book.on_day(day)],
            "entered": [
                shown(one.rule)
                | {"court_id": one.court_id or None, "version": one.version, "entered_at": one.entered_at}
                for one in entered
            ],
        }

    async def lay_down(court_id: str, rule: Rule, *, dry_run: bool) -> dict[str, Any]:
        async with work.begin() as uow:
            codes = await rule_store.codes_of(uow.connection, court_id)
            if errors := _unknown(rule.applies, codes):
                raise Refusal(422, "The rule names codes that are not known", errors)
            version, changed = await rule_store.add(uow.connection, court_id, rule, uow.now, dry_run=dry_run)
            changed = changed and not dry_run
            concerned = await catalogue_writing.courts_concerned(uow.connection, court_id) if changed else []
            # With a new revision every copy in memory is read again, with the new rule.
            await means_writing.revise(uow.connection, concerned)
            # One of a later day is looked at on that day; it may have begun in a court that is ahead of UTC.
            begins = rule.valid_from <= clock().date() + ONE_DAY
            if begins and not court_id:
                await reviews.note(uow.connection, concerned, "limits", uow.now)
        if begins and court_id and concerned:
            await carry_out(work, sets, court_id, ReviewLimits())
        return {"code": rule.code, "valid_from": rule.valid_from, "version": version, "changed": changed}

    return router


def _unknown(applies: Applies, codes: dict[str, set[str]]) -> list[FieldError]:
    """The codes that no entry of the catalogue has; a beginning of codes must be one of some."""
    asked = (("categories", "category", applies.categories), ("hearing_types", "hearing_type", applies.hearing_types))
    return [
        FieldError(f"applies.{field}[{position}]", "unknown_code", f"The catalogue has no {kind} {code}")
        for field, kind, patterns in asked
        for position, code in enumerate(patterns)
        if not (any(names((code,), one) for one in codes[kind]) if code.endswith(ANY_BELOW) else code in codes[kind])
    ]
