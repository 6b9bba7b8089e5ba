"""A court goes to the services as a whole, or not at all; what they say is told by the file's own rows."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from tarazy_local.importing import court_sending, installation, patience
from tarazy_local.importing.court_file import CourtFile, check_court
from tarazy_local.importing.court_sending import Sending, send_court
from tarazy_local.importing.finding import UnreadableFile
from tarazy_local.importing.installation import Installation, NoAnswerError
from tarazy_local.importing.report import Report

ENDPOINTS = {
    "services": {
        "hr": {"url": "http://hr", "token": "hr-token"},
        "scheduling": {"url": "http://scheduling", "token": "s-token"},
    },
    "intake": {"url": "http://scheduling/intake/events", "token": "i-token"},
    "kafka": {"bootstrap_servers": "nowhere:1"},
}
ROOM = {"room_id": "9a3c1f5e-0c0e-4f7e-9a51-0d6a2f7f3f10", "name": "Зал 1"}
COURT = {"court_id": "kz-1", "name": {"kk": "Сот", "ru": "Суд", "en": "Court"}}
STOOD = {"imported": True, "read": 1, "new": 0, "changed": 0, "skipped": 0, "errors": []}

Answer = Callable[[httpx.Request], httpx.Response]


def court_file(**more: Any) -> CourtFile:
    return check_court({"court": COURT, "calendar": {"slot_minutes": 5}, "rooms": [ROOM], **more})


def answering(
    hr: Any, room: int = 200, seen: list[httpx.Request] | None = None, *, known: bool = True, version: int = 0
) -> Answer:
    """Services in which a court is known or not; a `version` makes every room and calendar changed.

    `seen` gets what is sent to be kept; what scheduling only looks at is not among it.
    """

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.host == "hr" and request.method == "GET":
            return httpx.Response(200 if known else 404, json={})
        if seen is not None and not (request.method == "PUT" and request.url.params.get("dry_run")):
            seen.append(request)
        if request.url.host == "hr":
            status = 200 if hr.get("imported", True) else 422
            return httpx.Response(status, json=hr)
        if "/rooms/" in request.url.path and room >= 400:
            error = {"field": "features[0]", "code": "unknown_code", "reason": "No such feature"}
            return httpx.Response(room, json={"title": "A field is wrong", "errors": [error]})
        return httpx.Response(200, json={"changed": bool(version), "version": version})

    return answer


async def send(answer: Answer, court: CourtFile | None = None, **how: bool) -> Report:
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as http:
        system = Installation(http, ENDPOINTS)
        return await send_court(system, court or court_file(), Sending(**how), lambda _: None)


async def test_people_go_to_hr_and_rooms_to_scheduling_each_with_its_token() -> None:
    seen: list[httpx.Request] = []
    report = await send(answering(STOOD, seen=seen, known=False, version=1))
    told = [
        (request.method, str(request.url.copy_with(query=None)), request.headers["authorization"]) for request in seen
    ]
    assert told[0] == ("POST", "http://hr/courts/kz-1/import", "Bearer hr-token")
    assert ("PUT", "http://scheduling/courts/kz-1/calendar", "Bearer s-token") in told
    assert ("PUT", f"http://scheduling/courts/kz-1/rooms/{ROOM['room_id']}", "Bearer s-token") in told
    assert str(report.tally) == "read 3, new 2, changed 0, skipped 0"


async def test_what_was_read_is_said() -> None:
    report = await send(answering(STOOD))
    assert str(report.notes[0]) == "read: the court, its calendar, 1 room"


async def test_what_stands_already_changes_nothing() -> None:
    report = await send(answering(STOOD, 200))
    assert str(report.tally) == "read 3, new 0, changed 0, skipped 0"
    assert report.status == 0


@pytest.mark.parametrize(
    ("version", "tally"), [(1, "read 3, new 1, changed 1, skipped 0"), (4, "read 3, new 0, changed 2, skipped 0")]
)
async def test_a_room_of_a_known_court_is_new_in_its_first_version(version: int, tally: str) -> None:
    assert str((await send(answering(STOOD, version=version))).tally) == tally


async def test_a_bad_row_holds_everything_back_before_anything_is_sent() -> None:
    seen: list[httpx.Request] = []
    report = await send(answering(STOOD, 200, seen), court_file(people=[{"name": "?"}]))
    assert seen == []
    assert str(report.tally) == "read 4, new 0, changed 0, skipped 4"
    assert report.status == 3


async def test_bad_rows_can_be_skipped() -> None:
    seen: list[httpx.Request] = []
    report = await send(answering(STOOD, 200, seen), court_file(people=[{"name": "?"}]), skip_bad_rows=True)
    assert "skip_bad_rows=true" in str(seen[0].url)
    assert str(report.tally) == "read 4, new 0, changed 0, skipped 1"
    assert report.status == 3


async def test_what_hr_refuses_is_told_by_the_files_row_and_rooms_stay_untouched() -> None:
    seen: list[httpx.Request] = []
    error = {"section": "absences", "row": 2, "column": "starts_at", "code": "x", "reason": "Overlaps"}
    held = {**STOOD, "imported": False, "read": 3, "new": 2, "skipped": 1, "errors": [error]}
    report = await send(answering(held, 200, seen))
    assert [str(problem) for problem in report.problems] == ["absences[1], starts_at: Overlaps"]
    assert report.tally.new == 0
    assert len(seen) == 1


async def test_rows_are_counted_as_the_file_has_them_also_when_bad_ones_are_left_out() -> None:
    error = {"section": "people", "row": 1, "column": "post_id", "code": "x", "reason": "Held"}
    person = {"person_id": ROOM["room_id"], "post_id": ROOM["room_id"], "role": "judge", "name": "A"}
    file = court_file(people=[{}, person | {"from_on": "2026-01-05"}], rooms=[{}, ROOM])
    report = await send(answering({**STOOD, "skipped": 1, "errors": [error]}, 422), file, skip_bad_rows=True)
    assert [problem.where for problem in report.problems if problem.text != "Is missing"] == ["people[1]", "rooms[1]"]


async def test_a_long_import_says_that_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "EVERY", 0.01)
    lines: list[str] = []

    async def slowly(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.05)
        return answering(STOOD)(request)

    async with httpx.AsyncClient(transport=httpx.MockTransport(slowly)) as http:
        await send_court(Installation(http, ENDPOINTS), court_file(), Sending(), lines.append)
    assert {"HR reads kz-1 (0 s)", "Scheduling takes the rooms of kz-1 (0 s)"} <= set(lines)
    assert any(line.startswith("Scheduling reads of the court (") for line in lines)


async def test_a_court_that_hr_refuses_is_wrong_as_a_whole() -> None:
    error = {"section": "court", "row": 1, "column": "zone", "code": "x", "reason": "No such zone"}
    with pytest.raises(UnreadableFile, match="court, zone: No such zone"):
        await send(answering({**STOOD, "imported": False, "errors": [error]}))


async def test_a_room_that_scheduling_refuses_is_a_skipped_row() -> None:
    report = await send(answering(STOOD, 422), skip_bad_rows=True)
    assert "No such feature" in str(report.problems)
    assert str(report.tally) == "read 3, new 0, changed 0, skipped 1"
    assert report.status == 3


async def test_what_scheduling_refuses_holds_everything_back_and_is_told_with_what_hr_refuses() -> None:
    """HR would have recorded its part before scheduling was asked."""
    seen: list[httpx.Request] = []
    error = {"section": "people", "row": 1, "column": "post_id", "code": "x", "reason": "Held"}
    tried = {**STOOD, "imported": False, "errors": [error]}
    report = await send(answering(tried, 409, seen))
    assert [(request.method, request.url.params.get("dry_run")) for request in seen] == [("POST", "true")]
    assert [problem.where for problem in report.problems] == ["people[0]", "rooms[0]"]
    assert (str(report.tally), report.status) == ("read 3, new 0, changed 0, skipped 3", 3)


async def test_a_dry_run_says_what_scheduling_would_refuse() -> None:
    report = await send(answering({**STOOD, "imported": False}, 409), dry_run=True, skip_bad_rows=True)
    assert [problem.where for problem in report.problems] == ["rooms[0]"]
    assert str(report.tally) == "read 3, new 0, changed 0, skipped 1"


async def test_a_dry_run_writes_nothing() -> None:
    seen: list[httpx.Request] = []
    report = await send(answering({**STOOD, "imported": False, "new": 1}, 200, seen), dry_run=True)
    assert [request.method for request in seen] == ["POST"]
    assert "dry_run=true" in str(seen[0].url)
    assert report.dry_run
    assert str(report.tally) == "read 3, new 1, changed 0, skipped 0"
    unknown = answering({**STOOD, "imported": False, "new": 1}, known=False)
    assert str((await send(unknown, dry_run=True)).tally) == "read 3, new 3, changed 0, skipped 0"


async def test_the_file_is_sent_as_it_is_written() -> None:
    seen: list[httpx.Request] = []
    await send(answering(STOOD, 200, seen))
    assert json.loads(seen[0].content)["court"] == COURT


async def test_a_service_that_is_away_for_a_moment_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "_LONGEST_PAUSE", 0.01)
    monkeypatch.setattr("asyncio.sleep", _at_once)
    tries = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise httpx.ConnectError("refused")
        if tries == 2:
            return httpx.Response(503, headers={"Retry-After": "1"})
        return answering(STOOD)(request)

    assert (await send(answer)).status == 0


async def test_a_service_that_stays_away_ends_the_import(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asyncio.sleep", _at_once)

    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused")

    with pytest.raises(NoAnswerError, match="is the system running"):
        await send(answer)


async def test_a_wrong_token_ends_the_import() -> None:
    with pytest.raises(NoAnswerError, match="token"):
        await send(lambda _: httpx.Response(401))


async def test_an_import_ends_when_the_others_have_read_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[str] = []

    async def taken_over(_: Installation, court_id: str, tell: Callable[[str], None]) -> bool:
        waited.append(court_id)
        return True

    monkeypatch.setattr(court_sending, "until_taken_over", taken_over)
    await send(answering(STOOD))
    assert waited == [], "nothing changed, nothing to wait for"
    await send(answering({**STOOD, "new": 1}))
    assert waited == ["kz-1"]


async def test_when_the_others_take_longer_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    async def not_yet(_: Installation, court_id: str, tell: Callable[[str], None]) -> bool:
        return False

    monkeypatch.setattr(court_sending, "until_taken_over", not_yet)
    report = await send(answering({**STOOD, "new": 1}))
    assert "still reading" in report.notes[-1].text
    assert report.status == 0


async def _at_once(_: float) -> None:
    return None


async def test_rules_of_draws_go_to_scheduling_the_earliest_first() -> None:
    seen: list[httpx.Request] = []
    rules = [{"valid_from": day, "beta": "1/2"} for day in ("2026-05-01", "2026-01-01")]
    report = await send(answering(STOOD, seen=seen, known=False, version=1), court_file(draw_rules=rules))
    sent = [json.loads(request.content) for request in seen if request.url.path == "/courts/kz-1/draw-rules"]
    assert [one["valid_from"] for one in sent] == ["2026-01-01", "2026-05-01"]
    assert str(report.tally) == "read 5, new 4, changed 0, skipped 0"


async def test_a_limit_goes_to_scheduling_under_its_code() -> None:
    seen: list[httpx.Request] = []
    limit = {
        "code": "notice.main",
        "limits": "notice",
        "amount": 1,
        "unit": "working_days",
        "trigger": "told",
        "name": {"kk": "Бір күн", "ru": "Один день", "en": "A day"},
        "source": "Order 12",
        "valid_from": "2026-01-01",
    }
    report = await send(answering(STOOD, seen=seen, known=False, version=1), court_file(limits=[limit]))
    (sent,) = [request for request in seen if request.url.path.startswith("/courts/kz-1/limit-rules/")]
    assert sent.url.path.endswith("/notice.main")
    assert json.loads(sent.content) == {name: value for name, value in limit.items() if name != "code"}
    assert str(report.tally) == "read 4, new 3, changed 0, skipped 0"
