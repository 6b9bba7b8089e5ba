"""The door: who is asking, and whether they may what a route names."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from fastapi import Request, params
from pydantic import SecretStr

from tarazy_shared.access import Shown
from tarazy_shared.database import Connection
from tarazy_shared.problems import FieldError, Refusal
from tarazy_shared.rights import Rights
from tarazy_shared.sign_in.development_keys import DevelopmentKeys, who_by
from tarazy_shared.sign_in.oidc.sign_on import SignOn, account_of
from tarazy_shared.sign_in.port import Identifies, SignOnAwayError
from tarazy_shared.sign_in.sessions import Session, Sessions
from tarazy_shared.unit_of_work import Work
from tarazy_shared.who import SYSTEM, Role, Who

AWAY = "The sign-on service does not answer; try again"
ANYBODY = "anybody"
"""What routes name that need no permission."""


HeldRoles = frozenset[tuple[Role, str | None]]
"""Roles with the court that each is held in; None: in all courts."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a service knows of the people who ask."""

    roles_of: Callable[[Connection, UUID, datetime], Awaitable[HeldRoles]]
    """The roles that a person holds at an instant, by posts."""
    who_has_account: Callable[[Connection, str, tuple[str, str], datetime], Awaitable[Who | None]]
    """Whoever signs in as a subject, which is the account of this issuer and this name; None for a closed account."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Somebody who asks, with the permission that the route names. Kept in `request.state.asking`."""

    who: Who
    permission: str
    rights: Rights


class Door:
    """Lets in whoever may."""

    def __init__(
        self,
        work: Work,
        token: SecretStr,
        rights: Rights,
        known: Known,
        *,
        cookie: str,
        takes_keys: bool = False,
        sign_on: SignOn | None = None,
    ) -> None:
        self.work = work
        self.rights = rights
        self.cookie = cookie
        """The name of the cookie that keeps a session."""
        self._known = known
        self.sessions = Sessions(token)
        self.sign_on = sign_on
        """The court's own sign-on service; None where there is none."""
        self.keys = DevelopmentKeys.of(token) if takes_keys else None
        """Keys for trials; None where they are refused."""
        self._token = token.get_secret_value().encode()

    def needs(self, permission: str) -> params.Depends:
        """A FastAPI dependency that gives `Who` if they may, and answers 401 or 403 otherwise.

        Where the address names `court_id` and `person_id`, the permission is asked for there. Where it does not, the
        handler asks for it as soon as it knows (`must`); commands that go through `Desk` are always asked about.
        """
        if permission not in self.rights.matrix:
            raise ValueError(f"{permission} is not in the matrix of permissions")

        async def permitted(request: Request, shown: Shown) -> Who:
            who = await self.who_shows(shown.credentials.strip() if shown else "")
            if who is None:
                error = FieldError("Authorization", "unauthorized", "Must be Bearer and a token that is valid here")
                raise Refusal(401, "A valid bearer token is needed", [error], headers={"WWW-Authenticate": "Bearer"})
            require(self.rights, who, permission, request)
            return who

        permitted.permission = permission  # type: ignore[attr-defined]
        return params.Depends(permitted)

    async def who_shows(self, credentials: str) -> Who | None:
        """Who shows a token or a key; None for nobody known here. 503 when the sign-on service does not answer."""
        if secrets.compare_digest(credentials.encode(), self._token):
            return SYSTEM
        ways: list[Identifies] = [way for way in (self.keys, self.sign_on) if way is not None]
        for way in ways:
            try:
                subject = await way.identify(credentials)
            except SignOnAwayError as error:
                raise Refusal(503, AWAY, headers={"Retry-After": "10"}) from error
            if subject is not None:
                return await self.who_is(subject)
        return None

    async def who_is(self, subject: str) -> Who | None:
        """Whoever has signed in as a subject, with the roles that they hold now; None for a closed account."""
        now = self.work.clock()
        if name := account_of(subject):
            if self.sign_on is None or name[0] != self.sign_on.issuer:
                return None
            async with self.work.pool.acquire() as connection:
                return await self._known.who_has_account(connection, subject, name, now)
        who = who_by(subject) if self.keys else None
        if who is None or who.person_id is None:
            return who
        async with self.work.pool.acquire() as connection:
            by_appointment = await self._known.roles_of(connection, who.person_id, now)
        return replace(who, roles=who.roles | by_appointment)

    def session_of(self, request: Request) -> Session | None:
        """Who is signed in in this browser."""
        return self.sessions.read(request.cookies.get(self.cookie, ""), self.work.clock())


async def anybody() -> None:
    """For routes that anybody may ask."""


anybody.permission = ANYBODY  # type: ignore[attr-defined]


def require(rights: Rights, who: Who, permission: str, request: Request) -> None:
    """403 unless somebody may what a route is about; remembers who asks for whatever the route does."""
    court_id, person = request.path_params.get("court_id"), request.path_params.get("person_id")
    if court_id is None:
        allowed = rights.may_somewhere(who, permission)
    else:
        allowed = rights.may(who, permission, str(court_id), _uuid(person))
        if not allowed and person is None and who.person_id is not None:
            # About oneself: which person it is about the handler knows, and asks.
            allowed = rights.may(who, permission, None, who.person_id)
    if not allowed:
        raise forbidden(permission)
    request.state.asking = Asking(who, permission, rights)


def must(request: Request, court_id: str | None, person_id: UUID | None = None) -> None:
    """403 unless whoever asks has the permission of the route in this court, about this person."""
    asking = asking_of(request)
    if not asking.rights.may(asking.who, asking.permission, court_id, person_id):
        raise forbidden(asking.permission)


def asking_of(request: Request) -> Asking:
    """Who asks, and with which permission."""
    asking = request.state.asking
    if not isinstance(asking, Asking):
        raise TypeError("the route names no permission")
    return asking


def forbidden(permission: str) -> Refusal:
    """What is answered to whoever is known and may not."""
    error = FieldError("", "forbidden", f"This needs the permission {permission} for this court or person")
    return Refusal(403, "This is not among what you may do here", [error])


def _uuid(text: object) -> UUID | None:
    if isinstance(text, UUID):
        return text
    try:
        return UUID(str(text)) if text is not None else None
    except ValueError:
        return None
