"""Signing in at a court's board: the service's token is shown once, then who sits there is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.place import Place

from tarazy_scheduling.adapters import board_reading
from tarazy_scheduling.adapters.board_reading import Member
from tarazy_scheduling.adapters.http.by_hand.sessions import COOKIE, LASTS, Session, Sessions
from tarazy_scheduling.adapters.http.court_pages import CourtPage

NOBODY = UUID(int=0)
"""Who has shown the token and not yet said who it is."""


@dataclass(frozen=True, slots=True)
class Seats:
    """Who may sit at the boards."""

    sessions: Sessions
    is_https: bool

    def of(self, about: CourtPage) -> Session | None:
        """Who sits at this court's board in this browser."""
        now = about.section.running.clock()
        session = self.sessions.read(about.request.cookies.get(COOKIE, ""), about.court.court_id, now)
        return session if session and session.person_id != NOBODY else None

    def send_to_sign_in(self, about: CourtPage) -> Response:
        """Where whoever does not sit there is sent; an order that comes without a seat is refused."""
        if about.request.method == "GET":
            return RedirectResponse(Place.of(about.request).url(_sign_in_path(about)), 303)
        return about.render("board_sign_in.html", status=403, form=Form(), staff=[], ticket="", is_refused=True)

    async def ask(self, about: CourtPage, form: Form = Form(), *, status: int = 200) -> HTMLResponse:  # noqa: B008
        """The form for the token."""
        return about.render("board_sign_in.html", status=status, form=form, staff=[], ticket="", is_refused=False)

    async def sign_in(self, about: CourtPage, token_is_right: bool, given: Mapping[str, str]) -> Response:
        """First the token, then who it is."""
        court_id, now = about.court.court_id, about.section.running.clock()
        ticket = self.sessions.read(given.get("ticket", ""), court_id, now)
        if ticket is None and not token_is_right:
            wrong = {"token": about.words.gettext(message("This is not the token of this service."))}
            return await self.ask(about, Form(wrong=wrong), status=403)
        async with about.section.running.pool.acquire() as connection:
            staff = await board_reading.staff(connection, court_id, about.today, about.today)
        chosen = next((one for one in staff if str(one.person_id) == given.get("person")), None)
        if chosen is None:
            shown = self.sessions.cookie(self.sessions.begin(court_id, NOBODY, now))
            return self._ask_who(about, staff, shown, given)
        answer = RedirectResponse(Place.of(about.request).url(_board_path(about)), 303)
        session = self.sessions.begin(court_id, chosen.person_id, now)
        self._set(answer, about, self.sessions.cookie(session), int(LASTS.total_seconds()))
        return answer

    def sign_out(self, about: CourtPage) -> Response:
        """The browser forgets."""
        answer = RedirectResponse(Place.of(about.request).url(_sign_in_path(about)), 303)
        self._set(answer, about, "", 0)
        return answer

    def _ask_who(self, about: CourtPage, staff: list[Member], ticket: str, given: Mapping[str, str]) -> HTMLResponse:
        wrong = {}
        if "person" in given:
            wrong = {"person": about.words.gettext(message("Choose who you are."))}
        return about.render(
            "board_sign_in.html",
            status=422 if wrong else 200,
            form=Form(wrong=wrong),
            staff=staff,
            ticket=ticket,
            is_refused=False,
        )

    def _set(self, answer: Response, about: CourtPage, value: str, seconds: int) -> None:
        path = f"{Place.of(about.request).root}{_board_path(about)}"
        answer.set_cookie(
            COOKIE, value, max_age=seconds, path=path, secure=self.is_https, httponly=True, samesite="strict"
        )


def _board_path(about: CourtPage) -> str:
    return f"/courts/{about.court.court_id}/board"


def _sign_in_path(about: CourtPage) -> str:
    return f"{_board_path(about)}/sign-in"
