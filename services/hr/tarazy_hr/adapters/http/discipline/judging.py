"""What those on a disciplinary case do themselves: the initiator inquires, the panel decides, either side appeals."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from tarazy_hr.adapters.http.addresses import CourtPath
from tarazy_hr.adapters.http.answering import Desk, IdempotencyKey
from tarazy_hr.adapters.http.discipline.asking import Asked, CasePath, appellant, asked_by_part, speaking
from tarazy_hr.adapters.http.discipline.bodies import (
    AppealBody,
    AppealDecisionBody,
    ChargesBody,
    DecisionBody,
    ExplanationBody,
    ReasonBody,
)
from tarazy_hr.adapters.http.discipline.views import ConductedCaseView
from tarazy_hr.adapters.http.documenting import COMMANDED, guarded_router
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.domain.discipline import commands


def judging_router(desk: Desk, door: Door) -> APIRouter:
    """What is done by who is on the case."""
    router = guarded_router("/courts/{court_id}/discipline/{case_id}", "discipline")
    _inquiring(router, desk, door)
    _deciding(router, desk, door)
    return router


def _inquiring(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "/refer",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.inquire")],
    )
    async def refer_case(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ChargesBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End the inquiry: a panel is to decide about these grounds."""
        return await asked_by_part(desk, request, court_id, case_id, Asked(commands.Refer(body.charges)), ["initiator"])

    @router.post(
        "/explanation-request",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.inquire")],
    )
    async def ask_explanation(
        request: Request, court_id: CourtPath, case_id: CasePath, idempotency_key: IdempotencyKey = None
    ) -> JSONResponse:
        """Ask the judge to explain; the clock of it starts, and the case is not referred before it is over."""
        return await asked_by_part(desk, request, court_id, case_id, Asked(commands.AskExplanation()), ["initiator"])

    @router.post(
        "/explanation",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.explain")],
    )
    async def explain(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ExplanationBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """The judge explains, asked or not, or says that there will be no explanation. The words go into the file."""
        asked = Asked(commands.Explain(not body.declined), body.papers(desk.work.clock()))
        return await asked_by_part(desk, request, court_id, case_id, asked, ["judge"])

    @router.post(
        "/end",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.inquire")],
    )
    async def end_case(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: ReasonBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """End the proceedings without a decision."""
        return await asked_by_part(desk, request, court_id, case_id, Asked(commands.End(body.reason)), ["initiator"])


def _deciding(router: APIRouter, desk: Desk, door: Door) -> None:
    @router.post(
        "/decide",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.judge")],
    )
    async def decide_case(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: DecisionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """The decision of the panel. Refused once a limitation has passed."""
        command = commands.Decide(body.measure, body.proven, speaking(request, body.by))
        asked = Asked(command, body.papers(desk.work.clock()))
        return await asked_by_part(desk, request, court_id, case_id, asked, ["member"])

    @router.post(
        "/appeal",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.appeal")],
    )
    async def appeal_decision(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: AppealBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """Appeal, in time."""
        by = await appellant(desk, request, court_id, case_id, body.by)
        asked = Asked(commands.Appeal(by), body.papers(desk.work.clock()))
        return await asked_by_part(desk, request, court_id, case_id, asked, ["judge", "initiator"])

    @router.post(
        "/appeal-decision",
        response_model=ConductedCaseView,
        responses=COMMANDED,
        dependencies=[door.needs("discipline.judge")],
    )
    async def decide_appeal(
        request: Request,
        court_id: CourtPath,
        case_id: CasePath,
        body: AppealDecisionBody,
        idempotency_key: IdempotencyKey = None,
    ) -> JSONResponse:
        """What became of the appeal; it binds at once."""
        command = commands.DecideAppeal(body.result, body.measure, speaking(request, body.by))
        asked = Asked(command, body.papers(desk.work.clock()))
        return await asked_by_part(desk, request, court_id, case_id, asked, ["member"])
