"""Who somebody is at the desk: by posts, and by grants to accounts."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_notifications.adapters.desk.accounts import roles_of, who_has_account
from tarazy_shared.contracts import staff

from tests.integration.notifications.access.asking import bearer
from tests.integration.notifications.court import CLERK, COURT, JUDGE, NOW, Installation, appointed, court, directory

ISSUER, SUBJECT = "https://sign-on.test", "f3a0c1de"
TODAY = NOW.date()


async def ask(app: FastAPI, path: str, body: dict[str, object], role: str = "operator") -> httpx.Response:
    headers = bearer("operator", None) if role == "operator" else bearer("clerk")
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        method = "POST" if path.endswith("/end") else "PUT"
        return await client.request(method, f"/grants/{path}", json=body, headers=headers)


def wanted(role: str = "operator", **more: object) -> dict[str, object]:
    return {"issuer": ISSUER, "subject": SUBJECT, "role": role, "from_on": str(TODAY), **more}


async def roles(installation: Installation, person_id: UUID, now: datetime) -> frozenset[tuple[str, str | None]]:
    async with installation.pool.acquire() as connection:
        return await roles_of(connection, person_id, now)


async def test_a_post_gives_its_role_while_it_is_held(installation: Installation) -> None:
    await installation.take(*directory())
    now = installation.clock()
    assert await roles(installation, CLERK, now) == {("judge", COURT), ("clerk", COURT)}
    assert await roles(installation, JUDGE, now) == {("judge", COURT)}
    assert await roles(installation, uuid4(), now) == frozenset()
    assert await roles(installation, CLERK, now - timedelta(days=1)) == frozenset()
    leaving = appointed(CLERK, "Kim Oleg", 2, role="clerk").model_dump() | {"to_on": TODAY}
    await installation.take(staff.StaffSeparated(**leaving))
    assert await roles(installation, CLERK, now) == {("judge", COURT), ("clerk", COURT)}
    assert await roles(installation, CLERK, now + timedelta(days=1)) == frozenset()


async def test_an_account_is_what_was_granted_to_it_and_what_its_person_is(
    installation: Installation, app: FastAPI
) -> None:
    await installation.take(*directory())
    now = installation.clock()

    async def of_account() -> frozenset[tuple[str, str | None]]:
        async with installation.pool.acquire() as connection:
            who = await who_has_account(connection, f"{ISSUER} {SUBJECT}", (ISSUER, SUBJECT), now)
        assert who is not None
        return who.roles

    assert await of_account() == frozenset()
    one, own = uuid4(), uuid4()
    for changed in (True, False):
        answer = await ask(app, str(one), wanted())
        assert (answer.status_code, answer.json()) == (200, {"changed": changed})
    assert await of_account() == {("operator", None)}
    assert (await ask(app, str(own), wanted("judge", court_id=COURT, person_id=str(CLERK)))).status_code == 200
    assert await of_account() == {("operator", None), ("judge", COURT), ("clerk", COURT)}
    other = await ask(app, str(one), wanted("clerk"))
    assert (other.status_code, other.json()["errors"][0]["code"]) == (409, "id_taken")
    early = await ask(app, f"{one}/end", {"to_on": str(date(2020, 1, 1))})
    assert (early.status_code, early.json()["errors"][0]["field"]) == (422, "to_on")
    assert (await ask(app, f"{uuid4()}/end", {"to_on": str(TODAY)})).status_code == 404
    assert (await ask(app, f"{one}/end", {"to_on": str(TODAY)})).json() == {"changed": True}
    now += timedelta(days=1)
    assert await of_account() == {("judge", COURT), ("clerk", COURT)}
    assert (await ask(app, str(uuid4()), wanted(), role="clerk")).status_code == 403
    trail = await installation.pool.fetch("SELECT court_id, action FROM audit_trail ORDER BY court_id, number")
    assert [tuple(row) for row in trail] == [("*", "access.change")] * 2 + [(COURT, "access.change")]
    with pytest.raises((asyncpg.IntegrityConstraintViolationError, asyncpg.InsufficientPrivilegeError)):
        await installation.pool.execute("UPDATE grants SET role = 'chair'")


async def test_a_post_that_was_called_off_gives_nothing(installation: Installation) -> None:
    await installation.take(court(), appointed(CLERK, "Kim Oleg", role="clerk"))
    off = appointed(CLERK, "Kim Oleg", 2, role="clerk").model_dump()
    await installation.take(staff.StaffSeparated(**off))
    assert await roles(installation, CLERK, installation.clock()) == frozenset()
