"""Every address of notifications with every role and with nobody, held against the matrix in its document."""

from uuid import UUID

import httpx
from fastapi import APIRouter, FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.desk.door import COOKIE
from tarazy_notifications.domain.access.matrix import RIGHTS
from tarazy_shared.who import ROLES

from tests.every_route import DOCS, Asker, Asking, address_of, matrix_of_document, routes
from tests.integration.notifications.access.asking import TOKEN, bearer
from tests.integration.notifications.court import COURT, JUDGE, Installation
from tests.integration.notifications.one_notice import one_notice

SOMEBODY = UUID(int=7)
"""Who holds no post here."""
ASKERS = [
    *(Asker(role, court, SOMEBODY) for role in ROLES[:-1] for court in (COURT, "kz-other", None)),
    Asker("judge", COURT, JUDGE),
]


def test_the_document_shows_the_matrix() -> None:
    document = (DOCS / "notifications.md").read_text(encoding="utf-8")
    assert RIGHTS.table() in document, "print it anew with `tarazy notifications permissions`"


async def test_every_route_lets_in_whom_the_matrix_says(
    installation: Installation, app: FastAPI, routers: list[APIRouter]
) -> None:
    matter = await one_notice(installation)
    notice_id = str(await installation.pool.fetchval("SELECT notice_id FROM notices LIMIT 1"))
    party_id, hearing_id = str(matter.parties[0].party_id), str(matter.hearing_id)
    known = {
        "court_id": COURT,
        "person_id": str(JUDGE),
        "notice_id": notice_id,
        "hearing_id": hearing_id,
        "recipient_id": party_id,
        "topic": "hearing_scheduled",
        "language": "kk",
        "channel": "email",
    }
    matrix = matrix_of_document("notifications.md", RIGHTS)
    wrong, used = [], set()
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        asking = Asking(client, SecretStr(TOKEN), COOKIE)
        for route, method, permission in routes(routers):
            if permission == "anybody":
                continue
            used.add(permission)
            address, asked = address_of(route, known, notice_id)
            about = f"{method} {route.path} needs {permission}"
            # A person is a judge or somebody in a case; what is asked about is always of this court.
            asked |= {"court_id": COURT} if {"notice_id", "hearing_id", "recipient_id"} & set(asked) else {}
            nobody = await client.request(method, address)
            if nobody.status_code != (401 if route.include_in_schema else 303 if method == "GET" else 403):
                wrong.append(f"{about}: nobody gets {nobody.status_code}")
            for asker in ASKERS:
                answer = await asking.ask(route, method, address, asker, installation.clock())
                expected = asker.may(matrix[permission].get(asker.role) or None, asked, COURT)
                is_wrong = answer.status_code == 403 if expected else expected is False and answer.status_code != 403
                if is_wrong or answer.status_code >= 500:
                    wrong.append(f"{about}: {asker} gets {answer.status_code}")
    assert wrong == []
    assert set(RIGHTS.matrix) - used == set(), "permissions that no route names"


async def test_notices_of_another_court_are_not_shown(installation: Installation, app: FastAPI) -> None:
    matter = await one_notice(installation)
    query = {"hearing_id": str(matter.hearing_id)}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        for court, status in ((COURT, 200), (None, 200), ("kz-other", 403)):
            answer = await client.get("/notices", params=query, headers=bearer("clerk", court))
            assert answer.status_code == status
            assert (matter.parties[0].name in answer.text) == (status == 200)
