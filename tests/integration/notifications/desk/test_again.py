"""A notice is sent once more, or taken back."""

import json

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from tests.integration.notifications.access.asking import bearer, form_token, sign_in
from tests.integration.notifications.court import COURT, Installation, Matter, email
from tests.integration.notifications.one_notice import one_notice

HERE = f"/courts/{COURT}/notices"
DESK = f"/courts/{COURT}/desk/notices"


@pytest.fixture
async def matter(installation: Installation) -> Matter:
    return await one_notice(installation)


async def rows(pool: asyncpg.Pool) -> list[asyncpg.Record]:
    return list(await pool.fetch("SELECT * FROM notices ORDER BY place"))


async def ask(app: FastAPI, path: str, reason: str = "asked_for") -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.post(f"{HERE}/{path}", json={"reason": reason}, headers=bearer("clerk"))


async def test_it_goes_anew_to_the_address_as_it_is_now(
    installation: Installation, matter: Matter, app: FastAPI
) -> None:
    await installation.send_all()
    (old,) = await rows(installation.pool)
    moved = matter.parties[0].model_copy(update={"contacts": email("anna@new.test")})
    await installation.take(matter.updated(2, parties=(moved,)))
    done = await ask(app, f"{old['notice_id']}/resend", "address_corrected")
    assert done.status_code == 200
    again, new = await rows(installation.pool)
    assert dict(again) == dict(old)
    assert str(new["notice_id"]) == done.json()["notice_id"]
    assert (new["state"], new["address"], new["repeat"], new["resends"]) == (
        "queued",
        "anna@new.test",
        1,
        old["notice_id"],
    )
    assert (await ask(app, f"{new['notice_id']}/resend")).json()["errors"][0]["code"] == "on_its_way"
    assert (await ask(app, f"{old['notice_id']}/resend")).json()["errors"][0]["code"] == "on_its_way"
    await installation.send_all()
    assert [to for to, _, _ in installation.mails()] == ["anna@party.test", "anna@new.test"]
    assert [one["notice_id"] for one in await installation.facts("queued")] == [
        str(old["notice_id"]),
        str(new["notice_id"]),
    ]
    third = await ask(app, f"{old['notice_id']}/resend")
    assert third.status_code == 200
    trail = await installation.pool.fetch("SELECT action, about, detail FROM audit_trail ORDER BY number")
    assert [(row["action"], row["about"]) for row in trail] == [("notice.resend", str(old["notice_id"]))] * 2
    assert json.loads(trail[0]["detail"]) == {"reason": "address_corrected", "notice_id": str(new["notice_id"])}


async def test_what_is_overtaken_over_or_without_address_is_not_sent_again(
    installation: Installation, matter: Matter, app: FastAPI
) -> None:
    await installation.send_all()
    (old,) = await rows(installation.pool)
    await installation.take(matter.updated(2, parties=(matter.parties[0].model_copy(update={"contacts": ()}),)))
    refused = await ask(app, f"{old['notice_id']}/resend")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "no_address")
    await installation.take(matter.rescheduled())
    assert (await ask(app, f"{old['notice_id']}/resend")).json()["errors"][0]["code"] == "newer_version"
    assert len(await rows(installation.pool)) == 1
    assert await installation.pool.fetchval("SELECT count(*) FROM audit_trail") == 0


async def test_too_late_is_too_late(installation: Installation, matter: Matter, app: FastAPI) -> None:
    await installation.send_all()
    (old,) = await rows(installation.pool)
    installation.clock.step(old["expires_at"] - installation.clock())
    assert (await ask(app, f"{old['notice_id']}/resend")).json()["errors"][0]["code"] == "too_late"


async def test_what_still_waits_can_be_taken_back_and_what_has_left_cannot(
    installation: Installation, matter: Matter, app: FastAPI
) -> None:
    (waiting,) = await rows(installation.pool)
    done = await ask(app, f"{waiting['notice_id']}/cancel", "told_otherwise")
    assert done.status_code == 200
    await installation.send_all()
    assert installation.mails() == []
    (ended,) = await rows(installation.pool)
    assert (ended["state"], ended["reason"]) == ("superseded", "cancelled_by_desk")
    (fact,) = await installation.facts("superseded")
    assert fact["reason"] == "cancelled_by_desk"
    refused = await ask(app, f"{waiting['notice_id']}/cancel", "told_otherwise")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (409, "not_queued")
    assert (await ask(app, f"{waiting['notice_id']}/resend")).json()["errors"][0]["code"] == "replaced"
    wrong = await ask(app, f"{waiting['notice_id']}/cancel", "because")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "reason")
    steps = await installation.pool.fetch("SELECT state, reason FROM notice_transitions ORDER BY number")
    assert [tuple(row) for row in steps] == [("queued", None), ("superseded", "cancelled_by_desk")]


async def test_both_by_the_pages(installation: Installation, matter: Matter, browser: httpx.AsyncClient) -> None:
    await sign_in(browser, "clerk")
    (one,) = await rows(installation.pool)
    page = f"{DESK}/{one['notice_id']}"
    assert "Take back…" in (await browser.get(page)).text
    await installation.send_all()
    shown = await browser.get(page)
    assert "Send once more" in shown.text
    assert "Take back…" not in shown.text
    fields = {"form_token": form_token(shown.text), "reason": "no_receipt"}
    resent = await browser.post(f"{page}/resend", data=fields)
    assert "This is the new notice." in resent.text
    assert str(one["notice_id"]) in resent.text
    asked = await browser.get(f"{resent.url.path}/cancel")
    assert "Take this notice back?" in asked.text
    assert (
        await browser.post(f"{resent.url.path}/cancel", data={"form_token": fields["form_token"]})
    ).status_code == 422
    back = await browser.post(f"{resent.url.path}/cancel", data=fields | {"reason": "told_otherwise"})
    assert "The notice is taken back." in back.text
    late = await browser.post(f"{resent.url.path}/cancel", data=fields | {"reason": "told_otherwise"})
    assert "It does not wait any more." in late.text
