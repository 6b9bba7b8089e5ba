"""Operators give people a room of a chat service, by which they are told besides."""

from collections.abc import AsyncIterator
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters import directory as known_people
from tarazy_notifications.adapters.channels.chat.giving import Rooms
from tarazy_notifications.adapters.channels.chat.http import chat_router
from tarazy_notifications.adapters.channels.chat.pages import chat_pages_router
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.desk.front import front_of
from tarazy_notifications.adapters.preferences import people
from tarazy_notifications.app.delivery.resolving import Resolving
from tarazy_shared.front.courts import courts_pages_router
from tarazy_shared.front.signing_in import sign_in_router
from tarazy_shared.pages.rendering import Pages
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.access.asking import TOKEN, bearer, sign_in
from tests.integration.notifications.court import (
    COURT,
    JUDGE,
    Installation,
    Matter,
    appointed,
    directory,
    email,
    party,
)
from tests.integration.notifications.delivery.test_escalation import by_channel, nobody
from tests.integration.notifications.delivery.test_failover import chooses

ROOM = f"/people/{JUDGE}/chat-room"


@pytest.fixture
async def operator(installation: Installation) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    handle_problems(app)
    door = Door(installation.work, SecretStr(TOKEN), takes_keys=True)
    resolving = Resolving(installation.rules, frozenset({"email", "chat"}))
    rooms = Rooms(installation.work, {"ospanov", "ops"}, resolving)
    app.include_router(chat_router(door, rooms))
    front = front_of(door, Pages("tarazy_notifications"))
    for router in (chat_pages_router(front, rooms), courts_pages_router(front), sign_in_router(front, is_https=False)):
        app.include_router(router)
    installation.with_channels("email", "chat")
    await installation.take(*directory())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://test", headers=bearer("operator", None)
    ) as client:
        yield client


async def listed(installation: Installation) -> Matter:
    one = Matter((party("Anna", contacts=()),))
    await installation.take(one.registered(), one.scheduled(person_ids=nobody()))
    return one


async def test_whoever_has_a_room_is_told_there_too_and_can_choose_about_it(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    assert (await operator.get(ROOM)).json() == {"room": None, "rooms": ["ops", "ospanov"]}
    assert (await operator.put(ROOM, json={"room": "ospanov"})).json()["room"] == "ospanov"
    await listed(installation)
    assert await by_channel(installation) == [("email", "queued"), ("chat", "queued")]
    async with installation.pool.acquire() as connection:
        found = await people.of_staff(connection, JUDGE, COURT)
    assert found is not None
    assert found.channels == ("email", "chat")
    noted = await installation.pool.fetch("SELECT action, about, detail FROM audit_trail")
    assert [(row["action"], row["about"]) for row in noted] == [("chat.change", str(JUDGE))]


async def test_a_room_that_is_taken_away_is_written_to_no_more(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    await operator.put(ROOM, json={"room": "ospanov"})
    await listed(installation)
    for _ in range(2):
        assert (await operator.put(ROOM, json={"room": None})).status_code == 200
    assert await by_channel(installation) == [("email", "queued"), ("chat", "failed")]
    rows = await installation.pool.fetch("SELECT room, superseded_at IS NULL FROM person_rooms ORDER BY version")
    assert [tuple(row) for row in rows] == [("ospanov", False), (None, True)]


async def test_a_room_is_kept_when_the_court_tells_of_another_mailbox(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    await operator.put(ROOM, json={"room": "ospanov"})
    moved = appointed(JUDGE, "Ospanov Yerzhan", 2, contacts=email("judge@new.test"))
    await installation.take(moved)
    async with installation.pool.acquire() as connection:
        member = (await known_people.staff(connection, {JUDGE}))[JUDGE]
        stored = await connection.fetchval("SELECT contacts FROM staff WHERE person_id = $1", JUDGE)
    assert [one.address for one in member.contacts] == ["judge@new.test", "ospanov"]
    assert "chat" not in stored


async def test_what_is_muted_by_chat_comes_by_mail_alone(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    await operator.put(ROOM, json={"room": "ospanov"})
    await chooses(installation, JUDGE, quiet={"ranges": [{"from": "09:00", "until": "11:00"}], "channels": ["chat"]})
    await listed(installation)
    rows = await installation.pool.fetch("SELECT channel, reason FROM notices ORDER BY channel")
    assert [tuple(row) for row in rows] == [("chat", "quiet_hours"), ("email", None)]


async def test_nobody_is_given_what_there_is_not(installation: Installation, operator: httpx.AsyncClient) -> None:
    wrong = await operator.put(ROOM, json={"room": "tgram://secret"})
    assert (wrong.status_code, wrong.json()["errors"][0]["code"]) == (422, "unknown_room")
    assert "secret" not in wrong.text
    assert (await operator.put(f"/people/{uuid4()}/chat-room", json={"room": "ops"})).status_code == 404
    own = await operator.put(ROOM, json={"room": "ops"}, headers=bearer("judge", COURT, JUDGE))
    assert own.status_code == 403


async def test_rooms_are_given_and_taken_away_on_a_page(
    installation: Installation, operator: httpx.AsyncClient
) -> None:
    page = f"/courts/{COURT}/desk/channels/rooms"
    operator.headers = httpx.Headers({"accept": "text/html", "accept-language": "en"})
    operator.follow_redirects = True
    fields = {"form_token": await sign_in(operator, "operator", None), "person_id": str(JUDGE)}
    assert "Nobody of this court has a room." in (await operator.get(page)).text
    given = await operator.post(page, data=fields | {"room": "ospanov"})
    assert "The room is given." in given.text
    assert "Take away" in given.text
    assert "The room is taken away." in (await operator.post(page, data=fields)).text
    for wrong in ({"room": "other"}, {"room": "ops", "person_id": str(uuid4())}, {"person_id": "x"}):
        assert (await operator.post(page, data=fields | wrong)).status_code == 422
    rows = await installation.pool.fetch("SELECT room FROM person_rooms ORDER BY version")
    assert [row["room"] for row in rows] == ["ospanov", None]
