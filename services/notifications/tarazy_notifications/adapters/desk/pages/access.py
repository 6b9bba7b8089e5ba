"""Access: who holds which role in a court, and what operators grant to accounts of the sign-on service."""

import re
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime
from typing import Annotated, get_args
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from tarazy_shared.front.router import pages_router
from tarazy_shared.front.words import ROLE_NAMES
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.unit_of_work import UnitOfWork

from tarazy_notifications.adapters.desk import accounts, held
from tarazy_notifications.adapters.desk.front import Front, Visit
from tarazy_notifications.adapters.desk.grants_http import Decide, carry_out
from tarazy_notifications.domain.access import grants
from tarazy_notifications.domain.access.grants import Grant, GrantedRole, Not, Why

SECTION = "access"
READ, CHANGE = "access.read", "access.change"
NAME = re.compile(r"[\x21-\x7e]{1,255}").fullmatch
"""Of accounts and services, as tokens have them."""
ROLES: Mapping[GrantedRole, str] = {
    "judge": message("in post: about oneself alone"),
    **{role: ROLE_NAMES[role] for role in get_args(GrantedRole) if role != "judge"},
}
WHERE = {"here": message("in this court"), "everywhere": message("in all courts")}
NOT: Mapping[Why, str] = {
    "ends_before_start": message("It would end before it begins."),
    "id_taken": message("This form was sent before with something else in it. Look at the list."),
    "unknown_grant": message("This grant is not known."),
}


def access_pages_router(front: Front) -> APIRouter:
    """The list, a form to grant and one to withdraw."""
    router = pages_router()
    work = front.door.work
    here = "/courts/{court_id}/desk/access"

    @router.get(here, response_model=None)
    async def access_page(visit: Annotated[Visit, front.visits(READ)], done: str = "") -> Response:
        async with work.pool.acquire() as connection:
            found = await held.holdings(connection, visit.court.court_id, visit.today)
        return visit.render(
            "access.html",
            section=SECTION,
            holdings=found,
            roles=ROLE_NAMES,
            today=visit.today,
            may_change=visit.may(CHANGE),
            done=done,
        )

    @router.get(f"{here}/grant", response_model=None)
    async def ask_grant(visit: Annotated[Visit, front.visits(CHANGE)]) -> Response:
        return await grant_form(visit, Form())

    @router.post(f"{here}/grant", response_model=None)
    async def grant(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        async with work.pool.acquire() as connection:
            people = await held.in_post(connection, visit.court.court_id, visit.today)
        wanted = _wanted(visit, people)
        if isinstance(wanted, Form):
            return await grant_form(visit, wanted, status=422)

        async def decide(uow: UnitOfWork) -> Grant | Not | None:
            return grants.grant(await accounts.grant(uow.connection, wanted.grant_id), wanted)

        return await carried_out(visit, decide, "granted", lambda form: grant_form(visit, form, status=422))

    @router.get(f"{here}/{{grant_id}}/end", response_model=None)
    async def ask_end(visit: Annotated[Visit, front.visits(CHANGE)], grant_id: UUID) -> Response:
        return await end_form(visit, grant_id, Form())

    @router.post(f"{here}/{{grant_id}}/end", response_model=None)
    async def end(visit: Annotated[Visit, front.sent(CHANGE)], grant_id: UUID) -> Response:
        wrong: dict[str, str] = {}
        to_on = _day(visit, "to_on", wrong, required=True)
        if to_on is None:
            return await end_form(visit, grant_id, Form(visit.given, wrong), status=422)

        async def decide(uow: UnitOfWork) -> Grant | Not | None:
            return grants.end(await accounts.grant(uow.connection, grant_id), to_on)

        return await carried_out(visit, decide, "ended", lambda form: end_form(visit, grant_id, form, status=422))

    async def carried_out(
        visit: Visit, decide: Decide, done: str, again: Callable[[Form], Awaitable[Response]]
    ) -> Response:
        fact = await carry_out(work, visit.request, decide)
        if isinstance(fact, Not):
            return await again(Form(visit.given, {fact.field: visit.words.gettext(NOT[fact.why])}))
        return visit.back_to(SECTION, done=done)

    async def grant_form(visit: Visit, form: Form, *, status: int = 200) -> Response:
        async with work.pool.acquire() as connection:
            people = await held.in_post(connection, visit.court.court_id, visit.today)
        say = visit.words.gettext
        named = sorted(((str(who), name) for who, name in people.items()), key=lambda one: name_key(one[1]))
        return visit.render(
            "access_grant.html",
            section=SECTION,
            status=status,
            form=form,
            grant_id=form.value("grant_id", uuid7(work.clock())),
            people=[("", say(message("somebody who holds no post"))), *named],
            roles=[(role, say(name)) for role, name in ROLES.items()],
            where=[(code, say(name)) for code, name in WHERE.items()],
            today=f"{visit.today:%d.%m.%Y}",
        )

    async def end_form(visit: Visit, grant_id: UUID, form: Form, *, status: int = 200) -> Response:
        async with work.pool.acquire() as connection:
            found = await held.holdings(connection, visit.court.court_id, visit.today)
        one = next((one for one in found if one.grant_id == grant_id), None)
        if one is None:
            return visit.render("access_unknown.html", section=SECTION, status=404)
        return visit.render(
            "access_end.html",
            section=SECTION,
            status=status,
            form=form,
            one=one,
            roles=ROLE_NAMES,
            today=f"{visit.today:%d.%m.%Y}",
        )

    return router


def _wanted(visit: Visit, people: Mapping[UUID, str]) -> Grant | Form:
    """The grant that was typed; the form with what is wrong where something is."""
    given, say, wrong = visit.given, visit.words.gettext, dict[str, str]()
    for name in ("subject", "issuer"):
        if not NAME(given.get(name, "").strip()):
            wrong[name] = say(message("At most 255 letters and digits without spaces, as the sign-in page shows it."))
    person = next((who for who in people if str(who) == given.get("person")), None)
    role = next((one for one in ROLES if one == given.get("role")), None)
    if role is None:
        wrong["role"] = say(message("Choose one of the list."))
    elif person is None and (role == "judge" or given.get("person")):
        wrong["person"] = say(message("Choose whose account it is."))
    from_on, to_on = _day(visit, "from_on", wrong, required=True), _day(visit, "to_on", wrong)
    grant_id = _uuid(given.get("grant_id", ""))
    if grant_id is None:
        wrong["grant_id"] = say(message("The form is not from this page."))
    if wrong or grant_id is None or role is None or from_on is None:
        return Form(given, wrong)
    court_id = None if given.get("where") == "everywhere" else visit.court.court_id
    issuer, subject = given["issuer"].strip(), given["subject"].strip()
    return Grant(grant_id, 1, "granted", issuer, subject, person, role, court_id, from_on, to_on)


def _day(visit: Visit, name: str, wrong: dict[str, str], *, required: bool = False) -> date | None:
    text = visit.given.get(name, "").strip()
    if not text and not required:
        return None
    try:
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007  a day of the court
    except ValueError:
        wrong[name] = visit.words.gettext(message("A day, such as 31.12.2026."))
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
