"""HTTP: proof of notice of a hearing, for the file of its case."""

import asyncio
from uuid import UUID

from fastapi import APIRouter, Request, Response
from tarazy_shared.door import asking_of, must
from tarazy_shared.pages.language import accepted_language, asked_language
from tarazy_shared.pages.reader import Reader
from tarazy_shared.problems import FieldError, Refusal

from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.evidence.paper import paper_of
from tarazy_notifications.app.evidence.handing_out import HandingOut
from tarazy_notifications.domain.people import Court


def proof_router(door: Door, handing_out: HandingOut) -> APIRouter:
    """It names people and addresses: who reads it is noted in the audit trail."""
    router = APIRouter(tags=["proof of notice"])

    @router.get(
        "/hearings/{hearing_id}/proof",
        summary="Who was told what of a hearing, when, how and with which answer, as `tarazy verify-notices` checks it",
        responses={200: {"content": {"application/json": {}}}},
        response_class=Response,
        dependencies=[door.needs("proof.read")],
    )
    async def proof(request: Request, hearing_id: UUID) -> Response:
        document, _ = await read(request, hearing_id)
        return Response(document, media_type="application/json", headers=named(hearing_id, "json"))

    @router.get(
        "/hearings/{hearing_id}/proof.pdf",
        summary="The same on paper, in the language that `lang` or `Accept-Language` asks for; the document is inside",
        responses={200: {"content": {"application/pdf": {}}}},
        response_class=Response,
        dependencies=[door.needs("proof.read")],
    )
    async def paper(request: Request, hearing_id: UUID) -> Response:
        document, court = await read(request, hearing_id)
        language = asked_language(request.query_params.get("lang")) or accepted_language(
            request.headers.get("accept-language")
        )
        language = language or court.language
        pdf = await asyncio.to_thread(paper_of, document, Reader(language, court.zone))
        headers = {**named(hearing_id, "pdf"), "Content-Language": language}
        return Response(pdf, media_type="application/pdf", headers=headers)

    async def read(request: Request, hearing_id: UUID) -> tuple[bytes, Court]:
        found = await handing_out.document(hearing_id, asking_of(request).who, lambda court_id: must(request, court_id))
        if found is None:
            error = FieldError("hearing_id", "unknown_hearing", f"{hearing_id} is not known")
            raise Refusal(404, "This hearing is not known", [error])
        return found

    return router


def named(hearing_id: UUID, ending: str) -> dict[str, str]:
    """The name under which a browser keeps it."""
    return {"Content-Disposition": f'inline; filename="notices-{hearing_id}.{ending}"'}
