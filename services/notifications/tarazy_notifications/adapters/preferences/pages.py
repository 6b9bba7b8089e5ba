"""The page on which people choose how they are told, behind the link of a mail or at the desk, and unsubscribing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from tarazy_shared.database import Connection
from tarazy_shared.door import anybody
from tarazy_shared.front.router import pages_router
from tarazy_shared.pages.form import Form, form_of
from tarazy_shared.pages.place import Place
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.unit_of_work import Work
from tarazy_shared.who import Who

from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.words import CHANNELS
from tarazy_notifications.adapters.links import Links
from tarazy_notifications.adapters.preferences import people, store, words
from tarazy_notifications.adapters.preferences.documents import ChoicesBody
from tarazy_notifications.adapters.preferences.form import Row, chosen, first_values, rows_of
from tarazy_notifications.adapters.preferences.people import Person
from tarazy_notifications.adapters.rules.book import RuleBook, Rules
from tarazy_notifications.adapters.rules.quiet_rules import QUIET_HOURS
from tarazy_notifications.adapters.rules.topic_rules import TOPICS
from tarazy_notifications.app.preferences.choosing import BY_LINK, BY_UNSUBSCRIBING, choose, do_without
from tarazy_notifications.domain.notices import Notice
from tarazy_notifications.domain.preferences.groups import COURT_PEOPLE, Group, group_of, groups_for

NO_STORE = {"cache-control": "no-store", "x-robots-tag": "noindex"}
"""What only the reader of a mailbox may see is kept nowhere on the way."""


@dataclass(frozen=True, slots=True)
class Choosing:
    """What both pages are made of."""

    work: Work
    pages: Pages
    rules: Rules

    async def context(
        self, connection: Connection, person: Person, say: Callable[[str], str]
    ) -> tuple[ChoicesBody, dict[str, Any]]:
        """What stands of somebody's choices, and everything that the form shows."""
        history = await store.history(connection, person.recipient_id)
        body = history[0].body if history else ChoicesBody()
        book = await self.rules.current(connection)
        today = self.work.clock().astimezone(ZoneInfo(person.court.zone)).date()
        groups = [(one, _is_mandatory(one, person, book, today)) for one in groups_for(person.roles)]
        return body, {
            "person": person,
            "rows": rows_of(body, groups, person.channels),
            "values": first_values(body),
            "ruled": book.of(QUIET_HOURS, person.court.court_id, today).of("sms").ranges,
            "is_of_court": bool(person.roles & COURT_PEOPLE),
            "history": history,
            "group_names": words.GROUPS,
            "why": words.WHY_MANDATORY,
            "ruled_so": words.RULED,
            "entered_by": words.ENTERED_BY,
            "signed_in": words.SIGNED_IN,
            "channel_names": CHANNELS,
            "named_channels": [(one, say(CHANNELS[one])) for one in person.channels],
            "zones": words.ZONES,
        }

    async def save(
        self, person: Person, who: Who, given: Mapping[str, str], say: Callable[[str], str]
    ) -> tuple[dict[str, Any], Form | None]:
        """Write what a form says; a form with what is wrong where it cannot be written."""
        async with self.work.begin() as uow:
            body, context = await self.context(uow.connection, person, say)
            rows: list[Row] = context["rows"]
            wanted, wrong = chosen(given, body, rows, person.channels)
            if wanted is None:
                return context, Form(given, {name: say(why) for name, why in wrong.items()})
            await choose(uow, self.rules, who, person.court.court_id, person.recipient_id, wanted)
        return context, None


def preference_pages(front: Front, rules: Rules, links: Links | None) -> APIRouter:
    """`/preferences/{token}` and `/unsubscribe/{token}` for whoever holds a link, and the same at the desk."""
    router = pages_router()
    choosing = Choosing(front.door.work, front.pages, rules)
    _add_desk(router, front, choosing)
    if links is not None:
        _add_linked(router, choosing, links)
        _add_unsubscribing(router, choosing, links)
    return router


def _add_linked(router: APIRouter, choosing: Choosing, links: Links) -> None:
    pool, pages = choosing.work.pool, choosing.pages

    async def reader_of(token: str) -> Person | None:
        notice_id = links.read("preferences", token, choosing.work.clock())
        if notice_id is None:
            return None
        async with pool.acquire() as connection:
            found = await people.by_notice(connection, notice_id)
        return found[0] if found else None

    @router.get("/preferences/{token}", response_model=None, dependencies=[Depends(anybody)])
    async def show(request: Request, token: str, saved: str = "") -> Response:
        person = await reader_of(token)
        if person is None:
            return _gone(pages, request)
        async with pool.acquire() as connection:
            _, context = await choosing.context(connection, person, _saying(pages, request, person))
        return _page(pages, request, form=Form(), saved=bool(saved), **context)

    @router.post("/preferences/{token}", response_model=None, dependencies=[Depends(anybody)])
    async def save(request: Request, token: str) -> Response:
        person = await reader_of(token)
        if person is None:
            return _gone(pages, request)
        given = await form_of(request)
        context, form = await choosing.save(person, BY_LINK, given, _saying(pages, request, person))
        if form is not None:
            return _page(pages, request, status=422, form=form, saved=False, **context)
        return RedirectResponse(Place.of(request).url(f"/preferences/{token}", saved=1), 303, NO_STORE)


def _add_unsubscribing(router: APIRouter, choosing: Choosing, links: Links) -> None:
    work, pages = choosing.work, choosing.pages

    async def notice_of(token: str) -> tuple[Person, Notice, Group] | None:
        """Whom and what a link is about: nothing for what is mandatory, by today's rules too."""
        notice_id = links.read("unsubscribe", token, work.clock())
        if notice_id is None:
            return None
        async with work.pool.acquire() as connection:
            found = await people.by_notice(connection, notice_id)
            book = await choosing.rules.current(connection)
        group = group_of(found[1].topic) if found else None
        if found is None or group is None:
            return None
        person, notice = found
        today = work.clock().astimezone(ZoneInfo(person.court.zone)).date()
        rule = book.of(TOPICS, notice.court_id, today).of(notice.topic, notice.role)
        return None if rule.mandatory else (person, notice, group)

    @router.get("/unsubscribe/{token}", response_model=None, dependencies=[Depends(anybody)])
    async def ask(request: Request, token: str) -> Response:
        """Changes nothing: programs that look at mails follow every link."""
        found = await notice_of(token)
        return _unsubscribing(pages, request, found, done=False)

    @router.post("/unsubscribe/{token}", response_model=None, dependencies=[Depends(anybody)])
    async def carry_out(request: Request, token: str) -> Response:
        """By the button of the page, or by a mail program with one click (RFC 8058)."""
        found = await notice_of(token)
        if found is not None:
            person, notice, group = found
            one_click = (await form_of(request)).get("List-Unsubscribe") == "One-Click"
            who = BY_UNSUBSCRIBING if one_click else BY_LINK
            async with work.begin() as uow:
                await do_without(uow, choosing.rules, who, notice.court_id, person.recipient_id, group, notice.channel)
        return _unsubscribing(pages, request, found, done=True)


def _add_desk(router: APIRouter, front: Front, choosing: Choosing) -> None:
    pool = front.door.work.pool

    async def oneself(visit: Visit) -> Person | None:
        if visit.who.person_id is None:
            return None
        async with pool.acquire() as connection:
            return await people.of_staff(connection, visit.who.person_id, visit.court.court_id)

    @router.get("/courts/{court_id}/desk/preferences", response_model=None)
    async def show(visit: Annotated[Visit, front.visits("preference.own")], saved: str = "") -> Response:
        person = await oneself(visit)
        if person is None:
            return visit.render("preferences_nobody.html", section="preferences", status=404)
        async with pool.acquire() as connection:
            _, context = await choosing.context(connection, person, visit.words.gettext)
        return visit.render("preferences_desk.html", section="preferences", form=Form(), saved=bool(saved), **context)

    @router.post("/courts/{court_id}/desk/preferences", response_model=None)
    async def save(visit: Annotated[Visit, front.sent("preference.own")]) -> Response:
        person = await oneself(visit)
        if person is None:
            return visit.render("preferences_nobody.html", section="preferences", status=404)
        context, form = await choosing.save(person, visit.who, visit.given, visit.words.gettext)
        if form is not None:
            return visit.render(
                "preferences_desk.html", section="preferences", status=422, form=form, saved=False, **context
            )
        return visit.back_to("preferences", saved=1)


def _saying(pages: Pages, request: Request, person: Person) -> Callable[[str], str]:
    reader = pages.reader(request, language=person.court.language)
    return lambda text: pages.say(reader, text)


def _is_mandatory(group: Group, person: Person, book: RuleBook, today: Any) -> bool:
    """Whether somebody is told of it whatever they choose: in one of their roles it is enough."""
    rules = book.of(TOPICS, person.court.court_id, today)
    asked: Any = (person.roles & group.readers) or {"staff"}
    # Somebody of the court is told as what they do in a hearing; `staff` alone says too little about hearings.
    asked = {one for one in asked if one != "staff"} or asked
    return any(rules.of(group.example, role).mandatory for role in asked)


def _page(pages: Pages, request: Request, *, status: int = 200, **context: Any) -> HTMLResponse:
    court = context["person"].court
    page = pages.render(
        request,
        "preferences.html",
        status=status,
        sections=[],
        language=court.language,
        zone=court.zone,
        **context,
    )
    page.headers.update(NO_STORE)
    return page


def _gone(pages: Pages, request: Request) -> HTMLResponse:
    page = pages.render(request, "link_gone.html", status=410, sections=[])
    page.headers.update(NO_STORE)
    return page


def _unsubscribing(
    pages: Pages, request: Request, found: tuple[Person, Notice, Group] | None, *, done: bool
) -> HTMLResponse:
    if found is None:
        return _gone(pages, request)
    person, notice, group = found
    page = pages.render(
        request,
        "unsubscribe.html",
        sections=[],
        language=person.court.language,
        zone=person.court.zone,
        group=words.GROUPS[group.name],
        channel=CHANNELS[notice.channel],
        done=done,
    )
    page.headers.update(NO_STORE)
    return page
