"""Who holds which role, on pages: granted by an operator of all courts, withdrawn, noted."""

import json
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from tarazy_notifications.adapters.desk.accounts import who_has_account

from tests.integration.notifications.access.asking import form_token, sign_in
from tests.integration.notifications.court import CLERK, COURT, Installation, directory

HERE = f"/courts/{COURT}/desk/access"
ISSUER, SUBJECT = "https://sign-on.test", "f3a0c1de"


@pytest.fixture
async def operator(installation: Installation, browser: httpx.AsyncClient) -> httpx.AsyncClient:
    await installation.take(*directory())
    await sign_in(browser, "operator", None)
    return browser


async def send(browser: httpx.AsyncClient, address: str, **fields: str) -> httpx.Response:
    """Fill in a form as it is shown, with these fields otherwise."""
    page = (await browser.get(address)).text
    kept = {"grant_id": page.split('name="grant_id" value="')[1].split('"')[0]} if 'name="grant_id"' in page else {}
    return await browser.post(address, data={"form_token": form_token(page), **kept, **fields})


def wanted(**more: str) -> dict[str, str]:
    asked = {"subject": SUBJECT, "issuer": ISSUER, "role": "chair", "where": "here", "from_on": "16.11.2026"}
    return asked | more


async def test_a_role_is_granted_and_withdrawn_with_its_last_day(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    listed = (await operator.get(HERE)).text
    assert "Kim Oleg" in listed
    assert "the post" in listed
    granted = await send(operator, f"{HERE}/grant", **wanted(person=str(CLERK), to_on="31.12.2026"))
    assert "Recorded." in granted.text
    assert "31 December 2026" in granted.text
    async with installation.pool.acquire() as connection:
        who = await who_has_account(connection, SUBJECT, (ISSUER, SUBJECT), installation.clock())
        assert who is not None
        assert who.roles == {("chair", COURT), ("judge", COURT), ("clerk", COURT)}
    end = granted.text.split(f'href="{HERE}/')[2].split('"')[0]
    assert end.endswith("/end")
    assert "chair of the court" in (await operator.get(f"{HERE}/{end}")).text
    ended = await send(operator, f"{HERE}/{end}", to_on="16.11.2026")
    assert "16 November 2026" in ended.text
    installation.clock.step(timedelta(hours=20))
    await sign_in(operator, "operator", None)
    assert SUBJECT not in (await operator.get(HERE)).text
    assert (await operator.get(f"{HERE}/{end}")).status_code == 404
    trail = await installation.pool.fetch("SELECT action, court_id, detail FROM audit_trail ORDER BY number")
    assert [(row["action"], row["court_id"], json.loads(row["detail"])) for row in trail] == [
        ("access.change", COURT, {"what": "granted", "role": "chair"}),
        ("access.change", COURT, {"what": "ended", "role": "chair"}),
    ]


async def test_what_is_wrong_is_said_at_its_field_and_nothing_is_granted(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    for fields, said in (
        ({"subject": "two words"}, "At most 255 letters"),
        ({"issuer": ""}, "At most 255 letters"),
        ({"role": "system"}, "Choose one of the list."),
        ({"role": "judge"}, "Choose whose account it is."),
        ({"person": str(uuid4())}, "Choose whose account it is."),
        ({"from_on": "tomorrow"}, "A day, such as"),
        ({"to_on": "1.1.2020"}, "It would end before it begins."),
        ({"grant_id": "x"}, "not from this page"),
    ):
        answer = await send(operator, f"{HERE}/grant", **wanted(**fields))
        assert (answer.status_code, said in answer.text) == (422, True), fields
    twice = wanted(grant_id=str(uuid4()), where="everywhere")
    for _ in range(2):
        assert (await send(operator, f"{HERE}/grant", **twice)).status_code == 200
    assert await installation.pool.fetchval("SELECT count(*) FROM grants") == 1
    other = await send(operator, f"{HERE}/grant", **twice | {"role": "clerk"})
    assert "sent before with something else" in other.text
    early = await send(operator, f"{HERE}/{twice['grant_id']}/end", to_on="15.11.2026")
    assert (early.status_code, "It would end before it begins." in early.text) == (422, True)
    assert await installation.pool.fetchval("SELECT count(*) FROM audit_trail") == 1


async def test_nobody_else_sees_the_pages(installation: Installation, browser: httpx.AsyncClient) -> None:
    await installation.take(*directory())
    token = await sign_in(browser, "chair")
    assert "desk/access" not in (await browser.get(f"/courts/{COURT}/desk/notices")).text
    assert (await browser.get(HERE)).status_code == 403
    assert (await browser.post(f"{HERE}/grant", data={"form_token": token, **wanted()})).status_code == 403
    assert await installation.pool.fetchval("SELECT count(*) FROM grants") == 0
