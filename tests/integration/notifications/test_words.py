"""What leaves of a batch in which one notice cannot be written or is hostile, and of summonses that lack something."""

import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr
from tarazy_notifications.adapters.desk.door import Door
from tarazy_notifications.adapters.http import notices_router
from tarazy_notifications.adapters.rules.book import Rules
from tarazy_notifications.adapters.rules.http import rules_router
from tarazy_notifications.adapters.rules.kinds import KINDS
from tarazy_notifications.adapters.texts.editions import KeepingEditions
from tarazy_notifications.adapters.texts.gaps import Gaps
from tarazy_notifications.adapters.texts.http import texts_router
from tarazy_notifications.adapters.texts.ruling import terms_of
from tarazy_notifications.app.attempts import Attempts
from tarazy_notifications.app.sender import Lane
from tarazy_shared.problems import handle_problems

from tests.integration.notifications.access.asking import TOKEN
from tests.integration.notifications.court import COURT, LEASE, NOW, Installation, Matter, court, directory, party

HOSTILE = "Eve\r\nBcc: x@evil.test\u202e\u200b</td><script>1</script>" + "x" * 400


@pytest.fixture
def rules() -> Rules:
    return Rules(KINDS)


@pytest.fixture
def lane(installation: Installation, rules: Rules) -> Lane:
    """One that keeps to the rules of courts."""
    return installation.new_lane(attempts=Attempts(installation.work, LEASE, terms=terms_of(rules)))


@pytest.fixture
async def client(installation: Installation, rules: Rules) -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    handle_problems(app)
    door = Door(installation.work, SecretStr(TOKEN))
    app.include_router(rules_router(door, rules))
    app.include_router(texts_router(door))
    app.include_router(notices_router(installation.pool, door))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test", headers=headers) as client:
        yield client


def gaps_of(lane: Lane) -> Gaps:
    gaps: Gaps = lane.gateways["email"].gaps  # type: ignore[attr-defined]
    return gaps


async def test_one_hostile_name_and_one_unknown_language_keep_nobody_else_from_being_told(
    installation: Installation, lane: Lane, client: httpx.AsyncClient
) -> None:
    eve = party(HOSTILE, contacts=party("eve").contacts)
    one = Matter((eve, party("Anna"), party("Boris"), party("C", contacts=())))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.pool.execute("UPDATE notices SET language = 'xx' WHERE address = 'boris@party.test'")
    await installation.send_all(lane)
    states = await installation.states()
    assert states.pop("boris@party.test hearing_scheduled 1") == "failed"
    assert set(states.values()) == {"sent"}
    assert [fact["reason"] for fact in await installation.facts("failed")] == ["cannot_be_written"]
    (listed,) = (await client.get(f"/courts/{COURT}/notices", params={"state": "failed"})).json()["notices"]
    assert (listed["address"], listed["reason"]) == ("boris@party.test", "cannot_be_written")
    assert (await client.get(f"/courts/{COURT}/notices", params={"state": "sent"})).status_code == 422
    assert {to for to, _, _ in installation.mails()} == {
        "ospanov@court.test",
        "kim@court.test",
        "eve@party.test",
        "anna@party.test",
    }
    addressed = {mail["To"].addresses[0].addr_spec: mail for mail in installation.server.accepted}
    to_eve = addressed["eve@party.test"]
    assert to_eve["Bcc"] is None
    for part in to_eve.walk():
        if part.get_content_maintype() == "text":
            text = part.get_payload(decode=True).decode()  # type: ignore[union-attr]
            assert not {"\u202e", "\u200b"} & set(text)
            assert part.get_content_subtype() != "html" or "<script>" not in text


async def test_a_court_without_an_address_is_heard_and_reads_what_its_summonses_lack(
    installation: Installation, lane: Lane, client: httpx.AsyncClient
) -> None:
    one = Matter((party("Anna"), party("Boris")))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all(lane)
    assert set((await installation.states()).values()) == {"sent"}
    async with installation.pool.acquire() as connection:
        await gaps_of(lane).save(connection, NOW)
        await gaps_of(lane).save(connection, NOW)
    (gap,) = (await client.get(f"/courts/{COURT}/summons-gaps")).json()["gaps"]
    assert (gap["topic"], gap["item"], gap["notices"]) == ("hearing_scheduled", "court_address", 2)
    versions = await installation.pool.fetch(
        "SELECT DISTINCT text_version FROM notice_transitions WHERE state = 'sent'"
    )
    assert all(row[0] for row in versions)


async def test_a_court_can_hold_back_what_lacks_something(installation: Installation, lane: Lane) -> None:
    rule = {"topics": [{"topic": "hearing_scheduled", "items": [{"item": "court_address"}]}]}
    await installation.pool.execute(
        "INSERT INTO notice_rules (kind, court_id, valid_from, version, rule, entered_at)"
        " VALUES ('summons', $1, $2, 1, $3, $4)",
        COURT,
        NOW.date(),
        json.dumps(rule),
        NOW,
    )
    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    await installation.send_all(lane)
    assert (await installation.states())["anna@party.test hearing_scheduled 1"] == "failed"
    assert [fact["reason"] for fact in await installation.facts("failed")] == ["summons_incomplete:court_address"]
    assert {to for to, _, _ in installation.mails()} == {"ospanov@court.test", "kim@court.test"}
    await installation.take(court(2, address={"kk": "Абай, 1", "ru": "Абая, 1", "en": "1 Abay"}), one.rescheduled())
    await installation.send_all(lane)
    assert (await installation.states())["anna@party.test hearing_rescheduled 2"] == "sent"


async def test_a_court_writes_in_its_own_words_and_goes_back(
    installation: Installation, lane: Lane, client: httpx.AsyncClient
) -> None:
    """What could not be written is refused with its line, and nothing of it stays."""

    async def laid_down(text: str | None) -> httpx.Response:
        texts = {"ru": {"hearing_rescheduled.party": f"{{% block opening %}}{text}{{% endblock %}}"}} if text else {}
        wanted: dict[str, Any] = {"valid_from": NOW.date().isoformat(), "rule": {"texts": texts}, "source": "Order 9"}
        return await client.put(f"/courts/{COURT}/rules/texts", json=wanted)

    async def told_anna() -> str:
        await installation.take(one.rescheduled())
        await installation.send_all(lane)
        assert installation.server.accepted[-1]["To"].addresses[0].addr_spec == "anna@party.test"
        return str(installation.server.accepted[-1].get_body(("plain",)).get_content())  # type: ignore[union-attr]

    one = Matter((party("Anna"),))
    await installation.take(*directory(), one.registered(), one.scheduled())
    refused = await laid_down("Ждём Вас:\n{{ nobody }}")
    assert refused.status_code == 422
    (error,) = refused.json()["errors"]
    assert error["field"] == "rule.texts.ru.hearing_rescheduled.party"
    assert error["reason"].startswith("line 2: nobody is not known")
    assert "произошли изменения" in await told_anna()
    assert (await laid_down("Ждём Вас в новое время.")).json()["changed"] is True
    assert "Ждём Вас в новое время." in await told_anna()
    assert (await laid_down(None)).json()["version"] == 2
    assert "произошли изменения" in await told_anna()
    kept = (await client.get(f"/courts/{COURT}/rules/texts")).json()["rules"]
    assert [(one["version"], one["source"]) for one in kept] == [(1, "Order 9"), (2, "Order 9")]
    sent = await installation.pool.fetch(
        "SELECT text_version FROM notice_transitions WHERE state = 'sent' AND text_version LIKE '%+own:%'"
    )
    assert len(sent) == 1


async def test_the_words_of_every_edition_can_be_read_again(
    installation: Installation, client: httpx.AsyncClient
) -> None:
    keeping = KeepingEditions(installation.pool, installation.clock)
    await keeping.step()
    await keeping.step()
    found = (await client.get("/texts/editions")).json()["editions"]
    assert [one["language"] for one in found] == ["en", "kk", "ru"]
    words = (await client.get(f"/texts/editions/kk/{found[1]['edition']}")).json()
    assert "шақырыласыз" in words["hearing_scheduled.party"]
    assert {"letter.html.jinja", "words.json"} <= set(words)
    assert (await client.get("/texts/editions/kk/99999")).status_code == 404
    with pytest.raises(asyncpg.IntegrityConstraintViolationError):
        await installation.pool.execute("UPDATE text_editions SET edition = 7")
