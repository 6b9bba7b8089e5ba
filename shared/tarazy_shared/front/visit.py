"""A visit: one request for a page of a court's desk, by somebody who may; everybody else is sent elsewhere."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Request, params
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from tarazy_shared.contracts.fields import Language
from tarazy_shared.database import Connection
from tarazy_shared.door import Door, require
from tarazy_shared.front.account import Account, account_named
from tarazy_shared.front.sections import DeskSection, desk_path, sections_for
from tarazy_shared.pages.form import form_of
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.reader import Reader
from tarazy_shared.pages.rendering import CourtChoice, Pages, Section
from tarazy_shared.pages.words import Words
from tarazy_shared.problems import AnswerInstead, Refusal
from tarazy_shared.sign_in.sessions import Session
from tarazy_shared.who import Who

SIGN_IN = "/sign-in"


class DeskCourt(Protocol):
    """What pages have to know of a court."""

    @property
    def court_id(self) -> str: ...
    @property
    def zone(self) -> str: ...
    @property
    def language(self) -> Language: ...


C = TypeVar("C", bound=DeskCourt)


@dataclass(frozen=True, slots=True)
class House(Generic[C]):
    """What makes the pages of one service its own."""

    title: str
    """A `message(…)`: what it is called on the page where one signs in."""
    command: str
    """`tarazy <command> key` makes keys for trials."""
    sections: Sequence[DeskSection]
    courts: Callable[[Connection], Awaitable[Sequence[C]]]
    """All courts that are known."""
    court_name: Callable[[C, Language], str]
    person_name: Callable[[Connection, UUID], Awaitable[str | None]]
    waiting: Callable[[Connection, C], Awaitable[Mapping[str, int]]] | None = None
    """How much there is to do in a court, by the leaf of the section."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody who is signed in, wherever the page stands."""

    request: Request
    pages: Pages
    session: Session
    who: Who
    form_token: str
    """Every form carries it as the hidden field `form_token`."""
    account: Account
    given: Mapping[str, str]
    """The fields of the form that was sent; none for a page that is only looked at."""

    def render(self, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
        """A page of no single court."""
        said = {"sections": [Section("/", "Tarazy")], "section": None} | context
        return self.pages.render(
            self.request, template, status=status, account=self.account, form_token=self.form_token, **said
        )


@dataclass(frozen=True, slots=True)
class Visit(Generic[C]):
    """Somebody at the desk of a court that they may work in or look into."""

    signed: Signed
    front: "Front[C]"
    court: C
    reader: Reader
    today: date
    """In the court's zone."""
    choice: CourtChoice
    waiting: Mapping[str, int]
    """How much there is to do, by the leaf of the section."""

    @property
    def request(self) -> Request:
        """What was asked."""
        return self.signed.request

    @property
    def who(self) -> Who:
        """Who asks."""
        return self.signed.who

    @property
    def given(self) -> Mapping[str, str]:
        """The fields of the form that was sent."""
        return self.signed.given

    @property
    def words(self) -> Words:
        """For sentences that are put together in Python."""
        return Words(self.signed.pages.package, self.reader)

    def may(self, permission: str, person_id: UUID | None = None) -> bool:
        """Whether they have a permission in this court, for a button that not everybody sees.

        About somebody where one is named, else about anybody at all.
        """
        court_id, may = self.court.court_id, self.front.door.rights.may
        if person_id is not None:
            return may(self.who, permission, court_id, person_id)
        return may(self.who, permission, court_id) or may(self.who, permission, court_id, self.who.person_id)

    @property
    def sections(self) -> list[Section]:
        """What they may turn to in this court."""
        return sections_for(
            self.front.house.sections, self.front.door.rights, self.who, self.court.court_id, self.waiting
        )

    def render(self, template: str, *, section: str = "", status: int = 200, **context: Any) -> HTMLResponse:
        """A page of the desk; every template knows `court_id`, `court_name`, `account` and `form_token`."""
        court = self.court
        return self.signed.render(
            template,
            status=status,
            section=desk_path(court.court_id, section),
            sections=self.sections,
            courts=self.choice,
            language=court.language,
            zone=court.zone,
            court_id=court.court_id,
            court_name=self.front.house.court_name(court, self.reader.language),
            **context,
        )

    def back_to(self, section: str, **query: object) -> RedirectResponse:
        """To a page of the desk, after a form was carried out."""
        path = desk_path(self.court.court_id, section)
        return RedirectResponse(Place.of(self.request).url(path, **query), 303)


class Front(Generic[C]):
    """Gives page routes their visits."""

    def __init__(self, door: Door, pages: Pages, house: House[C]) -> None:
        self.door = door
        self.pages = pages
        self.house = house

    def visits(self, permission: str) -> params.Depends:
        """A FastAPI dependency that gives a `Visit` to whoever may look at a page of `/courts/{court_id}/…`."""
        return self._visit(permission, sent=False)

    def sent(self, permission: str) -> params.Depends:
        """The same for a form that is sent by POST: it must have been given out in this very session."""
        return self._visit(permission, sent=True)

    def _visit(self, permission: str, *, sent: bool) -> params.Depends:
        if permission not in self.door.rights.matrix:
            raise ValueError(f"{permission} is not in the matrix of permissions")

        async def visit(request: Request, court_id: str) -> Visit[C]:
            signed = await self.signed(request, sent=sent)
            try:
                require(self.door.rights, signed.who, permission, request)
            except Refusal:
                raise AnswerInstead(signed.render("kit/refused.html", status=403, permission=permission)) from None
            return await self._at(signed, court_id)

        visit.permission = permission  # type: ignore[attr-defined]
        return params.Depends(visit)

    async def signed(self, request: Request, *, sent: bool = False) -> Signed:
        """Whoever is signed in in this browser; with `sent`, by a form of this session. All others go elsewhere."""
        session = self.door.session_of(request)
        who = await self.door.who_is(session.subject) if session else None
        if session is None or who is None:
            raise AnswerInstead(self.send_to_sign_in(request))
        given = await form_of(request) if sent else {}
        if sent and not self.door.sessions.is_form_of(session, given.get("form_token", "")):
            raise AnswerInstead(self.not_taken(request))
        name = None
        if who.person_id is not None:
            async with self.door.work.pool.acquire() as connection:
                name = await self.house.person_name(connection, who.person_id)
        account = account_named(name, who)
        return Signed(request, self.pages, session, who, self.door.sessions.form_token(session), account, given)

    def send_to_sign_in(self, request: Request) -> Response:
        """Where whoever is not signed in is sent; a form that comes without a session is refused."""
        if request.method != "GET":
            return self.not_taken(request)
        place = Place.of(request)
        return RedirectResponse(place.url(SIGN_IN, next=place.path if place.path != "/" else None), 303)

    def not_taken(self, request: Request) -> HTMLResponse:
        """Nothing was changed: the form is not from a session that goes on."""
        return self.pages.render(request, "kit/not_taken.html", status=403, sections=[])

    async def _at(self, signed: Signed, court_id: str) -> Visit[C]:
        async with self.door.work.pool.acquire() as connection:
            courts = await self.house.courts(connection)
            court = next((one for one in courts if one.court_id == court_id), None)
            asked = self.house.waiting if court is not None else None
            waiting = await asked(connection, court) if asked and court is not None else {}
        if court is None:
            raise AnswerInstead(signed.render("kit/no_court.html", status=404))
        reader = self.pages.reader(signed.request, language=court.language, zone=court.zone)
        today = self.door.work.clock().astimezone(ZoneInfo(court.zone)).date()
        return Visit(signed, self, court, reader, today, self.choice_of(courts, signed.who, reader, court_id), waiting)

    def choice_of(self, courts: Sequence[C], who: Who, reader: Reader, chosen: str | None) -> CourtChoice:
        """The courts that somebody may turn to, by their names."""
        named = [
            (one.court_id, self.house.court_name(one, reader.language))
            for one in courts
            if self.door.rights.may(who, "desk.open", one.court_id, who.person_id)
        ]
        return CourtChoice("/desk", sorted(named, key=lambda one: name_key(one[1])), chosen)
