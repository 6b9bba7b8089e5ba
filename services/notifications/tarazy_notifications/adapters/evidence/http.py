"""HTTP: proof of notice of a hearing, for the file of its case."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from tarazy_shared import audit_trail
from tarazy_shared.door import asking_of, must
from tarazy_shared.ids import uuid7
from tarazy_shared.problems import FieldError, Refusal

from tarazy_notifications.adapters import hearing_store
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.evidence import seals
from tarazy_notifications.app.evidence.sealing import Sealer
from tarazy_notifications.domain.evidence.proof import proof_of, written


def proof_router(door: Door, sealer: Sealer) -> APIRouter:
    """It names people and addresses: who reads it is noted in the audit trail."""
    router = APIRouter(tags=["proof of notice"])
    work = door.work

    @router.get(
        "/hearings/{hearing_id}/proof",
        summary="Who was told what of a hearing, when, how and with which answer, as `tarazy verify-notices` checks it",
        responses={200: {"content": {"application/json": {}}}},
        response_class=Response,
        dependencies=[door.needs("proof.read")],
    )
    async def proof(request: Request, hearing_id: UUID) -> Response:
        return Response(await read(request, hearing_id), media_type="application/json", headers=_named(hearing_id))

    async def read(request: Request, hearing_id: UUID) -> bytes:
        await sealer.bind_all()
        async with work.begin() as uow:
            hearing = (await hearing_store.hearings(uow.connection, [hearing_id])).get(hearing_id)
            if hearing is None:
                error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
                raise Refusal(404, "This hearing is not known", [error])
            must(request, hearing.court_id)
            found = await seals.of_subject(uow.connection, hearing_id)
            who, request_id = asking_of(request).who, str(uuid7(uow.now))
            about = {"entries": len(found)}
            await audit_trail.note(uow, who, "proof.read", hearing.court_id, hearing_id, about, request_id=request_id)
        return written(proof_of(hearing.court_id, hearing_id, found))

    return router


def _named(hearing_id: UUID) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="notices-{hearing_id}.json"'}
