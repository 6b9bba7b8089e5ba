"""Proof of notice of a hearing as a PDF, for whoever is signed in at the desk."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.door import must
from tarazy_shared.front.router import pages_router

from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.pages.single import unknown
from tarazy_notifications.adapters.evidence.http import named
from tarazy_notifications.adapters.evidence.paper import paper_of
from tarazy_notifications.app.evidence.handing_out import HandingOut


def proof_pages_router(front: Front, handing_out: HandingOut) -> APIRouter:
    """In the language of the page."""
    router = pages_router()

    @router.get("/courts/{court_id}/desk/notices/hearings/{hearing_id}/proof.pdf", response_model=None)
    async def paper(visit: Annotated[Visit, front.visits("proof.read")], hearing_id: UUID) -> Response:
        found = await handing_out.document(hearing_id, visit.who, lambda court_id: must(visit.request, court_id))
        if found is None:
            return unknown(visit)
        pdf = await asyncio.to_thread(paper_of, found[0], visit.reader)
        headers = {**named(hearing_id, "pdf"), "Content-Language": visit.reader.language}
        return Response(pdf, media_type="application/pdf", headers=headers)

    return router
