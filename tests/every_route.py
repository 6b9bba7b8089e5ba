"""Every address of a service with every role and with nobody, held against the matrix in its document."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

import httpx
from fastapi import APIRouter
from fastapi.routing import APIRoute
from pydantic import SecretStr
from tarazy_shared.rights import Rights
from tarazy_shared.sign_in.development_keys import DevelopmentKeys, subject_of
from tarazy_shared.sign_in.sessions import Sessions
from tarazy_shared.who import Role

DOCS = Path(__file__).parents[1] / "docs"


@dataclass(frozen=True, slots=True)
class Asker:
    """A role in a court or in all, held by somebody."""

    role: Role
    court: str | None
    person: UUID

    @property
    def subject(self) -> str:
        return subject_of(self.role, self.court, self.person)

    def may(self, scope: str | None, asked: Mapping[str, str], here: str) -> bool | None:
        """By the words of the documents, in the court `here`.

        None: it is about oneself, and the address does not say about whom one asks.
        """
        match scope:
            case "court":
                return self.court in (here, None) or "court_id" not in asked
            case "all":
                return self.court is None
            case "anywhere":
                return True
            case "self":
                return asked["person_id"] == str(self.person) if "person_id" in asked else None
        return False


def matrix_of_document(document: str, rights: Rights) -> dict[str, dict[str, str]]:
    """The table of permissions of a document, by permission and role."""
    text = (DOCS / document).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"\| (permission|`)", line)]
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    start = next(number for number, row in enumerate(rows) if row[0] == "permission")
    width = len(rights.roles) + 1
    return {row[0]: dict(zip(rows[start][1:], row[1:], strict=True)) for row in rows[start + 1 :] if len(row) == width}


def routes(routers: list[APIRouter]) -> Iterator[tuple[APIRoute, str, str]]:
    """Each route with its method and the permission that it names."""
    for route in (route for router in routers for route in router.routes):
        assert isinstance(route, APIRoute)
        named = [getattr(one.call, "permission", None) for one in route.dependant.dependencies]
        permissions = [name for name in named if name is not None]
        assert len(permissions) == 1, f"{route.path} names {permissions or 'no permission'}"
        for method in sorted(route.methods or ()):
            yield route, method, permissions[0]


def address_of(route: APIRoute, known: Mapping[str, str], otherwise: str) -> tuple[str, dict[str, str]]:
    """An address of a route, and its parts: those that are known, else an id that nobody knows."""
    parts = {name: known.get(name, otherwise) for name in re.findall(r"{(\w+)", route.path)}
    return re.sub(r"{(\w+)[^}]*}", lambda part: parts[part[1]], route.path), parts


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks a service: programs show a key, browsers their session with the token of its forms. Nothing else is sent."""

    client: httpx.AsyncClient
    token: SecretStr
    cookie: str

    async def ask(self, route: APIRoute, method: str, address: str, asker: Asker, now: datetime) -> httpx.Response:
        if route.include_in_schema:
            key = DevelopmentKeys.of(self.token).make(asker.role, asker.court, asker.person)
            return await self.client.request(method, address, headers={"Authorization": f"Bearer {key}"})
        sessions = Sessions(self.token)
        session = sessions.begin(asker.subject, now)
        form = {"form_token": sessions.form_token(session)} if method == "POST" else None
        headers = {"Cookie": f"{self.cookie}={sessions.cookie(session)}"}
        return await self.client.request(method, address, headers=headers, data=form)
