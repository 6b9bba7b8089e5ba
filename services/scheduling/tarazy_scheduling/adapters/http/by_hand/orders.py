"""Orders about hearings: move, swap, split, merge, fix, vacate, extend, undo; each with a preview of what it costs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request
from tarazy_shared.access import require_token
from tarazy_shared.ids import uuid7
from tarazy_shared.lifecycle import Running
from tarazy_shared.problems import FieldError, Refusal

from tarazy_scheduling.adapters import catalogue_reading, hearing_changes, means_reading
from tarazy_scheduling.adapters.hearing_changes import Operation, Order
from tarazy_scheduling.adapters.http.by_hand.answers import (
    ChangesShown,
    InTheWay,
    OffersShown,
    Ordered,
    change_shown,
    changed_since,
    offer_shown,
    ordered,
)
from tarazy_scheduling.adapters.http.by_hand.bodies import (
    ExtendBody,
    MoveBody,
    OrderBody,
    SplitBody,
    SwapBody,
    VacateBody,
)
from tarazy_scheduling.adapters.http.conflict_words import ConflictWords, conflict_words
from tarazy_scheduling.adapters.http.courts import known_court, today_in
from tarazy_scheduling.app import by_hand
from tarazy_scheduling.app.by_hand import Answer, Refused
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.domain.commands import (
    ByHand,
    ExtendByHand,
    FixByHand,
    MergeByHand,
    Put,
    PutByHand,
    Seen,
    SwapByHand,
    VacateByHand,
    seen_in,
)
from tarazy_scheduling.domain.deciding.by_hand import CHANGED
from tarazy_scheduling.domain.model.hearing import Hearing
from tarazy_scheduling.domain.outcome import Dead, Waits
from tarazy_scheduling.settings import Settings

DryRun = Annotated[bool, Query(description="Only say what it would bring: who is told, what is in the way")]


@dataclass(frozen=True, slots=True)
class Desk:
    """Where orders about hearings are given."""

    running: Running
    sets: WorkingSets

    async def known(self, hearing_id: UUID) -> tuple[str, Hearing]:
        """The hearing and its court. Raises `Refusal` 404."""
        async with self.running.pool.acquire() as connection:
            found = await hearing_changes.whose(connection, hearing_id)
        if found is None:
            error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
            raise Refusal(404, "This hearing is not known", [error])
        return found

    async def seen(self, hearing_id: UUID, version: int, court_id: str | None = None) -> Seen:
        """A hearing as somebody has seen it; of this court, where one is given. Raises `Refusal`."""
        of_court, hearing = await self.known(hearing_id)
        if court_id not in (None, of_court):
            error = FieldError("other.hearing_id", "unknown_hearing", "The hearing is of another court")
            raise Refusal(422, "Not possible", [error])
        return Seen(hearing_id, hearing.case_id, version)

    async def order(
        self,
        court_id: str,
        command: ByHand,
        operation: Operation,
        body: OrderBody,
        *,
        request: Request,
        dry_run: bool,
        undoes: UUID | None = None,
    ) -> Ordered:
        """Preview an order or carry it out. Raises `Refusal`."""
        await self._check(court_id, body)
        words = await self.words(request, court_id)
        if dry_run:
            return await self.foresee(court_id, command, words)
        change_id = body.change_id or uuid7(self.running.clock())
        order = Order(change_id, operation, body.ordered_by, body.reason, body.note, undoes)
        try:
            answer = await by_hand.carry_out(self.running.work, self.sets, court_id, command, order)
        except Refused as refused:
            raise refusal(409, "Not carried out", refused) from refused
        refuse_unless_applied(answer, command, words)
        return ordered(answer, change_id, [one.hearing_id for one in seen_in(command)], words)

    async def words(self, request: Request, court_id: str) -> ConflictWords:
        """In the language of whoever orders."""
        async with self.running.pool.acquire() as connection:
            return await conflict_words(connection, request, court_id, self.running.clock)

    async def foresee(self, court_id: str, command: ByHand, words: ConflictWords) -> Ordered:
        """What the order would bring. Raises `Refusal` only where the hearing is another by now."""
        answer = await by_hand.foresee(self.running.work, self.sets, court_id, command)
        reasons = answer.outcome.reasons if isinstance(answer.outcome, Dead) else ()
        if isinstance(answer.outcome, Waits) or any(one.code == CHANGED for one in reasons):
            refuse_unless_applied(answer, command, words)
        hearings = answer.in_the_way or (frozenset(),) * len(reasons)
        blocked = [
            InTheWay(
                field=one.field,
                code=one.code,
                reason=words.text(one),
                refers_to=one.refers_to,
                hearing_ids=sorted(ids),
            )
            for one, ids in zip(reasons, hearings, strict=True)
        ]
        return ordered(answer, None, [one.hearing_id for one in seen_in(command)], words, blocked)

    async def _check(self, court_id: str, body: OrderBody) -> None:
        """Who orders is in post in the court, and the reason is one of the catalogue."""
        async with self.running.pool.acquire() as connection:
            if (body.ordered_by, court_id) not in await means_reading.in_post(connection, [body.ordered_by]):
                error = FieldError("ordered_by", "unknown_person", f"{body.ordered_by} is not known in this court")
                raise Refusal(422, "Not possible", [error])
            if body.reason is None:
                return
            today = today_in(await known_court(connection, court_id), self.running.clock)
            known = (await catalogue_reading.on_day(connection, today, court_id))["by_hand_reasons"]
        if body.reason not in {one["code"] for one in known}:
            raise Refusal(422, "Not possible", [FieldError("reason", "unknown_code", "No reason has this code")])


def by_hand_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Needs the service's token."""
    router = APIRouter(tags=["by hand"], dependencies=[Depends(require_token(settings.token))])
    desk = Desk(running, sets)

    @router.post("/hearings/{hearing_id}/move", summary="Move a hearing, or give one without a place its place")
    async def move(request: Request, hearing_id: UUID, body: MoveBody, dry_run: DryRun = False) -> Ordered:
        """It may leave the days that were asked for, but neither the last lawful day nor the notice."""
        court_id, hearing = await desk.known(hearing_id)
        command = PutByHand((Put(Seen(hearing_id, hearing.case_id, body.version), body.wanted()),))
        return await desk.order(court_id, command, "move", body, request=request, dry_run=dry_run)

    @router.post("/hearings/{hearing_id}/swap", summary="Let two hearings exchange when and where they begin")
    async def swap(request: Request, hearing_id: UUID, body: SwapBody, dry_run: DryRun = False) -> Ordered:
        """Both or neither."""
        court_id, hearing = await desk.known(hearing_id)
        other = await desk.seen(body.other.hearing_id, body.other.version, court_id)
        command = SwapByHand(Seen(hearing_id, hearing.case_id, body.version), other)
        return await desk.order(court_id, command, "swap", body, request=request, dry_run=dry_run)

    @router.post("/hearings/{hearing_id}/split", summary="Let a hearing sit in several sittings")
    async def split(request: Request, hearing_id: UUID, body: SplitBody, dry_run: DryRun = False) -> Ordered:
        """It stays one hearing, before the same people."""
        court_id, hearing = await desk.known(hearing_id)
        command = PutByHand((Put(Seen(hearing_id, hearing.case_id, body.version), body.wanted()),))
        return await desk.order(court_id, command, "split", body, request=request, dry_run=dry_run)

    def simple(operation: Operation, summary: str, make: Callable[[Seen], ByHand], body_type: Any = OrderBody) -> None:
        """An order that says no more than which hearing."""

        @router.post(f"/hearings/{{hearing_id}}/{operation}", summary=summary, operation_id=f"{operation}_hearing")
        async def carry_out(request: Request, hearing_id: UUID, body: body_type, dry_run: DryRun = False) -> Ordered:
            court_id, hearing = await desk.known(hearing_id)
            seen = Seen(hearing_id, hearing.case_id, body.version)
            return await desk.order(court_id, make(seen), operation, body, request=request, dry_run=dry_run)

    simple("merge", "Let a hearing of several sittings sit in one go, from where the first begins", MergeByHand)
    simple("fix", "Keep a hearing where it is: nobody but a person moves it", lambda seen: FixByHand(seen, True))
    simple("unfix", "Let a hearing be moved again", lambda seen: FixByHand(seen, False))
    simple("vacate", "Cancel a hearing: its request waits for no other place", VacateByHand, VacateBody)

    @router.post("/hearings/{hearing_id}/extend", summary="Let a hearing that has begun go on longer than planned")
    async def extend(request: Request, hearing_id: UUID, body: ExtendBody, dry_run: DryRun = False) -> Ordered:
        """What should begin meanwhile moves, reason `overrun`, but for what can begin a quarter of an hour late."""
        court_id, hearing = await desk.known(hearing_id)
        command = ExtendByHand(Seen(hearing_id, hearing.case_id, body.version), body.until)
        return await desk.order(court_id, command, "extend", body, request=request, dry_run=dry_run)

    @router.post("/hearings/{hearing_id}/undo", summary="Take back the last change of a person on a hearing")
    async def undo(request: Request, hearing_id: UUID, body: OrderBody, dry_run: DryRun = False) -> Ordered:
        """With all other hearings that the change was about; not once anything has changed any of them since."""
        court_id, _ = await desk.known(hearing_id)
        try:
            change_id, command = await by_hand.undoing(running.work, hearing_id, body.version, body.change_id)
        except Refused as refused:
            raise refusal(409, "Not undone", refused) from refused
        return await desk.order(court_id, command, "undo", body, request=request, dry_run=dry_run, undoes=change_id)

    @router.get("/hearings/{hearing_id}/places", summary="The next possible places of a hearing, one a day")
    async def places(
        request: Request,
        hearing_id: UUID,
        from_on: Annotated[date | None, Query(alias="from", description="First day; by default today")] = None,
        at_most: Annotated[int, Query(ge=1, le=20)] = 3,
    ) -> OffersShown:
        """In or outside the days that were asked for, each with what taking it would bring; none is kept free."""
        court_id, hearing = await desk.known(hearing_id)
        seen = Seen(hearing_id, hearing.case_id, hearing.version)
        found = await by_hand.offered(running.work, sets, court_id, seen, from_on, at_most)
        words = await desk.words(request, court_id)
        shown = [offer_shown(one, hearing_id, words) for one in found]
        return OffersShown(hearing_id=hearing_id, version=hearing.version, offers=shown)

    @router.get("/hearings/{hearing_id}/changes", summary="What people have done with a hearing")
    async def changes(hearing_id: UUID, at_most: Annotated[int, Query(ge=1, le=1000)] = 100) -> ChangesShown:
        """The last first; nothing of it ever changes."""
        _, hearing = await desk.known(hearing_id)
        async with running.pool.acquire() as connection:
            found = await hearing_changes.of_hearing(connection, hearing_id, at_most)
        last = found[0] if found else None
        can_be_undone = last is not None and last.order.operation != "undo" and last.after.version == hearing.version
        return ChangesShown(
            hearing_id=hearing_id, changes=[change_shown(one) for one in found], can_be_undone=can_be_undone
        )

    return router


def refuse_unless_applied(answer: Answer, command: ByHand, words: ConflictWords) -> None:
    """Raises `Refusal` where the domain says no: 409 with what has changed where the hearing is another by now."""
    match answer.outcome:
        case Waits(code, field, reference):
            raise Refusal(404, "Not known", [FieldError(field, code, f"{reference} is not known")])
        case Dead(reasons) if any(one.code == CHANGED for one in reasons):
            raise Refusal(409, "The hearing has changed since", _changes(answer, command))
        case Dead(reasons):
            errors = [
                {
                    "field": one.field,
                    "code": one.code,
                    "reason": words.text(one),
                    "refers_to": one.refers_to,
                    "index": 0,
                }
                for one in reasons
            ]
            raise Refusal(422, "Not possible", errors)
        case _:
            return


def refusal(status: int, title: str, refused: Refused) -> Refusal:
    """As a problem document."""
    reason = refused.reason
    return Refusal(status, title, [FieldError(reason.field, reason.code, reason.text)])


def _changes(answer: Answer, command: ByHand) -> list[FieldError | dict[str, Any]]:
    """Field by field what has changed of hearings since they were seen."""
    errors: list[FieldError | dict[str, Any]] = []
    now = {hearing.hearing_id: hearing for hearing in answer.hearings}
    for position, seen in enumerate(seen_in(command)):
        hearing = now[seen.hearing_id]
        if hearing.version == seen.version:
            continue
        for one in changed_since(answer.seen.get(seen.hearing_id), hearing):
            field = f"hearings[{position}].{one['field']}"
            text = f"{one['field']} has changed since version {seen.version}"
            of_hearing = {
                "field": field,
                "code": CHANGED,
                "reason": text,
                "index": 0,
                "hearing_id": str(seen.hearing_id),
            }
            errors.append({**of_hearing, "old": one["old"], "new": one["new"]})
    return errors
