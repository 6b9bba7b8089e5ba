"""A competition over HTTP on a real database: from the announcement to the appointment, and what is refused."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest
from click.testing import CliRunner
from tarazy_hr.adapters.selection.pressing import counts
from tarazy_hr.app.republishing import republish_staff
from tarazy_hr.app.selection.erasing import erase_candidates
from tarazy_hr.commands import check_selection
from tarazy_shared.unit_of_work import Work

from tests.clocks import SteppingClock
from tests.integration.hr.conftest import told
from tests.integration.hr.requests import COURT, a_court, an_id, only_error

MEMBERS = [an_id(f"member {number}") for number in range(3)]
ONE = f"/courts/{COURT}/competitions/{an_id('competition')}"
PAPERS = [{"code": code, "name": f"{code}.pdf", "sha256": "ab" * 32} for code in ("identity", "diploma", "work_record")]


def announcement(**changes: Any) -> dict[str, Any]:
    return {"post_id": an_id("vacant"), "role": "judge", "from_on": "2027-06-01", "panel": MEMBERS} | changes


def candidate(who: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": f"{who.title()} Кандидат",
        "identity_number": f"8501013{who}",
        "contacts": [{"channel": "email", "address": f"{who}@mail.test"}],
        "languages": ["kk"],
        "documents": PAPERS,
    } | changes


@pytest.fixture
async def announced(http: httpx.AsyncClient) -> None:
    """A court with a vacant post, and the competition for it."""
    await a_court(http)
    await done(http.put(f"/courts/{COURT}/posts/{an_id('vacant')}", json={"number": "7", "exclusive": True}))
    await done(http.put(ONE, json=announcement()))


async def done(request: Any) -> Any:
    response = await request
    assert response.status_code == 200, response.text
    return response.json()


async def apply(http: httpx.AsyncClient, *names: str) -> None:
    for name in names:
        await done(http.put(f"{ONE}/applications/{an_id(name)}", json=candidate(name)))


async def score(
    http: httpx.AsyncClient, name: str, stage: str, score: Any, member: str | None = None
) -> httpx.Response:
    body = {"score": score, "reasons": ["knowledge_of_law"], "member": member}
    return await http.put(f"{ONE}/applications/{an_id(name)}/scores/{stage}", json=body)


async def complete(http: httpx.AsyncClient, stage: str) -> Any:
    return await done(http.post(f"{ONE}/stages/{stage}/complete"))


async def ranked(http: httpx.AsyncClient, clock: SteppingClock, **scores: tuple[int, int]) -> None:
    """Everybody through all stages: points of the qualification test and of each member in both panels."""
    await apply(http, *scores)
    clock.step(timedelta(days=40))
    for stage in ("documents", "qualification"):
        for name, (test, _) in scores.items():
            await done(score(http, name, stage, 1 if stage == "documents" else test))
        await complete(http, stage)
    for stage in ("interview", "panel"):
        for name, (_, points) in scores.items():
            for member in MEMBERS:
                await done(score(http, name, stage, points, member))
        await complete(http, stage)


async def test_from_the_announcement_to_the_appointment(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock, work: Work, tmp_path: Path, announced: None
) -> None:
    assert (await done(http.put(ONE, json=announcement())))["changed"] is False
    await ranked(http, clock, anna=(80, 40), berik=(90, 45), dana=(75, 30))
    ranking = (await http.get(f"{ONE}/ranking")).json()
    assert [one["application_id"] for one in ranking["candidates"]] == [an_id(who) for who in ("berik", "anna", "dana")]
    first = ranking["candidates"][0]
    assert (first["total"], first["percent"], first["decided_by"]) == ("9/10", "90.00", None)
    assert [line["part"] for line in first["stages"]] == ["0", "9/25", "27/100", "27/100"]
    assert {mark["member"] for mark in first["stages"][2]["scores"]} == set(MEMBERS)

    not_first = await http.post(f"{ONE}/fill", json={"application_id": an_id("anna")})
    assert only_error(not_first) == (422, "reason", "not_first")
    before = len(await told(pool))
    filled = await done(
        http.post(
            f"{ONE}/fill", json={"application_id": an_id("berik"), "order_number": "17-к", "specialisms": ["family"]}
        )
    )
    assert (filled["facts"], filled["phase"]) == (["filled"], "filled")
    facts = (await told(pool))[before:]
    assert [fact.type for fact in facts] == [
        "court.staff.appointed.v1",
        "court.staff.authorised.v1",
        "court.vacancy.filled.v1",
    ]
    appointed, _, vacancy = (fact.data for fact in facts)
    assert (appointed["name"], appointed["order_number"], appointed["from_on"]) == (
        "Berik Кандидат",
        "17-к",
        "2027-06-01",
    )
    assert vacancy["person_id"] == appointed["person_id"]
    assert "Кандидат" not in json.dumps(vacancy)
    outcomes = [one["outcome"] for one in (await http.get(f"{ONE}/applications")).json()]
    assert outcomes == ["not_chosen", "chosen", "not_chosen"]

    text = (await http.get(f"{ONE}/record")).text
    assert "Кандидат" not in text
    assert "850101" not in text
    await _is_verified(text, vacancy["record_hash"], tmp_path)
    await _is_told_again(pool, work)
    await _is_erased(http, pool, clock, work, tmp_path)


async def _is_verified(text: str, last_hash: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(text, encoding="utf-8")
    bad.write_text(text.replace('"score":"45"', '"score":"46"', 1), encoding="utf-8")
    right = CliRunner().invoke(check_selection, [str(good)])
    assert (right.exit_code, last_hash in right.output) == (0, True), right.output
    wrong = CliRunner().invoke(check_selection, [str(good), str(bad)])
    assert wrong.exit_code == 1
    assert "hash is not the hash of the entry" in wrong.output


async def _is_told_again(pool: asyncpg.Pool, work: Work) -> None:
    """What was told of the competition is told again: same types, versions, hashes, and who filled the post."""
    first = [fact for fact in await told(pool) if fact.type.startswith("court.vacancy")]
    first = [fact for fact in first if "ce_republished" not in fact.headers]
    before = len(await told(pool))
    await republish_staff(work, COURT)
    again = [fact for fact in (await told(pool))[before:] if fact.type.startswith("court.vacancy")]
    assert [(fact.type, fact.data) for fact in again] == [(fact.type, fact.data) for fact in first]
    assert {fact.headers["ce_republished"] for fact in again} == {"true"}


async def _is_erased(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock, work: Work, tmp_path: Path
) -> None:
    clock.step(timedelta(days=365))
    await erase_candidates(work)
    assert len((await http.get(f"{ONE}/applications")).json()) == 3, "the last day is not over"
    clock.step(timedelta(days=1))
    await erase_candidates(work)
    assert (await http.get(f"{ONE}/applications")).json() == []
    assert await pool.fetchval("SELECT count(*) FROM selection_documents") == 0
    await _is_told_again(pool, work)
    text = (await http.get(f"{ONE}/record")).text
    assert json.loads(text.splitlines()[-1])["what"] == "candidates_erased"
    await _is_verified(text, json.loads(text.splitlines()[-1])["hash"], tmp_path)
    assert [one["place"] for one in (await http.get(f"{ONE}/ranking")).json()["candidates"]] == [1, 2, 3]
    await erase_candidates(work)
    assert (await http.get(f"{ONE}/record")).text == text


async def test_a_post_that_was_filled_meanwhile_is_not_filled_again(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock, announced: None
) -> None:
    await ranked(http, clock, anna=(80, 40), berik=(90, 45))
    other = {"post_id": an_id("vacant"), "role": "judge", "name": "Другой", "from_on": "2027-05-01"}
    await done(http.put(f"/courts/{COURT}/people/{an_id('other')}", json=other))
    before = await told(pool)
    refused = await http.post(f"{ONE}/fill", json={"application_id": an_id("berik")})
    assert only_error(refused) == (409, "post_id", "post_held")
    assert (await told(pool), (await http.get(ONE)).json()["phase"]) == (before, "ranked")
    await done(http.post(f"{ONE}/cancel", json={"reason": "post_filled"}))
    assert (await told(pool))[-1].data["reason"] == "post_filled"
    reopened = await http.post(f"{ONE}/reopen", json={"stage": "panel", "reason": "appeal_upheld"})
    assert only_error(reopened) == (409, "post_id", "post_held")


async def test_what_cannot_be_announced_or_applied_for_names_the_field(
    http: httpx.AsyncClient, clock: SteppingClock, announced: None
) -> None:
    two = f"/courts/{COURT}/competitions/{an_id('two')}"
    assert only_error(await http.put(two, json=announcement())) == (409, "post_id", "announced_already")
    strange = announcement(post_id=an_id("nowhere"))
    assert only_error(await http.put(two, json=strange)) == (404, "post_id", "unknown_post")
    assert only_error(await http.put(two.replace(COURT, "nowhere"), json=announcement())) == (
        404, "court_id", "unknown_court",
    )  # fmt: skip
    assert (await http.get(two)).status_code == 404
    assert (await http.put(two, json=announcement(from_on="soon"))).status_code == 422
    assert (await http.get(ONE, headers={"Authorization": "Bearer wrong"})).status_code == 401

    await apply(http, "anna")
    url = f"{ONE}/applications/{an_id('again')}"
    twice = candidate("again", identity_number="8501013-anna")
    assert only_error(await http.put(url, json=twice)) == (409, "identity_number", "applied_already")
    lacking = candidate("again", documents=PAPERS[:1])
    assert only_error(await http.put(url, json=lacking)) == (422, "documents", "document_missing")
    await done(http.post(f"{ONE}/applications/{an_id('anna')}/withdraw"))
    await done(http.put(url, json=twice))
    clock.step(timedelta(days=40))
    late = await http.put(f"{ONE}/applications/{an_id('late')}", json=candidate("late"))
    assert only_error(late) == (409, "application_id", "applied_too_late")
    assert "2026-12-24" in late.json()["errors"][0]["reason"]
    assert "Asia/Almaty" in late.json()["errors"][0]["reason"]


async def test_of_two_who_announce_at_once_one_is_refused(http: httpx.AsyncClient, announced: None) -> None:
    await done(http.post(f"{ONE}/cancel", json={"reason": "announced_in_error"}))
    urls = [f"/courts/{COURT}/competitions/{an_id(name)}" for name in ("one", "two")]
    answers = await asyncio.gather(*(http.put(url, json=announcement()) for url in urls))
    assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_members_see_and_score_only_what_is_theirs(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock, announced: None
) -> None:
    # The third member is a candidate, the second has an interest in one, declared in their own court.
    member = {"post_id": an_id("p"), "role": "judge", "name": "Член Комиссии", "from_on": "2026-01-01"}
    await done(http.put(f"/courts/{COURT}/people/{MEMBERS[1]}", json=member))
    interest = {"person_id": MEMBERS[1], "against": "кандидат АННА"}
    await apply(http, "berik")
    await done(http.put(f"{ONE}/applications/{an_id('anna')}", json=candidate("anna", name="Анна Кандидат")))
    await done(http.put(f"{ONE}/applications/{an_id('dana')}", json=candidate("dana", person_id=MEMBERS[2])))
    clock.step(timedelta(days=40))
    for stage, points in (("documents", 1), ("qualification", 75)):
        for name in ("anna", "berik", "dana"):
            await done(score(http, name, stage, points))
        await complete(http, stage)
    await done(http.put(f"/courts/{COURT}/interests/{an_id('interest')}", json=interest))

    own = await score(http, "berik", "interview", 50, MEMBERS[2])
    assert only_error(own) == (409, "member", "member_recused")
    assert only_error(await score(http, "anna", "interview", 5, MEMBERS[1])) == (409, "member", "member_recused")
    for name in ("berik", "dana"):
        await done(score(http, name, "interview", 30, MEMBERS[1]))
    listed = (await http.get(f"{ONE}/scoring", params={"member": MEMBERS[1]})).json()["candidates"]
    assert [(one["name"], one["score"]) for one in listed] == [("Berik Кандидат", "30"), ("Dana Кандидат", "30")]
    for name in ("anna", "berik", "dana"):
        await done(score(http, name, "interview", 31, MEMBERS[0]))
    few = await http.post(f"{ONE}/stages/interview/complete")
    assert only_error(few) == (409, "stage", "panel_too_small")
    panel = [*MEMBERS, *(an_id(f"new {number}") for number in range(2))]
    await done(http.put(f"{ONE}/panel", json={"panel": panel, "reason": "member_recused"}))
    held = await http.post(f"{ONE}/stages/interview/complete")
    assert only_error(held) == (409, "stage", "scores_missing")
    for name in ("anna", "berik", "dana"):
        for new in panel[3:]:
            await done(score(http, name, "interview", 40, new))
    assert (await complete(http, "interview"))["phase"] == "panel"
    lines = (await http.get(f"{ONE}/record")).text.splitlines()
    found = [json.loads(line)["data"] for line in lines if '"what":"recused"' in line]
    assert {(one["member"], one["application_id"], one["ground"]) for one in found} == {
        (MEMBERS[1], an_id("anna"), "found"),
        (MEMBERS[2], None, "found"),
    }
    completed = [fact.data for fact in await told(pool) if fact.type == "court.vacancy.stage_completed.v1"]
    assert [(one["stage"], one["passed"], one["ended"]) for one in completed][-1] == ("interview", 3, 0)


async def test_deadlines_are_listed_by_how_pressing_they_are(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock, announced: None
) -> None:
    async def urgency() -> tuple[str, str, str]:
        (one,) = (await http.get("/selection/deadlines", params={"court_id": COURT})).json()
        return one["phase"], one["due_on"], one["urgency"]

    assert await urgency() == ("applications", "2026-12-24", "ahead")
    clock.step(timedelta(days=28))
    assert await urgency() == ("applications", "2026-12-24", "near")
    clock.step(timedelta(days=12))
    assert await urgency() == ("documents", "2026-12-31", "overdue")
    async with pool.acquire() as connection:
        assert await counts(connection, clock.now) == {("documents", "overdue"): 1}
    assert (await http.get("/selection/deadlines", params={"urgency": "near"})).json() == []
    assert [one["urgency"] for one in (await http.get(f"/courts/{COURT}/competitions")).json()] == ["overdue"]


async def test_procedures_are_laid_down_for_days_to_come(http: httpx.AsyncClient, announced: None) -> None:
    stood = (await http.get(f"/courts/{COURT}/selection-procedure")).json()
    assert (stood["code"], stood["verified"]) == ("kz-judges", False)
    new = {**stood, "code": "our-own", "quorum": 1}
    url = f"/courts/{COURT}/selection-procedures"
    assert only_error(await http.put(f"{url}/2026-11-24", json=new)) == (409, "valid_from", "procedure_backwards")
    assert only_error(await http.put(f"{url}/2027-01-01", json={**new, "stages": []})) == (422, "stages", "no_stages")
    assert (await done(http.put(f"{url}/2027-01-01", json=new))) == {"changed": True}
    assert (await done(http.put(f"{url}/2027-01-01", json=new))) == {"changed": False}
    assert (await done(http.put("/selection-procedures/2027-02-01", json={**new, "code": "everywhere"})))["changed"]

    async def code(day: str) -> str:
        return str((await http.get(f"/courts/{COURT}/selection-procedure", params={"on": day})).json()["code"])

    assert [await code(day) for day in ("2026-12-31", "2027-01-01", "2027-03-01")] == [
        "kz-judges",
        "our-own",
        "our-own",
    ]
    assert [one["procedure"]["code"] for one in (await http.get(url)).json()] == ["our-own"]
    assert len((await http.get("/selection-procedures")).json()) == 2
    assert (await http.get(ONE)).json()["procedure"]["code"] == "kz-judges"


async def test_the_record_is_only_added_to(pool: asyncpg.Pool, announced: None) -> None:
    for statement in ("UPDATE competition_entries SET line = ''", "DELETE FROM competition_entries"):
        with pytest.raises(asyncpg.IntegrityConstraintViolationError, match="only ever added to"):
            await pool.execute(statement)


async def test_what_is_known_of_a_candidate_is_corrected_and_what_was_is_kept_and_deleted_with_it(
    http: httpx.AsyncClient, pool: asyncpg.Pool, clock: SteppingClock, work: Work, announced: None
) -> None:
    await apply(http, "anna", "berik")
    url = f"{ONE}/applications/{an_id('anna')}/details"
    right = {"name": "Анна Кандидатова", "contacts": [{"channel": "sms", "address": "+77010000000"}]}
    assert await done(http.put(url, json=right)) == {"changed": True, "fields": ["name", "contacts"]}
    assert await done(http.put(url, json=right)) == {"changed": False, "fields": []}
    people = {one["application_id"]: one for one in (await http.get(f"{ONE}/applications")).json()}
    assert people[an_id("anna")]["name"] == "Анна Кандидатова"
    assert people[an_id("anna")]["languages"] == ["kk"], "what is left out stays"
    (former,) = (await http.get(f"{url}/history")).json()
    assert (former["name"], former["contacts"][0]["address"]) == ("Anna Кандидат", "anna@mail.test")
    taken = {"identity_number": "8501013 berik"}
    assert only_error(await http.put(url, json=taken)) == (409, "identity_number", "applied_already")
    nobody = f"{ONE}/applications/{an_id('nobody')}/details"
    assert only_error(await http.put(nobody, json=right)) == (404, "application_id", "unknown_application")
    assert (await http.put(url, json={"name": ""})).status_code == 422
    trail = await pool.fetch("SELECT detail::text FROM audit_trail WHERE about = $1", an_id("anna"))
    assert [json.loads(row["detail"]) for row in trail] == [{"corrected": ["name", "contacts"]}]
    assert "Анна" not in (await http.get(f"{ONE}/record")).text
    await done(http.post(f"{ONE}/cancel", json={"reason": "announced_in_error"}))
    clock.step(timedelta(days=500))
    await erase_candidates(work)
    assert await pool.fetchval("SELECT count(*) FROM selection_corrections") == 0
