"""HTTP: what each notice looks like, by any channel, to any role, in any language."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, PlainTextResponse
from tarazy_shared.door import anybody
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import FieldError, Refusal

from tarazy_notifications.adapters import previews
from tarazy_notifications.adapters.previews import Preview
from tarazy_notifications.adapters.texts.samples import EVENTS
from tarazy_notifications.domain.people import ChannelName, Language, Role

Part = Literal["html", "plain", "calendar", "mail"]


def previews_router(pages: Pages) -> APIRouter:
    """`GET /previews/{event}/{language}`: what a notice looks like, with invented people."""
    router = APIRouter(tags=["previews"], dependencies=[Depends(anybody)])

    @router.get("/previews", summary="All notices in all languages", response_class=HTMLResponse)
    async def index(request: Request) -> HTMLResponse:
        return pages.render(request, "previews.html", section="/previews", samples=list(previews.every("email")))

    @router.get(
        "/previews/{event}/{language}",
        summary="One notice as it is read",
        responses={200: {"content": {"text/html": {}, "text/plain": {}, "text/calendar": {}}}},
        response_class=Response,
    )
    async def preview(
        event: str,
        language: Language,
        role: Annotated[Role | None, Query(description="By default the first to whom it goes.")] = None,
        channel: Annotated[ChannelName, Query()] = "email",
        part: Annotated[Part, Query(description="Of a mail; other channels have one part.")] = "html",
    ) -> Response:
        if event not in EVENTS:
            raise Refusal(422, "Nobody is told of that", [FieldError("event", "field_wrong", f"one of {list(EVENTS)}")])
        return _answer(previews.preview(event, channel, role or EVENTS[event].roles[0], language), part)

    return router


def _answer(found: Preview, part: Part) -> Response:
    if found.payload is not None:
        return Response(found.payload, media_type="application/json")
    if part == "plain" or found.html is None:
        return PlainTextResponse("\n\n".join(filter(None, (found.subject, found.plain))))
    if part == "html":
        return HTMLResponse(found.html)
    content = found.mail if part == "mail" else found.calendar
    if content is None:
        raise Refusal(404, "This notice has no calendar entry")
    return Response(content, media_type="text/plain; charset=utf-8")
