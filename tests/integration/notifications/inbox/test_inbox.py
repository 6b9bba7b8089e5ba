"""What somebody was sent, in an inbox of their own."""

import asyncio
import json
from collections.abc import AsyncGenerator
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from tarazy_notifications.adapters.channels.inbox.gateway import InboxGateway
from tarazy_notifications.adapters.channels.wiring import Inboxes
from tarazy_notifications.domain.delivery.outcomes import Accepted, NotTried
from tarazy_notifications.domain.delivery.states import State

from tests.integration.notifications.access.asking import KEYS, bearer, form_token
from tests.integration.notifications.channels.far_side import claimed, no, yes
from tests.integration.notifications.court import (
    COURT,
    FIRST_SITTING,
    JUDGE,
    NOW,
    OTHER_JUDGE,
    Installation,
    Matter,
    directory,
    party,
)
from tests.unit.notifications.letters_of import notice

MINE = f"/people/{JUDGE}/inbox"


@pytest.fixture
async def matter(installation: Installation) -> Matter:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    return one


async def mine(installation: Installation) -> list[str]:
    """States of the judge's notices, in order."""
    rows = await installation.pool.fetch("SELECT state FROM notices WHERE recipient_id = $1 ORDER BY place", JUDGE)
    return [row["state"] for row in rows]


async def test_opening_a_notice_is_reading_it_and_can_be_unmarked_but_not_undone(
    installation: Installation, matter: Matter, judge: httpx.AsyncClient
) -> None:
    listed = await judge.get("/inbox")
    assert "1 unread notice" in listed.text
    assert "script-src 'self'" in listed.headers["content-security-policy"]
    link = listed.text.split('href="/inbox/')[1].split("#")[0]
    opened = await judge.get(f"/inbox/{link}")
    assert "2-15/2026" in opened.text
    assert "Nothing unread" in opened.text
    assert await mine(installation) == ["read"]
    (fact,) = await installation.facts("read")
    assert (fact["recipient_id"], fact["channel"], fact["reason"]) == (str(JUDGE), "email", "inbox")
    steps = await installation.pool.fetch("SELECT state, reason FROM notice_transitions WHERE state = 'read'")
    assert [tuple(row) for row in steps] == [("read", "inbox")]
    assert len(await installation.facts()) == len(await installation.facts("queued", "sent", "read")), "and once only"
    await judge.get(f"/inbox/{link}")
    assert len(await installation.facts("read")) == 1
    back = await judge.post(f"/inbox/{link}/unread", data={"form_token": form_token(opened.text)})
    assert "1 unread notice" in back.text
    assert await mine(installation) == ["read"]


async def test_an_entry_has_the_words_that_the_court_had_when_it_was_queued(
    installation: Installation, browser: httpx.AsyncClient, app: FastAPI
) -> None:
    own = {"texts": {"ru": {"hearing_scheduled.judge": "{% block opening %}Просим быть в {{ room }}.{% endblock %}"}}}
    lay_down = "INSERT INTO notice_rules (kind, valid_from, version, rule, entered_at) VALUES ('texts', $1, 1, $2, $3)"
    for day, rule in ((NOW.date(), own), (NOW.date() + timedelta(days=1), {"texts": {}})):
        await installation.pool.execute(lay_down, day, json.dumps(rule), installation.clock())
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all()
    installation.clock.step(timedelta(days=2))
    await browser.post("/sign-in", data={"key": KEYS.make("judge", COURT, JUDGE)})
    listed = await browser.get("/inbox")
    assert "Просим быть в Зал 5." in listed.text
    link = listed.text.split('href="/inbox/')[1].split("#")[0]
    assert "Просим быть в Зал 5." in (await browser.get(f"/inbox/{link}")).text
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        key = bearer("judge", COURT, JUDGE)
        text = (await client.get(f"{MINE}/{link.split('?')[0]}", headers=key)).json()["text"]
        (entry,) = (await client.get(MINE, headers=key)).json()["entries"]
    assert text.startswith("Просим быть в Зал 5.")
    assert entry["line"] == "Просим быть в Зал 5."


async def test_all_are_marked_together_and_unmarked_together_and_none_is_read_by_that(
    installation: Installation, matter: Matter, judge: httpx.AsyncClient
) -> None:
    await installation.take(matter.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.send_all()
    listed = await judge.get("/inbox")
    assert "2 unread notices" in listed.text
    assert listed.text.count("Replaced") == 1
    token, up_to = form_token(listed.text), listed.text.split('name="up_to" value="')[1].split('"')[0]
    marked = await judge.post("/inbox/read-all", data={"form_token": token, "up_to": up_to})
    assert "All are marked as read." in marked.text
    assert "Nothing unread" in marked.text
    stamp = marked.text.split('name="marked" value="')[1].split('"')[0]
    undone = await judge.post("/inbox/undo", data={"form_token": token, "marked": stamp.replace("&#43;", "+")})
    assert "2 unread notices" in undone.text
    assert await installation.facts("read") == []
    assert (await judge.post("/inbox/read-all", data={"form_token": "x", "up_to": up_to})).status_code == 403


async def test_what_came_by_several_channels_is_one_entry_and_what_never_left_is_none(
    installation: Installation, matter: Matter, app: FastAPI
) -> None:
    await installation.pool.execute(
        """INSERT INTO notices (notice_id, court_id, subject_id, subject_version, recipient_id, channel, topic, name,
           language, address, expires_at, state, queued_at, changed_at, role)
        SELECT gen_random_uuid(), court_id, subject_id, subject_version, recipient_id, 'sms', topic, name, language,
           '+77010000000', expires_at, 'failed', queued_at, changed_at, role FROM notices WHERE recipient_id = $1""",
        JUDGE,
    )
    await installation.take(matter.rescheduled(FIRST_SITTING + timedelta(days=1)))
    await installation.take(matter.cancelled())
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        me = bearer("judge", COURT, JUDGE)
        found = (await client.get(MINE, headers=me)).json()
        assert [one["topic"] for one in found["entries"]] == ["hearing_cancelled", "hearing_scheduled"]
        assert found["unread"] == 2
        first = found["entries"][1]
        text = (await client.get(f"{MINE}/{first['notice_id']}", headers=me)).json()
        assert "Зал 5" in text["text"]
        assert (await client.post(f"{MINE}/{first['notice_id']}/read", headers=me)).status_code == 204
        assert (await client.get(MINE, headers=me)).json()["unread"] == 1
        assert sorted(await mine(installation)) == ["failed", "queued", "read", "superseded"]
        assert (await client.post(f"{MINE}/{first['notice_id']}/unread", headers=me)).status_code == 204
        assert (await client.post(f"{MINE}/{uuid4()}/read", headers=me)).status_code == 404


async def test_one_person_sees_and_marks_only_their_own(
    installation: Installation, matter: Matter, app: FastAPI, judge: httpx.AsyncClient
) -> None:
    theirs = await installation.pool.fetchval("SELECT notice_id FROM notices WHERE recipient_id <> $1 LIMIT 1", JUDGE)
    assert (await judge.get(f"/inbox/{theirs}")).status_code == 404
    assert await installation.facts("read") == []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        for method, path in (("GET", MINE), ("POST", f"{MINE}/{theirs}/read"), ("GET", f"{MINE}/{theirs}")):
            other = await client.request(method, path, headers=bearer("judge", COURT, OTHER_JUDGE))
            assert other.status_code == 403
        by_token = await client.post(
            f"{MINE}/{theirs}/read", headers={"Authorization": "Bearer a-token-for-tests-only"}
        )
        assert by_token.status_code == 403, "no program says that somebody has read something"


async def stream(inboxes: Inboxes, seen: int | None = None) -> AsyncGenerator[bytes, None]:
    return inboxes.open.stream(JUDGE, seen, inboxes.closing)


async def test_an_open_page_is_told_of_what_is_new_by_one_look_for_all(
    installation: Installation, matter: Matter, inboxes: Inboxes
) -> None:
    pages = [await stream(inboxes) for _ in range(3)]
    for page in pages:
        assert (await anext(page)).startswith(b"retry: ")
        assert b"event: since" in await anext(page)
    await inboxes.open.look()
    await installation.take(matter.rescheduled(FIRST_SITTING + timedelta(days=1)))
    waiting = [asyncio.ensure_future(anext(page)) for page in pages]
    await asyncio.sleep(0.01)
    assert not any(one.done() for one in waiting)
    await inboxes.open.look()
    told = [await asyncio.wait_for(one, 1) for one in waiting]
    assert all(b"event: inbox" in one for one in told)
    last = int(told[0].split(b"id: ")[1].split(b"\n")[0])
    for page in pages:
        await page.aclose()
    assert await inboxes.open.look() is False

    again = await stream(inboxes, last)
    await anext(again)
    assert b"event: since" in await anext(again), "it has seen all"
    await again.aclose()
    missed = await stream(inboxes, last - 1)
    await anext(missed)
    assert b"event: inbox" in await anext(missed)
    inboxes.closing.set()
    with pytest.raises(StopAsyncIteration):
        await asyncio.wait_for(anext(missed), 1)


async def test_the_stream_is_an_answer_of_its_own_kind_and_for_who_is_signed_in(
    matter: Matter, inboxes: Inboxes, judge: httpx.AsyncClient
) -> None:
    inboxes.closing.set()
    answer = await judge.get("/inbox/events", headers={"Last-Event-ID": "0"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.startswith("retry: ")
    judge.cookies.clear()
    assert (await judge.get("/inbox/events")).url.path == "/sign-in"


async def test_the_inbox_as_a_channel_takes_what_is_still_wanted() -> None:
    gateway = InboxGateway()
    about = claimed(notice(channel="inbox", address="inbox"))
    assert await gateway.send(about, no) == NotTried(State.SUPERSEDED)
    outcome = await gateway.send(about, yes)
    assert isinstance(outcome, Accepted)
    assert outcome.sent is not None
    assert "2-15/2026" in str(outcome.sent.text)
    await gateway.close()
