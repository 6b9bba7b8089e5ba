"""Judges are asked by mail, answer without a script, and nothing anywhere says who has answered, or what."""

import asyncio
import hashlib
import json
import re
import secrets
from base64 import b64decode
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
import httpx
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient
from tarazy_notifications.adapters.evidence.words import unpacked

from tests.system.court_system import CourtSystem, parsed

NAMES = ("aigul", "berik", "gulnar")
WORDS = f"I decide without pressure, {secrets.token_hex(8)}."


class Page(HTMLParser):
    """What a browser without a script makes of a form: where it goes, and the names of its fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action, self.fields, self.scripts = "", set[str](), 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form" and given.get("method") == "post":
            self.action = given.get("action") or ""
        if tag in ("input", "textarea") and (given.get("name") or "").startswith("q-"):
            self.fields.add(given["name"] or "")
        self.scripts += tag == "script"


async def test_a_survey_by_mail_leaves_nothing_that_says_who_answered(
    system: CourtSystem, state: Path, today: date
) -> None:
    asked = Asked(system, f"survey-{secrets.token_hex(4)}", str(uuid4()))
    await asked.open(today + timedelta(days=5))
    links = {name: link_in((await asked.mails(name, 1))[0]) for name in NAMES}
    assert len(set(links.values())) == 3
    await answer(links["aigul"], {"q-workload": "4", "q-remarks": WORDS})
    assert (await asked.command("POST", "/remind")) == {"unused": 2}
    secret = set()
    for name in ("berik", "gulnar"):
        invitation, reminder = await asked.mails(name, 2)
        assert link_in(reminder) == links[name]
        assert reminder["References"] == invitation["Message-ID"]
        secret.add(str(reminder["Tarazy-Notice-Id"]))
    await answer(links["gulnar"], {"q-workload": "2"})
    assert len(await asked.mails("aigul", 1)) == 1
    await asked.command("POST", "/close")
    await asked.tokens_are_gone()

    places = [*await everything(system, state), *logs(state)]
    secret |= {links[name].rpartition("/")[2] for name in NAMES}
    assert [place for place, text in places if any(one in text for one in secret)] == []
    # a token that had not been used was told with the reminder by its hash, and is nowhere else
    assert places_of(hash_in(links["gulnar"]), places) == ["court.staff court.survey.reminded.v1"]
    assert places_of(hash_in(links["aigul"]), places) == []
    assert places_of(WORDS, places) == ["hr survey_texts"]
    (kept,) = (text for _, text in places if WORDS in text)
    assert not any(person in kept for person in asked.people.values())
    # and it was looked everywhere
    about = {place for place, text in places if asked.survey_id in text}
    assert about >= {"hr surveys", "hr survey_answers", "court.staff court.survey.invited.v1"}
    assert {place for place, text in places if asked.people["aigul"] in text} >= {
        "hr appointments",
        "notifications notices",
    }
    assert {place for place, text in places if text} >= {f"{name}.log" for name in system.endpoints["services"]}


class Asked:
    """A survey of the judges of a court of its own."""

    def __init__(self, system: CourtSystem, court_id: str, survey_id: str) -> None:
        self.system, self.court_id, self.survey_id = system, court_id, survey_id
        self.people = {name: str(uuid4()) for name in NAMES}

    async def open(self, closes_on: date) -> None:
        court = {"name": {"kk": "Сот", "ru": "Суд", "en": "Court"}, "zone": "Asia/Almaty"}
        await self._put(f"/courts/{self.court_id}", court)
        for name, person_id in self.people.items():
            judge = {"post_id": str(uuid4()), "role": "judge", "name": name.title(), "from_on": "2024-01-08"}
            contacts = [{"channel": "email", "address": self.address(name)}]
            await self._put(f"/courts/{self.court_id}/people/{person_id}", judge | {"contacts": contacts})
        await self.command("PUT", "", {"questionnaire": "judges", "closes_on": str(closes_on)})

    async def command(self, method: str, path: str, body: Any = None) -> Any:
        address = f"/courts/{self.court_id}/surveys/{self.survey_id}{path}"
        done = await self.system.staff_http("hr", method, address, json=body)
        assert done.status_code == 200, done.text
        return done.json()

    def address(self, name: str) -> str:
        return f"{name}@{self.court_id}.test"

    async def mails(self, name: str, count: int) -> list[EmailMessage]:
        """Wait until somebody has so many mails, oldest first."""
        for _ in range(400):
            got = (await self.system.http.get(f"{self.system.endpoints['catcher']['url']}/messages")).json()
            mails = [parsed(b64decode(one["raw"])) for one in got if self.address(name) in one["to"]]
            if len(mails) >= count:
                return mails
            await asyncio.sleep(0.05)
        pytest.fail(f"{name} has no {count} mails")

    async def tokens_are_gone(self) -> None:
        """Wait until notifications has forgotten the sealed ones."""
        connection = await asyncpg.connect(self.system.endpoints["databases"]["notifications"])
        left = "SELECT count(*) FROM survey_invitations WHERE survey_id = $1"
        for _ in range(400):
            if not await connection.fetchval(left, self.survey_id):
                return await connection.close()
            await asyncio.sleep(0.05)
        pytest.fail("sealed tokens are still there")

    async def _put(self, path: str, body: Any) -> None:
        done = await self.system.staff_http("hr", "PUT", path, json=body)
        assert done.is_success, done.text


async def answer(link: str, sheet: dict[str, str]) -> None:
    """As a telephone without script does, and then once more."""
    async with httpx.AsyncClient(headers={"Accept-Language": "ru"}) as telephone:
        page = Page((await telephone.get(link)).text)
        assert not page.scripts
        assert sheet.keys() <= page.fields
        address = str(httpx.URL(link).join(page.action))
        assert (await telephone.post(address, data=sheet)).status_code == 200
        again = await telephone.post(address, data=sheet)
        assert again.status_code == 404
        assert "В силе первый ответ." in again.text


def link_in(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    (link,) = re.findall(r"http://\S+/answer/\S+", part.get_content())
    return str(link)


def hash_in(link: str) -> str:
    """SHA-256 of the token in a link."""
    return hashlib.sha256(link.rpartition("/")[2].encode()).hexdigest()


def places_of(secret: str, places: list[tuple[str, str]]) -> list[str]:
    """Where something stands."""
    return [place for place, text in places if secret in text]


async def everything(system: CourtSystem, state: Path) -> list[tuple[str, str]]:
    """All rows of all databases, all records of all topics and all metrics, each with where it is."""
    found = []
    password = json.loads((state / "secrets.json").read_text(encoding="utf-8"))["postgres"]
    for service, url in system.endpoints["databases"].items():
        connection = await asyncpg.connect(url, user="postgres", password=password)
        names = await connection.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for name in (row[0] for row in names):
            rows = await connection.fetch(f'SELECT to_jsonb(known)::text FROM "{name}" AS known')  # noqa: S608
            found += [(f"{service} {name}", row[0]) for row in rows]
        if service == "notifications":
            words = await connection.fetch("SELECT words FROM notice_words")
            found += [("notifications words", "\n".join(unpacked(row[0]))) for row in words]
        await connection.close()
    for service in system.endpoints["services"]:
        found.append((f"{service} metrics", (await system.staff_http(service, "GET", "/metrics")).text))
    return [*found, *await records(system)]


async def records(system: CourtSystem) -> list[tuple[str, str]]:
    servers = system.endpoints["kafka"]["bootstrap_servers"]
    admin = AIOKafkaAdminClient(bootstrap_servers=servers)
    await admin.start()
    topics = await admin.describe_topics()
    await admin.close()
    parts = [
        TopicPartition(topic["topic"], part["partition"])
        for topic in topics
        if not topic["is_internal"]
        for part in topic["partitions"]
    ]
    async with AIOKafkaConsumer(bootstrap_servers=servers, enable_auto_commit=False) as consumer:
        consumer.assign(parts)
        await consumer.seek_to_beginning(*parts)
        ends = await consumer.end_offsets(parts)
        found = []
        while [part for part in parts if await consumer.position(part) < ends[part]]:
            for of_part in (await consumer.getmany(timeout_ms=500)).values():
                for one in of_part:
                    headers = {name: (value or b"").decode("utf-8", "replace") for name, value in one.headers}
                    text = json.dumps(headers) + (one.value or b"").decode("utf-8", "replace")
                    found.append((f"{one.topic} {headers.get('ce_type')}", text))
    return found


def logs(state: Path) -> Iterator[tuple[str, str]]:
    for file in (state / "logs").iterdir():
        yield file.name, file.read_text(encoding="utf-8", errors="replace")
