"""Conducting a disciplinary case: what its secretary does, who decides nothing."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from tarazy_shared.beacons.beacon import BeaconClock
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey, refused
from tarazy_hr.adapters.http.body import CodeInPath
from tarazy_hr.adapters.http.discipline.asking import Asked, CasePath, asked_by_office, conducted, note_down
from tarazy_hr.adapters.http.discipline.bodies import (
    DutyBody,
    ExtensionBody,
    HeardBody,
    HearingBody,
    InitiatorBody,
    JoiningBody,
    ReasonBody,
    RecusalBody,
)
from tarazy_hr.adapters.http.discipline.views import ConductedCaseView
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door, must
from tarazy_hr.adapters.http.selection.asking import asker
from tarazy_hr.adapters.idempotency import Answer
from tarazy_hr.app.discipline.joining import join
from tarazy_hr.domain.discipline import commands
from tarazy_hr.domain.discipline.case import told_by
from tarazy_hr.domain.refusal import Refusal


def conducting_router(desk: Desk, door: Door, beacon: BeaconClock | None) -> APIRouter:
    """What the secretary does about a case. `beacon`: what panels are drawn by."""
    router = guarded_router("/courts/{court_id}/discipline/{case_id}", "discipline")
    _beginning(router, desk, door)
    _joining(router, desk, door)
    _seating(router, desk, door, beacon)
    _keeping_time(router, desk, door)
    return router


def _beginning(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "/admit",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def admit_complaint(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: InitiatorBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Look into a complaint: an inspector does, who is no party to it."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.Admit(body.initiator)))

    @router.post(
        "/reject",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def reject_complaint(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Do not look into it."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.Reject(body.reason)))

    @router.post(
        "/initiator",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def name_initiator(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: InitiatorBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let another inspector look into it."""
        return await asked_by_office(
            desk, request, court_id, case_id, Asked(commands.NameInitiator(body.initiator, body.reason or ""))
        )


def _joining(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "/join",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def join_case(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: JoiningBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let a complaint go on in another case on the same matter: its grounds, its papers, the earlier limitation."""

        async def perform(uow: UnitOfWork, cause: Cause) -> Answer:
            case = told_by((await RECORD.read(uow.connection, case_id))[0])
            must(request, court_id, case.received.judge if case else None)
            done = await join(uow, court_id, case_id, body.into, asker(request).by, cause)
            if isinstance(done, Refusal):
                raise refused(request, done)
            for one in done:
                note_down(request, one)
            return conducted(done[0])

        return await desk.perform(request, perform)


def _seating(router: APIRouter, desk: Desk, door: Door, beacon: BeaconClock | None) -> None:
    @router.post(
        "/panel",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def order_panel(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Have the free seats drawn by lot, by a round of the beacon that nobody knows yet."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.OrderPanel(), beacon=beacon))

    @router.post(
        "/recusals",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def recuse_member(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: RecusalBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take a member off the panel; the seat is drawn again."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.Recuse(body.member, body.ground)))

    @router.post(
        "/hearing",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def set_panel_hearing(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: HearingBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Set the time at which the panel hears the case."""
        return await asked_by_office(
            desk, request, court_id, case_id, Asked(commands.SetHearing(body.starts_at, body.ends_at))
        )

    @router.post(
        "/hearing/call-off",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def call_panel_hearing_off(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Call the hearing off that lies ahead; everybody who was to come is told."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.CallHearingOff(body.reason)))

    @router.post(
        "/heard",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def record_panel_hearing(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: HeardBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """The panel has heard it."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.RecordHearing(body.on)))


def _keeping_time(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "/pause",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def pause_case(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let the proceedings stand still, with the clocks whose rules allow it."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.Pause(body.reason)))

    @router.post(
        "/resume",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def resume_case(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let them go on."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.Resume()))

    @router.post(
        "/clocks/{clock}/extend",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def extend_clock(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        clock: CodeInPath,
        body: ExtensionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Give a clock a later last day."""
        return await asked_by_office(
            desk, request, court_id, case_id, Asked(commands.Extend(clock, body.until, body.reason))
        )

    @router.post(
        "/off-duty",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def take_off_duty(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: DutyBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Take the judge out of draws and calendar from a day on."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.TakeOffDuty(body.from_on)))

    @router.post(
        "/on-duty",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.conduct")],
    )
    async def put_back_on_duty(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: DutyBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Let the judge hear cases again from a day on."""
        return await asked_by_office(desk, request, court_id, case_id, Asked(commands.PutBackOnDuty(body.from_on)))
