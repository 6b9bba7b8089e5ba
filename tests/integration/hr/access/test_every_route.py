"""Every address of HR with every role and with nobody, held against the matrix in docs/hr.md."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import httpx
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from pydantic import SecretStr
from tarazy_hr.adapters.http.door import COOKIE
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_hr.domain.access.matrix import MATRIX
from tarazy_shared.sign_in.development_keys import DevelopmentKeys, subject_of
from tarazy_shared.sign_in.sessions import Sessions
from tarazy_shared.who import ROLES, Role

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, absence, an_id

DOCUMENT = Path(__file__).parents[4] / "docs" / "hr.md"
KEYS, SESSIONS = DevelopmentKeys.of(SecretStr(TOKEN)), Sessions(SecretStr(TOKEN))
PARTS = {
    "court_id": COURT,
    "person_id": an_id("aigul"),
    "category": "civil.family",
    "specialism": "juvenile",
    "decision": "approve",
}
"""Of addresses; every other part is an id that nobody knows."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A role in this court, in another or in all, held by somebody."""

    role: Role
    court: str | None
    person: str

    @property
    def subject(self) -> str:
        return subject_of(self.role, self.court, UUID(an_id(self.person)))

    def may(self, scope: str | None, asked: Mapping[str, str]) -> bool | None:
        """By the words of docs/hr.md. None: it is about oneself, and the address does not say about whom one asks."""
        match scope:
            case "court":
                return self.court in (COURT, None) or "court_id" not in asked
            case "all":
                return self.court is None
            case "anywhere":
                return True
            case "self":
                return asked["person_id"] == an_id(self.person) if "person_id" in asked else None
        return False


ASKERS = [
    *(Asker(role, court, "somebody") for role in ROLES[:-1] for court in (COURT, "kz-other", None)),
    Asker("judge", COURT, "aigul"),
]


def matrix_of_document() -> dict[str, dict[str, str]]:
    """The table of docs/hr.md, by permission and role."""
    lines = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if re.match(r"\| (permission|`)", line)]
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    start = next(number for number, row in enumerate(rows) if row[0] == "permission")
    return {row[0]: dict(zip(rows[start][1:], row[1:], strict=True)) for row in rows[start + 1 :] if len(row) == 7}


def routes(routers: list[APIRouter]) -> Iterator[tuple[APIRoute, str, str]]:
    """Each route with its method and the permission that it names."""
    for route in (route for router in routers for route in router.routes):
        assert isinstance(route, APIRoute)
        named = [getattr(one.call, "permission", None) for one in route.dependant.dependencies]
        permissions = [name for name in named if name is not None]
        assert len(permissions) == 1, f"{route.path} names {permissions or 'no permission'}"
        for method in sorted(route.methods or ()):
            yield route, method, permissions[0]


def address_of(route: APIRoute) -> tuple[str, dict[str, str]]:
    parts = {name: PARTS.get(name, an_id(name)) for name in re.findall(r"{(\w+)", route.path)}
    return re.sub(r"{(\w+)[^}]*}", lambda part: parts[part[1]], route.path), parts


def query_of(route: APIRoute, asker: Asker) -> dict[str, str]:
    """Lists of all courts ask which court and which person one means: this court, and oneself."""
    meant = {"court_id": COURT, "person_id": an_id(asker.person)}
    return {one.alias: meant[one.alias] for one in route.dependant.query_params if one.alias in meant}


def test_the_document_shows_the_matrix() -> None:
    assert RIGHTS.table() in DOCUMENT.read_text(encoding="utf-8"), "print it anew with `tarazy hr permissions`"
    assert matrix_of_document() == {
        permission: {role: roles.get(role, "") for role in RIGHTS.roles} for permission, roles in MATRIX.items()
    }


async def test_every_route_lets_in_whom_the_matrix_says(
    app: FastAPI, routers: list[APIRouter], http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    assert (await http.post("/absences", json=absence("aigul"))).status_code == 201
    matrix = matrix_of_document()
    wrong, used = [], set()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hr") as client:
        for route, method, permission in routes(routers):
            if permission == "anybody":
                continue
            used.add(permission)
            address, asked = address_of(route)
            about = f"{method} {route.path} needs {permission}"
            nobody = await client.request(method, address)
            if nobody.status_code != (401 if route.include_in_schema else 303 if method == "GET" else 403):
                wrong.append(f"{about}: nobody gets {nobody.status_code}")
            for asker in ASKERS:
                query = query_of(route, asker)
                answer = await _ask(client, route, method, f"{address}?{urlencode(query)}", asker, clock)
                expected = asker.may(matrix[permission].get(asker.role) or None, asked | query)
                shown = an_id("aigul").encode() in answer.content
                # What asks for a court by its query may also leave out what one may not see.
                is_refused = answer.status_code == 403 or (bool(query) and not shown)
                is_wrong = answer.status_code == 403 if expected else expected is False and not is_refused
                # Without a person in the address nothing is shown about others than oneself.
                leaks = expected is None and asker.person != "aigul" and shown
                if is_wrong or leaks or answer.status_code >= 500:
                    wrong.append(f"{about}: {asker} gets {answer.status_code}")
    assert wrong == []
    assert set(MATRIX) - used == set(), "permissions that no route names"


async def _ask(
    client: httpx.AsyncClient, route: APIRoute, method: str, address: str, asker: Asker, clock: SteppingClock
) -> httpx.Response:
    """A program shows a key, a browser its session with the token of its form. Nothing else is sent."""
    if route.include_in_schema:
        key = KEYS.make(asker.role, asker.court, UUID(an_id(asker.person)))
        return await client.request(method, address, headers={"Authorization": f"Bearer {key}"})
    session = SESSIONS.begin(asker.subject, clock())
    form = {"form_token": SESSIONS.form_token(session)} if method == "POST" else None
    return await client.request(method, address, headers={"Cookie": f"{COOKIE}={SESSIONS.cookie(session)}"}, data=form)
