"""The pages that document a service, `/docs` for HTTP and `/asyncapi` for events, and the document behind each.

FastAPI's and FastStream's own pages load scripts from other hosts; these need neither a script nor the internet.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, JSONResponse

from tarazy_shared.pages.asyncapi_view import read_asyncapi
from tarazy_shared.pages.catalogue import KIT, message
from tarazy_shared.pages.openapi_view import read_openapi
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.rendering import Pages, Section

_HTTP = Section("/docs", message("HTTP interface"))
_EVENTS = Section("/asyncapi", message("Events"))


def docs_routes(app: FastAPI, asyncapi: Mapping[str, Any] | None = None) -> None:
    """Serve `/docs`, and with an AsyncAPI document `/asyncapi` and `/asyncapi.json`.

    Call it when all routes are there. The application keeps its own `/openapi.json`; it must be made with
    `docs_url=None, redoc_url=None`.
    """
    pages = _pages(with_events=asyncapi is not None)
    pages.mount(app)

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        return render_openapi(request, app.openapi(), pages)

    if asyncapi is None:
        return

    @app.get("/asyncapi", include_in_schema=False)
    async def events(request: Request) -> HTMLResponse:
        return render_asyncapi(request, asyncapi, pages)

    @app.get("/asyncapi.json", include_in_schema=False)
    async def asyncapi_json() -> JSONResponse:
        return JSONResponse(asyncapi)


def render_openapi(request: Request, document: Mapping[str, Any], pages: Pages | None = None) -> HTMLResponse:
    """An OpenAPI 3.1 document as a page."""
    raw = Place.of(request).url("/openapi.json", lang=None)
    return (pages or _pages(with_events=True)).render(
        request, "kit/openapi.html", section=_HTTP.path, cache="no-cache", document=read_openapi(document), raw=raw
    )


def render_asyncapi(request: Request, document: Mapping[str, Any], pages: Pages | None = None) -> HTMLResponse:
    """An AsyncAPI 3 document as a page."""
    raw = Place.of(request).url("/asyncapi.json", lang=None)
    return (pages or _pages(with_events=True)).render(
        request, "kit/asyncapi.html", section=_EVENTS.path, cache="no-cache", document=read_asyncapi(document), raw=raw
    )


@cache
def _pages(*, with_events: bool) -> Pages:
    return Pages(KIT, sections=[_HTTP, _EVENTS] if with_events else [_HTTP], language="en")
