"""A disciplinary case on a real database: recorded, drawn, suspended from duty, let into force, erased."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from tarazy_hr.adapters.discipline import body, standing
from tarazy_hr.adapters.discipline.body import Membership
from tarazy_hr.adapters.discipline.papers import Paper
from tarazy_hr.adapters.discipline.record import RECORD
from tarazy_hr.adapters.proceedings.clocks import running_clocks
from tarazy_hr.adapters.proceedings.rules import DISCIPLINE, EVALUATION
from tarazy_hr.app.discipline.conducting import Conducted, conduct
from tarazy_hr.app.discipline.looping import count_clocks, draw_panels, erase_papers, keep_off_duty, let_cases_pass
from tarazy_hr.app.discipline.measuring import clocks_pressing, measure_clocks
from tarazy_hr.domain.discipline import commands, facts
from tarazy_hr.domain.discipline.case import told_by
from tarazy_hr.domain.discipline.commands import Command, Receive
from tarazy_hr.domain.discipline.drawing import drawn
from tarazy_hr.domain.refusal import Refusal
from tarazy_hr.verify_matters import check
from tarazy_shared.beacons.development import DevelopmentBeacon
from tarazy_shared.ids import uuid7
from tarazy_shared.sign_in.development_keys import DevelopmentKeys
from tarazy_shared.unit_of_work import Cause, Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import TOKEN, told
from tests.integration.hr.requests import COURT, a_court, a_person_url, an_id, only_error, person

KEYS = DevelopmentKeys.of(SecretStr(TOKEN))
JUDGE, INSPECTOR = UUID(an_id("aigul")), UUID(an_id("inspector"))
CASE = UUID(an_id("disciplinary case"))
MEMBERS = [UUID(an_id(f"member {number}")) for number in range(4)]
RECEIVE = Receive(CASE, COURT, JUDGE, "person", None, ("ethics_breach",), date(2026, 11, 2), date(2026, 11, 20), ())
COMPLAINT = Paper(UUID(an_id("paper")), "complaint", "Ерлан Сатпаев", "Complaint", "She shouted.", None)


@pytest.fixture
def beacon(clock: SteppingClock) -> DevelopmentBeacon:
    return DevelopmentBeacon.of("a key of the tests", clock)


@pytest.fixture
async def court(http: httpx.AsyncClient, work: Work) -> None:
    """A judge, an inspector by post, and a body of members from elsewhere."""
    await a_court(http, "aigul")
    post = person("inspector") | {"role": "inspector", "post_id": an_id("post of inspector")}
    assert (await http.put(a_person_url("inspector"), json=post)).status_code == 200
    async with work.begin() as uow:
        for who in MEMBERS:
            assert await body.enter(uow.connection, Membership(who, "first", date(2026, 1, 1), None), uow.now) is True
            assert await body.enter(uow.connection, Membership(who, "first", date(2026, 1, 1), None), uow.now) is False


async def tell(work: Work, command: Command, **more: Any) -> Conducted | Refusal:
    """One command in a transaction of its own; a refusal leaves nothing."""
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        return await conduct(uow, COURT, CASE, command, "system", cause, **more)


async def do(work: Work, command: Command, **more: Any) -> Conducted:
    done = await tell(work, command, **more)
    assert isinstance(done, Conducted), done
    return done


async def test_what_comes_with_the_program_is_whole() -> None:
    assert DISCIPLINE.check(DISCIPLINE.shipped.rules) is None
    assert EVALUATION.check(EVALUATION.shipped.rules) is None
    assert not DISCIPLINE.shipped.rules.verified


async def test_from_the_complaint_to_force(
    work: Work, pool: asyncpg.Pool, clock: SteppingClock, beacon: DevelopmentBeacon, court: None
) -> None:
    await do(work, RECEIVE, with_papers=[COMPLAINT])
    await do(work, commands.Admit(INSPECTOR))
    await do(work, commands.TakeOffDuty(date(2026, 11, 24)))
    assert "court.staff.suspended.v1" in [event.type for event in await told(pool)]
    await do(work, commands.Refer(("ethics_breach",)))
    await do(work, commands.OrderPanel(), beacon=beacon.clock)
    assert await draw_panels(work, beacon) is False
    clock.step(timedelta(seconds=10))
    await draw_panels(work, beacon)
    async with work.begin() as uow:
        entries, _ = await RECORD.read(uow.connection, CASE)
        case = told_by(entries)
        mine = await standing.cases(uow.connection, None, MEMBERS[0])
        everybody = await standing.cases(uow.connection, COURT)
    assert case is not None
    panel = case.panels["first"]
    assert len(set(panel) & set(MEMBERS)) == 3
    assert (len(mine), len(everybody)) == (int(MEMBERS[0] in panel), 1)
    order = next(one.fact for one in entries if isinstance(one.fact, facts.PanelOrdered))
    done = next(one.fact for one in entries if isinstance(one.fact, facts.PanelDrawn))
    assert drawn(order, done.randomness) == panel

    await do(work, commands.SetHearing(clock() + timedelta(hours=1), clock() + timedelta(hours=2)))
    await do(work, commands.RecordHearing(date(2026, 11, 24)))
    await do(work, commands.Decide("remark", ("ethics_breach",), panel[0]))
    async with pool.acquire() as connection:
        clocks = {one.code: one.due_on for one in await running_clocks(connection, [COURT])}
    assert clocks == {"appeal": date(2026, 12, 8)}
    clock.step(timedelta(days=15))
    assert await let_cases_pass(work) is True
    assert await let_cases_pass(work) is False
    steps = [event for event in await told(pool) if event.type.startswith("court.discipline.")]
    heard, decided, closed = [event for event in steps if "person_id" in event.data]
    others = [(event.type.split(".")[2], len(event.data["people"])) for event in steps if "people" in event.data]
    assert others == [("part_given", 1), ("part_given", 3), ("sitting_set", 4)]
    async with pool.acquire() as connection:
        record = await RECORD.lines(connection, CASE)
    assert check(record, closed.data["record_hash"]).matter == str(CASE)
    assert (heard.type, closed.type) == ("court.discipline.hearing_set.v1", "court.discipline.closed.v1")
    assert (decided.data["decision"], decided.data["appeal_until"]) == ("remark", "2026-12-08")
    assert {one.data["person_id"] for one in (heard, decided, closed)} == {str(JUDGE)}
    async with pool.acquire() as connection:
        (one,) = await running_clocks(connection, None)
    assert (one.code, one.due_on) == ("expiry_of_remark", date(2027, 6, 9))
    assert await count_clocks(work) is False
    clock.step(timedelta(days=1))
    assert await count_clocks(work) is True
    assert await pressing_now(work) == {}
    clock.step(timedelta(days=182))
    assert await pressing_now(work) == {("discipline", "overdue"): 1}


async def in_force(work: Work, clock: SteppingClock, beacon: DevelopmentBeacon) -> None:
    """A remark that binds."""
    await do(work, RECEIVE, with_papers=[COMPLAINT])
    await do(work, commands.Admit(INSPECTOR))
    await do(work, commands.Refer(("ethics_breach",)))
    await do(work, commands.OrderPanel(), beacon=beacon.clock)
    clock.step(timedelta(seconds=10))
    await draw_panels(work, beacon)
    heard = await do(work, commands.RecordHearing(date(2026, 11, 24)))
    await do(work, commands.Decide("remark", ("ethics_breach",), heard.case.panels["first"][0]))
    clock.step(timedelta(days=15))
    assert await let_cases_pass(work) is True


async def test_a_decision_is_published_once_nothing_in_it_tells_of_people(
    http: httpx.AsyncClient,
    work: Work,
    pool: asyncpg.Pool,
    clock: SteppingClock,
    beacon: DevelopmentBeacon,
    court: None,
) -> None:
    text = "Судья опоздала.\nПо жалобе Сатпаева: замечание Айгүлге, a.a@sud.kz, дело 2-15/2026. Ерлан-базар."
    body = {"language": "ru", "words": text}
    early = await http.post(f"{ONE}/publication", json=body)
    assert early.status_code == 404
    await in_force(work, clock, beacon)
    told_of = await http.post(f"{ONE}/publication", json=body)
    assert told_of.status_code == 409
    errors = told_of.json()["errors"]
    assert [one["code"] for one in errors] == [
        "tells_name", "tells_name", "tells_email", "tells_case_number", "tells_name",
    ]  # fmt: skip
    assert "line 2, letter 11" in errors[0]["reason"].lower()
    assert await pool.fetchval("SELECT count(*) FROM discipline_publications") == 0
    clean = body | {
        "words": "Судья опоздала. Дело разобрано у рынка Ерлан-базар.",
        "overruled": [{"found": "ерлан", "reason": "usual_word"}],
    }
    assert await asked_as(http, "secretary", JUDGE, "POST", f"{ONE}/publication", json=clean) == 403
    assert await asked_as(http, "chair", an_id("chair"), "POST", f"{ONE}/publication", json=clean) == 403
    assert await asked_as(http, "secretary", an_id("secretary"), "POST", f"{ONE}/publication", json=clean) == 200
    again = await http.post(f"{ONE}/publication", json=clean)
    assert only_error(again) == (409, "case_id", "published_already")
    trail = [str(note) for note in await pool.fetch("SELECT * FROM audit_trail")]
    assert any("usual_word" in note for note in trail)
    assert not any("базар" in note for note in trail)
    public = (await http.get("/discipline-decisions", headers={"accept-language": "ru"})).text
    address = public.split('href="/discipline-decisions/')[1].split('"')[0]
    shown = await http.get(f"/discipline-decisions/{address}", headers={"accept-language": "ru"})
    assert ("Ерлан-базар" in shown.text, "Замечание" in shown.text) == (True, True)
    assert not any(str(one) in shown.text for one in (CASE, JUDGE, COURT))
    # gone with the measure
    clock.step(timedelta(days=200))
    assert await let_cases_pass(work) is True
    assert (await http.get(f"/discipline-decisions/{address}")).status_code == 404
    assert (await told_facts(pool))[-2:] == ["expired", "withdrawn"]


async def told_facts(pool: asyncpg.Pool) -> list[str]:
    return [row["what"] for row in await pool.fetch("SELECT what FROM discipline_entries ORDER BY number")]


async def pressing_now(work: Work) -> dict[tuple[str, str], float]:
    await measure_clocks(work)
    samples = [sample for metric in clocks_pressing.collect() for sample in metric.samples]
    return {(one.labels["kind"], one.labels["urgency"]): one.value for one in samples if one.value}


async def test_papers_go_when_their_time_is_over_and_the_record_stays(
    work: Work, pool: asyncpg.Pool, clock: SteppingClock, court: None
) -> None:
    await do(work, RECEIVE, with_papers=[COMPLAINT])
    await do(work, commands.Reject("unfounded"))
    clock.step(timedelta(days=1095))
    assert await erase_papers(work) is False
    clock.step(timedelta(days=2))
    assert await erase_papers(work) is True
    async with pool.acquire() as connection:
        assert await connection.fetchval("SELECT count(*) FROM discipline_papers") == 0
        lines = await RECORD.lines(connection, CASE)
    assert len(lines) == 3
    assert not any("Сатпаев" in line for line in lines)


async def test_two_complaints_on_one_matter_are_one_case_with_one_file(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, court: None
) -> None:
    second = an_id("second complaint")
    also = BODY | {"papers": [{"kind": "complaint", "title": "Second", "words": "Me too.", "author": "Асель Ким"}]}
    assert (await http.put(ONE, json=BODY)).status_code == 200
    assert (await http.put(f"/courts/{COURT}/discipline/{second}", json=also)).status_code == 200
    into = f"/courts/{COURT}/discipline/{second}/join"
    assert only_error(await http.post(into, json={"into": second})) == (422, "into", "joins_itself")
    assert only_error(await http.post(into, json={"into": an_id("nothing")})) == (404, "into", "unknown_case")
    joined = await http.post(into, json={"into": str(CASE)})
    assert (joined.status_code, joined.json()["phase"]) == (200, "joined")
    shown = (await http.get(ONE)).json()
    assert sorted(paper["title"] for paper in shown["papers"]) == ["Complaint", "Second"]
    clocks = (await http.get(f"/courts/{COURT}/running-clocks")).json()
    assert {one["matter_id"] for one in clocks} == {str(CASE)}
    # the papers of both go together
    assert (await http.post(f"{ONE}/reject", json={"reason": "unfounded"})).status_code == 200
    assert await erase_papers(work) is False


async def test_a_judge_who_moves_to_another_court_is_suspended_there_and_sees_the_case(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, clock: SteppingClock, court: None
) -> None:
    await do(work, RECEIVE)
    await do(work, commands.TakeOffDuty(date(2026, 11, 24)))
    other = {"name": {"kk": "Сот", "ru": "Суд", "en": "Court"}, "zone": "Asia/Almaty"}
    assert (await http.put("/courts/kz-new", json=other)).status_code == 200
    assert (await http.put(f"/courts/kz-new/posts/{an_id('new post')}", json=NEW_POST)).status_code == 200
    ended = await http.post(f"{a_person_url('aigul')}/separate", json={"to_on": "2026-11-30"})
    assert ended.status_code == 200, ended.text
    moved = person("aigul") | {"post_id": an_id("new post"), "from_on": "2026-12-01"}
    assert (await http.put(f"/courts/kz-new/people/{JUDGE}", json=moved)).status_code == 200
    assert await keep_off_duty(work) is False
    clock.step(timedelta(days=8))
    await keep_off_duty(work)
    await keep_off_duty(work)
    suspended = [one.data["court_id"] for one in await told(pool) if one.type == "court.staff.suspended.v1"]
    assert suspended == [COURT, "kz-new"]
    key = KEYS.make("judge", "kz-new", JUDGE)
    shown = await http.get(ONE, headers={"Authorization": f"Bearer {key}"})
    assert shown.status_code == 200, shown.text
    await do(work, commands.PutBackOnDuty(date(2026, 12, 3)))
    back = [one.data["court_id"] for one in await told(pool) if one.type == "court.staff.reinstated.v1"]
    assert back == [COURT, "kz-new"]


NEW_POST = {"number": "1", "role": "judge"}


async def received_and_broken_off(work: Work) -> None:
    async with work.begin() as uow:
        cause = Cause.command(uuid7(uow.now))
        await conduct(uow, COURT, CASE, RECEIVE, "system", cause, with_papers=[COMPLAINT])
        raise ZeroDivisionError


async def test_what_is_broken_off_or_refused_leaves_nothing(work: Work, pool: asyncpg.Pool, court: None) -> None:
    with pytest.raises(ZeroDivisionError):
        await received_and_broken_off(work)
    refused = await tell(work, commands.Admit(INSPECTOR))
    assert isinstance(refused, Refusal)
    assert refused.code == "unknown_case"
    async with pool.acquire() as connection:
        assert await RECORD.lines(connection, CASE) == []
        assert await connection.fetchval("SELECT count(*) FROM discipline_papers") == 0


async def test_the_record_is_only_ever_added_to(work: Work, pool: asyncpg.Pool, court: None) -> None:
    await do(work, RECEIVE)
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="only ever added to"):
        await pool.execute("UPDATE discipline_entries SET line = 'x'")
    with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="only ever added to"):
        await pool.execute("DELETE FROM discipline_entries")


ONE = f"/courts/{COURT}/discipline/{CASE}"
BODY = {
    "judge": str(JUDGE),
    "complainant": "person",
    "grounds": ["ethics_breach"],
    "happened_on": "2026-11-02",
    "learned_on": "2026-11-20",
    "papers": [{"kind": "complaint", "title": "Complaint", "words": "She shouted.", "author": "Ерлан Сатпаев"}],
}


async def asked_as(http: httpx.AsyncClient, role: Any, who: str | UUID, method: str, path: str, **more: Any) -> int:
    """The status of one request by somebody in a role in the court."""
    name = str(who)
    key = KEYS.make(role, COURT, UUID(name)) if role else TOKEN
    return (await http.request(method, path, headers={"Authorization": f"Bearer {key}"}, **more)).status_code


async def test_a_file_is_for_those_on_the_case_and_every_reading_is_noted(
    http: httpx.AsyncClient, work: Work, pool: asyncpg.Pool, court: None
) -> None:
    secretary = an_id("secretary")
    assert await asked_as(http, "secretary", secretary, "PUT", ONE, json=BODY) == 200
    assert await asked_as(http, "secretary", secretary, "PUT", ONE, json=BODY) == 200
    assert await asked_as(http, "chair", an_id("chair"), "GET", ONE) == 403
    assert await asked_as(http, "hr_officer", an_id("officer"), "GET", ONE) == 403
    assert await asked_as(http, "inspector", INSPECTOR, "GET", ONE) == 403
    admit = {"initiator": str(INSPECTOR)}
    assert await asked_as(http, "inspector", INSPECTOR, "POST", f"{ONE}/admit", json=admit) == 403
    assert await asked_as(http, "secretary", secretary, "POST", f"{ONE}/admit", json=admit) == 200
    assert await asked_as(http, "inspector", INSPECTOR, "GET", ONE) == 200
    assert await asked_as(http, "judge", JUDGE, "GET", ONE) == 200
    assert await asked_as(http, "judge", MEMBERS[0], "GET", ONE) == 403
    # the secretary keeps files and inquires nothing
    charges = {"charges": ["ethics_breach"]}
    assert await asked_as(http, "secretary", secretary, "POST", f"{ONE}/refer", json=charges) == 403
    assert await asked_as(http, "judge", JUDGE, "POST", f"{ONE}/refer", json=charges) == 403
    # only the inspector asks for an explanation, only the judge gives one
    assert await asked_as(http, "judge", JUDGE, "POST", f"{ONE}/explanation-request") == 403
    assert await asked_as(http, "inspector", INSPECTOR, "POST", f"{ONE}/explanation-request") == 200
    clocks = (await http.get(f"/courts/{COURT}/running-clocks")).json()
    assert [one["due_on"] for one in clocks if one["code"] == "explanation"] == ["2026-12-01"]
    assert await asked_as(http, "inspector", INSPECTOR, "POST", f"{ONE}/refer", json=charges) == 409
    said = {"words": "I did not."}
    assert await asked_as(http, "inspector", INSPECTOR, "POST", f"{ONE}/explanation", json=said) == 403
    assert await asked_as(http, "judge", JUDGE, "POST", f"{ONE}/explanation", json=said | {"declined": True}) == 422
    assert await asked_as(http, "judge", JUDGE, "POST", f"{ONE}/explanation", json=said) == 200
    assert await asked_as(http, "inspector", INSPECTOR, "POST", f"{ONE}/refer", json=charges) == 200
    notes = await pool.fetch("SELECT * FROM audit_trail")
    assert sum("discipline.read_file" in str(note) for note in notes) == 1


async def test_a_judge_who_is_the_secretary_takes_no_complaint_about_themselves(
    http: httpx.AsyncClient, court: None
) -> None:
    assert await asked_as(http, "secretary", JUDGE, "PUT", ONE, json=BODY) == 403


async def test_what_is_wrong_with_a_complaint_is_named(http: httpx.AsyncClient, court: None) -> None:
    anonymous = await http.put(ONE, json=BODY | {"complainant": "anonymous"})
    assert only_error(anonymous) == (422, "evidence", "anonymous_without_evidence")
    reversed_ruling = await http.put(ONE, json=BODY | {"grounds": ["ruling_reversed"]})
    assert only_error(reversed_ruling) == (404, "grounds[0]", "unknown_ground")
    assert (await http.get(ONE)).status_code == 404


async def test_deadlines_and_rules_are_shown_with_their_sources(http: httpx.AsyncClient, court: None) -> None:
    assert (await http.put(ONE, json=BODY)).status_code == 200
    clocks = (await http.get(f"/courts/{COURT}/running-clocks")).json()
    assert [one["code"] for one in clocks] == ["admissibility", "limitation_from_learning", "limitation_from_act"]
    rules = (await http.get(f"/courts/{COURT}/discipline-rules")).json()
    assert all(one["source"] for one in rules["clocks"])
    again = await http.put(f"/courts/{COURT}/discipline-rules/2027-01-01", json=rules)
    assert again.json() == {"changed": True}
    even = await http.put(f"/courts/{COURT}/discipline-rules/2027-01-01", json=rules | {"seats": 2})
    assert only_error(even) == (422, "seats", "seats_even")
    late = await http.put(f"/courts/{COURT}/discipline-rules/2026-11-24", json=rules)
    assert only_error(late) == (409, "valid_from", "procedure_backwards")


async def test_a_program_says_for_whom_it_decides(http: httpx.AsyncClient, court: None) -> None:
    assert (await http.put(ONE, json=BODY)).status_code == 200
    nobody = await http.post(f"{ONE}/decide", json={"measure": "remark"})
    assert only_error(nobody) == (422, "by", "speaker_missing")
    assert (await http.post(f"{ONE}/panel")).status_code == 409
