"""Signing in with a real Keycloak, by the realm file that the repository gives. Skipped where it was not fetched."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html import unescape

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import Door
from tarazy_hr.adapters.http.front.routers import front_routers
from tarazy_hr.adapters.http.routers import hr_routers
from tarazy_shared.pages.assets import mount_static
from tarazy_shared.problems import handle_problems
from tarazy_shared.sign_in.oidc.provider import Provider
from tarazy_shared.sign_in.oidc.sign_on import Client, SignOn
from tarazy_shared.sign_in.settings import CALLBACK
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id
from tests.keycloak import Keycloak, keycloak_home, keycloak_server

HR = "http://hr.test"
DESK = f"/courts/{COURT}/desk"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not keycloak_home().is_dir(), reason="Keycloak was not fetched: run tools/keycloak"),
]


@pytest.fixture
async def keycloak() -> AsyncIterator[Keycloak]:
    async with keycloak_server(HR) as server:
        yield server


@pytest.fixture
def app(work: Work, clock: SteppingClock, keycloak: Keycloak) -> FastAPI:
    clock.now = datetime.now(UTC)
    app = FastAPI()
    handle_problems(app)
    mount_static(app)
    client = Client("tarazy-hr", SecretStr(keycloak.client_secret), f"{HR}{CALLBACK}")
    sign_on = SignOn(
        Provider(keycloak.issuer, work.clock, discovery=keycloak.discovery), client, SecretStr(TOKEN), work.clock
    )
    door = Door(work, SecretStr(TOKEN), sign_on=sign_on)
    for router in (*hr_routers(Desk(work), door), *front_routers(Desk(work), door)):
        app.include_router(router)
    return app


async def enter_password(address: str, name: str, password: str) -> str:
    """What a browser does at Keycloak's page; gives the address that it is sent back to."""
    async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
        page = await client.get(address)
        assert page.status_code == 200, page.text[:2000]
        form = re.search(r'action="([^"]+)"', page.text)
        assert form is not None, page.text[:2000]
        # Its cookies are for https; browsers send them to their own machine without.
        cookies = "; ".join(one.partition(";")[0] for one in page.headers.get_list("set-cookie"))
        given = {"username": name, "password": password}
        answer = await client.post(unescape(form[1]), data=given, headers={"Cookie": cookies})
        assert answer.status_code == 302, answer.text[:2000]
        return answer.headers["location"]


async def test_a_judge_and_a_program_come_with_accounts_of_keycloak(
    http: httpx.AsyncClient, app: FastAPI, clock: SteppingClock, keycloak: Keycloak
) -> None:
    await a_court(http, "aigul", "berik")
    account = await keycloak.administer(
        "/users",
        {
            "username": "aigul",
            "enabled": True,
            "firstName": "Айгүл",
            "lastName": "Ахметова",
            "email": "aigul@court.test",
            "emailVerified": True,
            "credentials": [{"type": "password", "value": "a password", "temporary": False}],
        },
    )
    linked = {"issuer": keycloak.issuer, "subject": account, "person_id": an_id("aigul")}
    assert (await http.put("/accounts", json=linked)).status_code == 200

    clock.now = datetime.now(UTC)
    headers = {"accept": "text/html", "accept-language": "en"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HR, headers=headers) as browser:
        away = await browser.get("/sign-in/sign-on", params={"next": DESK})
        back = await enter_password(away.headers["location"], "aigul", "a password")
        assert back.startswith(f"{HR}{CALLBACK}?")
        clock.now = datetime.now(UTC)
        entered = await browser.get(back)
        assert (entered.status_code, entered.headers["location"]) == (303, DESK)
        assert "Ахметова Айгүл" in (await browser.get(DESK)).text
        assert (await browser.get(back)).status_code == 403, "a code opens once"

    await _a_program(http, keycloak, clock)


async def _a_program(http: httpx.AsyncClient, keycloak: Keycloak, clock: SteppingClock) -> None:
    """A program's access token is for HR, or it opens nothing."""
    audience = {
        "name": "audience",
        "protocol": "openid-connect",
        "protocolMapper": "oidc-audience-mapper",
        "config": {"included.client.audience": "tarazy-hr", "access.token.claim": "true"},
    }
    for name, mappers in (("registry", [audience]), ("stranger", [])):
        await keycloak.administer(
            "/clients",
            {
                "clientId": name,
                "secret": "of the program",
                "serviceAccountsEnabled": True,
                "standardFlowEnabled": False,
                "protocolMappers": mappers,
            },
        )
        async with httpx.AsyncClient(trust_env=False, timeout=30) as client:
            answer = await client.post(
                f"{keycloak.issuer}/protocol/openid-connect/token",
                data={"grant_type": "client_credentials", "client_id": name, "client_secret": "of the program"},
            )
        clock.now = datetime.now(UTC)
        bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        seen = await http.get(a_person_url("berik"), headers=bearer)
        # Known and without a role is 403; of no account of ours 401.
        assert seen.status_code == (403 if name == "registry" else 401)
