"""What has to be told by hand: listed, taken, done, opened again."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import pytest
from fastapi import FastAPI
from tarazy_notifications.adapters.evidence import seals
from tarazy_notifications.app.evidence.sealing import Sealer
from tarazy_notifications.domain.evidence.proof import proof_of, written
from tarazy_notifications.verify_notices import check
from tarazy_shared.audit_chain import faults_of

from tests.integration.notifications.access.asking import bearer, form_token, sign_in
from tests.integration.notifications.court import COURT, JUDGE, Installation, Matter
from tests.integration.notifications.one_notice import one_notice

HERE = f"/courts/{COURT}/tasks"
DESK = f"/courts/{COURT}/desk/tasks"
OPEN = """
INSERT INTO tasks (task_id, court_id, kind, subject_id, subject_version, hearing_id, recipient_id, topic, due_at,
                   opened_at, reason)
VALUES ($1, $2, $3, $4, 1, $4, $5, 'hearing_scheduled', $6, $7, $8)
"""


@pytest.fixture
async def matter(installation: Installation) -> Matter:
    return await one_notice(installation)


@pytest.fixture
async def task_id(installation: Installation, matter: Matter) -> UUID:
    """One that is due in three hours."""
    return await a_task(installation, matter, matter.parties[0].party_id)


async def a_task(installation: Installation, matter: Matter, who: UUID, kind: str = "no_proof") -> UUID:
    task_id, now = uuid4(), installation.clock()
    due_at = now + timedelta(hours=3)
    reason = "smtp_552" if kind == "no_proof" else None
    await installation.pool.execute(OPEN, task_id, COURT, kind, matter.hearing_id, who, due_at, now, reason)
    return task_id


async def ask(app: FastAPI, path: str, body: dict[str, str] | None = None) -> httpx.Response:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        return await client.post(f"{HERE}/{path}", json=body, headers=bearer("clerk", person=JUDGE))


async def listed(app: FastAPI, state: str = "open") -> list[dict[str, Any]]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        answer = await client.get(HERE, params={"state": state}, headers=bearer("listing_officer"))
    return list(answer.json()["tasks"])


async def test_a_task_is_taken_done_and_opened_again(
    installation: Installation, matter: Matter, task_id: UUID, app: FastAPI
) -> None:
    (one,) = await listed(app)
    assert (one["name"], one["state"], one["taken_by"]) == ("Anna", "open", None)
    assert (await ask(app, f"{task_id}/take")).status_code == 200
    assert (await listed(app))[0]["taken_by"] == f"key clerk {COURT} {JUDGE}"
    assert (await ask(app, f"{task_id}/release")).status_code == 200
    told = installation.clock() - timedelta(minutes=5)
    said = {"note_code": "told_by_telephone", "told_at": told.isoformat(), "document": "12-4"}
    assert (await ask(app, f"{task_id}/done", said)).status_code == 200
    assert await listed(app) == []
    (fact,) = await installation.facts("told_by_hand")
    assert (fact["notice_id"], fact["recipient_id"]) == (str(task_id), str(matter.parties[0].party_id))
    assert (fact["subject_id"], fact["subject_version"]) == (str(matter.hearing_id), 1)
    assert (fact["channel"], fact["reason"], fact["proof"]) == ("by_hand", "told_by_telephone", True)
    assert "12-4" not in str(fact), "ids and codes alone"
    (done,) = await listed(app, "done")
    assert done["note_code"] == "told_by_telephone"
    assert (await ask(app, f"{task_id}/done", said)).json()["errors"][0]["code"] == "not_open"
    assert (await ask(app, f"{task_id}/take")).json()["errors"][0]["code"] == "not_open"
    assert (await ask(app, f"{task_id}/reopen")).status_code == 200
    assert (await ask(app, f"{task_id}/reopen")).json()["errors"][0]["code"] == "not_done"
    *_, again = await installation.facts("told_by_hand")
    assert (again["notice_id"], again["reason"], again["proof"]) == (str(task_id), "reopened", False)
    steps = await installation.pool.fetch("SELECT what, note_code, tells, document FROM task_steps ORDER BY number")
    assert [tuple(row) for row in steps] == [
        ("taken", None, None, None),
        ("released", None, None, None),
        ("done", "told_by_telephone", True, "12-4"),
        ("reopened", None, None, None),
    ]
    await Sealer(installation.work, lambda size: b"0" * size, patience=timedelta()).step()
    async with installation.pool.acquire() as connection, connection.transaction():
        assert list(faults_of([link async for link in seals.in_order(connection, None)])) == []
        found = await seals.of_subject(connection, matter.hearing_id)
    by_hand = check(written(proof_of(COURT, matter.hearing_id, found))).notices[str(task_id)]
    assert by_hand.said["recipient_id"] == str(matter.parties[0].party_id)
    assert [(one["what"], one["note_code"]) for one in by_hand.by_hand] == [
        ("done", "told_by_telephone"),
        ("reopened", None),
    ]
    assert by_hand.by_hand[0]["told_at"] == told.isoformat(timespec="microseconds")
    assert by_hand.bound[0]["words"]["document"] == "12-4"
    trail = await installation.pool.fetch("SELECT action, about FROM audit_trail ORDER BY number")
    assert {tuple(row) for row in trail} == {("task.close", str(task_id))}
    assert len(trail) == 4
    with pytest.raises((asyncpg.IntegrityConstraintViolationError, asyncpg.InsufficientPrivilegeError)):
        await installation.pool.execute("UPDATE task_steps SET document = ''")


async def test_what_cannot_be_is_refused_by_its_field(installation: Installation, task_id: UUID, app: FastAPI) -> None:
    for said, field, code in (
        ({"note_code": "by_pigeon"}, "note_code", "unknown_note"),
        ({"note_code": "not_needed", "told_at": "2030-01-01T00:00:00Z"}, "told_at", "told_in_future"),
        ({"note_code": "not_needed", "told_at": "yesterday"}, "told_at", "field_wrong"),
        ({"note_code": "not_needed", "document": "\n"}, "document", "field_wrong"),
    ):
        refused = await ask(app, f"{task_id}/done", said)
        assert refused.status_code == 422
        assert (refused.json()["errors"][0]["field"], refused.json()["errors"][0]["code"]) == (field, code)
    assert (await ask(app, f"{uuid4()}/take")).json()["errors"][0]["code"] == "unknown_task"
    assert await installation.pool.fetchval("SELECT count(*) FROM task_steps") == 0


async def test_by_the_pages_with_the_count_in_the_navigation(
    installation: Installation, matter: Matter, task_id: UUID, browser: httpx.AsyncClient
) -> None:
    await sign_in(browser, "clerk")
    page = await browser.get(DESK)
    assert "Tasks: 1" in page.text
    assert "Due today" in page.text
    assert "the mailbox is full (552)" in page.text
    one = await browser.get(f"{DESK}/{task_id}")
    assert "E-mail, hearing listed: waits to be sent" in one.text
    fields = {"form_token": form_token(one.text)}
    taken = await browser.post(f"{DESK}/{task_id}/take", data=fields)
    assert "The task is yours." in taken.text
    wrong = await browser.post(f"{DESK}/{task_id}/done", data=fields | {"note": "served_in_person", "on": "1.13.26"})
    assert wrong.status_code == 422
    assert "A day and a time" in wrong.text
    assert "1.13.26" in wrong.text
    future = {"note": "served_in_person", "on": "16.11.2036", "at": "09:00"}
    assert "in the future" in (await browser.post(f"{DESK}/{task_id}/done", data=fields | future)).text
    said = {"note": "served_in_person", "on": "16.11.2026", "at": "08:59", "document": " 12 / 4 "}
    done = await browser.post(f"{DESK}/{task_id}/done", data=fields | said)
    assert "It is written down." in done.text
    assert "Nobody has to be told by hand." in done.text
    assert "Tasks: " not in done.text
    assert "In person, against a receipt" in (await browser.get(DESK, params={"show": "done"})).text
    again = await browser.get(f"{DESK}/{task_id}", params={"lang": "ru"})
    assert "Выполнена: Лично, под расписку, 16 ноября 2026" in again.text
    assert "12 / 4" in again.text
    hearing = f"/courts/{COURT}/desk/notices/hearings/{matter.hearing_id}"
    shown = (await browser.get(hearing)).text
    assert "Anna. By hand: In person, against a receipt" in shown
    assert "Told, proven" in shown
    reopened = await browser.post(f"{DESK}/{task_id}/reopen", data=fields)
    assert "Told, proven" not in (await browser.get(hearing)).text
    assert "The task is open again." in reopened.text
    assert (await browser.get(f"{DESK}/{uuid4()}")).status_code == 404


async def test_somebody_without_any_notice_has_a_name_all_the_same(
    installation: Installation, matter: Matter, browser: httpx.AsyncClient
) -> None:
    nobody = matter.parties[0].model_copy(update={"party_id": uuid4(), "name": "Борис без адреса", "contacts": ()})
    await installation.take(matter.updated(2, parties=(*matter.parties, nobody)))
    task_id = await a_task(installation, matter, nobody.party_id, "cannot_be_told")
    await a_task(installation, matter, uuid4(), "cannot_be_told")
    await sign_in(browser, "clerk")
    page = await browser.get(DESK)
    assert "Борис без адреса" in page.text
    assert "Tasks: 2" in page.text
    assert "Nothing could be sent." in (await browser.get(f"{DESK}/{task_id}")).text


async def test_an_operator_reads_tasks_and_closes_none(
    installation: Installation, task_id: UUID, browser: httpx.AsyncClient
) -> None:
    token = await sign_in(browser, "operator")
    page = await browser.get(f"{DESK}/{task_id}")
    assert "Write down" not in page.text
    assert (await browser.post(f"{DESK}/{task_id}/take", data={"form_token": token})).status_code == 403
