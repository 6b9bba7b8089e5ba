"""The addresses of the board, and who may use them. Without script."""

import secrets
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.lifecycle import Running
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import form_of
from tarazy_shared.pages.rendering import Pages, Section

from tarazy_scheduling.adapters.http.by_hand.desk import BoardDesk
from tarazy_scheduling.adapters.http.by_hand.seats import Seats
from tarazy_scheduling.adapters.http.by_hand.sessions import Session, Sessions
from tarazy_scheduling.adapters.http.court_pages import CourtPage, CourtSection
from tarazy_scheduling.app.working_sets import WorkingSets
from tarazy_scheduling.settings import Settings


def make_board_pages() -> Pages:
    """Pages for staff: beside the public sections the calendar."""
    sections = [
        Section("/", message("Cause lists")),
        Section("/board", message("Calendar")),
        Section("/allocation", message("Allocation")),
    ]
    return Pages("tarazy_scheduling", sections=sections)


def board_router(running: Running, sets: WorkingSets, settings: Settings) -> APIRouter:
    """Whoever has signed in with the service's token; nobody else."""
    router = APIRouter(tags=["board"], include_in_schema=False)
    pages = make_board_pages()
    section = CourtSection(running, pages, "/board", "/board", "board")
    token = settings.token.get_secret_value().encode()
    seats = Seats(Sessions(settings.token), settings.address.startswith("https://"))
    desk = BoardDesk(running, sets, seats)

    @router.get("/board", response_model=None)
    async def index(request: Request, court: str = "") -> Response:
        """The courts; with one chosen, the way to its board."""
        return section.turn(request, court) if court else await section.index(request, "board_courts.html")

    @router.get("/courts/{court_id}/board", response_model=None)
    async def board(
        request: Request,
        court_id: str,
        day: Annotated[str, Query(description="Of the week; by default today")] = "",
        by: str = "",
        hearing: str = "",
        done: str = "",
    ) -> Response:
        about = await section.about(request, court_id)
        if isinstance(about, HTMLResponse):
            return about
        session = seats.of(about)
        if session is None:
            return seats.send_to_sign_in(about)
        return await desk.board(about, session, {"day": day, "by": by, "hearing": hearing, "done": done})

    @router.get("/courts/{court_id}/board/sign-in", response_model=None)
    async def sign_in_form(request: Request, court_id: str) -> Response:
        about = await section.about(request, court_id)
        return about if isinstance(about, HTMLResponse) else await seats.ask(about)

    @router.post("/courts/{court_id}/board/sign-in", response_model=None)
    async def sign_in(request: Request, court_id: str) -> Response:
        about = await section.about(request, court_id)
        if isinstance(about, HTMLResponse):
            return about
        given = await form_of(request)
        is_right = secrets.compare_digest(given.get("token", "").strip().encode(), token)
        return await seats.sign_in(about, is_right, given)

    @router.post("/courts/{court_id}/board/sign-out", response_model=None)
    async def sign_out(request: Request, court_id: str) -> Response:
        about = await section.about(request, court_id)
        return about if isinstance(about, HTMLResponse) else seats.sign_out(about)

    @router.get("/courts/{court_id}/board/order", response_model=None)
    async def preview(request: Request, court_id: str) -> Response:
        """What an order would bring; the address says which."""
        about = await section.about(request, court_id)
        if isinstance(about, HTMLResponse):
            return about
        session = seats.of(about)
        return await desk.preview(about, session) if session else seats.send_to_sign_in(about)

    @router.post("/courts/{court_id}/board/order", response_model=None)
    async def confirm(request: Request, court_id: str) -> Response:
        """Carries out the order of the address."""
        sent = await form_sent(request, court_id)
        return sent if isinstance(sent, Response) else await desk.confirm(*sent)

    @router.post("/courts/{court_id}/board/hold", response_model=None)
    async def hold(request: Request, court_id: str) -> Response:
        """Keep a time free."""
        sent = await form_sent(request, court_id)
        return sent if isinstance(sent, Response) else await desk.hold(*sent)

    @router.post("/courts/{court_id}/board/release", response_model=None)
    async def release(request: Request, court_id: str) -> Response:
        """Give a time that was kept free back."""
        sent = await form_sent(request, court_id)
        return sent if isinstance(sent, Response) else await desk.release(*sent)

    async def form_sent(request: Request, court_id: str) -> tuple[CourtPage, Session, Mapping[str, str]] | Response:
        """The form that somebody has sent who is signed in and got it from here; else where to go instead."""
        about = await section.about(request, court_id)
        if isinstance(about, HTMLResponse):
            return about
        given, session = await form_of(request), seats.of(about)
        if session is None or not seats.sessions.is_form_of(session, given.get("form_token", "")):
            return seats.send_to_sign_in(about)
        return about, session, given

    return router
