"""One's own hearings, as a calendar to subscribe to."""

from datetime import timedelta
from uuid import uuid4

import httpx
import vobject
from fastapi import FastAPI
from tarazy_notifications.app.delivery.gates import pause, resume
from tarazy_shared.contracts import hearings

from tests.integration.notifications.access.asking import bearer, form_token
from tests.integration.notifications.court import (
    COURT,
    FIRST_SITTING,
    JUDGE,
    OTHER_JUDGE,
    Installation,
    Matter,
    directory,
    party,
)
from tests.unit.notifications import itip, libical

MINE = f"/people/{JUDGE}/feed"


async def listed(installation: Installation, **fields: object) -> Matter:
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled(**fields))  # type: ignore[arg-type]
    return one


async def address(app: FastAPI, language: str = "en") -> str:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        made = await client.post(MINE, json={"language": language}, headers=bearer("judge", COURT, JUDGE))
        assert made.status_code == 200
        return str(made.json()["url"])


async def read(app: FastAPI, url: str, **headers: str) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app)) as client:
        return await client.get(url, headers=headers)


def sittings(*starts: int) -> tuple[hearings.Sitting, ...]:
    return tuple(
        hearings.Sitting(
            sequence=number,
            starts_at=FIRST_SITTING + timedelta(hours=hours),
            ends_at=FIRST_SITTING + timedelta(hours=hours + 2),
            room_id=uuid4(),
            room_name="Зал 5",
        )
        for number, hours in enumerate(starts, start=1)
    )


async def test_a_feed_holds_a_day_as_an_entry_of_its_own_and_invites_nobody(
    installation: Installation, app: FastAPI
) -> None:
    one = await listed(installation, sittings=sittings(0, 5, 24))
    answer = await read(app, await address(app))
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "private" in answer.headers["cache-control"]
    calendar = itip.parse(answer.content)
    assert calendar.text("METHOD") == "PUBLISH"
    first, second = calendar.named("VEVENT")
    assert {event.text("UID").split(".")[0] for event in (first, second)} == {str(one.hearing_id)}
    assert first.text("UID") != second.text("UID")
    assert not any(
        event.all("ATTENDEE") or event.all("RDATE") or event.all("RECURRENCE-ID") for event in (first, second)
    )
    assert len(calendar.named("VTIMEZONE")) == 1
    starts, ends = first.one("DTSTART"), first.one("DTEND")
    assert starts is not None
    assert ends is not None
    assert (starts.params["TZID"], starts.value[-7:], ends.value[-7:]) == ("Asia/Almaty", "T100000", "T170000")
    assert "2-15/2026" in first.text("SUMMARY")
    assert libical.errors(answer.content) == set()
    assert len(vobject.readOne(answer.text).vevent_list) == 2


async def test_it_moves_with_the_hearing_and_ends_with_it(installation: Installation, app: FastAPI) -> None:
    one, url = await listed(installation), await address(app)
    before = await read(app, url)
    assert (await read(app, url)).content == before.content
    unchanged = await read(app, url, **{"If-None-Match": before.headers["etag"]})
    assert (unchanged.status_code, unchanged.content, unchanged.headers["etag"]) == (304, b"", before.headers["etag"])
    await installation.take(one.rescheduled(FIRST_SITTING + timedelta(days=1)))
    after = await read(app, url, **{"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    (event,) = itip.parse(after.content).named("VEVENT")
    assert event.text("SEQUENCE") == "1"
    assert event.text("DTSTART").startswith("20261202")
    await installation.take(one.cancelled())
    gone = await read(app, url)
    assert b"VEVENT" not in gone.content
    assert gone.text.startswith("BEGIN:VCALENDAR")


async def test_what_was_held_stays_for_a_month_and_what_was_called_off_does_not(
    installation: Installation, app: FastAPI
) -> None:
    held, url = await listed(installation), await address(app)
    called_off = Matter((party("Boris"),))
    await installation.take(called_off.registered(), called_off.scheduled(), called_off.cancelled())
    installation.clock.now = FIRST_SITTING + timedelta(hours=3)
    begun = {"started_at": FIRST_SITTING, "ended_at": FIRST_SITTING + timedelta(hours=1)}
    await installation.take(held.recorded("held", **begun))
    events = itip.parse((await read(app, url)).content).named("VEVENT")
    assert [event.text("UID").split(".")[0] for event in events] == [str(held.hearing_id)]
    installation.clock.step(timedelta(days=31))
    assert b"VEVENT" not in (await read(app, url)).content


async def test_a_closed_hearing_shows_its_time_alone(installation: Installation, app: FastAPI) -> None:
    await listed(installation, confidential=True)
    answer = await read(app, await address(app))
    (event,) = itip.parse(answer.content).named("VEVENT")
    assert event.text("SUMMARY") == "Closed hearing"
    assert event.text("CLASS") == "CONFIDENTIAL"
    assert not {one.name for one in event.properties} & {"DESCRIPTION", "LOCATION", "CONFERENCE"}
    assert b"2-15" not in answer.content
    assert libical.errors(answer.content) == set()


async def test_another_address_ends_the_one_before_and_a_revoked_one_is_as_if_it_had_never_been(
    installation: Installation, app: FastAPI
) -> None:
    await listed(installation)
    first, second = await address(app), await address(app)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        me = bearer("judge", COURT, JUDGE)
        assert (await client.get(MINE, headers=me)).json()["made_at"] is not None
        assert (await client.get(first)).status_code == 404
        assert (await client.get(second)).status_code == 200
        assert (await client.head(second)).status_code == 200
        for method in ("GET", "POST", "DELETE"):
            other = await client.request(method, MINE, headers=bearer("judge", COURT, OTHER_JUDGE), json={})
            assert other.status_code == 403
        assert (await client.delete(MINE, headers=me)).status_code == 204
        assert (await client.delete(MINE, headers=me)).status_code == 404
        revoked, never = await client.get(second), await client.get("/feeds/never.ics")
        assert (revoked.status_code, revoked.json()) == (never.status_code, never.json())
        assert (await client.get(f"/feeds/{'x' * 5000}.ics")).status_code == 404
    secret = second.rpartition("/")[2].removesuffix(".ics")
    rows = await installation.pool.fetch("SELECT * FROM feeds")
    assert not any(secret in str(tuple(row)) for row in rows)
    trail = await installation.pool.fetch("SELECT action, about, detail FROM audit_trail ORDER BY number")
    assert [(row["action"], row["about"]) for row in trail] == [("feed.own", str(JUDGE))] * 3
    assert not any(secret in row["detail"] for row in trail)


async def test_while_calendars_are_held_programs_keep_what_they_have(installation: Installation, app: FastAPI) -> None:
    await listed(installation)
    url = await address(app)
    async with installation.work.begin() as uow:
        await pause(uow, "feed", pause_id=uuid4(), by="key:1", reason="Times are wrong")
    held = await read(app, url)
    assert (held.status_code, held.headers["retry-after"]) == (503, "900")
    assert (await read(app, "http://test/feeds/never.ics")).status_code == 404
    async with installation.work.begin() as uow:
        await resume(uow, "feed", by="key:1")
    assert (await read(app, url)).status_code == 200


async def test_by_the_page_it_is_shown_once(installation: Installation, app: FastAPI, judge: httpx.AsyncClient) -> None:
    await listed(installation)
    page = await judge.get("/feed")
    assert "You have no address yet." in page.text
    token = form_token(page.text)
    made = await judge.post("/feed", data={"form_token": token})
    url = made.text.split('class="mono hash">')[1].split("<")[0]
    assert (await read(app, url)).status_code == 200
    later = await judge.get("/feed")
    assert url not in later.text
    assert "You have an address since" in later.text
    ended = await judge.post("/feed/revoke", data={"form_token": token})
    assert "You have no address yet." in ended.text
    assert (await read(app, url)).status_code == 404
    assert (await judge.post("/feed", data={"form_token": "forged"})).status_code == 403
