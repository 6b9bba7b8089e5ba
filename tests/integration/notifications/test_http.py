"""Over HTTP: which notices went out, and what each looks like."""

from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.http import notices_router
from tarazy_notifications.adapters.previews_http import previews_router
from tarazy_notifications.adapters.replies_http import replies_router
from tarazy_notifications.adapters.texts.samples import EVENTS
from tarazy_notifications.app.replying import Replying
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.court import COURT, Installation, Matter, directory, party
from tests.integration.notifications.one_notice import one_notice
from tests.unit.notifications.reply_forms import Answer, bare

TOKEN = "a-token-for-tests-only"


@pytest.fixture
async def client(installation: Installation) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    handle_problems(app)
    door = Door(installation.work, SecretStr(TOKEN))
    app.include_router(notices_router(installation.pool, door))
    app.include_router(replies_router(installation.pool, door))
    app.include_router(previews_router(Pages("tarazy_notifications")))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers) as client:
        yield client


async def test_notices_of_a_hearing_and_of_a_case(installation: Installation, client: httpx.AsyncClient) -> None:
    one = Matter((party("Anna", role="witness"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    await installation.take(one.rescheduled())
    of_hearing = (await client.get("/notices", params={"hearing_id": str(one.hearing_id)})).json()
    of_case = (await client.get("/notices", params={"case_id": str(one.case_id)})).json()
    assert of_hearing == of_case
    assert [notice["state"] for notice in of_hearing["notices"]] == ["sent"] * 3 + ["queued"] * 3
    assert of_hearing["complete"] is True
    assert of_hearing["notices"][2]["address"] == "anna@party.test"
    roles = [(notice["role"], notice["capacity"]) for notice in of_hearing["notices"][:3]]
    assert roles == [("judge", ""), ("clerk", ""), ("party", "witness")]
    assert of_hearing["notices"][0]["provider_reference"] == "OK queued as 1"


async def test_a_hearing_that_nobody_knows_has_no_notices(client: httpx.AsyncClient) -> None:
    answer = await client.get("/notices", params={"hearing_id": str(uuid4())})
    assert answer.json() == {"notices": [], "complete": True}


@pytest.mark.parametrize("query", [{}, {"hearing_id": str(uuid4()), "case_id": str(uuid4())}, {"case_id": "x"}])
async def test_exactly_one_subject_has_to_be_named(client: httpx.AsyncClient, query: dict[str, str]) -> None:
    answer = await client.get("/notices", params=query)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] in {"hearing_id", "case_id"}


async def test_notices_are_shown_to_nobody_without_the_token(client: httpx.AsyncClient) -> None:
    for headers in ({"Authorization": ""}, {"Authorization": "Bearer wrong"}):
        for path in ("/notices", "/replies"):
            assert (await client.get(path, headers=headers)).status_code == 401


async def test_replies_of_a_hearing_and_what_was_not_believed(
    installation: Installation, client: httpx.AsyncClient
) -> None:
    one = await one_notice(installation)
    await installation.send_all()
    uid, replying = f"{one.hearing_id}@{COURT}.tarazy", Replying(installation.work)
    await replying.take(bare(Answer(uid=uid)))
    await replying.take(bare(Answer(uid=uid, sender="eve@evil.test")))
    of_hearing = (await client.get("/replies", params={"hearing_id": str(one.hearing_id)})).json()
    reply, forged = sorted(of_hearing["replies"], key=lambda one: one["verdict"], reverse=True)
    assert (reply["verdict"], reply["answer"], reply["recipient_id"]) == (
        "believed",
        "declined",
        str(one.parties[0].party_id),
    )
    assert (forged["verdict"], forged["sender"], forged["recipient_id"]) == ("another_sender", "eve@evil.test", None)
    assert (await client.get("/replies")).json()["replies"] == [forged]


async def test_previews_show_every_notice_to_every_role_in_every_language(client: httpx.AsyncClient) -> None:
    index = (await client.get("/previews")).text
    assert index.count("part=plain") == sum(len(event.roles) for event in EVENTS.values()) * 3
    page = await client.get("/previews/hearing_rescheduled/kk")
    assert page.headers["content-type"].startswith("text/html")
    assert "Не өзгерді" in page.text
    calendar = await client.get("/previews/hearing_rescheduled/kk", params={"part": "calendar"})
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    mail = await client.get("/previews/leave_decided/ru", params={"part": "mail"})
    assert "Content-Language: ru" in mail.text
    to_judge = await client.get("/previews/hearing_scheduled/en", params={"role": "judge", "part": "plain"})
    assert "in which you sit" in to_judge.text
    message = await client.get("/previews/hearing_scheduled/en", params={"channel": "sms"})
    assert message.text.startswith("Jane Carter, you are called to court: ")
    hook = await client.get("/previews/hearing_cancelled/ru", params={"channel": "webhook"})
    assert hook.json()["type"] == "hearing_cancelled"
    assert (await client.get("/previews/leave_decided/ru", params={"part": "calendar"})).status_code == 404
    assert (await client.get("/previews/nothing/ru")).status_code == 422
