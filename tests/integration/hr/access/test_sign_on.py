"""A court's sign-on service: accounts, what is granted to them, and browsers that come back."""

from collections.abc import AsyncIterator
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_hr.adapters.http.answering import Desk
from tarazy_hr.adapters.http.door import COOKIE, Door
from tarazy_hr.adapters.http.front.routers import front_routers
from tarazy_hr.adapters.http.routers import hr_routers
from tarazy_shared.pages.assets import mount_static
from tarazy_shared.problems import handle_problems
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.sign_in.oidc.provider import Provider
from tarazy_shared.sign_in.oidc.sign_on import Client, SignOn
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, only_error
from tests.sign_on import CLIENT, ISSUER, SECRET, SignOnService

WRONG_GRANTS = [
    ({"subject": "nobody"}, (404, "subject", "unknown_account")),
    ({"court_id": "kz-none"}, (404, "court_id", "unknown_court")),
    ({"to_on": "2026-01-01"}, (422, "to_on", "ends_before_start")),
    ({"role": "system"}, (422, "role", "field_wrong")),
]
DESK = f"/courts/{COURT}/desk"


@pytest.fixture
def service(clock: SteppingClock) -> SignOnService:
    return SignOnService(clock)


@pytest.fixture
def app(work: Work, service: SignOnService) -> FastAPI:
    """HR as a real court runs it: a sign-on service, and no keys for trials."""
    app = FastAPI()
    handle_problems(app)
    mount_static(app)
    provider = Provider(ISSUER, work.clock, transport=service.transport)
    client = Client(CLIENT, SecretStr(SECRET), "https://hr/sign-in/callback")
    sign_on = SignOn(provider, client, SecretStr(TOKEN), work.clock)
    door = Door(work, SecretStr(TOKEN), sign_on=sign_on)
    for router in (*hr_routers(Desk(work), door), *front_routers(Desk(work), door, is_https=True)):
        app.include_router(router)
    return app


@pytest.fixture
async def browser(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"accept": "text/html", "accept-language": "en"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://hr", headers=headers) as client:
        yield client


async def link(http: httpx.AsyncClient, account: str, person: str | None = None) -> None:
    body = {"issuer": ISSUER, "subject": account} | ({"person_id": an_id(person)} if person else {})
    assert (await http.put("/accounts", json=body)).json()["changed"]
    assert not (await http.put("/accounts", json=body)).json()["changed"]


async def sign_in(
    browser: httpx.AsyncClient, service: SignOnService, account: str, wanted: str = DESK
) -> httpx.Response:
    away = await browser.get("/sign-in/sign-on", params={"next": wanted})
    assert away.status_code == 303
    return await browser.get("/sign-in/callback", params=service.authorise(away.headers["location"], account))


def token_of(service: SignOnService, account: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {service.token(account)}"}


async def test_a_judge_signs_in_and_sees_what_follows_from_the_post(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, service: SignOnService
) -> None:
    await a_court(http, "aigul", "berik")
    await link(http, "account-of-aigul", "aigul")
    back = await sign_in(browser, service, "account-of-aigul")
    assert (back.status_code, back.headers["location"]) == (303, DESK)
    cookie = next(one for one in back.headers.get_list("set-cookie") if one.startswith(f"{COOKIE}="))
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    desk = await browser.get(DESK)
    assert desk.status_code == 200
    assert "Ахметова Айгүл" in desk.text
    headers = token_of(service, "account-of-aigul")
    assert (await http.get(a_person_url("aigul"), headers=headers)).status_code == 200
    assert (await http.get(a_person_url("berik"), headers=headers)).status_code == 403


async def test_a_session_that_was_there_before_is_not_kept(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, service: SignOnService
) -> None:
    await a_court(http)
    await link(http, "officer")
    await sign_in(browser, service, "officer")
    planted = browser.cookies[COOKIE]
    await sign_in(browser, service, "officer")
    assert browser.cookies[COOKIE] != planted


async def test_a_session_runs_out(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, service: SignOnService, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await link(http, "a", "aigul")
    await sign_in(browser, service, "a")
    form_token = (await browser.get(DESK)).text.split('name="form_token" value="')[1].split('"')[0]
    clock.step(timedelta(hours=4))
    assert urlsplit((await browser.get(DESK)).headers["location"]).path == "/sign-in"
    assert (await browser.post("/sign-out", data={"form_token": form_token})).status_code == 403


async def test_an_account_that_nobody_knows_has_no_court(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, service: SignOnService
) -> None:
    await a_court(http)
    await sign_in(browser, service, "stranger")
    assert (await browser.get(DESK)).status_code == 403
    front = await browser.get("/")
    assert "There is no court that you may look into." in front.text
    assert "stranger" in front.text, "what an officer needs to link the account"


async def test_a_closed_account_is_nobody_at_once(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, service: SignOnService
) -> None:
    await a_court(http, "aigul")
    await link(http, "a", "aigul")
    await sign_in(browser, service, "a")
    assert (await http.post("/accounts/close", json={"issuer": ISSUER, "subject": "a"})).json()["changed"]
    assert (await browser.get(DESK)).headers["location"].startswith("/sign-in")
    assert (await http.get("/accounts", headers=token_of(service, "a"))).status_code == 401


async def test_grants_hold_on_their_days_in_their_court(
    http: httpx.AsyncClient, service: SignOnService, clock: SteppingClock
) -> None:
    await a_court(http, "aigul")
    await link(http, "watcher")
    grant = f"/grants/{uuid4()}"
    body = {"issuer": ISSUER, "subject": "watcher", "role": "observer", "court_id": COURT, "from_on": "2026-11-25"}
    assert (await http.put(grant, json=body)).json()["changed"]
    assert not (await http.put(grant, json=body)).json()["changed"]
    assert only_error(await http.put(grant, json=body | {"from_on": "2026-11-26"})) == (409, "grant_id", "id_taken")
    people = f"/courts/{COURT}/people"
    assert (await http.get(people, headers=token_of(service, "watcher"))).status_code == 403
    clock.step(timedelta(days=1))
    seen = await http.get(people, headers=token_of(service, "watcher"))
    assert (seen.status_code, seen.json()[0]["contacts"]) == (200, [])
    assert (await http.post(f"{grant}/end", json={"to_on": "2026-11-25"})).json()["changed"]
    clock.step(timedelta(days=1))
    assert (await http.get(people, headers=token_of(service, "watcher"))).status_code == 403


async def test_an_officer_of_all_courts_grants_and_one_of_a_court_does_not(
    http: httpx.AsyncClient, service: SignOnService
) -> None:
    await a_court(http)
    for account, court in (("national", None), ("local", COURT)):
        await link(http, account)
        body = {"issuer": ISSUER, "subject": account, "role": "hr_officer", "from_on": "2026-01-01"}
        assert (
            await http.put(f"/grants/{uuid4()}", json=body | ({"court_id": court} if court else {}))
        ).status_code == 200
    third = {"issuer": ISSUER, "subject": "third"}
    assert (await http.put("/accounts", json=third, headers=token_of(service, "local"))).status_code == 403
    assert (await http.put("/accounts", json=third, headers=token_of(service, "national"))).status_code == 200
    listed = (await http.get("/accounts", headers=token_of(service, "national"))).json()
    assert {one["subject"]: len(one["grants"]) for one in listed} == {"national": 1, "local": 1, "third": 0}


async def test_a_wrong_grant_is_refused(http: httpx.AsyncClient) -> None:
    await link(http, "watcher")
    body = {"issuer": ISSUER, "subject": "watcher", "role": "observer", "from_on": "2026-11-25"}
    for change, refused in WRONG_GRANTS:
        assert only_error(await http.put(f"/grants/{uuid4()}", json=body | change)) == refused


async def test_a_service_that_is_down_is_one_sentence(
    http: httpx.AsyncClient, browser: httpx.AsyncClient, service: SignOnService
) -> None:
    service.is_down = True
    page = await browser.get("/sign-in/sign-on")
    assert page.status_code == 503
    assert "does not answer just now" in page.text
    assert (await http.get("/accounts", headers=token_of(service, "a"))).status_code == 503
    assert (await http.get("/accounts")).status_code == 200, "the service's own token needs nobody else"


async def test_who_comes_back_without_having_left_is_not_signed_in(browser: httpx.AsyncClient) -> None:
    page = await browser.get("/sign-in/callback", params={"code": "c", "state": "s"})
    assert page.status_code == 403
    assert COOKIE not in browser.cookies


async def test_keys_for_trials_open_nothing_here(http: httpx.AsyncClient, browser: httpx.AsyncClient) -> None:
    key = DevelopmentKeys.of(SecretStr(TOKEN)).make("hr_officer")
    assert (await http.get("/accounts", headers={"Authorization": f"Bearer {key}"})).status_code == 401
    assert (await browser.post("/sign-in", data={"key": key})).status_code == 403
    assert "tarazy hr key" not in (await browser.get("/sign-in")).text
