"""From a court system's event to a calendar entry in a mailbox, and everything that moves it."""

import asyncio
import smtplib
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from tests.ids import new_id
from tests.system.court_system import CourtSystem, Told
from tests.system.courts import a_case, a_party, a_request

ALMATY = ZoneInfo("Asia/Almaty")
Data = dict[str, Any]


def court_id(court: Data) -> str:
    return str(court["court"]["court_id"])


def people(court: Data, role: str) -> list[Data]:
    return [person for person in court["people"] if person["role"] == role]


def mailbox(person: Data) -> str:
    return str(person["contacts"][0]["address"])


def person_of(court: Data, person_id: str) -> Data:
    return next(person for person in court["people"] if person["person_id"] == person_id)


def starts(answer: Told) -> list[datetime]:
    return [datetime.fromisoformat(sitting["starts_at"]).astimezone(ALMATY) for sitting in answer.data["sittings"]]


def calendar_of(mail: Any) -> str:
    part = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    return str(part.get_content()).replace("\r\n ", "")


def line(calendar: str, name: str) -> str:
    """The first line with this name, in the event where it has one (a time zone has a DTSTART too)."""
    lines = calendar.splitlines()
    event = lines[lines.index("BEGIN:VEVENT") :]
    return next(text for text in [*event, *lines] if text.split(":")[0].split(";")[0] == name)


async def listed(system: CourtSystem, court: Data, today: date, **more: Any) -> tuple[Data, Data, Told]:
    """A case with one hearing that has its place."""
    case = a_case(court_id(court))
    request = a_request(case, today=today, **more)
    await system.publish("case.registered", case)
    answer = await system.answer_to(await system.publish("hearing.requested", request), "hearing.scheduled")
    for party in case["parties"]:
        await system.mail(party["contacts"][0]["address"])
    return case, request, answer


async def test_a_registered_case_is_drawn_among_the_judges_with_its_proof(system: CourtSystem, court: Data) -> None:
    case = a_case(court_id(court))
    drawn = await system.answer_to(await system.publish("case.registered", case), "case.allocated")
    judges = {person["person_id"] for person in people(court, "judge")}
    assert drawn.data["person_id"] in judges
    assert drawn.key == court_id(court)
    proof = drawn.data["proof"]
    assert {candidate["person_id"] for candidate in proof["candidates"]} == judges
    assert proof["number"] == 1
    assert proof["previous_hash"] == "0" * 64
    draws = await system.http.get(f"{system.endpoints['services']['scheduling']['url']}/cases/{case['case_id']}/draws")
    assert draws.status_code == 200
    assert proof["hash"] in draws.text


async def test_a_requested_hearing_is_listed_and_everybody_gets_a_calendar_entry(
    system: CourtSystem, court: Data, today: date
) -> None:
    case, request, answer = await listed(system, court, today)
    (start,) = starts(answer)
    assert request["earliest_on"] <= start.date().isoformat() <= request["latest_on"]
    assert start.weekday() < 5
    assert answer.data["version"] == 1
    assert answer.data["person_ids"]["clerk"] in {person["person_id"] for person in people(court, "clerk")}
    judge = person_of(court, answer.data["person_ids"]["judges"][0])
    boxes = [mailbox(judge), *(party["contacts"][0]["address"] for party in case["parties"])]
    for box in boxes:
        (mail,) = await system.mail(box)
        calendar = calendar_of(mail)
        assert mail["Tarazy-Hearing-Id"] == request["hearing_id"]
        assert mail["Content-Language"] == "ru"
        assert line(calendar, "METHOD") == "METHOD:REQUEST"
        assert line(calendar, "UID") == f"UID:{request['hearing_id']}@{court_id(court)}.tarazy"
        assert f"{start:%Y%m%dT%H%M%S}" in line(calendar, "DTSTART")
    for notice in ("queued", "sent"):
        await system.until(f"everybody's notice {notice}", partial(everybody_noticed, notice, answer))


def everybody_noticed(notice: str, answer: Told, system: CourtSystem) -> bool:
    """Judge, clerk, claimant and defendant have a notice in this state because of the answer."""
    recipients = {
        one.data["recipient_id"]
        for one in system.about(subject_id=answer.data["hearing_id"])
        if one.type == f"court.notice.{notice}.v1" and one.cause == answer.id
    }
    return len(recipients) == 4


async def test_a_judges_leave_moves_the_hearing_and_every_entry_updates(
    system: CourtSystem, court: Data, today: date
) -> None:
    case, request, answer = await listed(system, court, today)
    (start,) = starts(answer)
    judge = answer.data["person_ids"]["judges"][0]
    asked = await system.staff_http(
        "hr",
        "POST",
        "/absences",
        json={
            "person_id": judge,
            "court_id": court_id(court),
            "kind": "leave",
            "starts_at": start.replace(hour=0, minute=0).isoformat(),
            "ends_at": (start.replace(hour=0, minute=0) + timedelta(days=3)).isoformat(),
        },
    )
    assert asked.status_code == 201, asked.text
    granted = await system.staff_http("hr", "POST", f"/absences/{asked.json()['absence_id']}/approve")
    assert granted.status_code == 200, granted.text
    moved = await system.until(
        "the hearing to move",
        lambda s: next(
            (o for o in s.about(hearing_id=request["hearing_id"]) if o.type == "court.hearing.rescheduled.v1"), None
        ),
    )
    assert moved.data["reason"] == "judge_absent"
    assert moved.data["version"] == 2
    assert moved.data["previous"]["sittings"] == answer.data["sittings"]
    (new_start,) = starts(moved)
    assert not (start.date() <= new_start.date() < start.date() + timedelta(days=3))
    box = case["parties"][0]["contacts"][0]["address"]
    first, second = (calendar_of(mail) for mail in await system.mail(box, count=2))
    assert line(first, "UID") == line(second, "UID")
    assert (line(first, "SEQUENCE"), line(second, "SEQUENCE")) == ("SEQUENCE:0", "SEQUENCE:1")
    assert f"{new_start:%Y%m%dT%H%M%S}" in line(second, "DTSTART")


async def test_a_withdrawn_hearing_is_cancelled_in_every_calendar(
    system: CourtSystem, court: Data, today: date
) -> None:
    case, request, _ = await listed(system, court, today)
    withdrawal = {name: request[name] for name in ("hearing_id", "case_id", "court_id")} | {"reason": "settled"}
    answer = await system.answer_to(await system.publish("hearing.withdrawn", withdrawal), "hearing.cancelled")
    assert answer.data["version"] == 2
    box = case["parties"][1]["contacts"][0]["address"]
    calendar = calendar_of((await system.mail(box, count=2))[1])
    assert line(calendar, "METHOD") == "METHOD:CANCEL"
    assert line(calendar, "STATUS") == "STATUS:CANCELLED"


async def test_a_recused_judge_gives_the_case_and_its_hearings_to_another(
    system: CourtSystem, court: Data, today: date
) -> None:
    case, _request, answer = await listed(system, court, today)
    judge = answer.data["person_ids"]["judges"][0]
    recusal = {"case_id": case["case_id"], "court_id": court_id(court), "person_id": judge, "reason": "kinship"}
    event = await system.publish("recusal.granted", recusal)
    redrawn = await system.answer_to(event, "case.reallocated")
    assert redrawn.data["person_id"] != judge
    assert redrawn.data["reason"] == "judge_recused"
    moved = await system.answer_to(event, "hearing.rescheduled")
    assert moved.data["person_ids"]["judges"] == [redrawn.data["person_id"]]
    uninvited = (await system.mail(mailbox(person_of(court, judge)), count=2))[1]
    calendar = calendar_of(uninvited)
    assert line(calendar, "METHOD") == "METHOD:CANCEL"
    assert "STATUS:CANCELLED" not in calendar


async def test_a_concluded_hearing_is_recorded_and_the_next_one_listed(
    system: CourtSystem, court: Data, today: date
) -> None:
    case, request, _ = await listed(system, court, today)
    following = a_request(case, today=today, after=20, hearing_type="continued")
    conclusion = {name: request[name] for name in ("hearing_id", "case_id", "court_id")} | {
        "outcome": "adjourned",
        "adjournment_reason": "party_absent",
        "next": following,
    }
    event = await system.publish("hearing.concluded", conclusion)
    assert (await system.answer_to(event, "hearing.recorded")).data["outcome"] == "adjourned"
    listed_next = await system.answer_to(event, "hearing.scheduled")
    assert listed_next.data["hearing_id"] == following["hearing_id"]


async def test_a_closed_case_cancels_what_stands(system: CourtSystem, court: Data, today: date) -> None:
    case, _request, _ = await listed(system, court, today)
    closing = {
        "case_id": case["case_id"],
        "court_id": court_id(court),
        "closed_at": datetime.now(ALMATY).isoformat(),
        "outcome": "withdrawn",
    }
    answer = await system.answer_to(await system.publish("case.closed", closing), "hearing.cancelled")
    assert answer.data["reason"] == "case_closed"
    refused = await system.publish("hearing.requested", a_request(case, today=today))
    unlisted = await system.answer_to(refused, "hearing.unlisted", "event.refused")
    assert "case_closed" in str(unlisted.data)


async def test_what_cannot_be_listed_says_why_and_is_listed_when_something_frees_up(
    system: CourtSystem, court: Data, today: date
) -> None:
    case = a_case(court_id(court))
    await system.publish("case.registered", case)
    claimant = case["parties"][0]["party_id"]
    away = {
        "unavailability_id": new_id(),
        "court_id": court_id(court),
        "party_id": claimant,
        "starts_at": datetime.now(ALMATY).isoformat(),
        "ends_at": (datetime.now(ALMATY) + timedelta(days=90)).isoformat(),
    }
    await system.publish("unavailability.declared", away)
    event = await system.publish("hearing.requested", a_request(case, today=today))
    unlisted = await system.answer_to(event, "hearing.unlisted")
    assert [conflict["code"] for conflict in unlisted.data["conflicts"]] == ["attendee_busy"]
    back = {"unavailability_id": away["unavailability_id"], "court_id": court_id(court)}
    freed = await system.publish("unavailability.withdrawn", back)
    scheduled = await system.answer_to(freed, "hearing.scheduled")
    assert scheduled.data["hearing_id"] == unlisted.data["hearing_id"]
    assert scheduled.data["version"] == 2


async def test_a_party_who_joins_later_is_told(system: CourtSystem, court: Data, today: date) -> None:
    case, _request, _ = await listed(system, court, today)
    joiner = a_party("victim", case["number"])
    update = {
        "case_id": case["case_id"],
        "court_id": court_id(court),
        "version": 2,
        "parties": [*case["parties"], joiner],
    }
    answer = await system.answer_to(await system.publish("case.updated", update), "hearing.rescheduled")
    assert answer.data["reason"] == "request_changed"
    assert joiner["party_id"] in answer.data["attendee_ids"]
    (mail,) = await system.mail(joiner["contacts"][0]["address"])
    assert line(calendar_of(mail), "METHOD") == "METHOD:REQUEST"


async def test_an_invitation_that_is_declined_is_marked_at_the_hearing_and_moves_nothing(
    system: CourtSystem, court: Data, today: date
) -> None:
    _, request, answer = await listed(system, court, today)
    judge = answer.data["person_ids"]["judges"][0]
    box = mailbox(person_of(court, judge))
    (invitation,) = await system.mail(box)
    asked = calendar_of(invitation)
    assert "RSVP=TRUE" in line(asked, "ATTENDEE")
    reply = EmailMessage()
    reply["From"], reply["To"] = box, line(asked, "ORGANIZER").rpartition("mailto:")[2]
    reply["Subject"], reply["Auto-Submitted"] = "Declined", "auto-generated"
    reply.set_content("I cannot come.")
    lines = ["BEGIN:VCALENDAR", "PRODID:-//Reader//EN", "VERSION:2.0", "METHOD:REPLY", "BEGIN:VEVENT"]
    lines += [line(asked, name) for name in ("UID", "SEQUENCE", "ORGANIZER", "DTSTART")]
    lines += [f"DTSTAMP:{datetime.now(UTC):%Y%m%dT%H%M%SZ}", f"ATTENDEE;PARTSTAT=DECLINED:mailto:{box}"]
    calendar = "\r\n".join([*lines, "END:VEVENT", "END:VCALENDAR", ""])
    reply.add_alternative(calendar, subtype="calendar", params={"method": "REPLY"})
    intake = system.endpoints["replies"]

    def hand_over() -> None:
        with smtplib.SMTP(intake["host"], intake["port"]) as server:
            server.send_message(reply)

    await asyncio.to_thread(hand_over)
    fact = await system.until(
        "the answer to be told",
        lambda s: next(
            (o for o in s.about(subject_id=request["hearing_id"]) if o.type == "court.notice.replied.v1"), None
        ),
    )
    assert (fact.data["recipient_id"], fact.data["answer"], fact.data["subject_version"]) == (judge, "declined", 1)
    address = f"{system.endpoints['services']['scheduling']['url']}/hearings/{request['hearing_id']}"
    async with asyncio.timeout(20):
        while not (hearing := (await system.http.get(address)).json())["replies"]:  # noqa: ASYNC110  asked over HTTP
            await asyncio.sleep(0.1)
    (mark,) = hearing["replies"]
    assert (mark["recipient_id"], mark["answer"], mark["version"]) == (judge, "declined", 1)
    assert (hearing["version"], hearing["status"]) == (1, "listed"), "nothing moves by itself"
    assert len(await system.mail(box)) == 1, "nobody is answered"
