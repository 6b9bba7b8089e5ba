"""The section "Access" of a court's desk: who holds which role, accounts, and what is granted to them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from tarazy_shared.front.words import ROLE_NAMES
from tarazy_shared.ids import uuid7
from tarazy_shared.pages.catalogue import message
from tarazy_shared.pages.form import Form
from tarazy_shared.pages.name_order import name_key
from tarazy_shared.unit_of_work import Cause, UnitOfWork

from tarazy_hr.adapters import access_store, queries
from tarazy_hr.adapters.http.access.held import access_of
from tarazy_hr.adapters.http.accounts import keep
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.front.questions import DAY, About, Question, answers_of, refused_form
from tarazy_hr.adapters.http.front.visit import Front, Visit
from tarazy_hr.domain.access import accounts
from tarazy_hr.domain.access.accounts import Account, AccountName, Grant
from tarazy_hr.domain.refusal import Refusal, unknown

SECTION = "access"
READ, CHANGE = "access.read", "access.change"
GRANTED = {"observer": message("observer"), "hr_officer": message("HR officer")}
WHERE = {"here": message("in this court"), "everywhere": message("in all courts")}
AS_TOLD = message("As the sign-in page told them")
Fact = Account | Grant | Refusal | None
Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do about accounts. Texts are `message(…)`s."""

    leaf: str
    title: str
    button: str
    follows: str
    decide: Callable[[UnitOfWork, Visit, Said], Awaitable[Fact]]
    questions: tuple[Question, ...] = ()
    is_grave: bool = False
    called: dict[str, str] = field(default_factory=dict)


async def _link(uow: UnitOfWork, visit: Visit, said: Said) -> Fact:
    named = AccountName(said["issuer"], said["subject"])
    person = UUID(said["person"]) if said["person"] else None
    return accounts.link(await access_store.account(uow.connection, named), named, person)


async def _close(uow: UnitOfWork, visit: Visit, said: Said) -> Fact:
    named = named_by(_of(visit))
    if named is None:
        return unknown("subject", "unknown_account", _of(visit))
    return accounts.close(await access_store.account(uow.connection, named), named)


async def _grant(uow: UnitOfWork, visit: Visit, said: Said) -> Fact:
    named = named_by(_of(visit))
    if named is None:
        return unknown("subject", "unknown_account", _of(visit))
    court_id = visit.court.court_id if said["where"] == "here" else None
    wanted = Grant(uuid7(uow.now), 1, "granted", named, said["role"], court_id, said["from_on"], said["to_on"])
    return accounts.grant(None, await access_store.account(uow.connection, named), wanted)


async def _end(uow: UnitOfWork, visit: Visit, said: Said) -> Fact:
    try:
        grant_id = UUID(_of(visit))
    except ValueError:
        return unknown("grant_id", "unknown_grant", _of(visit))
    return accounts.end(await access_store.grant(uow.connection, grant_id), grant_id, said["to_on"])


CHANGES = (
    Change(
        "link",
        message("Say whose account it is"),
        message("Enter"),
        message("Whoever signs in with it has the roles of this person's posts, as long as they stand."),
        _link,
        (
            Question(
                "subject",
                message("Name of the account"),
                "text",
                message("As the sign-in page told them"),
                required=True,
                size=40,
            ),
            Question("issuer", message("Sign-on service"), "text", message("Its address"), required=True, size=40),
            Question("person", message("Whose it is"), "choice"),
        ),
    ),
    Change(
        "grant",
        message("Grant a role"),
        message("Grant"),
        message("It takes effect with the next page that is opened, from its first day on."),
        _grant,
        (
            Question("role", message("Role"), "choice", required=True),
            Question("where", message("It holds"), "choice", required=True),
            Question("from_on", message("First day"), "day", DAY, required=True, size=12),
            Question("to_on", message("Last day"), "day", message("Empty while no end is known"), size=12),
        ),
    ),
    Change(
        "end-grant",
        message("End a grant"),
        message("End it"),
        message("After this day the role is gone; posts keep theirs."),
        _end,
        (Question("to_on", message("Last day"), "day", DAY, required=True, size=12),),
        is_grave=True,
        called={"grant_id": "to_on"},
    ),
    Change(
        "close",
        message("Close an account"),
        message("Close"),
        message("Nobody signs in with it any more, and sessions that are open end at once. Linking it anew opens it."),
        _close,
        is_grave=True,
    ),
)


def access_pages_router(desk: Desk, front: Front) -> APIRouter:
    """Pages about access."""
    router = APIRouter(prefix="/courts/{court_id}/desk/access", tags=["pages"], include_in_schema=False)

    @router.get("", response_model=None)
    async def access_page(visit: Annotated[Visit, front.visits(READ)], done: str = "") -> Response:
        """Who holds which role here, since when and by what; accounts and their grants."""
        async with desk.work.pool.acquire() as connection:
            known = await access_of(connection, visit.court.court_id, visit.today)
        return visit.render(
            "access.html",
            section=SECTION,
            known=known,
            roles=ROLE_NAMES,
            today=visit.today,
            may_change=visit.may(CHANGE),
            account_key=lambda name: f"{name.issuer} {name.subject}",
            done=done in {change.leaf for change in CHANGES},
        )

    for change in CHANGES:
        _offer(router, desk, front, change)
    return router


def named_by(key: str) -> AccountName | None:
    """The account that an address names as issuer and subject."""
    issuer, _, subject = key.partition(" ")
    return AccountName(issuer, subject) if issuer and subject else None


def _of(visit: Visit) -> str:
    return visit.given.get("of") or visit.request.query_params.get("of", "")


def _offer(router: APIRouter, desk: Desk, front: Front, change: Change) -> None:
    @router.get(f"/{change.leaf}", response_model=None)
    async def look(visit: Annotated[Visit, front.visits(CHANGE)]) -> Response:
        return await _page(desk, visit, change, Form())

    @router.post(f"/{change.leaf}", response_model=None)
    async def do(visit: Annotated[Visit, front.sent(CHANGE)]) -> Response:
        said = answers_of(visit, change.questions, await _about(desk, visit))
        if isinstance(said, Form):
            return await _page(desk, visit, change, said, status=422)

        async def act(uow: UnitOfWork, cause: Cause) -> Fact:
            await access_store.lock(uow.connection)
            fact = await change.decide(uow, visit, said)
            await keep(uow, visit.request, fact)
            return fact

        fact = await desk.within(visit.request, act)
        if isinstance(fact, Refusal):
            return await _page(
                desk, visit, change, refused_form(visit, change.questions, fact, change.called), status=409
            )
        return visit.back_to(SECTION, done=change.leaf)


async def _about(desk: Desk, visit: Visit) -> About:
    gettext = visit.words.gettext
    async with desk.work.pool.acquire() as connection:
        people = await queries.people(connection, queries.STANDING, visit.court.court_id, visit.today)
    named = sorted(
        ((str(one.appointment.person_id), one.appointment.name) for one in people), key=lambda one: name_key(one[1])
    )
    options = {
        "person": [("", gettext(message("somebody who holds no post"))), *named],
        "role": [(code, gettext(words)) for code, words in GRANTED.items()],
        "where": [(code, gettext(words)) for code, words in WHERE.items()],
    }
    key = _of(visit)
    account = named_by(key)
    values = {"subject": account.subject, "issuer": account.issuer} if account else {}
    facts = [(gettext(message("Account")), account.subject)] if account else []
    return About(values, options, facts)


async def _page(desk: Desk, visit: Visit, change: Change, form: Form, *, status: int = 200) -> HTMLResponse:
    return visit.render(
        "access_change.html",
        section=SECTION,
        status=status,
        change=change,
        form=form,
        about=await _about(desk, visit),
        of=_of(visit),
    )
