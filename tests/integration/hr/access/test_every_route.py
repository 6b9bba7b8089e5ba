"""Every address of HR with every role and with nobody, held against the matrix in docs/hr.md."""

from urllib.parse import urlencode
from uuid import UUID

import httpx
from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from pydantic import SecretStr
from tarazy_hr.adapters.http.door import COOKIE
from tarazy_hr.domain.access.deciding import RIGHTS
from tarazy_shared.who import ROLES

from tests.clocks import SteppingClock
from tests.every_route import DOCS, Asker, Asking, address_of, matrix_of_document, routes
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, absence, an_id

PARTS = {
    "court_id": COURT,
    "person_id": an_id("aigul"),
    "category": "civil.family",
    "specialism": "juvenile",
    "decision": "approve",
}
"""Of addresses; every other part is an id that nobody knows."""
SOMEBODY, AIGUL = UUID(an_id("somebody")), UUID(an_id("aigul"))
ASKERS = [
    *(Asker(role, court, SOMEBODY) for role in ROLES[:-1] for court in (COURT, "kz-other", None)),
    Asker("judge", COURT, AIGUL),
]


def query_of(route: APIRoute, asker: Asker) -> dict[str, str]:
    """Lists of all courts ask which court and which person one means: this court, and oneself."""
    meant = {"court_id": COURT, "person_id": str(asker.person)}
    return {one.alias: meant[one.alias] for one in route.dependant.query_params if one.alias in meant}


def test_the_document_shows_the_matrix() -> None:
    assert RIGHTS.table() in (DOCS / "hr.md").read_text(encoding="utf-8"), "print it anew with `tarazy hr permissions`"
    assert matrix_of_document("hr.md", RIGHTS) == {
        permission: {role: roles.get(role, "") for role in RIGHTS.roles} for permission, roles in RIGHTS.matrix.items()
    }


async def test_every_route_lets_in_whom_the_matrix_says(
    app: FastAPI, routers: list[APIRouter], http: httpx.AsyncClient, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    assert (await http.post("/absences", json=absence("aigul"))).status_code == 201
    matrix = matrix_of_document("hr.md", RIGHTS)
    wrong, used = [], set()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hr") as client:
        asking = Asking(client, SecretStr(TOKEN), COOKIE)
        for route, method, permission in routes(routers):
            if permission == "anybody":
                continue
            used.add(permission)
            address, asked = address_of(route, PARTS, an_id("nobody"))
            about = f"{method} {route.path} needs {permission}"
            nobody = await client.request(method, address)
            if nobody.status_code != (401 if route.include_in_schema else 303 if method == "GET" else 403):
                wrong.append(f"{about}: nobody gets {nobody.status_code}")
            for asker in ASKERS:
                query = query_of(route, asker)
                answer = await asking.ask(route, method, f"{address}?{urlencode(query)}", asker, clock())
                expected = asker.may(matrix[permission].get(asker.role) or None, asked | query, COURT)
                shown = an_id("aigul").encode() in answer.content
                # What asks for a court by its query may also leave out what one may not see.
                is_refused = answer.status_code == 403 or (bool(query) and not shown)
                is_wrong = answer.status_code == 403 if expected else expected is False and not is_refused
                # Without a person in the address nothing is shown about others than oneself.
                leaks = expected is None and asker.person != AIGUL and shown
                if is_wrong or leaks or answer.status_code >= 500:
                    wrong.append(f"{about}: {asker} gets {answer.status_code}")
    assert wrong == []
    assert set(RIGHTS.matrix) - used == set(), "permissions that no route names"
